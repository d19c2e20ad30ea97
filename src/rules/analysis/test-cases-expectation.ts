import type { z } from 'zod';
import { factValueFault } from '../facts/fact-value-errors.js';
import { isRecord, parseEventTime, parseFactValue } from '../facts/fact-value.js';
import { hint } from '../nearest.js';
import type { Policy, PolicySet } from '../policy/policy.js';
import type { Time } from '../values.js';
import { checkShape } from '../yaml/check-shape.js';
import { allRules, type RuleKind } from './all-rules.js';
import { refuse, type Notebook } from './test-cases-complaint.js';
import {
  expectationShapes,
  isOutcome,
  type EscalationShape,
  type FindingShape,
  type RetentionShape,
  type RightShape,
  type Sort,
} from './test-cases-shape.js';

/** What is expected of one rule, of a policy as a whole where `rule` is undefined, or of a kind of record. */
export type Expected = {
  /** As it is written in the file. */
  readonly key: string;
  readonly policy: string;
} & (
  | { readonly sort: 'finding'; readonly rule: string | undefined; readonly each: readonly Timed<FindingShape>[] }
  | { readonly sort: 'right'; readonly rule: string; readonly each: readonly Timed<RightShape>[] }
  | { readonly sort: 'retention'; readonly rule: string; readonly each: readonly Timed<RetentionShape>[] }
  | { readonly sort: 'records'; readonly records: string; readonly each: readonly Timed<RetentionShape>[] }
  | { readonly sort: 'escalation'; readonly rule: string; readonly each: readonly Timed<EscalationShape>[] }
);

/** What must be found, one entry for each occurrence or round; `none`: it must not have one. What is not named may be anything. */
export interface Timed<Shape> {
  readonly shape: Shape;
  /** The times of the shape, read, by their path. */
  readonly times: ReadonlyMap<string, Time | 'none'>;
}

const recordsPrefix = 'records.';

/** Reads `expect`: `rule`, `policy#rule`, `records.NAME`, or `*` for a finding about the whole policy (S38). */
export function readExpectations(
  raw: Readonly<Record<string, unknown>>,
  policy: string,
  set: PolicySet,
  notebook: Notebook,
): readonly Expected[] {
  const entries = Object.entries(raw);
  if (entries.length === 0) refuse('test.expects_nothing', {}, ['expect'], notebook);
  return entries.flatMap(([key, value]): readonly Expected[] => {
    const target = readTarget(key, value, policy, set, notebook);
    if (target === undefined) return [];
    const each = <Read, Shape>(schema: z.ZodType<Read>, whole: (read: Read) => Shape): readonly Timed<Shape>[] =>
      readEach(value, ['expect', key], notebook, schema, whole);
    const head = { key, policy: target.policy };
    const { sort, name = '' } = target;
    switch (sort) {
      case 'finding':
        return [{ ...head, sort, rule: target.name, each: each(expectationShapes.finding, findingOf) }];
      case 'right':
        return [{ ...head, sort, rule: name, each: each(expectationShapes.right, rightOf) }];
      case 'retention':
        return [{ ...head, sort, rule: name, each: each(expectationShapes.retention, retentionOf) }];
      case 'records':
        return [{ ...head, sort, records: name, each: each(expectationShapes.retention, retentionOf) }];
      case 'escalation':
        return [{ ...head, sort, rule: name, each: each(expectationShapes.escalation, (one) => one) }];
    }
  });
}

/** A word alone is an outcome or the state of a clock. */
function findingOf(one: z.output<typeof expectationShapes.finding>): FindingShape {
  if (typeof one !== 'string') return one;
  return isOutcome(one) ? { outcome: one } : { state: one };
}

function rightOf(one: z.output<typeof expectationShapes.right>): RightShape {
  return typeof one === 'string' ? { right: one } : one;
}

function retentionOf(one: z.output<typeof expectationShapes.retention>): RetentionShape {
  return typeof one === 'string' ? { retention: one } : one;
}

function readEach<Read, Shape>(
  raw: unknown,
  path: readonly PropertyKey[],
  notebook: Notebook,
  schema: z.ZodType<Read>,
  whole: (read: Read) => Shape,
): readonly Timed<Shape>[] {
  const items = Array.isArray(raw) ? raw.map((item: unknown, index) => ({ item, at: [...path, index] })) : undefined;
  return (items ?? [{ item: raw, at: path }]).flatMap(({ item, at }) => {
    const { yaml, faults } = notebook;
    const part = {
      file: yaml.file,
      value: item,
      faults: [],
      placeOf: (below: readonly PropertyKey[], what?: 'key' | 'value') => yaml.placeOf([...at, ...below], what),
    };
    const { value, faults: wrong } = checkShape(schema, part);
    faults.push(...wrong);
    if (value === undefined) return [];
    readAmounts(value, at, notebook);
    return [{ shape: whole(value), times: readTimes(value, at, notebook) }];
  });
}

const amountKeys = new Set(['amount', 'up-to', 'at-least', 'at-most']);

/** Amounts are compared as money; what is none is refused where it stands. */
function readAmounts(value: unknown, path: readonly PropertyKey[], notebook: Notebook): void {
  if (Array.isArray(value)) value.forEach((each: unknown, index) => readAmounts(each, [...path, index], notebook));
  if (!isRecord(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (!amountKeys.has(key)) readAmounts(inner, [...path, key], notebook);
    else if (inner !== 'none') moneyFault(inner, [...path, key], notebook);
  }
}

function moneyFault(raw: unknown, path: readonly PropertyKey[], { yaml, faults }: Notebook): void {
  const parsed = parseFactValue('money', raw);
  if ('problem' in parsed) faults.push(factValueFault(parsed.problem.code, parsed.problem.data, yaml.placeOf(path)));
}

const timeKeys = new Set(
  'start due due-at-latest done warn opens until until-at-latest used used-late through go-by may-go-from grace-through'.split(
    ' ',
  ),
);
/** Of a level of an escalation. */
const levelTimeKeys = new Set(['at', 'acknowledge-by']);

function readTimes(
  value: unknown,
  path: readonly PropertyKey[],
  notebook: Notebook,
): ReadonlyMap<string, Time | 'none'> {
  const times = new Map<string, Time | 'none'>();
  const read = (of: unknown, at: readonly PropertyKey[], keys: ReadonlySet<string>, prefix: string): void => {
    if (!isRecord(of)) return;
    for (const [key, text] of Object.entries(of))
      if (keys.has(key)) readTime(text, [...at, key], notebook, (time) => void times.set(prefix + key, time));
  };
  read(value, path, timeKeys, '');
  const levels = isRecord(value) && Array.isArray(value['levels']) ? value['levels'] : [];
  levels.forEach((level: unknown, index) => read(level, [...path, 'levels', index], levelTimeKeys, `${index}.`));
  return times;
}

function readTime(
  raw: unknown,
  path: readonly PropertyKey[],
  { yaml, faults }: Notebook,
  take: (time: Time | 'none') => void,
): void {
  if (raw === 'none') return take('none');
  const parsed = parseEventTime(raw);
  if ('value' in parsed) return take(parsed.value);
  faults.push(factValueFault(parsed.problem.code, parsed.problem.data, yaml.placeOf(path)));
}

interface Target {
  readonly policy: string;
  readonly sort: Sort;
  /** Of the rule or of the kind of record; undefined for the policy as a whole. */
  readonly name: string | undefined;
}

function readTarget(key: string, value: unknown, own: string, set: PolicySet, notebook: Notebook): Target | undefined {
  const path = ['expect', key];
  if (key.startsWith(recordsPrefix)) return recordsTarget(key.slice(recordsPrefix.length), own, set, path, notebook);
  const cut = key.indexOf('#');
  const policy = cut < 0 ? own : key.slice(0, cut);
  const name = key.slice(cut + 1);
  const versions = set.policies.filter(({ id }) => id === policy);
  if (versions.length === 0) {
    const known = set.policies.map(({ id }) => id);
    refuse('test.unknown_policy', { policy, hint: hint(policy, known) }, path, notebook, 'key');
    return undefined;
  }
  if (name === '*') return { policy, sort: 'finding', name: undefined };
  const sorts = sortsOf(versions, name);
  const [first] = sorts;
  if (first !== undefined) return { policy, name, sort: sorts.find((sort) => isMeant(sort, value)) ?? first };
  const known = versions.flatMap((version) => allRules(version).map(({ id }) => id));
  refuse('test.unknown_rule', { policy, rule: name, hint: hint(name, known) }, path, notebook, 'key');
  return undefined;
}

const sortOf: Readonly<Record<RuleKind, Sort>> = {
  deadline: 'finding',
  requirement: 'finding',
  'judgement-needed': 'finding',
  right: 'right',
  retention: 'retention',
  escalation: 'escalation',
  // Judged as a requirement: whether a person confirmed that the letter makes it.
  statement: 'finding',
};

/** What a rule is in any version of its policy. */
function sortsOf(versions: readonly Policy[], name: string): readonly Sort[] {
  const rules = versions.flatMap((version) => allRules(version).filter(({ id }) => id === name));
  return [...new Set(rules.map(({ kind }) => sortOf[kind]))];
}

/** Where versions differ in what a rule is, what is written says which is meant. */
function isMeant(sort: Sort, value: unknown): boolean {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (!isRecord(first)) return false;
  return sort === 'escalation' ? 'levels' in first : sort in first;
}

function recordsTarget(
  name: string,
  policy: string,
  set: PolicySet,
  path: readonly PropertyKey[],
  notebook: Notebook,
): Target | undefined {
  const known = new Set(set.policies.flatMap(({ retention }) => retention.map(({ records }) => records)));
  if (known.has(name)) return { policy, sort: 'records', name };
  refuse('test.unknown_records', { records: name, hint: hint(name, known) }, path, notebook, 'key');
  return undefined;
}
