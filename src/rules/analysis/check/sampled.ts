import type { Text } from '../../../errors.js';
import type { Clock } from '../../policy/clock-types.js';
import type { PolicySet } from '../../policy/policy.js';
import type { DurationValue, Moment } from '../../policy/value-types.js';
import { askedBy, type Asked } from './asked.js';
import type { Ground } from './decide.js';
import { eventsOf } from './events-of.js';
import type { Pair, PairSet, Side } from './pair-set.js';
import { isSameMoment } from './periods.js';
import type { Trial } from './trials.js';

/** Why nobody may say that a promise is never later than the law, although no complaint was found for which it is. */
export type WhyOpen = keyof typeof openTexts;

/** Each reason in words, as it stands after "was not decided:". */
export const openTexts = {
  'too-many': {
    en: 'there are too many combinations of days and values to try',
    zh: '日期与取值的组合过多，无法逐一尝试',
  },
  'no-days': {
    en: 'no date of either is certain on the days that the calendars have published',
    zh: '在日历已公布的日期内，两者均无确定的到期日',
  },
  given: {
    en: 'a fact, another rule or the register gives a date or a period',
    zh: '日期或者期限由事实、其他规则或者登记簿给出',
  },
  starts: {
    en: 'the two clocks do not start at the same moment, and how far apart the starts can lie was tried for some distances only',
    zh: '两者的起算时点不同，且仅尝试了若干间隔',
  },
  dates: {
    en: 'it depends on dates that were tried near the start only',
    zh: '结论取决于其他日期，而这些日期仅在起算日前后作了尝试',
  },
  pauses: {
    en: 'the promise can be paused, and pauses were tried at one time and for one length only',
    zh: '该承诺的期限可以中止，而中止仅以一种时点和时长作了尝试',
  },
  restarts: {
    en: 'only one of the two can start again or be called off, or they do so upon different events',
    zh: '仅其中之一可以重新起算或者撤销，或者两者的相应事件不同',
  },
} as const satisfies Record<string, Text>;

/** What of a pair was tried for some values alone, or not at all. Where both start at the same moment and ask for no other date, nothing was. */
export function sampledIn(pair: Pair, { set, conditions }: PairSet, trial: Trial, ground: Ground): readonly WhyOpen[] {
  const { promise, statute } = pair;
  const asked = askedBy(
    conditions.map(({ document }) => document),
    ground.catalogue,
  );
  const byDates =
    [...(asked?.values() ?? [])].some((each) => isDateCompared(each, set, trial)) ||
    [promise, statute].some(({ rule }) => asksOtherDates(rule.clock, set, trial));
  return [
    ...(haveSameStart(pair) ? [] : (['starts'] as const)),
    ...(byDates ? (['dates'] as const) : []),
    ...(promise.rule.clock.pauses.length > 0 ? (['pauses'] as const) : []),
    ...(endAlike(promise, statute) ? [] : (['restarts'] as const)),
  ];
}

function haveSameStart({ promise, statute }: Pair): boolean {
  const [own, law] = [promise.rule, statute.rule];
  const [a, b] = [own.clock.period, law.clock.period];
  if (a.kind === 'due' || b.kind === 'due' || !isSameMoment(a.from, b.from)) return false;
  const shared = [...promise.policy.facts].filter(([name]) => statute.policy.facts.has(name));
  return (
    JSON.stringify(own.each.toSorted()) === JSON.stringify(law.each.toSorted()) &&
    shared.every(([name, { form }]) => JSON.stringify(form) === JSON.stringify(statute.policy.facts.get(name)?.form))
  );
}

/** That something happened is tried whole; when it did, only for what starts the clocks, beside days that are written down. */
function isDateCompared({ name, operators, others }: Asked, { vocabulary }: PolicySet, { base }: Trial): boolean {
  const type = vocabulary.facts.get(name)?.type;
  if (!vocabulary.events.has(name) && type !== 'date' && type !== 'instant') return false;
  const isCompared = [...operators].some((each) => each !== 'happened' && each !== 'known');
  return others.size > 0 || (isCompared && !base.has(name));
}

/** A latest day or an extension that rests on an event which starts neither clock. */
function asksOtherDates({ notAfter, extensions }: Clock, set: PolicySet, { base }: Trial): boolean {
  const moments: readonly (Moment | undefined)[] = [
    notAfter,
    ...extensions.map(({ to }) => (to.kind === 'moment' ? to.moment : undefined)),
  ];
  return moments.some((moment) => [...eventsOf(moment, set)].some((name) => !base.has(name)));
}

function endAlike({ rule: { clock: a } }: Side, { rule: { clock: b } }: Side): boolean {
  return (
    isSameMoment(a.cancelledBy, b.cancelledBy) &&
    JSON.stringify(a.restarts.toSorted()) === JSON.stringify(b.restarts.toSorted())
  );
}

/** Whether a fact gives a length of time, in any row of a table. */
export function isGiven(value: DurationValue): boolean {
  return value.kind === 'fact' || (value.kind === 'table' && value.rows.some(({ is }) => isGiven(is)));
}
