import type { Text } from '../../errors.js';
import type { Policy, PolicySet } from '../policy/policy.js';
import { comparePaths } from '../policy/policy-files.js';
import type { Day } from '../values.js';
import { partsOfSet, type Part } from './diff-parts.js';
import { daysOfEither, daysOfParameter, type Period } from './diff-periods.js';
import {
  changedKinds,
  changeWords,
  keyChangeText,
  keyText,
  periodsText,
  sentence,
  type ChangedKind,
} from './diff-texts.js';
import { usersOf } from './diff-users.js';
import { formatDay } from '../time/day.js';
import { inWords, join, same, wordsOf, type Wording, type Words } from './meaning-words.js';
import type { Meaning } from './meaning.js';
import { changedDays, daysKey } from './diff-calendars.js';
import { pairVersions } from './diff-versions.js';

/** One thing that one set says otherwise than another. */
export interface Change {
  readonly kind: ChangedKind;
  readonly change: 'added' | 'changed' | 'removed';
  /** Its name: of a rule `policy#rule`, of a policy its id. Unique with `kind` and `version`. */
  readonly id: string;
  /** First day in force of the policy's version: the newer set's where both have one. */
  readonly version?: Day;
  readonly title: Text;
  readonly keys: readonly KeyChange[];
  readonly affected: Affected;
  /** All of it in a sentence or two. */
  readonly text: Text;
}

/** A key and what it says; `from` is not there for a new one, `to` for one that is gone. */
export interface KeyChange {
  readonly key: string;
  readonly title: Text;
  readonly from?: Text;
  readonly to?: Text;
}

/** Whose complaints may be judged otherwise. */
export interface Affected {
  /** Days of the moment that chooses the version; of a calendar the days themselves. Empty: no day is, or nobody can say. */
  readonly periods: readonly Period[];
  /** That moment, in words. */
  readonly by?: Text;
  /** Parties whose duty it is. */
  readonly binds: readonly Text[];
  /** The rules (`policy#rule`) that need what has changed. */
  readonly rules: readonly string[];
}

interface Sides {
  readonly before: PolicySet;
  readonly after: PolicySet;
  /** How what stands in this policy, or in none, is worded. */
  readonly words: (policy: Policy | undefined) => Words;
  readonly users: (name: string) => readonly string[];
}

/**
 * What the set `after` says otherwise than `before`, by what it means: comments, formatting, order and the names of files are no
 * changes. In a fixed order: policies with their rules, waivers, parameters, calendars, vocabulary, organisation. `wording`
 * gives the words of conditions, articles, ranks and whatever else the language has words of its own for.
 */
export function diffSets(before: PolicySet, after: PolicySet, wording: Wording): readonly Change[] {
  const [usersBefore, usersAfter] = [usersOf(before), usersOf(after)];
  const sides: Sides = {
    before,
    after,
    words: (policy) => wordsOf([after, before], policy, wording),
    users: (name) => [...new Set([...usersBefore(name), ...usersAfter(name)])].sort(comparePaths),
  };
  const pairs = pairVersions(before, after);
  const [old, next] = [partsOfSet(before, pairs.keyOf), partsOfSet(after, pairs.keyOf)];
  const keys = [...new Set([...old.keys(), ...next.keys()])];
  return keys.flatMap((key) => changeOf(old.get(key), next.get(key), sides) ?? []).sort(inOrder);
}

const order = Object.keys(changedKinds);
const ofPolicies: readonly ChangedKind[] = ['policy', 'rule', 'worked-out-fact', 'authority', 'indicator'];

function inOrder(a: Change, b: Change): number {
  const [first, second] = [a, b].map(({ kind }) =>
    ofPolicies.includes(kind) ? order.indexOf('policy') : order.indexOf(kind),
  );
  const byPolicy = comparePaths(policyOf(a.id), policyOf(b.id)) || (a.version ?? 0) - (b.version ?? 0);
  return (
    (first ?? 0) - (second ?? 0) ||
    byPolicy ||
    order.indexOf(a.kind) - order.indexOf(b.kind) ||
    comparePaths(a.id, b.id)
  );
}

function policyOf(id: string): string {
  return id.split('#')[0] ?? id;
}

function changeOf(was: Part | undefined, is: Part | undefined, sides: Sides): Change | undefined {
  const part = is ?? was;
  if (part === undefined) return undefined;
  const keys = [...keyChanges(was, is, sides), ...dayChanges(was, is)];
  if (was !== undefined && is !== undefined && keys.length === 0) return undefined;
  const change = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
  const version = is?.policy?.inForce.from ?? was?.policy?.inForce.from;
  const affected = affectedBy(part, { was, is, keys }, sides);
  const found = { kind: part.kind, change, id: part.id, title: part.title, keys, affected } as const;
  return { ...found, ...(version === undefined ? {} : { version }), text: textOf(found, version) };
}

function keyChanges(was: Part | undefined, is: Part | undefined, sides: Sides): readonly KeyChange[] {
  const words = sides.words((is ?? was)?.policy);
  const names = [...new Set([...(was?.keys.keys() ?? []), ...(is?.keys.keys() ?? [])])];
  return names.flatMap((key): KeyChange[] => {
    const [from, to] = [was?.keys.get(key), is?.keys.get(key)];
    if (JSON.stringify(from) === JSON.stringify(to)) return [];
    // What a rule has from its policy is said of the policy alone.
    if ([was, is].every((part) => part === undefined || isInherited(key, part.keys.get(key), part))) return [];
    const say = (meaning: typeof from): Text | undefined =>
      meaning === undefined ? undefined : inWords(meaning, words, key);
    const [old, next] = [say(from), say(to)];
    return [{ key, title: keyText(key), ...(old && { from: old }), ...(next && { to: next }) }];
  });
}

function isInherited(key: string, meaning: Meaning | undefined, part: Part | undefined): boolean {
  return part?.inherits !== undefined && JSON.stringify(part.inherits.get(key)) === JSON.stringify(meaning);
}

function dayChanges(was: Part | undefined, is: Part | undefined): readonly KeyChange[] {
  if (was?.calendar === undefined || is?.calendar === undefined) return [];
  return changedDays(was.calendar, is.calendar).map((days) => {
    const key = daysKey(days);
    return { key, title: same(key), from: days.was, to: days.is };
  });
}

interface Found {
  readonly was: Part | undefined;
  readonly is: Part | undefined;
  readonly keys: readonly KeyChange[];
}

function affectedBy(part: Part, found: Found, sides: Sides): Affected {
  const { was, is } = found;
  if (part.policy !== undefined) return affectedOfPolicy(part, found, sides);
  const rules = part.names.flatMap((name) => sides.users(name));
  const base = { binds: [], rules: [...new Set(rules)].sort(comparePaths) };
  if (part.kind === 'parameter') return { ...base, periods: daysOfParameter(was?.parameter, is?.parameter) };
  if (was?.calendar !== undefined && is?.calendar !== undefined) {
    const days = changedDays(was.calendar, is.calendar);
    return { ...base, periods: days.map(({ from, through }) => ({ from, through })) };
  }
  if (part.kind !== 'waiver') return { ...base, periods: [] };
  const onlyDays = found.keys.every(({ key }) => key === 'from' || key === 'through');
  return {
    binds: [],
    rules: ruleNames(part),
    periods: daysOfEither(was?.days, is?.days, onlyDays && was !== undefined && is !== undefined),
  };
}

function ruleNames(part: Part): readonly string[] {
  const rule = part.keys.get('rule');
  return typeof rule === 'string' ? [rule] : [];
}

function affectedOfPolicy(part: Part, { was, is, keys }: Found, sides: Sides): Affected {
  const words = sides.words(part.policy);
  const both = was !== undefined && is !== undefined;
  const onlyDays = both && keys.every(({ key }) => key.startsWith('in-force.'));
  const binds = [...new Set([was?.binds, is?.binds].filter((party) => party !== undefined && party !== ''))];
  const rules = part.kind === 'worked-out-fact' ? sides.users(part.names[0] ?? '') : (is?.rules ?? was?.rules ?? []);
  return {
    periods: daysOfEither(was?.days, is?.days, onlyDays),
    by: inWords(part.versionBy ?? null, words),
    binds: binds.map((party) => words.title(party ?? '', 'binds')),
    rules,
  };
}

function textOf(
  { kind, change, id, title, keys, affected }: Omit<Change, 'text' | 'version'>,
  version: Day | undefined,
): Text {
  const of =
    version === undefined ? same('') : { en: ` (version ${formatDay(version)})`, zh: `（${formatDay(version)} 版）` };
  const named = title.en === id && title.zh === id ? same(id) : { en: `${id} “${title.en}”`, zh: `${id}“${title.zh}”` };
  const head = join(changedKinds[kind], same(' '), named, of, {
    en: ` ${changeWords[change].en}`,
    zh: `${changeWords[change].zh}`,
  });
  const told = change === 'changed' ? keys : keys.filter(({ key }) => key !== 'title');
  const details = told.map((each) =>
    change === 'changed' ? keyChangeText(each.title, each.from, each.to) : oneSided(each),
  );
  return sentence(head, details, concerns(affected));
}

function oneSided({ title, from, to }: KeyChange): Text {
  const value = to ?? from ?? same('');
  return { en: `${title.en}: ${value.en}`, zh: `${title.zh}：${value.zh}` };
}

function concerns({ periods, by, binds, rules }: Affected): readonly Text[] {
  const days = periodsText(periods);
  const when = {
    en: `complaints whose version day (${by?.en ?? ''}) is ${days.en}`,
    zh: `版本依据（${by?.zh ?? ''}）为${days.zh}的投诉`,
  };
  const who = {
    en: `duties of ${binds.map(({ en }) => en).join(', ')}`,
    zh: `义务人：${binds.map(({ zh }) => zh).join('、')}`,
  };
  const count = rules.length;
  const which = {
    en: `${count} ${count === 1 ? 'rule' : 'rules'}: ${rules.slice(0, 5).join(', ')}${count > 5 ? ' …' : ''}`,
    zh: `${count} 条规则：${rules.slice(0, 5).join('、')}${count > 5 ? ' …' : ''}`,
  };
  return [
    ...(periods.length === 0 ? [] : [by === undefined ? { en: `days ${days.en}`, zh: `日期：${days.zh}` } : when]),
    ...(binds.length === 0 ? [] : [who]),
    ...(count === 0 ? [] : [which]),
  ];
}
