import type { RecordsRetention } from '../../rules/judge/judgement.js';
import { zoneOf } from '../../rules/time/zone.js';
import type { Instant } from '../../rules/values.js';
import { milliseconds } from '../../store/sql-parts.js';
import { takeSnapshot } from '../../store/snapshot.repository.js';
import type { Database, Tx } from '../../store/tx.js';
import { filterOf, type CheckRequest } from '../checks/check-request.js';
import { countPopulation, readMembers, type Member } from '../checks/checks.repository.js';
import type { ComplaintId } from '../complaints/complaint-id.js';
import type { InForce } from '../policies/policies.service.js';
import { retentionAccumulator, type RetentionAccount, type RetentionAccumulator } from './retention-account.js';

const batch = 500;

export interface RetentionWork {
  readonly database: Database;
  readonly request: CheckRequest;
  readonly inForce: InForce;
  readonly at: Instant;
  /** Called after each batch; may throw to stop. */
  readonly onProgress: (progress: {
    readonly population: number;
    readonly examined: number;
    readonly skipped: number;
  }) => Promise<void>;
}

/**
 * Counts, over a population, the records whose time is over, as the complaints were last judged. One snapshot of the database, counted before
 * and read page by page. Changes and destroys nothing.
 */
export async function runRetention({
  database,
  request,
  inForce,
  at,
  onProgress,
}: RetentionWork): Promise<RetentionAccount> {
  return database.transaction(async (snapshot) => {
    await takeSnapshot(snapshot);
    const { set, number: setNumber } = inForce;
    const filter = filterOf(request, zoneOf(set.organisation.zone));
    const { population } = await countPopulation(snapshot, filter);
    const totals = retentionAccumulator();
    for (let after: ComplaintId | undefined; ;) {
      const members = await readMembers(snapshot, filter, after, batch);
      if (members.length === 0) break;
      await examine(snapshot, members, totals, at);
      await onProgress({ population, ...totals.progress() });
      after = members.at(-1)?.id;
    }
    return totals.finish({ population, at, setNumber, policySet: set.digest });
  });
}

async function examine(tx: Tx, members: readonly Member[], totals: RetentionAccumulator, at: Instant): Promise<void> {
  const wanted = members.filter(({ reason }) => reason === null).map(({ id }) => id);
  const judged = new Map((await readRecords(tx, wanted)).map((row) => [row.id, row]));
  for (const { id, reason } of members) {
    const found = judged.get(id);
    if (reason !== null) totals.skip(reason);
    else if (found === undefined) totals.skip('not-judged');
    else totals.examine(found.records, found.nextLookAt !== null && found.nextLookAt <= at);
  }
}

interface RecordsRow {
  readonly id: ComplaintId;
  readonly nextLookAt: Instant | null;
  readonly records: readonly RecordsRetention[];
}

/** The records of complaints as their last judgement has them. */
function readRecords(tx: Tx, ids: readonly ComplaintId[]): Promise<readonly RecordsRow[]> {
  const text = `select l.complaint_id as id, ${milliseconds('l.next_look_at')} as "nextLookAt", j.records
    from look l join judgement j on j.complaint_id = l.complaint_id and j.number = l.judgement_number
    where l.complaint_id = any($1::uuid[])`;
  return tx.query<RecordsRow>('retention-records', text, [ids]);
}
