import type { Json } from '../../ledger/canonical.js';
import type { ChainHead, Entry } from '../../ledger/entry.js';
import type { CountedAs } from '../../rules/analysis/counted-as.js';
import type { Instant } from '../../rules/values.js';
import type { ComplaintId } from './complaint-id.js';
import type { ComplaintState, PersonalValue, StoredEvent } from './complaint.js';
import type { NoticeKey } from './notice-key.js';
import type { Applying, StoredReceipt } from './stored-judgement.js';

/**
 * A judgement as it is kept: only when its result differs from the one before. Which rules do not apply and why is part of the
 * result's digest and found again by judging again.
 */
export interface StoredJudgement extends Applying {
  /** From 1 within the complaint. */
  readonly number: number;
  readonly at: Instant;
  readonly setNumber: number;
  readonly outcome: CountedAs;
  readonly receipt: StoredReceipt;
  /** Digest of the result, hex. */
  readonly result: string;
  readonly run?: string;
}

/** What the next look needs: when, under which set it was judged, and with what result. */
export interface Look {
  readonly nextLookAt: Instant | null;
  readonly setNumber: number;
  readonly judgementNumber: number;
  readonly result: string;
  readonly outcome: CountedAs;
  readonly judgedAt: Instant;
}

/** Somebody to be told. Refers to the complaint; holds no personal value. */
export interface Notice extends NoticeKey {
  readonly body: Readonly<Record<string, Json | undefined>>;
}

/** What becomes of a notice that stands already. */
export type NoticeTurn = NoticeKey &
  (
    | { readonly status: 'acknowledged' | 'moot' | 'over' }
    /** Over before, and needed again; it is not sent again. */
    | { readonly status: 'told' }
    /** Moot before, and due again: it begins anew. */
    | { readonly status: 'waiting'; readonly body: Notice['body'] }
  );

/** Somebody has taken up what they were told. */
export interface Acknowledgement extends NoticeKey {
  readonly at: Instant;
  readonly actor: string;
}

/** A change of one complaint, decided by pure code and written by `commit` as it is. */
export interface Change {
  readonly complaint: ComplaintId;
  readonly source: string;
  readonly reference: string;
  readonly unit?: string;
  /** The version that was read; 0 for a complaint that is not stored yet. */
  readonly version: number;
  readonly at: Instant;
  readonly state: ComplaintState;
  /** First instant of its receipt, where it is known. */
  readonly receivedAt: Instant | null;
  readonly events: readonly StoredEvent[];
  readonly personal: readonly PersonalValue[];
  readonly judgement?: StoredJudgement;
  readonly look: Look;
  /** The newest entry before this change. */
  readonly head: ChainHead;
  readonly entries: readonly Entry[];
  readonly notices: readonly Notice[];
  readonly noticeTurns: readonly NoticeTurn[];
  readonly acknowledged: readonly Acknowledgement[];
}
