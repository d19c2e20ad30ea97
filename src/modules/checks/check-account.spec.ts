import { describe, expect, it } from '@jest/globals';
import { aComplaint, aSet, instant } from '../../../test/support/builders.js';
import { RedressError } from '../../errors.js';
import { judge } from '../../rules/judge/judge.js';
import { resultOf } from '../complaints/stored-judgement.js';
import { checkAccumulator, checkAddsUp, type CheckAccount, type Counted } from './check-account.js';

const set = aSet(`deadlines:
  answer: { from: received, within: 7 days, counting: plain, done: responded, cite: art. 1 }
  tell: { from: responded, within: 2 days, counting: plain, done: told, cite: art. 2, binds: complainant }
`);
const at = instant('2026-03-20T00:00:00Z');
const late = judge(set, aComplaint([['received', '2026-03-01']]), at);
const running = judge(set, aComplaint([['received', '2026-03-18']]), at);

const counted: Counted = { population: 3, skippedFor: { void: 1, 'receipt-unknown': 0 } };
const rest = { counted, at, stored: true, set, setNumber: 4, timeZoneData: 'x', milliseconds: 5 };

function filled() {
  const totals = checkAccumulator();
  for (const judgement of [late, running]) totals.examine(judgement, resultOf(judgement).outcome);
  totals.skip('void');
  totals.renew(true);
  totals.renew(false);
  return totals;
}

const whatIsWrong = (work: () => unknown): readonly unknown[] => {
  try {
    work();
    return [];
  } catch (error) {
    return error instanceof RedressError ? error.faults.map(({ data }) => data['what']) : [error];
  }
};

describe('the account of a check', () => {
  it('has every complaint and every finding once', () => {
    const account = filled().finish(rest);
    expect(account).toMatchObject({
      population: 3,
      examined: 2,
      skipped: 1,
      skippedFor: { void: 1 },
      renewed: 2,
      changed: 1,
      complaints: { 'non-compliant': 1, pending: 1, compliant: 0 },
      findings: 4,
      own: { findings: 2, outcomes: { 'non-compliant': 1, pending: 1 } },
      setNumber: 4,
      policySet: set.digest,
    });
    expect(account.rules.map(({ rule, own, findings }) => [rule, own, findings])).toEqual([
      ['answer', true, 2],
      ['tell', false, 2],
    ]);
    expect(account.nextLookAt).toBe(running.nextLookAt);
    expect(Object.keys(account.calendars)).toEqual(['cn']);
  });

  it.each<[string, (totals: ReturnType<typeof filled>) => void]>([
    ['examined + skipped', (totals) => totals.examine(late, 'non-compliant')],
    ['skipped (receipt-unknown)', (totals) => totals.skip('receipt-unknown')],
    ['renewed', (totals) => totals.renew(false)],
  ])('is refused where it has one too many: %s', (what, spoil) => {
    const totals = filled();
    spoil(totals);
    expect(whatIsWrong(() => totals.finish(rest))).toContain(what);
  });

  it.each<[string, Partial<CheckAccount>]>([
    ['complaints by outcome', { complaints: { ...filled().finish(rest).complaints, compliant: 1 } }],
    ['findings of all rules', { rules: [] }],
    ['findings by outcome', { findings: 5 }],
    ['own findings by outcome', { own: { ...filled().finish(rest).own, findings: 3 } }],
  ])('is refused where a figure is another: %s', (what, other) => {
    expect(whatIsWrong(() => checkAddsUp({ ...filled().finish(rest), ...other }, counted))).toContain(what);
  });
});
