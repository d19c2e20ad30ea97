import type { Clock } from '../../policy/clock-types.js';
import type { Policy } from '../../policy/policy.js';
import type { Deadline } from '../../policy/rule-types.js';
import type { Moment } from '../../policy/value-types.js';
import { warnInstant } from '../../judge/warning.js';
import { formatInstant, formatTime } from '../../time/parse-time.js';
import { compareTimes } from '../../time/compare.js';
import { dueOf, type Terms } from '../../time/count.js';
import { formatDuration } from '../../time/duration.js';

import { isSameMoment, lastInstantOf, lengthsOf, runsOf, termsOf } from './periods.js';
import { placeOf, remark, type Check, type Remark } from './remark.js';
import type { AnyRule } from '../all-rules.js';

/** Plans of a deadline's own clock that cannot be carried out. */
export function checkDeadlines(check: Check, policy: Policy): readonly Remark[] {
  return policy.rules.flatMap((rule) =>
    rule.kind === 'deadline'
      ? [
          ...checkWarning(check, policy, rule),
          ...checkDone(check, policy, rule),
          ...checkClock(check, policy, rule, rule.clock, []),
        ]
      : [],
  );
}

/** Plans of any clock that cannot be carried out: pauses without length, extensions that do not extend, a cap before the start. */
export function checkClock(
  check: Check,
  policy: Policy,
  rule: AnyRule,
  clock: Clock,
  path: readonly PropertyKey[],
): readonly Remark[] {
  const at = (...below: readonly PropertyKey[]) => placeOf(check, policy, rule, ...path, ...below);
  const pauses = clock.pauses.flatMap(({ atMost }, index) =>
    lengthsOf(atMost, policy).some(({ count }) => count === 0)
      ? [remark('check.pause_without_length', {}, at('pauses', index, 'at-most'))]
      : [],
  );
  const terms = termsOf(check.set, policy, clock.calendar, clock.counting);
  const extensions =
    terms === undefined
      ? []
      : extensionsOf(clock, policy, terms).map((each) =>
          remark(each.code, each.data, at('extensions', each.index, 'to')),
        );
  const { period, notAfter } = clock;
  const early = period.kind === 'within' && notAfter !== undefined && liesBefore(notAfter, period.from);
  return [...pauses, ...extensions, ...(early ? [remark('check.cap_before_start', {}, at('not-after'))] : [])];
}

/** Whether a moment is another one, or is counted back from it. */
function liesBefore(moment: Moment, start: Moment): boolean {
  if (isSameMoment(moment, start)) return true;
  if (moment.kind === 'offset') return moment.direction === 'before' && liesBefore(moment.base, start);
  return moment.kind === 'first' && moment.of.some((each) => liesBefore(each, start));
}

/** Extensions that on no day give a later date than the period they extend. */
function extensionsOf(clock: Clock, policy: Policy, terms: Terms) {
  const lengths = clock.period.kind === 'within' ? lengthsOf(clock.period.within, policy) : [];
  return clock.extensions.flatMap(({ to }, index) => {
    if (to.kind === 'moment' || lengths.length === 0) return [];
    return lengthsOf(to, policy).flatMap((longer) => {
      const helps = [...runsOf(clock, policy, terms)].some(({ start, due }) => {
        const extended = dueOf(start, longer, terms);
        return !extended.provisional && compareTimes(extended.time, due, terms.calendar.zone) > 0;
      });
      if (helps) return [];
      const data = {
        to: formatDuration(longer, 'en'),
        within: lengths.map((each) => formatDuration(each, 'en')).join(', '),
      };
      return [{ code: 'check.extension_not_longer' as const, data, index }];
    });
  });
}

/** A warning that on some day is not later than its clock's start: it warns of nothing. */
function checkWarning(check: Check, policy: Policy, rule: Deadline): readonly Remark[] {
  const { warn, clock } = rule;
  const terms = termsOf(check.set, policy, clock.calendar, clock.counting);
  if (warn === undefined || terms === undefined) return [];
  const { zone } = terms.calendar;
  for (const { start, due } of runsOf(clock, policy, terms)) {
    const at = warnInstant(terms, due, warn);
    if (at > lastInstantOf(start, terms)) continue;
    const data = { start: formatTime(start, zone), due: formatTime(due, zone), warn: formatInstant(at, zone) };
    return [remark('check.warning_before_start', data, placeOf(check, policy, rule, 'warn'))];
  }
  return [];
}

/** What starts a clock also ends it, or what restarts it does. */
function checkDone(check: Check, policy: Policy, rule: Deadline): readonly Remark[] {
  const { clock, done } = rule;
  const ends = endingAlone(done);
  const restart = clock.restarts.find((event) => ends.has(event));
  const found: Remark[] = [];
  if (restart !== undefined)
    found.push(remark('check.restart_by_done', { event: restart }, placeOf(check, policy, rule, 'restarts')));
  if (clock.period.kind !== 'within') return found;
  const { from } = clock.period;
  const starts = from.kind === 'event' ? from.event : undefined;
  const isOwnStart = isSameMoment(from, done) || (starts !== undefined && rule.each.length === 0 && ends.has(starts));
  return isOwnStart ? [...found, remark('check.done_is_start', {}, placeOf(check, policy, rule, 'done'))] : found;
}

/** The events of which one alone ends a clock. */
function endingAlone(done: Moment): ReadonlySet<string> {
  if (done.kind === 'event') return new Set([done.event]);
  return done.kind === 'first' ? new Set(done.of.flatMap((each) => [...endingAlone(each)])) : new Set();
}
