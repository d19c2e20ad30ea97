import type { Actor } from '../../src/actor.js';
import { commit, type Committed } from '../../src/store/commit.repository.js';
import { changeComplaints } from '../../src/store/complaint-changes.writer.js';
import type { Database, Tx } from '../../src/store/tx.js';
import type { Change } from '../../src/modules/complaints/change.js';
import type { ComplaintId } from '../../src/modules/complaints/complaint-id.js';
import type { StoredComplaint } from '../../src/modules/complaints/complaint.js';
import { readComplaints } from '../../src/modules/complaints/complaints.repository.js';
import {
  newComplaint,
  recordEvents,
  type NewEvent,
  type Recording,
} from '../../src/modules/complaints/record-events.js';
import { randomBytes } from '../../src/random.js';
import type { PolicySet } from '../../src/rules/policy/policy.js';
import { instant, time } from './builders.js';

export const clerk: Actor = { kind: 'account', id: '019a0000-0000-7000-8000-000000000001' };

/** The instant at which the tests record; a later one where they come back. */
export const today = instant('2026-03-02T09:00:00+08:00');
export const later = instant('2026-03-03T09:00:00+08:00');

/** Stores a policy set, so that judgements can refer to it; gives its number. */
export async function storeSet(tx: Tx, set: PolicySet): Promise<number> {
  const [row] = await tx.query<{ number: number }>(
    'test-set',
    `insert into policy_set (digest, files, taken_at, author) values ($1, '{}', $2, 'account:test') returning number`,
    [set.digest, new Date(today).toISOString()],
  );
  if (row === undefined) throw new Error('no policy set was stored');
  return row.number;
}

/** How the tests record: as the clerk, today, by this set. */
export function recording(set: PolicySet, setNumber: number, rest: Partial<Recording> = {}): Recording {
  const by = { by: clerk, origin: 'test', random: randomBytes };
  return { set, setNumber, timeZoneData: '2026c', at: today, ...by, ...rest };
}

/** A complaint of the tests that is not stored yet. */
export function unstored(reference: string, source = 'test'): StoredComplaint {
  return newComplaint({ source, reference, observes: 'everything' });
}

/** An event without facts at this time. */
export function happened(type: string, at: string, rest: Partial<NewEvent> = {}): NewEvent {
  return { type, at: time(at), data: {}, ...rest };
}

/** Reads one complaint; fails where it is not stored. */
export async function readOne(tx: Tx, id: ComplaintId): Promise<StoredComplaint> {
  const found = (await readComplaints(tx, [id])).get(id);
  if (found === undefined) throw new Error(`complaint ${id} is not stored`);
  return found;
}

/** Writes decided changes in one transaction. */
export function commitAll(database: Database, changes: readonly Change[]): Promise<Committed> {
  return database.transaction((tx) => commit(tx, changes));
}

/** Records events of one complaint the way that services do: read, decide, commit. */
export async function recordOne(
  database: Database,
  complaint: StoredComplaint,
  events: readonly NewEvent[],
  how: Recording,
): Promise<void> {
  await database.transaction((tx) =>
    changeComplaints(tx, [complaint.id], (stored) => {
      return { change: recordEvents(stored ?? complaint, events, how), answer: undefined };
    }),
  );
}

/** How many rows a table has. */
export async function countRows(tx: Tx, table: string): Promise<number> {
  const [row] = await tx.query<{ count: string }>(`count-${table}`, `select count(*) as count from ${table}`);
  return Number(row?.count);
}
