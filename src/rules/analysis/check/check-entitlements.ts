import type { Policy } from '../../policy/policy.js';
import type { Retention } from '../../policy/retention-types.js';
import type { Right } from '../../policy/right-types.js';
import type { Moment } from '../../policy/value-types.js';
import { passesAt, firstInstant } from '../../time/compare.js';
import { advance, dueOf, type Terms } from '../../time/count.js';
import { formatDay } from '../../time/day.js';
import { formatTime } from '../../time/parse-time.js';
import type { Day, Duration, Time } from '../../values.js';
import { checkClock } from './check-clocks.js';
import { canHold } from './decide.js';
import { isSameMoment, lengthsOf, startDays, startsOn, termsOf } from './periods.js';
import { placeOf, remark, type Check, type Remark } from './remark.js';

/** Windows that close before they open, and clocks of rights that cannot run. */
export function checkRights(check: Check, policy: Policy): readonly Remark[] {
  return policy.rights.flatMap((right) => {
    const clock = right.window?.clock;
    if (clock === undefined) return [];
    return [...checkClock(check, policy, right, clock, ['window']), ...checkWindow(check, policy, right)];
  });
}

function checkWindow(check: Check, policy: Policy, right: Right): readonly Remark[] {
  const { opens, clock } = right.window ?? {};
  const terms = clock && termsOf(check.set, policy, clock.calendar, clock.counting);
  if (opens === undefined || clock === undefined || terms === undefined) return [];
  const opening = counted(opens, policy);
  const closing =
    clock.period.kind === 'due'
      ? counted(clock.period.due, policy)
      : { base: clock.period.from, lengths: lengthsOf(clock.period.within, policy), back: false };
  if (!isSameMoment(opening.base, closing.base) || opening.back || closing.back) return [];
  for (const to of opening.lengths)
    for (const by of closing.lengths)
      for (const day of startDays([terms.calendar], policy))
        for (const start of startsOn(day, by, terms)) {
          const { zone } = terms.calendar;
          const [first, last] = [momentAfter(start, to, terms), dueOf(start, by, terms).time];
          if (firstInstant(first, zone) < passesAt(last, zone)) continue;
          const data = {
            start: formatTime(start, zone),
            opens: formatTime(first, zone),
            closes: formatTime(last, zone),
          };
          return [remark('check.window_closes_before_opening', data, placeOf(check, policy, right, 'window'))];
        }
  return [];
}

interface Offset {
  readonly base: Moment;
  readonly lengths: readonly Duration[];
  readonly back: boolean;
}

const nothing: Duration = { kind: 'duration', count: 0, unit: 'days' };

function counted(moment: Moment, policy: Policy): Offset {
  if (moment.kind !== 'offset') return { base: moment, lengths: [nothing], back: false };
  return { base: moment.base, lengths: lengthsOf(moment.by, policy), back: moment.direction === 'before' };
}

function momentAfter(start: Time, by: Duration, terms: Terms): Time {
  return by.count === 0 ? start : advance(start, by, terms).time;
}

/** Records that are to be kept for no time, and those that must be gone before they may go. */
export function checkRetention(check: Check): readonly Remark[] {
  const all = check.set.policies.flatMap((policy) => policy.retention.map((rule) => ({ policy, rule })));
  const empty = all.flatMap(({ policy, rule }) =>
    // At most nothing is a rule: gone at once, when the purpose is reached.
    lengthsOf(rule.atLeast, policy).some(({ count }) => count === 0)
      ? [remark('check.retention_of_nothing', { key: 'at-least' }, placeOf(check, policy, rule, 'at-least'))]
      : [],
  );
  const minima = all.filter(({ rule }) => rule.atLeast !== undefined);
  const maxima = all.filter(({ rule }) => rule.atMost !== undefined);
  return [...empty, ...minima.flatMap((least) => maxima.flatMap((most) => checkBounds(check, least, most)))];
}

interface Kept {
  readonly policy: Policy;
  readonly rule: Retention;
}

function checkBounds(check: Check, least: Kept, most: Kept): readonly Remark[] {
  if (least.rule.records !== most.rule.records || least.rule.binds !== most.rule.binds) return [];
  const { inForce: a } = least.policy;
  const { inForce: b } = most.policy;
  if (a.from > (b.through ?? Infinity) || b.from > (a.through ?? Infinity)) return [];
  const conditions = [least, most].flatMap(({ policy, rule }) => [policy.applies, rule.when]);
  if (canHold(conditions, check.groundOf(least.policy)) === false) return [];
  const found = crossing(check, least, most);
  if (found === undefined) return [];
  const same = isSameMoment(least.rule.from, most.rule.from);
  const data = {
    records: least.rule.records,
    rule: most.rule.ref,
    start: formatDay(found.start),
    keep: formatDay(found.keep),
    go: formatDay(found.go),
  };
  const code = same ? 'check.minimum_after_maximum' : 'notice.minimum_may_pass_maximum';
  return [remark(code, data, placeOf(check, least.policy, least.rule, 'at-least'))];
}

/** A start from which the minimum ends after the maximum, if both begin with it. */
function crossing(check: Check, least: Kept, most: Kept): { start: Day; keep: Day; go: Day } | undefined {
  const [own, other] = [least, most].map(({ policy, rule }) =>
    termsOf(check.set, policy, rule.calendar, rule.counting),
  );
  if (own === undefined || other === undefined) return undefined;
  for (const atLeast of lengthsOf(least.rule.atLeast, least.policy))
    for (const atMost of lengthsOf(most.rule.atMost, most.policy))
      for (const start of startDays([own.calendar, other.calendar], least.policy)) {
        const [keep, go] = [dayAfter(start, atLeast, own), dayAfter(start, atMost, other)];
        if (keep > go) return { start, keep, go };
      }
  return undefined;
}

function dayAfter(day: Day, by: Duration, terms: Terms): Day {
  const { time } = dueOf({ kind: 'day', day }, by, terms);
  return time.kind === 'day' ? time.day : terms.calendar.zone.dayOf(time.at);
}
