import type { Language, Text } from '../errors.js';
import type { Derivation, StripDay } from '../rules/judge/judgement.js';
import type { Zone } from '../rules/time/calendar.js';
import { formatDay } from '../rules/time/day.js';
import { formatDuration } from '../rules/time/duration.js';
import { formatTime } from '../rules/time/parse-time.js';
import type { Time } from '../rules/values.js';
import { citeWords } from '../texts/sentences/clock-words.js';
import type { Titles } from '../texts/sentences/titles.js';

/** How a date came about, step by step: calendar and counting, each step, and the end. */
export function derivationLines(
  { calendar, counting, cite, start, steps, due, provisional }: Derivation,
  titles: Titles,
  zone: Zone,
  language: Language,
  end: Text = dayTexts.due,
): readonly string[] {
  const say = (text: Text): string => text[language];
  const time = (at: Time): string => formatTime(at, zone);
  const lines = steps.map((step) => stepText(step, start, time, language, end));
  const by = say(citeWords(cite === '' ? [] : [cite], titles.instruments));
  const ends =
    due === undefined
      ? []
      : [
          {
            en: `${end.en} ${time(due)}${provisional ? ', not yet certain' : ''}`,
            zh: `${end.zh} ${time(due)}${provisional ? '（暂定）' : ''}`,
          },
        ];
  const days = titles.calendar(calendar)?.title ?? { en: calendar, zh: calendar };
  return [`${say(days)} (${calendar}) · ${counting}${by}`, ...lines.map(say), ...ends.map(say)];
}

type Step = Derivation['steps'][number];
type Show = (at: Time) => string;

function stepText(step: Step, start: Time, time: Show, language: Language, last: Text): Text {
  switch (step.kind) {
    case 'period':
      return periodText(step, start, time, language, last);
    case 'pause': {
      const until = step.until === undefined ? '…' : time(step.until);
      return {
        en: `not counted: ${time(step.from)} to ${until} ${step.cite}`.trimEnd(),
        zh: `不计入：${time(step.from)} 至 ${until} ${step.cite}`.trimEnd(),
      };
    }
    case 'extension':
      return {
        en: `extended: ${time(step.to)} ${step.cite}`.trimEnd(),
        zh: `延长：${time(step.to)} ${step.cite}`.trimEnd(),
      };
    case 'roll': {
      const [from, to] = [time({ kind: 'day', day: step.from }), time({ kind: 'day', day: step.to })];
      return { en: `the last day moves from ${from} to ${to}`, zh: `末日由 ${from} 顺延至 ${to}` };
    }
    case 'cap':
      return { en: `never later than ${time(step.to)}`, zh: `最迟 ${time(step.to)}` };
    case 'closing':
      return { en: `until close of business: ${time(step.to)}`, zh: `至营业结束：${time(step.to)}` };
    case 'given':
      return { en: `given: ${time(step.to)}`, zh: `既定日期：${time(step.to)}` };
  }
}

function periodText(
  { by, to, days }: Extract<Step, { kind: 'period' }>,
  start: Time,
  time: Show,
  language: Language,
  last: Text,
): Text {
  const strip = stripText(days, language, last);
  const tail = strip === '' ? '' : `: ${strip}`;
  return {
    en: `${formatDuration(by, 'en')} from ${time(start)} to ${time(to)}${tail}`,
    zh: `自 ${time(start)} 起${formatDuration(by, 'zh')}，至 ${time(to)}${strip === '' ? '' : `：${strip}`}`,
  };
}

const dayTexts: Readonly<Record<StripDay['kind'], Text>> = {
  start: { en: 'start', zh: '起算日' },
  counted: { en: 'counted', zh: '计入' },
  skipped: { en: 'not counted', zh: '不计入' },
  paused: { en: 'paused', zh: '中止' },
  due: { en: 'due', zh: '到期' },
};

/** The strip of days in runs: `2026-03-02 start, 2026-03-03…2026-03-06 counted 1–4, 2026-03-07…2026-03-08 not counted`. */
function stripText(days: readonly StripDay[], language: Language, end: Text): string {
  const runs: StripDay[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run !== undefined && last?.kind === day.kind && last.day + 1 === day.day) run.push(day);
    else runs.push([day]);
  }
  const parts = runs.map((run) => {
    const [first, last] = [run[0], run.at(-1)];
    if (first === undefined || last === undefined) return '';
    const when = first === last ? formatDay(first.day) : `${formatDay(first.day)}…${formatDay(last.day)}`;
    const numbers = first.n === undefined ? '' : first.n === last.n ? ` ${first.n}` : ` ${first.n}–${last.n ?? ''}`;
    return `${when} ${(first.kind === 'due' ? end : dayTexts[first.kind])[language]}${numbers}`;
  });
  return parts.join(language === 'zh' ? '，' : ', ');
}
