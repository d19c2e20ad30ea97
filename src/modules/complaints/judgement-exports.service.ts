import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '../../actor.js';
import { now } from '../../clock.js';
import { RedressError } from '../../errors.js';
import { randomBytes } from '../../random.js';
import { changeComplaints } from '../../store/complaint-changes.writer.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database } from '../../store/tx.js';
import type { JudgementFile } from '../judgements/judgement-file.js';
import { judgingTexts, makeJudgementFile } from '../judgements/make-judgement-file.js';
import { PastSets } from '../judgements/past-sets.service.js';
import { PoliciesService } from '../policies/policies.service.js';
import { policySetFault } from '../policies/policy-set-errors.js';
import { filesOf } from '../policies/stored-set.js';
import { complaintFault } from './complaint-errors.js';
import type { ComplaintId } from './complaint-id.js';
import { readJudgement } from './complaint-lists.repository.js';
import { readComplaints } from './complaints.repository.js';
import { recordOpening, type Opening } from './record-opening.js';
import { erasedFacts, judgeable, knownUpTo } from './judgeable.js';

/** Stored judgements as files that anyone can judge again. */
@Injectable()
export class JudgementExports {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly policies: PoliciesService,
    private readonly pastSets: PastSets,
  ) {}

  /**
   * A judgement as it was stored, the newest or the one with this number, with all it was made from: what was known then, and the whole
   * texts of its set. Personal facts only where `personal` says so, and then those that it read: that they were opened, and by whom, is
   * recorded before they are given. Refuses what is not there.
   */
  async file(id: ComplaintId, number: number | undefined, personal: boolean, by: Actor): Promise<JudgementFile> {
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
    const judged = {
      complaint: judgeable(known, at),
      at,
      set,
      texts: judgingTexts(filesOf((await this.policies.read(stored.setNumber)).texts)),
      receipt,
      result: { findings, rights, retention, records, escalations, notApplicable, digest, outcome },
      erased: erasedFacts(known),
    };
    const bare = makeJudgementFile(judged, false);
    if (!personal || bare.withheld.length === 0) return bare;
    await this.recordOpened(id, { judgement: stored.number, facts: bare.withheld }, by);
    return makeJudgementFile(judged, true);
  }

  private async recordOpened(id: ComplaintId, opening: Opening, by: Actor): Promise<void> {
    const { set, number: setNumber } = this.policies.inForce();
    const timeZoneData = process.versions.tz ?? '';
    const how = { set, setNumber, timeZoneData, at: now(), by, origin: 'export', random: randomBytes };
    await this.database.transaction((tx) =>
      changeComplaints(tx, [id], (complaint) => {
        if (complaint === undefined) throw new RedressError([complaintFault('complaint.unknown')]);
        return { change: recordOpening(complaint, opening, how), answer: undefined };
      }),
    );
  }
}
