import type { Instant } from '../../rules/values.js';
import type { Announced, AnnouncementKind } from './announcement.js';
import { named, type MessageContent, type SentNotice } from './message-content.js';

/** What an announcement is to a program. */
const types = {
  'schedule-finding': 'schedule.finding',
  undelivered: 'message.undelivered',
} as const satisfies Readonly<Record<AnnouncementKind, string>>;

/** A message as a webhook takes it, `{ type, timestamp, data }` (Standard Webhooks). */
export function webhookBody(content: MessageContent): string {
  const { count, first, ids, rules, announcements, madeAt, link } = content;
  const [only] = first;
  const [said] = announcements;
  const timestamp = written(madeAt);
  if (count === 1 && only !== undefined)
    return JSON.stringify({ type: 'escalation.told', timestamp, data: noticeData(only) });
  if (count === 1 && said !== undefined)
    return JSON.stringify({ type: types[said.kind], timestamp, data: { ...announcementData(said), link } });
  const about = announcements.slice(0, named).map((each) => ({ type: types[each.kind], ...announcementData(each) }));
  const data = { count, rules, items: ids, first: first.map(noticeData), announcements: about, link };
  return JSON.stringify({ type: 'digest', timestamp, data });
}

function noticeData({
  id,
  complaint,
  rule,
  title,
  level,
  round,
  roles,
  at,
  acknowledgeBy,
  link,
  ...notice
}: SentNotice) {
  return {
    id,
    complaint,
    rule,
    title,
    for: notice.for ?? null,
    level,
    round,
    roles: roles.map(({ role }) => role),
    at: written(at),
    acknowledge_by: acknowledgeBy === undefined ? null : written(acknowledgeBy),
    link,
  };
}

function announcementData({ id, at, en, zh }: Announced) {
  return { id, at: written(at), text: { en, zh } };
}

function written(at: Instant): string {
  return new Date(at).toISOString();
}
