import type { Complaint } from '../../rules/complaint.js';
import type { Instant } from '../../rules/values.js';
import type { Database, Tx } from '../../store/tx.js';
import { changeComplaints, type Decision } from '../../store/complaint-changes.writer.js';
import type { ComplaintId } from '../complaints/complaint-id.js';
import type { StoredComplaint } from '../complaints/complaint.js';
import { saysAnew } from '../complaints/observed.js';
import { newComplaint, recordEvents, type Recording } from '../complaints/record-events.js';
import { diffComplaint } from './diff-complaint.js';
import type { Fate, ImportTally } from './import-account.js';
import type { ImportManner } from './import-manner.js';

/**
 * When a batch is full: a log may have cases of many rows, rows may hold long texts. The texts of a batch become a few parameters of one
 * statement, of which PostgreSQL takes 268,435,455 bytes.
 */
const limits = { complaints: 500, rows: 5_000, characters: 8_000_000 };
/** One batch is judged while the database writes the other. */
const atOnce = 2;

export interface BatchTarget {
  readonly database: Database;
  readonly source: string;
  /** The fact that names the unit of a new complaint. */
  readonly unitFact: string | undefined;
  readonly manner: ImportManner;
  /** Who records and by which policies is judged; the instant is taken anew for every decision. */
  readonly recording: Omit<Recording, 'at'>;
  readonly now: () => Instant;
  /** Called first in every transaction that writes; throws where the run has ended meanwhile. */
  readonly refuseEnded: (tx: Tx) => Promise<void>;
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
  let held = { rows: 0, characters: 0 };
  const onTheirWay = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;

  async function room(atMost: number): Promise<void> {
    while (onTheirWay.size > atMost) await Promise.race(onTheirWay);
    if (failure !== undefined) throw failure.error;
  }

  async function send(): Promise<void> {
    const sent = batch;
    [batch, held] = [new Map(), { rows: 0, characters: 0 }];
    await room(atOnce - 1);
    const done = write(target, sent)
      .catch((error: unknown) => void (failure ??= { error }))
      .finally(() => onTheirWay.delete(done));
    onTheirWay.add(done);
  }

  return {
    async add(id, complaint, rows) {
      batch.set(id, { complaint, rows });
      held.rows += rows;
      held.characters += charactersOf(complaint);
      const isFull = held.rows >= limits.rows || held.characters >= limits.characters;
      if (isFull || batch.size >= limits.complaints) await send();
    },
    async finish() {
      if (batch.size > 0) await send();
      await room(0);
    },
  };
}

async function write(target: BatchTarget, batch: ReadonlyMap<ComplaintId, Waiting>): Promise<void> {
  const { database, tally, refuseEnded } = target;
  const answers = await database.transaction(async (tx) => {
    await refuseEnded(tx);
    return changeComplaints(tx, [...batch.keys()], (stored, id) =>
      decide(target, stored, waitingIn(batch, id).complaint),
    );
  });
  for (const [id, { fate, erased }] of answers) {
    tally.rows[fate] += waitingIn(batch, id).rows;
    tally.complaints[fate]++;
    tally.erased += erased;
  }
}

/** What a complaint says last of the fact that names its unit; undefined where it says nothing. */
function unitOf({ facts, events }: Complaint, unitFact: string | undefined): string | undefined {
  if (unitFact === undefined) return undefined;
  const said = [facts, ...events.map(({ data }) => data)].map((values) => values[unitFact]);
  const last = said.findLast((value) => typeof value === 'string' && value.trim() !== '');
  return typeof last === 'string' ? last.trim() : undefined;
}

/** Of its texts: what else it holds is short. */
function charactersOf({ facts, events }: Complaint): number {
  let characters = 0;
  for (const values of [facts, ...events.map(({ data }) => data)])
    for (const value of Object.values(values))
      for (const text of Array.isArray(value) ? value : [value])
        if (typeof text === 'string') characters += text.length;
  return characters;
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
  if (stored !== undefined && events.length === 0 && !saysAnew(stored.events, manner.origin, observes))
    return { answer: { fate: 'unchanged', erased } };
  const unit = unitOf(incoming, target.unitFact);
  const named = { source, reference: incoming.id, observes, ...(unit === undefined ? {} : { unit }) };
  const complaint = stored ?? newComplaint(named);
  const change = recordEvents(complaint, events, { ...recording, at }, observes);
  return { change, answer: { fate: stored === undefined ? 'new' : 'changed', erased } };
}
