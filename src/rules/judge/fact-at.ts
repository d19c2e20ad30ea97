import type { Complaint } from '../complaint.js';
import type { MissingFact } from '../conditions/condition.js';
import type { PolicySet } from '../policy/policy.js';
import type { Instant, Reading } from '../values.js';
import { runOf } from './judge.js';
import { read, whyMissing } from './reader.js';
import { now } from './scope.js';
import { policyDay } from './standing.js';
import { isInForce, scopeOf } from './versions.js';

/** What a fact comes to, and what is missing where nobody knows. */
export interface FactFound {
  readonly reading: Reading;
  readonly missing: readonly MissingFact[];
}

/**
 * What a fact comes to for a policy at an instant, by the version in force on the day that picks it: recorded, set by intake or worked
 * out. Of a disputed fact what is recorded. Throws where there is no such policy.
 */
export function factAt(set: PolicySet, complaint: Complaint, at: Instant, policy: string, name: string): FactFound {
  const run = runOf(set, complaint, at);
  const versions = set.policies.filter(({ id }) => id === policy);
  const dated = versions.map((version) => ({ version, day: policyDay(run, version) }));
  const chosen =
    dated.find(({ version, day }) => day.kind === 'day' && isInForce(version.inForce, day.day)) ?? dated.at(-1);
  if (chosen === undefined) throw new RangeError(`there is no policy ${policy}`);
  const { version, day } = chosen;
  const scope = scopeOf(run.of, version, day.kind === 'day' ? day.day : version.inForce.from);
  const reading = read(scope, now, name);
  return { reading, missing: reading === undefined ? whyMissing(scope, now, name) : [] };
}
