import type { Fault } from '../../errors.js';
import type { Complaint, ComplaintEvent } from '../complaint.js';
import { factValueFault } from '../facts/fact-value-errors.js';
import { isRecord, parseEventTime, parseFactValue, parseReading, type Parsed } from '../facts/fact-value.js';
import { hint } from '../nearest.js';
import { retractionType } from '../judge/timeline.js';
import type { PolicySet } from '../policy/policy.js';
import type { Vocabulary } from '../policy/vocabulary-types.js';
import type { FactValue, Instant, None, Time } from '../values.js';
import type { YamlFile } from '../yaml/read-yaml.js';
import { registerFacts } from './register-facts.js';
import { testCaseFault, type testCaseErrors } from './test-cases-errors.js';

/** The case being read: where its values stand, what they may be, and the faults found so far. */
export interface Notebook {
  readonly yaml: YamlFile;
  readonly vocabulary: Vocabulary;
  readonly faults: Fault[];
}

type Path = readonly PropertyKey[];
type Facts = Record<string, FactValue | None>;

const overrideType = 'fact-overridden';

/** Facts typed by the vocabulary. In `our`, `role` need not be a fact: it says whose clocks are our own (S76). */
export function readFacts(raw: Readonly<Record<string, unknown>>, path: Path, notebook: Notebook): Facts {
  const found: [string, FactValue | None][] = [];
  for (const [name, value] of Object.entries(raw)) {
    const entry = notebook.vocabulary.facts.get(name);
    const isRole = entry === undefined && name === 'role' && path[0] === 'our';
    if (entry === undefined && !isRole) {
      const data = { fact: name, hint: hint(name, notebook.vocabulary.facts.keys()) };
      refuse('test.unknown_fact', data, [...path, name], notebook, 'key');
      continue;
    }
    const parsed = parseReading(entry?.type ?? 'word', value, entry?.values);
    const read = valueOf(parsed, [...path, name], notebook);
    if (read !== undefined) found.push([name, read]);
  }
  return Object.fromEntries(found);
}

/** Events in the order in which they are written; one without `id` is `e1`, `e2`, … by its place. */
export function readEvents(items: readonly unknown[], notebook: Notebook): readonly ComplaintEvent[] {
  const events = items.flatMap((item, index) => readEvent(item, index, notebook) ?? []);
  const seen = new Set<string>();
  for (const { event, path } of events) {
    if (seen.has(event.id)) refuse('test.event_id_twice', { id: event.id }, path, notebook);
    seen.add(event.id);
  }
  const plain = events.map(({ event }) => event);
  return events.map(({ event, path }) => (event.type === retractionType ? aim(event, path, plain, notebook) : event));
}

interface Placed {
  readonly event: ComplaintEvent;
  readonly path: Path;
}

function readEvent(item: unknown, index: number, notebook: Notebook): Placed | undefined {
  const [entry, ...more] = isRecord(item) ? Object.entries(item) : [];
  if (entry === undefined || more.length > 0) {
    refuse('test.event_form', {}, ['events', index], notebook);
    return undefined;
  }
  const [type, raw] = entry;
  const path = ['events', index, type];
  if (!notebook.vocabulary.events.has(type)) {
    const data = { event: type, hint: hint(type, notebook.vocabulary.events.keys()) };
    refuse('test.unknown_event', data, path, notebook, 'key');
    return undefined;
  }
  const { at, id, ref, 'recorded-at': recorded, ...data } = isRecord(raw) ? raw : { at: raw };
  const time = readTime(at, type, isRecord(raw) ? [...path, 'at'] : path, notebook);
  const event: ComplaintEvent = {
    id: readWord(id, [...path, 'id'], notebook) ?? `e${index + 1}`,
    type,
    at: time ?? { kind: 'day', day: 0 },
    data: type === retractionType ? readRetraction(data, path, notebook) : readData(type, data, path, notebook),
  };
  return { event: { ...event, ...readRecorded(recorded, path, notebook), ...readRef(ref, path, notebook) }, path };
}

/** An override says why beside the fact; like that of a retraction, its reason need be no fact. */
function readData(type: string, data: Readonly<Record<string, unknown>>, path: Path, notebook: Notebook): Facts {
  if (type !== overrideType || notebook.vocabulary.facts.has('reason')) return readFacts(data, path, notebook);
  const { reason, ...facts } = data;
  const why = readWord(reason, [...path, 'reason'], notebook);
  return { ...readFacts(facts, path, notebook), ...(why === undefined ? {} : { reason: why }) };
}

function readTime(raw: unknown, event: string, path: Path, notebook: Notebook): Time | undefined {
  if (raw !== undefined) return valueOf(parseEventTime(raw), path, notebook);
  refuse('test.event_without_time', { event }, path.slice(0, -1), notebook);
  return undefined;
}

function readRecorded(raw: unknown, path: Path, notebook: Notebook): { readonly recordedAt?: Instant } {
  if (raw === undefined) return {};
  const time = valueOf(parseFactValue('instant', raw), [...path, 'recorded-at'], notebook);
  return typeof time === 'object' && 'kind' in time && time.kind === 'instant' ? { recordedAt: time.at } : {};
}

function readRef(raw: unknown, path: Path, notebook: Notebook): { readonly ref?: string } {
  const ref = readWord(raw, [...path, 'ref'], notebook);
  return ref === undefined ? {} : { ref };
}

/** Ids and refs may be written as numbers. */
function readWord(raw: unknown, path: Path, notebook: Notebook): string | undefined {
  if (raw === undefined) return undefined;
  const word = valueOf(parseFactValue('word', typeof raw === 'number' ? String(raw) : raw), path, notebook);
  return typeof word === 'string' ? word : undefined;
}

function readRetraction(data: Readonly<Record<string, unknown>>, path: Path, notebook: Notebook): Facts {
  const { event, reason, ...others } = data;
  const target = event === undefined ? undefined : readWord(event, [...path, 'event'], notebook);
  if (event === undefined) refuse('test.retracts_nothing', { event: '' }, path, notebook);
  const why = readWord(reason, [...path, 'reason'], notebook);
  return {
    ...readFacts(others, path, notebook),
    ...(target === undefined ? {} : { event: target }),
    ...(why === undefined ? {} : { reason: why }),
  };
}

/** A retraction names an id, or a type that occurs once; afterwards it names the id. */
function aim(event: ComplaintEvent, path: Path, all: readonly ComplaintEvent[], notebook: Notebook): ComplaintEvent {
  const target = event.data['event'];
  if (typeof target !== 'string' || all.some(({ id }) => id === target)) return event;
  const [only, ...more] = all.filter(({ type }) => type === target);
  const at = [...path, 'event'];
  if (only === undefined) refuse('test.retracts_nothing', { event: target }, at, notebook);
  else if (more.length > 0)
    refuse(
      'test.retracts_several',
      { event: target, ids: [only, ...more].map(({ id }) => id).join(', ') },
      at,
      notebook,
    );
  else return { ...event, data: { ...event.data, event: only.id } };
  return event;
}

/** What the register said of other complaints (S77): facts that some policy works out from it, and when it was asked. */
export function readRegister(
  raw: { readonly at: string; readonly values: Readonly<Record<string, unknown>> },
  set: PolicySet,
  notebook: Notebook,
): NonNullable<Complaint['register']> {
  const known = registerFacts(set);
  const values: [string, FactValue][] = [];
  for (const [name, value] of Object.entries(raw.values)) {
    const path = ['register', 'values', name];
    const type = known.get(name);
    if (type === undefined) {
      const data = { fact: name, hint: hint(name, known.keys()) };
      refuse('test.unknown_register_fact', data, path, notebook, 'key');
      continue;
    }
    const read = valueOf(parseFactValue(type, value), path, notebook);
    if (read !== undefined) values.push([name, read]);
  }
  return { at: readInstant(raw.at, ['register', 'at'], notebook), values: Object.fromEntries(values) };
}

/** An instant; 0 where it is none, with a fault. */
export function readInstant(raw: string, path: Path, notebook: Notebook): Instant {
  const time = valueOf(parseFactValue('instant', raw), path, notebook);
  return typeof time === 'object' && 'kind' in time && time.kind === 'instant' ? time.at : 0;
}

function valueOf<T>(parsed: Parsed<T>, path: Path, { yaml, faults }: Notebook): T | undefined {
  if ('value' in parsed) return parsed.value;
  faults.push(factValueFault(parsed.problem.code, parsed.problem.data, yaml.placeOf(path)));
  return undefined;
}

/** Takes down a fault of the case at its place. */
export function refuse(
  code: keyof typeof testCaseErrors,
  data: Readonly<Record<string, string>>,
  path: Path,
  { yaml, faults }: Notebook,
  at: 'key' | 'value' = 'value',
): void {
  faults.push(testCaseFault(code, data, yaml.placeOf(path, at)));
}
