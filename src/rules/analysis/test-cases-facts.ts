import type { Text } from '../../errors.js';
import type { Complaint } from '../complaint.js';
import { factValueFault } from '../facts/fact-value-errors.js';
import { formatFactValue, isRecord, parseEventTime, parseReading } from '../facts/fact-value.js';
import { factAt, type FactFound } from '../judge/fact-at.js';
import { sameValue } from '../judge/worked-value.js';
import { hint } from '../nearest.js';
import type { PolicySet } from '../policy/policy.js';
import { zoneOf } from '../time/zone.js';
import type { FactType, FactValue, Instant, None } from '../values.js';
import { refuse, type Notebook } from './test-cases-complaint.js';

/** What a fact must come to: a value, or that nobody knows it and for want of what. */
export type ExpectedFact =
  | { readonly name: string; readonly value: FactValue | None }
  | { readonly name: string; readonly missing: readonly string[] };

/** A case, as far as its facts are concerned. */
interface Asked {
  readonly facts: readonly ExpectedFact[];
  readonly policy: string;
  readonly complaint: Complaint;
  readonly at: Instant;
}

/**
 * Reads `expect: { fact: { NAME: VALUE } }`: facts that are worked out, set by intake or recorded, as the policy of the case has them;
 * `{ missing: [FACT, …] }` where nobody knows. Refuses names that are no facts, and values of another type.
 */
export function readExpectedFacts(raw: unknown, set: PolicySet, notebook: Notebook): readonly ExpectedFact[] {
  const at = ['expect', 'fact'];
  if (!isRecord(raw) || Object.keys(raw).length === 0) {
    refuse('test.facts_form', {}, at, notebook);
    return [];
  }
  const types = typesOf(set);
  return Object.entries(raw).flatMap(([name, value]): readonly ExpectedFact[] => {
    const path = [...at, name];
    const type = types.get(name);
    if (type === undefined) {
      refuse('test.unknown_fact', { fact: name, hint: hint(name, types.keys()) }, path, notebook, 'key');
      return [];
    }
    const missing = missingIn(value);
    if (missing !== undefined) return [{ name, missing }];
    const parsed = parseValue(type, value, notebook.vocabulary.facts.get(name)?.values);
    if ('value' in parsed) return [{ name, value: parsed.value }];
    const { code, data } = parsed.problem;
    notebook.faults.push(factValueFault(code, data, notebook.yaml.placeOf(path)));
    return [];
  });
}

/** A moment that is worked out is a day or an instant. */
function parseValue(type: FactType, value: unknown, values: readonly string[] | undefined) {
  return type === 'instant' && value !== 'none' ? parseEventTime(value) : parseReading(type, value, values);
}

function missingIn(value: unknown): readonly string[] | undefined {
  const names = isRecord(value) && Object.keys(value).length === 1 ? value['missing'] : undefined;
  if (!Array.isArray(names)) return undefined;
  return names.every((name) => typeof name === 'string') ? names : undefined;
}

function typesOf({ vocabulary, policies }: PolicySet): ReadonlyMap<string, FactType> {
  const workedOut = policies.flatMap(({ facts }) =>
    [...facts].flatMap(([name, { type }]) => (type === undefined ? [] : [[name, type] as const])),
  );
  return new Map([...workedOut, ...[...vocabulary.facts].map(([name, { type }]) => [name, type] as const)]);
}

/** What comes out otherwise than it is expected. */
export function factDifferences({ facts, policy, complaint, at }: Asked, set: PolicySet): readonly Text[] {
  const zone = zoneOf(set.organisation.zone);
  const show = (value: FactValue | None): string => formatFactValue(value, zone);
  return facts.flatMap((expected): readonly Text[] => {
    const found = factAt(set, complaint, at, policy, expected.name);
    if (isAsExpected(expected, found)) return [];
    const names = (missing: readonly string[]): string => `? (${missing.join(', ')})`;
    const wanted = 'value' in expected ? show(expected.value) : names(expected.missing);
    const there = found.reading === undefined ? names(found.missing.map(({ name }) => name)) : show(found.reading);
    const { name } = expected;
    return [
      {
        en: `fact ${name}: expected ${wanted}, found ${there}`,
        zh: `事实 ${name}：应为 ${wanted}，实为 ${there}`,
      },
    ];
  });
}

function isAsExpected(expected: ExpectedFact, { reading, missing }: FactFound): boolean {
  if ('value' in expected) return reading !== undefined && sameValue(expected.value, reading);
  const names = new Set(missing.map(({ name }) => name));
  return (
    reading === undefined && names.size === expected.missing.length && expected.missing.every((each) => names.has(each))
  );
}
