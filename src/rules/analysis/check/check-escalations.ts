import { fromDue } from '../../judge/escalation-times.js';
import { warnInstant } from '../../judge/warning.js';
import type { Escalation } from '../../policy/escalation-types.js';
import type { Policy } from '../../policy/policy.js';
import type { Deadline } from '../../policy/rule-types.js';
import { advance, type Terms } from '../../time/count.js';
import { passesAt } from '../../time/compare.js';
import { formatInstant, formatTime } from '../../time/parse-time.js';
import type { Duration, Instant } from '../../values.js';
import { lastInstantOf, lengthsOf, runsOf, termsOf, type Run } from './periods.js';
import { placeOf, remark, type Check, type Remark } from './remark.js';

/** Escalations that begin before their clock does or are still going on when it has run out, and roles that are told twice. */
export function checkEscalations(check: Check, policy: Policy): readonly Remark[] {
  return policy.escalations.flatMap((rule) => [
    ...checkRoles(check, policy, rule),
    ...watched(check, policy, rule)
      .flatMap((clock) => checkTimes(check, policy, rule, clock))
      .slice(0, 1),
  ]);
}

function checkRoles(check: Check, policy: Policy, rule: Escalation): readonly Remark[] {
  const before = new Set<string>();
  const twice = rule.levels.flatMap(({ to }) => {
    const again = to.filter((role) => before.has(role));
    for (const role of to) before.add(role);
    return again;
  });
  return [...new Set(twice)].map((role) => remark('check.role_twice', { role }, placeOf(check, policy, rule)));
}

interface Watched {
  readonly deadline: Deadline;
  readonly policy: Policy;
  readonly terms: Terms;
}

/** The clock that an escalation watches, in this version of its policy or in every version of another. */
function watched(check: Check, policy: Policy, { trigger }: Escalation): readonly Watched[] {
  if (trigger.kind !== 'clock') return [];
  const own = policy.rules.some(({ ref }) => ref === trigger.rule);
  return (own ? [policy] : check.set.policies).flatMap((each) =>
    each.rules.flatMap((rule) => {
      if (rule.kind !== 'deadline' || rule.ref !== trigger.rule) return [];
      const terms = termsOf(check.set, each, rule.clock.calendar, rule.clock.counting);
      return terms === undefined ? [] : [{ deadline: rule, policy: each, terms }];
    }),
  );
}

function checkTimes(check: Check, policy: Policy, rule: Escalation, of: Watched): readonly Remark[] {
  const { terms, deadline } = of;
  const { zone } = terms.calendar;
  for (const run of runsOf(deadline.clock, of.policy, terms))
    for (const begins of beginnings(rule, run, of)) {
      const data = { rule: deadline.ref, start: formatTime(run.start, zone), due: formatTime(run.due, zone) };
      if (
        begins <= lastInstantOf(run.start, terms) &&
        rule.trigger.kind === 'clock' &&
        rule.trigger.at.kind === 'offset'
      )
        return [
          remark(
            'check.escalation_before_start',
            { ...data, at: formatInstant(begins, zone) },
            placeOf(check, policy, rule, 'at'),
          ),
        ];
      const last = lastTold(check, policy, rule, begins);
      if (last !== undefined && last >= passesAt(run.due, zone))
        return [
          remark('check.chain_after_due', { ...data, at: formatInstant(last, zone) }, placeOf(check, policy, rule)),
        ];
    }
  return [];
}

/** When the escalation begins, where that is before its clock runs out. */
function beginnings({ trigger }: Escalation, { due }: Run, { terms, policy, deadline }: Watched): readonly Instant[] {
  if (trigger.kind !== 'clock') return [];
  const { at } = trigger;
  if (at.kind === 'warn') return deadline.warn === undefined ? [] : [warnInstant(terms, due, deadline.warn)];
  if (at.kind !== 'offset' || at.direction !== 'before') return [];
  return lengthsOf(at.by, policy).map((by) => fromDue(due, by, 'before', terms));
}

/** When the last level is told if nobody acknowledges; undefined where a length is not written down, or there is one level alone. */
function lastTold({ set }: Check, policy: Policy, { levels }: Escalation, begins: Instant): Instant | undefined {
  let at = begins;
  for (const { to, acknowledgeWithin } of levels.slice(0, -1)) {
    const [within] = lengthsOf(acknowledgeWithin, policy);
    if (within === undefined) return undefined;
    const ends = to.flatMap((role) => acknowledged(set, role, at, within));
    if (ends.length === 0) return undefined;
    at = Math.min(...ends);
  }
  return levels.length < 2 ? undefined : at;
}

/** As the engine counts it: on the calendar of the role where there is one, else on the organisation's (S71). */
function acknowledged(set: Check['set'], role: string, at: Instant, within: Duration): readonly Instant[] {
  const calendar = set.calendars.get(role) ?? set.calendars.get(set.organisation.calendar);
  const open = within.unit === 'working hours' || within.unit === 'working minutes';
  if (calendar === undefined || (open && !calendar.hasHours)) return [];
  const counting = { id: 'plain', firstDay: 'not-counted', rolls: 'nothing', ends: 'midnight', cite: '' } as const;
  const { time } = advance({ kind: 'instant', at }, within, { calendar, counting });
  return [time.kind === 'instant' ? time.at : calendar.zone.startOf(time.day + 1)];
}
