import type { ComplaintEvent } from '../complaint.js';
import { beginningOf, roundsOf } from '../judge/deadline.js';
import { derivationOf } from '../judge/derivation.js';
import { readDuration } from '../judge/durations.js';
import type { Derivation, DerivationStep } from '../judge/judgement.js';
import { offsetFrom } from '../judge/moments.js';
import { retentionSection } from '../judge/retention.js';
import { computeRound, doneOf } from '../judge/round.js';
import type { ClockRule } from '../judge/round-events.js';
import { termsOf, type ReadTerms, type Scope, type View } from '../judge/scope.js';
import type { Retention } from '../policy/retention-types.js';
import type { Right } from '../policy/right-types.js';
import type { DurationValue } from '../policy/value-types.js';
import { dayIn } from '../time/compare.js';
import { stripOf, stripOfRoll } from '../time/strip.js';
import type { Duration, Time } from '../values.js';

/** How one date of a right or of a retention came about. */
export interface DateExplained {
  readonly what: 'until' | 'keep-through' | 'go-by' | 'grace-through';
  readonly derivation: Derivation;
}

/** The last day of each round of a right's window, day by day; none for one without a window or without an end. */
export function windowDates(
  scope: Scope,
  { id, each, window, usedBy }: Right,
  occurrence: ComplaintEvent | undefined,
): readonly DateExplained[] {
  const clock = window?.clock;
  if (clock === undefined) return [];
  const { terms, view, start } = beginningOf(scope, { clock, when: undefined }, occurrence);
  const spot = start.kind === 'at' ? start : undefined;
  const rule: ClockRule = { id, each, clock, done: usedBy, warn: undefined, early: true };
  return roundsOf(scope, rule, { terms, view, start: spot, occurrence }).flatMap((round) => {
    const computed = computeRound(round, doneOf(round));
    if (computed.kind !== 'due') return [];
    const derivation = derivationOf({ outcome: 'pending', missing: [], notes: [], computed: computed.due, terms });
    return derivation === undefined ? [] : [{ what: 'until' as const, derivation }];
  });
}

/** Each end of a retention, day by day; none before its period has started. */
export function retentionDates(
  scope: Scope,
  view: View,
  rule: Retention,
  occurrence: ComplaintEvent | undefined,
): readonly DateExplained[] {
  const start = retentionSection.judge(scope, rule, occurrence, [])[0]?.finding.start;
  if (start === undefined) return [];
  const terms = termsOf(scope, scope.calendar, rule.counting);
  const end = (what: DateExplained['what'], from: Time, value: DurationValue | undefined): readonly DateExplained[] => {
    const by = value === undefined ? undefined : readDuration(scope, view, value);
    return by?.kind === 'duration' ? [{ what, derivation: periodFrom(from, by, terms) }] : [];
  };
  const go = end('go-by', start, rule.atMost);
  const goDay = go[0]?.derivation.due;
  return [
    ...end('keep-through', start, rule.atLeast),
    ...go,
    ...(goDay === undefined ? [] : end('grace-through', { kind: 'day', day: dayIn(goDay, scope.zone) }, rule.grace)),
  ];
}

function periodFrom(start: Time, by: Duration, terms: ReadTerms): Derivation {
  const { zone } = terms.calendar;
  const counted = offsetFrom(start, by, 'after', { terms, roll: false });
  const settled = offsetFrom(start, by, 'after', { terms, roll: true });
  const [unrolled, last] = [counted, settled].map(({ time }) => dayIn(time, zone));
  const moved = unrolled !== undefined && last !== undefined && unrolled !== last;
  const steps: readonly DerivationStep[] = [
    { kind: 'period', by, to: counted.time, days: stripOf(start, by, terms, { goesOn: moved }) },
    ...(moved ? [{ kind: 'roll', from: unrolled, to: last, days: stripOfRoll(unrolled, last, terms) } as const] : []),
  ];
  return {
    calendar: terms.calendar.id,
    counting: terms.counting.id,
    cite: terms.counting.cite,
    start,
    steps,
    due: last === undefined ? settled.time : { kind: 'day', day: last },
    provisional: counted.provisional || settled.provisional,
  };
}
