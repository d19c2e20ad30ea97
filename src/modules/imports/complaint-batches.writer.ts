import type { Complaint, Observed } from '../../rules/complaint.js';
import type { Instant } from '../../rules/values.js';
import type { Database } from '../../store/tx.js';
import { changeComplaints, type Decision } from '../../store/write-path.js';
import type { ComplaintId } from '../complaints/complaint-id.js';
import type { StoredComplaint } from '../complaints/complaint.js';
import { newComplaint, recordEvents, type Recording } from '../complaints/record-events.js';
import { diffComplaint } from './diff-complaint.js';
import type { Fate, ImportTally } from './import-account.js';
import type { ImportManner } from './import-manner.js';

/** Complaints and rows of a batch at most: a log may have cases of many rows. */
const limits = { complaints: 500, rows: 5_000 };
/** One batch is judged while the database writes the other. */
const atOnce = 2;

export interface BatchTarget {
  readonly database: Database;
  readonly source: string;
  readonly manner: ImportManner;
  /** Who records and by which policies is judged; the instant is taken anew for every decision. */
  readonly recording: Omit<Recording, 'at'>;
  readonly now: () => Instant;
  /** Counted when a batch is committed. */
  readonly tally: ImportTally;
}

export interface ComplaintBatches {
  /** Waits while enough is on its way. Throws what went wrong with an earlier batch. */
  add(id: ComplaintId, complaint: Complaint, rows: number): Promise<void>;
  /** Everything is committed when this returns. */
  finish(): Promise<void>;
}

interface Waiting {
  readonly complaint: Complaint;
  readonly rows: number;
}

interface Answer {
  readonly fate: Fate;
  readonly erased: number;
}

/** Writes complaints of a file in batches, several on their way at once. A file names no complaint twice, so that batches never meet. */
export function complaintBatches(target: BatchTarget): ComplaintBatches {
  let batch = new Map<ComplaintId, Waiting>();
  let rowsInBatch = 0;
  const onTheirWay = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;

  async function room(atMost: number): Promise<void> {
    while (onTheirWay.size > atMost) await Promise.race(onTheirWay);
    if (failure !== undefined) throw failure.error;
  }

  async function send(): Promise<void> {
    const sent = batch;
    [batch, rowsInBatch] = [new Map(), 0];
    await room(atOnce - 1);
    const done = write(target, sent)
      .catch((error: unknown) => void (failure ??= { error }))
      .finally(() => onTheirWay.delete(done));
    onTheirWay.add(done);
  }

  return {
    async add(id, complaint, rows) {
      batch.set(id, { complaint, rows });
      rowsInBatch += rows;
      if (batch.size >= limits.complaints || rowsInBatch >= limits.rows) await send();
    },
    async finish() {
      if (batch.size > 0) await send();
      await room(0);
    },
  };
}

async function write(target: BatchTarget, batch: ReadonlyMap<ComplaintId, Waiting>): Promise<void> {
  const { database, tally } = target;
  const answers = await database.transaction((tx) =>
    changeComplaints(tx, [...batch.keys()], (stored, id) => decide(target, stored, waitingIn(batch, id).complaint)),
  );
  for (const [id, { fate, erased }] of answers) {
    tally.rows[fate] += waitingIn(batch, id).rows;
    tally.complaints[fate]++;
    tally.erased += erased;
  }
}

function waitingIn(batch: ReadonlyMap<ComplaintId, Waiting>, id: ComplaintId): Waiting {
  const waiting = batch.get(id);
  if (waiting === undefined) throw new RangeError(`complaint ${id} is not of this batch`);
  return waiting;
}

function decide(target: BatchTarget, stored: StoredComplaint | undefined, incoming: Complaint): Decision<Answer> {
  const { source, manner, recording } = target;
  const at = target.now();
  const { events, erased } = diffComplaint(stored, incoming, manner, at);
  const observes = incoming.observed;
  if (stored !== undefined && events.length === 0 && isSame(stored.observes, observes))
    return { answer: { fate: 'unchanged', erased } };
  const complaint = stored ?? newComplaint({ source, reference: incoming.id, observes });
  const change = recordEvents(complaint, events, { ...recording, at }, observes);
  return { change, answer: { fate: stored === undefined ? 'new' : 'changed', erased } };
}

function isSame(a: Observed, b: Observed): boolean {
  if (a === 'everything' || b === 'everything') return a === b;
  return a.size === b.size && a.isSubsetOf(b);
}
