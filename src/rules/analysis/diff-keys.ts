import { formatDay } from '../time/day.js';
import type { Day } from '../values.js';
import { isList, isObject, kebab } from './meaning-words.js';
import { meaningOf, positions, type Meaning } from './meaning.js';

/** The keys of a rule, a policy, a parameter … as its author writes them, with what each means. */
export type Keys = ReadonlyMap<string, Meaning>;

/** What the loader keeps in another place than the author wrote it. */
const apart = new Set(['id', 'ref', 'consequenceText', 'instrumentText']);

/** Groups of the loaded form that have no key of their own in a policy file. */
const inlined = new Set(['clock', 'window', 'source', 'trigger', 'intake', 'form']);

/** What something means, key by key; keys without a value and empty lists are not there. */
export function keysOf(value: object, without: readonly string[] = []): Keys {
  const keys = new Map<string, Meaning>();
  for (const [name, each] of Object.entries(value)) if (!without.includes(name)) addKey(keys, name, each, value);
  return keys;
}

function addKey(keys: Map<string, Meaning>, name: string, value: unknown, of: object): void {
  if (apart.has(name) || positions.has(name) || value === undefined) return;
  if (inlined.has(name) && typeof value === 'object' && value !== null) {
    for (const [key, each] of keysOf(value, name === 'trigger' ? ['kind'] : [])) keys.set(key, each);
    return;
  }
  if (name === 'period') return addPeriod(keys, meaningOf(value));
  if (name === 'inForce') return addDays(keys, value);
  const meaning = meaningOf(bothLanguages(name, of) ?? value, name);
  if (meaning === undefined || (isList(meaning) && meaning.length === 0)) return;
  keys.set(kebab(name), meaning);
}

/** A name that the policy gives in both languages. */
function bothLanguages(name: string, of: object): unknown {
  const key = `${name}Text`;
  return Object.entries(of).find(([each]) => each === key)?.[1];
}

function addPeriod(keys: Map<string, Meaning>, period: Meaning | undefined): void {
  if (!isObject(period)) return;
  for (const [key, each] of Object.entries(period)) if (key !== 'kind') keys.set(key, each);
}

function addDays(keys: Map<string, Meaning>, value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if ('from' in value && typeof value.from === 'number') keys.set('in-force.from', dayText(value.from));
  if ('through' in value && typeof value.through === 'number') keys.set('in-force.through', dayText(value.through));
}

/** A day as policy files write it. */
export function dayText(day: Day): string {
  return formatDay(day);
}
