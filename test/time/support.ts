import type { Counted, Terms } from '../../src/rules/time/count.js';
import { parseDay } from '../../src/rules/time/day.js';
import { parseDuration } from '../../src/rules/time/duration.js';
import { formatTime, parseTime } from '../../src/rules/time/parse-time.js';
import type { Day, Duration, Time } from '../../src/rules/values.js';

export const day = (text: string): Day => parseDay(text) ?? NaN;

export function time(text: string): Time {
  const read = parseTime(text);
  if (read === undefined) throw new Error(text);
  return read;
}

export function duration(text: string): Duration {
  const read = parseDuration(text);
  if (read === undefined) throw new Error(text);
  return read;
}

export const show = ({ time: at, provisional }: Counted, { calendar }: Terms): string =>
  `${formatTime(at, calendar.zone)}${provisional ? ' provisional' : ''}`;
