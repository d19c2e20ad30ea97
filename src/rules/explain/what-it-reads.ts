import { ruleOfState } from '../conditions/built-in.js';
import type { ConditionNode } from '../conditions/condition.js';
import { allRules, type AnyRule } from '../analysis/all-rules.js';
import { isCompiled } from '../analysis/walk-conditions.js';
import { isRecord, parseEventTime, parseFactValue } from '../facts/fact-value.js';
import type { Policy, PolicySet } from '../policy/policy.js';
import type { FactValue } from '../values.js';

/** Everything recorded that can decide a rule, through worked-out facts, named conditions and other rules. */
export interface WhatItReads {
  /** Facts of the catalogue. */
  readonly facts: ReadonlySet<string>;
  /** Facts that a policy sets: nobody records them. */
  readonly setFacts: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
  /** Ids of the policies that take part. */
  readonly policies: ReadonlySet<string>;
  /** Parameters whose value it takes. */
  readonly parameters: ReadonlySet<string>;
  /** What each name is compared with: values as they are written, and other names. */
  readonly comparedWith: ReadonlyMap<string, readonly FactValue[]>;
  readonly beside: ReadonlyMap<string, ReadonlySet<string>>;
}

interface Walk {
  readonly set: PolicySet;
  readonly facts: Set<string>;
  readonly setFacts: Set<string>;
  readonly events: Set<string>;
  readonly policies: Set<string>;
  readonly parameters: Set<string>;
  readonly comparedWith: Map<string, FactValue[]>;
  readonly beside: Map<string, Set<string>>;
  /** What has been walked through. */
  readonly seen: Set<unknown>;
}

/** What a rule of a policy reads, in every version of the policy. */
export function whatItReads(set: PolicySet, ref: string): WhatItReads {
  const walk: Walk = {
    set,
    facts: new Set(),
    setFacts: new Set(),
    events: new Set(),
    policies: new Set(),
    parameters: new Set(),
    comparedWith: new Map(),
    beside: new Map(),
    seen: new Set(),
  };
  addRule(ref, walk);
  return walk;
}

/** `policy#rule`, or a whole policy. */
function addRule(ref: string, walk: Walk): void {
  const key = `rule ${ref}`;
  if (walk.seen.has(key)) return;
  walk.seen.add(key);
  const [id = '', name] = ref.split('#');
  for (const policy of walk.set.policies.filter((each) => each.id === id)) {
    addPolicy(policy, walk);
    const rule = allRules(policy).find((each) => each.id === name);
    if (rule !== undefined) addRuleOf(policy, rule, walk);
  }
}

function addRuleOf(policy: Policy, rule: AnyRule, walk: Walk): void {
  addPart(rule, policy, walk);
  for (const other of rule.yieldsTo) addRule(absolute(other, policy), walk);
  if (rule.kind === 'right' && rule.claim !== undefined) addClaim(rule.claim, walk);
  if (rule.kind === 'retention') addRecords(rule.records, policy, walk);
  if (rule.kind === 'escalation' && rule.trigger.kind === 'clock')
    addWatched(absolute(rule.trigger.rule, policy), walk);
  if (rule.kind === 'statement') addOwn(['statement-confirmed', 'closed', 'reopened'], policy, walk);
  if (rule.kind === 'judgement-needed') addOwn(['assessed'], policy, walk);
}

/** All that is said of one kind of record is held against each other, and a hold keeps any (S66, S67). */
function addRecords(records: string, policy: Policy, walk: Walk): void {
  addOwn(['hold-placed', 'hold-lifted'], policy, walk);
  for (const each of walk.set.policies)
    for (const { ref, records: theirs } of each.retention) if (theirs === records) addRule(ref, walk);
}

/** A clock that another of its duty governs warns nobody (S45). */
function addWatched(ref: string, walk: Walk): void {
  addRule(ref, walk);
  const all = walk.set.policies.flatMap(({ rules }) => rules);
  const duties = new Set(all.flatMap((rule) => (rule.ref === ref && rule.duty !== undefined ? [rule.duty] : [])));
  for (const rule of all) if (rule.duty !== undefined && duties.has(rule.duty)) addRule(rule.ref, walk);
}

/** Events that the engine itself reads, as far as the set has them. */
function addOwn(events: readonly string[], policy: Policy, walk: Walk): void {
  for (const event of events) if (walk.set.vocabulary.events.has(event)) addName(event, policy, walk);
}

/** Rights of one claim close each other. */
function addClaim(claim: string, walk: Walk): void {
  for (const policy of walk.set.policies)
    for (const { ref, claim: theirs } of policy.rights) if (theirs === claim) addRule(ref, walk);
}

function addPolicy(policy: Policy, walk: Walk): void {
  walk.policies.add(policy.id);
  if (walk.seen.has(policy)) return;
  walk.seen.add(policy);
  for (const part of [policy.applies, policy.versionBy, policy.calendar]) addPart(part, policy, walk);
  for (const other of policy.yieldsTo) addRule(absolute(other, policy), walk);
}

/** A whole policy, a rule with its policy, or a rule of this one. */
function absolute(ref: string, policy: Policy): string {
  const isOwn = allRules(policy).some(({ id }) => id === ref);
  return isOwn ? `${policy.id}#${ref}` : ref;
}

const eventKeys = new Set(['each', 'restarts', 'events']);
const nameKeys = new Set(['event', 'fact', 'name', 'same']);

/** Any part of a rule: its names stand under few keys. */
function addPart(part: unknown, policy: Policy, walk: Walk): void {
  if (part instanceof Map) {
    for (const each of part.values()) addPart(each, policy, walk);
    return;
  }
  if (Array.isArray(part)) {
    for (const each of part) addPart(each, policy, walk);
    return;
  }
  if (!isRecord(part) || part instanceof Set || walk.seen.has(part)) return;
  walk.seen.add(part);
  if (isCompiled(part)) {
    for (const name of part.names) addName(name, policy, walk);
    addNode(part.document, walk);
    return;
  }
  if (part['kind'] === 'rule-due') addRule(String(part['rule']), walk);
  if (part['kind'] === 'of') addName(`${String(part['party'])}_calendar`, policy, walk);
  for (const [key, value] of Object.entries(part)) addEntry(key, value, policy, walk);
}

function addEntry(key: string, value: unknown, policy: Policy, walk: Walk): void {
  if (typeof value === 'string' && nameKeys.has(key)) addName(value, policy, walk);
  else if (Array.isArray(value) && eventKeys.has(key)) for (const each of value) addName(String(each), policy, walk);
  else if (typeof value === 'object') addPart(value, policy, walk);
}

function addName(name: string, policy: Policy, walk: Walk): void {
  const { vocabulary, policies, parameters } = walk.set;
  const rule = ruleOfState(name);
  if (rule !== undefined) addRule(absolute(rule, policy), walk);
  if (name === 'within_authority')
    for (const each of ['remedy-granted', 'grant-approved', 'granted_amount', 'granted_by_role', 'granted_remedy'])
      if (vocabulary.events.has(each) || vocabulary.facts.has(each)) addName(each, policy, walk);
  if (vocabulary.events.has(name)) walk.events.add(name);
  if (vocabulary.facts.has(name)) walk.facts.add(name);
  if (policy.parameters.has(name) || parameters.has(name)) walk.parameters.add(name);
  if (walk.seen.has(`name ${name}`)) return;
  walk.seen.add(`name ${name}`);
  for (const other of policies) {
    const fact = other.facts.get(name);
    if (fact === undefined) continue;
    if (fact.sets) walk.setFacts.add(name);
    addPolicy(other, walk);
    addPart(fact.form, other, walk);
  }
}

/** What comparisons compare: only literals and names that stand on the right-hand side. */
function addNode(node: ConditionNode, walk: Walk): void {
  if ('all' in node) for (const each of node.all) addNode(each, walk);
  else if ('any' in node) for (const each of node.any) addNode(each, walk);
  else if ('not' in node) addNode(node.not, walk);
  else if ('condition' in node) addNamed(node.condition, walk);
  else addComparison(node.fact, node.value, walk);
}

function addNamed(name: string, walk: Walk): void {
  const document = walk.set.conditions.get(name)?.document;
  if (document === undefined || walk.seen.has(document)) return;
  walk.seen.add(document);
  addNode(document, walk);
}

function addComparison(fact: string, value: unknown, walk: Walk): void {
  if (isRecord(value)) {
    const { fact: other, parameter } = value;
    if (typeof other === 'string') {
      put(walk.beside, fact, other);
      put(walk.beside, other, fact);
    }
    if (typeof parameter === 'string') for (const each of valuesOf(parameter, walk.set)) addValue(fact, each, walk);
    return;
  }
  for (const each of Array.isArray(value) ? value : [value]) {
    const literal = literalOf(fact, each, walk.set);
    if (literal !== undefined) addValue(fact, literal, walk);
  }
}

function valuesOf(parameter: string, { parameters, policies }: PolicySet): readonly FactValue[] {
  const all = [parameters, ...policies.map((policy) => policy.parameters)];
  return [...new Set(all.flatMap((each) => each.get(parameter)?.values ?? []).map(({ value }) => value))];
}

function literalOf(name: string, raw: unknown, { vocabulary }: PolicySet): FactValue | undefined {
  const type = vocabulary.facts.get(name)?.type;
  if (vocabulary.events.has(name) && typeof raw === 'string') {
    const time = parseEventTime(raw);
    return 'value' in time ? time.value : undefined;
  }
  if (type === undefined) return undefined;
  const parsed = parseFactValue(type === 'words' ? 'word' : type, raw);
  return 'value' in parsed ? parsed.value : undefined;
}

function addValue(name: string, value: FactValue, { comparedWith }: Walk): void {
  const known = comparedWith.get(name) ?? [];
  known.push(value);
  comparedWith.set(name, known);
}

function put(map: Map<string, Set<string>>, key: string, value: string): void {
  const known = map.get(key) ?? new Set();
  known.add(value);
  map.set(key, known);
}
