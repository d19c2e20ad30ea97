import type {
  AmountFound,
  EscalationFinding,
  Given,
  RecordsRetention,
  RetentionFinding,
  RightFinding,
} from '../rules/judge/judgement.js';
import type { Zone } from '../rules/time/calendar.js';
import { formatDay } from '../rules/time/day.js';
import { formatInstant, formatTime } from '../rules/time/parse-time.js';
import type { Instant, Money } from '../rules/values.js';

/** Something as the results files write it: days as `2026-02-28`, instants with their offset; what there is not is left out. */
export type Plain = Readonly<Record<string, unknown>>;

/** A right in plain words, its amounts as `2000.00 CNY`. */
export function plainRight(complaint: string, right: RightFinding, zone: Zone): Plain {
  const { version, occurrence, opens, until, untilAtLatest, used, usedLate, gives, missing, notes, ...rest } = right;
  return {
    complaint,
    ...rest,
    ...(version !== undefined && { version: formatDay(version) }),
    ...(occurrence && { occurrence: { ...occurrence, at: formatTime(occurrence.at, zone) } }),
    ...(opens && { opens: formatTime(opens, zone) }),
    ...(until && { until: formatTime(until, zone) }),
    ...(untilAtLatest && { untilAtLatest: formatTime(untilAtLatest, zone) }),
    ...(used && { used: formatTime(used, zone) }),
    ...(usedLate && { usedLate: formatTime(usedLate, zone) }),
    ...(gives.length > 0 && { gives: gives.map(plainGiven) }),
    ...(missing.length > 0 && { missing }),
    ...(notes.length > 0 && { notes }),
  };
}

function plainGiven(given: Given): Plain {
  if ('oneOf' in given) return { oneOf: given.oneOf.map(plainGiven) };
  const { amount, upTo, cite, missing, ...rest } = given;
  return {
    ...rest,
    ...(amount && { amount: plainAmount(amount) }),
    ...(upTo && { upTo: plainAmount(upTo) }),
    ...(cite && cite.length > 0 && { cite }),
    ...(missing && missing.length > 0 && { missing }),
  };
}

function plainAmount(found: AmountFound): string | Plain {
  if (found.kind === 'exact') return moneyOf(found.amount);
  const { atLeast, atMost, missing } = found;
  return {
    ...(atLeast && { atLeast: moneyOf(atLeast) }),
    ...(atMost && { atMost: moneyOf(atMost) }),
    missing,
  };
}

function moneyOf({ amount, currency }: Money): string {
  return `${amount} ${currency}`;
}

/** What one rule says of one kind of record. */
export function plainRetention(complaint: string, found: RetentionFinding, zone: Zone): Plain {
  const { version, start, keepThrough, goBy, graceThrough, missing, ...rest } = found;
  return {
    complaint,
    ...rest,
    ...(version !== undefined && { version: formatDay(version) }),
    ...(start && { start: formatTime(start, zone) }),
    ...(keepThrough !== undefined && { keepThrough: formatDay(keepThrough) }),
    ...(goBy !== undefined && { goBy: formatDay(goBy) }),
    ...(graceThrough !== undefined && { graceThrough: formatDay(graceThrough) }),
    ...(missing.length > 0 && { missing }),
  };
}

/** What all rules together say of one kind of record. */
export function plainRecords(complaint: string, found: RecordsRetention): Plain {
  const { keepThrough, goBy, ...rest } = found;
  return {
    complaint,
    ...rest,
    ...(keepThrough !== undefined && { keepThrough: formatDay(keepThrough) }),
    ...(goBy !== undefined && { goBy: formatDay(goBy) }),
  };
}

/** One level of one escalation; `due` where its instant has come by `at`. */
export function plainEscalation(complaint: string, found: EscalationFinding, at: Instant, zone: Zone): Plain {
  const { version, occurrence, at: when, acknowledgeBy, ...rest } = found;
  return {
    complaint,
    ...rest,
    ...(version !== undefined && { version: formatDay(version) }),
    ...(occurrence && { occurrence: { ...occurrence, at: formatTime(occurrence.at, zone) } }),
    at: formatInstant(when, zone),
    due: when <= at,
    ...(acknowledgeBy !== undefined && { acknowledgeBy: formatInstant(acknowledgeBy, zone) }),
  };
}
