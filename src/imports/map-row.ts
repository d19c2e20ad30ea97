import type { Complaint, ComplaintEvent } from '../rules/complaint.js';
import { retractionType } from '../rules/judge/timeline.js';
import type { FactValue, Instant, None, Time } from '../rules/values.js';
import { isBlank, readCell, timeProblem, type CellProblem } from './map-cell.js';
import type { ComplaintRows, EventRows, Mapping, PlainColumn, TimeColumn } from './mapping.js';
import { readTime } from './local-time.js';
import { rowFault } from './row-errors.js';
import type { Cell, ImportNotes, RowFault, SourceRow } from './source-row.js';

/** Ids, of complaints and of events, are keys of everything that follows; a longer one is another column. */
const idLimit = 256;
const shownLimit = 200;

/** One row being mapped: what is read from it and what is wrong with it. */
export interface RowMapper {
  readonly mapping: Mapping;
  readonly file: string;
  readonly notes: ImportNotes;
}

/** A complaint, or everything that is wrong with its row. */
export type Mapped = { readonly complaint: Complaint } | { readonly faults: readonly RowFault[] };

/** The id that a row names, without blanks around it, or why it has none. */
export function readId(mapper: RowMapper, row: SourceRow): { readonly id: string } | { readonly fault: RowFault } {
  const { idSlot, slots, format } = mapper.mapping;
  const column = slots[idSlot]?.column ?? '';
  const cell = row.cells[idSlot];
  if (isBlank(cell, format.nulls))
    return { fault: faultOf(mapper, row, column, { code: 'row.no_id', data: { column } }) };
  if (typeof cell !== 'string') return { fault: faultOf(mapper, row, column, { code: 'row.nested_value', data: {} }) };
  const id = cell.trim();
  const fault = lengthFault(mapper, row, column, id);
  return fault === undefined ? { id } : { fault };
}

/** What is no id may be anything, a description of somebody too: only its length is told. */
function lengthFault(mapper: RowMapper, row: SourceRow, column: string, id: string): RowFault | undefined {
  const { length } = id;
  if (length <= idLimit) return undefined;
  return faultOf(mapper, row, column, { code: 'row.id_too_long', data: { length, limit: idLimit, column } }, id, true);
}

/** A row as a complaint: every fact and event of it, or everything that is wrong. */
export function mapComplaint(mapper: RowMapper, rows: ComplaintRows, row: SourceRow, id: string): Mapped {
  const faults: RowFault[] = [];
  const { mapping } = mapper;
  const facts = { ...mapping.set, ...readFacts(mapper, row, faults) };
  const events: ComplaintEvent[] = [];
  for (const column of rows.events) {
    const at = readAt(mapper, row, column, faults);
    if (at !== undefined) events.push({ id: column.column, type: column.event, at, data: {} });
  }
  if (faults.length > 0) return { faults };
  return { complaint: { id, facts, events: inOrder(events, mapping), observed: mapping.observed } };
}

/** A row as an event; the facts of its columns are that event's data, so they hold from its time on (S62). */
export function mapEvent(
  mapper: RowMapper,
  rows: EventRows,
  row: SourceRow,
): { readonly event: ComplaintEvent } | { readonly faults: readonly RowFault[] } {
  const faults: RowFault[] = [];
  const type = readType(mapper, rows, row, faults);
  const at = readAt(mapper, row, rows.at, faults);
  if (at === undefined && isBlank(row.cells[rows.at.slot], rows.at.nulls))
    faults.push(faultOf(mapper, row, rows.at.column, { code: 'row.no_time', data: { column: rows.at.column } }));
  const recordedAt = readRecordedAt(mapper, rows, row, faults);
  const ref = readName(mapper, rows.ref, row, faults);
  const id = readName(mapper, rows.eventId, row, faults) ?? `r${row.row}`;
  const data = { ...readFacts(mapper, row, faults), ...readRetraction(mapper, rows, row, type, faults) };
  if (type === undefined || at === undefined || faults.length > 0) return { faults };
  return { event: { id, type, at, ...recordedAt, ...(ref === undefined ? {} : { ref }), data } };
}

/** The events of a case by their time and then as they stood in the file, with the one that `first` adds before them. */
export function caseOf(mapping: Mapping, rows: EventRows, id: string, events: readonly ComplaintEvent[]): Complaint {
  const added = firstOf(mapping, rows, events);
  const sorted = inOrder(events, mapping);
  const all = added === undefined ? sorted : [added, ...sorted];
  return { id, facts: { ...mapping.set }, events: all, observed: mapping.observed };
}

/** The event that `first` adds to a case, at the time of the first that stands; undefined where none is added. */
export function firstOf(
  mapping: Mapping,
  rows: EventRows,
  events: readonly ComplaintEvent[],
): ComplaintEvent | undefined {
  const { first } = rows.type;
  const earliest = first === undefined ? undefined : firstStanding(inOrder(events, mapping));
  if (first === undefined || earliest === undefined) return undefined;
  const { id, at, recordedAt } = earliest;
  return { id: `${id}-first`, type: first, at, ...(recordedAt === undefined ? {} : { recordedAt }), data: {} };
}

/** The earliest event that is not taken back; a retraction that was itself taken back has no effect (S36). */
function firstStanding(sorted: readonly ComplaintEvent[]): ComplaintEvent | undefined {
  const takenBack = new Set<unknown>();
  for (const { id, type, data } of sorted.toReversed())
    if (type === retractionType && !takenBack.has(id)) takenBack.add(data['event']);
  return sorted.find(({ id, type }) => type !== retractionType && !takenBack.has(id));
}

/** By time; a whole day stands before the instants of that day. The sort is stable. */
function inOrder(events: readonly ComplaintEvent[], mapping: Mapping): readonly ComplaintEvent[] {
  const { zone } = mapping.times;
  const key = (at: Time): Instant =>
    at.kind === 'instant' ? at.at : zone === undefined ? at.day * 86_400_000 : zone.startOf(at.day);
  return events.length < 2 ? events : [...events].sort((a, b) => key(a.at) - key(b.at));
}

function readFacts(mapper: RowMapper, row: SourceRow, faults: RowFault[]): Readonly<Record<string, FactValue | None>> {
  const { facts, times, format } = mapper.mapping;
  const read: Record<string, FactValue | None> = {};
  for (const column of facts) {
    const cell = row.cells[column.slot];
    const reading = readCell(column, cell, { times, decimal: format.decimal });
    if ('problem' in reading) {
      faults.push(faultOf(mapper, row, column.column, reading.problem, cell, column.fact.personal));
      continue;
    }
    count(mapper.notes, reading.note);
    if (reading.value !== undefined) read[column.fact.id] = reading.value;
  }
  return read;
}

/** The time in a column; undefined where it is blank or, with a fault, where it cannot be read. */
function readAt(mapper: RowMapper, row: SourceRow, column: TimeColumn, faults: RowFault[]): Time | undefined {
  const cell = row.cells[column.slot];
  if (isBlank(cell, column.nulls)) return undefined;
  const reading =
    typeof cell === 'string' ? readTime(cell, column.as, mapper.mapping.times) : ({ problem: 'not-a-time' } as const);
  if ('problem' in reading) {
    faults.push(faultOf(mapper, row, column.column, timeProblem(reading.problem, column.as.text), cell));
    return undefined;
  }
  count(mapper.notes, reading.note);
  return reading.time;
}

function readType(mapper: RowMapper, rows: EventRows, row: SourceRow, faults: RowFault[]): string | undefined {
  const { slot, column, values, otherwise } = rows.type;
  const cell = row.cells[slot];
  if (isBlank(cell, mapper.mapping.format.nulls)) {
    faults.push(faultOf(mapper, row, column, { code: 'row.no_event', data: { column } }));
    return undefined;
  }
  const type = typeof cell === 'string' ? (values.get(cell) ?? values.get(cell.trim()) ?? otherwise) : undefined;
  if (type === undefined)
    faults.push(faultOf(mapper, row, column, { code: 'row.unknown_event', data: { column } }, cell));
  return type;
}

function readRecordedAt(
  mapper: RowMapper,
  rows: EventRows,
  row: SourceRow,
  faults: RowFault[],
): { readonly recordedAt?: Instant } {
  if (rows.recordedAt === undefined) return {};
  const time = readAt(mapper, row, rows.recordedAt, faults);
  if (time === undefined) return {};
  if (time.kind === 'instant') return { recordedAt: time.at };
  const { column, slot } = rows.recordedAt;
  faults.push(faultOf(mapper, row, column, { code: 'row.needs_time_of_day', data: {} }, row.cells[slot]));
  return {};
}

/** A cell as it stands, without blanks around it; undefined where it is blank. */
function readPlain(mapper: RowMapper, column: PlainColumn | undefined, row: SourceRow): string | undefined {
  const cell = column === undefined ? undefined : row.cells[column.slot];
  return typeof cell === 'string' && !isBlank(cell, mapper.mapping.format.nulls) ? cell.trim() : undefined;
}

/** The id of an event or of what it refers to, as readPlain; one that is too long is left, with a fault. */
function readName(
  mapper: RowMapper,
  column: PlainColumn | undefined,
  row: SourceRow,
  faults: RowFault[],
): string | undefined {
  const name = readPlain(mapper, column, row);
  const fault = name === undefined ? undefined : lengthFault(mapper, row, column?.column ?? '', name);
  if (fault !== undefined) faults.push(fault);
  return name;
}

/** Which event a retraction takes back, and why. A retraction that names none is refused: it would take back nothing. */
function readRetraction(
  mapper: RowMapper,
  rows: EventRows,
  row: SourceRow,
  type: string | undefined,
  faults: RowFault[],
): Readonly<Record<string, string>> {
  if (type !== retractionType || rows.retracts === undefined) return {};
  const { column } = rows.retracts.event;
  const before = faults.length;
  const event = readName(mapper, rows.retracts.event, row, faults);
  if (event === undefined) {
    if (faults.length === before)
      faults.push(faultOf(mapper, row, column, { code: 'row.retracts_nothing', data: { column } }));
    return {};
  }
  const reason = readPlain(mapper, rows.retracts.reason, row);
  return { event, ...(reason === undefined ? {} : { reason }) };
}

function count(notes: ImportNotes, note: 'doubled' | 'missing' | undefined): void {
  if (note === 'doubled') notes.doubledTimes++;
  if (note === 'missing') notes.missingTimes++;
}

/** A fault of this row at this column. The value is shown in part, of a personal fact only its length. */
export function faultOf(
  mapper: Pick<RowMapper, 'file'>,
  row: { readonly line: number },
  column: string | undefined,
  problem: CellProblem,
  cell?: Cell,
  personal = false,
): RowFault {
  const path = column === undefined ? {} : { path: column };
  const reason = rowFault(problem.code, problem.data, { file: mapper.file, line: row.line, ...path });
  const where = column === undefined ? {} : { column };
  if (typeof cell !== 'string') return { ...where, reason };
  const characters = [...cell];
  const shown = characters.length > shownLimit ? `${characters.slice(0, shownLimit).join('')}…` : cell;
  return { ...where, reason, value: personal ? { characters: characters.length } : { text: shown } };
}
