import type { Mapping } from './mapping.js';
import type { Layout } from './layout.js';
import type { RawRecord } from './record-splitter.js';
import type { SourceRow } from './source-row.js';

/** An opened file of rows, whatever its format. */
export interface Source {
  readonly layout: Layout;
  /** Columns of the file that the mapping does not name; for NDJSON known only when all rows have been read. */
  unusedColumns(): readonly string[];
  /** Slots whose optional column the file lacks. */
  readonly absent: ReadonlySet<number>;
  /** Records after the header, block by block. */
  readonly records: AsyncIterable<readonly RawRecord[]>;
  /** Reads one record as a row; the same record gives the same row every time. */
  parse(record: RawRecord, row: number): SourceRow;
}

/** What the file's optional columns that are missing take away: their facts, and what only they would report. */
export function withoutColumns(mapping: Mapping, absent: ReadonlySet<number>): Mapping {
  if (absent.size === 0 || mapping.rows.kind !== 'complaint') return mapping;
  const events = mapping.rows.events.filter((column) => !absent.has(column.slot));
  const left = new Set(events.map((column) => column.event));
  const lost = mapping.rows.events.map((column) => column.event).filter((event) => !left.has(event));
  const { observed } = mapping;
  const kept = observed === 'everything' ? observed : new Set([...observed].filter((event) => !lost.includes(event)));
  const facts = mapping.facts.filter((column) => !absent.has(column.slot));
  return { ...mapping, facts, rows: { kind: 'complaint', events }, observed: kept };
}
