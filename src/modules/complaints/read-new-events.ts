import { hint } from '../../rules/nearest.js';
import { isRecord } from '../../rules/facts/fact-value.js';
import { retractionType } from '../../rules/judge/timeline.js';
import type { Observed } from '../../rules/complaint.js';
import type { Instant } from '../../rules/values.js';
import { complaintFault } from './complaint-errors.js';
import type { NewEvent } from './keep-events.js';
import { readEventTime, readFacts, readInstant, type Facts } from './read-facts.js';
import { checkReadAt, readRegisterFacts, registerType } from './read-register.js';
import { fieldsOf, isNameLike, listOf, missing, refuse, textOf, type Notebook, type Path } from './request-notebook.js';

/** Longest id, reference or other name that is kept, in UTF-16 units: it stands in an index. */
export const longestName = 256;
export const mostEvents = 1_000;

const keys = ['type', 'at', 'id', 'ref', 'recorded_at', 'data'] as const;

/**
 * The events of a body, in its order. Reports every event of an unknown type, without a time or with a value that its fact cannot
 * hold. None is refused for its order, repetition or age.
 */
export function readNewEvents(raw: unknown, path: Path, notebook: Notebook): readonly NewEvent[] {
  if (raw === undefined) return missing(path, notebook) ?? [];
  const items = listOf(raw, path, mostEvents, notebook) ?? [];
  return items.flatMap((item, index) => readEvent(item, [...path, index], notebook) ?? []);
}

function readEvent(item: unknown, path: Path, notebook: Notebook): NewEvent | undefined {
  const fields = fieldsOf(item, path, keys, notebook);
  if (fields === undefined) return undefined;
  const type = readType(fields.type, [...path, 'type'], notebook);
  const at =
    fields.at === undefined ? missing([...path, 'at'], notebook) : readEventTime(fields.at, [...path, 'at'], notebook);
  const id = textOf(fields.id, [...path, 'id'], longestName, notebook);
  const ref = textOf(fields.ref, [...path, 'ref'], longestName, notebook);
  const recordedAt = readInstant(fields.recorded_at, [...path, 'recorded_at'], notebook);
  const dataPath = [...path, 'data'];
  const data = readData(type, fields.data, dataPath, notebook);
  if (type === registerType && at !== undefined) checkReadAt(at, [...path, 'at'], notebook);
  if (type === undefined || at === undefined) return undefined;
  return { type, at, data, ...given({ id, ref, recordedAt }) };
}

function readData(type: string | undefined, raw: unknown, path: Path, notebook: Notebook): Facts {
  if (type === retractionType) return readRetraction(raw, path, notebook);
  if (type === registerType) return readRegisterFacts(raw, path, notebook);
  return readFacts(raw, path, notebook);
}

function given(optional: { id: string | undefined; ref: string | undefined; recordedAt: Instant | undefined }) {
  const { id, ref, recordedAt } = optional;
  return {
    ...(id === undefined ? {} : { id }),
    ...(ref === undefined ? {} : { ref }),
    ...(recordedAt === undefined ? {} : { recordedAt }),
  };
}

/** The name of an event type; undefined where it is absent or unknown, which is reported. */
function readType(raw: unknown, path: Path, notebook: Notebook): string | undefined {
  if (raw === undefined) return missing(path, notebook);
  const { events } = notebook.vocabulary;
  if (typeof raw === 'string' && events.has(raw)) return raw;
  if (typeof raw !== 'string' || !isNameLike(raw))
    return refuse(notebook, path, (at) => complaintFault('complaint.not_an_event', {}, at));
  return refuse(notebook, path, (at) =>
    complaintFault('complaint.unknown_event', { event: raw, hint: hint(raw, events.keys()) }, at),
  );
}

/** What a retraction takes back and why; whether there is such an event is seen where the complaint is known. */
function readRetraction(raw: unknown, path: Path, notebook: Notebook): Facts {
  const { event, reason, ...others } = isRecord(raw) ? raw : {};
  const target = textOf(event ?? undefined, [...path, 'event'], longestName, notebook);
  const why = textOf(reason ?? undefined, [...path, 'reason'], longestReason, notebook);
  if (event === undefined || event === null)
    refuse(notebook, [...path, 'event'], (at) => complaintFault('complaint.retracts_nothing', {}, at));
  if (reason === undefined || reason === null)
    refuse(notebook, [...path, 'reason'], (at) => complaintFault('complaint.retracts_without_reason', {}, at));
  return {
    ...readFacts(isRecord(raw) ? others : raw, path, notebook),
    ...(target === undefined ? {} : { event: target }),
    ...(why === undefined ? {} : { reason: why }),
  };
}

const longestReason = 10_000;

/** Which events the source reports: required, because what it does not report is unknown (S32). */
export function readObserved(raw: unknown, path: Path, notebook: Notebook): Observed | undefined {
  if (raw === undefined) return refuse(notebook, path, (at) => complaintFault('complaint.observes_missing', {}, at));
  if (raw === 'everything') return raw;
  if (!Array.isArray(raw)) return refuse(notebook, path, (at) => complaintFault('complaint.observes_form', {}, at));
  const items = listOf(raw, path, mostEvents, notebook) ?? [];
  return new Set(items.flatMap((item, index) => readType(item, [...path, index], notebook) ?? []));
}
