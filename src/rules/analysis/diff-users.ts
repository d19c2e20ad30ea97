import type { PolicySet } from '../policy/policy.js';
import { allRules } from './all-rules.js';
import { isList, isObject } from './meaning-words.js';
import { meaningOf, type Meaning } from './meaning.js';

/** Keys of a loaded rule whose texts are names of facts, events, parameters, conditions, calendars, countings or words. */
const naming = new Set([
  'binds',
  'calendar',
  'claim',
  'condition',
  'counting',
  'duty',
  'each',
  'event',
  'events',
  'fact',
  'id',
  'name',
  'or',
  'parameter',
  'restarts',
  'same',
  'shows',
  'split',
]);

/** Which rules (`policy#rule`) need a name: in what they say themselves, through worked-out facts, named conditions and countings. */
export function usersOf(set: PolicySet): (name: string) => readonly string[] {
  const through = throughOf(set);
  const rules = set.policies.flatMap((policy) => {
    const { applies, versionBy, calendar, counting, yieldsTo } = policy;
    const whole = namesIn(meaningOf({ applies, versionBy, calendar, counting, yieldsTo }));
    return allRules(policy).map((rule) => {
      const ref = `${policy.id}#${rule.id}`;
      return [ref, spread(new Set([...whole, ...namesIn(meaningOf(rule))]), through)] as const;
    });
  });
  return (name) => [...new Set(rules.filter(([, names]) => names.has(name)).map(([ref]) => ref))];
}

type Through = ReadonlyMap<string, ReadonlySet<string>>;

/** What is meant by naming something that itself names others. */
function throughOf({ policies, conditions, calendars }: PolicySet): Through {
  const through = new Map<string, Set<string>>();
  const add = (name: string, value: unknown): void => {
    const names = through.get(name) ?? new Set<string>();
    namesIn(meaningOf(value)).forEach((each) => names.add(each));
    through.set(name, names);
  };
  for (const { facts } of policies) for (const [name, { form }] of facts) add(name, form);
  for (const [name, condition] of conditions) add(name, condition);
  for (const { countings } of calendars.values()) for (const [name, counting] of countings) add(name, counting);
  return through;
}

function spread(names: ReadonlySet<string>, through: Through): ReadonlySet<string> {
  const found = new Set(names);
  for (const name of found) through.get(name)?.forEach((each) => found.add(each));
  return found;
}

function namesIn(meaning: Meaning | undefined): ReadonlySet<string> {
  const names = new Set<string>();
  const walk = (value: Meaning, key: string): void => {
    if (typeof value === 'string' && naming.has(key)) names.add(value);
    if (isList(value)) value.forEach((each) => walk(each, key));
    if (!isObject(value)) return;
    if (typeof value['party'] === 'string') names.add(`${value['party']}_calendar`);
    for (const [name, each] of Object.entries(value)) walk(each, name);
  };
  if (meaning !== undefined) walk(meaning, '');
  return names;
}
