import { countedAs, type CountedAs } from '../rules/analysis/counted-as.js';
import { clockStates } from '../rules/conditions/built-in.js';
import type { ClockState, Finding, Note } from '../rules/judge/judgement.js';
import type { FindingTotals, MissingTotals, NoteTotals, RuleKey, RuleTotals } from './audit-report.js';

export const OUTCOMES = [
  'compliant',
  'non-compliant',
  'waived',
  'pending',
  'indeterminate',
  'judgement-needed',
  'not-applicable',
] as const satisfies readonly CountedAs[];

/** Counts findings by outcome and state. */
export interface FindingCounter {
  findings: number;
  readonly outcomes: Record<CountedAs, number>;
  readonly states: Record<ClockState, number>;
}

/** Zero in every place, so that each figure is there where nothing was found. */
export function newFindingCounter(): FindingCounter {
  return { findings: 0, outcomes: zeros(OUTCOMES), states: zeros(clockStates) };
}

/** Counts a finding once under its outcome, and under its state unless it is waived: no figure of states counts what is excused. */
export function count(counter: FindingCounter, finding: Finding): void {
  counter.findings++;
  const place = countedAs(finding);
  counter.outcomes[place]++;
  if (finding.state !== undefined && place !== 'waived') counter.states[finding.state]++;
}

/** Adds one set of counts to another. */
export function addTotals(sum: FindingCounter, more: FindingTotals): void {
  sum.findings += more.findings;
  for (const outcome of OUTCOMES) sum.outcomes[outcome] += more.outcomes[outcome];
  for (const state of clockStates) sum.states[state] += more.states[state];
}

/** A zero for each. */
export function zeros<K extends string>(keys: readonly K[]): Record<K, number> {
  // Every key of the list is given a value, which the compiler cannot see through fromEntries.
  return Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
}

/** Counts things and the complaints they occur in, when it sees one complaint after another. */
export interface ComplaintCounter {
  complaints: number;
  seenAt: number;
}

/** Counts the complaint numbered `complaint` once, however often it comes. */
export function countComplaint(counter: ComplaintCounter, complaint: number): void {
  if (counter.seenAt === complaint) return;
  counter.seenAt = complaint;
  counter.complaints++;
}

/** No complaint seen yet. */
export function newComplaintCounter(): ComplaintCounter {
  return { complaints: 0, seenAt: 0 };
}

/** What is counted of one rule; lengths of delay are kept as a histogram of whole days, which stays small. */
export interface RuleCounter extends FindingCounter {
  readonly key: RuleKey;
  readonly broken: ComplaintCounter;
  readonly unknown: ComplaintCounter;
  provisional: number;
  superseded: number;
  unverified: number;
  disputed: number;
  readonly delays: Map<number, number>;
}

/** The counter of one rule of one version, ours or another’s. */
export function newRuleCounter({ policy, version, rule, own }: RuleKey): RuleCounter {
  return {
    ...newFindingCounter(),
    key: { policy, version, rule, own },
    broken: newComplaintCounter(),
    unknown: newComplaintCounter(),
    provisional: 0,
    superseded: 0,
    unverified: 0,
    disputed: 0,
    delays: new Map(),
  };
}

/** The figures of a rule as reports have them; delays from the shortest. */
export function ruleTotals(counter: RuleCounter): RuleTotals {
  const delays = [...counter.delays].sort(([a], [b]) => a - b);
  return {
    ...counter.key,
    ...findingTotals(counter),
    complaintsBroken: counter.broken.complaints,
    complaintsUnknown: counter.unknown.complaints,
    provisional: counter.provisional,
    superseded: counter.superseded,
    unverified: counter.unverified,
    disputed: counter.disputed,
    longestLate: delays.at(-1)?.[0],
    medianLate: medianOf(delays),
  };
}

/** The figures of findings as reports have them. */
export function findingTotals({ findings, outcomes, states }: FindingCounter): FindingTotals {
  return { findings, outcomes, states };
}

/** The lower median of a histogram in order. */
function medianOf(histogram: readonly (readonly [number, number])[]): number | undefined {
  const total = histogram.reduce((sum, [, times]) => sum + times, 0);
  let passed = 0;
  for (const [value, times] of histogram) {
    passed += times;
    if (passed * 2 >= total) return value;
  }
  return undefined;
}

export interface MissingCounter extends ComplaintCounter {
  readonly fact: Pick<MissingTotals, 'name' | 'kind' | 'why'>;
  findings: number;
  readonly own: ComplaintCounter & { findings: number };
  readonly others: ComplaintCounter & { findings: number };
}

export interface NoteCounter extends ComplaintCounter {
  readonly code: Note['code'];
  findings: number;
}

/** The figures of a missing fact as reports have them. */
export function missingTotals({ fact, findings, complaints, own, others }: MissingCounter): MissingTotals {
  const counts = (of: MissingCounter['own']) => ({ findings: of.findings, complaints: of.complaints });
  return { ...fact, findings, complaints, own: counts(own), others: counts(others) };
}

/** The figures of a note as reports have them. */
export function noteTotals({ code, findings, complaints }: NoteCounter): NoteTotals {
  return { code, findings, complaints };
}
