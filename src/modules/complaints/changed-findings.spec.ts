import { expect, it } from '@jest/globals';
import { aComplaint, instant, type EventLine } from '../../../test/support/builders.js';
import { loadPolicy } from '../../../test/support/policy-files.js';
import { judge } from '../../rules/judge/judge.js';
import type { Finding } from '../../rules/judge/judgement.js';
import { zoneOf } from '../../rules/time/zone.js';
import { changedFindings } from './changed-findings.js';

const { set } = loadPolicy(`deadlines:
  answer: { from: received, within: 7 days, done: accepted, cite: art. 1 }
  each-refusal: { each: refused, within: 3 days, done: told, cite: art. 2 }
  untouched: { from: received, within: 90 days, done: told, cite: art. 3 }
`);

function findings(lines: readonly EventLine[], at: string): readonly Finding[] {
  if (set === undefined) throw new Error('the policy has faults');
  const all = judge(set, aComplaint([['received', '2026-03-02T10:00+08:00'], ...lines]), instant(at)).findings;
  return all.filter(({ outcome }) => outcome !== 'not-applicable');
}

const short = (before: readonly Finding[], after: readonly Finding[]) =>
  changedFindings(before, after, zoneOf('Asia/Shanghai')).map(({ rule, event, from, to }) => [
    `${rule}${event === undefined ? '' : `@${event}`}`,
    from === null ? null : `${from.outcome.code} ${from.due}`,
    to === null ? null : `${to.outcome.code} ${to.due}`,
  ]);

it('names each finding that a late event changed, from what to what, and no other', () => {
  const overdue = findings([], '2026-03-12T10:00+08:00');
  const done = findings([['accepted', '2026-03-04']], '2026-03-12T10:00+08:00');
  expect(short(overdue, done)).toEqual([['cn.example#answer', 'non-compliant 2026-03-09', 'compliant 2026-03-09']]);
  expect(short(overdue, overdue)).toEqual([]);
});

it('names findings that have come and those that are gone', () => {
  const one = findings([], '2026-03-03T10:00+08:00');
  const two = findings([['refused', '2026-03-03']], '2026-03-03T10:00+08:00');
  expect(short(one, two)).toEqual([['cn.example#each-refusal@e2', null, 'pending 2026-03-06']]);
  expect(short(two, one)).toEqual([['cn.example#each-refusal@e2', 'pending 2026-03-06', null]]);
});
