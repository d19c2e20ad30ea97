import { describe, expect, it } from '@jest/globals';
import { AT, syntheticSummary } from '../../test/reports/synthetic-audit.js';
import { TODAY, wholeJudgement, wholeReport, wholeSet } from '../../test/reports/synthetic-entitlements.js';
import { checkAddsUp } from './adds-up.js';
import { createAuditAccumulator } from './audit-accumulator.js';
import type { AuditReport } from './audit-report.js';
import { waiverStateOn } from './entitlement-report.js';

const report = wholeReport(60);
const { totals, lists } = report;

describe('a waived breach', () => {
  it('is counted apart from non-compliant everywhere', () => {
    expect(totals.own.outcomes).toMatchObject({ waived: 30, 'non-compliant': 30, 'judgement-needed': 40 });
    const rule = totals.rules.find(({ rule: id }) => id === 'handle');
    expect(rule).toMatchObject({
      outcomes: { waived: 30, 'non-compliant': 30 },
      states: { overdue: 30, 'done-late': 0 },
    });
    expect(totals.own.standing.promise).toMatchObject({ broken: 30, waived: 30, kept: 0 });
    expect(lists.waived.total).toBe(30);
    expect(lists.overdue.map(({ list }) => list.total)).toEqual([30]);
    expect(totals.entitlements.waivers).toEqual([{ waiver: 'spring-peak', findings: 30, complaints: 30 }]);
  });
});

describe('what needs the judgement of a person', () => {
  it('stands in no share, and no complaint that waits for it counts as kept', () => {
    expect(totals.own.standing.law).toMatchObject({ kept: 20, 'to-assess': 40 });
    expect(lists.judgementNeeded.total).toBe(40);
  });
});

describe('rights, records and escalations', () => {
  it('are counted by rule and state', () => {
    const [returns] = totals.entitlements.rights;
    expect(returns).toMatchObject({
      rule: 'return-in-seven-days',
      total: 60,
      usedLate: 10,
      states: { open: 10, used: 10, lapsed: 20, indeterminate: 10, 'not-applicable': 10, 'not-open-yet': 0 },
    });
    expect(totals.entitlements.records).toMatchObject([{ records: 'transaction', total: 60, held: 10 }]);
    expect(totals.entitlements.escalations).toMatchObject([{ total: 60, due: 20, later: 40 }]);
  });

  it('are listed where somebody has to look: used late before open, open before not judged', () => {
    const { rights, records, escalations } = lists.entitlements;
    expect([rights.total, records.total, escalations.total]).toEqual([90, 30, 20]);
    const states = rights.rows.map(({ right }) => (right.usedLate === undefined ? right.state : 'used late'));
    expect(states).toEqual([
      ...Array(10).fill('used late'),
      ...Array(70).fill('open'),
      ...Array(10).fill('indeterminate'),
    ]);
    expect(records.rows[0]?.records.state).toBe('must-go');
  });

  it.each<[string, (report: AuditReport) => AuditReport]>([
    [
      'a right is lost between states',
      (one) =>
        withEntitlements(one, {
          rights: one.totals.entitlements.rights.map((each) => ({ ...each, total: each.total + 1 })),
        }),
    ],
    [
      'a right is lost between rules',
      (one) => withEntitlements(one, { rights: one.totals.entitlements.rights.slice(1) }),
    ],
    ['a record is lost', (one) => withEntitlements(one, { records: [] })],
    ['an escalation is lost', (one) => withEntitlements(one, { escalations: [] })],
    ['a waived finding is no waiver’s', (one) => withEntitlements(one, { waivers: [] })],
  ])('refuse a report in which %s', (_, spoil) => {
    expect(() => checkAddsUp(report)).not.toThrow();
    expect(() => checkAddsUp(spoil(report))).toThrow();
  });
});

function withEntitlements(one: AuditReport, part: Partial<AuditReport['totals']['entitlements']>): AuditReport {
  return { ...one, totals: { ...one.totals, entitlements: { ...one.totals.entitlements, ...part } } };
}

describe('a rule that nobody has checked', () => {
  it('is counted wherever it is used', () => {
    expect(totals.own.unverifiedUsed).toBe(60);
    expect(totals.rules.filter(({ unverified }) => unverified > 0).map(({ policy }) => policy)).toEqual([
      'cn.unchecked',
    ]);
    expect(totals.entitlements.rights.map(({ unverified }) => unverified)).toEqual([0, 0, 60]);
  });
});

describe('a waiver', () => {
  it.each([
    [-1, 'not-begun'],
    [0, 'in-force'],
    [5, 'in-force'],
    [6, 'ended'],
  ] as const)('on day %i of 0 to 5 is %s', (offset, state) => {
    expect(waiverStateOn({ from: TODAY, through: TODAY + 5 }, TODAY + offset)).toBe(state);
  });
});

describe('judgements in another order', () => {
  it('give the same totals', () => {
    const audit = createAuditAccumulator(wholeSet, AT);
    for (let n = 59; n >= 0; n--) audit.add(wholeJudgement(n), () => undefined);
    expect(audit.finish(syntheticSummary(60, 0)).totals).toEqual(totals);
  });
});
