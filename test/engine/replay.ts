import type { Calendar } from '../../src/rules/time/calendar.js';
import type { Day } from '../../src/rules/values.js';

/** A clock of whole days for the replay: its period, extensions that events approve, one kind of pause, and a cap. */
export interface ReplayClock {
  readonly unit: 'days' | 'working days';
  readonly within: number;
  /** Tried in order: the event that approves it, and the new total. */
  readonly extensions: readonly { readonly on: string; readonly to: number }[];
  /** Calendar days from the first start, rolled; never paused. */
  readonly cap?: number;
}

export interface ReplayEvent {
  readonly type: string;
  readonly day: Day;
}

export interface ReplayRound {
  readonly state: string;
  /** Given where the round is over: the day by which it had to be done; undefined if that was never settled. */
  readonly due: Day | undefined;
}

interface Round {
  readonly start: Day;
  readonly total: number;
  /** How many extensions have been tried. */
  readonly tried: number;
  readonly paused: number;
  /** The end of the last pause: the due day is never before it. */
  readonly resumed: Day;
  readonly openSince: Day | undefined;
  readonly ended: ReplayRound | undefined;
}

interface World {
  readonly clock: ReplayClock;
  readonly calendar: Calendar;
  readonly cap: Day;
  on(day: Day, type: string): boolean;
  happenedBy(day: Day, type: string): boolean;
}

/**
 * What a complaint's clock comes to, found the plain way: living through it day by day, with nothing known of the days to
 * come. Events of one day come in the order pause, end of pause, done, withdrawn, restart; at the end of its last day a
 * clock is extended or runs out. A second opinion for the engine, which works the same out by looking back.
 */
export function replay(
  clock: ReplayClock,
  calendar: Calendar,
  events: readonly ReplayEvent[],
  through: Day,
): readonly ReplayRound[] {
  const start = Math.min(...events.filter(({ type }) => type === 'received').map(({ day }) => day));
  const world: World = {
    clock,
    calendar,
    cap: clock.cap === undefined ? Infinity : rolled(calendar, start + clock.cap),
    on: (day, type) => events.some((event) => event.day === day && event.type === type),
    happenedBy: (day, type) => events.some((event) => event.day <= day && event.type === type),
  };
  let rounds: readonly Round[] = [];
  let standing = false;
  for (let day = Math.min(...events.map((event) => event.day)); day <= through; day++) {
    standing ||= world.on(day, 'hold-started');
    if (day === start) rounds = [cancelledBefore(world, begun(clock, day, false))];
    const before = rounds.at(-1);
    if (before !== undefined) {
      const ended = resumed(world, standing ? paused(before, day) : before, day);
      rounds = [...rounds.slice(0, -1), ...lived(world, ended, day, standing)];
    }
    if (world.on(day, 'hold-ended')) standing = false;
    const current = rounds.at(-1);
    if (current !== undefined && day < through) rounds = [...rounds.slice(0, -1), ranOut(world, current, day)];
  }
  return rounds.map(
    ({ ended, openSince }) => ended ?? { state: openSince === undefined ? 'running' : 'paused', due: undefined },
  );
}

function begun(clock: ReplayClock, day: Day, standing: boolean): Round {
  const openSince = standing ? day : undefined;
  return { start: day, total: clock.within, tried: 0, paused: 0, resumed: day, openSince, ended: undefined };
}

/** What was withdrawn before it started does not start (S31). */
function cancelledBefore(world: World, round: Round): Round {
  const withdrawn = world.happenedBy(round.start - 1, 'withdrawn');
  return withdrawn ? { ...round, ended: { state: 'cancelled', due: undefined } } : round;
}

function paused(round: Round, day: Day): Round {
  return round.ended === undefined && round.openSince === undefined ? { ...round, openSince: day } : round;
}

function resumed({ clock, calendar, on }: World, round: Round, day: Day): Round {
  const from = round.openSince;
  if (from === undefined || !on(day, 'hold-ended')) return round;
  const length = clock.unit === 'days' ? day - from : calendar.workingDaysBetween(from, day);
  return { ...round, paused: round.paused + length, resumed: day, openSince: undefined };
}

/** Done, withdrawn, restarted: an event that has ended one round ends no other. */
function lived(world: World, round: Round, day: Day, standing: boolean): readonly Round[] {
  const [before, used] = finished(world, round, day, undefined);
  if (day === round.start || !world.on(day, 'reopened')) return [before];
  const replaced: Round = { ...before, ended: before.ended ?? { state: 'replaced', due: undefined } };
  // A cap that has passed is over before the new round begins.
  const next = ranOut(world, begun(world.clock, day, standing && !world.on(day, 'hold-ended')), day - 1);
  return [replaced, finished(world, next, day, used)[0]];
}

function finished(world: World, round: Round, day: Day, used: string | undefined): [Round, string | undefined] {
  const { ended } = round;
  const open = ended === undefined || ended.state === 'overdue';
  if (open && world.on(day, 'answered') && used !== 'answered') {
    const state = ended === undefined ? 'in-time' : 'done-late';
    return [
      {
        ...round,
        ended: { state, due: ended === undefined ? dueIn(world, extendedAll(world, round, day)) : ended.due },
      },
      'answered',
    ];
  }
  if (ended === undefined && world.on(day, 'withdrawn') && used !== 'withdrawn')
    return [{ ...round, ended: { state: 'cancelled', due: undefined } }, 'withdrawn'];
  return [round, undefined];
}

/** The end of a day: what is due on it is extended, or is over. */
function ranOut(world: World, round: Round, day: Day): Round {
  if (round.ended !== undefined) return round;
  let last = round;
  while (isDue(world, last, day) && last.tried < world.clock.extensions.length) last = extendedOnce(world, last, day);
  const due = dueIn(world, last);
  return due !== undefined && due <= day ? { ...last, ended: { state: 'overdue', due } } : last;
}

function isDue(world: World, round: Round, day: Day): boolean {
  return round.openSince === undefined && plainDue(world, round) <= day;
}

/** An approval that has come extends a clock that still runs; what is done by then needs no later one. */
function extendedAll(world: World, round: Round, day: Day): Round {
  let last = round;
  while (last.openSince === undefined && last.tried < world.clock.extensions.length)
    last = extendedOnce(world, last, day);
  return last;
}

function extendedOnce(world: World, round: Round, day: Day): Round {
  const extension = world.clock.extensions[round.tried];
  const tried = { ...round, tried: round.tried + 1 };
  if (extension === undefined || !world.happenedBy(day, extension.on)) return tried;
  const longer = { ...tried, total: extension.to };
  return plainDue(world, longer) > plainDue(world, tried) ? longer : tried;
}

function dueIn(world: World, round: Round): Day | undefined {
  const due = round.openSince === undefined ? Math.min(plainDue(world, round), world.cap) : world.cap;
  return due === Infinity ? undefined : due;
}

function plainDue({ clock, calendar }: World, { start, total, paused, resumed }: Round): Day {
  const end =
    clock.unit === 'days' ? rolled(calendar, start + total + paused) : calendar.addWorkingDays(start, total + paused);
  return Math.max(end, resumed);
}

function rolled(calendar: Calendar, day: Day): Day {
  let last = day;
  while (!calendar.isWorkingDay(last)) last += 1;
  return last;
}
