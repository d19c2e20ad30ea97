import type { ComplaintEvent } from '../rules/complaint.js';
import { eventLog, type EventLog, type StoredRow } from './event-log.store.js';
import type { Account, ImportItem, ImportOptions, ReadRow } from './import-item.js';
import { caseOf, faultOf, mapEvent, readId, type RowMapper } from './map-row.js';
import type { EventRows } from './mapping.js';
import type { Source } from './source.js';
import { cleaned, noNotes, rejected, type RowFault, type SourceRow } from './source-row.js';

/** More events than any case has: the mapping groups by the wrong column. */
const caseLimit = 20_000;

interface Parts {
  readonly source: Source;
  readonly mapper: RowMapper;
  readonly account: Account;
  readonly rows: EventRows;
}

/**
 * Groups the rows of a log, in whatever order, into complaints. A case of which one row is rejected is withheld whole, so
 * that nothing is judged on half of its events: its other rows come back as rejected for that reason.
 */
export async function* importEventRows(
  rows: AsyncIterable<readonly ReadRow[]>,
  parts: Parts,
  options: ImportOptions,
): AsyncGenerator<ImportItem> {
  const log = eventLog(options.temporaryFolder);
  try {
    for await (const block of rows)
      for (const { row, record } of block) {
        const named = readId(parts.mapper, row);
        if ('id' in named) {
          log.add({ caseId: named.id, row: row.row, record });
          continue;
        }
        parts.account.rejected++;
        parts.account.rowsWithoutCase++;
        yield { kind: 'rejected', row: rejected(row, row.fault === undefined ? [named.fault] : [row.fault]) };
      }
    yield* readCases(log, parts);
  } finally {
    log.close();
  }
}

function* readCases(log: EventLog, parts: Parts): Generator<ImportItem> {
  let rows: SourceRow[] = [];
  let caseId: string | undefined;
  let tooLarge = false;
  for (const stored of log.byCase()) {
    if (stored.caseId !== caseId) {
      if (caseId !== undefined) yield* readCase(caseId, rows, tooLarge, parts);
      [rows, caseId, tooLarge] = [[], stored.caseId, false];
    }
    rows.push(parseAgain(stored, parts));
    if (rows.length <= caseLimit) continue;
    // Given back piece by piece, so that a wrong column does not fill the memory.
    yield* rejectAll(rows, parts, (row) => [tooLargeFault(row, parts)]);
    [rows, tooLarge] = [[], true];
  }
  if (caseId !== undefined) yield* readCase(caseId, rows, tooLarge, parts);
}

/** What was noted about the row was counted when it was read first. */
function parseAgain({ record, row }: StoredRow, { source }: Parts): SourceRow {
  return cleaned(source.parse(record, row), noNotes());
}

function* readCase(id: string, rows: readonly SourceRow[], tooLarge: boolean, parts: Parts): Generator<ImportItem> {
  const { mapper, account } = parts;
  if (tooLarge) {
    account.withheldCases++;
    yield* rejectAll(rows, parts, (row) => [tooLargeFault(row, parts)]);
    return;
  }
  const events: ComplaintEvent[] = [];
  const faults = new Map<number, readonly RowFault[]>();
  for (const row of rows) {
    const mapped = row.fault === undefined ? mapEvent(mapper, parts.rows, row) : { faults: [row.fault] };
    if ('event' in mapped) events.push(mapped.event);
    else faults.set(row.row, mapped.faults);
  }
  const [bad] = faults.keys();
  if (bad !== undefined) {
    account.withheldCases++;
    const withheld = { code: 'row.case_withheld', data: { row: bad } } as const;
    yield* rejectAll(rows, parts, (row) => faults.get(row.row) ?? [faultOf(mapper, row, undefined, withheld)]);
    return;
  }
  account.complaints++;
  account.judged += rows.length;
  yield {
    kind: 'complaint',
    complaint: caseOf(mapper.mapping, parts.rows, id, events),
    rows: rows.map((row) => row.row),
  };
}

function* rejectAll(
  rows: readonly SourceRow[],
  { account }: Parts,
  faultsOf: (row: SourceRow) => readonly RowFault[],
): Generator<ImportItem> {
  for (const row of rows) {
    account.rejected++;
    yield { kind: 'rejected', row: rejected(row, faultsOf(row)) };
  }
}

function tooLargeFault(row: SourceRow, { mapper }: Parts): RowFault {
  const column = mapper.mapping.slots[mapper.mapping.idSlot]?.column ?? '';
  return faultOf(mapper, row, column, { code: 'row.case_too_large', data: { limit: caseLimit, column } });
}
