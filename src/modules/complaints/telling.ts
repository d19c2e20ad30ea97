import type { Json } from '../../ledger/canonical.js';
import type { EntryDraft } from '../../ledger/entry.js';
import { acknowledgedBy } from '../../rules/judge/escalation-times.js';
import { keyOfLevel, levelsToTell, ruleKey, type LevelTold, type ToldLevel } from '../../rules/judge/levels-to-tell.js';
import type { LevelToTell } from '../../rules/judge/judgement.js';
import type { PolicySet } from '../../rules/policy/policy.js';
import type { Instant } from '../../rules/values.js';
import type { Change, Look, Notice, NoticeTurn } from './change.js';
import type { NoticeKey } from './notice-key.js';
import type { StoredComplaint, StoredNotice } from './complaint.js';

/** Notices of escalations; others may be told of other things. */
export const escalationKind = 'escalation';

/** What telling adds to a change. */
export interface Told {
  readonly notices: readonly Notice[];
  readonly noticeTurns: readonly NoticeTurn[];
  readonly drafts: readonly EntryDraft[];
  /** When the complaint must be looked at next, for what it says or for whom it is to be told to. */
  readonly nextLookAt: Instant | null;
}

/** By what it is told: the judgement just made, and the policies by which. */
export interface TellingBy {
  readonly set: PolicySet;
  readonly at: Instant;
  readonly look: Look;
  readonly levels: readonly LevelToTell[];
  /** When the complaint came to its end, if it has. */
  readonly endedAt: Instant | undefined;
}

/** Who is told now of a complaint: each notice exists once, with an entry in the chain. */
export function tellingOf(stored: Pick<StoredComplaint, 'notices'>, by: TellingBy): Told {
  const { set, look } = by;
  const escalations = stored.notices.filter(({ kind }) => kind === escalationKind);
  if (by.levels.length === 0 && escalations.length === 0)
    return { notices: [], noticeTurns: [], drafts: [], nextLookAt: look.nextLookAt };
  const known = new Map(escalations.map((notice) => [keyOf(notice), notice]));
  const { tell, moot, over, again, nextAt } = levelsToTell(by.levels, {
    at: by.at,
    told: new Map([...known].map(([key, { at, status }]): [string, ToldLevel] => [key, { at, status }])),
    endedAt: by.endedAt,
    acknowledgedBy: (to, at, within) => acknowledgedBy(set, to, at, within),
  });
  const notices = tell.map((told) => noticeOf(told, look));
  const noticesOf = (keys: readonly string[]) => keys.flatMap((key) => known.get(key) ?? []);
  const ended = noticesOf(moot);
  const isKnown = (notice: Notice): boolean => known.has(keyOf(notice));
  return {
    notices: notices.filter((notice) => !isKnown(notice)),
    noticeTurns: [
      ...notices.filter(isKnown).map((notice) => ({ ...notice, status: 'waiting' as const })),
      ...ended.map((notice) => ({ ...keyParts(notice), status: 'moot' as const })),
      ...noticesOf(over).map((notice) => ({ ...keyParts(notice), status: 'over' as const })),
      ...noticesOf(again).map((notice) => ({ ...keyParts(notice), status: 'told' as const })),
    ],
    drafts: [...notices.map(toldDraft), ...ended.map((notice) => draftOf('escalation-moot', notice, {}))],
    nextLookAt: earlier(look.nextLookAt, nextAt),
  };
}

/** An entry about a notice. */
export function draftOf(type: string, notice: NoticeKey, more: EntryDraft['body']): EntryDraft {
  const { rule, level, round } = notice;
  return { type, body: { rule, level, round, ...more } };
}

/** Only what names it. */
export function keyParts({ rule, level, round, kind }: NoticeKey): NoticeKey {
  return { rule, level, round, kind };
}

/** The notices after a change, as reading them again would give them. */
export function noticesAfter(
  stored: readonly StoredNotice[],
  at: Instant,
  { notices, noticeTurns }: Pick<Change, 'notices' | 'noticeTurns'>,
): readonly StoredNotice[] {
  const turns = new Map(noticeTurns.map((turn) => [keyOf(turn), turn]));
  const turned = stored.map((notice) => {
    const turn = notice.kind === escalationKind ? turns.get(keyOf(notice)) : undefined;
    if (turn === undefined) return notice;
    return { ...notice, status: turn.status, at: turn.status === 'waiting' ? at : notice.at };
  });
  return [...turned, ...notices.map((notice) => ({ ...keyParts(notice), at, status: 'waiting' as const }))];
}

function keyOf({ rule, round, level }: NoticeKey): string {
  return keyOfLevel(rule, round, level);
}

function noticeOf({ level, at, acknowledgeBy, passedOver }: LevelTold, look: Look): Notice {
  const body: Notice['body'] = {
    to: [...level.to],
    at,
    acknowledgeBy,
    for: level.for,
    passedOver: passedOver.length === 0 ? undefined : [...passedOver],
    set: look.setNumber,
    judgement: look.judgementNumber,
  };
  const given = Object.fromEntries(
    Object.entries(body).filter((each): each is [string, Json] => each[1] !== undefined),
  );
  return { rule: ruleKey(level), level: level.level, round: level.round, kind: escalationKind, body: given };
}

function toldDraft(notice: Notice): EntryDraft {
  return draftOf('escalated', notice, notice.body);
}

function earlier(a: Instant | null, b: Instant | undefined): Instant | null {
  return b === undefined ? a : Math.min(a ?? Infinity, b);
}
