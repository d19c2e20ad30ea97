import type { Text } from '../../errors.js';
import type { CompiledCondition, ConditionCatalogue, FactReader } from '../conditions/condition.js';
import { agrees } from '../conditions/second-judge.js';
import { judge } from '../judge/judge.js';
import { catalogueOf } from '../policy/catalogue.js';
import type { Policy, PolicySet } from '../policy/policy.js';
import type { TestCase } from './test-cases.js';

/**
 * Judges a case once more and asks json-rules-engine about every condition of its policy that was evaluated on the way,
 * with the facts as they stood there: `applies`, `when` and `require`, and those of pauses, extensions and `since`.
 * Returns what the two do not agree on; what is unknown cannot be asked of the engine.
 */
export async function secondOpinion(testCase: TestCase, set: PolicySet): Promise<readonly Text[]> {
  const asked: Question[] = [];
  judge(listening(set, testCase.policy, asked), testCase.complaint, testCase.at);
  const differences = new Map<string, Text>();
  for (const { policy, condition, reader } of asked) {
    if (await agrees(condition, catalogueFor(set, policy), reader)) continue;
    const document = JSON.stringify(condition.document);
    differences.set(document, {
      en: `${policy.id}: json-rules-engine does not agree on ${document}: here it is ${String(condition.test(reader))}`,
      zh: `${policy.id}：json-rules-engine 的结论不一致：${document}，此处为 ${String(condition.test(reader))}`,
    });
  }
  return [...differences.values()];
}

interface Question {
  readonly policy: Policy;
  readonly condition: CompiledCondition;
  readonly reader: FactReader;
}

/** The same set, in which every condition of one policy takes down whom it was asked by. */
function listening(set: PolicySet, id: string, asked: Question[]): PolicySet {
  const policies = set.policies.map((policy) =>
    policy.id === id ? withConditions(policy, (condition) => listeningCondition(condition, policy, asked)) : policy,
  );
  return { ...set, policies };
}

function listeningCondition(condition: CompiledCondition, policy: Policy, asked: Question[]): CompiledCondition {
  return {
    ...condition,
    test: (reader) => {
      asked.push({ policy, condition, reader });
      return condition.test(reader);
    },
  };
}

/** A copy in which every compiled condition, wherever it stands, is replaced. */
function withConditions<T>(value: T, replace: (condition: CompiledCondition) => CompiledCondition): T {
  // The copy has the shape of the original, which the compiler cannot see through a walk over its keys.
  return copy(value, replace) as T;
}

function copy(value: unknown, replace: (condition: CompiledCondition) => CompiledCondition): unknown {
  if (isCompiled(value)) return replace(value);
  if (Array.isArray(value)) return value.map((each) => copy(each, replace));
  if (value instanceof Map) return new Map([...value].map(([key, each]) => [key, copy(each, replace)]));
  if (typeof value !== 'object' || value === null || value instanceof Set) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, copy(each, replace)]));
}

function isCompiled(value: unknown): value is CompiledCondition {
  return typeof value === 'object' && value !== null && 'test' in value && typeof value.test === 'function';
}

function catalogueFor(set: PolicySet, policy: Policy): ConditionCatalogue {
  const workedOut = new Set(set.policies.flatMap((each) => [...each.facts.keys()]));
  const { events, facts } = set.vocabulary;
  const catalogue = catalogueOf({ events, facts, workedOut, parameters: policy.parameters }, new Map());
  return { ...catalogue, condition: (name) => set.conditions.get(name)?.document };
}
