import { expect } from '@jest/globals';
import { zoneOf } from '../../src/rules/time/zone.js';
import { NONE, type FactValue, type Reading } from '../../src/rules/values.js';
import { parseEventTime, parseFactValue } from '../../src/rules/facts/fact-value.js';
import { checkCondition } from '../../src/rules/conditions/check-condition.js';
import { compileCondition } from '../../src/rules/conditions/compile-condition.js';
import type {
  CompiledCondition,
  ConditionCatalogue,
  ConditionDocument,
  FactReader,
  NameType,
} from '../../src/rules/conditions/condition.js';

const types = new Map<string, NameType>([
  ['colour', 'word'],
  ['shade', 'word'],
  ['tags', 'words'],
  ['note', 'text'],
  ['urgent', 'yes-no'],
  ['count', 'number'],
  ['limit', 'number'],
  ['price', 'money'],
  ['cap', 'money'],
  ['bought_on', 'date'],
  ['delivered_on', 'date'],
  ['loggedAt', 'instant'],
  ['term', 'duration'],
  ['other_term', 'duration'],
  ['received', 'event'],
  ['answered', 'event'],
]);

const named = new Map<string, ConditionDocument>([
  ['dear', { all: [{ fact: 'price', operator: 'greaterThan', value: '100 CNY' }] }],
  ['not-dear', { not: { condition: 'dear' } }],
]);

export const catalogue: ConditionCatalogue = {
  typeOf: (name) => types.get(name),
  valuesOf: () => undefined,
  condition: (name) => named.get(name),
};

export type Raw = string | number | boolean | readonly string[];

/** Facts as a policy file writes them; null is NONE, a missing key is unknown. */
export function readerOf(facts: Readonly<Record<string, Raw | null>>): FactReader {
  const readings = new Map(Object.entries(facts).map(([name, raw]) => [name, readingOf(name, raw)]));
  return { zone: zoneOf('Asia/Shanghai'), read: (name) => readings.get(name) };
}

export function readingOf(name: string, raw: Raw | null): Reading {
  if (raw === null) return NONE;
  const type = types.get(name) ?? 'text';
  const parsed = type === 'event' ? parseEventTime(raw) : parseFactValue(type, raw);
  if ('problem' in parsed) throw new Error(`${name}: ${parsed.problem.code}`);
  return parsed.value satisfies FactValue;
}

export function compile(document: ConditionDocument): CompiledCondition {
  expect(checkCondition(document, catalogue)).toEqual([]);
  return compileCondition(document, catalogue);
}

export const leaf = (fact: string, operator: string, value: unknown): ConditionDocument => ({
  all: [{ fact, operator, value }],
});
