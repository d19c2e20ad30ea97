import type { Text } from '../../errors.js';
import type { DurationValue, Moment, Table, Value } from '../../rules/policy/value-types.js';
import { conditionWords, parameterWords } from './condition-words.js';
import { factorWords, literalWords } from './literal-words.js';
import { bracketed, joined, listed, quoted, same } from './phrase.js';
import type { Titles } from './titles.js';

/** What a part of a rule is told with. */
export interface Speech {
  readonly titles: Titles;
  /** The policy's id. */
  readonly policy: string;
  /** The event types of `each`, whose occurrence is spoken of as `it`. */
  readonly each: readonly string[];
}

/** A length of time in words. */
export function durationWords(value: DurationValue, speech: Speech): Text {
  const { titles } = speech;
  switch (value.kind) {
    case 'duration':
      return literalWords(value, titles);
    case 'parameter':
      return parameterWords(value.name, titles);
    case 'fact':
      return nameWords(value.name, speech);
    case 'table': {
      const rows = tableWords(value, (each) => durationWords(each, speech), speech);
      return { en: `the period that applies (${rows.en})`, zh: `适用期限（${rows.zh}）` };
    }
  }
}

/** The rows of a table: `6 months where …; otherwise 2 years`. */
export function tableWords<T>({ rows }: Table<T>, wordsOf: (value: T) => Text, speech: Speech): Text {
  const parts = rows.map(({ when, is }, index): Text => {
    const value = wordsOf(is);
    if (when === undefined) return index === 0 ? value : { en: `otherwise ${value.en}`, zh: `其他情形为${value.zh}` };
    const condition = conditionWords(when.document, speech.titles, speech.policy);
    return { en: `${value.en} where ${condition.en}`, zh: `${condition.zh}的，为${value.zh}` };
  });
  return { en: parts.map(({ en }) => en).join('; '), zh: parts.map(({ zh }) => zh).join('；') };
}

/** What a row of a table gives: a value, a length of time or a moment. */
export function anyWords(part: Value | DurationValue | Moment, speech: Speech): Text {
  switch (part.kind) {
    case 'duration':
      return durationWords(part, speech);
    case 'table': {
      // A table holds rows of one kind, which its type tells apart and its shape does not.
      const rows = tableWords<Value | DurationValue | Moment>(part, (each) => anyWords(each, speech), speech);
      return { en: `what applies (${rows.en})`, zh: `适用值（${rows.zh}）` };
    }
    case 'parameter':
      return 'options' in part ? momentWords(part, speech) : parameterWords(part.name, speech.titles);
    case 'fact':
      return 'name' in part ? durationWords(part, speech) : momentWords(part, speech);
    case 'literal':
    case 'name':
    case 'moment':
    case 'largest-of':
    case 'smallest-of':
    case 'sum':
    case 'times':
    case 'minus':
    case 'divided-by':
      return valueWords(part, speech);
    default:
      return momentWords(part, speech);
  }
}

/** A fact by its title; a worked-out fact without one by what it is worked out from. */
function nameWords(name: string, speech: Speech): Text {
  const untitled = speech.titles.untitled(name);
  if (untitled?.form.kind === 'moment') return momentWords(untitled.form.moment, speech);
  return quoted(speech.titles.name(name));
}

/** A point in time in words. */
export function momentWords(moment: Moment, speech: Speech): Text {
  const { titles, each } = speech;
  switch (moment.kind) {
    case 'event':
      return each.includes(moment.event) ? occurrence : quoted(titles.name(moment.event));
    case 'occurrence':
    case 'step':
      return occurrence;
    case 'fact':
      return quoted(titles.name(moment.fact));
    case 'worked-out':
      return nameWords(moment.name, speech);
    case 'parameter':
      return readingWords(moment, speech);
    case 'offset':
      return offsetWords(moment, speech);
    case 'first':
      return severalWords(moment.of, 'or', speech);
    case 'latest':
      return severalWords(moment.of, 'and', speech);
    case 'since': {
      const condition = conditionWords(moment.when.document, titles, speech.policy);
      return { en: `the moment at which ${condition.en}`, zh: `${condition.zh}之时` };
    }
    case 'table': {
      const rows = tableWords(moment, (row) => momentWords(row, speech), speech);
      return { en: `the time that applies (${rows.en})`, zh: `适用时点（${rows.zh}）` };
    }
    case 'rule-due':
      return ruleDueWords(moment, titles);
  }
}

function offsetWords({ by: length, base: from, direction }: MomentOf<'offset'>, speech: Speech): Text {
  const [by, base] = [durationWords(length, speech), momentWords(from, speech)];
  return direction === 'after'
    ? { en: `${by.en} after ${base.en}`, zh: `${base.zh}之后${by.zh}` }
    : { en: `${by.en} before ${base.en}`, zh: `${base.zh}之前${by.zh}` };
}

function ruleDueWords({ rule: ref, overdue }: MomentOf<'rule-due'>, titles: Titles): Text {
  const rule = quoted(titles.rule(ref));
  return overdue
    ? { en: `the moment ${rule.en} runs out undone`, zh: `${rule.zh}逾期未完成之时` }
    : { en: `the due date of ${rule.en}`, zh: `${rule.zh}的到期日` };
}

type MomentOf<K extends Moment['kind']> = Extract<Moment, { kind: K }>;

const occurrence: Text = { en: 'it', zh: '该次事件' };

/** Whichever comes first (`or`), or when all have happened (`and`); groups in groups stand in brackets. */
function severalWords(of: readonly Moment[], tie: 'and' | 'or', speech: Speech): Text {
  if (of.length === 0) return { en: 'never', zh: '永不' };
  const parts = of.map((each) => {
    const words = momentWords(each, speech);
    const isGroup = (each.kind === 'first' || each.kind === 'latest') && each.of.length > 1;
    return isGroup ? { en: `(${words.en})`, zh: `（${words.zh}）` } : words;
  });
  return listed(parts, tie);
}

/** The reading in force, and those that the text also allows. */
function readingWords({ name, options }: MomentOf<'parameter'>, speech: Speech): Text {
  const parameter = speech.titles.parameter(name);
  const chosen = parameter?.values.at(-1)?.value;
  const known = typeof chosen === 'string' ? options.get(chosen) : undefined;
  if (known === undefined) return quoted(parameter?.title ?? same(name));
  const others = [...options].filter(([option]) => option !== chosen).map(([, each]) => momentWords(each, speech));
  const or = listed(others, 'or');
  const remark = { en: `by the reading chosen; ${or.en} by another`, zh: `按所选理解；另一理解为${or.zh}` };
  return joined(momentWords(known, speech), others.length === 0 ? same('') : bracketed(remark));
}

/** A value in words: a number, an amount, a word or a moment. */
export function valueWords(value: Value, speech: Speech): Text {
  const { titles } = speech;
  const parts = (of: readonly Value[]): readonly Text[] => of.map((each) => valueWords(each, speech));
  switch (value.kind) {
    case 'literal':
      return literalWords(value.value, titles);
    case 'name':
      return nameWords(value.name, speech);
    case 'parameter':
      return parameterWords(value.name, titles);
    case 'moment':
      return momentWords(value.moment, speech);
    case 'table': {
      const rows = tableWords(value, (row) => valueWords(row, speech), speech);
      return { en: `what applies (${rows.en})`, zh: `适用值（${rows.zh}）` };
    }
    case 'largest-of':
    case 'smallest-of': {
      const all = listed(parts(value.of), 'and');
      return value.kind === 'largest-of'
        ? { en: `the larger of ${all.en}`, zh: `${all.zh}中的较大者` }
        : { en: `the smaller of ${all.en}`, zh: `${all.zh}中的较小者` };
    }
    case 'sum':
      return sumWords(value.of, speech);
    case 'times':
      return timesWords(value.of, speech);
    case 'minus':
      return joined({ en: 'minus ', zh: '负' }, valueWords(value.of, speech));
    case 'divided-by': {
      const [of, by] = [valueWords(value.of, speech), factor(value.by, speech)];
      return { en: `${of.en} divided by ${by.en}`, zh: `${of.zh}除以${by.zh}` };
    }
  }
}

function sumWords(of: readonly Value[], speech: Speech): Text {
  return of.reduce<Text>((sum, each, index) => {
    const isMinus = each.kind === 'minus';
    const words = valueWords(isMinus ? each.of : each, speech);
    if (index === 0) return isMinus ? joined({ en: 'minus ', zh: '负' }, words) : words;
    return joined(sum, isMinus ? { en: ' less ', zh: '减去' } : { en: ' plus ', zh: '加上' }, words);
  }, same(''));
}

function factor(value: Value, speech: Speech): Text {
  return value.kind === 'literal' && typeof value.value === 'number'
    ? factorWords(value.value)
    : valueWords(value, speech);
}

function timesWords(of: readonly Value[], speech: Speech): Text {
  const [first, second, ...more] = of;
  if (first?.kind === 'literal' && typeof first.value === 'number' && second !== undefined && more.length === 0) {
    const [number, base] = [factor(first, speech), valueWords(second, speech)];
    return first.value < 1
      ? { en: `${number.en} of ${base.en}`, zh: `${base.zh}的${number.zh}` }
      : { en: `${number.en} times ${base.en}`, zh: `${base.zh}的${number.zh}倍` };
  }
  const parts = of.map((each) => factor(each, speech));
  return { en: parts.map(({ en }) => en).join(' × '), zh: parts.map(({ zh }) => zh).join(' × ') };
}
