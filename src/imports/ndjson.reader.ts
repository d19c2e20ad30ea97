import { RedressError } from '../errors.js';
import { nearest } from '../rules/nearest.js';
import { importFault } from './import-errors.js';
import { readRecords, type InputFile, type Tally } from './input-file.reader.js';
import { rawColumn, reasonColumn } from './layout.js';
import { faultOf } from './map-row.js';
import type { Mapping, Slot } from './mapping.js';
import type { RawRecord } from './record-splitter.js';
import { jsonObject, type JsonObject } from './json-line.js';
import type { Source } from './source.js';
import { nested, type Cell, type RowFault } from './source-row.js';
import { decodeStrictly, firstInvalidByte } from './text-encoding.js';

/**
 * Opens a file of one JSON object a line. Throws where a column of the mapping stands in no object at all: a key may be
 * left out where it has no value, so lines are read ahead until every column has been seen.
 */
export async function openNdjson(
  file: InputFile,
  mapping: Mapping,
  options: { readonly limit: number; readonly tally: Tally },
): Promise<Source> {
  const { limit, tally } = options;
  const absent = await findColumns(file, mapping.slots, limit);
  const seen = new Set<string>();
  const named = new Set([...mapping.slots.map((slot) => slot.column.split('.')[0] ?? ''), ...mapping.ignored]);
  for (const own of [reasonColumn, rawColumn, ...mapping.slots.map((slot) => slot.column)]) named.add(own);
  return {
    layout: {
      kind: 'ndjson',
      file: file.path,
      encoding: file.encoding,
      hasMark: file.markLength > 0,
      lineEnd: file.lineEnd,
    },
    unusedColumns: () => [...seen].filter((column) => !named.has(column)),
    absent,
    records: readRecords(file, { limit }, tally),
    parse(record, row) {
      const base = { row, line: record.line, raw: record.bytes, form: record.tooLong ? 'broken' : 'whole' } as const;
      const read = readLine(record, file, limit);
      if ('fault' in read) return { ...base, cells: mapping.slots.map(() => undefined), fault: read.fault };
      // Hostile lines may each bring new names; a list of them is for people.
      if (seen.size < 1000) for (const column of Object.keys(read.object)) seen.add(column);
      const reason = Object.hasOwn(read.object, reasonColumn) ? read.object[reasonColumn] : undefined;
      const earlier = typeof reason === 'string' ? { earlierReason: reason } : {};
      return { ...base, ...earlier, cells: mapping.slots.map((slot) => cellOf(read.object, slot.column)) };
    },
  };
}

async function findColumns(file: InputFile, slots: readonly Slot[], limit: number): Promise<ReadonlySet<number>> {
  const missing = new Set(slots.keys());
  const keys = new Set<string>();
  let objects = 0;
  let isRejects = false;
  for await (const records of readRecords(file, { limit }, { bytes: 0, sha256: '' })) {
    for (const record of records) {
      const read = readLine(record, file, limit);
      if ('fault' in read) continue;
      objects++;
      isRejects ||= record.bytes.includes(`"${reasonColumn}"`);
      if (keys.size < 1000) for (const key of Object.keys(read.object)) keys.add(key);
      for (const slot of missing) if (has(read.object, slots[slot]?.column ?? '')) missing.delete(slot);
      if (missing.size === 0) return missing;
    }
  }
  // The file that rejected rows come from had the columns that must be there, or nothing of it would have been read.
  if (isRejects) return new Set([...missing].filter((at) => slots[at]?.optional === true));
  const faults = [...missing].flatMap((at) => {
    const slot = slots[at];
    if (slot === undefined || slot.optional || objects === 0) return [];
    const close = nearest(slot.column, keys);
    const data = {
      column: slot.column,
      hint: close === undefined ? '' : ` (${close}?)`,
      header: [...keys].slice(0, 40).join(', '),
    };
    return [importFault('import.column_missing', data, { file: file.path, path: slot.column })];
  });
  if (faults.length > 0) throw new RedressError(faults);
  return missing;
}

function readLine(
  record: RawRecord,
  file: InputFile,
  limit: number,
): { readonly object: JsonObject } | { readonly fault: RowFault } {
  const where = { file: file.path };
  const { line, lastLine, length } = record;
  if (record.tooLong)
    return {
      fault: faultOf(where, record, undefined, {
        code: 'row.too_long',
        data: { bytes: length, line, lastLine, limit },
      }),
    };
  const text = decodeStrictly(record.bytes, file.encoding);
  if (text === undefined) {
    const byte = record.offset + firstInvalidByte(record.bytes, file.encoding) + 1;
    return {
      fault: faultOf(where, record, undefined, { code: 'row.bad_bytes', data: { byte, encoding: file.encoding } }),
    };
  }
  const object = jsonObject(text);
  if (object === 'not-json') {
    const code = cutShort.test(text) ? 'row.cut_short' : 'row.not_json';
    return { fault: faultOf(where, record, undefined, { code, data: {} }) };
  }
  if (object === 'not-an-object')
    return { fault: faultOf(where, record, undefined, { code: 'row.not_an_object', data: {} }) };
  return { object };
}

/** In a rejects file, the text of a line of which only the beginning was kept. */
const cutShort = new RegExp(`"${reasonColumn}":"row\\.(?:too_long|cut_short): `);

/** The value under a name, or step by step under a name with dots; undefined where there is none. */
function valueAt(object: JsonObject, column: string): unknown {
  if (Object.hasOwn(object, column)) return object[column];
  let value: unknown = object;
  for (const step of column.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Object.getOwnPropertyDescriptor(value, step)?.value;
  }
  return value;
}

function has(object: JsonObject, column: string): boolean {
  return valueAt(object, column) !== undefined;
}

function cellOf(object: JsonObject, column: string): Cell {
  const value = valueAt(object, column);
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
  return nested;
}
