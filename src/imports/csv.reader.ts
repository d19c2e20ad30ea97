import { type Fault, type Place, RedressError } from '../errors.js';
import { nearest } from '../rules/nearest.js';
import { splitFields, type Fields } from './csv-fields.js';
import { isControl } from './file-kind.js';
import { importFault } from './import-errors.js';
import { readRecords, type InputFile, type Tally } from './input-file.reader.js';
import { isBroken, isCutShort, isReason, reasonColumn, type CsvLayout } from './layout.js';
import { faultOf } from './map-row.js';
import type { CsvFormat, Mapping } from './mapping.js';
import type { RawRecord } from './record-splitter.js';
import type { Source } from './source.js';
import type { Cell, RowFault, SourceRow } from './source-row.js';
import { decodeLeniently, decodeStrictly, firstInvalidByte } from './text-encoding.js';

/** Opens a CSV file and reads its header. Throws every fault of the header at once: not text, names twice, columns of the mapping that are missing. */
export async function openCsv(
  file: InputFile,
  mapping: Mapping,
  format: CsvFormat,
  options: { readonly limit: number; readonly tally: Tally },
): Promise<Source> {
  const blocks = readRecords(file, { ...format, limit: options.limit }, options.tally);
  const first = format.header === undefined ? await firstRecords(blocks) : [];
  const header = format.header ?? readHeader(first[0], file, format);
  const layout: CsvLayout = {
    kind: 'csv',
    file: file.path,
    encoding: file.encoding,
    hasMark: file.markLength > 0,
    delimiter: format.delimiter,
    quote: format.quote,
    lineEnd: file.lineEnd,
    header,
    headerInFile: format.header === undefined,
  };
  const columns = findColumns(header, mapping, file, format);
  const named = new Set([...mapping.slots.map((slot) => slot.column), ...mapping.ignored, reasonColumn]);
  return {
    layout,
    unusedColumns: () => header.filter((column) => column !== '' && !named.has(column)),
    absent: new Set(columns.flatMap((column, slot) => (column === -1 ? [slot] : []))),
    records: following(first.slice(1), blocks),
    parse: rowParser({ layout, columns, limit: options.limit }),
  };
}

async function firstRecords(blocks: AsyncIterator<readonly RawRecord[]>): Promise<readonly RawRecord[]> {
  for (;;) {
    const next = await blocks.next();
    if (next.done === true) return [];
    if (next.value.length > 0) return next.value;
  }
}

async function* following(
  first: readonly RawRecord[],
  rest: AsyncIterable<readonly RawRecord[]>,
): AsyncGenerator<readonly RawRecord[]> {
  yield first;
  yield* rest;
}

function readHeader(record: RawRecord | undefined, file: InputFile, format: CsvFormat): readonly string[] {
  const refuse = (why: string, whyZh: string): RedressError =>
    new RedressError([
      importFault('import.header_unreadable', { why, whyZh }, { file: file.path, line: record?.line ?? 1 }),
    ]);
  if (record === undefined) throw new RedressError([importFault('import.empty_file', {}, { file: file.path })]);
  if (record.tooLong) throw refuse(`it has ${record.length} bytes`, `长达 ${record.length} 字节`);
  if (record.bytes.some(isControl)) throw refuse('it holds control characters', '含有控制字符');
  const text = decodeStrictly(record.bytes, file.encoding);
  if (text === undefined) throw refuse(`it is not ${file.encoding}`, `不是 ${file.encoding} 编码`);
  const { cells, broken } = splitFields(text, format.delimiter, format.quote);
  if (broken !== undefined) throw refuse('a quote in it is not closed', '其中的引号没有关闭');
  return cells.map((cell) => cell.trim());
}

/** The position of each slot in the header, -1 for an optional column that is missing. */
function findColumns(
  header: readonly string[],
  mapping: Mapping,
  file: InputFile,
  format: CsvFormat,
): readonly number[] {
  const place = { file: file.path, line: 1 };
  const columns = mapping.slots.map(({ column }) => header.indexOf(column));
  const missing = mapping.slots.filter((slot, i) => columns[i] === -1 && !slot.optional);
  const better = header.length === 1 ? otherDelimiter(header[0] ?? '', format.delimiter) : undefined;
  // A first line that is no header is a complaint: nothing of it is shown.
  if (missing.length > 0 && better === undefined && columns.every((at) => at === -1))
    throw new RedressError([headerMissing(header, mapping, place)]);
  const faults: Fault[] = [];
  for (const [second, column] of header.entries()) {
    const first = header.indexOf(column);
    if (column !== '' && first !== second)
      faults.push(importFault('import.column_twice', { column, first: first + 1, second: second + 1 }, place));
  }
  if (missing.length > 0 && better !== undefined)
    faults.push(importFault('import.wrong_delimiter', { delimiter: format.delimiter, better }, place));
  else
    for (const { column } of missing) {
      const close = nearest(column, header);
      const hint = close === undefined ? '' : ` (${close}?)`;
      const known = header.slice(0, 40).join(', ');
      faults.push(importFault('import.column_missing', { column, hint, header: known }, { ...place, path: column }));
    }
  if (faults.length > 0) throw new RedressError(faults);
  return columns;
}

function headerMissing(header: readonly string[], mapping: Mapping, place: Place): Fault {
  const columns = mapping.slots.map((slot) => slot.column).join(', ');
  return importFault('import.header_missing', { count: header.length, columns }, place);
}

function otherDelimiter(header: string, delimiter: string): string | undefined {
  const found = [',', ';', '\t', '|'].find((mark) => mark !== delimiter && header.includes(mark));
  return found === '\t' ? '\\t' : found;
}

interface ParserOptions {
  readonly layout: CsvLayout;
  readonly columns: readonly number[];
  readonly limit: number;
}

function rowParser(options: ParserOptions): Source['parse'] {
  const { layout, columns } = options;
  const { delimiter, quote, encoding, header } = layout;
  const where = { file: layout.file };
  const reasonAt = header.indexOf(reasonColumn);
  const mayBePacked = reasonAt !== -1 || !layout.headerInFile;

  return (line, row) => {
    const packed = mayBePacked ? packedRow(line.bytes, layout) : undefined;
    const record = packed === undefined ? line : { ...line, bytes: packed.bytes };
    const text = decodeStrictly(record.bytes, encoding);
    const fields = splitFields(text ?? decodeLeniently(record.bytes, encoding), delimiter, quote);
    const { all, earlierReason } = withoutReason(fields.cells, header.length, reasonAt, layout.headerInFile);
    const cells: Cell[] = columns.map((at) => (at === -1 ? undefined : all[at]));
    const reason = isReason(earlierReason) ? { earlierReason } : {};
    const base = { row, line: record.line, cells, raw: record.bytes, ...reason };
    if (packed !== undefined && isCutShort(packed.reason))
      return { ...base, fault: faultOf(where, record, undefined, { code: 'row.cut_short', data: {} }), form: 'broken' };
    const shape = shapeFault(record, fields, all.length, options);
    if (shape !== undefined) return { ...base, fault: shape, form: formOf(record, fields) };
    if (text !== undefined) return { ...base, form: 'whole' };
    const bad = badBytes(record, options);
    return { ...base, form: 'whole', ...(bad === undefined ? { hasUnusedBadBytes: true } : { fault: bad }) };
  };
}

/** What keeps the row from having the columns of the header. */
function shapeFault(
  record: RawRecord,
  fields: Fields,
  found: number,
  { layout, limit }: ParserOptions,
): RowFault | undefined {
  const { header } = layout;
  const where = { file: layout.file };
  const { line, lastLine, length } = record;
  if (record.tooLong)
    return faultOf(where, record, undefined, {
      code: 'row.too_long',
      data: { bytes: length, line, lastLine, limit },
    });
  if (record.openQuoteLine !== undefined || fields.broken?.why === 'unclosed')
    return faultOf(where, record, header[fields.broken?.cell ?? -1], {
      code: 'row.quote_not_closed',
      data: { line: record.openQuoteLine ?? line, lastLine },
    });
  if (fields.broken !== undefined)
    return faultOf(where, record, header[fields.broken.cell], {
      code: 'row.text_after_quote',
      data: { number: fields.broken.cell + 1 },
    });
  if (found === header.length) return undefined;
  return faultOf(where, record, undefined, { code: 'row.wrong_columns', data: { found, expected: header.length } });
}

/** Bytes of another encoding count only in columns that are read; split as Latin-1, each character is one byte. */
function badBytes(record: RawRecord, { layout, columns }: ParserOptions): RowFault | undefined {
  const { delimiter, quote, encoding, header } = layout;
  const { cells } = splitFields(record.bytes.toString('latin1'), delimiter, quote);
  const bad = columns.find(
    (at) => at !== -1 && decodeStrictly(Buffer.from(cells[at] ?? '', 'latin1'), encoding) === undefined,
  );
  if (bad === undefined) return undefined;
  const byte = record.offset + firstInvalidByte(record.bytes, encoding) + 1;
  return faultOf({ file: layout.file }, record, header[bad], { code: 'row.bad_bytes', data: { byte, encoding } });
}

/** A row that a rejects file has put whole into its first cell, for its quotes do not match. Mended there, it is a row like any other. */
function packedRow(bytes: Buffer, layout: CsvLayout): { readonly bytes: Buffer; readonly reason: string } | undefined {
  // As Latin-1 each character is one byte.
  const { cells } = splitFields(bytes.toString('latin1'), layout.delimiter, layout.quote);
  const columns = layout.header.filter((column) => column !== reasonColumn).length;
  const [text = '', ...others] = cells;
  const reason = others.pop();
  if (reason === undefined || !isReason(reason) || !isBroken(reason)) return undefined;
  if (others.length !== columns || others.some((cell) => cell !== '')) return undefined;
  return { bytes: Buffer.from(text, 'latin1'), reason };
}

function formOf(record: RawRecord, fields: Fields): SourceRow['form'] {
  return record.tooLong || fields.broken !== undefined ? 'broken' : 'whole';
}

interface WithoutReason {
  readonly all: readonly string[];
  readonly earlierReason: string | undefined;
}

/** A rejects file given in again: the reason behind a row is no column of it, and a mended row may have lost it. */
function withoutReason(
  cells: readonly string[],
  expected: number,
  reasonAt: number,
  headerInFile: boolean,
): WithoutReason {
  const last = cells.at(-1);
  if (!headerInFile && cells.length === expected + 1 && isReason(last))
    return { all: cells.slice(0, -1), earlierReason: last };
  const lostIt = reasonAt === expected - 1 && cells.length === expected - 1 && !isReason(last);
  return { all: lostIt ? [...cells, ''] : cells, earlierReason: reasonAt === -1 ? undefined : cells[reasonAt] };
}
