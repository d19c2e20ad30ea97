import type { ChainHead } from '../../ledger/entry.js';
import type { Observed } from '../../rules/complaint.js';
import type { FactValue, Instant, None, Time } from '../../rules/values.js';
import type { NoticeKey } from './notice-key.js';
import type { ComplaintId } from './complaint-id.js';

/** Stands in an event where a personal value was: the value itself is in `personal`, from which it can be erased. */
export interface PersonalRef {
  readonly kind: 'personal';
  readonly id: string;
}

export type StoredValue = FactValue | None | PersonalRef;

/** An event as it is kept. Never edited. */
export interface StoredEvent {
  /** From 1 within the complaint: the order in which Redress learnt of them. */
  readonly number: number;
  /** Unique within the complaint. */
  readonly id: string;
  readonly type: string;
  readonly at: Time;
  /** When its source says that it was written down. */
  readonly recordedAt?: Instant;
  /** When Redress learnt of it. */
  readonly storedAt: Instant;
  readonly ref?: string;
  /** Its facts have held from the start of the complaint, whatever its time: the columns of a row. Only for `facts-recorded`. */
  readonly fromStart: boolean;
  readonly data: Readonly<Record<string, StoredValue>>;
  readonly salt: Buffer;
  /** What brought it: `import:MAPPING`, `api`. */
  readonly origin: string;
  readonly actor: string;
  readonly run?: string;
}

export interface PersonalValue {
  readonly id: string;
  readonly value: FactValue;
  readonly salt: Buffer;
}

/** The newest judgement that is stored. */
export interface JudgementHead {
  readonly number: number;
  /** Digest of its result, hex. */
  readonly result: string | null;
  readonly setNumber: number | null;
  /** For which instant it was last looked at: no later look is for an earlier one. */
  readonly lookedAt: Instant | null;
  readonly nextLookAt: Instant | null;
}

/** A notice as it stands: who was told what, and what became of it. */
export interface StoredNotice extends NoticeKey {
  readonly at: Instant;
  readonly status: 'waiting' | 'told' | 'acknowledged' | 'moot' | 'over';
}

/** Where a complaint stands, folded from its events. */
export interface ComplaintState {
  /** `void` where every event was retracted: an import that was undone. */
  readonly status: 'open' | 'closed' | 'withdrawn' | 'merged' | 'void';
  readonly received?: Time;
  readonly closed?: Time;
}

/** A complaint with all that is stored of it that judging needs. */
export interface StoredComplaint {
  readonly id: ComplaintId;
  readonly source: string;
  readonly reference: string;
  /** Counts the changes; 0 for one that is not stored yet. */
  readonly version: number;
  /** What its sources report, together; of one that is not stored yet, what is to be recorded of it. */
  readonly observes: Observed;
  /** When it was last changed; null for one that is not stored yet. */
  readonly changedAt: Instant | null;
  readonly unit?: string;
  readonly events: readonly StoredEvent[];
  /** What is left of the personal values; an erased one is not there. */
  readonly personal: ReadonlyMap<string, PersonalValue>;
  readonly head: ChainHead;
  readonly judgement: JudgementHead;
  /** In no order. */
  readonly notices: readonly StoredNotice[];
}
