import type { Text } from '../../errors.js';
import type { DayDescription } from '../../rules/time/calendar.js';
import type { DayRun } from '../view/day-runs.js';

const dayKinds: Readonly<Record<DayDescription['kind'], Text>> = {
  working: { en: 'working day', zh: '工作日' },
  'make-up': { en: 'make-up working day', zh: '调休上班日' },
  weekend: { en: 'weekend', zh: '周末' },
  rest: { en: 'rest day', zh: '休息日' },
  festival: { en: 'public holiday', zh: '法定节假日' },
  unpublished: { en: 'not yet published', zh: '安排尚未公布' },
};

/** The words of the derivation of a date. */
export const whyTexts = {
  dayKinds,
  from: (time: string): Text => ({ en: `From ${time}`, zh: `自 ${time}起` }),
  due: (time: string, provisional: boolean): Text => ({
    en: `due ${time}${provisional ? ' (provisional)' : ''}`,
    zh: `${time}到期${provisional ? '（暂定）' : ''}`,
  }),
  atLatest: (time: string): Text => ({ en: `at the latest ${time}`, zh: `最迟 ${time}` }),
  counted: (days: string, { first, last, weekends, makeUp }: DayRun): Text => {
    const numbers = first === undefined || last === undefined ? '' : first === last ? `${first}` : `${first}–${last}`;
    const en = [makeUp ? 'make-up day' : '', weekends ? 'weekends not counted' : ''].filter((part) => part !== '');
    const zh = [makeUp ? '调休上班' : '', weekends ? '周末不计' : ''].filter((part) => part !== '');
    return {
      en: `${days}${numbers === '' ? '' : `: ${numbers}`}${en.length === 0 ? '' : ` (${en.join(', ')})`}`,
      zh: `${days}${numbers === '' ? '' : `：第 ${numbers} 日`}${zh.length === 0 ? '' : `（${zh.join('，')}）`}`,
    };
  },
  skipped: (days: string, reason: string): Text => ({
    en: `${days} not counted: ${reason}`,
    zh: `${days}不计：${reason}`,
  }),
  rest: (days: string, reason: string): Text => ({ en: `${days}: ${reason}`, zh: `${days}：${reason}` }),
  pausedDays: (days: string): Text => ({ en: `${days} paused`, zh: `${days}中止计时` }),
  paused: (from: string, until: string | undefined, added: string): Text =>
    until === undefined
      ? { en: `paused since ${from}`, zh: `自 ${from} 起中止计时` }
      : { en: `paused ${from} to ${until}: ${added} added`, zh: `${from} 至 ${until} 中止计时，顺延 ${added}` },
  pauseIgnored: (from: string, until: string | undefined): Text => ({
    en: `pause from ${from}${until === undefined ? '' : ` to ${until}`} without its proof: time ran on`,
    zh: `${from}${until === undefined ? '起' : ` 至 ${until} `}的中止缺少依据，计时未停`,
  }),
  extended: (to: string): Text => ({ en: `extended to ${to}`, zh: `延期至 ${to}` }),
  rolled: (from: string, to: string): Text => ({
    en: `the last day moves from ${from} to ${to}`,
    zh: `末日由${from}移至${to}`,
  }),
  capped: (to: string): Text => ({ en: `but not after ${to}`, zh: `但不晚于 ${to}` }),
  closing: (to: string): Text => ({ en: `until close of business, ${to}`, zh: `至营业结束，${to}` }),
  /** The rule has no period of its own: the date stands in the record, or at a fixed distance from one that does. */
  given: (time: string): Text => ({ en: `${time} by the record`, zh: `记录所载为 ${time}` }),
  fromRecord: { en: 'taken from the record', zh: '取自记录' },
};
