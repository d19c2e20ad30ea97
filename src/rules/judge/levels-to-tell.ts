import type { Instant } from '../values.js';
import type { EscalationFinding } from './judgement.js';

/** What is known of the telling so far; levels are named by `levelKey`. */
export interface Telling {
  /** The instant for which it is decided. */
  readonly at: Instant;
  /** When the complaint became known: levels that were due before are told by the highest alone. */
  readonly knownAt: Instant;
  readonly told: ReadonlySet<string>;
  /** Levels that were acknowledged: nobody above them is told. */
  readonly acknowledged?: ReadonlySet<string>;
}

/** One level of one rule on one occasion and round; its instant may move without making it another (S70). */
export function levelKey({ policy, rule, for: clock, occurrence, round, level }: EscalationFinding): string {
  return JSON.stringify([policy, rule, clock ?? '', occurrence?.event ?? '', round, level]);
}

/**
 * The levels that are to be told at an instant, each once for a complaint, rule, level and round (S70): a pause or an
 * extension does not tell a level again, a restart does. Pure: who told what is kept elsewhere.
 */
export function levelsToTell(levels: readonly EscalationFinding[], telling: Telling): readonly EscalationFinding[] {
  const groups = Map.groupBy(levels, (each) => levelKey({ ...each, level: 0 }));
  return [...groups.values()].flatMap((group) => groupToTell(group, telling));
}

function groupToTell(
  group: readonly EscalationFinding[],
  { at, knownAt, told, acknowledged = new Set() }: Telling,
): readonly EscalationFinding[] {
  const sorted = group.toSorted((a, b) => a.level - b.level);
  const stop = sorted.find((each) => acknowledged.has(levelKey(each)))?.level ?? Infinity;
  const highestTold = Math.max(0, ...sorted.filter((each) => told.has(levelKey(each))).map(({ level }) => level));
  const due = sorted.filter((each) => each.at <= at && each.level <= stop && each.level > highestTold);
  const late = due.filter((each) => each.at < knownAt);
  const highest = late.at(-1);
  return [...(highest === undefined ? [] : [highest]), ...due.filter((each) => each.at >= knownAt)];
}
