import { Inject, Injectable } from '@nestjs/common';
import { unitsSeen } from '../../authority/authority.js';
import type { Known } from '../../authority/known.js';
import { now } from '../../clock.js';
import { RedressError } from '../../errors.js';
import { versioned, type Reply } from '../../http/reply.js';
import type { PolicySet } from '../../rules/policy/policy.js';
import { formatInstant } from '../../rules/time/parse-time.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database } from '../../store/tx.js';
import { outcomeWords } from '../judgements/judgement-words.js';
import { summaryOf } from '../judgements/judgement-summary.js';
import { PastSets } from '../judgements/past-sets.service.js';
import { indexOf } from '../judgements/set-index.js';
import { PoliciesService } from '../policies/policies.service.js';
import { policySetFault } from '../policies/policy-set-errors.js';
import type { StoredJudgement } from './change.js';
import { cursorOf, placeOf } from './complaint-cursor.js';
import { complaintFault } from './complaint-errors.js';
import type { ComplaintId } from './complaint-id.js';
import { explainedThen, judgedNow, judgedThen } from './complaint-judgement-view.js';
import { listComplaints, listEntries, listJudgements, readJudgement } from './complaint-lists.repository.js';
import { complaintView, headView, stateView } from './complaint-view.js';
import type { StoredComplaint } from './complaint.js';
import { readComplaints } from './complaints.repository.js';
import { filtersOf, instantOf, type JudgementAsked, type ListAsked } from './read-queries.js';
import { mustBeVisible } from './visible.repository.js';

/** Reads complaints, their judgements and their chains. */
@Injectable()
export class ComplaintReadings {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly policies: PoliciesService,
    private readonly pastSets: PastSets,
  ) {}

  /** A complaint with all that is recorded of it, without its personal values. Refuses an unknown one. */
  async read(id: ComplaintId, who: Known): Promise<Reply<ReturnType<typeof wholeView>>> {
    const complaint = await this.complaint(id, who);
    const judgement = await this.judgementOf(complaint, undefined);
    return versioned(wholeView(complaint, judgement, this.policies.inForce().set), complaint.version);
  }

  /** The newest judgement or an earlier one as it was stored; or one made now for another instant, stored nowhere. */
  async judgement(
    id: ComplaintId,
    { explain, not_applicable: others, number, at, known_at: known, set }: JudgementAsked,
    who: Known,
  ) {
    const complaint = await this.complaint(id, who);
    const wanted = { explain: explain === 'true', notApplicable: others === 'true' };
    const knownBy = instantOf('known_at', known);
    const instant = instantOf('at', at) ?? knownBy ?? (set === undefined ? undefined : now());
    if (instant !== undefined)
      return judgedNow(complaint, await this.setOf(set), { at: instant, known: knownBy, ...wanted });
    const stored = await this.judgementOf(complaint, number);
    const itsSet = await this.pastSets.read(stored.setNumber);
    if ((wanted.explain || wanted.notApplicable) && itsSet !== undefined)
      return explainedThen(complaint, stored, itsSet, wanted);
    return judgedThen(id, stored, itsSet ?? this.policies.inForce().set);
  }

  /** The history of a complaint's judgements, from the newest. */
  async judgements(
    id: ComplaintId,
    { limit, before }: { readonly limit: number; readonly before?: number | undefined },
    who: Known,
  ) {
    await this.complaint(id, who);
    const found = await listJudgements(this.database.reading, id, before, limit + 1);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const { zone } = indexOf(this.policies.inForce().set);
    return {
      judgements: page.map(({ number, at, setNumber, outcome, result, run }) => ({
        number,
        at: formatInstant(at, zone),
        set: setNumber,
        outcome: outcomeWords[outcome],
        result,
        ...(run === null ? {} : { run }),
      })),
      ...(found.length > limit && last !== undefined ? { next: last.number } : {}),
    };
  }

  /** The chain of a complaint's entries, from the oldest, in the form that their hashes are made of. */
  async entries(id: ComplaintId, { limit, after }: { readonly limit: number; readonly after: number }, who: Known) {
    await this.complaint(id, who);
    const found = await listEntries(this.database.reading, id, after, limit + 1);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      entries: page.map(({ subject, number, type, actor, at, body, previous, hash }) => {
        return { v: 1 as const, subject: { ...subject }, number, type, actor, at, body: { ...body }, previous, hash };
      }),
      ...(found.length > limit && last !== undefined ? { next: last.number } : {}),
    };
  }

  /** One page of the complaints that somebody sees, from the one received last. */
  async list(asked: ListAsked, who: Known) {
    const { zone } = indexOf(this.policies.inForce().set);
    const filters = filtersOf(asked, zone);
    const after = asked.cursor === undefined ? undefined : placeOf(asked.cursor, filters);
    const found = await listComplaints(
      this.database.reading,
      unitsSeen(who, 'complaint.read'),
      filters,
      after,
      asked.limit + 1,
    );
    const page = found.slice(0, asked.limit);
    const last = page.at(-1);
    return {
      complaints: page.map(({ unit, version, state, outcome, nextLookAt, changedAt, ...named }) => ({
        ...headView({ ...named, ...(unit === null ? {} : { unit }) }),
        version,
        state: stateView(state, zone),
        outcome: outcome === null ? null : outcomeWords[outcome],
        next_look_at: nextLookAt === null ? null : formatInstant(nextLookAt, zone),
        changed_at: formatInstant(changedAt, zone),
      })),
      ...(found.length > asked.limit && last !== undefined ? { next: cursorOf(last, filters) } : {}),
    };
  }

  private async complaint(id: ComplaintId, who: Known): Promise<StoredComplaint> {
    await mustBeVisible(this.database.reading, id, who);
    const complaint = (await readComplaints(this.database.reading, [id])).get(id);
    if (complaint === undefined) throw new RedressError([complaintFault('complaint.unknown')]);
    return complaint;
  }

  private async setOf(number: number | undefined): Promise<{ readonly set: PolicySet; readonly number: number }> {
    if (number === undefined) return this.policies.inForce();
    const set = await this.pastSets.read(number);
    if (set === undefined) throw new RedressError([policySetFault('policies.set_not_read', { number })]);
    return { set, number };
  }

  private async judgementOf({ id, judgement }: StoredComplaint, number: number | undefined): Promise<StoredJudgement> {
    const stored = await readJudgement(this.database.reading, id, number ?? judgement.number);
    if (stored === undefined) throw new RedressError([complaintFault('complaint.unknown_judgement')]);
    return stored;
  }
}

function wholeView(complaint: StoredComplaint, stored: StoredJudgement, set: Parameters<typeof complaintView>[1]) {
  const { number, at, setNumber, outcome } = stored;
  return {
    ...complaintView(complaint, set, now()),
    judgement: {
      number,
      at: formatInstant(at, indexOf(set).zone),
      set: setNumber,
      outcome: outcomeWords[outcome],
      summary: summaryOf(stored, at),
    },
  };
}
