import { actorName } from '../../actor.js';
import { RedressError } from '../../errors.js';
import type { Change } from './change.js';
import type { NoticeKey } from './notice-key.js';
import type { StoredComplaint } from './complaint.js';
import { noticeFault } from './notice-errors.js';
import { changeOf, type Recording } from './record-events.js';
import { keyParts } from './telling.js';

/**
 * Somebody acknowledges what they were told: from now on nobody above is told of it, and the complaint is looked at when it next
 * matters. Refuses a notice that is not there or was never told, and one that was acknowledged before.
 */
export function acknowledge(complaint: StoredComplaint, key: NoticeKey, how: Recording): Change {
  const notice = complaint.notices.find(
    ({ rule, level, round, kind }) =>
      rule === key.rule && level === key.level && round === key.round && kind === key.kind,
  );
  if (notice === undefined || notice.status === 'moot') throw new RedressError([noticeFault('notice.unknown')]);
  if (notice.status === 'acknowledged') throw new RedressError([noticeFault('notice.acknowledged')]);
  return changeOf(complaint, { events: [], acknowledges: { ...keyParts(notice), actor: actorName(how.by) } }, how);
}
