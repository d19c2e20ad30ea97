import type { Language } from '../errors.js';
import type { InstantText } from '../modules/policies/policy-views.js';
import type { ScheduleRun } from '../modules/schedules/schedule-runs.repository.js';
import type { ListedSchedule, NextTime } from '../modules/schedules/schedules.service.js';
import {
  catchUpTexts,
  scheduleKindTexts,
  scheduleRunTexts,
  scheduleTimeText,
  stillGoingOnText,
} from '../texts/schedule-texts.js';
import { padEnd } from './columns.js';

const words = {
  none: { en: 'There are no schedules in the set of policies in force.', zh: '现行制度集中没有定期任务。' },
  noRuns: { en: 'It has never been due.', zh: '尚未有过执行。' },
  noTimes: { en: 'Nothing is due in these days.', zh: '期间内没有安排。' },
  provisional: { en: ' (provisional: holidays not published yet)', zh: '（暂定：节假日安排尚未公布）' },
  late: { en: ' (made up for later)', zh: '（事后补做）' },
  more: { en: 'There are more.', zh: '还有更多。' },
} as const;

/** Each schedule: what and when, what comes next, what was last and what was missed. */
export function scheduleLines(
  schedules: readonly ListedSchedule[],
  when: InstantText,
  language: Language,
): readonly string[] {
  if (schedules.length === 0) return [words.none[language]];
  return schedules.flatMap((one) => [...oneSchedule(one, when, language), '']).slice(0, -1);
}

function oneSchedule(
  { schedule, next, last, counts }: ListedSchedule,
  when: InstantText,
  language: Language,
): readonly string[] {
  const isEnglish = language === 'en';
  const label = (en: string, zh: string): string => `  ${padEnd(isEnglish ? en : zh, isEnglish ? 11 : 10)}`;
  const { missed, passedOver, late, failed } = counts;
  const wrong = isEnglish
    ? `${missed} missed, ${passedOver} passed over, ${late} made up for later, ${failed} failed`
    : `错过 ${missed} 次，从略 ${passedOver} 次，事后补做 ${late} 次，失败 ${failed} 次`;
  const isWrong = missed + passedOver + late + failed > 0;
  return [
    `${schedule.id}  ${schedule.title[language]}`,
    `${label('does', '内容')}${scheduleKindTexts[schedule.does][language]}`,
    `${label('when', '时间')}${scheduleTimeText(schedule)[language]}`,
    `${label('if missed', '错过时')}${catchUpTexts[schedule.catchUp][language]}`,
    ...next.slice(0, 1).map((time) => `${label('next', '下次')}${timeText(time, when, language)}`),
    ...(last === undefined ? [] : [`${label('last', '上次')}${runText(last, when, language)}`]),
    ...(isWrong ? [`${label('amiss', '异常')}${wrong}`] : []),
  ];
}

function timeText({ at, isProvisional }: NextTime, when: InstantText, language: Language): string {
  return `${when(at)}${isProvisional ? words.provisional[language] : ''}`;
}

/** What is due, one line a time. */
export function nextLines(
  {
    times,
    isCut,
  }: {
    readonly times: readonly (NextTime & Pick<ListedSchedule, 'schedule'>)[];
    readonly isCut: boolean;
  },
  when: InstantText,
  language: Language,
): readonly string[] {
  if (times.length === 0) return [words.noTimes[language]];
  const lines = times.map((time) => {
    const { id, title } = time.schedule;
    return `${when(time.at)}  ${id}  ${title[language]}${time.isProvisional ? words.provisional[language] : ''}`;
  });
  return isCut ? [...lines, words.more[language]] : lines;
}

/** The times at which a schedule was due, one line each. */
export function runLines(runs: readonly ScheduleRun[], when: InstantText, language: Language): readonly string[] {
  return runs.length === 0 ? [words.noRuns[language]] : runs.map((run) => runText(run, when, language));
}

function runText(run: ScheduleRun, when: InstantText, language: Language): string {
  const { dueAt, state, detail, account, run: id, faults } = run;
  const figures = ['population', 'examined', 'skipped'].flatMap((name) => {
    const value = account?.[name];
    return typeof value === 'number' ? [`${figureTexts[name]?.[language] ?? name} ${value}`] : [];
  });
  const parts = [
    `${scheduleRunTexts[state][language]}${detail.late === true && id !== null ? words.late[language] : ''}`,
    detail.during === undefined ? '' : `${stillGoingOnText[language]}  ${detail.during}`,
    figures.join(language === 'en' ? ', ' : '，'),
    ...(faults ?? []).map(({ cause }) => cause[language]),
    id ?? '',
  ];
  return `${when(dueAt)}  ${parts.filter((part) => part !== '').join('  ')}`;
}

const figureTexts: Readonly<Record<string, { readonly en: string; readonly zh: string }>> = {
  population: { en: 'population', zh: '范围' },
  examined: { en: 'examined', zh: '已检查' },
  skipped: { en: 'skipped', zh: '跳过' },
};
