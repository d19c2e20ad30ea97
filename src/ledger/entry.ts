import { hash } from 'node:crypto';
import type { Instant } from '../rules/values.js';
import { canonical, type Json } from './canonical.js';

/** What a chain of entries is about. */
export type SubjectKind = 'complaint' | 'policy-sets' | 'run' | 'account' | 'recipients' | 'schedules' | 'deliveries';

export interface Subject {
  readonly kind: SubjectKind;
  /** A UUID; of a complaint the complaint's id. */
  readonly id: string;
}

/** An entry as it is decided; its place in the chain comes from the head of its subject. Holds commitments, never values. */
export interface EntryDraft {
  readonly type: string;
  readonly body: { readonly [key: string]: Json | undefined };
}

/** One stored entry: subject, type, actor, instant, commitments, and the hash of the entry before it of the same subject. */
export interface Entry extends EntryDraft {
  readonly subject: Subject;
  /** From 1, without a gap, within the subject. */
  readonly number: number;
  readonly actor: string;
  readonly at: Instant;
  /** Hash of entry `number - 1`, hex; null for the first. */
  readonly previous: string | null;
  /** Hex. */
  readonly hash: string;
}

/** The newest entry of a subject. */
export interface ChainHead {
  readonly number: number;
  /** Hex; null before the first entry. */
  readonly hash: string | null;
}

export const emptyChain: ChainHead = { number: 0, hash: null };

/** These drafts as the next entries of the subject's chain. */
export function appendEntries(
  subject: Subject,
  head: ChainHead,
  drafts: readonly EntryDraft[],
  by: { readonly actor: string; readonly at: Instant },
): readonly Entry[] {
  let { number, hash: previous } = head;
  return drafts.map(({ type, body }) => {
    number++;
    const content = { subject, number, type, actor: by.actor, at: by.at, body, previous };
    const entry: Entry = { ...content, hash: entryHash(content) };
    previous = entry.hash;
    return entry;
  });
}

/**
 * SHA-256(0x00 ‖ canonical JSON of the entry without its hash), hex: the leaf hash of RFC 6962, so that an entry stands in the
 * Merkle tree as it is.
 */
export function entryHash(entry: Omit<Entry, 'hash'>): string {
  const { subject, number, type, actor, at, body, previous } = entry;
  const content: Json = {
    v: 1,
    subject: { kind: subject.kind, id: subject.id },
    number,
    type,
    actor,
    at,
    body,
    previous,
  };
  return hash('sha256', Buffer.concat([leafPrefix, Buffer.from(canonical(content), 'utf8')]));
}

const leafPrefix = Buffer.from([0]);

/** The first entry whose hash or place does not fit, or undefined where the chain from its beginning is whole. */
export function brokenAt(entries: readonly Entry[]): number | undefined {
  let previous: string | null = null;
  for (const [index, entry] of entries.entries()) {
    if (entry.number !== index + 1 || entry.previous !== previous || entryHash(entry) !== entry.hash) return index + 1;
    previous = entry.hash;
  }
  return undefined;
}
