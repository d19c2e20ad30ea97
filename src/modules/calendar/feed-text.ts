import { hash } from 'node:crypto';
import ical, { ICalEventStatus, ICalEventTransparency, type ICalCalendar, type ICalEventData } from 'ical-generator';
import type { Language, Text } from '../../errors.js';
import type { Instant } from '../../rules/values.js';
import { formatDay } from '../../rules/time/day.js';
import type { DueDate } from './due-dates.repository.js';

/** What the events of a feed are made from besides the due dates. */
export interface Feed {
  readonly language: Language;
  /** Of the organisation. */
  readonly owner: Text;
  /** To what it is narrowed, for its name. */
  readonly narrowed: readonly string[];
  readonly title: (due: DueDate) => Text;
  /** `https://redress.example.org`. */
  readonly publicUrl: string;
  /** Not all are in it: those nearest to now. */
  readonly isCut: boolean;
  readonly at: Instant;
}

/** How often calendars should look again, in seconds. */
const refresh = 3_600;

/**
 * Due dates as a calendar (RFC 5545): a whole day, or an instant in UTC, which every calendar shows in the reader's own zone. Each keeps its
 * identity for as long as it is the same clock of the same complaint. Titles of rules and ids, nothing that anybody wrote.
 */
export function feedText(dates: readonly DueDate[], feed: Feed): string {
  const say = ({ en, zh }: Text): string => (feed.language === 'zh' ? zh : en);
  const calendar = ical({
    prodId: { company: 'Redress', product: 'due dates', language: feed.language.toUpperCase() },
    name: header([say({ en: 'Due dates', zh: '到期日' }), ...feed.narrowed, say(feed.owner)].join(' · ')),
    ttl: refresh,
  });
  for (const due of dates) calendar.createEvent(eventOf(due, feed));
  if (feed.isCut) addCut(calendar, dates.length, feed);
  return calendar.toString();
}

function eventOf(due: DueDate, { language, title, publicUrl }: Feed): ICalEventData {
  const { complaint, state, provisional, judgement, judgedAt } = due;
  const say = ({ en, zh }: Text): string => (language === 'zh' ? zh : en);
  const mark = marks[state];
  const before = mark === undefined ? '' : say(mark);
  const name = `${before}${oneLine(say(title(due)))} (${complaint.slice(0, 8)})`;
  const link = `${publicUrl}/complaints/${complaint}`;
  return {
    id: `${uidOf(due)}@redress`,
    ...startOf(due),
    summary: name,
    description: [`${due.policy}#${due.rule}`, ...(provisional ? [say(provisionalText)] : []), link].join('\n'),
    url: link,
    stamp: new Date(judgedAt),
    lastModified: new Date(judgedAt),
    sequence: judgement,
    status: provisional ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED,
    transparency: ICalEventTransparency.TRANSPARENT,
  };
}

const marks: Readonly<Record<string, Text>> = {
  overdue: { en: 'Overdue: ', zh: '已超期：' },
  paused: { en: 'Paused: ', zh: '中止计时：' },
};

const provisionalText: Text = {
  en: 'Provisional: the date can still move.',
  zh: '暂定日期，仍可能变动。',
};

/** The last day as a whole day; an instant as it is. */
function startOf({ due }: DueDate): Pick<ICalEventData, 'start' | 'allDay'> {
  if (due.kind === 'instant') return { start: new Date(due.at) };
  return { start: Temporal.PlainDate.from(formatDay(due.day)), allDay: true };
}

/** The same for a complaint, rule, occurrence and round, whatever becomes of its date. */
function uidOf({ complaint, policy, rule, event, round }: DueDate): string {
  return hash('sha256', JSON.stringify([complaint, policy, rule, event ?? '', round ?? 1])).slice(0, 32);
}

function addCut(calendar: ICalCalendar, count: number, { language, at }: Feed): void {
  const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('UTC').toPlainDate();
  const summary =
    language === 'zh'
      ? `此日历仅列出距今最近的 ${count} 个到期日，另有更多`
      : `This calendar has the ${count} due dates nearest to today, and there are more`;
  calendar.createEvent({ id: 'cut@redress', start: day, allDay: true, summary, stamp: new Date(day.toString()) });
}

/** Titles are of policies, which people write: what could be taken for the end of a line is none of them. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** The properties of the calendar itself are written as they are. */
function header(text: string): string {
  return oneLine(text).replaceAll(/[\\;,]/g, (sign) => `\\${sign}`);
}
