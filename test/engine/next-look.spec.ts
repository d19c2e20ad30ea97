import { describe, expect, it } from '@jest/globals';
import type { Complaint } from '../../src/rules/complaint.js';
import { judge } from '../../src/rules/judge/judge.js';
import { formatTime } from '../../src/rules/time/parse-time.js';
import { zoneOf } from '../../src/rules/time/zone.js';
import { aComplaint, aSet, findingsOf, instant, type EventLine } from '../support/builders.js';

const zone = zoneOf('Asia/Shanghai');
const clock = `{ from: received, within: 10 days, done: responded, warn: 2 days,
    pauses: [{ from: paused, until: resumed, at-most: 5 days }],
    extensions: [{ when: { all: [{ fact: rural, operator: equal, value: true }] }, to: 20 days }] }`;
const set = aSet(`deadlines:\n  reply: ${clock}\n`);
const received: EventLine = ['received', '2026-03-02T10:00+08:00'];
const known = { facts: { rural: false } };

function nextLook(
  lines: readonly EventLine[],
  at: string,
  rest: { readonly facts: Complaint['facts'] } = known,
): string | undefined {
  const { nextLookAt } = judge(set, aComplaint(lines, rest), instant(at));
  return nextLookAt === undefined ? undefined : formatTime({ kind: 'instant', at: nextLookAt }, zone);
}

describe('when to look again (S42)', () => {
  it.each([
    ['at the first instant of the warning', [received], '2026-03-03T10:00+08:00', '2026-03-10T00:00+08:00'],
    ['at the end of the due day', [received], '2026-03-10T00:00+08:00', '2026-03-13T00:00+08:00'],
    ['never when it has run out', [received], '2026-03-13T00:00+08:00', undefined],
    ['never when it is done', [received, ['responded', '2026-03-04']], '2026-03-05T00:00+08:00', undefined],
    [
      'when the cap of a pause has run out',
      [received, ['paused', '2026-03-04']],
      '2026-03-05T10:00+08:00',
      '2026-03-10T00:00+08:00',
    ],
    [
      'when an event that is written down already will have happened',
      [received, ['responded', '2026-03-06T09:00+08:00']],
      '2026-03-03T10:00+08:00',
      '2026-03-06T09:00+08:00',
    ],
  ] satisfies [string, EventLine[], string, string | undefined][])('%s', (_, lines, at, expected) => {
    expect(nextLook(lines, at)).toBe(expected);
  });

  it('at the end of the later date too, where a fact that nobody recorded decides between two', () => {
    const unknown = { facts: {} };
    expect(nextLook([received], '2026-03-12T10:00+08:00', unknown)).toBe('2026-03-13T00:00+08:00');
    expect(nextLook([received], '2026-03-13T00:00+08:00', unknown)).toBe('2026-03-23T00:00+08:00');
    expect(nextLook([received], '2026-03-23T00:00+08:00', unknown)).toBeUndefined();
  });
});

describe('a midnight and the day that it begins', () => {
  const since = aSet(
    'deadlines:\n  reply: { from: { since: { all: [{ fact: rural, operator: equal, value: true }] } }, within: 48 hours, done: responded }\n',
  );
  const midnight: EventLine = ['received', '2026-03-02T00:00+08:00'];
  const day: EventLine = ['told', '2026-03-02'];
  it.each([[[midnight, day]], [[day, midnight]]])('are in the same order however they were given', (lines) => {
    const [finding] = findingsOf(
      since,
      aComplaint(lines, { facts: { rural: true } }),
      '2026-03-03T10:00+08:00',
      'reply',
    );
    expect(finding?.due).toEqual({ kind: 'instant', at: instant('2026-03-04T00:00+08:00') });
  });
});
