import type { FaultData } from '../../../errors.js';
import type { Policy } from '../../policy/policy.js';
import { formatInstant, formatTime } from '../../time/parse-time.js';
import { compareDates, type Comparison } from './looser.js';
import type { Pair, Side } from './pair-set.js';
import { placeOf, remark, type Check, type Remark } from './remark.js';
import { openTexts } from './sampled.js';
import { showReadings } from './show.js';
import { termsOf } from './periods.js';

/** Promises of the organisation that can run out later than the law on the same duty, each with a complaint for which they do (S48). */
export function checkPromises(check: Check): readonly Remark[] {
  return pairsOf(check).flatMap((pair) => sayOf(check, pair, compareDates(check.set, pair)));
}

/** Each promise with each rule of law of the same duty and the same party that is in force on a common day. */
export function pairsOf({ set }: Pick<Check, 'set'>): readonly Pair[] {
  const sides = set.policies.flatMap((policy) =>
    policy.rules.flatMap((rule): readonly Side[] =>
      rule.kind === 'deadline' && rule.duty !== undefined && isUsed(policy, rule, set) ? [{ policy, rule }] : [],
    ),
  );
  const isHouse = ({ policy }: Side): boolean => policy.source.rank === 'house';
  const laws = sides.filter((side) => !isHouse(side));
  return sides
    .filter(isHouse)
    .flatMap((promise) =>
      laws
        .filter((statute) => isSameDuty(promise, statute) && overlap(promise.policy, statute.policy))
        .map((statute) => ({ promise, statute })),
    );
}

function isSameDuty({ rule: a }: Side, { rule: b }: Side): boolean {
  return a.duty === b.duty && a.binds === b.binds;
}

function overlap({ inForce: a }: Policy, { inForce: b }: Policy): boolean {
  return a.from <= (b.through ?? Infinity) && b.from <= (a.through ?? Infinity);
}

function isUsed(policy: Policy, rule: Side['rule'], { organisation }: Check['set']): boolean {
  const named = organisation.useUnverified;
  return (
    (rule.status !== 'unverified' && policy.status !== 'unverified') ||
    named.includes(policy.id) ||
    named.includes(rule.ref)
  );
}

function whyOf(open: Comparison['open']): FaultData {
  const texts = open.map((why) => openTexts[why]);
  return { why: texts.map(({ en }) => en).join('; '), why_zh: texts.map(({ zh }) => zh).join('；') };
}

function sayOf(check: Check, { promise, statute }: Pair, found: Comparison): readonly Remark[] {
  const { first, open, days, laterDays } = found;
  const place = placeOf(
    check,
    promise.policy,
    promise.rule,
    promise.rule.clock.period.kind === 'within' ? 'within' : 'due',
  );
  const law = statute.rule.ref;
  if (first === undefined)
    return open.length === 0 ? [] : [remark('notice.promise_not_decided', { law, ...whyOf(open) }, place)];
  const zoneOf = ({ policy, rule }: Side) =>
    termsOf(check.set, policy, rule.clock.calendar, rule.clock.counting)?.calendar.zone;
  const [own, legal] = [zoneOf(promise), zoneOf(statute)];
  if (own === undefined || legal === undefined) return [];
  const facts = showReadings(first.facts, check.set.organisation.zone);
  const data = {
    law,
    start: formatInstant(first.start, legal),
    promised: formatTime(first.promised, own),
    legal: formatTime(first.legal, legal),
    facts: facts === '' ? '–' : facts,
    later: laterDays.length,
    days,
  };
  return [remark('check.looser_than_law', data, place)];
}
