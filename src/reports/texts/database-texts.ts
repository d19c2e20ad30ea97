import type { Text } from '../../errors.js';
import { formatDay } from '../../rules/time/day.js';
import { zoneOf } from '../../rules/time/zone.js';
import type { DatabaseSource, PopulationAsked, SkipReason } from '../audit-report.js';
import { shortTime } from './dates.js';
import { counted, formatCount } from './numbers.js';

/** Sources that a sentence names; the rest are added up. */
const mostSources = 12;

/** Why a complaint is accounted for apart. */
export const skipTerms = {
  void: { en: 'Void: every event was taken back', zh: '已作废：全部事件均已撤回' },
  'receipt-unknown': { en: 'Receipt unknown', zh: '收到时间不明' },
} as const satisfies Record<SkipReason, Text>;

/** Whether a period was asked for, open at one end or not. */
export function hasPeriod({ from, to }: PopulationAsked): boolean {
  return from !== undefined || to !== undefined;
}

/** Which complaints were asked for, in a few words: `received 2026-01-01 to 2026-03-31, source shop`. */
export function askedText({ from, to, source, unit }: PopulationAsked): Text {
  const parts: Text[] = [periodText(from, to)];
  if (source !== undefined) parts.push({ en: `source ${source}`, zh: `来源 ${source}` });
  if (unit !== undefined) parts.push({ en: `unit ${unit}`, zh: `单位 ${unit}` });
  return { en: parts.map(({ en }) => en).join(', '), zh: parts.map(({ zh }) => zh).join('，') };
}

function periodText(from: number | undefined, to: number | undefined): Text {
  const [first, last] = [from, to].map((day) => (day === undefined ? undefined : formatDay(day)));
  if (first === undefined && last === undefined) return { en: 'received on any day', zh: '收到日期不限' };
  if (first === undefined) return { en: `received up to ${last}`, zh: `${last} 及以前收到` };
  if (last === undefined) return { en: `received from ${first} on`, zh: `${first} 及以后收到` };
  return first === last
    ? { en: `received on ${first}`, zh: `${first} 收到` }
    : { en: `received ${first} to ${last}`, zh: `${first} 至 ${last} 收到` };
}

/** Where the complaints came from and how they add up, for a terminal. */
export function databaseRemarks(source: DatabaseSource, zone: string): readonly Text[] {
  return [databaseTexts.asked(source), sumText(source), ...apartTexts(source), databaseTexts.readAt(source, zone)];
}

/** The sum in one line: every complaint that was asked for is in it once. */
function sumText({ stored, outside, population, complaints, skipped, asked }: DatabaseSource): Text {
  const parts: readonly (readonly [number, Text])[] = [
    [skipped.void, { en: 'void', zh: '已作废' }],
    [skipped['receipt-unknown'], { en: 'of unknown receipt', zh: '收到时间不明' }],
  ];
  const some = parts.filter(([count]) => count > 0);
  const en = [`${formatCount(complaints)} judged`, ...some.map(([count, what]) => `${formatCount(count)} ${what.en}`)];
  const zh = [
    `判定 ${formatCount(complaints)} 件`,
    ...some.map(([count, what]) => `${what.zh} ${formatCount(count)} 件`),
  ];
  const period = hasPeriod(asked)
    ? {
        en: `, ${formatCount(outside)} received outside the period, population ${formatCount(population)}`,
        zh: `，其中期间以外收到 ${formatCount(outside)} 件，审核范围 ${formatCount(population)} 件`,
      }
    : { en: '', zh: '' };
  return {
    en: `${counted(stored, 'complaint')} stored${period.en} = ${en.join(' + ')}.`,
    zh: `已登记投诉 ${formatCount(stored)} 件${period.zh} = ${zh.join(' + ')}。`,
  };
}

/** What has to be said of complaints that are accounted for apart, and of erased facts; nothing where there are none. */
export function apartTexts({ skipped, receiptUnknown, erased, asked }: DatabaseSource): readonly Text[] {
  const texts: Text[] = [];
  if (skipped.void > 0) texts.push(databaseTexts.voidMeans(skipped.void));
  if (receiptUnknown > 0)
    texts.push(hasPeriod(asked) ? databaseTexts.unplaced(receiptUnknown) : databaseTexts.undated(receiptUnknown));
  if (erased > 0) texts.push(databaseTexts.erased(erased));
  return texts;
}

/** The sentences about complaints that came from the database. Counts are whole numbers. */
export const databaseTexts = {
  asked: ({ asked }: DatabaseSource): Text => {
    const { en, zh } = askedText(asked);
    return { en: `Asked for: complaints ${en}.`, zh: `查询范围：${zh}的投诉。` };
  },
  readAt: ({ readAt }: DatabaseSource, zone: string): Text => {
    const time = `${shortTime({ kind: 'instant', at: readAt }, zoneOf(zone))} (${zone})`;
    return {
      en: `They were read from the database as it stood at ${time}; what was recorded later is not in these figures.`,
      zh: `投诉取自数据库 ${time.replace(' (', '（').replace(')', '）')}的登记内容；此后登记的内容未计入。`,
    };
  },
  days: (zone: string): Text => ({
    en: `The day of receipt is a day of ${zone}; the first and the last day belong to the period.`,
    zh: `收到日期按 ${zone} 的日历日计，期间含首尾两日。`,
  }),
  judgedBy: ({ setNumber }: DatabaseSource): Text => ({
    en: `All were judged anew, by policy set number ${formatCount(setNumber)}, which was in force when this report was begun. Judgements stored earlier were not used and stand as they were.`,
    zh: `全部投诉均依据开始编制本报告时有效的第 ${formatCount(setNumber)} 号制度集重新判定；此前存档的判定未予采用，仍保持原样。`,
  }),
  voidMeans: (count: number): Text => ({
    en: `${counted(count, 'complaint')} ${count === 1 ? 'is' : 'are'} void: every event was taken back, as when an import is undone. There is nothing to judge.`,
    zh: `${formatCount(count)} 件投诉已作废：全部事件均已撤回（例如撤销导入），无可判定的内容。`,
  }),
  unplaced: (count: number): Text => ({
    en: `Of ${counted(count, 'complaint')} it is not known when ${count === 1 ? 'it was' : 'they were'} received; whether ${count === 1 ? 'it belongs' : 'they belong'} to the period cannot be said, and ${count === 1 ? 'it was' : 'they were'} not judged.`,
    zh: `${formatCount(count)} 件投诉的收到时间不明，无法确定是否属于该期间，未作判定。`,
  }),
  undated: (count: number): Text => ({
    en: `Of ${counted(count, 'complaint')} it is not known when ${count === 1 ? 'it was' : 'they were'} received; no period was asked for, so ${count === 1 ? 'it was' : 'they were'} judged with the others.`,
    zh: `${formatCount(count)} 件投诉的收到时间不明；因未限定期间，仍一并判定。`,
  }),
  erased: (count: number): Text => ({
    en: `Of ${counted(count, 'complaint')} judged, personal facts have been erased. They count as unknown: what depends on them is not judged.`,
    zh: `已判定的投诉中有 ${formatCount(count)} 件的个人信息已删除。被删除的事实视为未知，取决于它的事项不予判定。`,
  }),
  bySource: (bySource: DatabaseSource['bySource']): Text => {
    const shown = bySource.slice(0, mostSources);
    const rest = bySource.slice(mostSources);
    const others = rest.reduce((sum, { complaints }) => sum + complaints, 0);
    const en = shown.map(({ source, complaints }) => `${source} ${formatCount(complaints)}`);
    const zh = shown.map(({ source, complaints }) => `${source} ${formatCount(complaints)} 件`);
    if (rest.length > 0) {
      en.push(`${counted(rest.length, 'other')} ${formatCount(others)}`);
      zh.push(`其他 ${formatCount(rest.length)} 个来源 ${formatCount(others)} 件`);
    }
    return { en: `The population by source: ${en.join(', ')}.`, zh: `审核范围按来源：${zh.join('，')}。` };
  },
  named: (): Text => ({
    en: 'As there are several sources, each complaint is named SOURCE/REFERENCE.',
    zh: '因有多个来源，投诉以“来源/编号”标示。',
  }),
  repeat: (): Text => ({
    en: 'The same entries, policies, calendars and instant give the same findings. The digest of the entries covers, for each complaint of the population in the order of its id, the id, the number and the hash of its newest entry.',
    zh: '使用相同的存证记录、制度、日历和判定时点，可得出相同的审核发现。存证记录摘要按投诉标识的顺序，涵盖审核范围内每件投诉的标识及其最新存证记录的编号和哈希。',
  }),
};
