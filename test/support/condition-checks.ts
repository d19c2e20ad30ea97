import { checkCondition } from '../../src/rules/conditions/check-condition.js';
import type { ConditionCatalogue, ConditionDocument, NameType } from '../../src/rules/conditions/condition.js';

const types = new Map<string, NameType>([
  ['category', 'word'],
  ['note', 'text'],
  ['tags', 'words'],
  ['urgent', 'yes-no'],
  ['count', 'number'],
  ['price', 'money'],
  ['bought_on', 'date'],
  ['loggedAt', 'instant'],
  ['term', 'duration'],
  ['received', 'event'],
]);
/** One comparison as a file writes it, sound or not. */
export const leaf = (fact: unknown, operator: unknown, value: unknown): unknown => ({ fact, operator, value });
/** A sound leaf. */
export const count = leaf('count', 'equal', 1);
/** A question for the state of the rule `answer`. */
export const stateOf = (state: string) => ({
  fact: 'state',
  operator: 'equal',
  value: state,
  params: { rule: 'answer' },
});

/** What a checked condition may name: a fact of each type, two rules, and these named conditions. */
export function catalogueOf(named: Readonly<Record<string, unknown>> = {}): ConditionCatalogue {
  const documents = new Map(Object.entries(named));
  return {
    typeOf: (name) => types.get(name),
    valuesOf: (name) => (name === 'category' || name === 'tags' ? ['faulty', 'late'] : undefined),
    // The named conditions of a file that has not been checked yet may be anything.
    condition: (name) => documents.get(name) as ConditionDocument | undefined,
    statesOf: (rule) => (rule === 'answer' ? ['running', 'overdue'] : rule === 'demand' ? [] : undefined),
    rulesWithStates: () => ['answer'],
    names: () => types.keys(),
    conditionNames: () => documents.keys(),
  };
}

/** `code @ path` of each problem. */
export function problemsOf(document: unknown, named?: Readonly<Record<string, unknown>>): readonly string[] {
  return checkCondition(document, catalogueOf(named)).map(
    ({ code, path }) => `${code} @ ${path.map(String).join('.')}`,
  );
}
