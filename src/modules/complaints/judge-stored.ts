import type { ChainHead } from '../../ledger/entry.js';
import { judge } from '../../rules/judge/judge.js';
import type { LevelToTell } from '../../rules/judge/judgement.js';
import type { PolicySet } from '../../rules/policy/policy.js';
import type { Instant } from '../../rules/values.js';
import type { Look, StoredJudgement } from './change.js';
import type { StoredComplaint } from './complaint.js';
import { judgeable } from './judgeable.js';
import { resultOf } from './stored-judgement.js';

/** By which policies a complaint is judged, and for which instant. */
export interface Judging {
  readonly set: PolicySet;
  readonly setNumber: number;
  /** Release of the time-zone data, for the receipt. */
  readonly timeZoneData: string;
  readonly at: Instant;
  readonly run?: string;
}

export interface Judged {
  /** When the judgement is to be looked at again; who is to be told next is another matter. */
  readonly look: Look;
  readonly judgement?: StoredJudgement;
  /** Who may have to be told. */
  readonly telling: readonly LevelToTell[];
}

/** Judges what is known up to the entry `input`: when to look again, and the judgement where it says something else than the last. */
export function judgeStored(complaint: StoredComplaint, input: ChainHead, how: Judging): Judged {
  const judgement = judge(how.set, judgeable(complaint, how.at), how.at, { timeZoneData: how.timeZoneData });
  const result = resultOf(judgement);
  const isNews = result.digest !== complaint.judgement.result;
  const number = complaint.judgement.number + (isNews ? 1 : 0);
  const look: Look = {
    nextLookAt: judgement.nextLookAt ?? null,
    setNumber: how.setNumber,
    judgementNumber: number,
    result: result.digest,
    outcome: result.outcome,
    judgedAt: how.at,
  };
  const { telling } = judgement;
  if (!isNews) return { look, telling };
  const kept: StoredJudgement = {
    number,
    at: how.at,
    setNumber: how.setNumber,
    outcome: result.outcome,
    findings: result.findings,
    rights: result.rights,
    retention: result.retention,
    records: result.records,
    escalations: result.escalations,
    notApplicable: result.notApplicable,
    receipt: {
      ...judgement.receipt,
      input: { number: input.number, hash: input.hash, event: complaint.events.at(-1)?.number ?? 0 },
      result: result.digest,
    },
    result: result.digest,
    ...(how.run === undefined ? {} : { run: how.run }),
  };
  return { look, judgement: kept, telling };
}
