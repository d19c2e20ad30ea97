import type { ComplaintEvent } from '../complaint.js';
import type { CompiledCondition } from '../conditions/condition.js';
import type { Clock } from '../policy/clock-types.js';
import type { Deadline } from '../policy/rule-types.js';
import { compareTimes, passesAt } from '../time/compare.js';
import type { Instant, Time } from '../values.js';
import { hasNoDate } from './due.js';
import type { Finding } from './judgement.js';
import { resolve } from './moments.js';
import { ask, type Asked } from './reader.js';
import type { Resolved, Spot } from './resolved.js';
import { isFromStartOn, type ClockRule, type Round } from './round-events.js';
import { endOf, roundOf } from './round.js';
import { now, termsOf, type ReadTerms, type Scope, type View } from './scope.js';
import type { RoundResult } from './state.js';

/** What a deadline comes to on one occurrence, or on the complaint: one result for each round of its clock. */
export type Instance = RoundResult & {
  readonly round?: number;
  readonly terms: ReadTerms;
  /** The restart that ended the round. */
  readonly endedAt?: Time;
};

/** Where a clock starts, and whether its rule applies there. */
export interface Beginning {
  readonly terms: ReadTerms;
  readonly view: View;
  readonly start: Resolved;
  readonly applies: Asked;
}

/** Where a clock starts, and whether its conditions hold as things stood then (S35). */
export function beginningOf(
  scope: Scope,
  { clock, when }: { readonly clock: Clock; readonly when: CompiledCondition | undefined },
  occurrence: ComplaintEvent | undefined,
): Beginning {
  const terms = termsOf(scope, scope.calendar, clock.counting);
  const view: View = occurrence === undefined ? now : { occurrence, asOf: occurrence.at };
  const { period } = clock;
  const start = period.kind === 'due' ? given(occurrence) : resolve(scope, view, period.from, { terms, roll: false });
  const seen: View = start.kind === 'at' ? startedView(view, start, scope) : view;
  return { terms, view: seen, start, applies: ask(scope, seen, when) };
}

/** Whether a deadline applies on an occurrence, or to the complaint. */
export function whenOf(scope: Scope, rule: Deadline, occurrence: ComplaintEvent | undefined): Asked {
  return beginningOf(scope, rule, occurrence).applies;
}

/** Judges a deadline: where its clock starts, whether the rule applies there, and each round of the clock (S26). */
export function deadlineOf(scope: Scope, rule: Deadline, occurrence: ComplaintEvent | undefined): readonly Instance[] {
  const { terms, view, start, applies } = beginningOf(scope, rule, occurrence);
  const { truth } = applies;
  if (truth === false) return [{ outcome: 'not-applicable', reason: 'when-false', missing: [], notes: [], terms }];
  if (start.kind === 'unknown') return [{ outcome: 'indeterminate', missing: start.missing, notes: [], terms }];
  if (start.kind === 'none')
    return [{ outcome: 'not-applicable', state: 'no-deadline', reason: 'no-deadline', missing: [], notes: [], terms }];
  if (truth === undefined && (start.kind === 'at' || rule.clock.period.kind === 'due'))
    return [{ outcome: 'indeterminate', missing: applies.missing, notes: [], terms }];
  const spot = start.kind === 'at' ? start : undefined;
  const numbered = rule.clock.restarts.length > 0;
  return roundsOf(scope, rule, { terms, view, start: spot, occurrence }).map((round, index) => ({
    ...roundOf(round),
    ...(numbered ? { round: index + 1 } : {}),
    ...(round.endedBy === undefined ? {} : { endedAt: round.endedBy.at }),
    terms,
  }));
}

/** The rounds of a clock: one, and another from each restart after its start (S26). */
export function roundsOf(
  scope: Scope,
  rule: ClockRule,
  begun: Pick<Round, 'terms' | 'view' | 'start'> & { readonly occurrence: ComplaintEvent | undefined },
): readonly Round[] {
  return rounds(firstRound(scope, rule, begun.terms, begun.view, begun.start, begun.occurrence));
}

/** Changing facts as they stood when the clock started (S35), of an occurrence not before it happened. */
function startedView(view: View, { time }: Spot, { zone }: Scope): View {
  const asOf = view.asOf !== undefined && compareTimes(view.asOf, time, zone) > 0 ? view.asOf : time;
  return { ...view, asOf };
}

function given(occurrence: ComplaintEvent | undefined): Resolved {
  return occurrence === undefined
    ? { kind: 'not-yet' }
    : { kind: 'at', time: occurrence.at, provisional: false, event: occurrence };
}

const none: ReadonlySet<never> = new Set();

function firstRound(
  scope: Scope,
  rule: ClockRule,
  terms: ReadTerms,
  view: View,
  start: Spot | undefined,
  occurrence: ComplaintEvent | undefined,
): Round {
  const refs = occurrence === undefined ? none : refsOf(scope, rule);
  return {
    scope,
    rule,
    terms,
    view,
    start,
    startName: start?.event?.type ?? rule.id,
    begunBy: occurrence,
    endedBy: undefined,
    spent: none,
    begunAs: occurrence,
    refs,
    pairs: pairing(occurrence, refs),
  };
}

/** The rounds of a clock: the first from its start, another from each restart after it (S26, S28). */
function rounds(first: Round): readonly Round[] {
  let current = first;
  const all: Round[] = [];
  for (const restart of restartsOf(first)) {
    const ended: Round = { ...current, endedBy: restart };
    const end = endOf(ended);
    all.push(ended);
    current = {
      ...current,
      start: { kind: 'at', time: restart.at, provisional: false, event: restart },
      startName: restart.type,
      begunBy: restart,
      spent: end === undefined ? current.spent : new Set([...current.spent, end]),
      view: { ...current.view, asOf: restart.at },
    };
  }
  return [...all, current];
}

/** Restarts from the start on; with a `ref` only those of the occurrence that has it (S62). */
function restartsOf(first: Round): readonly ComplaintEvent[] {
  const { scope, rule, start, begunBy, begunAs } = first;
  if (rule.clock.restarts.length === 0 || start === undefined) return [];
  const chained: Round = { ...first, begunBy: start.event ?? begunBy };
  return scope.of.timeline.events.filter(
    (event) =>
      rule.clock.restarts.includes(event.type) &&
      (begunAs === undefined || event.ref === undefined || first.pairs(event)) &&
      isFromStartOn(chained, event),
  );
}

/**
 * Which stops end this instance (S62): with a `ref` those of the same `ref`; where no occurrence has one, any stop;
 * where others have one, a stop with a `ref` is theirs.
 */
function pairing(occurrence: ComplaintEvent | undefined, refs: ReadonlySet<string>): (stop: ComplaintEvent) => boolean {
  if (occurrence === undefined) return () => true;
  if (occurrence.ref !== undefined) return (stop) => stop.ref === occurrence.ref;
  return (stop) => stop.ref === undefined || !refs.has(stop.ref);
}

function refsOf(scope: Scope, rule: ClockRule): ReadonlySet<string> {
  const occurrences = rule.each.flatMap((type) => scope.of.timeline.byType.get(type) ?? []);
  return new Set(occurrences.flatMap(({ ref }) => (ref === undefined ? [] : [ref])));
}

/** The earliest instant after now at which this result can change by itself (S42). */
export function nextChange(instance: Instance, at: Instant): Instant | undefined {
  if (instance.outcome !== 'pending' && instance.outcome !== 'indeterminate') return undefined;
  const { zone } = instance.terms.calendar;
  const candidates = (instance.computed?.ways ?? []).flatMap((way) => [
    ...(hasNoDate(way) ? [] : [passesAt(way.due, zone)]),
    ...(way.open?.capAt === undefined ? [] : [passesAt(way.open.capAt, zone)]),
  ]);
  if (instance.warnAt !== undefined) candidates.push(instance.warnAt);
  const ahead = candidates.filter((instant) => instant > at);
  return ahead.length === 0 ? undefined : Math.min(...ahead);
}

/** The parts of an instance that stand in a finding. */
export function findingParts(instance: Instance): Partial<Finding> & Pick<Finding, 'outcome' | 'missing' | 'notes'> {
  const { computed: _computed, terms: _terms, endedAt: _endedAt, ...parts } = instance;
  return parts;
}
