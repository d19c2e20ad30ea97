import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '../../actor.js';
import { mayNot } from '../../authority/authority.js';
import { demand } from '../../authority/demand.js';
import type { Known } from '../../authority/known.js';
import { now } from '../../clock.js';
import { RedressError } from '../../errors.js';
import { mustMatch, versionTag, type Expected } from '../../http/entity-tag.js';
import type { Claim } from '../../http/idempotency/claim.js';
import type { Answer } from '../../http/idempotency/idempotency.repository.js';
import { once } from '../../http/idempotency/once.writer.js';
import type { Reply } from '../../http/reply.js';
import { randomBytes } from '../../random.js';
import type { PolicySet } from '../../rules/policy/policy.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database, Tx } from '../../store/tx.js';
import { changeComplaints, type Decision } from '../../store/complaint-changes.writer.js';
import { indexOf } from '../judgements/set-index.js';
import { PoliciesService } from '../policies/policies.service.js';
import { addEvents, type Addition } from './add-events.js';
import type { StoredJudgement } from './change.js';
import { changedFindings } from './changed-findings.js';
import { complaintFault } from './complaint-errors.js';
import { complaintIdOf, type ComplaintId } from './complaint-id.js';
import { erasedView, judgedThen } from './complaint-judgement-view.js';
import { readJudgement } from './complaint-lists.repository.js';
import type { StoredComplaint } from './complaint.js';
import { headView, stateView } from './complaint-view.js';
import { fold } from './fold.js';
import { saysAnew } from './observed.js';
import { uuid, type NewEvent } from './keep-events.js';
import { factsEvent, readMoreEvents, readNewComplaint } from './read-new-complaint.js';
import { afterChange, newComplaint, recordEvents, type Recording } from './record-events.js';
import type { Observed } from '../../rules/complaint.js';
import { mustRecord, takenFault, unitOfNew } from './may-record.js';
import { mustBeVisible } from './visible.repository.js';

/** Who asks for a change, what of the complaint they have seen, and by which key it is made once. */
export interface Asking {
  readonly who: Known;
  readonly claim: Claim | undefined;
  readonly expected?: Expected;
}

export type RecordedView = Awaited<ReturnType<typeof recordedView>>;

/** Writes complaints: each verb is one transaction, in which what is said is recorded and judged. */
@Injectable()
export class ComplaintsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly policies: PoliciesService,
  ) {}

  /** Stores and judges a new complaint. Refuses a body with faults, a unit that is not one's own, and (409) one that is stored already. */
  create(body: unknown, { who, claim }: Asking): Promise<Reply<RecordedView>> {
    const how = this.recording(who.actor);
    const given = readNewComplaint(body, how.set);
    const { source, observes, reference = uuid(randomBytes) } = given;
    const unit = unitOfNew(given.unit, who, how.at);
    mustRecord(who, given.events, [], how.at);
    const named = { source, reference, observes, ...(unit === undefined ? {} : { unit }) };
    const id = complaintIdOf(source, reference);
    return once(this.database, claim, how.at, async (tx) => {
      const recorded = await this.change(tx, id, (stored) => {
        if (stored !== undefined) throw new RedressError([takenFault(stored, who)]);
        const complaint = newComplaint(named);
        const fresh = { ...how, opens: true };
        const said = addEvents(complaint, given.events, fresh);
        const facts = addEvents(complaint, factsEvent(given, how.set, how.at), fresh);
        return decide(complaint, { ...said, events: [...facts.events, ...said.events] }, observes, how);
      });
      return answer(await recordedView(tx, recorded, how.set), 201, { location: `/api/complaints/${id}` });
    });
  }

  /** Records events of a stored complaint and judges it. Refuses (404) an unknown complaint, (412) one that has changed. */
  record(id: ComplaintId, body: unknown, asking: Asking): Promise<Reply<RecordedView>> {
    const how = this.recording(asking.who.actor);
    const { events, observes } = readMoreEvents(body, how.set);
    return this.write(id, asking, how, events, observes);
  }

  /** Judges a stored complaint again, as of now. A judgement is stored only where it says something else. */
  judge(id: ComplaintId, asking: Asking): Promise<Reply<RecordedView>> {
    return this.write(id, asking, this.recording(asking.who.actor), [], undefined);
  }

  private async write(
    id: ComplaintId,
    { who, claim, expected }: Asking,
    how: Recording,
    events: readonly NewEvent[],
    observes: Observed | undefined,
  ): Promise<Reply<RecordedView>> {
    await mustBeVisible(this.database.reading, id, who);
    return once(this.database, claim, how.at, async (tx) => {
      const recorded = await this.change(tx, id, (stored) => {
        if (stored === undefined) throw new RedressError([complaintFault('complaint.unknown')]);
        demand(who, 'complaint.write', { at: how.at }, { unit: stored.unit ?? null });
        mustRecord(who, events, stored.events, how.at);
        mustMatch(expected, stored.version);
        const opens = mayNot(who, 'personal.open', { at: how.at }, { unit: stored.unit ?? null }) === undefined;
        return decide(stored, addEvents(stored, events, { ...how, opens }), observes, how);
      });
      return answer(await recordedView(tx, recorded, how.set), 200);
    });
  }

  private async change(tx: Tx, id: ComplaintId, decide: (stored: StoredComplaint | undefined) => Decision<Recorded>) {
    const answers = await changeComplaints(tx, [id], decide);
    const recorded = answers.get(id);
    if (recorded === undefined) throw new RangeError('a complaint was asked about and not decided');
    return recorded;
  }

  private recording(by: Actor): Recording {
    const { set, number } = this.policies.inForce();
    const timeZoneData = process.versions.tz ?? '';
    return { set, setNumber: number, timeZoneData, at: now(), by, origin: 'api', random: randomBytes };
  }
}

interface Recorded {
  readonly complaint: StoredComplaint;
  readonly addition: Addition;
  readonly judgement?: StoredJudgement;
}

/** What is recorded already changes nothing; asked with no events at all, the complaint is judged again. */
function decide(
  complaint: StoredComplaint,
  addition: Addition,
  observes: Observed | undefined,
  how: Recording,
): Decision<Recorded> {
  const isRepeat = addition.events.length === 0 && addition.repeated > 0 && !isNewWord(complaint, observes, how);
  if (isRepeat) return { answer: { complaint, addition } };
  const change = recordEvents(complaint, addition.events, how, observes);
  const { judgement } = change;
  const after = afterChange(complaint, change);
  return { change, answer: { complaint: after, addition, ...(judgement === undefined ? {} : { judgement }) } };
}

function isNewWord({ events }: StoredComplaint, observes: Observed | undefined, { origin }: Recording): boolean {
  return observes !== undefined && saysAnew(events, origin, observes);
}

/** What is answered to a change: where the complaint stands now, and its newest judgement. Holds no personal value. */
async function recordedView(tx: Tx, { complaint, addition, judgement }: Recorded, set: PolicySet) {
  const newest = judgement ?? (await readJudgement(tx, complaint.id, complaint.judgement.number));
  if (newest === undefined) throw new RangeError('a complaint without a judgement');
  const { zone } = indexOf(set);
  return {
    ...headView(complaint),
    version: complaint.version,
    state: stateView(fold(complaint.events, zone, now()), zone),
    recorded: addition.ids.length - addition.repeated,
    repeated: addition.repeated,
    event_ids: [...addition.ids],
    changed: judgement === undefined ? [] : [...(await changedBy(tx, complaint.id, judgement, set))],
    judgement: { ...judgedThen(complaint.id, newest, set), ...erasedView(complaint) },
  };
}

/** What a new judgement says otherwise than the one before it; of the first one nothing. */
async function changedBy(tx: Tx, id: ComplaintId, { number, findings }: StoredJudgement, set: PolicySet) {
  const before = number === 1 ? undefined : await readJudgement(tx, id, number - 1);
  return before === undefined ? [] : changedFindings(before.findings, findings, indexOf(set).zone);
}

function answer<T extends { readonly version: number }>(
  body: T,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Answer<T> {
  return { status, body, headers: { ...headers, etag: versionTag(body.version) } };
}
