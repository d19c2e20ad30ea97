import type { Policy, PolicySet } from '../../policy/policy.js';
import type { Parameter } from '../../policy/vocabulary-types.js';
import { addYears, formatDay, parseDay } from '../../time/day.js';
import { zoneOf } from '../../time/zone.js';
import type { Day } from '../../values.js';
import { allRules } from '../all-rules.js';
import { placeOf, remark, type Check, type Remark } from './remark.js';

const soon = { policy: 90, calendar: 60, waiver: 30 };

/** What depends on today: what ends, what nobody has looked at for a year, how far the calendars reach. In the order of what it concerns. */
export function checkDates(check: Check): readonly Remark[] {
  const today = zoneOf(check.set.organisation.zone).dayOf(check.at);
  return [
    ...check.set.policies.flatMap((policy) => [
      ...checkEnd(check, policy, today),
      ...checkStatus(check, policy),
      ...checkSource(check, policy, today),
    ]),
    ...checkCalendars(check, today),
    ...checkReadings(check),
    ...checkWaivers(check, today),
  ];
}

/** Unless another version follows, nothing of the policy holds afterwards. */
function checkEnd(check: Check, policy: Policy, today: Day): readonly Remark[] {
  const { through } = policy.inForce;
  if (through === undefined || through < today || through - today > soon.policy) return [];
  const follows = check.set.policies.some(({ id, inForce }) => id === policy.id && inForce.from === through + 1);
  const place = check.locate(policy.file, ['in-force', 'through']);
  return follows ? [] : [remark('notice.ends_soon', { policy: policy.id, through: formatDay(through) }, place)];
}

function checkStatus(check: Check, policy: Policy): readonly Remark[] {
  if (policy.status === 'unverified')
    return [remark('notice.unverified', { name: policy.id }, check.locate(policy.file, ['status']))];
  return allRules(policy)
    .filter(({ status }) => status === 'unverified')
    .map((rule) => remark('notice.unverified', { name: rule.ref }, placeOf(check, policy, rule, 'status')));
}

/** Only what may still hold is worth comparing with its source again. */
function checkSource(check: Check, policy: Policy, today: Day): readonly Remark[] {
  const { checked } = policy.source;
  if ((policy.inForce.through ?? Infinity) < today || policy.status === 'unverified') return [];
  const place = check.locate(policy.file, checked === undefined ? ['source'] : ['source', 'checked']);
  const day = checked === undefined ? undefined : parseDay(checked);
  if (day === undefined) return [remark('notice.not_checked', { policy: policy.id }, place)];
  return addYears(day, 1) < today
    ? [remark('notice.checked_long_ago', { policy: policy.id, checked: formatDay(day) }, place)]
    : [];
}

function checkCalendars({ set, locate }: Check, today: Day): readonly Remark[] {
  const used = calendarsInUse(set);
  return [...set.calendars.values()].flatMap(({ id, publishedThrough: through }) => {
    if (through === undefined || !used.has(id) || through - today >= soon.calendar) return [];
    const data = { calendar: id, through: formatDay(through) };
    return [remark('notice.calendar_ends', data, locate(`calendars/${id}.yaml`, ['published-through']))];
  });
}

function calendarsInUse({ organisation, policies }: PolicySet): ReadonlySet<string> {
  const choices = policies.flatMap((policy) => [
    policy.calendar,
    ...policy.rules.flatMap((rule) => (rule.kind === 'deadline' ? [rule.clock.calendar] : [])),
    ...policy.rights.flatMap(({ window }) => (window?.clock === undefined ? [] : [window.clock.calendar])),
    ...policy.retention.map(({ calendar }) => calendar),
  ]);
  return new Set([organisation.calendar, ...choices.map((each) => (each.kind === 'named' ? each.id : each.or))]);
}

/** A chosen reading of an unclear text without a word of why it was chosen. */
function checkReadings({ set, locate }: Check): readonly Remark[] {
  const unexplained = (parameter: Parameter): boolean =>
    parameter.options !== undefined &&
    parameter.values.some(({ why, cite }) => why === undefined && cite === undefined);
  const own = set.policies.flatMap((policy) =>
    [...policy.parameters.values()]
      .filter((each) => set.parameters.get(each.id) !== each && unexplained(each))
      .map(({ id }) =>
        remark('notice.reading_without_why', { parameter: id }, locate(policy.file, ['parameters', id])),
      ),
  );
  const shared = [...set.parameters.values()]
    .filter(unexplained)
    .map(({ id }) => remark('notice.reading_without_why', { parameter: id }, locate('parameters.yaml', [id])));
  return [...own, ...shared];
}

function checkWaivers({ set, locate }: Check, today: Day): readonly Remark[] {
  return set.waivers.flatMap(({ id, file, through }) => {
    if (through - today > soon.waiver) return [];
    const code = through < today ? 'notice.waiver_ended' : 'notice.waiver_ends_soon';
    return [remark(code, { waiver: id, through: formatDay(through) }, locate(file, ['through']))];
  });
}
