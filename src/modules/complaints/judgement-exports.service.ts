import { Inject, Injectable } from '@nestjs/common';
import { demand } from '../../authority/demand.js';
import type { Known } from '../../authority/known.js';
import { now } from '../../clock.js';
import { RedressError } from '../../errors.js';
import { isReplayed, once } from '../../http/idempotency/once.writer.js';
import type { PolicySet } from '../../rules/policy/policy.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database } from '../../store/tx.js';
import type { JudgementFile } from '../judgements/judgement-file.js';
import {
  judgingTexts,
  makeJudgementFile,
  personalIn,
  personalNames,
  type Judged,
} from '../judgements/make-judgement-file.js';
import { PastSets } from '../judgements/past-sets.service.js';
import { PoliciesService } from '../policies/policies.service.js';
import { policySetFault } from '../policies/policy-set-errors.js';
import { filesOf } from '../policies/stored-set.js';
import { complaintFault } from './complaint-errors.js';
import type { ComplaintId } from './complaint-id.js';
import { readJudgement } from './complaint-lists.repository.js';
import type { StoredComplaint } from './complaint.js';
import { readComplaints } from './complaints.repository.js';
import { erasedFacts, isPersonalRef, judgeable, knownUpTo } from './judgeable.js';
import { checkPurpose } from './opening.js';
import { Openings, type Opening } from './openings.service.js';
import type { Purpose } from './purposes.js';
import { mustBeVisible } from './visible.repository.js';

/** Stored judgements as files that anyone can judge again. */
@Injectable()
export class JudgementExports {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly policies: PoliciesService,
    private readonly pastSets: PastSets,
    private readonly openings: Openings,
  ) {}

  /**
   * A judgement as it was stored, the newest or the one with this number, with all it was made from: what was known then, and the whole
   * texts of its set; without personal facts. Refuses what is not there.
   */
  async file(id: ComplaintId, number: number | undefined, who: Known): Promise<JudgementFile> {
    return makeJudgementFile(await this.judged(id, number, who), false);
  }

  /**
   * The same with the personal facts that the judgement read, and no others: given when it has been recorded who has them and what for.
   * The same request again gets the file without them. A judgement that read none is given as it is.
   */
  async fileWithPersonal(
    id: ComplaintId,
    { number, purpose }: { readonly number?: number | undefined; readonly purpose: Purpose },
    { who, claim }: Opening,
  ): Promise<JudgementFile> {
    checkPurpose(purpose);
    const at = now();
    demand(who, 'personal.export', { at });
    const judged = await this.judged(id, number, who);
    const file = makeJudgementFile(judged, true);
    const names = personalIn(file.complaint, personalNames(judged));
    if (names.length === 0) return file;
    const reply = await once(this.database, claim, at, async (tx) => {
      const kept = await this.openings.keep(tx, id, { purpose, who, verb: 'personal.export', at }, () => names);
      return { status: 200, body: kept };
    });
    return isReplayed(reply) ? makeJudgementFile(judged, false) : file;
  }

  private async judged(id: ComplaintId, number: number | undefined, who: Known): Promise<Judged> {
    await mustBeVisible(this.database.reading, id, who);
    const complaint = (await readComplaints(this.database.reading, [id])).get(id);
    if (complaint === undefined) throw new RedressError([complaintFault('complaint.unknown')]);
    const stored = await readJudgement(this.database.reading, id, number ?? complaint.judgement.number);
    if (stored === undefined) throw new RedressError([complaintFault('complaint.unknown_judgement')]);
    const set = await this.pastSets.read(stored.setNumber);
    if (set === undefined)
      throw new RedressError([policySetFault('policies.set_not_read', { number: stored.setNumber })]);
    const known = knownUpTo(complaint, stored.receipt.input.event);
    const { findings, rights, retention, records, escalations, notApplicable, outcome, at } = stored;
    const { result: digest, ...receipt } = stored.receipt;
    return {
      complaint: judgeable(known, at),
      at,
      set,
      texts: judgingTexts(filesOf((await this.policies.read(stored.setNumber)).texts)),
      receipt,
      result: { findings, rights, retention, records, escalations, notApplicable, digest, outcome },
      erased: erasedFacts(known),
      personal: personalByNow(complaint, this.policies.inForce().set),
    };
  }
}

/** Names under which personal values were recorded, and those that the set of now calls personal. */
function personalByNow({ events }: StoredComplaint, { vocabulary }: PolicySet): ReadonlySet<string> {
  const recorded = events.flatMap(({ data }) =>
    Object.entries(data).flatMap(([name, value]) => (isPersonalRef(value) ? [name] : [])),
  );
  const declared = [...vocabulary.facts.values()].filter(({ personal }) => personal).map(({ id }) => id);
  return new Set([...recorded, ...declared]);
}
