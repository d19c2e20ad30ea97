import { createHash } from 'node:crypto';
import { setImmediate as otherWork } from 'node:timers/promises';
import type { AuditItem } from '../../reports/audit.maker.js';
import type { PopulationAsked, SkipReason } from '../../reports/audit-report.js';
import type { Zone } from '../../rules/time/calendar.js';
import type { Instant } from '../../rules/values.js';
import { takeSnapshot } from '../../store/snapshot.repository.js';
import type { Database, Tx } from '../../store/tx.js';
import { countJudged } from '../../telemetry/process.counters.js';
import type { StoredComplaint } from '../complaints/complaint.js';
import { readComplaints } from '../complaints/complaints.repository.js';
import { erasedFacts, judgeable } from '../complaints/judgeable.js';
import { filterOf, skippedFor, sumOf, type Member, type PopulationFilter } from './population.js';
import { countPopulation, readMembers } from './population.repository.js';

/** Complaints that are read at once: what is held does not grow with the population. */
const pageLength = 500;
/** Complaints judged without a pause: a server has others who wait for an answer. */
const atAStretch = 20;

export interface StoredComplaints {
  readonly database: Database;
  readonly asked: PopulationAsked;
  /** In which the days of `asked` are days. */
  readonly zone: Zone;
  /** The set by which they are judged, for the account. */
  readonly setNumber: number;
  readonly now: () => Instant;
  /** The instant that they are judged for. */
  readonly at: Instant;
  /** Called at the beginning and after every page; may throw to stop. */
  readonly onProgress?: ((done: number, of: number) => Promise<void> | void) | undefined;
}

/**
 * The complaints of a population as an audit takes them, in the order of their ids, as they stand at one moment: one snapshot of the
 * database from the first to the last. The transaction ends when the last one is given, or when nobody asks for more.
 */
export async function* storedComplaints(what: StoredComplaints): AsyncGenerator<AuditItem> {
  const opened = Promise.withResolvers<Tx>();
  const over = Promise.withResolvers<void>();
  const transaction = what.database
    .transaction(async (tx) => {
      await takeSnapshot(tx);
      opened.resolve(tx);
      await over.promise;
    })
    .catch(opened.reject);
  try {
    yield* read(await opened.promise, what);
  } finally {
    over.resolve();
    await transaction;
  }
}

async function* read(tx: Tx, what: StoredComplaints): AsyncGenerator<AuditItem> {
  const filter = filterOf(what.asked, what.zone);
  const sum = sumOf(await countPopulation(tx, filter));
  const readAt = what.now();
  await what.onProgress?.(0, sum.population);
  const nameOf = ({ source, reference }: Member): string =>
    sum.bySource.length > 1 ? `${source}/${reference}` : reference;
  const digest = createHash('sha256');
  const skipped: Record<SkipReason, number> = { void: 0, 'receipt-unknown': 0 };
  let [done, erased, receiptUnknown] = [0, 0, 0];
  for await (const { members, complaints } of pages(tx, filter)) {
    for (const member of members) {
      if (done++ % atAStretch === 0) await otherWork();
      digest.update(`${member.id} ${member.entries} ${member.head}\n`);
      const reason = skippedFor(member, filter);
      if (reason !== undefined) skipped[reason]++;
      const isUnknown = member.status !== 'void' && !member.isDated;
      if (isUnknown) receiptUnknown++;
      const complaint = nameOf(member);
      if (reason !== undefined || isUnknown)
        yield {
          kind: 'apart',
          complaint: { complaint, reason: reason ?? 'receipt-unknown', judged: reason === undefined },
        };
      if (reason !== undefined) continue;
      const stored = storedOf(complaints, member);
      if (erasedFacts(stored).length > 0) erased++;
      countJudged('report', 1);
      yield { kind: 'complaint', complaint: { ...judgeable(stored, what.at), id: complaint } };
    }
    await what.onProgress?.(done, sum.population);
  }
  const { asked, setNumber } = what;
  const counts = { skipped, receiptUnknown, erased, sha256: digest.digest('hex') };
  yield { kind: 'account', source: { kind: 'database', readAt, asked, setNumber, ...sum, ...counts } };
}

interface Page {
  readonly members: readonly Member[];
  readonly complaints: ReadonlyMap<string, StoredComplaint>;
}

/** Pages one after another; the database reads one while the one before is judged. */
async function* pages(tx: Tx, filter: PopulationFilter): AsyncGenerator<Page> {
  let next = readPage(tx, filter, undefined);
  for (;;) {
    const page = await next;
    const last = page.members.at(-1);
    if (last === undefined) return;
    next = readPage(tx, filter, last.id);
    // Where nobody asks for more, nobody hears of its failure.
    next.catch(() => undefined);
    yield page;
  }
}

async function readPage(tx: Tx, filter: PopulationFilter, after: string | undefined): Promise<Page> {
  const members = await readMembers(tx, filter, after, pageLength);
  const wanted = members.filter((member) => skippedFor(member, filter) === undefined).map(({ id }) => id);
  return { members, complaints: wanted.length === 0 ? new Map() : await readComplaints(tx, wanted) };
}

function storedOf(complaints: Page['complaints'], { id }: Member): StoredComplaint {
  const stored = complaints.get(id);
  // One snapshot gave both.
  if (stored === undefined) throw new RangeError('a complaint of the population could not be read');
  return stored;
}
