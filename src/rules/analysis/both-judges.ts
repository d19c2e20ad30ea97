import type { Complaint } from '../complaint.js';
import type { CompiledCondition, ConditionCatalogue, FactReader } from '../conditions/condition.js';
import { agrees } from '../conditions/second-judge.js';
import { judge } from '../judge/judge.js';
import { catalogueOf } from '../policy/catalogue.js';
import type { RuleIndex } from '../policy/rule-index.js';
import type { Parameter, PolicySet } from '../policy/policy.js';
import type { Instant, Truth } from '../values.js';
import { allRules } from './all-rules.js';
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
  const catalogueFor = cataloguesOf(set);
  for (const { of, parameters, condition, reader } of questions) {
    if (await agrees(condition, catalogueFor(of, parameters), reader)) continue;
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

/** What conditions of a policy may ask: each version has parameters of its own. */
function cataloguesOf(set: PolicySet): (policy: string, parameters: Question['parameters']) => ConditionCatalogue {
  const workedOut = new Map(
    set.policies.flatMap(({ facts: own }) => [...own].map(([id, { type }]) => [id, { type, values: undefined }])),
  );
  const { events, facts } = set.vocabulary;
  const rules = rulesOf(set);
  return (policy, parameters) => ({
    ...catalogueOf({ events, facts, workedOut, parameters, rules, policy }, new Map()),
    condition: (name) => set.conditions.get(name)?.document,
  });
}

/** The rules whose states a condition may ask, by policy; versions together. */
function rulesOf({ policies }: PolicySet): RuleIndex {
  const byPolicy = Map.groupBy(policies, ({ id }) => id);
  const entries = [...byPolicy].map(([id, versions]) => {
    const rules = Map.groupBy(versions.flatMap(allRules), (rule) => rule.id);
    const kinds = new Map([...rules].map(([name, of]) => [name, new Set(of.map(({ kind }) => kind))]));
    const ranks = new Set(versions.map(({ source }) => source.rank));
    return [id, { rules: kinds, ranks }] as const;
  });
  return { policies: new Map(entries), whole: true };
}
