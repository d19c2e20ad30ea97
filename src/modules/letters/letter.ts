import type { Language } from '../../errors.js';
import type { LetterKind } from '../../rules/policy/letter-kinds.js';
import type { Instant } from '../../rules/values.js';
import type { ComplaintId } from '../complaints/complaint-id.js';
import type { StoredComplaint } from '../complaints/complaint.js';

export const letterStatuses = ['draft', 'sending', 'failed', 'sent', 'recorded', 'discarded'] as const;
export type LetterStatus = (typeof letterStatuses)[number];

export const letterWays = ['mail', 'post', 'handed-over', 'portal'] as const;
export type LetterWay = (typeof letterWays)[number];

/** A letter as it is kept. What it says and where it goes stand in `personal`, under the ids given here. */
export interface Letter {
  readonly id: string;
  readonly complaint: ComplaintId;
  readonly kind: LetterKind;
  readonly language: Language;
  readonly status: LetterStatus;
  /** Counts its changes, from 1. */
  readonly version: number;
  readonly judgementNumber: number;
  readonly setNumber: number;
  /** The dates that it gave when it was drafted; see LetterDraft. */
  readonly dates: readonly string[];
  /** As it was drafted. */
  readonly original: string;
  /** As it stands. */
  readonly text: string;
  readonly madeAt: Instant;
  readonly madeBy: string;
  readonly sentAt: Instant | null;
  readonly sentBy: string | null;
  readonly way: LetterWay | null;
  /** What is to be done with it: see SendingOrder. */
  readonly order: string | null;
  readonly eventIds: readonly string[] | null;
  /** Its identity for mail servers; the same however often it is tried. */
  readonly messageId: string | null;
  readonly errorCode: string | null;
}

/** What a letter says. */
export interface LetterWords {
  readonly subject: string;
  readonly text: string;
}

/** How a letter is to go, kept beside its text because it is as personal. */
export interface SendingOrder {
  readonly to: string;
  /** Facts that its events carry, as they were given in. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly despite?: string;
}

/** What a letter says as it stands, or as it was drafted; undefined where it was erased. */
export function wordsOf(id: string, { personal }: Pick<StoredComplaint, 'personal'>): LetterWords | undefined {
  const value = personal.get(id)?.value;
  // Written by `keptApart` alone.
  return typeof value === 'string' ? (JSON.parse(value) as LetterWords) : undefined;
}

/** How it is to go; undefined where that was erased. */
export function orderOf(id: string | null, { personal }: Pick<StoredComplaint, 'personal'>): SendingOrder | undefined {
  const value = id === null ? undefined : personal.get(id)?.value;
  // Written by `keptApart` alone.
  return typeof value === 'string' ? (JSON.parse(value) as SendingOrder) : undefined;
}
