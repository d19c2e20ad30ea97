import { factValueFault } from '../facts/fact-value-errors.js';
import { parseEventTime } from '../facts/fact-value.js';
import type { ClockState, Outcome } from '../judge/judgement.js';
import { hint } from '../nearest.js';
import type { PolicySet } from '../policy/policy.js';
import type { Time } from '../values.js';
import { refuse, type Notebook } from './test-cases-complaint.js';
import { isOutcome, isState, type ExpectationShape, type ExpectedShape } from './test-cases-shape.js';

/** What is expected of one rule, or of a policy as a whole where `rule` is undefined: one entry for each finding, in order. */
export interface Expected {
  /** As it is written in the file. */
  readonly key: string;
  readonly policy: string;
  readonly rule: string | undefined;
  readonly findings: readonly Expectation[];
}

/** What a finding must have. `none`: it must not have one; undefined: anything will do. */
export interface Expectation {
  readonly outcome?: Outcome;
  readonly state?: ClockState;
  readonly times: readonly (readonly [TimeKey, Time | 'none'])[];
  readonly round?: number;
  readonly reason?: string;
  readonly provisional?: boolean;
  readonly missing?: readonly string[];
  readonly notes?: readonly string[];
}

const timeKeys = ['start', 'due', 'due-at-latest', 'done', 'warn'] as const;
export type TimeKey = (typeof timeKeys)[number];

/** Reads `expect`: `rule`, `policy#rule`, or `*` for a finding about the whole policy (S38). */
export function readExpectations(
  raw: Readonly<Record<string, ExpectedShape | readonly ExpectedShape[]>>,
  policy: string,
  set: PolicySet,
  notebook: Notebook,
): readonly Expected[] {
  const entries = Object.entries(raw);
  if (entries.length === 0) refuse('test.expects_nothing', {}, ['expect'], notebook);
  return entries.flatMap(([key, value]) => {
    const target = readTarget(key, policy, set, notebook);
    const findings = isList(value)
      ? value.map((each, index) => readExpectation(each, ['expect', key, index], notebook))
      : [readExpectation(value, ['expect', key], notebook)];
    return target === undefined ? [] : [{ key, ...target, findings }];
  });
}

function readTarget(
  key: string,
  own: string,
  set: PolicySet,
  notebook: Notebook,
): Pick<Expected, 'policy' | 'rule'> | undefined {
  const cut = key.indexOf('#');
  const policy = cut < 0 ? own : key.slice(0, cut);
  const rule = key.slice(cut + 1);
  const versions = set.policies.filter(({ id }) => id === policy);
  const path = ['expect', key];
  if (versions.length === 0) {
    const known = set.policies.map(({ id }) => id);
    refuse('test.unknown_policy', { policy, hint: hint(policy, known) }, path, notebook, 'key');
    return undefined;
  }
  if (rule === '*') return { policy, rule: undefined };
  const known = versions.flatMap(({ rules }) => rules.map(({ id }) => id));
  if (known.includes(rule)) return { policy, rule };
  refuse('test.unknown_rule', { policy, rule, hint: hint(rule, known) }, path, notebook, 'key');
  return undefined;
}

function readExpectation(raw: ExpectedShape, path: readonly PropertyKey[], notebook: Notebook): Expectation {
  if (typeof raw === 'string') {
    if (isOutcome(raw)) return { outcome: raw, times: [] };
    return isState(raw) ? { state: raw, times: [] } : { times: [] };
  }
  const times = timeKeys.flatMap((key) => readExpectedTime(raw, key, path, notebook));
  const { outcome, state, round, reason, provisional, missing, notes } = raw;
  return {
    times,
    ...(outcome === undefined ? {} : { outcome }),
    ...(state === undefined ? {} : { state }),
    ...(round === undefined ? {} : { round }),
    ...(reason === undefined ? {} : { reason }),
    ...(provisional === undefined ? {} : { provisional }),
    ...(missing === undefined ? {} : { missing }),
    ...(notes === undefined ? {} : { notes }),
  };
}

function readExpectedTime(
  raw: ExpectationShape,
  key: TimeKey,
  path: readonly PropertyKey[],
  { yaml, faults }: Notebook,
): Expectation['times'] {
  const value = raw[key];
  if (value === undefined) return [];
  if (value === 'none') return [[key, 'none']];
  const parsed = parseEventTime(value);
  if ('value' in parsed) return [[key, parsed.value]];
  faults.push(factValueFault(parsed.problem.code, parsed.problem.data, yaml.placeOf([...path, key])));
  return [];
}

function isList(value: ExpectedShape | readonly ExpectedShape[]): value is readonly ExpectedShape[] {
  return Array.isArray(value);
}
