import type { Actor } from '../../actor.js';
import { now } from '../../clock.js';
import { RedressError } from '../../errors.js';
import { randomBytes } from '../../random.js';
import type { Database, Tx } from '../../store/tx.js';
import { changeComplaints, type Decision } from '../../store/complaint-changes.writer.js';
import type { ComplaintId } from '../complaints/complaint-id.js';
import type { StoredComplaint } from '../complaints/complaint.js';
import { recordEvents } from '../complaints/record-events.js';
import type { RunId } from '../runs/run.js';
import { importsFault } from './imports-errors.js';
import { complaintsOfRun, isUndone, newerImports, planAnew } from './imports.repository.js';
import type { InForce } from '../policies/policies.service.js';
import { newerImport, undoRun } from './undo-run.js';

export interface Undoing {
  readonly database: Database;
  readonly inForce: InForce;
  /** The import that is taken back, and what it recorded under. */
  readonly of: RunId;
  readonly origin: string;
  /** The run that does it. */
  readonly run: RunId;
  readonly by: Actor;
  /** Called first in every transaction that writes; throws where the run has ended meanwhile. */
  readonly refuseEnded: (tx: Tx) => Promise<void>;
  readonly onProgress: (account: UndoAccount) => Promise<void>;
}

/** The account of an undoing: complaints of the import = undone + void + unchanged. */
export type UndoAccount = {
  /** The import that is taken back. */
  readonly import: RunId;
  /** Events that were taken back, retractions among them. */
  readonly events: number;
  readonly complaints: {
    readonly read: number;
    /** Something of them is left: earlier imports, or what others recorded. */
    readonly undone: number;
    /** Nothing of them is left. */
    readonly void: number;
    /** Everything was taken back before. */
    readonly unchanged: number;
  };
};

interface Answer {
  readonly events: number;
  readonly fate: 'undone' | 'void' | 'unchanged';
}

const pageLength = 500;

/**
 * Takes back everything that an import recorded and judges its complaints again. Refuses a complaint of which a newer import tells. What
 * was committed before a failure stays.
 */
export async function undoImport(undoing: Undoing): Promise<UndoAccount> {
  const { database, of, refuseEnded } = undoing;
  const complaints = { read: 0, undone: 0, void: 0, unchanged: 0 };
  let events = 0;
  let page = await pageOf(undoing);
  while (page.length > 0) {
    const ids = page;
    const answers = await database.transaction(async (tx) => {
      await refuseEnded(tx);
      return changeComplaints(tx, ids, (stored) => decide(undoing, stored));
    });
    for (const answer of answers.values()) {
      complaints.read++;
      complaints[answer.fate]++;
      events += answer.events;
    }
    await undoing.onProgress({ import: of, events, complaints: { ...complaints } });
    page = await pageOf(undoing, page.at(-1));
  }
  return { import: of, events, complaints };
}

/** Refuses an import of which nothing stands, and one on which newer imports rest. */
export async function refuseUndo(reading: Tx, of: RunId): Promise<void> {
  const [some] = await complaintsOfRun(reading, of, undefined, 1);
  if (some === undefined || (await isUndone(reading, of)))
    throw new RedressError([importsFault('imports.nothing_to_undo')]);
  const newer = await newerImports(reading, of);
  if (newer.length > 0) throw new RedressError([importsFault('imports.newer_first', { runs: newer.join(', ') })]);
}

function pageOf({ database, of }: Undoing, after?: ComplaintId): Promise<readonly ComplaintId[]> {
  return database.transaction(async (tx) => {
    await planAnew(tx);
    return complaintsOfRun(tx, of, after, pageLength);
  });
}

function decide({ of, origin, run, by, inForce }: Undoing, stored: StoredComplaint | undefined): Decision<Answer> {
  const events = stored === undefined ? [] : undoRun(stored, of, origin);
  if (stored === undefined || events.length === 0) return { answer: { events: 0, fate: 'unchanged' } };
  const newer = newerImport(stored, of, origin);
  if (newer !== undefined) throw new RedressError([importsFault('imports.newer_first', { runs: newer })]);
  const { set, number: setNumber } = inForce;
  const timeZoneData = process.versions['tz'] ?? '';
  const how = { set, setNumber, timeZoneData, at: now(), by, origin, run, random: randomBytes };
  const change = recordEvents(stored, events, how);
  const fate = change.state.status === 'void' ? 'void' : 'undone';
  return { change, answer: { events: events.length, fate } };
}
