import type { Language, Text } from '../errors.js';
import type { Escalations } from '../modules/escalations/escalations.service.js';
import type { PlanView } from '../modules/escalations/plan-view.js';
import { aligned } from './columns.js';

type Listed = Awaited<ReturnType<Escalations['list']>>['escalations'][number];
type NeverFired = Awaited<ReturnType<Escalations['neverFired']>>;
type Line = PlanView['lines'][number];

const comma = (language: Language): string => (language === 'zh' ? '、' : ', ');

/** What was told, a line each, from the newest. */
export function escalationTable(listed: readonly Listed[], language: Language): readonly string[] {
  if (listed.length === 0) return [{ en: 'Nothing was told.', zh: '没有已发出的提醒。' }[language]];
  const head = heads(language, [
    { en: 'told', zh: '提醒时间' },
    { en: 'complaint', zh: '投诉' },
    { en: 'rule', zh: '规则' },
    { en: 'level', zh: '级别' },
    { en: 'to', zh: '对象' },
    { en: 'state', zh: '状态' },
    { en: 'next', zh: '下一级' },
  ]);
  const rows = listed.map((each) => [
    each.told_at,
    each.complaint.slice(0, 8),
    each.title[language],
    String(each.level),
    peopleOf(each).join(comma(language)) || each.to.join(comma(language)),
    stateOf(each, language),
    each.next === null ? '-' : `${each.next.at} ${each.next.to.join(comma(language))}`,
  ]);
  return aligned([head, ...rows]);
}

function peopleOf({ told }: Listed): readonly string[] {
  return [...new Set(told.map(({ name, destination }) => name ?? destination ?? ''))];
}

function stateOf({ status, acknowledged }: Listed, language: Language): string {
  const words = status[language];
  if (acknowledged === null) return words;
  return language === 'zh'
    ? `${words}：${acknowledged.name}，${acknowledged.at}`
    : `${words}: ${acknowledged.name}, ${acknowledged.at}`;
}

/** Levels that nobody was ever told of. */
export function neverFiredLines(found: NeverFired, language: Language): readonly string[] {
  const { configured, fired, never_fired: never, set, set_since: since } = found;
  const sum = {
    en: `Set ${set}, in force since ${since}: ${fired} of ${configured} levels have been told to somebody.`,
    zh: `第 ${set} 号制度集（自 ${since} 起现行）：共 ${configured} 个提醒级别，其中 ${fired} 个曾经触发。`,
  }[language];
  if (never.length === 0) return [sum];
  const head = heads(language, [
    { en: 'never told', zh: '从未触发' },
    { en: 'level', zh: '级别' },
    { en: 'to', zh: '对象' },
    { en: 'in force from', zh: '施行日' },
    { en: 'title', zh: '名称' },
  ]);
  const unverified = { en: ' (unverified: out of force)', zh: '（未经核对，未予执行）' }[language];
  const rows = never.map((each) => [
    each.rule,
    String(each.level),
    each.to.join(comma(language)),
    each.in_force_from,
    each.title[language] + (each.unverified ? unverified : ''),
  ]);
  return [sum, '', ...aligned([head, ...rows])];
}

/** Who would be told, day by day; for a draft also what is different. */
export function planText(plan: PlanView, language: Language): readonly string[] {
  const { from, until, draft, set, open, looked_at: looked, tellings, lines, difference, unforeseen } = plan;
  const by = draft
    ? { en: 'by the draft', zh: '按草案' }
    : { en: `by set ${set}, in force`, zh: `按现行第 ${set} 号制度集` };
  const head: Text = {
    en: `From ${from} to ${until}, ${by.en}, if nothing more happens and nobody acknowledges: ${tellings} tellings about ${looked} of ${open} complaints that are open or can still change.`,
    zh: `自 ${from} 至 ${until}，${by.zh}，假定无其他进展且无人确认：${open} 件未结或仍会变化的投诉中已推算 ${looked} 件，将发出 ${tellings} 项提醒。`,
  };
  return [
    head[language],
    ...dayLines(lines, language),
    ...(difference === null ? [] : differenceLines(difference, language)),
    ...unforeseenLines(unforeseen, language),
  ];
}

function dayLines(lines: readonly Line[], language: Language): readonly string[] {
  return [...Map.groupBy(lines, ({ date }) => date)].flatMap(([date, own]) => [
    '',
    date,
    ...aligned(own.map((line) => rowOf(line, language))).map((line) => `  ${line}`),
  ]);
}

function rowOf(line: Line, language: Language): readonly string[] {
  const { time, roles, people, destinations, instead, rule, title, level, count, examples } = line;
  const told = [...people, ...destinations].join(comma(language));
  const standsIn = instead === null ? '' : { en: ` (${instead} instead)`, zh: `（由 ${instead} 代收）` }[language];
  return [
    time === null ? '-' : time.slice(11),
    `${roles.join(comma(language))} → ${told === '' ? nobodyText(instead)[language] : told + standsIn}`,
    `${title[language]} (${rule})`,
    language === 'zh' ? `第 ${level} 级` : `level ${level}`,
    `${count} ×`,
    examples.map((id) => id.slice(0, 8)).join(' ') + (count > examples.length ? ' …' : ''),
  ];
}

function nobodyText(instead: string | null): Text {
  if (instead === null) return { en: 'NOBODY', zh: '无人可提醒' };
  return { en: `NOBODY (nor ${instead})`, zh: `无人可提醒（${instead} 亦无人担任）` };
}

function differenceLines({ more, fewer }: NonNullable<PlanView['difference']>, language: Language): readonly string[] {
  if (more.length === 0 && fewer.length === 0)
    return ['', { en: 'The set in force would tell the same.', zh: '与现行制度集的提醒相同。' }[language]];
  const side = (lines: readonly Line[], title: Text): readonly string[] =>
    lines.length === 0 ? [] : ['', title[language], ...dayLines(lines, language)];
  return [
    ...side(more, { en: 'Told by the draft and not by the set in force:', zh: '草案会提醒而现行制度集不会的：' }),
    ...side(fewer, { en: 'Told by the set in force and not by the draft:', zh: '现行制度集会提醒而草案不会的：' }),
  ];
}

function unforeseenLines({ count, first }: PlanView['unforeseen'], language: Language): readonly string[] {
  if (count === 0) return [];
  const head = {
    en: `${count} complaints could not be foreseen, or not to the end:`,
    zh: `${count} 件投诉无法推算，或未能推算到期末：`,
  }[language];
  const why = {
    judge: { en: 'cannot be judged', zh: '无法判定' },
    looks: { en: 'changes too often', zh: '变化过于频繁' },
  };
  return ['', head, ...first.map((each) => `  ${each.complaint}  ${why[each.why][language]}`)];
}

function heads(language: Language, texts: readonly Text[]): readonly string[] {
  return texts.map((text) => text[language]);
}
