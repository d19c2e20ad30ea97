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

/** The entry of a set that is taken: commits to its texts and to what they say otherwise. */
export function takenDraft(set: Omit<StoredSet, 'takenAt' | 'author'>): EntryDraft {
  const texts = Object.fromEntries(Object.entries(set.texts).map(([file, text]) => [file, digestOf(text)]));
  const body = {
    set: set.number,
    digest: set.digest,
    texts: hash('sha256', canonical(texts)),
    ...(set.diff === undefined ? {} : { diff: hash('sha256', canonical(set.diff)) }),
  };
  return { type: 'set-taken', body };
}
