import { hash } from 'node:crypto';
import { canonical } from '../../ledger/canonical.js';
import type { EntryDraft, Subject } from '../../ledger/entry.js';
import { comparePaths, kindOf } from '../../rules/policy/policy-files.js';
import { digestOf, type PolicyText } from '../../rules/policy/read-file.js';
import type { Instant } from '../../rules/values.js';
import type { SetDiff, SetTexts } from './policy-set-diff.js';

export type { SetTexts } from './policy-set-diff.js';

/** A set as it was taken: never changed, never removed. */
export interface StoredSet {
  /** From 1, without a gap. */
  readonly number: number;
  /** Of the set, see PolicySet. */
  readonly digest: string;
  readonly texts: SetTexts;
  readonly takenAt: Instant;
  readonly author: string;
  /** Undefined where nobody approved it: the first set of an empty database, and what one person alone has taken. */
  readonly approver: string | undefined;
  /** Of the author; of what nobody approved why. */
  readonly reason: string | undefined;
  /** Against the set before; undefined for the first. */
  readonly diff: SetDiff | undefined;
}

/** All sets are one chain of entries: the letters "policy". */
export const policySets: Subject = { kind: 'policy-sets', id: '00000000-0000-8000-8000-706f6c696379' };

/** What is kept of a folder: all that judging and importing read. Tests and files of other kinds stay in the folder. */
export function keptTexts(files: readonly PolicyText[]): SetTexts {
  const kept = files.filter(({ file }) => kindOf(file) !== 'other' || isMapping(file) || file === 'schedules.yaml');
  return Object.fromEntries(kept.map(({ file, text }) => [file, text]));
}

/** Whether a file of a set maps an export, and so says nothing of how complaints are judged. */
export function isMapping(file: string): boolean {
  return /^mappings\/.*\.ya?ml$/u.test(file);
}

/** In the order of their paths, as the digest of a set takes them. */
export function filesOf(texts: SetTexts): readonly PolicyText[] {
  return Object.entries(texts)
    .map(([file, text]) => ({ file, text }))
    .sort((a, b) => comparePaths(a.file, b.file));
}

/** Whether both sets have the same files with the same texts, in any order. */
export function sameTexts(a: SetTexts, b: SetTexts): boolean {
  return canonical(a) === canonical(b);
}

/** Commits to every text of a set, mappings too. */
export function textsDigest(texts: SetTexts): string {
  const digests = Object.fromEntries(Object.entries(texts).map(([file, text]) => [file, digestOf(text)]));
  return hash('sha256', canonical(digests));
}

/** What an entry says of texts, of what they say otherwise, and of a reason: commitments, for all three stand in the rows. */
export function commitments({ texts, diff, reason }: Pick<StoredSet, 'texts' | 'diff' | 'reason'>) {
  return {
    texts: textsDigest(texts),
    ...(diff === undefined ? {} : { diff: hash('sha256', canonical(diff)) }),
    ...(reason === undefined ? {} : { reason: hash('sha256', reason) }),
  };
}

/** The entry of a set that is taken: commits to its texts and to what they say otherwise, and names the author of what another approved. */
export function takenDraft(set: Omit<StoredSet, 'takenAt'>): EntryDraft {
  const { number, digest, author, approver } = set;
  const people = approver === undefined ? {} : { author, approver };
  const body = { set: number, digest, ...commitments(set), ...people };
  return { type: 'set-taken', body };
}
