import type { Language, Text } from '../errors.js';
import { dayOf, rolls } from '../rules/time/count.js';
import { formatDay } from '../rules/time/day.js';
import { formatDuration } from '../rules/time/duration.js';
import { formatTime } from '../rules/time/parse-time.js';
import { rollTexts } from '../texts/roll-texts.js';
import { plainEmphasis, Sources, stripLines, weekdayName } from './due-strip.js';
import type { DueAnswer, UsedReading } from './due.js';
import { displayWidth, padEnd } from './columns.js';

/**
 * The answer as lines: the date alone, then the weekday and the question, what is uncertain, the strip of days and its
 * sources. With `explain` every day has its line, and the counting, the calendar and its horizon follow.
 */
export function dueLines(answer: DueAnswer, language: Language, explain = false, emphasis = plainEmphasis): string[] {
  const { due, terms, by, from } = answer;
  const { zone } = terms.calendar;
  const say = (text: Text): string => text[language];
  const start = `${formatTime(from, zone)} (${weekdayName(dayOf(from, terms), language)})`;
  const length = formatDuration(by, language);
  const sources = new Sources();
  const strip = stripLines(answer, sources, language, explain, emphasis);
  return [
    formatTime(due, zone),
    say({
      en: `${weekdayName(dayOf(due, terms), language)}, ${length} after ${start}`,
      zh: `${weekdayName(dayOf(due, terms), language)}，自 ${start.replace(' (', '（').replace(')', '）')}起 ${length}`,
    }),
    ...uncertainties(answer, language),
    '',
    ...strip,
    '',
    ...(explain ? explanation(answer, language) : summary(answer, language)),
    ...sources.lines(),
  ];
}

function uncertainties({ provisional, latest, terms, reading }: DueAnswer, language: Language): string[] {
  const { calendar } = terms;
  const through = calendar.publishedThrough === undefined ? '…' : formatDay(calendar.publishedThrough);
  const from = calendar.publishedFrom === undefined ? '…' : formatDay(calendar.publishedFrom);
  const lines: Text[] = [];
  if (provisional)
    lines.push({
      en: `Provisional: holidays of "${calendar.id}" are published from ${from} through ${through}; other days count by the week alone.`,
      zh: `暂定：日历“${calendar.id}”的节假日仅公布了 ${from} 至 ${through}，其余日期仅按星期计算。`,
    });
  if (latest !== undefined)
    lines.push({
      en: `The time of day is not given: this is the date for the day's first instant; for its very end it is ${formatTime(latest, calendar.zone)}.`,
      zh: `未给出具体时刻：以上按当日零时起算；若按当日结束时起算，则为 ${formatTime(latest, calendar.zone)}。`,
    });
  if (reading !== undefined)
    lines.push({
      en: `By the reading ${reading.parameter} = ${reading.value}${others(reading, terms, language)}.`,
      zh: `按参数 ${reading.parameter} = ${reading.value} 计算${others(reading, terms, language)}。`,
    });
  return lines.map((line) => line[language]);
}

/** Only the readings that give another date are worth a word. */
function others(reading: UsedReading, { calendar }: DueAnswer['terms'], language: Language): string {
  const list = reading.others.map(({ value, due }) => `${value} ${formatTime(due, calendar.zone)}`);
  return language === 'zh' ? `（其他取值：${list.join('，')}）` : ` (others: ${list.join(', ')})`;
}

function summary({ terms }: DueAnswer, language: Language): string[] {
  const { calendar, counting } = terms;
  const cite = counting.cite === '' ? '' : language === 'zh' ? `（${counting.cite}）` : ` (${counting.cite})`;
  return [
    {
      en: `  Calendar ${calendar.id}, counting ${counting.id}${cite}; --explain says more.`,
      zh: `  日历 ${calendar.id}，计算方式 ${counting.id}${cite}；加 --explain 可查看详情。`,
    }[language],
  ];
}

function explanation(answer: DueAnswer, language: Language): string[] {
  const { terms, by, reading } = answer;
  const { calendar, counting } = terms;
  const show = (day: number | undefined): string => (day === undefined ? '…' : formatDay(day));
  const first =
    counting.firstDay === 'counted'
      ? { en: 'the first day is counted', zh: '首日计入' }
      : { en: 'the first day is not counted', zh: '首日不计入' };
  const last = rolls(by) ? rollTexts[counting.rolls] : { en: 'this period does not roll', zh: '该期限末日不顺延' };
  const ends =
    counting.ends === 'midnight'
      ? { en: 'ends at midnight', zh: '止于当日 24:00' }
      : { en: 'ends at close of business', zh: '止于当日下班时' };
  const late =
    counting.afterHours === undefined
      ? undefined
      : { en: 'a receipt after closing is the next working day’s', zh: '下班后收到的视为下一工作日收到' };
  const words = [first, last, ends, ...(late === undefined ? [] : [late])].map((text) => text[language]);
  const rows: [Text, string][] = [
    [
      { en: 'Counting', zh: '计算方式' },
      `${counting.id}${language === 'zh' ? '：' : ': '}${words.join(language === 'zh' ? '；' : '; ')}`,
    ],
    [{ en: 'By', zh: '依据' }, counting.cite],
    ...(reading === undefined
      ? []
      : [[{ en: 'Reading', zh: '参数' }, readingText(reading, language)] satisfies [Text, string]]),
    [{ en: 'Calendar', zh: '日历' }, `${calendar.id}, ${calendar.title[language]}, ${calendar.zone.id}`],
    [
      { en: 'Published', zh: '公布范围' },
      calendar.publishedFrom === undefined && calendar.publishedThrough === undefined
        ? { en: 'without limit', zh: '不限' }[language]
        : `${show(calendar.publishedFrom)} … ${show(calendar.publishedThrough)}`,
    ],
    [{ en: 'Digest', zh: '摘要' }, `sha256:${calendar.digest}`],
  ];
  const shown = rows.filter(([, value]) => value !== '');
  const wide = Math.max(...shown.map(([title]) => displayWidth(title[language])));
  return shown.map(([title, value]) => `  ${padEnd(title[language], wide)}  ${value}`);
}

function readingText({ parameter, value, cite, why }: UsedReading, language: Language): string {
  const reasons = [cite, why].filter((reason) => reason !== undefined);
  const because =
    reasons.length === 0 ? '' : language === 'zh' ? `（${reasons.join('；')}）` : ` (${reasons.join('; ')})`;
  return `${parameter} = ${value}${because}`;
}
