import type { Json } from '../../../src/ledger/canonical.js';
import type { Subject } from '../../../src/ledger/entry.js';
import type { StoredComplaint } from '../../../src/modules/complaints/complaint.js';
import { countRows, happened, unstored } from '../../support/recordings.js';
import type { Database } from '../../../src/store/tx.js';

export const tables = ['complaint', 'event', 'personal', 'judgement', 'look', 'entry', 'entry_pending', 'notice'];
export const complaints = (name: string, count: number) =>
  Array.from({ length: count }, (_, n) => unstored(`${name}-${n}`));
export const idsOf = ({ events }: StoredComplaint, of: string) =>
  events.flatMap(({ id, type }) => (type === of ? [id] : []));
export const subjectOf = ({ id }: StoredComplaint): Subject => ({ kind: 'complaint', id });

/** How many rows each table holds. */
export async function rows(database: Database): Promise<Record<string, number>> {
  const counted = tables.map(async (table) => [table, await countRows(database.reading, table)] as const);
  return Object.fromEntries(await Promise.all(counted));
}

/** A stored judgement, as far as tests look at it. */
interface JudgementRow {
  readonly number: number;
  readonly outcome: string;
  readonly findings: Json;
  readonly not_applicable: object;
  readonly receipt: Json;
  readonly result: string;
}

export function judgementsOf(database: Database, { id }: StoredComplaint): Promise<readonly JudgementRow[]> {
  return database.reading.query<JudgementRow>(
    'judgements-of',
    `select number, outcome, findings, not_applicable, receipt, encode(result, 'hex') as result from judgement
     where complaint_id = $1 order by number`,
    [id],
  );
}

export async function lookOf(database: Database, { id }: StoredComplaint): Promise<object | undefined> {
  const found = await database.reading.query<object>('look-of', 'select * from look where complaint_id = $1', [id]);
  return found[0];
}

export async function complaintRow(database: Database, { id }: StoredComplaint): Promise<object | undefined> {
  const [row] = await database.reading.query<object>('row', 'select * from complaint where complaint_id = $1', [id]);
  return row;
}

export const received = happened('received', '2026-03-02T08:00:00+08:00');
export const told = happened('told', '2026-03-02T08:30:00+08:00');
