import type { FaultData } from '../../errors.js';
import { hint } from '../nearest.js';
import { parseDuration } from '../time/duration.js';
import { parseTime } from '../time/parse-time.js';
import { NONE, type FactType, type FactValue, type Money, type None, type Time } from '../values.js';
import type { factValueErrors } from './fact-value-errors.js';

/** Why a raw value cannot be a fact's; `factValueFault(problem.code, problem.data, place)` makes the fault. */
export interface ValueProblem {
  readonly code: keyof typeof factValueErrors;
  readonly data: FaultData;
}

export type Parsed<T> = { readonly value: T } | { readonly problem: ValueProblem };

/**
 * Reads a typed value from plain YAML or JSON or from the text of a cell. Numbers, money, dates, instants and durations
 * may be texts; yes-no is true or false only; `words` is a list. Refuses what the type cannot hold exactly: separators,
 * NaN, integers beyond 2^53, money without currency, days that do not exist, an instant for a date and the other way round.
 * `values` are the allowed words of a `word` or `words` fact.
 */
export function parseFactValue(type: FactType, raw: unknown, values?: readonly string[]): Parsed<FactValue> {
  return parsers[type](raw, values);
}

/** As parseFactValue, and NONE for `{ none: true }`, or for the bare text `none` where the type has no texts of its own. */
export function parseReading(type: FactType, raw: unknown, values?: readonly string[]): Parsed<FactValue | None> {
  if (raw === 'none' && type !== 'word' && type !== 'text') return { value: NONE };
  if (isRecord(raw) && raw['none'] === true && Object.keys(raw).length === 1) return { value: NONE };
  return parseFactValue(type, raw, values);
}

/** An event's time: a whole day or an instant with its offset. */
export function parseEventTime(raw: unknown): Parsed<Time> {
  const time = typeof raw === 'string' ? parseTime(raw) : undefined;
  return time === undefined ? refuse('fact.not_a_time', raw) : { value: time };
}

/** The same problem without the value, only its length: for facts that hold personal data. */
export function withoutValue(problem: ValueProblem, raw: unknown): ValueProblem {
  const found = typeof raw === 'string' ? `… ${[...raw].length}` : '…';
  return { code: problem.code, data: { ...problem.data, found, hint: '' } };
}

type Parser = (raw: unknown, values: readonly string[] | undefined) => Parsed<FactValue>;

const parsers: Readonly<Record<FactType, Parser>> = {
  word: (raw, values) => parseWord(raw, values),
  words: (raw, values) => parseWords(raw, values),
  text: (raw) => (typeof raw === 'string' ? { value: raw } : refuse('fact.not_text', raw)),
  'yes-no': (raw) => (typeof raw === 'boolean' ? { value: raw } : refuse('fact.not_yes_no', raw)),
  number: parseNumber,
  money: parseMoney,
  date: parseDate,
  instant: parseInstant,
  duration: (raw) => valueOr(typeof raw === 'string' ? parseDuration(raw) : undefined, 'fact.not_a_duration', raw),
};

function parseWord(raw: unknown, values: readonly string[] | undefined): Parsed<string> {
  if (typeof raw !== 'string' || raw.trim() === '') return refuse('fact.not_a_word', raw);
  if (values === undefined || values.includes(raw)) return { value: raw };
  return refuse('fact.word_not_listed', raw, { values: values.join(', '), hint: hint(raw, values) });
}

function parseWords(raw: unknown, values: readonly string[] | undefined): Parsed<readonly string[]> {
  if (!Array.isArray(raw)) return refuse('fact.not_words', raw);
  const words: string[] = [];
  for (const each of raw) {
    const word = parseWord(each, values);
    if ('problem' in word) return word;
    words.push(word.value);
  }
  return { value: words };
}

function parseNumber(raw: unknown): Parsed<number> {
  if (typeof raw === 'string' && !/^[+-]?\d+(\.\d+)?$/.test(raw)) return refuse('fact.not_a_number', raw);
  const number = typeof raw === 'string' ? Number(raw) : raw;
  if (typeof number !== 'number' || Number.isNaN(number)) return refuse('fact.not_a_number', raw);
  if (Math.abs(number) > Number.MAX_SAFE_INTEGER) return refuse('fact.number_too_large', raw);
  return { value: number === 0 ? 0 : number };
}

const moneyPattern = /^(-?)(\d+)(\.\d+)? ?([A-Z]{3})$/;

function parseMoney(raw: unknown): Parsed<Money> {
  const match = typeof raw === 'string' ? moneyPattern.exec(raw) : null;
  if (match === null) return refuse('fact.not_money', raw);
  const [, sign = '', whole = '', decimals = '', currency = ''] = match;
  const units = whole.replace(/^0+(?=\d)/, '');
  const negative = sign === '-' && /[1-9]/.test(whole + decimals);
  return { value: { kind: 'money', amount: `${negative ? '-' : ''}${units}${decimals}`, currency } };
}

function parseDate(raw: unknown): Parsed<FactValue> {
  const time = typeof raw === 'string' ? parseTime(raw) : undefined;
  return valueOr(time?.kind === 'day' ? time : undefined, 'fact.not_a_date', raw);
}

function parseInstant(raw: unknown): Parsed<FactValue> {
  const time = typeof raw === 'string' ? parseTime(raw) : undefined;
  return valueOr(time?.kind === 'instant' ? time : undefined, 'fact.not_an_instant', raw);
}

function valueOr<T>(value: T | undefined, code: ValueProblem['code'], raw: unknown): Parsed<T> {
  return value === undefined ? refuse(code, raw) : { value };
}

function refuse(code: ValueProblem['code'], raw: unknown, data: FaultData = {}): { readonly problem: ValueProblem } {
  return { problem: { code, data: { ...data, found: showRaw(raw) } } };
}

/** A raw value for a message: at most 60 characters. */
export function showRaw(raw: unknown): string {
  const text = typeof raw === 'string' ? raw : typeof raw === 'number' ? String(raw) : safeJson(raw);
  return (text.length > 60 ? `${text.slice(0, 57)}…` : text).toWellFormed();
}

function safeJson(raw: unknown): string {
  try {
    return JSON.stringify(raw) ?? String(raw);
  } catch {
    return typeof raw;
  }
}

/** Whether parsed data have keys: no list, and not null. */
export function isRecord(raw: unknown): raw is Readonly<Record<string, unknown>> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}

export { formatFactValue } from './format-value.js';
