import type { PolicySet } from '../../rules/policy/policy.js';
import { formatTime } from '../../rules/time/parse-time.js';
import { zoneOf } from '../../rules/time/zone.js';
import { keyView, linkOf, statusWords, type Shown } from '../escalations/escalation-views.js';
import { ruleTitle } from '../escalations/rule-key.js';
import { messageTitle } from '../notices/announcement.js';
import type { InboxItem, InboxMessage } from './inbox.repository.js';

/** A message of an inbox, with the first of what it tells of. */
export function messageView(message: InboxMessage, items: readonly InboxItem[], shown: Shown) {
  const { id, kind, createdAt, readAt, count, open } = message;
  return {
    id,
    kind,
    title: messageTitle(kind),
    created_at: shown.text(createdAt),
    read_at: readAt === null ? null : shown.text(readAt),
    count,
    open,
    items: items.map((item) => itemView(item, shown)),
    notes: notesOf(message),
  };
}

/** What a message says beside the notices that it tells of. */
function notesOf({ body }: InboxMessage): Readonly<Record<string, string | number>> {
  const plain = Object.entries(body).filter(
    (each): each is [string, string | number] => typeof each[1] === 'string' || typeof each[1] === 'number',
  );
  return Object.fromEntries(plain);
}

function itemView(item: InboxItem, { set, text, person }: Shown) {
  const { complaint, unit, status, toldAt, body, due, acknowledgedAt, acknowledgedBy } = item;
  const by = acknowledgedBy ?? '';
  return {
    ...keyView(item, set),
    unit,
    status: { code: status, ...statusWords[status] },
    for: body.for === undefined ? null : { rule: body.for, title: ruleTitle(set, body.for) },
    due: due === null ? null : formatTime(due, zoneFor(set)),
    due_at: body.at === undefined ? null : text(body.at),
    told_at: text(toldAt),
    acknowledge_by: body.acknowledgeBy === undefined ? null : text(body.acknowledgeBy),
    acknowledged: acknowledgedAt === null ? null : { at: text(acknowledgedAt), by, name: person(by) },
    link: linkOf(complaint),
  };
}

function zoneFor(set: PolicySet | undefined) {
  return zoneOf(set?.organisation.zone ?? 'UTC');
}
