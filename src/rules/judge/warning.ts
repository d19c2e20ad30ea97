import { endsAtInstant, retreat, suspendedBetween, type Terms } from '../time/count.js';
import { dayIn, firstInstant, passesAt } from '../time/compare.js';
import type { Duration, Instant, Time } from '../values.js';
import type { Due } from './due.js';
import type { Finding } from './judgement.js';
import { lengthFor, measureOf, type DueQuestion } from './reach.js';

/**
 * When a clock begins to be at risk (S16): counted back from the due day on the same calendar, from that day's first
 * instant. Hours are counted back from the end of a due day (S69), or from a due instant.
 */
export function warnInstant(terms: Terms, due: Time, warn: Duration): Instant {
  const { zone } = terms.calendar;
  if (!endsAtInstant(warn))
    return firstInstant(retreat({ kind: 'day', day: dayIn(due, zone) }, warn, terms).time, zone);
  const end = due.kind === 'day' ? passesAt(due, zone) : due.at;
  return firstInstant(retreat({ kind: 'instant', at: end }, warn, terms).time, zone);
}

/** While paused there is no due date; what has been used of the period is shown instead (S20), in its own measure. */
export function leftOf(question: DueQuestion, { ways: [way] }: Due): Pick<Finding, 'left'> {
  const { start, within, terms } = question;
  const step = way.steps.at(-1);
  if (way.open === undefined || step === undefined) return {};
  const added = step.pauses.reduce((total, pause) => total + pause.added, 0);
  const used = lengthFor(within, suspendedBetween(start, way.open.from, terms, 'days-between')) - added;
  const whole = lengthFor(within, suspendedBetween(start, step.unrolled, terms, 'days-between')) - added;
  return { left: { used: rounded(used), of: rounded(whole), unit: measureOf(within) } };
}

/** To a thousandth: hours of minutes have no exact decimals. */
function rounded(length: number): number {
  return Math.round(length * 1000) / 1000;
}
