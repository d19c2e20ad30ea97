import type { Language, Text } from '../../errors.js';
import type { Titles } from '../../texts/sentences/titles.js';
import { formatInstant } from '../../rules/time/parse-time.js';
import type { Zone } from '../../rules/time/calendar.js';
import type { Instant } from '../../rules/values.js';
import { messageTitle, type Announced } from './announcement.js';
import { noticeId, ruleRef, type NoticeKey } from './notice-id.js';

/** What the row of a notice says, besides its key. */
export interface NoticeBody {
  readonly to: readonly string[];
  readonly at: Instant;
  readonly acknowledgeBy?: Instant;
  /** The rule whose clock is watched. */
  readonly for?: string;
}

export interface ToldNotice extends NoticeKey {
  readonly body: NoticeBody;
}

/** A notice as it is sent out: ids, titles of policies and instants; nothing that anybody has written about a complaint. */
export interface SentNotice {
  readonly id: string;
  readonly complaint: string;
  readonly rule: string;
  readonly title: Text;
  readonly for: { readonly rule: string; readonly title: Text } | undefined;
  readonly level: number;
  readonly round: number;
  readonly roles: readonly { readonly role: string; readonly title: Text }[];
  readonly at: Instant;
  readonly acknowledgeBy: Instant | undefined;
  readonly link: string;
}

/** What a message says, whichever way it goes. */
export interface MessageContent {
  /** The message's id: the same however often it is tried. */
  readonly id: string;
  readonly madeAt: Instant;
  /** Of notices and announcements. */
  readonly count: number;
  /** What is of no complaint, the oldest first. */
  readonly announcements: readonly Announced[];
  /** The notices, the oldest first, as many as a digest names. */
  readonly first: readonly SentNotice[];
  /** Of all. */
  readonly ids: readonly string[];
  readonly rules: readonly { readonly rule: string; readonly title: Text; readonly count: number }[];
  /** Where all of them are looked at. */
  readonly link: string;
}

/** So many are named one by one; the others are counted. */
export const named = 50;

export interface Wording {
  readonly titles: Pick<Titles, 'rule' | 'word'>;
  /** `https://redress.example.org`. */
  readonly publicUrl: string;
}

/** What a message of these notices and announcements says. */
export function contentOf(
  { announcements, ...message }: Pick<MessageContent, 'id' | 'madeAt' | 'announcements'>,
  notices: readonly ToldNotice[],
  { titles, publicUrl }: Wording,
): MessageContent {
  const sorted = [...notices].sort((a, b) => a.body.at - b.body.at || (a.complaint < b.complaint ? -1 : 1));
  const counts = new Map<string, number>();
  for (const { rule } of sorted) counts.set(ruleRef(rule), (counts.get(ruleRef(rule)) ?? 0) + 1);
  return {
    ...message,
    count: sorted.length + announcements.length,
    announcements,
    first: sorted.slice(0, named).map((notice) => sentNotice(notice, { titles, publicUrl })),
    ids: sorted.map(noticeId),
    rules: [...counts].map(([rule, count]) => ({ rule, title: titles.rule(rule), count })),
    link: `${publicUrl}/inbox`,
  };
}

function sentNotice(notice: ToldNotice, { titles, publicUrl }: Wording): SentNotice {
  const { complaint, level, round, body } = notice;
  const rule = ruleRef(notice.rule);
  return {
    id: noticeId(notice),
    complaint,
    rule,
    title: titles.rule(rule),
    for: body.for === undefined ? undefined : { rule: body.for, title: titles.rule(body.for) },
    level,
    round,
    roles: body.to.map((role) => ({ role, title: titles.word('roles', role) })),
    at: body.at,
    acknowledgeBy: body.acknowledgeBy,
    link: `${publicUrl}/complaints/${complaint}`,
  };
}

/** How people say which complaint is meant without opening it: the first eight digits of its id. */
export function shortId(complaint: string): string {
  return complaint.slice(0, 8);
}

/** A title on one line, without what could be taken for a line end or a direction of writing. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** What a message is about, in one line. */
export function subjectOf({ count, first: [only], announcements: [said] }: MessageContent, language: Language): string {
  if (count === 1 && said !== undefined) return shortened(announcedLines(said, language)[0] ?? '');
  if (count === 1 && only !== undefined) {
    const title = oneLine(only.title[language]);
    return language === 'zh'
      ? `${title}：投诉 ${shortId(only.complaint)}（第 ${only.level} 级）`
      : `${title}: complaint ${shortId(only.complaint)} (level ${only.level})`;
  }
  return language === 'zh' ? `有 ${count} 项提醒待您处理` : `${count} notices wait for you`;
}

/** What is said of one notice, line by line; the link apart. */
export function linesOf(notice: SentNotice, language: Language, zone: Zone): readonly string[] {
  const { title, complaint, level, round, at, acknowledgeBy } = notice;
  const time = (instant: Instant): string => formatInstant(instant, zone);
  const roles = notice.roles.map((role) => oneLine(role.title[language])).join(language === 'zh' ? '、' : ', ');
  const watched = notice.for === undefined ? [] : [oneLine(notice.for.title[language])];
  if (language === 'zh')
    return [
      `${oneLine(title.zh)}：投诉 ${shortId(complaint)}`,
      ...watched.map((rule) => `所涉时限：${rule}${round > 1 ? `（第 ${round} 轮）` : ''}`),
      `第 ${level} 级，${time(at)}，提醒岗位：${roles}`,
      ...(acknowledgeBy === undefined ? [] : [`请在 ${time(acknowledgeBy)} 前确认，否则将提醒下一级`]),
    ];
  return [
    `${oneLine(title.en)}: complaint ${shortId(complaint)}`,
    ...watched.map((rule) => `About: ${rule}${round > 1 ? ` (round ${round})` : ''}`),
    `Level ${level}, ${time(at)}, for: ${roles}`,
    ...(acknowledgeBy === undefined ? [] : [`Acknowledge by ${time(acknowledgeBy)}; otherwise the next level is told`]),
  ];
}

/** What an announcement says, line by line. */
export function announcedLines(announcement: Announced, language: Language): readonly string[] {
  return announcement[language].split('\n').map(oneLine);
}

/** The counts of a digest, line by line. */
export function countLines({ rules, announcements }: MessageContent, language: Language): readonly string[] {
  const kinds = Map.groupBy(announcements, ({ kind }) => kind);
  return [
    ...rules.map(({ title, count }) => `${count} × ${oneLine(title[language])}`),
    ...[...kinds].map(([kind, own]) => `${own.length} × ${messageTitle(kind)[language]}`),
  ];
}

/** As much as a line of subjects shows. */
function shortened(line: string): string {
  const characters = [...line];
  return characters.length <= longestSubject ? line : `${characters.slice(0, longestSubject - 1).join('')}…`;
}

const longestSubject = 120;
