import type { Text } from '../../errors.js';
import type { ConditionNode } from '../conditions/condition.js';
import { formatFactValue } from '../facts/format-value.js';
import type { Policy, PolicySet } from '../policy/policy.js';
import { formatDay } from '../time/day.js';
import { formatDuration, durationUnits } from '../time/duration.js';
import { zoneOf } from '../time/zone.js';
import type { DurationUnit } from '../values.js';
import { keyName } from './key-names.js';
import type { Meaning } from './meaning.js';

type Parts = { readonly [key: string]: Meaning };

type TwoSets = readonly [newer: PolicySet, older: PolicySet];

/** What only texts for people know: given by whoever asks, for the rules know no such texts. */
export interface Wording {
  /** The words of the language itself, and articles: what stands under a key that has its own words; undefined for names. */
  word(key: string, word: string): Text | undefined;
  /** A condition of this policy (undefined: of none), with the titles of the newer set, else of the older one. */
  condition(node: ConditionNode, sets: TwoSets, policy: Policy | undefined): Text;
}

/** How a part of a policy is put into words. */
export interface Words {
  /** What a name is called, for people; `key` is the key of the policy file under which it stands. */
  title(name: string, key: string): Text;
  condition(node: ConditionNode): Text;
}

/** Names of events, facts, duties and parties as the newer of two sets calls them, else the older one, else as they stand. */
export function wordsOf(sets: TwoSets, policy: Policy | undefined, wording: Wording): Words {
  return {
    title: (name, key) => wording.word(key, name) ?? titleIn(sets, name),
    condition: (node) => wording.condition(node, sets, policy),
  };
}

function titleIn(sets: TwoSets, name: string): Text {
  for (const { vocabulary } of sets) {
    const { events, facts, titles } = vocabulary;
    const title = events.get(name)?.title ?? facts.get(name)?.title ?? titles?.get(name);
    if (title !== undefined) return title.en === name && title.zh === name ? title : quoted(title);
  }
  return same(name);
}

function quoted({ en, zh }: Text): Text {
  return { en: `“${en}”`, zh: `“${zh}”` };
}

/** A text that reads the same in both languages. */
export function same(text: string): Text {
  return { en: text, zh: text };
}

/** A part of a rule in words: its moments, durations, conditions and amounts, with the titles of the vocabulary. */
export function inWords(meaning: Meaning, words: Words, key = ''): Text {
  if (meaning === null) return same('–');
  if (typeof meaning === 'boolean') return meaning ? { en: 'yes', zh: '是' } : { en: 'no', zh: '否' };
  if (typeof meaning === 'string') return words.title(meaning, key);
  if (typeof meaning === 'number') return same(formatFactValue(meaning));
  if (isList(meaning)) return listed(meaning.map((each) => inWords(each, words, key)));
  if (isText(meaning)) return meaning;
  const kind = meaning['kind'];
  const form = typeof kind === 'string' && Object.hasOwn(forms, kind) ? forms[kind] : undefined;
  return form?.(meaning, words) ?? (isCondition(meaning) ? words.condition(meaning) : keysIn(meaning, words));
}

type Form = (parts: Parts, words: Words) => Text | undefined;

const named: Form = ({ event, fact, name, id }, words) => inWords(event ?? fact ?? name ?? id ?? null, words);

const forms: Readonly<Record<string, Form>> = {
  named,
  event: named,
  fact: named,
  name: named,
  'worked-out': named,
  parameter: ({ name }) => join(same(plain(name)), { en: ' (parameter)', zh: '（参数）' }),
  literal: ({ value }, words) => inWords(value ?? null, words),
  moment: ({ moment }, words) => inWords(moment ?? null, words),
  none: () => ({ en: 'none', zh: '无' }),
  day: ({ day }) => same(formatDay(Number(day))),
  instant: ({ at }) => same(formatFactValue({ kind: 'instant', at: Number(at) }, zoneOf('UTC'))),
  money: ({ amount, currency }) => same(`${plain(amount)} ${plain(currency)}`),
  duration: durationWords,
  step: () => ({ en: 'where the rule’s own clock starts', zh: '各规则的起算时点' }),
  occurrence: () => ({ en: 'the occurrence itself', zh: '该次事件' }),
  offset: ({ direction, by, base }, words) => {
    const [length, from] = [inWords(by ?? null, words), inWords(base ?? null, words)];
    const isAfter = direction === 'after';
    return {
      en: `${length.en} ${isAfter ? 'after' : 'before'} ${from.en}`,
      zh: `${from.zh}${isAfter ? '后' : '前'}${length.zh}`,
    };
  },
  first: ({ of }, words) => around({ en: 'the first of ', zh: '最早者：' }, of, words),
  latest: ({ of }, words) => around({ en: 'all of ', zh: '全部发生：' }, of, words),
  since: ({ when }, words) => {
    const condition = inWords(when ?? null, words);
    return { en: `since it has held that ${condition.en}`, zh: `自满足“${condition.zh}”时起` };
  },
  'rule-due': ({ rule, overdue }) =>
    overdue === true
      ? { en: `when ${plain(rule)} runs out undone`, zh: `${plain(rule)} 逾期之时` }
      : { en: `the due date of ${plain(rule)}`, zh: `${plain(rule)} 的到期日` },
  table: ({ rows }, words) => (isList(rows) ? rowsInWords(rows, words) : undefined),
  'largest-of': ({ of }, words) => around({ en: 'the largest of ', zh: '最大者：' }, of, words),
  'smallest-of': ({ of }, words) => around({ en: 'the smallest of ', zh: '最小者：' }, of, words),
  sum: ({ of }, words) => around({ en: 'the sum of ', zh: '合计：' }, of, words),
  times: ({ of }, words) => (isList(of) ? between(of, ' × ', words) : undefined),
  minus: ({ of }, words) => join(same('−'), inWords(of ?? null, words)),
  'divided-by': ({ of, by }, words) => between([of ?? null, by ?? null], ' ÷ ', words),
};

function durationWords({ count, unit }: Parts): Text | undefined {
  if (typeof count !== 'number' || typeof unit !== 'string' || !isUnit(unit)) return undefined;
  const length = { kind: 'duration', count, unit } as const;
  return { en: formatDuration(length, 'en'), zh: formatDuration(length, 'zh') };
}

function isUnit(unit: string): unit is DurationUnit {
  return Object.hasOwn(durationUnits, unit);
}

function rowsInWords(rows: readonly Meaning[], words: Words): Text {
  const texts = rows.map((row): Text => {
    const { when, is, ...rest } = isObject(row) ? row : {};
    const value = join(inWords(is ?? null, words), restIn(rest, words));
    if (when === undefined) return { en: `otherwise ${value.en}`, zh: `否则${value.zh}` };
    const condition = inWords(when, words);
    return { en: `${value.en} if ${condition.en}`, zh: `${condition.zh}时为${value.zh}` };
  });
  return { en: texts.map(({ en }) => en).join('; '), zh: texts.map(({ zh }) => zh).join('；') };
}

/** What stands beside the main part: articles, burdens. */
function restIn(rest: Parts, words: Words): Text {
  if (Object.keys(rest).length === 0) return same('');
  const { en, zh } = keysIn(rest, words);
  return { en: ` (${en})`, zh: `（${zh}）` };
}

/** A document of a condition, or a part of one: nothing else in a set has such keys. */
function isCondition(parts: Parts): parts is Parts & ConditionNode {
  const { all, any, not, condition, fact, operator } = parts;
  if (isList(all) || isList(any) || isObject(not)) return true;
  return typeof condition === 'string' || (typeof fact === 'string' && typeof operator === 'string');
}

function around(before: Text, of: Meaning | undefined, words: Words): Text {
  return join(before, inWords(of ?? null, words));
}

function between(of: readonly Meaning[], sign: string, words: Words): Text {
  const texts = of.map((each) => inWords(each, words));
  return { en: texts.map(({ en }) => en).join(sign), zh: texts.map(({ zh }) => zh).join(sign) };
}

function keysIn(parts: Parts, words: Words): Text {
  const said = Object.entries(parts).filter(([, each]) => !isList(each) || each.length > 0);
  const texts = said.map(([name, each]): Text => {
    const key = kebab(name);
    const [called, value] = [keyName(key), inWords(each, words, key)];
    return { en: `${called.en}: ${value.en}`, zh: `${called.zh}：${value.zh}` };
  });
  return { en: texts.map(({ en }) => en).join(', '), zh: texts.map(({ zh }) => zh).join('，') };
}

function listed(texts: readonly Text[]): Text {
  return { en: texts.map(({ en }) => en).join(', '), zh: texts.map(({ zh }) => zh).join('、') };
}

/** Texts one after another, with nothing between them. */
export function join(...texts: readonly Text[]): Text {
  return { en: texts.map(({ en }) => en).join(''), zh: texts.map(({ zh }) => zh).join('') };
}

/** `versionBy` as authors write it: `version-by`. */
export function kebab(key: string): string {
  return key.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
}

/** Whether it is a list of meanings. */
export function isList(value: Meaning | undefined): value is readonly Meaning[] {
  return Array.isArray(value);
}

/** Whether it has keys. */
export function isObject(value: Meaning | undefined): value is Parts {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: Meaning): value is Parts & Text {
  return (
    isObject(value) &&
    Object.keys(value).length === 2 &&
    typeof value['en'] === 'string' &&
    typeof value['zh'] === 'string'
  );
}

function plain(value: Meaning | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
