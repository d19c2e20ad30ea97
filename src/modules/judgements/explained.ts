import type { Complaint } from '../../rules/complaint.js';
import { derivationOf } from '../../rules/judge/derivation.js';
import { judge } from '../../rules/judge/judge.js';
import type { Derivation, Finding, Judgement } from '../../rules/judge/judgement.js';
import type { PolicySet } from '../../rules/policy/policy.js';
import type { Instant } from '../../rules/values.js';

/** A judgement with the derivation of each of its dates. */
export interface Explained {
  readonly judgement: Judgement;
  readonly derivations: ReadonlyMap<string, Derivation>;
}

/** Judges once and keeps why each due date is what it is, by `findingKey`. */
export function judgeExplained(set: PolicySet, complaint: Complaint, at: Instant, timeZoneData: string): Explained {
  const derivations = new Map<string, Derivation>();
  const judgement = judge(set, complaint, at, {
    timeZoneData,
    watch: (finding, instance) => {
      const derivation = instance === undefined ? undefined : derivationOf(instance);
      if (derivation !== undefined) derivations.set(findingKey(finding), derivation);
    },
  });
  return { judgement, derivations };
}

/** One text for one finding of a judgement. */
export function findingKey({ policy, version, rule, round, occurrence }: Finding): string {
  return JSON.stringify([policy, version ?? null, rule ?? null, round ?? null, occurrence?.event ?? null]);
}
