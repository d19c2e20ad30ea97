import { Inject, Injectable } from '@nestjs/common';
import { actorName } from '../../actor.js';
import { demand } from '../../authority/demand.js';
import { mayNot } from '../../authority/authority.js';
import type { Known } from '../../authority/known.js';
import { now } from '../../clock.js';
import { RedressError, type Fault } from '../../errors.js';
import type { Claim } from '../../http/idempotency/claim.js';
import { once } from '../../http/idempotency/once.writer.js';
import type { Reply } from '../../http/reply.js';
import { randomBytes } from '../../random.js';
import { changeComplaints, type Decision } from '../../store/complaint-changes.writer.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database } from '../../store/tx.js';
import { acknowledge } from '../complaints/acknowledge.js';
import { complaintFault } from '../complaints/complaint-errors.js';
import type { StoredComplaint } from '../complaints/complaint.js';
import { nextVersion, type Recording } from '../complaints/record-events.js';
import { mustBeVisible } from '../complaints/visible.repository.js';
import { PoliciesService } from '../policies/policies.service.js';
import { instantTextOf } from '../policies/policy-views.js';
import { keyText, type EscalationKey } from './escalation.js';
import { wasTold } from './escalations.repository.js';

export interface Asking {
  readonly who: Known;
  readonly claim: Claim | undefined;
}

/** What became of one of many. */
export interface Acknowledging {
  readonly key: EscalationKey;
  /** Why it could not be acknowledged. */
  readonly fault?: Fault;
}

const verb = 'escalation.acknowledge';
/** Complaints that are changed in one transaction. */
const atOnce = 50;

/** Takes down that somebody has seen to what they were told: nobody above them is told of it any more. */
@Injectable()
export class AcknowledgingService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly policies: PoliciesService,
  ) {}

  /**
   * Acknowledges one escalation, in the name of whoever asks, told or not. Refuses (404) a complaint that they do not see and what was
   * never told, (409) what somebody has acknowledged already.
   */
  async one(key: EscalationKey, { who, claim }: Asking) {
    const { complaint, rule, level, round } = key;
    await mustBeVisible(this.database.reading, complaint, who, verb);
    const how = this.recording(who);
    return once(this.database, claim, how.at, async (tx) => {
      const told = await wasTold(tx, who.account, key);
      const answers = await changeComplaints(tx, [complaint], (stored) => decideOne(stored, key, who, how));
      const done = answers.get(complaint);
      if (done === undefined) throw new RangeError('a complaint was asked about and not decided');
      const at = instantTextOf(how.set)(done.at);
      const body = {
        complaint,
        rule,
        level,
        round,
        at,
        by: actorName(who.actor),
        was_told: told,
        version: done.version,
      };
      return { status: 200, body };
    });
  }

  /** Acknowledges each of these that can be; gives every one of them, with the reason where it could not be. */
  async many(keys: readonly EscalationKey[], who: Known): Promise<readonly Acknowledging[]> {
    const done = new Map<string, Acknowledging>();
    for (const pass of passesOf(keys))
      for (let first = 0; first < pass.length; first += atOnce)
        for (const each of await this.some(pass.slice(first, first + atOnce), who)) done.set(keyText(each.key), each);
    return keys.flatMap((key) => done.get(keyText(key)) ?? []);
  }

  /** Of each complaint one. */
  private async some(keys: readonly EscalationKey[], who: Known): Promise<readonly Acknowledging[]> {
    const byComplaint = new Map(keys.map((key) => [key.complaint, key]));
    const how = this.recording(who);
    const answers = await this.database.transaction((tx) =>
      changeComplaints(tx, [...byComplaint.keys()].sort(), (stored, id) =>
        decideSome(stored, byComplaint.get(id), who, how),
      ),
    );
    return keys.map((key) => {
      const fault = answers.get(key.complaint);
      return fault === undefined ? { key } : { key, fault };
    });
  }

  private recording({ actor }: Known): Recording {
    const { set, number } = this.policies.inForce();
    const timeZoneData = process.versions['tz'] ?? '';
    return { set, setNumber: number, timeZoneData, at: now(), by: actor, origin: 'api', random: randomBytes };
  }
}

export type AcknowledgedReply = Reply<Awaited<ReturnType<AcknowledgingService['one']>>['body']>;

/** Notices one after another of each complaint, those of all complaints together: a change of a complaint holds one. */
function passesOf(keys: readonly EscalationKey[]): readonly (readonly EscalationKey[])[] {
  const passes: EscalationKey[][] = [];
  for (const own of Map.groupBy(keys, ({ complaint }) => complaint).values())
    for (const [index, key] of own.entries()) (passes[index] ??= []).push(key);
  return passes;
}

interface Done {
  readonly at: number;
  readonly version: number;
}

function decideOne(
  stored: StoredComplaint | undefined,
  key: EscalationKey,
  who: Known,
  how: Recording,
): Decision<Done> {
  if (stored === undefined) throw new RedressError([complaintFault('complaint.unknown')]);
  demand(who, verb, { at: how.at }, { unit: stored.unit ?? null });
  const change = acknowledge(stored, { ...key, kind: 'escalation' }, how);
  return { change, answer: { at: change.at, version: nextVersion(change) } };
}

/** In place of a refusal its reason: one that cannot be acknowledged does not hold up the others. */
function decideSome(
  stored: StoredComplaint | undefined,
  key: EscalationKey | undefined,
  who: Known,
  how: Recording,
): Decision<Fault | undefined> {
  const isSeen = stored !== undefined && mayNot(who, verb, { at: how.at }, { unit: stored.unit ?? null }) === undefined;
  if (!isSeen || key === undefined) return { answer: complaintFault('complaint.unknown') };
  try {
    return { change: acknowledge(stored, { ...key, kind: 'escalation' }, how), answer: undefined };
  } catch (error) {
    const fault = error instanceof RedressError ? error.faults[0] : undefined;
    if (fault === undefined) throw error;
    return { answer: fault };
  }
}
