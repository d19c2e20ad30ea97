import { openCsv } from './csv.reader.js';
import { importEventRows } from './event-rows.importer.js';
import type { Account, ImportItem, ImportOptions, ImportSummary, ReadRow } from './import-item.js';
import { inspectFile, type InputFile, type Tally } from './input-file.reader.js';
import { isRepeat, reasonColumn } from './layout.js';
import { mapComplaint, readId, faultOf, type Mapped, type RowMapper } from './map-row.js';
import type { ComplaintRows, Mapping } from './mapping.js';
import { openNdjson } from './ndjson.reader.js';
import { seenIds, type SeenIds } from './seen-ids.store.js';
import { withoutColumns, type Source } from './source.js';
import { cleaned, noNotes, rejected, type SourceRow } from './source-row.js';

const maxRowBytes = 1_048_576;

/**
 * Reads a file of complaints, or of their events, through a mapping. Every row is accounted for: it is part of a complaint
 * or comes back as rejected. Throws a RedressError where the file as a whole cannot be read. Memory does not grow with the file.
 */
export async function* importComplaints(
  path: string,
  mapping: Mapping,
  options: ImportOptions = {},
): AsyncGenerator<ImportItem> {
  const file = inspectFile(path, mapping.format);
  const tally: Tally = { bytes: 0, sha256: '' };
  const reading = { limit: options.maxRowBytes ?? maxRowBytes, tally };
  const { format } = mapping;
  const source =
    format.kind === 'csv' ? await openCsv(file, mapping, format, reading) : await openNdjson(file, mapping, reading);
  const used = withoutColumns(mapping, source.absent);
  yield { kind: 'opened', layout: source.layout, used };
  const mapper: RowMapper = { mapping: used, file: path, notes: noNotes() };
  const account: Account = {
    read: 0,
    judged: 0,
    rejected: 0,
    complaints: 0,
    withheldCases: 0,
    rowsWithoutCase: 0,
    mendedRows: 0,
  };
  const rows = readRows(source, mapper, account, () =>
    options.onProgress?.({ bytes: tally.bytes, ofBytes: file.size, rows: account.read }),
  );
  if (used.rows.kind === 'event') yield* importEventRows(rows, { source, mapper, account, rows: used.rows }, options);
  else yield* importComplaintRows(rows, mapper, account, used.rows, options);
  yield { kind: 'summary', summary: summaryOf({ file, source, mapper, account, tally }) };
}

async function* readRows(
  source: Source,
  mapper: RowMapper,
  account: Account,
  progress: () => void,
): AsyncGenerator<readonly ReadRow[]> {
  for await (const records of source.records) {
    yield records.map((record) => {
      account.read++;
      const row = cleaned(source.parse(record, account.read), mapper.notes);
      if (row.earlierReason !== undefined) account.mendedRows++;
      return { record, row };
    });
    progress();
  }
}

async function* importComplaintRows(
  rows: AsyncIterable<readonly ReadRow[]>,
  mapper: RowMapper,
  account: Account,
  columns: ComplaintRows,
  options: ImportOptions,
): AsyncGenerator<ImportItem> {
  const seen = seenIds(options.temporaryFolder);
  try {
    for await (const block of rows)
      for (const { row } of block) {
        const read = readComplaint(mapper, columns, row, seen);
        if ('faults' in read) {
          account.rejected++;
          yield { kind: 'rejected', row: rejected(row, read.faults), ...idIn(mapper, row) };
          continue;
        }
        account.judged++;
        account.complaints++;
        yield { kind: 'complaint', complaint: read.complaint, rows: [row.row] };
      }
  } finally {
    seen.close();
  }
}

/** The id of a row that is rejected for something else. */
function idIn(mapper: RowMapper, row: SourceRow): { readonly id?: string } {
  const named = readId(mapper, row);
  return 'id' in named ? { id: named.id } : {};
}

/** An id is taken by the first row that has it, even a rejected one: the second may be an older copy. */
function readComplaint(mapper: RowMapper, columns: ComplaintRows, row: SourceRow, seen: SeenIds): Mapped {
  if (row.fault !== undefined) return { faults: [row.fault] };
  const named = readId(mapper, row);
  if ('fault' in named) {
    const mapped = mapComplaint(mapper, columns, row, '');
    return { faults: [named.fault, ...('faults' in mapped ? mapped.faults : [])] };
  }
  const first = seen.claim(named.id, row.row);
  const mapped = mapComplaint(mapper, columns, row, named.id);
  if (first === undefined && !isRepeat(row.earlierReason)) return mapped;
  const column = mapper.mapping.slots[mapper.mapping.idSlot]?.column;
  const problem =
    first === undefined
      ? ({ code: 'row.repeated_before', data: {} } as const)
      : ({ code: 'row.repeated_id', data: { first } } as const);
  const repeated = faultOf(mapper, row, column, problem, named.id);
  return { faults: [repeated, ...('faults' in mapped ? mapped.faults : [])] };
}

function summaryOf(parts: {
  readonly file: InputFile;
  readonly source: Source;
  readonly mapper: RowMapper;
  readonly account: Account;
  readonly tally: Tally;
}): ImportSummary {
  const { file, source, mapper, account, tally } = parts;
  const { mapping } = mapper;
  return {
    file: file.path,
    mapping: { id: mapping.id, digest: mapping.digest },
    rows: { read: account.read, judged: account.judged, rejected: account.rejected },
    complaints: account.complaints,
    withheldCases: account.withheldCases,
    rowsWithoutCase: account.rowsWithoutCase,
    isMended: account.mendedRows > 0 || (source.layout.kind === 'csv' && source.layout.header.includes(reasonColumn)),
    bytes: tally.bytes,
    sha256: tally.sha256,
    encoding: file.encoding,
    encodingFromMark: file.markLength > 0,
    header: source.layout.kind === 'csv' ? source.layout.header : [],
    unusedColumns: source.unusedColumns(),
    absentColumns: [...source.absent].map((slot) => mapping.slots[slot]?.column ?? ''),
    notes: mapper.notes,
  };
}
