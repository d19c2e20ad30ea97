import { Inject, Injectable } from '@nestjs/common';
import type { Verb } from '../../authority/authority.js';
import { demand } from '../../authority/demand.js';
import type { Known } from '../../authority/known.js';
import { now } from '../../clock.js';
import { RedressError } from '../../errors.js';
import { versionTag } from '../../http/entity-tag.js';
import type { Claim } from '../../http/idempotency/claim.js';
import { isReplayed, once } from '../../http/idempotency/once.writer.js';
import { Reply } from '../../http/reply.js';
import { randomBytes } from '../../random.js';
import { formatInstant } from '../../rules/time/parse-time.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database, Tx } from '../../store/tx.js';
import { changeComplaints } from '../../store/complaint-changes.writer.js';
import { indexOf } from '../judgements/set-index.js';
import { PoliciesService } from '../policies/policies.service.js';
import { complaintFault } from './complaint-errors.js';
import type { ComplaintId } from './complaint-id.js';
import type { StoredComplaint } from './complaint.js';
import { checkPurpose, namesIn, openedIn, openingEvent, withheldAgain, type Opened } from './opening.js';
import type { Purpose } from './purposes.js';
import { afterChange, recordEvents, type Recording } from './record-events.js';
import { mustBeVisible } from './visible.repository.js';

/** What is to be opened, and what for. */
export interface Wanted {
  readonly purpose: Purpose;
  readonly facts?: readonly string[] | undefined;
}

/** Who opens, and by which key it is done once. */
export interface Opening {
  readonly who: Known;
  readonly claim: Claim | undefined;
}

/** Shows personal values of a complaint, and keeps who saw them and what for. */
@Injectable()
export class Openings {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly policies: PoliciesService,
  ) {}

  /**
   * The personal values of these facts, or of all: once, when the opening has been recorded. Refuses (404) a complaint that is not
   * visible, (403) one that is not to be opened, (400) facts that have no personal value.
   */
  async open(id: ComplaintId, { purpose, facts }: Wanted, { who, claim }: Opening) {
    checkPurpose(purpose);
    await mustBeVisible(this.database.reading, id, who);
    const at = now();
    const { set } = this.policies.inForce();
    let shown: Opened | undefined;
    const reply = await once(this.database, claim, at, async (tx) => {
      const kept = await this.keep(tx, id, { purpose, who, verb: 'personal.open', at }, (stored) => {
        shown = openedIn(stored, set, at, facts);
        return namesIn(shown);
      });
      const body = { complaint: id, ...kept, ...withheldAgain(shown ?? { facts: {}, events: [] }) };
      return { status: 201, body, headers: { etag: versionTag(kept.version) } };
    });
    return isReplayed(reply) || shown === undefined ? reply : new Reply({ ...reply.body, ...shown }, reply.more);
  }

  /** Records in this transaction that somebody opens the facts that `names` finds in the complaint as it stands. */
  async keep(
    tx: Tx,
    id: ComplaintId,
    how: { readonly purpose: Purpose; readonly who: Known; readonly verb: Verb; readonly at: number },
    names: (stored: StoredComplaint) => readonly string[],
  ): Promise<{ readonly version: number; readonly opening: string; readonly at: string }> {
    const { purpose, who, verb, at } = how;
    const recording = this.recording(how);
    const answers = await changeComplaints(tx, [id], (stored) => {
      if (stored === undefined) throw new RedressError([complaintFault('complaint.unknown')]);
      demand(who, verb, { at }, { unit: stored.unit ?? null });
      const change = recordEvents(stored, [openingEvent(purpose, names(stored), { who, verb, at })], recording);
      const after = afterChange(stored, change);
      return { change, answer: { version: after.version, opening: after.events.at(-1)?.id ?? '' } };
    });
    const answer = answers.get(id);
    if (answer === undefined) throw new RangeError('a complaint was asked about and not decided');
    return { ...answer, at: formatInstant(at, indexOf(recording.set).zone) };
  }

  private recording({ who, at }: { readonly who: Known; readonly at: number }): Recording {
    const { set, number } = this.policies.inForce();
    const timeZoneData = process.versions.tz ?? '';
    return { set, setNumber: number, timeZoneData, at, by: who.actor, origin: 'api', random: randomBytes };
  }
}
