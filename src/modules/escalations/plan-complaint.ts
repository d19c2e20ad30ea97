import { judge } from '../../rules/judge/judge.js';
import { zoneOf } from '../../rules/time/zone.js';
import type { Instant } from '../../rules/values.js';
import type { Look, Notice } from '../complaints/change.js';
import type { StoredComplaint } from '../complaints/complaint.js';
import { endedAt } from '../complaints/fold.js';
import type { Judging } from '../complaints/judge-stored.js';
import { judgeable } from '../complaints/judgeable.js';
import { noticesAfter, tellingOf } from '../complaints/telling.js';
import type { NoticeBody } from './escalation.js';

/** Somebody who would be told. */
export interface Foreseen {
  readonly at: Instant;
  readonly rule: string;
  readonly level: number;
  readonly round: number;
  readonly to: readonly string[];
}

export interface ForeseenOfOne {
  readonly told: readonly Foreseen[];
  /** Looked at as often as is allowed, and not to the end of the time asked for. */
  readonly isCut: boolean;
}

/** In a month something changes on each day, and levels come between; beyond this something is wrong with a rule. */
const mostLooks = 400;

/**
 * Who would be told of one complaint up to an instant, where nothing more happens and nobody acknowledges: looked at as the sweep would
 * look at it, at each instant at which time alone changes something. What is due already and was not told is told at once.
 */
export function foreseenOf(complaint: StoredComplaint, how: Omit<Judging, 'run'>, until: Instant): ForeseenOfOne {
  const { set } = how;
  const zone = zoneOf(set.organisation.zone);
  const told: Foreseen[] = [];
  let { notices } = complaint;
  let at = Math.max(how.at, complaint.judgement.lookedAt ?? -Infinity);
  for (let looks = 0; looks < mostLooks; looks++) {
    const judgement = judge(set, judgeable(complaint, at), at, { timeZoneData: how.timeZoneData });
    const look = lookOf(complaint, judgement.nextLookAt, { ...how, at });
    const ended = endedAt(complaint.events, zone, at);
    const news = tellingOf({ notices }, { set, at, look, levels: judgement.telling, endedAt: ended });
    const anew = news.noticeTurns.flatMap((turn) => (turn.status === 'waiting' ? [turn] : []));
    told.push(...[...news.notices, ...anew].map((notice) => foreseen(notice, at)));
    notices = noticesAfter(notices, at, news);
    if (news.nextLookAt === null || news.nextLookAt > until) return { told, isCut: false };
    at = Math.max(news.nextLookAt, at + 1);
  }
  return { told, isCut: true };
}

function foreseen({ rule, level, round, body }: Notice, at: Instant): Foreseen {
  const { to = [] }: NoticeBody = body; // as `tellingOf` wrote it
  return { at, rule, level, round, to };
}

/** Telling reads of a look when the next one is, and by what it was judged; the rest says nothing here. */
function lookOf(
  { judgement }: StoredComplaint,
  nextLookAt: Instant | undefined,
  { at, setNumber }: Omit<Judging, 'run'>,
): Look {
  return {
    nextLookAt: nextLookAt ?? null,
    setNumber,
    judgementNumber: judgement.number,
    result: judgement.result ?? '',
    outcome: 'pending',
    judgedAt: at,
  };
}
