import type { Complaint } from '../complaint.js';
import type { PolicySet } from '../policy/policy.js';
import { dayOf, nothingSuspended, suspendedBetween, type Suspended, type Terms } from '../time/count.js';
import { sameTime } from '../time/compare.js';
import { stripOf, stripOfRoll, type PausedDays } from '../time/strip.js';
import type { Duration, Instant } from '../values.js';
import type { Instance } from './deadline.js';
import { hasNoDate } from './due.js';
import { judge } from './judge.js';
import type { Derivation, DerivationStep, Finding } from './judgement.js';
import { measureOf, plus, type CountedPause, type Reached } from './reach.js';

/**
 * Why a finding's due date is what it is, day by day: the complaint is judged again and the computation of that finding
 * told. Undefined where the finding has no date to derive.
 */
export function explainFinding(
  set: PolicySet,
  complaint: Complaint,
  at: Instant,
  wanted: Finding,
): Derivation | undefined {
  let found: Derivation | undefined;
  judge(set, complaint, at, {
    watch: (finding, instance) => {
      if (instance !== undefined && isSame(finding, wanted)) found = derivationOf(instance);
    },
  });
  return found;
}

function isSame(a: Finding, b: Finding): boolean {
  return (
    a.policy === b.policy &&
    a.version === b.version &&
    a.rule === b.rule &&
    a.round === b.round &&
    a.occurrence?.event === b.occurrence?.event
  );
}

/** The steps of one round's due date: the period, its pauses, the extensions that held, the roll, the cap. */
export function derivationOf({ computed, terms }: Instance): Derivation | undefined {
  const way = computed?.ways[0];
  const last = way?.steps.findLast((step) => step.byMoment === undefined);
  const first = way?.steps[0];
  if (way === undefined || first === undefined || last === undefined) return undefined;
  const given = sameTime(first.from, first.due) && first.total.count === 0;
  const settled =
    last === way.steps.at(-1) && way.open === undefined && way.awaits === undefined && way.cappedTo === undefined;
  const steps: DerivationStep[] = given ? [{ kind: 'given', to: first.due }] : [...periodSteps(last, terms, settled)];
  for (const extended of way.steps.slice(1).filter(({ awaits }) => awaits === undefined))
    steps.push({ kind: 'extension', to: extended.due, cite: extended.cite?.join('; ') ?? '' });
  if (way.open !== undefined) steps.push(openPause(way.open, last.total));
  if (way.cappedTo !== undefined) steps.push({ kind: 'cap', to: way.cappedTo });
  return {
    calendar: terms.calendar.id,
    counting: terms.counting.id,
    cite: terms.counting.cite,
    start: first.from,
    steps,
    due: hasNoDate(way) ? undefined : way.due,
    provisional: way.provisional,
  };
}

/** The days of a period; its last is shown as due, and rolled, only where nothing after it sets another date. */
function periodSteps(reached: Reached, terms: Terms, settled: boolean): readonly DerivationStep[] {
  const { from, total, pauses, unrolled, due } = reached;
  const rolled = unrolled.kind === 'day' && dayOf(due, terms) !== unrolled.day;
  const suspended = pauses
    .map(({ interval }) => suspendedBetween(interval.from, interval.until ?? interval.from, terms, interval.counted))
    .reduce<Suspended>(plus, nothingSuspended);
  const days = stripOf(from, total, terms, {
    paused: pauses.map((pause) => pausedDays(pause, terms)),
    suspended,
    goesOn: rolled || !settled,
  });
  const steps: DerivationStep[] = [
    { kind: 'period', by: total, to: unrolled, days },
    ...pauses.map((pause) => pauseStep(pause, total)),
  ];
  if (rolled && settled)
    steps.push({
      kind: 'roll',
      from: unrolled.day,
      to: dayOf(due, terms),
      days: stripOfRoll(unrolled.day, dayOf(due, terms), terms),
    });
  if (settled && due.kind === 'instant' && unrolled.kind === 'day') steps.push({ kind: 'closing', to: due });
  return steps;
}

/** The days that did not count: after the day on which the pause began through the day on which it ended (S18). */
function pausedDays({ interval }: CountedPause, terms: Terms): PausedDays {
  const first = dayOf(interval.from, terms);
  const last = interval.until === undefined ? first : dayOf(interval.until, terms);
  return { first: interval.counted === 'both-days' ? first : first + 1, last };
}

function pauseStep({ interval, added }: CountedPause, total: Duration): DerivationStep {
  return {
    kind: 'pause',
    from: interval.from,
    until: interval.until,
    counted: true,
    added,
    unit: measureOf(total),
    cite: interval.cite.join('; '),
  };
}

function openPause(interval: CountedPause['interval'], total: Duration): DerivationStep {
  return {
    kind: 'pause',
    from: interval.from,
    until: undefined,
    counted: true,
    added: 0,
    unit: measureOf(total),
    cite: interval.cite.join('; '),
  };
}
