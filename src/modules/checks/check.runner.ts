import { setImmediate as otherWork } from 'node:timers/promises';
import type { Actor } from '../../actor.js';
import { randomBytes } from '../../random.js';
import { judge } from '../../rules/judge/judge.js';
import type { Judgement } from '../../rules/judge/judgement.js';
import { zoneOf } from '../../rules/time/zone.js';
import type { Instant } from '../../rules/values.js';
import type { Database, Tx } from '../../store/tx.js';
import { changeComplaints } from '../../store/complaint-changes.writer.js';
import { takeSnapshot } from '../../store/snapshot.repository.js';
import { countJudged } from '../../telemetry/process.counters.js';
import { inSpan } from '../../telemetry/spans.tracer.js';
import type { Change } from '../complaints/change.js';
import type { ComplaintId } from '../complaints/complaint-id.js';
import type { StoredComplaint } from '../complaints/complaint.js';
import { lockComplaints, readComplaints } from '../complaints/complaints.repository.js';
import { judgeable } from '../complaints/judgeable.js';
import { recordEvents } from '../complaints/record-events.js';
import { resultOf } from '../complaints/stored-judgement.js';
import type { InForce } from '../policies/policies.service.js';
import type { RunId } from '../runs/run.js';
import { checkAccumulator, type Accumulator, type CheckAccount, type Counted } from './check-account.js';
import { filterOf, judgedAt, type CheckRequest } from './check-request.js';
import { countPopulation, insertSkipped, readLooks, readMembers, type Member } from './checks.repository.js';

/** Complaints that are judged and stored at once. Few, so that neither the process nor whoever writes to one of them is kept waiting. */
const batch = 100;

export interface Check {
  readonly database: Database;
  readonly request: CheckRequest;
  readonly inForce: InForce;
  readonly run: RunId;
  readonly by: Actor;
  readonly now: () => Instant;
  /** Called after each batch; may throw to stop. */
  readonly onProgress?: ((progress: CheckProgress) => Promise<void> | void) | undefined;
}

export type CheckProgress = Pick<CheckAccount, 'population' | 'examined' | 'skipped'>;

/**
 * Judges every complaint of a population as it was known at one moment, and stores what that renews. The population is that of one
 * snapshot of the database, counted before and read page by page; a complaint that changes meanwhile is still examined, as it was.
 */
export async function runCheck(check: Check): Promise<CheckAccount> {
  const began = performance.now();
  return check.database.transaction(async (snapshot) => {
    await takeSnapshot(snapshot);
    const { set, number: setNumber } = check.inForce;
    const zone = zoneOf(set.organisation.zone);
    const filter = filterOf(check.request, zone);
    const counted = await countPopulation(snapshot, filter);
    const at = judgedAt(check.request, zone, check.now());
    const totals = checkAccumulator();
    const work: Work = { ...check, at, totals, stored: check.request.at === undefined };
    await tell(work, counted);
    for (let after: ComplaintId | undefined; ;) {
      const members = await readMembers(snapshot, filter, after, batch);
      if (members.length === 0) break;
      await inSpan('check', { 'redress.complaints': members.length }, () => examine(work, members));
      countJudged('check', members.filter(({ reason }) => reason === null).length);
      await tell(work, counted);
      after = members.at(-1)?.id;
    }
    const timeZoneData = process.versions['tz'] ?? '';
    const milliseconds = Math.round(performance.now() - began);
    return totals.finish({ counted, at, stored: work.stored, set, setNumber, timeZoneData, milliseconds });
  });
}

interface Work extends Check {
  readonly at: Instant;
  readonly totals: Accumulator;
  readonly stored: boolean;
}

async function tell({ onProgress, totals }: Work, { population }: Counted): Promise<void> {
  await onProgress?.({ population, ...totals.progress() });
  // A server has others who wait for an answer.
  await otherWork();
}

async function examine(work: Work, members: readonly Member[]): Promise<void> {
  const skipped = members.filter(({ reason }) => reason !== null);
  const wanted = members.filter(({ reason }) => reason === null);
  const { database } = work;
  if (skipped.length > 0) await insertSkipped(database.reading, work.run, skipped);
  for (const { reason } of skipped) if (reason !== null) work.totals.skip(reason);
  if (wanted.length === 0) return;
  if (work.stored) return renew(work, wanted);
  const complaints = await readComplaints(
    database.reading,
    wanted.map(({ id }) => id),
  );
  for (const member of wanted) {
    const judgement = judged(work, complaints.get(member.id), member);
    work.totals.examine(judgement, resultOf(judgement).outcome);
  }
}

/** Counted after the transaction has ended well: a batch that is taken back is in no figure. */
async function renew(work: Work, members: readonly Member[]): Promise<void> {
  const byId = new Map(members.map((member) => [member.id, member]));
  const ids = [...byId.keys()];
  const answers = await work.database.transaction(async (tx) => {
    // Locked first, so that what is read of them is what stands when they are written.
    await lockComplaints(tx, ids);
    return decide(work, tx, byId, await readLooks(tx, ids));
  });
  for (const { judgement, change } of answers.values()) {
    work.totals.examine(judgement, change?.look.outcome ?? resultOf(judgement).outcome);
    if (change !== undefined) work.totals.renew(change.judgement !== undefined);
  }
}

interface Examined {
  readonly judgement: Judgement;
  readonly change?: Change;
}

function decide(
  work: Work,
  tx: Tx,
  members: ReadonlyMap<ComplaintId, Member>,
  looks: ReadonlyMap<ComplaintId, Instant>,
): Promise<ReadonlyMap<ComplaintId, Examined>> {
  return changeComplaints<Examined>(tx, [...members.keys()], (stored, id) => {
    const member = members.get(id);
    if (member === undefined) throw new RangeError('a complaint that nobody asked for');
    const judgement = judged(work, stored, member);
    if (stored === undefined || !isAsItWas(work, stored, member, looks.get(id))) return { answer: { judgement } };
    const change = renewal(work, stored);
    return { answer: { judgement, change }, change };
  });
}

/** What was learnt or judged after the check began is newer than what the check can say. */
function isAsItWas({ at, inForce }: Work, stored: StoredComplaint, { events }: Member, lookAt = -Infinity): boolean {
  const last = stored.events.at(-1)?.number ?? 0;
  return last === events && lookAt <= at && (stored.judgement.setNumber ?? 0) <= inForce.number;
}

function renewal({ inForce, run, by, at }: Work, stored: StoredComplaint): Change {
  const timeZoneData = process.versions['tz'] ?? '';
  const { set, number: setNumber } = inForce;
  return recordEvents(stored, [], { set, setNumber, timeZoneData, at, by, origin: 'check', run, random: randomBytes });
}

/** As it was known when the check began. */
function judged({ inForce: { set }, at }: Work, stored: StoredComplaint | undefined, { events }: Member): Judgement {
  if (stored === undefined) throw new RangeError('a complaint of the population could not be read');
  const known = { ...stored, events: stored.events.filter(({ number }) => number <= events) };
  return judge(set, judgeable(known, at), at, { timeZoneData: process.versions['tz'] ?? '' });
}
