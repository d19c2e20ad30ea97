import type { Duration, Instant } from '../values.js';
import type { EscalationFinding, LevelToTell } from './judgement.js';

/** What became of a level so far: it waits to be sent, was sent, was acknowledged, was over before anybody was told or before anybody acknowledged. */
export interface ToldLevel {
  /** When it was told: its time to acknowledge runs from then. */
  readonly at: Instant;
  readonly status: 'waiting' | 'told' | 'acknowledged' | 'moot' | 'over';
}

/** What is known of the telling so far. */
export interface Telling {
  /** The instant for which it is decided. */
  readonly at: Instant;
  /** By `levelKey`. */
  readonly told: ReadonlyMap<string, ToldLevel>;
  /** When the complaint was closed, withdrawn or merged, where it is: nobody is told any more of conditions that held before. */
  readonly endedAt?: Instant | undefined;
  /** By when these roles have to acknowledge what they are told at an instant; see `acknowledgedBy` in `escalation-times.ts`. */
  readonly acknowledgedBy: (to: readonly string[], at: Instant, within: Duration) => Instant | undefined;
}

/** A level that is told now. */
export interface LevelTold {
  readonly key: string;
  readonly level: LevelToTell;
  /** When it was due, by what was really told before. */
  readonly at: Instant;
  readonly acknowledgeBy?: Instant;
  /** Lower levels that were due too, and are not told: the highest alone is. */
  readonly passedOver: readonly number[];
}

export interface ToTell {
  readonly tell: readonly LevelTold[];
  /** Keys of what waits to be sent and is no longer so: its clock has ended or moved on, or somebody has acknowledged. */
  readonly moot: readonly string[];
  /** Keys of what was sent and is not so any more: its clock has ended or stands still, or another level has acknowledged. */
  readonly over: readonly string[];
  /** Keys of what was over and is needed again: its clock goes on, or what had ended it was retracted. */
  readonly again: readonly string[];
  /** The earliest instant ahead at which somebody else is to be told. */
  readonly nextAt: Instant | undefined;
}

/** One level of one rule on one occasion and round; its instant may move without making it another (S70). */
export function levelKey({ policy, rule, occurrence, round, level }: Omit<EscalationFinding, 'at' | 'to'>): string {
  return keyOfLevel(ruleKey({ policy, rule, occurrence }), round, level);
}

/** `policy#rule`, or `policy#rule@EVENT` of an occurrence. */
export function ruleKey({ policy, rule, occurrence }: Pick<EscalationFinding, 'policy' | 'rule' | 'occurrence'>) {
  return `${policy}#${rule}${occurrence === undefined ? '' : `@${occurrence.event}`}`;
}

export function keyOfLevel(rule: string, round: number, level: number): string {
  return JSON.stringify([rule, round, level]);
}

/**
 * Who is to be told at an instant, each level once for a complaint, rule, level and round (S70): a pause or an extension does not tell
 * a level again, a restart does. Of levels that came due while nobody could tell them the highest alone is told. The next level is due
 * when the one that was told has not acknowledged in its time, from when it was really told (S71). Nobody is told of a clock that has
 * ended, nor above a level that has acknowledged. Pure: who told what is kept elsewhere.
 */
export function levelsToTell(levels: readonly LevelToTell[], telling: Telling): ToTell {
  const groups = Map.groupBy(levels, (each) => levelKey({ ...each, level: 0 }));
  const each = [...groups.values()].map((group) => groupToTell(inOrder(group), telling));
  const standing = new Set(each.flatMap(({ stands }) => stands));
  const open = new Set(each.flatMap(({ isOpen, keys }) => (isOpen ? keys : [])));
  const keysOf = (asked: ToldLevel['status']): readonly string[] =>
    [...telling.told].flatMap(([key, { status }]) => (status === asked ? [key] : []));
  const next = each.flatMap(({ nextAt }) => (nextAt === undefined ? [] : [nextAt]));
  return {
    tell: each.flatMap(({ tell }) => (tell === undefined ? [] : [tell])),
    moot: keysOf('waiting').filter((key) => !standing.has(key)),
    over: keysOf('told').filter((key) => !open.has(key)),
    again: keysOf('over').filter((key) => open.has(key)),
    nextAt: next.length === 0 ? undefined : Math.min(...next),
  };
}

/** Each level once: where two versions of a rule say it, the one whose clock still runs, then the earlier. */
function inOrder(group: readonly LevelToTell[]): readonly LevelToTell[] {
  const sorted = group.toSorted(
    (a, b) => a.level - b.level || Number(a.over ?? false) - Number(b.over ?? false) || a.at - b.at,
  );
  return sorted.filter(({ level }, place) => level !== sorted[place - 1]?.level);
}

interface GroupToTell {
  readonly tell?: LevelTold;
  readonly nextAt?: Instant;
  /** Keys of the levels that are due and hold. */
  readonly stands: readonly string[];
  /** Of all levels. */
  readonly keys: readonly string[];
  /** Whether its clock runs and nobody has acknowledged. */
  readonly isOpen: boolean;
}

function groupToTell(group: readonly LevelToTell[], telling: Telling): GroupToTell {
  const { at } = telling;
  const keys = group.map(levelKey);
  if (keys.some((key) => telling.told.get(key)?.status === 'acknowledged') || isOver(group, telling))
    return { stands: [], keys, isOpen: false };
  const dueAt = cascade(group, telling);
  const due = dueAt.findLastIndex(({ from }) => from <= at);
  const highest = group.findLastIndex((each) => isTold(each, telling));
  const stands = keys.slice(0, due + 1);
  const open = { stands, keys, isOpen: true };
  if (due <= highest) return { ...open, ...nextOf(dueAt, highest + 1, at) };
  const level = group[due];
  const key = keys[due];
  const scheduled = dueAt[due];
  if (level === undefined || key === undefined || scheduled === undefined) return open;
  const told = new Map([...telling.told, [key, { at, status: 'waiting' } satisfies ToldLevel]]);
  const after = cascade(group, { ...telling, told });
  const { by } = after[due] ?? {};
  return {
    tell: {
      key,
      level,
      at: scheduled.from,
      ...(by === undefined ? {} : { acknowledgeBy: by }),
      passedOver: group.slice(highest + 1, due).map((each) => each.level),
    },
    ...open,
    ...nextOf(after, due + 1, at),
  };
}

/** Conditions have no clock of their own: they concern somebody until the complaint comes to its end. */
function isOver(group: readonly LevelToTell[], { endedAt = -Infinity }: Telling): boolean {
  return group.some(({ over, for: clock, at, level }) => over ?? (clock === undefined && level === 1 && at <= endedAt));
}

function isTold(level: LevelToTell, { told }: Telling): boolean {
  const status = told.get(levelKey(level))?.status;
  return status !== undefined && status !== 'moot';
}

interface Step {
  /** When the level is due. */
  readonly from: Instant;
  /** When its time to acknowledge ends. */
  readonly by: Instant | undefined;
}

/** When each level is due: as the rule says, and not before the one below it, told when it was, has had its time. */
function cascade(group: readonly LevelToTell[], telling: Telling): readonly Step[] {
  const steps: Step[] = [];
  let before: Instant | undefined;
  for (const level of group) {
    const from = Math.max(level.at, before ?? -Infinity);
    const told = isTold(level, telling) ? telling.told.get(levelKey(level)) : undefined;
    const start = Math.max(from, told?.at ?? -Infinity);
    const by = level.within === undefined ? undefined : telling.acknowledgedBy(level.to, start, level.within);
    steps.push({ from, by });
    before = by;
  }
  return steps;
}

/** A level that is due already was held back by one above it that is told now; it has its turn at once. */
function nextOf(steps: readonly Step[], first: number, at: Instant): { readonly nextAt?: Instant } {
  const next = steps[first];
  return next === undefined ? {} : { nextAt: Math.max(next.from, at + 1) };
}
