import type { Complaint } from '../complaint.js';
import type { CompiledCondition, FactReader } from '../conditions/condition.js';
import { agrees } from '../conditions/second-judge.js';
import { judge } from '../judge/judge.js';
import type { PolicySet } from '../policy/policy.js';
import type { Parameter } from '../policy/vocabulary-types.js';
import type { Instant, Truth } from '../values.js';
import { catalogueIn } from './set-catalogue.js';
import { withConditions } from './walk-conditions.js';

/** A condition that was asked while judging, and of whom: with the facts as they stood there. */
export interface Question {
  /** The policy in which it stands, or the waiver whose scope it is. */
  readonly of: string;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly condition: CompiledCondition;
  readonly reader: FactReader;
}

/** Judges once more and keeps every condition that is asked on the way; `policy`: of this policy alone. */
export function questionsOf(set: PolicySet, complaint: Complaint, at: Instant, policy?: string): readonly Question[] {
  const asked: Question[] = [];
  judge(listening(set, policy, asked), complaint, at);
  return asked;
}

/** A condition on which json-rules-engine says otherwise than its compiled form. */
export interface Disagreement {
  readonly of: string;
  /** The condition as JSON. */
  readonly document: string;
  readonly ours: Truth;
}

/**
 * Asks json-rules-engine about every question, with the facts as they stood there: what the two do not agree on, each condition once.
 * What is unknown cannot be asked of the engine (S33).
 */
export async function disagreements(questions: readonly Question[], set: PolicySet): Promise<readonly Disagreement[]> {
  const found = new Map<string, Disagreement>();
  for (const { of, parameters, condition, reader } of questions) {
    if (await agrees(condition, catalogueIn(set, { id: of, parameters }), reader)) continue;
    const document = JSON.stringify(condition.document);
    found.set(`${of} ${document}`, { of, document, ours: condition.test(reader) });
  }
  return [...found.values()];
}

/** The same set, in which every condition takes down by whom it was asked. */
function listening(set: PolicySet, only: string | undefined, asked: Question[]): PolicySet {
  const listen =
    (of: string, parameters: Question['parameters']) =>
    (condition: CompiledCondition): CompiledCondition => ({
      ...condition,
      test: (reader) => {
        asked.push({ of, parameters, condition, reader });
        return condition.test(reader);
      },
    });
  const policies = set.policies.map((policy) =>
    only === undefined || policy.id === only ? withConditions(policy, listen(policy.id, policy.parameters)) : policy,
  );
  if (only !== undefined) return { ...set, policies };
  const waivers = set.waivers.map((waiver) => withConditions(waiver, listen(waiver.id, set.parameters)));
  return { ...set, policies, waivers };
}
