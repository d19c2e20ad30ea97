import type { Fault, Place, Text } from '../../errors.js';
import type { Complaint } from '../complaint.js';
import { hint } from '../nearest.js';
import type { PolicySet } from '../policy/policy.js';
import type { Instant } from '../values.js';
import { checkShape } from '../yaml/check-shape.js';
import { readYaml, type YamlFile } from '../yaml/read-yaml.js';
import { readEvents, readFacts, readInstant, readRegister, type Notebook } from './test-cases-complaint.js';
import { testCaseFault } from './test-cases-errors.js';
import { readExpectations, type Expected } from './test-cases-expectation.js';
import { readExpectedFacts, type ExpectedFact } from './test-cases-facts.js';
import { testCase, testFile, type TestCaseShape } from './test-cases-shape.js';
import { readUseUnverified } from './test-cases-unverified.js';

/** One complaint as a policy author tells it, with what must be found. */
export interface TestCase {
  readonly name: Text;
  readonly policy: string;
  readonly place: Place;
  readonly at: Instant;
  readonly complaint: Complaint;
  readonly expected: readonly Expected[];
  /** What facts must come to. */
  readonly facts: readonly ExpectedFact[];
  /** Unverified policies and rules that are in force for this case. */
  readonly useUnverified: readonly string[];
}

/** What a file of cases comes to. */
export interface TestCases {
  /** Undefined where the file does not say, or names none of the set. */
  readonly policy: string | undefined;
  readonly cases: readonly TestCase[];
  /** How many cases cannot be judged for their faults; 1 where the file itself cannot be read. */
  readonly refused: number;
  readonly faults: readonly Fault[];
}

/**
 * Reads a `*.test.yaml` file (language.md §0a): `policy`, and `cases` with name, instant, facts, events and what is expected.
 * Facts are typed by the vocabulary; `none` says that a value is known not to exist (`{ none: true }` for words and texts).
 * Without `observes: { events: […] }` the source reports everything. Refuses unknown policies, rules, facts and events, and
 * a case that expects nothing; every fault is reported, and cases without one are returned beside them.
 */
export function readTestCases(source: string, file: string, set: PolicySet): TestCases {
  const yaml = readYaml(source, file);
  const none = (more: readonly Fault[]): TestCases => ({
    policy: undefined,
    cases: [],
    refused: 1,
    faults: onePerPlace([...yaml.faults, ...more]),
  });
  if (yaml.value === undefined) return none([]);
  const { value, faults: wrong } = checkShape(testFile, yaml);
  if (value === undefined) return none(wrong);
  const ids = new Set(set.policies.map((policy) => policy.id));
  const faults = [...yaml.faults];
  if (!ids.has(value.policy)) {
    const data = { policy: value.policy, hint: hint(value.policy, ids) };
    return none([testCaseFault('test.unknown_policy', data, yaml.placeOf(['policy']))]);
  }
  const cases = value.cases.flatMap((each, index) => {
    const part = partOf(yaml, ['cases', index], each);
    const found: Fault[] = [];
    const read = readCase(part, value.policy, `case-${index + 1}`, set, found);
    faults.push(...found);
    return read === undefined || found.length > 0 ? [] : [read];
  });
  return { policy: value.policy, cases, refused: value.cases.length - cases.length, faults: onePerPlace(faults) };
}

/** A text with an unquoted comma is a key without value and an unknown key: the first says what to do. */
function onePerPlace(faults: readonly Fault[]): readonly Fault[] {
  const empty = new Set(faults.flatMap(({ code, place }) => (code === 'yaml.null_value' ? [positionOf(place)] : [])));
  return faults.filter(({ code, place }) => code !== 'yaml.unknown_key' || !empty.has(positionOf(place)));
}

function positionOf(place: Place | undefined): string {
  return `${place?.line ?? 0}:${place?.column ?? 0}`;
}

function readCase(yaml: YamlFile, policy: string, id: string, set: PolicySet, faults: Fault[]): TestCase | undefined {
  const { value, faults: wrong } = checkShape(testCase, yaml);
  faults.push(...wrong);
  if (value === undefined) return undefined;
  const notebook: Notebook = { yaml, vocabulary: set.vocabulary, faults };
  const at = readInstant(value.at, ['at'], notebook);
  const complaint: Complaint = {
    id,
    facts: readFacts(value.facts ?? {}, ['facts'], notebook),
    events: readEvents(value.events ?? [], notebook),
    observed: readObserved(value, notebook),
    ...(value.our === undefined ? {} : { our: readFacts(value.our, ['our'], notebook) }),
    ...(value.register === undefined ? {} : { register: readRegister(value.register, set, notebook) }),
  };
  const { fact, ...rules } = value.expect;
  const facts = fact === undefined ? [] : readExpectedFacts(fact, set, notebook);
  const onlyFacts = fact !== undefined && Object.keys(rules).length === 0;
  const expected = onlyFacts ? [] : readExpectations(rules, policy, set, notebook);
  const useUnverified = readUseUnverified(value['use-unverified'], set, notebook);
  const name = typeof value.name === 'string' ? { en: value.name, zh: value.name } : value.name;
  return { name, policy, place: yaml.placeOf(['name']), at, complaint, expected, facts, useUnverified };
}

/** Which events the source reports, each known to the vocabulary; everything where a case does not say. */
export function readObserved(
  { observes }: Pick<TestCaseShape, 'observes'>,
  { yaml, vocabulary, faults }: Notebook,
): Complaint['observed'] {
  if (observes === undefined) return 'everything';
  for (const [index, event] of observes.events.entries())
    if (!vocabulary.events.has(event)) {
      const data = { event, hint: hint(event, vocabulary.events.keys()) };
      faults.push(testCaseFault('test.unknown_event', data, yaml.placeOf(['observes', 'events', index])));
    }
  return new Set(observes.events);
}

function partOf(yaml: YamlFile, path: readonly PropertyKey[], value: unknown): YamlFile {
  return { file: yaml.file, value, faults: [], placeOf: (below, at) => yaml.placeOf([...path, ...below], at) };
}
