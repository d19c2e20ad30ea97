import type { ComplaintEvent } from '../complaint.js';
import type { Day, Instant } from '../values.js';
import type { RetentionFound } from './case-run.js';
import type { RecordsRetention, RetentionFinding } from './judgement.js';
import type { Case } from './scope.js';

export interface RecordsResult {
  readonly retention: readonly RetentionFinding[];
  readonly records: readonly RecordsRetention[];
  /** Instants at which time alone changes one of them. */
  readonly changes: readonly Instant[];
}

/**
 * What all rules together say of each kind of record: the latest minimum, the earliest maximum (S66). A maximum that is over
 * while a minimum or a hold runs leaves the record restricted, never destroyed (S67); so does the rule that has it.
 */
export function recordsOf(of: Case, found: readonly RetentionFound[]): RecordsResult {
  const applicable = found.filter(({ finding }) => finding.state !== 'not-applicable');
  if (applicable.length === 0) return { retention: found.map(({ finding }) => finding), records: [], changes: [] };
  const kinds = [...Map.groupBy(applicable, ({ finding }) => finding.records)];
  const records = new Map(kinds.map(([kind, rules]) => [kind, together(of, kind, rules)]));
  return {
    retention: found.map(({ finding }) => heldBack(finding, records.get(finding.records))),
    records: [...records.values()].toSorted((a, b) => (a.records < b.records ? -1 : 1)),
    changes: applicable.flatMap(changesOf),
  };
}

function together(of: Case, kind: string, rules: readonly RetentionFound[]): RecordsRetention {
  const keepThrough = most(rules.map(({ finding }) => finding.keepThrough));
  const goBy = least(rules.map(({ finding }) => finding.goBy));
  const held = isHeld(of, kind);
  return {
    records: kind,
    state: stateTogether(rules, held),
    ...(keepThrough === undefined ? {} : { keepThrough }),
    ...(goBy === undefined ? {} : { goBy }),
    held,
    rules: [...new Set(rules.map(({ candidate }) => candidate.rule.ref))].toSorted(),
  };
}

/** What is not known may be a minimum that runs: nothing goes while it is not. */
function stateTogether(rules: readonly RetentionFound[], held: boolean): RecordsRetention['state'] {
  const kept = held || rules.some((rule) => isKept(rule));
  const over = rules.some((rule) => isOver(rule));
  const some = (state: RetentionFinding['state']): boolean => rules.some(({ finding }) => finding.state === state);
  const awaits = rules.some(
    ({ finding, candidate }) => finding.state === 'not-started' && candidate.rule.atLeast !== undefined,
  );
  if (over) return kept || awaits ? 'restricted' : some('indeterminate') ? 'indeterminate' : 'must-go';
  if (kept) return 'keep';
  if (some('indeterminate')) return 'indeterminate';
  const none = rules.every(({ finding }) => finding.state === 'not-started');
  return awaits || none ? 'not-started' : 'may-go';
}

function isKept({ finding: { keepThrough }, scope }: RetentionFound): boolean {
  return keepThrough !== undefined && scope !== undefined && scope.zone.dayOf(scope.of.timeline.at) <= keepThrough;
}

function isOver({ finding: { goBy }, scope }: RetentionFound): boolean {
  return goBy !== undefined && scope !== undefined && scope.zone.dayOf(scope.of.timeline.at) > goBy;
}

/** Nobody may destroy what another rule or a hold keeps, whatever one rule says by itself. */
function heldBack(finding: RetentionFinding, record: RecordsRetention | undefined): RetentionFinding {
  if (record === undefined) return finding;
  if (finding.state === 'must-go' && record.state !== 'must-go') return { ...finding, state: 'restricted' };
  return finding.state === 'may-go' && record.held ? { ...finding, state: 'keep' } : finding;
}

/** Whether a hold on such records was placed and not lifted; one without a kind is on all. A lifting ends what has its `ref`. */
function isHeld({ timeline }: Case, kind: string): boolean {
  const open = new Map<string, readonly string[] | 'all'>();
  for (const event of timeline.events) {
    if (event.type === 'hold-placed') open.set(holdOf(event, open), recordsIn(event));
    if (event.type === 'hold-lifted') for (const key of liftedBy(event, open)) open.delete(key);
  }
  return open.values().some((records) => records === 'all' || records.includes(kind));
}

/** Two holds without a `ref` are two: one does not replace the other. */
function holdOf({ id, ref }: ComplaintEvent, open: ReadonlyMap<string, unknown>): string {
  const key = `ref ${ref ?? ''}`;
  return open.has(key) ? `${key} ${id}` : key;
}

function liftedBy({ ref }: ComplaintEvent, open: ReadonlyMap<string, unknown>): readonly string[] {
  const key = `ref ${ref ?? ''}`;
  return [...open.keys()].filter((each) => each === key || each.startsWith(`${key} `));
}

function recordsIn({ data }: ComplaintEvent): readonly string[] | 'all' {
  const value = Object.hasOwn(data, 'held_records') ? data['held_records'] : undefined;
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : 'all';
}

function changesOf({ finding, scope }: RetentionFound): readonly Instant[] {
  if (scope === undefined) return [];
  const days = [finding.keepThrough, finding.goBy, finding.graceThrough].filter((day) => day !== undefined);
  return days.map((day) => scope.zone.startOf(day + 1));
}

function most(days: readonly (Day | undefined)[]): Day | undefined {
  const known = days.filter((day) => day !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

function least(days: readonly (Day | undefined)[]): Day | undefined {
  const known = days.filter((day) => day !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
