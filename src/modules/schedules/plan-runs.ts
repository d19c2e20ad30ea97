import { dueTimes } from '../../rules/schedule/due-times.js';
import type { Schedule } from '../../rules/schedule/schedule.js';
import type { Instant } from '../../rules/values.js';

/** A stretch of time during which one set of policies was in force, after `from` and until `until`. */
export interface Stretch {
  readonly from: Instant;
  readonly until: Instant;
  readonly set: number;
  readonly schedules: readonly Schedule[];
}

/** A time that has come, and what becomes of it. */
export interface PlannedRun {
  readonly schedule: Schedule;
  readonly set: number;
  readonly dueAt: Instant;
  /**
   * `claimed`: it is carried out. `passed-over`: it was missed, and another run stands for it or there were too many. `missed`: it was missed,
   * and nothing is made up for.
   */
  readonly state: 'claimed' | 'passed-over' | 'missed';
  /** Whether its time came while nothing ran. */
  readonly isLate: boolean;
  /** Whether a later run of the same schedule is carried out too. */
  readonly isOutdone: boolean;
}

/** What comes later than this was missed, in milliseconds. */
export const grace = 5 * 60_000;
/** Of `catch-up: all`, the newest. */
export const caughtUpAtMost = 100;
/** Times of one schedule that are looked at at once. */
const atOnce = 20_000;

/**
 * What becomes of all times that have come in these stretches, which follow each other, at an instant after them; and up to when that is all of
 * them. Whatever is already known to have been dealt with may be among them.
 */
export function planRuns(
  stretches: readonly Stretch[],
  at: Instant,
): { readonly runs: readonly PlannedRun[]; readonly through: Instant } {
  const bySchedule = new Map<string, Due[]>();
  const cut = new Set<string>();
  let through = Infinity;
  for (const { from, until, set, schedules } of stretches)
    for (const schedule of schedules) {
      const known = bySchedule.get(schedule.id) ?? [];
      bySchedule.set(schedule.id, known);
      const room = atOnce - known.length;
      const found = room <= 0 ? [] : dueTimes(schedule, from, until, room);
      for (const dueAt of found) known.push({ schedule, set, dueAt });
      if (found.length < Math.max(room, 1)) continue;
      cut.add(schedule.id);
      through = Math.min(through, known.at(-1)?.dueAt ?? from);
    }
  const runs = [...bySchedule].flatMap(([id, due]) => decide(due, at, !cut.has(id)));
  const end = stretches.at(-1)?.until ?? at;
  return { runs: runs.toSorted((a, b) => a.dueAt - b.dueAt), through: Math.min(through, end) };
}

type Due = Pick<PlannedRun, 'schedule' | 'set' | 'dueAt'>;

function decide(due: readonly Due[], at: Instant, isWhole: boolean): readonly PlannedRun[] {
  const last = due.length - 1;
  return due.map((one, index): PlannedRun => {
    const isLate = at - one.dueAt > grace;
    return { ...one, isLate, isOutdone: index < last, state: isLate ? stateOf(one, last - index, isWhole) : 'claimed' };
  });
}

/** `newer`: how many come after it; of those that are not looked at yet there are more. */
function stateOf({ schedule: { catchUp } }: Due, newer: number, isWhole: boolean): PlannedRun['state'] {
  if (catchUp === 'none') return 'missed';
  const bound = catchUp === 'latest' ? 1 : caughtUpAtMost;
  return isWhole && newer < bound ? 'claimed' : 'passed-over';
}
