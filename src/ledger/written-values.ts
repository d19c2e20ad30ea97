import type { Complaint, ComplaintEvent } from '../rules/complaint.js';
import { isRecord } from '../rules/facts/fact-value.js';
import { formatDay } from '../rules/time/day.js';
import { formatDuration, parseDuration } from '../rules/time/duration.js';
import { parseTime } from '../rules/time/parse-time.js';
import { NONE, type FactValue, type Instant, type None, type Time } from '../rules/values.js';
import { canonical, type Json } from './canonical.js';

/**
 * Values as evidence files write them: each in one form alone, and readable without a vocabulary. Words, numbers and yes or no stand as they
 * are, lists of words as lists; what has a type of its own says which: `{ "day": "2026-02-12" }`, `{ "instant": "2026-02-12T01:00:00.000Z" }`,
 * `{ "money": "12.50 CNY" }`, `{ "duration": "7 working days" }`, `{ "none": true }`.
 */
export function writeValue(value: FactValue | None): Json {
  if (typeof value !== 'object') return value;
  if (!('kind' in value)) return [...value];
  switch (value.kind) {
    case 'none':
      return { none: true };
    case 'money':
      return { money: `${value.amount} ${value.currency}` };
    case 'duration':
      return { duration: formatDuration(value, 'en') };
    case 'day':
      return { day: formatDay(value.day) };
    case 'instant':
      return { instant: writeInstant(value.at) };
  }
}

/** Reads what `writeValue` writes; undefined for anything else, and for another notation of the same value. */
export function readValue(raw: unknown): FactValue | None | undefined {
  if (typeof raw === 'string' || typeof raw === 'boolean') return raw;
  if (typeof raw === 'number') return Number.isFinite(raw) ? raw : undefined;
  if (Array.isArray(raw)) return raw.every((item) => typeof item === 'string') ? raw : undefined;
  if (!isRecord(raw)) return undefined;
  const value = typed(raw);
  return value !== undefined && canonical(writeValue(value)) === JSON.stringify(raw) ? value : undefined;
}

function typed(raw: Readonly<Record<string, unknown>>): FactValue | None | undefined {
  const [entry, ...more] = Object.entries(raw);
  if (entry === undefined || more.length > 0) return undefined;
  const [kind, text] = entry;
  if (kind === 'none') return text === true ? NONE : undefined;
  if (typeof text !== 'string') return undefined;
  if (kind === 'day' || kind === 'instant') return readTime(raw);
  if (kind === 'duration') return parseDuration(text);
  const [, amount, currency] = /^(-?(?:0|[1-9]\d*)(?:\.\d+)?) ([A-Z]{3})$/.exec(text) ?? [];
  return kind === 'money' && amount !== undefined && currency !== undefined
    ? { kind: 'money', amount, currency }
    : undefined;
}

/** In UTC with milliseconds, as evidence files and entries write every instant. */
export function writeInstant(at: Instant): string {
  return new Date(at).toISOString();
}

/** `{ "day": … }` or `{ "instant": … }`; `readTime` reads it back. */
export function writeTime(time: Time): Json {
  return writeValue(time);
}

/** `{ "day": … }` or `{ "instant": … }`, of the years that other input may have too. */
export function readTime(raw: unknown): Time | undefined {
  if (!isRecord(raw)) return undefined;
  const { day, instant } = raw;
  const text = typeof day === 'string' ? day : instant;
  const time = typeof text === 'string' ? parseTime(text) : undefined;
  return time !== undefined && canonical(writeTime(time)) === JSON.stringify(raw) ? time : undefined;
}

/** Undefined for everything that `writeInstant` would not have written. */
export function readInstant(raw: unknown): Instant | undefined {
  const time = readTime({ instant: raw });
  return time?.kind === 'instant' ? time.at : undefined;
}

type Facts = Readonly<Record<string, FactValue | None>>;

/** A complaint with all that is known of it, as evidence files write it. */
export function writeComplaint({ id, facts, events, observed, our, register }: Complaint): Json {
  return {
    id,
    facts: writeFacts(facts),
    events: events.map(writeEvent),
    observes: observed === 'everything' ? observed : [...observed].sort(),
    ...(our === undefined ? {} : { our: writeFacts(our) }),
    ...(register === undefined
      ? {}
      : { register: { at: writeInstant(register.at), values: writeFacts(register.values) } }),
  };
}

function writeEvent({ id, type, at, recordedAt, ref, data }: ComplaintEvent): Json {
  return {
    id,
    type,
    at: writeTime(at),
    ...(recordedAt === undefined ? {} : { recorded_at: writeInstant(recordedAt) }),
    ...(ref === undefined ? {} : { ref }),
    data: writeFacts(data),
  };
}

function writeFacts(facts: Facts): Json {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, writeValue(value)]));
}

/** Reads what `writeComplaint` writes. Refuses everything else with the JSON pointer of the first thing that is not so. */
export function readComplaint(raw: unknown): Complaint | { readonly wrong: string } {
  const wrong: string[] = [];
  const complaint = complaintIn(raw, wrong);
  const [first] = wrong;
  return first === undefined ? complaint : { wrong: first };
}

function complaintIn(raw: unknown, wrong: string[]): Complaint {
  const fields = keysOf(raw, ['id', 'facts', 'events', 'observes', 'our', 'register'], '', wrong);
  const { id, facts, events, observes, our, register } = fields;
  if (typeof id !== 'string') wrong.push('/id');
  if (!Array.isArray(events)) wrong.push('/events');
  return {
    id: String(id),
    facts: factsIn(facts, '/facts', wrong),
    events: Array.isArray(events) ? events.map((event, index) => eventIn(event, `/events/${index}`, wrong)) : [],
    observed: observedIn(observes, wrong),
    ...(our === undefined ? {} : { our: factsIn(our, '/our', wrong) }),
    ...(register === undefined ? {} : { register: registerIn(register, wrong) }),
  };
}

function registerIn(raw: unknown, wrong: string[]): NonNullable<Complaint['register']> {
  const { at, values } = keysOf(raw, ['at', 'values'], '/register', wrong);
  const instant = readInstant(at);
  if (instant === undefined) wrong.push('/register/at');
  const read: Record<string, FactValue> = {};
  for (const [name, value] of Object.entries(factsIn(values, '/register/values', wrong)))
    if (typeof value === 'object' && 'kind' in value && value.kind === 'none') wrong.push(`/register/values/${name}`);
    else read[name] = value;
  return { at: instant ?? 0, values: read };
}

function observedIn(raw: unknown, wrong: string[]): Complaint['observed'] {
  if (raw === 'everything') return raw;
  if (Array.isArray(raw) && raw.every((type) => typeof type === 'string')) return new Set(raw);
  wrong.push('/observes');
  return new Set();
}

function eventIn(raw: unknown, at: string, wrong: string[]): ComplaintEvent {
  const fields = keysOf(raw, ['id', 'type', 'at', 'recorded_at', 'ref', 'data'], at, wrong);
  const { id, type, ref, recorded_at: recorded } = fields;
  const [time, recordedAt] = [readTime(fields['at']), recorded === undefined ? undefined : readInstant(recorded)];
  for (const [name, value] of Object.entries({ id, type, ref: ref ?? '' }))
    if (typeof value !== 'string') wrong.push(`${at}/${name}`);
  if (time === undefined) wrong.push(`${at}/at`);
  if (recorded !== undefined && recordedAt === undefined) wrong.push(`${at}/recorded_at`);
  return {
    id: String(id),
    type: String(type),
    at: time ?? { kind: 'day', day: 0 },
    ...(recordedAt === undefined ? {} : { recordedAt }),
    ...(typeof ref === 'string' ? { ref } : {}),
    data: factsIn(fields['data'], `${at}/data`, wrong),
  };
}

function factsIn(raw: unknown, at: string, wrong: string[]): Facts {
  if (!isRecord(raw)) {
    wrong.push(at);
    return {};
  }
  const entries = Object.entries(raw).flatMap(([name, value]): [string, FactValue | None][] => {
    const read = readValue(value);
    if (read === undefined) wrong.push(`${at}/${name}`);
    return read === undefined ? [] : [[name, read]];
  });
  return Object.fromEntries(entries);
}

function keysOf(
  raw: unknown,
  known: readonly string[],
  at: string,
  wrong: string[],
): Readonly<Record<string, unknown>> {
  if (!isRecord(raw)) {
    wrong.push(at);
    return {};
  }
  for (const key of Object.keys(raw)) if (!known.includes(key)) wrong.push(`${at}/${key}`);
  return raw;
}
