import { describe, expect, it } from '@jest/globals';
import {
  AT,
  finding,
  judgementOf,
  rejectedRow,
  syntheticJudgement,
  syntheticReport,
  syntheticSet,
  syntheticSummary,
} from '../../test/reports/synthetic-audit.js';
import type { CutList } from './audit-report.js';
import { faultsIn } from '../../test/reports/faults-in.js';
import { createAuditAccumulator } from './audit-accumulator.js';

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

describe('the figures of an audit', () => {
  // Forty complaints are five turns of the eight synthetic kinds.
  const { totals, lists } = syntheticReport(40, 3);

  it('count every complaint once in each line of standing', () => {
    expect(totals.own.standing).toEqual({
      law: { kept: 10, open: 5, unknown: 5, 'to-assess': 0, waived: 0, broken: 15, none: 5 },
      promise: { kept: 0, open: 0, unknown: 35, 'to-assess': 0, waived: 0, broken: 5, none: 0 },
    });
  });

  it('count complaints with something overdue, late, unmet or at risk', () => {
    expect(totals.own.complaints).toEqual({
      overdue: 5,
      doneLate: 10,
      requirementNotMet: 5,
      waived: 0,
      toAssess: 0,
      atRisk: 5,
      unknown: { law: 5, promise: 35 },
    });
  });

  it('add up, for each rule and over all', () => {
    for (const rule of totals.rules) expect(sum(Object.values(rule.outcomes))).toBe(rule.findings);
    expect(sum(totals.rules.map(({ findings }) => findings))).toBe(totals.findings);
    expect(sum(totals.policies.map(({ findings }) => findings))).toBe(totals.findings);
    expect(totals.findings).toBe(200);
  });

  it('leave the clocks of others out of our own', () => {
    expect(totals.own.findings).toBe(160);
    expect(totals.rules.filter(({ own }) => !own).map(({ policy, findings }) => [policy, findings])).toEqual([
      ['cn.regulator', 40],
    ]);
    expect(lists.overdue.every(({ own }) => own)).toBe(true);
  });

  it('say for each missing fact how many findings and complaints wait for it', () => {
    expect(totals.missing.map(({ name, findings, complaints }) => [name, findings, complaints])).toEqual([
      ['first-response-given', 35, 35],
      ['refusal_reason', 5, 5],
    ]);
  });

  it('keep apart what our own duties and the clocks of others wait for', () => {
    const missing = [{ name: 'x', kind: 'fact', why: 'not-recorded' } as const];
    const unknown = { outcome: 'indeterminate', missing } as const;
    const audit = createAuditAccumulator(syntheticSet, AT);
    audit.add(judgementOf('A', [finding(0, 'reply', unknown), finding(2, 'mediate', unknown)]), () => undefined);
    audit.add(judgementOf('B', [finding(2, 'mediate', unknown)]), () => undefined);
    expect(audit.finish(syntheticSummary(2, 0)).totals.missing).toMatchObject([
      { findings: 3, complaints: 2, own: { findings: 1, complaints: 1 }, others: { findings: 2, complaints: 2 } },
    ]);
  });

  it('list the complaints of a note with its total, our own before those of others', () => {
    const notes = [{ code: 'done-before-start', data: { event: 'closed' } } as const];
    const audit = createAuditAccumulator(syntheticSet, AT, { perList: 2, allRows: 3_000 });
    audit.add(judgementOf('theirs', [finding(2, 'mediate', { notes })]), () => undefined);
    for (const id of ['A', 'B']) audit.add(judgementOf(id, [finding(0, 'reply', { notes })]), () => undefined);
    const [noted] = audit.finish(syntheticSummary(3, 0)).lists.notes;
    expect(noted).toMatchObject({ code: 'done-before-start', list: { total: 3, shown: 2 } });
    expect(noted?.list.rows.map(({ complaint }) => complaint)).toEqual(['A', 'B']);
  });

  it('have the longest and the middle delay of a rule', () => {
    const reply = totals.rules.find(({ rule }) => rule === 'reply');
    // Overdue 31, 39, 47, 55, 63 days and done late 2, 3, 8, 9, 10 days.
    expect([reply?.longestLate, reply?.medianLate]).toEqual([63, 10]);
  });
});

describe('a report', () => {
  it('lists the most overdue first and says of how many', () => {
    const [overdue] = syntheticReport(4000, 0, undefined, { perList: 300, allRows: 3_000 }).lists.overdue;
    expect([overdue?.list.total, overdue?.list.shown]).toEqual([500, 300]);
    const days = overdue?.list.rows.map(({ late }) => late?.days ?? 0) ?? [];
    expect(days).toEqual([...days].sort((a, b) => b - a));
    expect(Math.min(...days)).toBeGreaterThanOrEqual(39);
  });

  it('keeps all its rows together within the limit', () => {
    const { lists } = syntheticReport(4000, 400, undefined, { perList: 300, allRows: 1_600 });
    const { overdue, notes, entitlements, ...others } = lists;
    const grouped = [...overdue, ...notes].map(({ list }) => list);
    const lone: readonly CutList<unknown>[] = [...Object.values(others), ...Object.values(entitlements)];
    const shown = [...lone, ...grouped].map((list) => list.shown);
    expect(sum(shown)).toBeLessThanOrEqual(1_600);
    expect(lists.rejected).toMatchObject({ total: 400, shown: 300 });
  });

  it('explains only the findings that it shows', () => {
    const audit = createAuditAccumulator(syntheticSet, AT, { perList: 2, allRows: 3_000 });
    let explained = 0;
    for (let n = 0; n < 80; n++) {
      audit.add(syntheticJudgement(n), () => {
        explained++;
        return undefined;
      });
    }
    expect(explained).toBe(0);
    const { lists } = audit.finish(syntheticSummary(80, 0));
    const lists2 = [
      lists.doneLate,
      lists.requirements,
      lists.atRisk,
      lists.indeterminate,
      ...lists.overdue.map(({ list }) => list),
    ];
    expect(explained).toBe(sum(lists2.map(({ shown }) => shown)));
    expect(explained).toBe(10);
  });

  it('is plain data', () => {
    const report = syntheticReport(16, 1);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it.each([
    ['a row that is in neither count', { rowsRead: 44 }],
    ['a rejected row that was never seen', { rowsRead: 41, rowsRejected: 1 }],
    ['a complaint too few', { rowsRead: 41, rowsUsed: 41 }],
  ])('is refused with %s', (_, wrong) => {
    const audit = createAuditAccumulator(syntheticSet, AT);
    for (let n = 0; n < 40; n++) audit.add(syntheticJudgement(n), () => undefined);
    const faults = faultsIn(() => audit.finish({ ...syntheticSummary(40, 0), ...wrong }));
    expect(new Set(faults.map(({ code }) => code))).toEqual(new Set(['report.does_not_add_up']));
  });

  it('names every reading that was used, where it changed over time', () => {
    const audit = createAuditAccumulator(syntheticSet, AT);
    for (const holiday_scope of ['rest-days', 'arranged-breaks', 'rest-days']) {
      const judgement = syntheticJudgement(1);
      audit.add({ ...judgement, receipt: { ...judgement.receipt, readings: { holiday_scope } } }, () => undefined);
    }
    expect(audit.finish(syntheticSummary(3, 0)).readings).toEqual({ holiday_scope: 'arranged-breaks, rest-days' });
  });

  it('of events does not ask for a row a complaint', () => {
    const audit = createAuditAccumulator(syntheticSet, AT);
    audit.add(syntheticJudgement(1), () => undefined);
    audit.reject(rejectedRow(9));
    const report = audit.finish({ ...syntheticSummary(12, 1), rows: 'event' });
    expect(report.source).toMatchObject({ rowsRead: 13, rowsUsed: 12, complaints: 1 });
  });
});
