import { formatTime } from '../../src/rules/time/parse-time.js';
import { zoneOf } from '../../src/rules/time/zone.js';
import type { Instant } from '../../src/rules/values.js';

const zone = zoneOf('Asia/Shanghai');

/** An instant in Shanghai to the minute: `2026-03-02T10:00`. */
export const minuteOf = (at: Instant): string => formatTime({ kind: 'instant', at }, zone).slice(0, 16);

/** Somebody who works from eight to ten in the evening, every day. */
export const headCalendar = [
  'calendars/head.yaml',
  `calendar: head
title: { en: x, zh: 某 }
zone: Asia/Shanghai
published-from: 2020-01-01
published-through: 2030-12-31
week: [mon, tue, wed, thu, fri, sat, sun]
hours: ["20:00-22:00"]
default-counting: head-day
counting:
  head-day: { first-day: not-counted, last-day-rolls-off: nothing, ends: midnight, cite: house }
`,
] as const;
