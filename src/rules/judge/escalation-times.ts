import type { EscalationTime } from '../policy/escalation-types.js';
import type { PolicySet } from '../policy/policy.js';
import type { Calendar, ResolvedCounting } from '../time/calendar.js';
import { firstInstant } from '../time/compare.js';
import { advance, dayOf, endsAtInstant, retreat, type Terms } from '../time/count.js';
import type { Duration, Instant, Time } from '../values.js';
import type { Instance } from './deadline.js';
import { readDuration } from './durations.js';
import type { Scope, View } from './scope.js';
import { warnInstant } from './warning.js';

const plain: ResolvedCounting = { id: 'plain', firstDay: 'not-counted', rolls: 'nothing', ends: 'midnight', cite: '' };

/** When an escalation begins, by the clock that it watches; undefined while that has no date. A date that is not sure is taken at its safe end. */
export function clockInstant(
  scope: Scope,
  view: View,
  due: Time | undefined,
  { terms }: Pick<Instance, 'terms'>,
  { at, warn }: { readonly at: EscalationTime; readonly warn: Duration | undefined },
): Instant | undefined {
  if (due === undefined) return undefined;
  if (at.kind === 'overdue') return endOf(due, terms);
  if (at.kind === 'warn') return warn === undefined ? undefined : warnInstant(terms, due, warn);
  const by = readDuration(scope, view, at.by);
  return by.kind === 'missing' ? undefined : fromDue(due, by, at.direction, terms);
}

/** From the end of a due day, 24:00, or from a due instant (S69). */
export function fromDue(due: Time, by: Duration, direction: 'before' | 'after', { calendar }: Terms): Instant {
  const terms: Terms = { calendar, counting: plain };
  const { zone } = calendar;
  const end = endOf(due, terms);
  if (endsAtInstant(by)) {
    const from: Time = { kind: 'instant', at: end };
    return firstInstant((direction === 'before' ? retreat(from, by, terms) : advance(from, by, terms)).time, zone);
  }
  if (due.kind === 'instant') {
    const day = dayOf(due, terms);
    const there = (direction === 'before' ? retreat(due, by, terms) : advance(due, by, terms)).time;
    return zone.startOf(dayOf(there, terms)) + (due.at - zone.startOf(day));
  }
  if (direction === 'before') return firstInstant(retreat({ kind: 'day', day: due.day + 1 }, by, terms).time, zone);
  return zone.startOf(dayOf(advance(due, by, terms).time, terms) + 1);
}

function endOf(due: Time, { calendar }: Terms): Instant {
  return due.kind === 'instant' ? due.at : calendar.zone.startOf(due.day + 1);
}

/**
 * By when a level has to acknowledge: on the calendar of its role where there is one, else the organisation's (S71); of
 * several roles the first to run out. Undefined where no calendar has the opening hours that it is counted in.
 */
export function acknowledgedBy(
  set: Pick<PolicySet, 'calendars' | 'organisation'>,
  to: readonly string[],
  at: Instant,
  within: Duration,
): Instant | undefined {
  const ends = to.flatMap((role) => {
    const calendar = set.calendars.get(role) ?? set.calendars.get(set.organisation.calendar);
    return calendar === undefined ? [] : endIn(calendar, at, within);
  });
  return ends.length === 0 ? undefined : Math.min(...ends);
}

function endIn(calendar: Calendar, at: Instant, within: Duration): readonly Instant[] {
  if (!calendar.hasHours && (within.unit === 'working hours' || within.unit === 'working minutes')) return [];
  const { time } = advance({ kind: 'instant', at }, within, { calendar, counting: plain });
  return [time.kind === 'instant' ? time.at : calendar.zone.startOf(time.day + 1)];
}
