import { Injectable } from '@nestjs/common';
import { RedressError } from '../../errors.js';
import { diffSets, type Change } from '../../rules/analysis/diff-sets.js';
import { loadPolicies } from '../../rules/policy/load-policies.js';
import type { PolicySet } from '../../rules/policy/policy.js';
import { policyWords } from '../../texts/policy-words.js';
import { PoliciesService } from './policies.service.js';
import { policySetFault } from './policy-set-errors.js';
import { proposalFault } from './proposal-errors.js';
import type { Proposal } from './proposal.js';
import { filesOf } from './stored-set.js';

/** Comparisons that are asked for again: both sets never change. */
const keptAtOnce = 8;

/** What the sets that were in force say otherwise than each other: found when somebody asks, from their whole texts. */
@Injectable()
export class SetChanges {
  private readonly known = new Map<string, readonly Change[]>();

  constructor(private readonly policies: PoliciesService) {}

  /** Compares a set with another, or with the one before it. Refuses numbers that no set has, and texts that this version cannot read. */
  async of(
    number: number,
    against: number | undefined,
  ): Promise<{ readonly against: number | null; readonly changes: readonly Change[] }> {
    const other = against ?? number - 1;
    if (other === 0) {
      await this.policies.read(number);
      return { against: null, changes: [] };
    }
    return { against: other, changes: await this.compared(`${other} ${number}`, other, () => this.load(number)) };
  }

  /** What a proposal says otherwise than the set that it was made from; of one that was made from none nothing. */
  async ofProposal({ id, base, texts }: Pick<Proposal, 'id' | 'base' | 'texts'>): Promise<readonly Change[]> {
    if (base === 0) return [];
    return this.compared(`${base} ${id}`, base, () => {
      const { set, faults } = loadPolicies(filesOf(texts));
      if (set === undefined) throw new RedressError([proposalFault('policies.proposal_not_read'), ...faults]);
      return Promise.resolve(set);
    });
  }

  private async compared(key: string, base: number, after: () => Promise<PolicySet>): Promise<readonly Change[]> {
    const changes = this.known.get(key) ?? diffSets(await this.load(base), await after(), policyWords);
    this.known.delete(key);
    this.known.set(key, changes);
    const [oldest] = this.known.keys();
    if (this.known.size > keptAtOnce && oldest !== undefined) this.known.delete(oldest);
    return changes;
  }

  /** A stored set as this version of Redress reads it; it need not judge, so another digest would be no harm, but a fault is. */
  async load(number: number): Promise<PolicySet> {
    const current = this.policies.isReady() ? this.policies.inForce() : undefined;
    if (current?.number === number) return current.set;
    const { set, faults } = loadPolicies(filesOf((await this.policies.read(number)).texts));
    if (set === undefined) throw new RedressError([policySetFault('policies.set_not_read', { number }), ...faults]);
    return set;
  }
}
