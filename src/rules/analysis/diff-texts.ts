import type { Text } from '../../errors.js';
import { formatDay } from '../time/day.js';
import type { Period } from './diff-periods.js';
import { keyName } from './key-names.js';
import { join, same } from './meaning-words.js';

/** What a set is made of. */
export const changedKinds = {
  organisation: { en: 'Organisation', zh: '组织信息' },
  policy: { en: 'Policy', zh: '制度' },
  rule: { en: 'Rule', zh: '规则' },
  'worked-out-fact': { en: 'Worked-out fact', zh: '推算事实' },
  authority: { en: 'Authority of', zh: '审批权限' },
  indicator: { en: 'Indicator', zh: '指标' },
  waiver: { en: 'Waiver', zh: '豁免' },
  parameter: { en: 'Parameter', zh: '参数' },
  calendar: { en: 'Calendar', zh: '日历' },
  fact: { en: 'Fact', zh: '事实' },
  event: { en: 'Event', zh: '事件' },
  condition: { en: 'Named condition', zh: '命名条件' },
  duty: { en: 'Duty', zh: '义务名称' },
  claim: { en: 'Claim', zh: '请求权名称' },
  party: { en: 'Party', zh: '当事方' },
} as const satisfies Readonly<Record<string, Text>>;

export type ChangedKind = keyof typeof changedKinds;

export const changeWords = {
  added: { en: 'added', zh: '新增' },
  changed: { en: 'changed', zh: '有变更' },
  removed: { en: 'removed', zh: '删除' },
} as const satisfies Readonly<Record<string, Text>>;

/** What a key is called: as authors write it, with its Chinese name beside it. */
export function keyText(key: string): Text {
  const { en, zh } = keyName(key);
  return { en, zh: en === zh ? zh : `${zh}（${en}）` };
}

/** `within: 7 days → 8 days`; a key that is new or gone says so. */
export function keyChangeText(key: Text, from: Text | undefined, to: Text | undefined): Text {
  const was = from ?? { en: 'nothing', zh: '无' };
  const is = to ?? { en: 'nothing', zh: '无' };
  return { en: `${key.en}: ${was.en} → ${is.en}`, zh: `${key.zh}：${was.zh} → ${is.zh}` };
}

/** Which days are concerned: `on 2026-04-15 or later`. */
export function periodsText(periods: readonly Period[]): Text {
  const texts = periods.map(periodText);
  return { en: texts.map(({ en }) => en).join(' and '), zh: texts.map(({ zh }) => zh).join('和') };
}

function periodText({ from, through }: Period): Text {
  const [first, last] = [from, through].map((day) => (day === undefined ? undefined : formatDay(day)));
  if (first === undefined && last === undefined) return { en: 'on any day', zh: '任何日期' };
  if (last === undefined) return { en: `on ${first ?? ''} or later`, zh: `${first ?? ''} 及以后` };
  if (first === undefined) return { en: `on ${last} or earlier`, zh: `${last} 及以前` };
  if (first === last) return { en: `on ${first}`, zh: `${first} 当日` };
  return { en: `from ${first} through ${last}`, zh: `${first} 至 ${last}` };
}

/** The whole sentence of a change. */
export function sentence(head: Text, keys: readonly Text[], affects: readonly Text[]): Text {
  const details =
    keys.length === 0
      ? same('')
      : { en: `: ${keys.map(({ en }) => en).join('; ')}`, zh: `：${keys.map(({ zh }) => zh).join('；')}` };
  const concerns =
    affects.length === 0
      ? same('')
      : {
          en: ` Concerns ${affects.map(({ en }) => en).join('; ')}.`,
          zh: `涉及：${affects.map(({ zh }) => zh).join('；')}。`,
        };
  return join(head, details, { en: '.', zh: '。' }, concerns);
}
