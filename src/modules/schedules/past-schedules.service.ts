import { Injectable, Logger } from '@nestjs/common';
import { loadPolicies } from '../../rules/policy/load-policies.js';
import type { Schedule } from '../../rules/schedule/schedule.js';
import { PoliciesService } from '../policies/policies.service.js';
import { filesOf } from '../policies/stored-set.js';

const keptAtOnce = 20;

/** The schedules of the sets of policies: of the one in force, and of those before it. */
@Injectable()
export class PastSchedules {
  private readonly known = new Map<number, readonly Schedule[]>();
  private readonly log = new Logger('Schedules');

  constructor(private readonly policies: PoliciesService) {}

  /** Of the set with this number; none where this version of Redress cannot read it, which is logged. */
  async of(number: number): Promise<readonly Schedule[]> {
    const current = this.policies.inForce();
    if (current.number === number) return current.set.schedules;
    const known = this.known.get(number) ?? (await this.load(number));
    this.known.delete(number);
    this.known.set(number, known);
    const [oldest] = this.known.keys();
    if (this.known.size > keptAtOnce && oldest !== undefined) this.known.delete(oldest);
    return known;
  }

  private async load(number: number): Promise<readonly Schedule[]> {
    const { set } = loadPolicies(filesOf((await this.policies.read(number)).texts));
    if (set === undefined) this.log.error(`The schedules of set ${number} cannot be read by this version`);
    return set?.schedules ?? [];
  }
}
