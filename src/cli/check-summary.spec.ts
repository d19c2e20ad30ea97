import { describe, expect, it } from '@jest/globals';
import type { CheckAccount } from '../modules/checks/check-account.js';
import { noCounts } from '../rules/analysis/counted-as.js';
import { checkSummary } from './check-summary.js';

const none = noCounts();
const rule = {
  policy: 'p',
  version: '2020-01-01',
  rule: 'answer',
  own: true,
  findings: 3,
  outcomes: { ...none, pending: 3 },
};
const account: CheckAccount = {
  population: 1_005,
  examined: 1_002,
  skipped: 3,
  skippedFor: { void: 1, 'receipt-unknown': 2 },
  at: 0,
  stored: true,
  renewed: 1_000,
  changed: 4,
  complaints: none,
  findings: 6,
  outcomes: none,
  own: { findings: 3, outcomes: none },
  rules: [
    { ...rule, own: false, rule: 'theirs' },
    rule,
    { ...rule, rule: 'unused', outcomes: { ...none, 'not-applicable': 3 } },
  ],
  others: {
    rights: { open: 2, 'not-open-yet': 0, used: 1, lapsed: 3, indeterminate: 0, 'not-applicable': 40 },
    usedLate: 1,
    records: { keep: 5, 'may-go': 0, 'must-go': 1, restricted: 0, 'not-started': 0, indeterminate: 0 },
    escalationsDue: 4,
  },
  setNumber: 7,
  policySet: '',
  calendars: {},
  timeZoneData: '',
  engine: '',
  nextLookAt: null,
  milliseconds: 1,
};

describe('the summary of a check', () => {
  it('accounts for every complaint, with the reasons why some were skipped', () => {
    expect(checkSummary(account, '2026-03-01T00:00+08:00', 'en').slice(0, 5)).toEqual([
      '1,005 complaints in the population: 1,002 examined, 3 skipped.',
      '  1: Void: everything recorded of it was taken back.',
      '  2: It is not known when it was received, hence not whether it belongs to the period.',
      'Judged as at 2026-03-01T00:00+08:00 by set 7; an assessment, not a legal determination.',
      '1,000 stored judgements renewed, 4 of them say something else than before.',
    ]);
  });

  it('lists the rules that applied, our own first', () => {
    const rules = checkSummary(account, '', 'zh').filter((line) => line.startsWith('p#'));
    expect(rules.map((line) => line.split(/ {2,}/)[0])).toEqual(['p#answer', 'p#theirs *']);
  });

  it('counts rights, records and escalations that there are, by name', () => {
    const text = checkSummary(account, '', 'en').join('\n');
    expect(text).toContain('Rights: open 2, used 1, lapsed 3 (1 used late).');
    expect(text).toContain('Records: to be kept 5, must go 1.');
    expect(text).toContain('4 levels of escalation were due.');
    const zh = checkSummary(account, '', 'zh').join('\n');
    expect(zh).toContain('权利：可行使 2，已行使 1，已失效 3（其中逾期行使 1）。');
  });

  it('says where nothing is stored, and leaves out the table where nothing was examined', () => {
    const text = checkSummary({ ...account, stored: false, examined: 0 }, '', 'zh').join('\n');
    expect(text).toContain('本次结果不保存到投诉中。');
    expect(text).not.toContain('规则 ');
  });
});
