import type { Text } from '../../errors.js';
import type { Policy, PolicySet } from '../policy/policy.js';
import type { Parameter } from '../policy/vocabulary-types.js';
import type { Calendar } from '../time/calendar.js';
import { allRules, type AnyRule } from './all-rules.js';
import { calendarKeys } from './diff-calendars.js';
import { dayText, keysOf, type Keys } from './diff-keys.js';
import { daysInForce, type Range } from './diff-periods.js';
import type { ChangedKind } from './diff-texts.js';
import { same } from './meaning-words.js';
import { conditionMeaning, meaningOf, type Meaning } from './meaning.js';

/** One thing that a set says, key by key, with what is needed to tell whom a change of it concerns. */
export interface Part {
  readonly kind: ChangedKind;
  readonly id: string;
  readonly title: Text;
  readonly keys: Keys;
  /** Names by which rules need it. */
  readonly names: readonly string[];
  /** The version of the policy in which it stands. */
  readonly policy?: Policy;
  readonly binds?: string;
  readonly versionBy?: Meaning;
  /** `policy#rule`. */
  readonly rules?: readonly string[];
  /** What a rule has from its policy where it says nothing itself. */
  readonly inherits?: Keys;
  readonly days?: Range;
  readonly parameter?: Parameter;
  readonly calendar?: Calendar;
}

/** Everything that a set says, each under a key that is the same in another set where it is the same thing. */
export function partsOfSet(set: PolicySet, keyOf: (policy: Policy) => string): ReadonlyMap<string, Part> {
  const parts = new Map<string, Part>();
  for (const policy of set.policies)
    for (const part of partsOfPolicy(policy, set)) parts.set(`${keyOf(policy)} ${part.kind} ${part.id}`, part);
  for (const part of [...otherParts(set), ...vocabularyParts(set)]) parts.set(`${part.kind} ${part.id}`, part);
  return parts;
}

/** What stands in a policy beside its rules. */
const sections = [
  'facts',
  'rules',
  'rights',
  'retention',
  'escalations',
  'authority',
  'indicators',
  'statements',
  'parameters',
];
const inherited = ['binds', 'calendar', 'counting', 'status'];

function partsOfPolicy(policy: Policy, set: PolicySet): readonly Part[] {
  const own = [...policy.parameters].filter(([name, parameter]) => set.parameters.get(name) !== parameter);
  const keys = new Map<string, Meaning>(keysOf(policy, sections));
  for (const [name, parameter] of own)
    for (const [key, meaning] of parameterKeys(parameter)) keys.set(`parameters.${name}.${key}`, meaning);
  const versionBy = meaningOf(policy.versionBy);
  const days = daysInForce(policy);
  const common = {
    policy,
    binds: policy.binds,
    names: [],
    ...(versionBy !== undefined && { versionBy }),
    ...(days && { days }),
  };
  const rules = allRules(policy);
  const refs = rules.map(({ id }) => `${policy.id}#${id}`);
  const inherits = new Map([...keys].filter(([key]) => inherited.includes(key)));
  const part = (kind: ChangedKind, id: string, value: object, title: Text): Part => {
    return { ...common, kind, id: `${policy.id}#${id}`, title, keys: keysOf(value), rules: refs };
  };
  return [
    { ...common, kind: 'policy', id: policy.id, title: policy.title, keys, rules: refs },
    ...rules.map((rule) => rulePart(rule, policy, { ...common, inherits })),
    ...[...policy.facts].map(([id, fact]) => ({
      ...part('worked-out-fact', id, fact, fact.title ?? same(id)),
      names: [id],
    })),
    ...policy.authority.map((limit) => part('authority', limit.role, limit, same(limit.role))),
    ...policy.indicators.map((indicator) => part('indicator', indicator.id, indicator, indicator.title)),
  ];
}

function rulePart(rule: AnyRule, policy: Policy, common: Omit<Part, 'kind' | 'id' | 'title' | 'keys'>): Part {
  const { days: _, ...rest } = common;
  const days = daysInForce(policy, rule);
  const versionBy = meaningOf(rule.versionBy);
  const id = `${policy.id}#${rule.id}`;
  return {
    ...rest,
    kind: 'rule',
    id,
    title: rule.title,
    keys: keysOf(rule),
    binds: rule.binds,
    rules: [id],
    ...(days && { days }),
    ...(versionBy !== undefined && { versionBy }),
  };
}

function otherParts({ organisation, waivers, parameters, calendars, conditions }: PolicySet): readonly Part[] {
  const { name, ...rest } = organisation;
  return [
    { kind: 'organisation', id: 'organisation', title: name, names: [], keys: keysOf({ name, ...rest }) },
    ...waivers.map(({ id, title, from, through, ...waiver }): Part => {
      const keys = new Map([
        ...keysOf({ title, ...waiver }),
        ['from', dayText(from)],
        ['through', dayText(through)],
      ] as const);
      return { kind: 'waiver', id, title, names: [], keys, days: [from, through] };
    }),
    ...[...parameters].map(([id, parameter]): Part => {
      return {
        kind: 'parameter',
        id,
        title: parameter.title ?? same(id),
        names: [id],
        keys: parameterKeys(parameter),
        parameter,
      };
    }),
    ...[...calendars].map(([id, calendar]): Part => {
      const names = [id, ...calendar.countings.keys()];
      return { kind: 'calendar', id, title: calendar.title, names, keys: calendarKeys(calendar), calendar };
    }),
    ...[...conditions].map(([id, { document }]): Part => {
      return {
        kind: 'condition',
        id,
        title: same(id),
        names: [id],
        keys: new Map([['holds', conditionMeaning(document)]]),
      };
    }),
  ];
}

/** A parameter key by key: each of its values under the day from which it holds. */
function parameterKeys({ title, options, values }: Parameter): Keys {
  const keys = new Map<string, Meaning>(keysOf({ title, options }));
  for (const { from, ...dated } of values) {
    const meaning = meaningOf(dated);
    if (meaning !== undefined) keys.set(dayText(from), meaning);
  }
  return keys;
}

function vocabularyParts({ vocabulary }: PolicySet): readonly Part[] {
  const { events, facts, duties, claims, parties, titles } = vocabulary;
  const entry =
    (kind: ChangedKind) =>
    (value: { readonly id: string; readonly title: Text }): Part => {
      return { kind, id: value.id, title: value.title, names: [value.id], keys: keysOf(value) };
    };
  const word =
    (kind: ChangedKind) =>
    (id: string): Part => {
      const title = titles?.get(id) ?? same(id);
      return { kind, id, title, names: [id], keys: keysOf({ title }) };
    };
  return [
    ...[...events.values()].map(entry('event')),
    ...[...facts.values()].map(entry('fact')),
    ...duties.map(word('duty')),
    ...claims.map(word('claim')),
    ...parties.map(word('party')),
  ];
}
