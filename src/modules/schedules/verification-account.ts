import { hash } from 'node:crypto';
import { canonical } from '../../ledger/canonical.js';
import { entryHash, type Entry } from '../../ledger/entry.js';
import type { Instant } from '../../rules/values.js';

/** Why a judgement of the sample was not judged again. */
export type RepeatSkip = 'erased' | 'other-engine' | 'set-not-read';

/** A chain that is not whole: from which entry on; 0 where the chain as a whole does not end where it should. */
export type BrokenChain = { readonly kind: string; readonly subject: string; readonly entry: number };

/** A judgement that says something else when it is judged again. */
export type DifferentJudgement = { readonly complaint: string; readonly judgement: number };

/** What a verification has found. Ids and figures alone. */
export type VerificationAccount = {
  /** Chains, those of complaints that have no entry at all among them. */
  readonly population: number;
  readonly examined: number;
  readonly skipped: number;
  readonly entries: number;
  readonly subjects: { readonly [kind: string]: number };
  readonly broken: number;
  /** The first of them. */
  readonly brokenChains: readonly BrokenChain[];
  /** Commits to the newest entry of every chain. */
  readonly heads: string;
  readonly sampled: number;
  readonly repeated: number;
  readonly different: number;
  readonly differentJudgements: readonly DifferentJudgement[];
  readonly notRepeated: { readonly [reason in RepeatSkip]: number };
  readonly at: Instant;
};

/** So many are named; all are counted. */
export const namedAtMost = 100;

/** Where the chain of a complaint must end. */
export interface Head {
  readonly number: number;
  readonly hash: string;
}

export interface ChainReader {
  /** Entries of all chains, those of one chain together and in their order. */
  take(entry: Entry): void;
  /** The chain of the last entry is complete. Gives where it ends. */
  close():
    | { readonly kind: string; readonly subject: string; readonly head: Head; readonly brokenAt: number | undefined }
    | undefined;
}

/** Follows one chain after the other. What is kept is one entry, however long they are. */
export function chainReader(): ChainReader {
  let last: Entry | undefined;
  let brokenAt: number | undefined;
  return {
    take(entry) {
      const expected = (last?.number ?? 0) + 1;
      const isWhole =
        entry.number === expected && entry.previous === (last?.hash ?? null) && entryHash(entry) === entry.hash;
      if (!isWhole) brokenAt ??= Math.min(entry.number, expected);
      last = entry;
    },
    close() {
      if (last === undefined) return undefined;
      const { subject, number, hash: end } = last;
      const closed = { kind: subject.kind, subject: subject.id, head: { number, hash: end }, brokenAt };
      [last, brokenAt] = [undefined, undefined];
      return closed;
    },
  };
}

/** A digest over all heads, in the order in which they come. */
export function headsDigest(): { add(subject: string, head: Head): void; finish(): string } {
  let digest = hash('sha256', '');
  return {
    add(subject, { number, hash: end }) {
      digest = hash('sha256', canonical([digest, subject, number, end]));
    },
    finish: () => digest,
  };
}
