import type { Language, Text } from '../errors.js';
import type { StripDay } from '../rules/judge/judgement.js';
import type { DayDescription } from '../rules/time/calendar.js';
import { endsAtInstant } from '../rules/time/count.js';
import { formatDay, weekdayOf } from '../rules/time/day.js';
import { isGap } from '../rules/time/strip.js';
import { displayWidth, padEnd, padStart } from './columns.js';
import { timeOn, type DueAnswer } from './due.js';

/** How parts of a line stand out on a terminal; on anything else they do not. */
export type Emphasis = (part: 'due' | 'quiet', text: string) => string;
/** For where colours and weights cannot be shown: the text alone. */
export const plainEmphasis: Emphasis = (_, text) => text;

const weekdays: readonly Text[] = [
  { en: 'Monday', zh: '星期一' },
  { en: 'Tuesday', zh: '星期二' },
  { en: 'Wednesday', zh: '星期三' },
  { en: 'Thursday', zh: '星期四' },
  { en: 'Friday', zh: '星期五' },
  { en: 'Saturday', zh: '星期六' },
  { en: 'Sunday', zh: '星期日' },
];

/** The name of a day of the week. */
export function weekdayName(day: number, language: Language): string {
  return weekdays[weekdayOf(day) - 1]?.[language] ?? '';
}

/** Notices are long: each is named once, below the strip. */
export class Sources {
  readonly #found = new Map<string, { readonly number: number; readonly url: string | undefined }>();

  mark(source: DayDescription['source']): string {
    if (source === undefined) return '';
    const known = this.#found.get(source.notice);
    const number = known?.number ?? this.#found.size + 1;
    if (known === undefined) this.#found.set(source.notice, { number, url: source.url });
    return ` [${number}]`;
  }

  lines(): string[] {
    return [...this.#found].flatMap(([notice, { number, url }]) => [
      `  [${number}] ${notice}`,
      ...(url === undefined ? [] : [`      ${url}`]),
    ]);
  }
}

/** Days that are shown as one line: the same thing is to be said of each. */
interface Run {
  readonly first: StripDay;
  last: StripDay;
  count: number;
  readonly label: string;
  readonly amount: string;
  readonly afterGap: boolean;
}

/** The strip as rows: the day or the days, their numbers or what passed on them, and what they are. */
export function stripLines(
  answer: DueAnswer,
  sources: Sources,
  language: Language,
  explain: boolean,
  emphasis: Emphasis,
): string[] {
  const runs: Run[] = [];
  // The last day counted opens the days of the roll, and says so.
  const counted = answer.rolled.length > 0 ? answer.days.slice(0, -1) : answer.days;
  const turning = answer.rolled.length > 0 ? answer.days.slice(-1) : [];
  for (const day of counted)
    add(runs, day, labelOf(day, answer, sources, language), amountOf(day, answer, language), explain);
  for (const day of turning) add(runs, day, rollLabel(day, sources, language), amountOf(day, answer, language), true);
  for (const day of answer.rolled.slice(1)) add(runs, day, labelOf(day, answer, sources, language), '', explain);
  const rows = runs.map((run) => ({ run, when: whenOf(run, language), amount: rangeOf(run) }));
  const wide = Math.max(...rows.map((row) => displayWidth(row.when)));
  const amountWidth = Math.max(...rows.map((row) => displayWidth(row.amount)));
  return rows.flatMap(({ run, when, amount }) => {
    const line = `  ${padEnd(when, wide)}  ${padStart(amount, amountWidth)}  ${run.label}`.trimEnd();
    const part = run.last.kind === 'due' ? 'due' : run.first.kind === 'skipped' ? 'quiet' : undefined;
    return [...(run.afterGap ? ['  …'] : []), part === undefined ? line : emphasis(part, line)];
  });
}

function add(runs: Run[], day: StripDay, label: string, amount: string, alone: boolean): void {
  const run = runs.at(-1);
  const afterGap = isGap(run?.last, day);
  const joins =
    run !== undefined &&
    !alone &&
    !afterGap &&
    run.first.kind === day.kind &&
    run.label === label &&
    (day.n !== undefined || run.amount === amount);
  if (joins) {
    run.last = day;
    run.count += 1;
  } else runs.push({ first: day, last: day, count: 1, label, amount, afterGap });
}

function whenOf({ first, last, count }: Run, language: Language): string {
  if (count === 1) return `${formatDay(first.day)} ${shortWeekday(first.day, language)}`;
  const end = formatDay(last.day);
  return `${formatDay(first.day)} … ${end.startsWith(formatDay(first.day).slice(0, 4)) ? end.slice(5) : end}`;
}

/** The numbers of the days, or what passed on them. */
function rangeOf({ first, last, amount }: Run): string {
  return first.n !== undefined && last.n !== undefined && last.n > first.n ? `${first.n}–${last.n}` : amount;
}

function amountOf(day: StripDay, answer: DueAnswer, language: Language): string {
  if (day.n !== undefined) return String(day.n);
  return endsAtInstant(answer.by) ? formatLength(timeOn(day.day, answer), language) : '';
}

function formatLength(milliseconds: number, language: Language): string {
  if (milliseconds === 0) return '';
  const [hours, minutes] = [Math.floor(milliseconds / 3_600_000), Math.floor((milliseconds % 3_600_000) / 60_000)];
  const words = language === 'zh' ? { hour: '小时', minute: '分钟' } : { hour: ' h', minute: ' min' };
  const parts = [
    ...(hours > 0 ? [`${hours}${words.hour}`] : []),
    ...(minutes > 0 ? [`${minutes}${words.minute}`] : []),
  ];
  return parts.join(language === 'zh' ? '' : ' ');
}

function labelOf(day: StripDay, { by }: DueAnswer, sources: Sources, language: Language): string {
  // Where every day counts, what day it is does not matter.
  const matters = by.unit.startsWith('working') || day.kind === 'skipped';
  const what = matters ? whatOf(day.description, day.kind === 'skipped', sources, language) : '';
  const roles: Partial<Record<StripDay['kind'], Text>> = {
    start: { en: 'start', zh: '起始日' },
    due: { en: 'due', zh: '到期' },
    paused: { en: 'paused', zh: '中止计时' },
  };
  return [roles[day.kind]?.[language] ?? '', what].filter((part) => part !== '').join(language === 'zh' ? '，' : ', ');
}

function rollLabel(day: StripDay, sources: Sources, language: Language): string {
  const what = whatOf(day.description, true, sources, language);
  const forward = { en: 'the last day, moves on', zh: '末日，顺延' }[language];
  return [forward, what].filter((part) => part !== '').join(language === 'zh' ? '，' : ', ');
}

function whatOf(description: DayDescription, off: boolean, sources: Sources, language: Language): string {
  const name = description.name === undefined ? '' : `${language === 'zh' ? '：' : ': '}${description.name[language]}`;
  const mark = sources.mark(description.source);
  switch (description.kind) {
    case 'working':
      return '';
    case 'make-up':
      return `${{ en: 'make-up working day', zh: '调休上班' }[language]}${name}${mark}`;
    case 'weekend':
      return { en: 'weekend', zh: '周末' }[language];
    case 'rest':
    case 'festival':
      return `${{ en: 'day off', zh: '放假' }[language]}${name}${mark}`;
    case 'unpublished':
      return off
        ? { en: 'weekend, not published', zh: '周末，未公布' }[language]
        : { en: 'not published', zh: '未公布' }[language];
  }
}

function shortWeekday(day: number, language: Language): string {
  const name = weekdayName(day, language);
  return language === 'zh' ? name.replace('星期', '周') : name.slice(0, 3);
}
