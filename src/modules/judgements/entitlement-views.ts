import type {
  AmountFound,
  EscalationFinding,
  Given,
  RecordsRetention,
  RetentionFinding,
  RightFinding,
} from '../../rules/judge/judgement.js';
import type { Text } from '../../errors.js';
import type { MissingFact } from '../../rules/conditions/condition.js';
import { formatDay } from '../../rules/time/day.js';
import { formatInstant, formatTime } from '../../rules/time/parse-time.js';
import type { Money, Time } from '../../rules/values.js';
import { noteWords, reasonWords, retentionStateWords, rightStateWords } from './judgement-words.js';
import type { SetIndex } from './set-index.js';

/** What every answer of a rule begins with. */
function headView({ policy, version, rule }: Pick<RightFinding, 'policy' | 'version' | 'rule'>, index: SetIndex) {
  const info = index.rule(policy, version, rule);
  return {
    policy,
    ...(version !== undefined && { version: formatDay(version) }),
    rule,
    ...(info && { title: info.title, cite: info.cite }),
  };
}

function timeOf(found: Pick<RightFinding, 'policy' | 'version' | 'rule'>, index: SetIndex): (at: Time) => string {
  const zone = index.rule(found.policy, found.version, found.rule)?.zone ?? index.zone;
  return (at) => formatTime(at, zone);
}

function missingList(missing: readonly MissingFact[] | undefined) {
  return missing !== undefined && missing.length > 0 ? { missing: [...missing] } : {};
}

/** A right as answers give it: where it stands, until when, and what it gives. What it does not have is left out. */
export function rightView(right: RightFinding, index: SetIndex) {
  const time = timeOf(right, index);
  const { opens, until, untilAtLatest, used, usedLate, occurrence, round, disputed, notes } = right;
  return {
    ...headView(right, index),
    own: right.own,
    state: rightStateWords[right.state],
    ...(right.reason && { reason: reasonWords[right.reason] }),
    ...(occurrence && { occurrence: { ...occurrence, at: time(occurrence.at) } }),
    ...(round !== undefined && { round }),
    ...(opens && { opens: time(opens) }),
    ...(until && { until: time(until) }),
    ...(untilAtLatest && { until_at_latest: time(untilAtLatest) }),
    ...(right.paused && { paused: right.paused }),
    ...(used && { used: time(used) }),
    ...(usedLate && { used_late: time(usedLate) }),
    ...(right.provisional !== undefined && { provisional: right.provisional }),
    ...(right.claim !== undefined && { claim: right.claim }),
    ...(right.elected && { elected: right.elected }),
    ...(right.exclusion && { exclusion: [...right.exclusion] }),
    ...(right.yieldsTo !== undefined && { yields_to: right.yieldsTo }),
    ...(right.unverified && { unverified: right.unverified }),
    ...(disputed && {
      disputed: { facts: [...disputed.facts], states: disputed.states.map((one) => rightStateWords[one]) },
    }),
    gives: right.gives.map((given) => givenView(given, index)),
    ...missingList(right.missing),
    ...(notes.length > 0 && { notes: notes.map(({ code, data }) => ({ ...noteWords[code], data })) }),
  };
}

/** A remedy, or the choice between several of which the complainant takes one. */
export type GivenView = RemedyView | { one_of: GivenView[] };

/** A missing fact by its name; in words it stands under `missing` of the judgement. */
interface MissingHere {
  name: string;
  kind: MissingFact['kind'];
  why: string;
}

interface RemedyView {
  remedy: string;
  title?: Text | undefined;
  amount?: AmountView | undefined;
  up_to?: AmountView | undefined;
  paid_by?: string | undefined;
  cite?: string[] | undefined;
  missing?: MissingHere[] | undefined;
}

function givenView(given: Given, index: SetIndex): GivenView {
  if ('oneOf' in given) return { one_of: given.oneOf.map((option) => givenView(option, index)) };
  const title = index.remedy(given.remedy);
  return {
    remedy: given.remedy,
    ...(title && { title }),
    ...(given.amount && { amount: amountView(given.amount) }),
    ...(given.upTo && { up_to: amountView(given.upTo) }),
    ...(given.paidBy !== undefined && { paid_by: given.paidBy }),
    ...(given.cite && given.cite.length > 0 && { cite: [...given.cite] }),
    ...missingList(given.missing),
  };
}

/** Exact, or what is known of it: floors and caps while facts are missing. */
interface AmountView {
  exact?: MoneyView | undefined;
  at_least?: MoneyView | undefined;
  at_most?: MoneyView | undefined;
  missing?: MissingHere[] | undefined;
}

interface MoneyView {
  amount: string;
  currency: string;
}

function amountView(found: AmountFound): AmountView {
  if (found.kind === 'exact') return { exact: moneyView(found.amount) };
  const { atLeast, atMost, missing } = found;
  return {
    ...(atLeast && { at_least: moneyView(atLeast) }),
    ...(atMost && { at_most: moneyView(atMost) }),
    ...missingList(missing),
  };
}

function moneyView({ amount, currency }: Money): MoneyView {
  return { amount, currency };
}

/** What one rule says of one kind of record. */
export function retentionView(found: RetentionFinding, index: SetIndex) {
  const { records, state, reason, own, start, keepThrough, goBy, graceThrough } = found;
  return {
    ...headView(found, index),
    own,
    records,
    state: retentionStateWords[state],
    ...(reason && { reason: reasonWords[reason] }),
    ...(start && { start: timeOf(found, index)(start) }),
    ...(keepThrough !== undefined && { keep_through: formatDay(keepThrough) }),
    ...(goBy !== undefined && { go_by: formatDay(goBy) }),
    ...(graceThrough !== undefined && { grace_through: formatDay(graceThrough) }),
    // oxlint-disable-next-line unicorn/no-thenable -- a key of the policy language: a word, never a function
    then: found.then,
    ...(found.provisional !== undefined && { provisional: found.provisional }),
    ...(found.unverified && { unverified: found.unverified }),
    ...missingList(found.missing),
  };
}

/** What all rules together say of one kind of record. */
export function recordsView({ records, state, keepThrough, goBy, held, rules }: RecordsRetention) {
  return {
    records,
    state: retentionStateWords[state],
    ...(keepThrough !== undefined && { keep_through: formatDay(keepThrough) }),
    ...(goBy !== undefined && { go_by: formatDay(goBy) }),
    held,
    rules: [...rules],
  };
}

/** Who is to be told, and when; `due` where that instant has come by the instant of the judgement. */
export function escalationView(found: EscalationFinding, index: SetIndex, at: number) {
  const { occurrence, round, level, to, acknowledgeBy } = found;
  const zone = index.rule(found.policy, found.version, found.rule)?.zone ?? index.zone;
  return {
    ...headView(found, index),
    ...(found.for !== undefined && { for: found.for }),
    ...(occurrence && { occurrence: { ...occurrence, at: formatTime(occurrence.at, zone) } }),
    round,
    level,
    to: [...to],
    at: formatInstant(found.at, zone),
    due: found.at <= at,
    ...(acknowledgeBy !== undefined && { acknowledge_by: formatInstant(acknowledgeBy, zone) }),
    ...(found.unverified && { unverified: found.unverified }),
  };
}
