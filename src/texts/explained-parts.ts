import type { Text } from '../errors.js';
import type { MomentRead } from '../rules/explain/moments-read.js';
import type { ReadingFound } from '../rules/explain/readings.js';
import type { Answer } from '../rules/explain/answers.js';
import type { AmountFound } from '../rules/judge/judgement.js';
import type { Zone } from '../rules/time/calendar.js';
import { formatTime } from '../rules/time/parse-time.js';
import type { Money } from '../rules/values.js';
import { cameText } from './change-texts.js';
import { literalWords } from './sentences/literal-words.js';
import { clauses, listed, quoted } from './sentences/phrase.js';
import type { Titles } from './sentences/titles.js';

/** What each date of an answer is. */
export const dateTexts: Readonly<Record<Answer['dates'][number]['what'], Text>> = {
  due: { en: 'Due date', zh: '到期日' },
  until: { en: 'Last day of the right', zh: '权利的最后一日' },
  'keep-through': { en: 'Last day of the shortest period', zh: '最短保存期末日' },
  'go-by': { en: 'Last day of the longest period', zh: '最长保存期末日' },
  'grace-through': { en: 'Last day for destroying', zh: '销毁期限末日' },
};

/** What a moment is for the clock that looks at it. */
export const momentTexts: Readonly<Record<MomentRead['what'], Text>> = {
  from: { en: 'Starts from', zh: '起算' },
  due: { en: 'Due by', zh: '到期日依据' },
  done: { en: 'Done by', zh: '完成' },
  opens: { en: 'Opens with', zh: '可以行使的起点' },
  'used-by': { en: 'Used by', zh: '行使方式' },
  'pause-from': { en: 'Stands still from', zh: '中止自' },
  'pause-until': { en: 'Runs again from', zh: '恢复自' },
  'not-after': { en: 'Never later than', zh: '最迟不晚于' },
  'cancelled-by': { en: 'Cancelled by', zh: '取消' },
};

/** What an amount came to: exact, or what is known of it and what is missing. */
export function amountText(found: AmountFound, titles: Titles): Text {
  const money = ({ amount, currency }: Money): string => `${amount} ${currency}`;
  if (found.kind === 'exact') return { en: money(found.amount), zh: money(found.amount) };
  const { atLeast, atMost, missing } = found;
  const names = listed(
    missing.map(({ name }) => quoted(titles.name(name))),
    'and',
  );
  const unknown = atLeast === undefined && atMost === undefined;
  return clauses([
    ...(unknown ? [{ en: 'not known', zh: '不明' }] : []),
    ...(atLeast === undefined ? [] : [{ en: `at least ${money(atLeast)}`, zh: `至少 ${money(atLeast)}` }]),
    ...(atMost === undefined ? [] : [{ en: `at most ${money(atMost)}`, zh: `至多 ${money(atMost)}` }]),
    ...(missing.length === 0 ? [] : [{ en: `missing ${names.en}`, zh: `缺少${names.zh}` }]),
  ]);
}

/** One reading of an ambiguous text: what the rule comes to under it, with its date. */
export function readingText({ parameter, value, chosen, came, dates }: ReadingFound, titles: Titles, zone: Zone): Text {
  const all = dates.map((date) => formatTime(date, zone)).join(', ');
  const title = titles.parameter(parameter)?.title ?? { en: parameter, zh: parameter };
  const option = optionText(value, titles);
  const outcomes = listed(came.map(cameText), 'and');
  return {
    en: `${title.en} = ${option.en}${chosen ? ' (chosen)' : ''}: ${outcomes.en}${all === '' ? '' : `, ${all}`}`,
    zh: `${title.zh} = ${option.zh}${chosen ? '（所选）' : ''}：${outcomes.zh}${all === '' ? '' : `，${all}`}`,
  };
}

/** A reading may name an event or fact, or where the clock of each rule starts. */
export function optionText(value: ReadingFound['value'], titles: Titles): Text {
  if (value === 'step') return { en: 'where the rule’s own clock starts', zh: '规则自身的起算时点' };
  const isName = typeof value === 'string' && titles.typeOf(value) !== undefined;
  return isName ? quoted(titles.name(value)) : literalWords(value, titles);
}
