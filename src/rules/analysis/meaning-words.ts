import type { Text } from '../../errors.js';
import { formatFactValue } from '../facts/format-value.js';
import type { PolicySet } from '../policy/policy.js';
import { formatDay } from '../time/day.js';
import { formatDuration, durationUnits } from '../time/duration.js';
import { zoneOf } from '../time/zone.js';
import type { DurationUnit } from '../values.js';
import { keyName } from './key-names.js';
import type { Meaning } from './meaning.js';

type Parts = { readonly [key: string]: Meaning };

/** What a name is called, for people; `key` is the key of the policy file under which it stands. */
export type TitleOf = (name: string, key: string) => Text;

/** The words of the language itself, and articles: what stands under a key that has its own words; undefined for names. */
export type Say = (key: string, word: string) => Text | undefined;

/** Names of events, facts, duties and parties as the newer of two sets calls them, else the older one, else as they stand. */
export function titlesOf(sets: readonly PolicySet[], say: Say): TitleOf {
  return (name, key) => {
    const said = say(key, name);
    if (said !== undefined) return said;
    for (const { vocabulary } of sets) {
      const { events, facts, titles } = vocabulary;
      const title = events.get(name)?.title ?? facts.get(name)?.title ?? titles?.get(name);
      if (title !== undefined) return title.en === name && title.zh === name ? title : quoted(title);
    }
    return same(name);
  };
}

function quoted({ en, zh }: Text): Text {
  return { en: `“${en}”`, zh: `“${zh}”` };
}

export function same(text: string): Text {
  return { en: text, zh: text };
}

/** A part of a rule in words: its moments, durations, conditions and amounts, with the titles of the vocabulary. */
export function inWords(meaning: Meaning, title: TitleOf, key = ''): Text {
  if (meaning === null) return same('–');
  if (typeof meaning === 'boolean') return meaning ? { en: 'yes', zh: '是' } : { en: 'no', zh: '否' };
  if (typeof meaning === 'string') return title(meaning, key);
  if (typeof meaning === 'number') return same(formatFactValue(meaning));
  if (isList(meaning)) return listed(meaning.map((each) => inWords(each, title, key)));
  if (isText(meaning)) return meaning;
  const kind = meaning['kind'];
  const form = typeof kind === 'string' && Object.hasOwn(forms, kind) ? forms[kind] : undefined;
  return form?.(meaning, title) ?? groupIn(meaning, title) ?? keysIn(meaning, title);
}

type Form = (parts: Parts, title: TitleOf) => Text | undefined;

const named: Form = ({ event, fact, name, id }, title) => inWords(event ?? fact ?? name ?? id ?? null, title);

const forms: Readonly<Record<string, Form>> = {
  named,
  event: named,
  fact: named,
  name: named,
  'worked-out': named,
  parameter: ({ name }) => join(same(plain(name)), { en: ' (parameter)', zh: '（参数）' }),
  literal: ({ value }, title) => inWords(value ?? null, title),
  moment: ({ moment }, title) => inWords(moment ?? null, title),
  none: () => ({ en: 'none', zh: '无' }),
  day: ({ day }) => same(formatDay(Number(day))),
  instant: ({ at }) => same(formatFactValue({ kind: 'instant', at: Number(at) }, zoneOf('UTC'))),
  money: ({ amount, currency }) => same(`${plain(amount)} ${plain(currency)}`),
  duration: durationWords,
  step: () => ({ en: 'where the rule’s own clock starts', zh: '各规则的起算时点' }),
  occurrence: () => ({ en: 'the occurrence itself', zh: '该次事件' }),
  offset: ({ direction, by, base }, title) => {
    const [length, from] = [inWords(by ?? null, title), inWords(base ?? null, title)];
    const isAfter = direction === 'after';
    return {
      en: `${length.en} ${isAfter ? 'after' : 'before'} ${from.en}`,
      zh: `${from.zh}${isAfter ? '后' : '前'}${length.zh}`,
    };
  },
  first: ({ of }, title) => around({ en: 'the first of ', zh: '最早者：' }, of, title),
  latest: ({ of }, title) => around({ en: 'all of ', zh: '全部发生：' }, of, title),
  since: ({ when }, title) => {
    const condition = inWords(when ?? null, title);
    return { en: `since it has held that ${condition.en}`, zh: `自满足“${condition.zh}”时起` };
  },
  'rule-due': ({ rule, overdue }) =>
    overdue === true
      ? { en: `when ${plain(rule)} runs out undone`, zh: `${plain(rule)} 逾期之时` }
      : { en: `the due date of ${plain(rule)}`, zh: `${plain(rule)} 的到期日` },
  table: ({ rows }, title) => (isList(rows) ? rowsInWords(rows, title) : undefined),
  'largest-of': ({ of }, title) => around({ en: 'the largest of ', zh: '最大者：' }, of, title),
  'smallest-of': ({ of }, title) => around({ en: 'the smallest of ', zh: '最小者：' }, of, title),
  sum: ({ of }, title) => around({ en: 'the sum of ', zh: '合计：' }, of, title),
  times: ({ of }, title) => (isList(of) ? between(of, ' × ', title) : undefined),
  minus: ({ of }, title) => join(same('−'), inWords(of ?? null, title)),
  'divided-by': ({ of, by }, title) => between([of ?? null, by ?? null], ' ÷ ', title),
};

function durationWords({ count, unit }: Parts): Text | undefined {
  if (typeof count !== 'number' || typeof unit !== 'string' || !isUnit(unit)) return undefined;
  const length = { kind: 'duration', count, unit } as const;
  return { en: formatDuration(length, 'en'), zh: formatDuration(length, 'zh') };
}

function isUnit(unit: string): unit is DurationUnit {
  return Object.hasOwn(durationUnits, unit);
}

function rowsInWords(rows: readonly Meaning[], title: TitleOf): Text {
  const texts = rows.map((row): Text => {
    const { when, is, ...rest } = isObject(row) ? row : {};
    const value = join(inWords(is ?? null, title), restIn(rest, title));
    if (when === undefined) return { en: `otherwise ${value.en}`, zh: `否则${value.zh}` };
    const condition = inWords(when, title);
    return { en: `${value.en} if ${condition.en}`, zh: `${condition.zh}时为${value.zh}` };
  });
  return { en: texts.map(({ en }) => en).join('; '), zh: texts.map(({ zh }) => zh).join('；') };
}

/** What stands beside the main part: articles, burdens. */
function restIn(rest: Parts, title: TitleOf): Text {
  if (Object.keys(rest).length === 0) return same('');
  const { en, zh } = keysIn(rest, title);
  return { en: ` (${en})`, zh: `（${zh}）` };
}

/** `all`, `any`, `not`, a comparison, or a named condition; undefined for anything else. */
function groupIn(parts: Parts, title: TitleOf): Text | undefined {
  const { all, any, not, condition, fact, operator, value, params } = parts;
  if (isList(all)) return grouped(all, { en: ' and ', zh: '且' }, title);
  if (isList(any)) return grouped(any, { en: ' or ', zh: '或' }, title);
  if (not !== undefined) {
    const inner = inWords(not, title);
    return { en: `not (${inner.en})`, zh: `并非（${inner.zh}）` };
  }
  if (typeof condition === 'string') return quoted(same(condition));
  if (typeof fact !== 'string' || typeof operator !== 'string') return undefined;
  const rule = params !== undefined && isObject(params) ? params['rule'] : undefined;
  const left =
    rule === undefined
      ? title(fact, 'fact')
      : join(title(fact, 'fact'), { en: ` of ${plain(rule)}`, zh: `（${plain(rule)}）` });
  const verb = typeof value === 'boolean' && Object.hasOwn(verbs, operator) ? verbs[operator] : undefined;
  if (verb !== undefined) return join(left, value === true ? verb.yes : verb.no);
  const [sign, right] = [signs[operator] ?? same(operator), rightIn(value ?? null, title)];
  return { en: `${left.en} ${sign.en} ${right.en}`, zh: `${left.zh}${sign.zh}${right.zh}` };
}

function rightIn(value: Meaning, title: TitleOf): Text {
  if (isObject(value) && 'fact' in value) return inWords(value['fact'] ?? null, title);
  if (isObject(value) && 'parameter' in value)
    return forms['parameter']?.({ name: value['parameter'] ?? null }, title) ?? same('');
  if (typeof value === 'string') return same(value);
  return isList(value) ? listed(value.map((each) => rightIn(each, title))) : inWords(value, title);
}

const signs: Readonly<Record<string, Text>> = {
  equal: { en: 'is', zh: '为' },
  notEqual: { en: 'is not', zh: '不为' },
  in: { en: 'is one of', zh: '属于' },
  notIn: { en: 'is none of', zh: '不属于' },
  contains: { en: 'contains', zh: '包含' },
  doesNotContain: { en: 'does not contain', zh: '不包含' },
  lessThan: { en: 'is less than', zh: '小于' },
  lessThanInclusive: { en: 'is at most', zh: '不超过' },
  greaterThan: { en: 'is more than', zh: '大于' },
  greaterThanInclusive: { en: 'is at least', zh: '不少于' },
  before: { en: 'is before', zh: '早于' },
  onOrBefore: { en: 'is on or before', zh: '不晚于' },
  after: { en: 'is after', zh: '晚于' },
  onOrAfter: { en: 'is on or after', zh: '不早于' },
  proven: { en: 'is shown to be', zh: '已证明为' },
};

const verbs: Readonly<Record<string, { readonly yes: Text; readonly no: Text }>> = {
  happened: {
    yes: { en: ' has happened', zh: '已发生' },
    no: { en: ' has not happened', zh: '未发生' },
  },
  known: { yes: { en: ' is known', zh: '已知' }, no: { en: ' is not known', zh: '未知' } },
};

function grouped(parts: readonly Meaning[], by: Text, title: TitleOf): Text {
  const texts = parts.map((part) => {
    const text = inWords(part, title);
    const inner = isObject(part) && ('all' in part || 'any' in part);
    return inner ? { en: `(${text.en})`, zh: `（${text.zh}）` } : text;
  });
  return { en: texts.map(({ en }) => en).join(by.en), zh: texts.map(({ zh }) => zh).join(by.zh) };
}

function around(before: Text, of: Meaning | undefined, title: TitleOf): Text {
  return join(before, inWords(of ?? null, title));
}

function between(of: readonly Meaning[], sign: string, title: TitleOf): Text {
  const texts = of.map((each) => inWords(each, title));
  return { en: texts.map(({ en }) => en).join(sign), zh: texts.map(({ zh }) => zh).join(sign) };
}

function keysIn(parts: Parts, title: TitleOf): Text {
  const said = Object.entries(parts).filter(([, each]) => !isList(each) || each.length > 0);
  const texts = said.map(([name, each]): Text => {
    const key = kebab(name);
    const [called, value] = [keyName(key), inWords(each, title, key)];
    return { en: `${called.en}: ${value.en}`, zh: `${called.zh}：${value.zh}` };
  });
  return { en: texts.map(({ en }) => en).join(', '), zh: texts.map(({ zh }) => zh).join('，') };
}

function listed(texts: readonly Text[]): Text {
  return { en: texts.map(({ en }) => en).join(', '), zh: texts.map(({ zh }) => zh).join('、') };
}

export function join(...texts: readonly Text[]): Text {
  return { en: texts.map(({ en }) => en).join(''), zh: texts.map(({ zh }) => zh).join('') };
}

/** `versionBy` as authors write it: `version-by`. */
export function kebab(key: string): string {
  return key.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
}

export function isList(value: Meaning | undefined): value is readonly Meaning[] {
  return Array.isArray(value);
}

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
