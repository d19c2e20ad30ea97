import type { ComplaintEvent } from '../complaint.js';
import type { Deadline, Moment } from '../policy/policy.js';
import { hasPassed, passesAt } from '../time/compare.js';
import type { Instant } from '../values.js';
import type { Finding } from './judgement.js';
import { resolve } from './moments.js';
import { ask } from './reader.js';
import type { Resolved, Spot } from './resolved.js';
import { isFromStartOn, type Round } from './round-events.js';
import { roundOf, type RoundResult } from './round.js';
import { now, termsOf, type ReadTerms, type Scope, type View } from './scope.js';

/** What a deadline comes to on one occurrence, or on the complaint: one result for each round of its clock. */
export type Instance = RoundResult & { readonly round?: number; readonly terms: ReadTerms };

/** Judges a deadline: where its clock starts, whether the rule applies there, and each round of the clock (S26). */
export function deadlineOf(scope: Scope, rule: Deadline, occurrence: ComplaintEvent | undefined): readonly Instance[] {
  const terms = termsOf(scope, scope.calendar, rule.clock.counting);
  const view: View = occurrence === undefined ? now : { occurrence, asOf: occurrence.at };
  const from: Moment | undefined = rule.clock.period.kind === 'within' ? rule.clock.period.from : undefined;
  const start: Resolved = from === undefined ? given(occurrence) : resolve(scope, view, from, { terms, roll: false });
  const seen: View = start.kind === 'at' && occurrence === undefined ? { asOf: start.time } : view;
  const { truth, missing } = ask(scope, seen, rule.when);
  if (truth === false) return [{ outcome: 'not-applicable', reason: 'when-false', missing: [], notes: [], terms }];
  if (start.kind === 'unknown') return [{ outcome: 'indeterminate', missing: start.missing, notes: [], terms }];
  if (start.kind === 'none')
    return [{ outcome: 'not-applicable', state: 'no-deadline', reason: 'no-deadline', missing: [], notes: [], terms }];
  if (truth === undefined && (start.kind === 'at' || from === undefined))
    return [{ outcome: 'indeterminate', missing, notes: [], terms }];
  return rounds(scope, rule, terms, seen, start.kind === 'at' ? start : undefined, occurrence).map((round, index) => {
    const result = roundOf(round);
    return rule.clock.restarts.length === 0 ? { ...result, terms } : { ...result, round: index + 1, terms };
  });
}

function given(occurrence: ComplaintEvent | undefined): Resolved {
  return occurrence === undefined
    ? { kind: 'not-yet' }
    : { kind: 'at', time: occurrence.at, provisional: false, event: occurrence };
}

/** The rounds of a clock: the first from its start, another from each restart after it (S26, S28). */
function rounds(
  scope: Scope,
  rule: Deadline,
  terms: ReadTerms,
  view: View,
  start: Spot | undefined,
  occurrence: ComplaintEvent | undefined,
): readonly Round[] {
  const startName = start?.event?.type ?? rule.id;
  const pairs = pairing(scope, rule, occurrence);
  let current: Round = { scope, rule, terms, view, start, startName, begunBy: occurrence, endedBy: undefined, pairs };
  if (start === undefined) return [current];
  const all: Round[] = [];
  for (const restart of restartsOf(scope, rule, current, start)) {
    all.push({ ...current, endedBy: restart });
    const spot: Spot = { kind: 'at', time: restart.at, provisional: false, event: restart };
    current = {
      ...current,
      start: spot,
      startName: restart.type,
      begunBy: restart,
      view: { ...view, asOf: restart.at },
    };
  }
  return [...all, current];
}

function restartsOf(scope: Scope, rule: Deadline, firstRound: Round, start: Spot): readonly ComplaintEvent[] {
  if (rule.clock.restarts.length === 0) return [];
  const chained: Round = { ...firstRound, begunBy: start.event ?? firstRound.begunBy };
  return scope.of.timeline.events.filter(
    (event) => rule.clock.restarts.includes(event.type) && isFromStartOn(chained, event),
  );
}

/**
 * Which stops end this instance (S62): with a `ref` those of the same `ref`; where no occurrence has one, any stop;
 * where others have one, a stop with a `ref` is theirs.
 */
function pairing(
  scope: Scope,
  rule: Deadline,
  occurrence: ComplaintEvent | undefined,
): (stop: ComplaintEvent) => boolean {
  if (occurrence === undefined) return () => true;
  const refs = new Set(rule.each.flatMap((type) => scope.of.timeline.byType.get(type) ?? []).map((event) => event.ref));
  refs.delete(undefined);
  if (occurrence.ref !== undefined) return (stop) => stop.ref === occurrence.ref;
  return (stop) => stop.ref === undefined || !refs.has(stop.ref);
}

/** The earliest instant after now at which this result can change by itself (S42). */
export function nextChange(instance: Instance, at: Instant): Instant | undefined {
  if (instance.outcome !== 'pending' && instance.outcome !== 'indeterminate') return undefined;
  const { zone } = instance.terms.calendar;
  const open = instance.computed?.open;
  const candidates = [
    instance.warnAt,
    instance.due === undefined ? undefined : passesAt(instance.due, zone),
    instance.dueAtLatest === undefined ? undefined : passesAt(instance.dueAtLatest, zone),
    open?.capAt === undefined || hasPassed(open.capAt, at, zone) ? undefined : passesAt(open.capAt, zone),
  ].filter((instant): instant is Instant => instant !== undefined && instant > at);
  return candidates.length === 0 ? undefined : Math.min(...candidates);
}

/** The parts of an instance that stand in a finding. */
export function findingParts({
  computed,
  terms,
  ...parts
}: Instance): Partial<Finding> & Pick<Finding, 'outcome' | 'missing' | 'notes'> {
  void computed;
  void terms;
  return parts;
}
