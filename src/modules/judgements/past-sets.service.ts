import { Injectable } from '@nestjs/common';
import { loadPolicies } from '../../rules/policy/load-policies.js';
import type { PolicySet } from '../../rules/policy/policy.js';
import { PoliciesService } from '../policies/policies.service.js';
import { filesOf } from '../policies/stored-set.js';

/** Sets that are asked for again and again; each is some megabytes. */
const keptAtOnce = 4;

/** The sets that were in force before, for judgements that were made by them. */
@Injectable()
export class PastSets {
  private readonly known = new Map<number, Promise<PolicySet | undefined>>();

  constructor(private readonly policies: PoliciesService) {}

  /** The set with this number; undefined where this version of Redress does not read it as it was. */
  read(number: number): Promise<PolicySet | undefined> {
    const current = this.policies.inForce();
    if (current.number === number) return Promise.resolve(current.set);
    const known = this.known.get(number) ?? this.load(number);
    this.known.delete(number);
    this.known.set(number, known);
    const [oldest] = this.known.keys();
    if (this.known.size > keptAtOnce && oldest !== undefined) this.known.delete(oldest);
    return known;
  }

  private async load(number: number): Promise<PolicySet | undefined> {
    try {
      const stored = await this.policies.read(number);
      const { set } = loadPolicies(filesOf(stored.texts));
      return set?.digest === stored.digest ? set : undefined;
    } catch (error) {
      this.known.delete(number);
      throw error;
    }
  }
}
