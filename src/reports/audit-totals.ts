import { countedAs } from '../rules/analysis/counted-as.js';
import type { Finding, Judgement } from '../rules/judge/judgement.js';
import type { Zone } from '../rules/time/calendar.js';
import type { Instant } from '../rules/values.js';
import {
  addTotals,
  count,
  countComplaint,
  findingTotals,
  missingTotals,
  newComplaintCounter,
  newFindingCounter,
  newRuleCounter,
  noteTotals,
  ruleTotals,
  zeros,
  type ComplaintCounter,
  type FindingCounter,
  type MissingCounter,
  type NoteCounter,
  type RuleCounter,
} from './audit-counters.js';
import type { AuditTotals, DutyClass, PolicyTotals, RuleTotals } from './audit-report.js';
import { createEntitlementTotals } from './entitlement-totals.js';
import { daysLate, latenessOf } from './lateness.js';
import { perRule } from './per-rule.js';
import type { RuleIndex } from './rule-index.js';
import { STANDINGS, standingOf } from './standing.js';

const CLASSES = ['law', 'promise'] as const satisfies readonly DutyClass[];

/** Every figure of the whole run, counted while judgements pass by. */
export function createAuditTotals(
  index: RuleIndex,
  at: Instant,
): { add(judgement: Judgement): void; finish(): AuditTotals } {
  const all = newFindingCounter();
  const own = newOwnCounter(index);
  const rules = perRule((key) => ({ counter: newRuleCounter(key), zone: index.zone(key) }));
  const missing = new Map<string, MissingCounter>();
  const notes = new Map<string, NoteCounter>();
  const entitlements = createEntitlementTotals(at);
  let complaints = 0;

  function addFinding(finding: Finding): void {
    count(all, finding);
    const { counter, zone } = rules.of(finding);
    countRule(counter, finding, complaints, zone, at);
    if (finding.own) own.add(finding, complaints);
    if (finding.outcome === 'indeterminate') countMissing(missing, finding, complaints);
    if (finding.notes.length === 0) return;
    for (const code of new Set(finding.notes.map((note) => note.code))) {
      const noted = entryOf(notes, code, () => ({ ...newComplaintCounter(), code, findings: 0 }));
      noted.findings++;
      countComplaint(noted, complaints);
    }
  }

  return {
    add(judgement) {
      complaints++;
      for (const finding of judgement.findings) addFinding(finding);
      own.stand(judgement);
      entitlements.add(judgement);
    },
    finish() {
      const perRule = rules.values().map(({ counter }) => ruleTotals(counter));
      return {
        complaints,
        ...findingTotals(all),
        own: own.totals(),
        rules: perRule,
        policies: policyTotals(perRule),
        missing: [...missing.values()]
          .map(missingTotals)
          .sort((a, b) => b.own.findings - a.own.findings || b.findings - a.findings),
        notes: [...notes.values()].map(noteTotals).sort((a, b) => b.findings - a.findings),
        entitlements: entitlements.finish(),
      };
    },
  };
}

function entryOf<V>(map: Map<string, V>, key: string, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}

function countRule(counter: RuleCounter, finding: Finding, complaint: number, zone: Zone, at: Instant): void {
  count(counter, finding);
  if (finding.provisional === true) counter.provisional++;
  if (finding.superseded !== undefined) counter.superseded++;
  if (finding.unverified === true) counter.unverified++;
  if (finding.disputed !== undefined) counter.disputed++;
  if (finding.outcome === 'indeterminate') countComplaint(counter.unknown, complaint);
  if (countedAs(finding) !== 'non-compliant') return;
  countComplaint(counter.broken, complaint);
  const late = latenessOf(finding, at, zone);
  if (late === undefined) return;
  const days = Math.floor(daysLate(late));
  counter.delays.set(days, (counter.delays.get(days) ?? 0) + 1);
}

function countMissing(missing: Map<string, MissingCounter>, finding: Finding, complaint: number): void {
  for (const { name, kind, why } of finding.missing) {
    const key = JSON.stringify([name, kind, why]);
    const counter = entryOf(missing, key, () => ({
      ...newComplaintCounter(),
      fact: { name, kind, why },
      findings: 0,
      own: { ...newComplaintCounter(), findings: 0 },
      others: { ...newComplaintCounter(), findings: 0 },
    }));
    counter.findings++;
    countComplaint(counter, complaint);
    const side = finding.own ? counter.own : counter.others;
    side.findings++;
    countComplaint(side, complaint);
  }
}

function policyTotals(rules: readonly RuleTotals[]): PolicyTotals[] {
  const policies = new Map<string, FindingCounter & { policy: string; own: boolean }>();
  for (const rule of rules) {
    const { policy, own } = rule;
    addTotals(
      entryOf(policies, JSON.stringify([policy, own]), () => ({ ...newFindingCounter(), policy, own })),
      rule,
    );
  }
  return [...policies.values()].map((sum) => ({ policy: sum.policy, own: sum.own, ...findingTotals(sum) }));
}

type Sort = 'overdue' | 'doneLate' | 'requirementNotMet' | 'waived' | 'toAssess' | 'atRisk';

/** The sort of trouble that a finding is, if any; a broken duty without a clock is a requirement that was not met. */
function sortOf(finding: Finding): Sort | undefined {
  const { state } = finding;
  const place = countedAs(finding);
  if (place === 'pending') return state === 'at-risk' ? 'atRisk' : undefined;
  if (place === 'judgement-needed') return 'toAssess';
  if (place === 'waived') return 'waived';
  if (place !== 'non-compliant') return undefined;
  if (state === 'overdue') return 'overdue';
  return state === 'done-late' ? 'doneLate' : 'requirementNotMet';
}

/** Our own duties: findings, and where each complaint stands. */
function newOwnCounter(index: RuleIndex) {
  const counter = newFindingCounter();
  const standing = { law: zeros(STANDINGS), promise: zeros(STANDINGS) };
  const seen: Record<Sort | DutyClass, ComplaintCounter> = {
    overdue: newComplaintCounter(),
    doneLate: newComplaintCounter(),
    requirementNotMet: newComplaintCounter(),
    waived: newComplaintCounter(),
    toAssess: newComplaintCounter(),
    atRisk: newComplaintCounter(),
    law: newComplaintCounter(),
    promise: newComplaintCounter(),
  };
  let provisional = 0;
  const unverified = new Set<string>();
  let unverifiedUsed = 0;
  return {
    add(finding: Finding, complaint: number): void {
      count(counter, finding);
      if (finding.provisional === true) provisional++;
      const sort = sortOf(finding);
      if (sort !== undefined) countComplaint(seen[sort], complaint);
      const dutyClass = index.dutyClass(finding);
      if (finding.outcome === 'indeterminate') countComplaint(seen[dutyClass], complaint);
      if (dutyClass === 'law' && finding.reason === 'unverified') unverified.add(`${finding.policy}#${finding.rule}`);
      if (dutyClass === 'law' && finding.unverified === true && finding.outcome !== 'not-applicable') unverifiedUsed++;
    },
    stand({ findings }: Judgement): void {
      const of: Record<DutyClass, Finding[]> = { law: [], promise: [] };
      for (const finding of findings) if (finding.own) of[index.dutyClass(finding)].push(finding);
      for (const dutyClass of CLASSES) standing[dutyClass][standingOf(of[dutyClass])]++;
    },
    totals: () => ({
      ...findingTotals(counter),
      standing,
      complaints: {
        overdue: seen.overdue.complaints,
        doneLate: seen.doneLate.complaints,
        requirementNotMet: seen.requirementNotMet.complaints,
        waived: seen.waived.complaints,
        toAssess: seen.toAssess.complaints,
        atRisk: seen.atRisk.complaints,
        unknown: { law: seen.law.complaints, promise: seen.promise.complaints },
      },
      provisional,
      unverified: unverified.size,
      unverifiedUsed,
    }),
  };
}
