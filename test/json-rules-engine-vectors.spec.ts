import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { checkCondition } from '../src/rules/conditions/check-condition.js';
import { compileCondition } from '../src/rules/conditions/compile-condition.js';
import type { ConditionCatalogue, ConditionDocument, NameType } from '../src/rules/conditions/condition.js';
import { agrees } from '../src/rules/conditions/second-judge.js';
import { zoneOf } from '../src/rules/time/zone.js';
import { NONE, type Reading } from '../src/rules/values.js';

interface Vector {
  readonly conditions: ConditionDocument;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly expected: boolean;
}

const file = join(process.env['REDRESS_TRIAL_DATA'] ?? '../shared/data', 'oracles/json-rules-engine/vectors.json');
const present = existsSync(file);

/** The vectors hold numbers in lists; our lists are of words. */
const asWord = (value: unknown): unknown => (typeof value === 'number' ? `n${value}` : value);

function typeOf(vector: Vector, name: string): NameType | undefined {
  const value = vector.facts[name];
  if (Array.isArray(value)) return value.every((item) => typeof item !== 'object') ? 'words' : undefined;
  if (typeof value === 'object' && value !== null) return undefined;
  if (JSON.stringify(vector.conditions).includes('ontain')) return 'words';
  return typeof value === 'string' ? 'text' : 'number';
}

/** A null of the vectors is a value known not to exist. */
function readingOf(value: unknown): Reading {
  if (value === null) return NONE;
  if (Array.isArray(value)) return value.map((item) => String(asWord(item)));
  if (typeof value === 'number' || typeof value === 'string') return value;
  throw new Error(`no fact of ours is ${JSON.stringify(value)}`);
}

function prepare(vector: Vector): { readonly document: ConditionDocument; readonly catalogue: ConditionCatalogue } {
  const catalogue: ConditionCatalogue = {
    typeOf: (name) => (Object.hasOwn(vector.facts, name) ? typeOf(vector, name) : undefined),
    valuesOf: () => undefined,
    condition: () => undefined,
  };
  const listed = Object.keys(vector.facts).some((name) => typeOf(vector, name) === 'words');
  const revive = (key: string, value: unknown): unknown => (listed && key === 'value' ? asWord(value) : value);
  const document = JSON.parse(JSON.stringify(vector.conditions), revive) as ConditionDocument;
  return { document, catalogue };
}

const vectors = present
  ? (JSON.parse(readFileSync(file, 'utf8')) as { readonly vectors: readonly Vector[] }).vectors
  : [];
const refused = vectors.filter((vector) => {
  const { document, catalogue } = prepare(vector);
  return checkCondition(document, catalogue).length > 0;
});

/** json-rules-engine calls "does not contain" false of null; for us what does not exist contains nothing. */
const differs = (vector: Vector): boolean =>
  JSON.stringify(vector.conditions).includes('doesNotContain') && Object.values(vector.facts).includes(null);

if (present)
  describe("json-rules-engine's own vectors", () => {
    againstTheirs();
  });
else
  it('the vectors of json-rules-engine are not tried', () => {
    console.log(`Not tried: the vectors of json-rules-engine, for ${file} is not there`);
    expect(present).toBe(false);
  });

function againstTheirs(): void {
  it('are 55, of which those with JSONPath, decorators or facts without a fitting type are refused', () => {
    expect(vectors).toHaveLength(55);
    const codes = refused.map((vector) => {
      const { document, catalogue } = prepare(vector);
      return checkCondition(document, catalogue).map(({ code }) => code);
    });
    const count = (code: string): number => codes.filter((each) => each.some((found) => found === code)).length;
    expect(count('condition.path')).toBe(6);
    expect(count('condition.decorator')).toBe(2);
    // A text and a list of which an order is asked, and an object without a path.
    expect(count('condition.operator_does_not_fit')).toBe(2);
    expect(codes.filter((each) => each.length === 1 && each[0] === 'condition.unknown_fact')).toHaveLength(1);
    expect(refused).toHaveLength(11);
    expect(vectors.filter(differs)).toHaveLength(1);
  });

  it.each(
    vectors
      .filter((vector) => !refused.includes(vector))
      .map((vector) => [JSON.stringify(vector.conditions), JSON.stringify(vector.facts), vector] as const),
  )('give the same: %s over %s', async (_conditions, _facts, vector) => {
    const { document, catalogue } = prepare(vector);
    const condition = compileCondition(document, catalogue);
    const reader = { zone: zoneOf('UTC'), read: (name: string) => readingOf(vector.facts[name]) };
    expect(condition.test(reader)).toBe(differs(vector) ? !vector.expected : vector.expected);
    expect(await agrees(condition, catalogue, reader)).toBe(true);
  });
}
