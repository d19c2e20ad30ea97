/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;

/** Days since 1970-01-01: a calendar date without a zone. */
export type Day = number;

/** A point in time as people record it: an instant, or a whole day whose time of day is not known or does not matter. */
export type Time = InstantTime | DayTime;
export interface InstantTime {
  readonly kind: 'instant';
  readonly at: Instant;
}
export interface DayTime {
  readonly kind: 'day';
  readonly day: Day;
}

export type DurationUnit =
  'minutes' | 'hours' | 'days' | 'weeks' | 'months' | 'years' | 'working days' | 'working hours' | 'working minutes';

/** A length of time in one unit; `count` is a whole number, 0 or more. */
export interface Duration {
  readonly kind: 'duration';
  readonly count: number;
  readonly unit: DurationUnit;
}

/** An exact amount: `amount` is a decimal text without exponent or leading plus (`"12.50"`), `currency` three capitals. */
export interface Money {
  readonly kind: 'money';
  readonly amount: string;
  readonly currency: string;
}

export type FactType = 'word' | 'words' | 'text' | 'yes-no' | 'number' | 'money' | 'date' | 'instant' | 'duration';

/**
 * A fact's value: string for `word` and `text`, string list for `words`, boolean for `yes-no`, and so on.
 * A `date` is a DayTime, an `instant` an InstantTime.
 */
export type FactValue = string | number | boolean | readonly string[] | Money | Duration | Time;

/** Known not to exist: a blank cell under `blank: none`, an event that an observing source has not seen. */
export interface None {
  readonly kind: 'none';
}
export const NONE: None = { kind: 'none' };

/** What is known of a fact: a value, NONE, or undefined when nothing is known. */
export type Reading = FactValue | None | undefined;

/** Whether it is known that there is no value. */
export function isNone(reading: Reading): reading is None {
  return typeof reading === 'object' && 'kind' in reading && reading.kind === 'none';
}

/** Kleene's three values; undefined is "unknown". */
export type Truth = boolean | undefined;

/** Whether it is a day or an instant. */
export function isTime(reading: Reading): reading is Time {
  return typeof reading === 'object' && 'kind' in reading && (reading.kind === 'day' || reading.kind === 'instant');
}

/** Whether it is an amount with its currency. */
export function isMoney(reading: Reading): reading is Money {
  return typeof reading === 'object' && 'kind' in reading && reading.kind === 'money';
}

/** Whether it is a length of time. */
export function isDuration(reading: Reading): reading is Duration {
  return typeof reading === 'object' && 'kind' in reading && reading.kind === 'duration';
}
