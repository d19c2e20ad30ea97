import { describe, expect, it } from '@jest/globals';
import type { Finding } from '../rules/judge/judgement.js';
import { parseTime } from '../rules/time/parse-time.js';
import { zoneOf } from '../rules/time/zone.js';
import type { Time } from '../rules/values.js';
import { daysLate, latenessOf } from './lateness.js';
import { lateText } from './texts/late-text.js';

const SHANGHAI = zoneOf('Asia/Shanghai');

const time = (text: string): Time => {
  const read = parseTime(text);
  if (read === undefined) throw new RangeError(text);
  return read;
};

const finding = (state: 'overdue' | 'done-late' | 'running', due: string, done?: string): Finding => ({
  policy: 'p',
  version: 0,
  rule: 'r',
  kind: 'deadline',
  outcome: 'non-compliant',
  state,
  own: true,
  due: time(due),
  ...(done !== undefined && { done: time(done) }),
  missing: [],
  notes: [],
});

describe('how late something is', () => {
  it.each([
    // The zone's day counts, not the UTC day: 16:30Z is already the next day in Shanghai.
    ['overdue', '2026-02-28', undefined, '2026-02-28T16:30Z', 1, '1 day', '1 天'],
    ['overdue', '2026-02-28', undefined, '2026-03-31T18:00+08:00', 31, '31 days', '31 天'],
    ['done-late', '2026-02-28', '2026-03-02', '2026-03-31T18:00+08:00', 2, '2 days', '2 天'],
    ['done-late', '2026-02-28', '2026-03-01T00:00+08:00', '2026-03-31T18:00+08:00', 1, '1 day', '1 天'],
    [
      'done-late',
      '2026-03-01T17:00+08:00',
      '2026-03-01T17:00:01+08:00',
      '2026-03-31T18:00+08:00',
      0.0001,
      'under 1 min',
      '不足 1 分钟',
    ],
    [
      'done-late',
      '2026-03-01T17:00+08:00',
      '2026-03-01T19:46+08:00',
      '2026-03-31T18:00+08:00',
      0.1153,
      '2 h 46 min',
      '2 小时 46 分钟',
    ],
    ['overdue', '2026-03-01T18:00+08:00', undefined, '2026-03-31T18:00+08:00', 30, '30 days', '30 天'],
  ] as const)('%s since %s, done %s, judged at %s', (state, due, done, at, days, en, zh) => {
    const instant = time(at);
    const late = latenessOf(finding(state, due, done), instant.kind === 'instant' ? instant.at : 0, SHANGHAI);
    if (late === undefined) throw new Error('expected it to be late');
    expect(daysLate(late)).toBe(days);
    expect(lateText(late)).toEqual({ en, zh });
  });

  it('is not said of what is still running', () => {
    expect(latenessOf(finding('running', '2026-02-28'), 0, SHANGHAI)).toBeUndefined();
  });
});
