import { dayFrom } from '../rules/time/day.js';
import type { Day, Instant } from '../rules/values.js';
import { isoFormat } from './iso-format.js';
import { clockOf, fullYear, offsetOf, writtenTime, type TimeFormat, type WrittenTime } from './written-time.js';

/** What one letter group of a pattern matches, and which part of a time it is. */
const tokens: Readonly<Record<string, readonly [part: string, pattern: string]>> = {
  yyyy: ['year', '\\d{4}'],
  yy: ['shortYear', '\\d{2}'],
  MMM: ['monthName', '[A-Za-z]{3}'],
  MM: ['month', '\\d{2}'],
  M: ['month', '\\d{1,2}'],
  dd: ['day', '\\d{2}'],
  d: ['day', '\\d{1,2}'],
  HH: ['hour', '\\d{2}'],
  H: ['hour', '\\d{1,2}'],
  hh: ['hour12', '\\d{2}'],
  h: ['hour12', '\\d{1,2}'],
  mm: ['minute', '\\d{2}'],
  m: ['minute', '\\d{1,2}'],
  ss: ['second', '\\d{2}'],
  s: ['second', '\\d{1,2}'],
  S: ['fraction', '\\d{1}'],
  SS: ['fraction', '\\d{2}'],
  SSS: ['fraction', '\\d{3}'],
  SSSSSS: ['fraction', '\\d{6}'],
  a: ['half', '[AaPp]\\.?[Mm]\\.?|上午|下午'],
  XXX: ['offset', 'Z|[+-]\\d{2}:\\d{2}'],
};

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const day = 86_400_000;
/** Below this, milliseconds since 1970 would be a day before April 1973: seconds read as milliseconds. */
const leastMilliseconds = 1e11;

const namedFormats: Readonly<Record<string, TimeFormat>> = {
  iso: isoFormat,
  'epoch-seconds': epoch('epoch-seconds', 1000, 0),
  'epoch-milliseconds': epoch('epoch-milliseconds', 1, leastMilliseconds),
  'excel-serial': { text: 'excel-serial', gives: new Set(['day', 'local']), read: readSerial },
};

/** The letters that a pattern may hold, for messages. */
export const timeFormatHelp = `${Object.keys(namedFormats).join(', ')}, yyyy MM dd HH mm ss SSS M d H h a XXX`;

/**
 * Compiles `iso`, `epoch-seconds`, `epoch-milliseconds`, `excel-serial` or a pattern such as `dd/MM/yyyy HH:mm`.
 * Letters that are no token must stand in single quotes (but for `T`); other characters mean themselves.
 * Undefined for a pattern that is unknown, lacks part of the date, names a part twice, or mixes 12 and 24 hours.
 */
export function timeFormat(text: string): TimeFormat | undefined {
  const named = Object.hasOwn(namedFormats, text) ? namedFormats[text] : undefined;
  if (named !== undefined) return named;
  const pattern = compile(text);
  if (pattern === undefined) return undefined;
  const timed = pattern.parts.has('hour') || pattern.parts.has('hour12');
  const gives = !timed ? 'day' : pattern.parts.has('offset') ? 'instant' : 'local';
  return { text, gives: new Set([gives]), read: (cell) => readParts(pattern.expression.exec(cell)?.groups) };
}

function compile(text: string): { readonly expression: RegExp; readonly parts: ReadonlySet<string> } | undefined {
  const parts = new Set<string>();
  let source = '';
  for (const [piece] of text.matchAll(/'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z]/g)) {
    const token = Object.hasOwn(tokens, piece) ? tokens[piece] : undefined;
    if (token === undefined && /^[A-Za-z']/.test(piece) && piece !== 'T' && !/^'.*'$/.test(piece)) return undefined;
    if (token === undefined) source += literal(piece);
    else if (parts.has(token[0])) return undefined;
    else {
      source += `(?<${token[0]}>${token[1]})`;
      parts.add(token[0]);
    }
  }
  return isWhole(parts) ? { expression: new RegExp(`^${source}$`), parts } : undefined;
}

function literal(piece: string): string {
  const characters = piece === "''" ? "'" : piece.replace(/^'(.*)'$/, '$1').replaceAll("''", "'");
  return characters.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

/** A date in full, a clock without holes, and each part said once. */
function isWhole(parts: ReadonlySet<string>): boolean {
  const has = (part: string): boolean => parts.has(part);
  const one = (a: string, b: string): boolean => has(a) !== has(b);
  if (!one('year', 'shortYear') || !one('month', 'monthName') || !has('day')) return false;
  const timed = has('hour') || has('hour12');
  if (!timed) return !['minute', 'second', 'fraction', 'half', 'offset'].some(has);
  if (has('hour') === has('hour12') || has('hour12') !== has('half')) return false;
  return (has('minute') || !has('second')) && (has('second') || !has('fraction'));
}

type Parts = Readonly<Record<string, string | undefined>>;

function readParts(parts: Parts | undefined): WrittenTime | undefined {
  if (parts === undefined) return undefined;
  const year = parts['year'] === undefined ? fullYear(Number(parts['shortYear'])) : Number(parts['year']);
  const month = parts['month'] ?? months.indexOf((parts['monthName'] ?? '').toLowerCase()) + 1;
  const date = dayFrom(year, Number(month), Number(parts['day']));
  if (date === undefined) return undefined;
  const hour = parts['hour'] ?? hour24(parts['hour12'], parts['half']);
  if (hour === undefined) return writtenTime(date);
  const clock = clockOf(String(hour), parts['minute'], parts['second'], parts['fraction']);
  if (clock === undefined) return undefined;
  if (parts['offset'] === undefined) return writtenTime(date, clock);
  const offset = offsetOf(parts['offset']);
  return offset === undefined ? undefined : writtenTime(date, clock, offset);
}

/** 12 am is midnight, 12 pm is noon; undefined where the pattern has no hour, NaN where the hour is not 1 to 12. */
function hour24(hour: string | undefined, half: string | undefined): number | undefined {
  if (hour === undefined || half === undefined) return undefined;
  const number = Number(hour);
  if (number < 1 || number > 12) return NaN;
  return (number % 12) + (/^p|下午/i.test(half) ? 12 : 0);
}

function epoch(text: string, factor: number, least: number): TimeFormat {
  const read = (cell: string): WrittenTime | undefined => {
    if (!/^-?\d+(\.\d+)?$/.test(cell) || Math.abs(Number(cell)) < least) return undefined;
    const at: Instant = Math.round(Number(cell) * factor);
    return writtenTime(Math.floor(at / day), at - Math.floor(at / day) * day, 0);
  };
  return { text, gives: new Set(['instant']), read };
}

/** Days since 1899-12-30, as spreadsheets write them; a whole number is a day, a fraction its time. Before March 1900 they are wrong by a day. */
function readSerial(cell: string): WrittenTime | undefined {
  if (!/^\d+(\.\d+)?$/.test(cell) || Number(cell) < 61) return undefined;
  const serial = Number(cell);
  const whole: Day = Math.floor(serial) - 25_569;
  if (Number.isInteger(serial)) return writtenTime(whole);
  // The fraction of a second that a double carries here is noise.
  const clock = Math.round((serial - Math.floor(serial)) * 86_400) * 1000;
  return clock === day ? writtenTime(whole + 1, 0) : writtenTime(whole, clock);
}
