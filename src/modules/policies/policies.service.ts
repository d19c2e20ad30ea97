import { Inject, Injectable } from '@nestjs/common';
import { actorName, type Actor } from '../../actor.js';
import { now } from '../../clock.js';
import { RedressError, type Fault } from '../../errors.js';
import type { EntryDraft } from '../../ledger/entry.js';
import { loadPolicies } from '../../rules/policy/load-policies.js';
import type { PolicySet } from '../../rules/policy/policy.js';
import type { PolicyText } from '../../rules/policy/read-file.js';
import { DATABASE } from '../../store/database-token.js';
import { record } from '../../store/entries.repository.js';
import type { Database, Tx } from '../../store/tx.js';
import { firstSetReason, soloReason } from '../../texts/approval-texts.js';
import { diffOf, type SetDiff } from './policy-set-diff.js';
import { policySetFault } from './policy-set-errors.js';
import {
  insertSet,
  listSets,
  lockSets,
  newestNumber,
  newestSet,
  readSet,
  type ListedSet,
} from './policy-sets.repository.js';
import { filesOf, keptTexts, policySets, sameTexts, takenDraft, type SetTexts, type StoredSet } from './stored-set.js';

/** The set by which complaints are judged now, ready to judge. */
export interface InForce {
  readonly set: PolicySet;
  readonly number: number;
  /** The row, with its texts: mappings too. */
  readonly stored: StoredSet;
}

/** A set that may be taken: without a fault, and with at least one policy. */
export interface SoundSet {
  readonly set: PolicySet;
  readonly texts: SetTexts;
}

/** Reads texts into a set that may be taken, or says everything that is wrong with them. */
export function soundSet(files: readonly PolicyText[]): SoundSet | readonly Fault[] {
  return soundOf(loadPolicies(files), files);
}

/** As soundSet, of texts that were loaded already. */
export function soundOf(
  { set, faults }: { readonly set: PolicySet | undefined; readonly faults: readonly Fault[] },
  files: readonly PolicyText[],
): SoundSet | readonly Fault[] {
  const texts = keptTexts(files);
  const unkept = filesOf(texts).filter(({ text }) => text.includes('\0'));
  const all = [...faults, ...unkept.map(({ file }) => policySetFault('policies.not_text', {}, { file }))];
  if (set === undefined || all.length > 0) return all;
  return set.policies.length === 0 ? [policySetFault('policies.no_policy')] : { set, texts };
}

/** The set of policies in force, which is a row of the database, and the sets before it. */
@Injectable()
export class PoliciesService {
  private current: InForce | undefined;
  private refusal: readonly Fault[] = [];
  /** Newer than the current one, and of no use to this version of Redress. */
  private unreadable = 0;

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** The set in force as this process knows it: never older than the last `refresh`. Throws a RedressError where there is none. */
  inForce(): InForce {
    if (this.current !== undefined) return this.current;
    throw new RedressError([policySetFault('policies.none_in_force'), ...this.refusal]);
  }

  /** Whether there is a set to judge by. */
  isReady(): boolean {
    return this.current !== undefined;
  }

  /** Why no set is in force, to be told with the refusal to judge. */
  explain(faults: readonly Fault[]): void {
    this.refusal = faults;
  }

  /** Takes over a newer set that another process has stored. Gives false where nothing has ever been stored. */
  async refresh(): Promise<boolean> {
    const newest = await newestNumber(this.database.reading);
    if (newest === 0 || newest === this.current?.number || newest === this.unreadable) return newest !== 0;
    const stored = await newestSet(this.database.reading);
    if (stored !== undefined) this.adopt(stored);
    return true;
  }

  /** Takes the first set of an empty database: nobody could approve it yet. Gives undefined, and takes nothing, where there is a set. */
  async takeFirst(first: SoundSet, by: Actor): Promise<number | undefined> {
    const stored = await this.database.transaction(async (tx) => {
      await lockSets(tx);
      if ((await newestNumber(tx)) !== 0) return undefined;
      return storeSet(tx, undefined, first, {
        author: actorName(by),
        approver: undefined,
        reason: firstSetReason,
        diff: undefined,
      });
    });
    if (stored !== undefined) this.adopt(stored, first.set);
    return stored?.number;
  }

  /**
   * Puts a set in force that nobody else has approved, for one person who tries Redress alone: its row and the entry of the chain of sets
   * in one transaction. Texts that are those of the newest set change nothing. Processes that take the same texts at once make one row.
   */
  async take({ set, texts }: SoundSet, by: Actor): Promise<{ readonly number: number; readonly isNew: boolean }> {
    const { stored, isNew } = await this.database.transaction(async (tx) => {
      await lockSets(tx);
      const newest = await newestSet(tx);
      if (newest !== undefined && sameTexts(newest.texts, texts)) return { stored: newest, isNew: false };
      const reason = newest === undefined ? firstSetReason : soloReason;
      const signed = {
        author: actorName(by),
        approver: undefined,
        reason,
        diff: this.diffFrom(newest, { set, texts }),
      };
      return { stored: await storeSet(tx, newest, { set, texts }, signed), isNew: true };
    });
    this.adopt(stored, set);
    return { number: stored.number, isNew };
  }

  /** One page of the sets, from the newest. */
  async sets(page: { readonly before?: number | undefined; readonly limit: number }): Promise<{
    readonly sets: readonly ListedSet[];
    readonly next?: number;
  }> {
    const found = await listSets(this.database.reading, page.before, page.limit + 1);
    const sets = found.slice(0, page.limit);
    const last = sets.at(-1);
    return { sets, ...(found.length > page.limit && last !== undefined ? { next: last.number } : {}) };
  }

  /** Refuses a number that no set has. */
  async read(number: number): Promise<StoredSet> {
    const stored = await readSet(this.database.reading, number);
    if (stored === undefined) throw new RedressError([policySetFault('policies.unknown_set')]);
    return stored;
  }

  /** What a set says otherwise than a stored one; undefined without one. */
  diffFrom(before: StoredSet | undefined, next: SoundSet): SetDiff | undefined {
    if (before === undefined) return undefined;
    const set = this.current?.number === before.number ? this.current.set : loadPolicies(filesOf(before.texts)).set;
    return diffOf({ texts: before.texts, set }, next);
  }

  /** Judges by this set from now on, unless a newer one is known already. */
  adopt(stored: StoredSet, loaded?: PolicySet): void {
    if (stored.number <= (this.current?.number ?? 0)) return;
    const { set, faults } = loaded === undefined ? loadPolicies(filesOf(stored.texts)) : { set: loaded, faults: [] };
    if (set?.digest !== stored.digest) {
      // The one before stays: judging by half a set would be wrong, and stopping would help nobody.
      this.unreadable = stored.number;
      this.explain([policySetFault('policies.unreadable_set', { number: stored.number }), ...faults]);
      return;
    }
    this.current = { set, number: stored.number, stored };
  }
}

/**
 * Writes the set that is in force from now on, its row and the entries of the chain of sets in one transaction: `before` come first. The
 * sets must be locked, and `newest` be what is in force.
 */
export async function storeSet(
  tx: Tx,
  newest: StoredSet | undefined,
  next: SoundSet,
  signed: Pick<StoredSet, 'author' | 'approver' | 'reason' | 'diff'>,
  before: (number: number) => readonly EntryDraft[] = () => [],
): Promise<StoredSet> {
  const at = now();
  const stored: StoredSet = {
    ...signed,
    number: (newest?.number ?? 0) + 1,
    digest: next.set.digest,
    texts: next.texts,
    takenAt: at,
  };
  await insertSet(tx, stored);
  const drafts = [...before(stored.number), takenDraft(stored)];
  await record(tx, policySets, drafts, { actor: signed.approver ?? signed.author, at });
  return stored;
}
