import type { StripDay } from '../../rules/judge/judgement.js';
import type { DayDescription } from '../../rules/time/calendar.js';
import type { Day, DurationUnit } from '../../rules/values.js';

/** Days in a row that are told alike. */
export interface DayRun {
  readonly kind: 'counted' | 'skipped' | 'paused';
  readonly from: Day;
  readonly through: Day;
  /** Numbers of the first and last counted day. */
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly description: DayDescription;
  /** A counted run across ordinary weekends that were not counted. */
  readonly weekends: boolean;
  /** Counted only because the day was made a working day. */
  readonly makeUp: boolean;
}

/**
 * A strip of days gathered into runs, so that sixty days read in a line: days counted alike, days skipped for one reason. An ordinary weekend
 * between counted days does not break a run. Days without a number (the start, and those of a period in hours) are told elsewhere.
 */
export function runsOf(days: readonly StripDay[], unit: DurationUnit): DayRun[] {
  const byWorkingDays = unit.startsWith('working');
  const told = days.filter(({ kind, n }) => n !== undefined || kind === 'skipped' || kind === 'paused');
  const single = told.map((day) => runOfDay(day, byWorkingDays));
  return joinOverWeekends(joinWhere(single, sameRun));
}

function runOfDay({ day, kind, n, description }: StripDay, byWorkingDays: boolean): DayRun {
  const counted = kind === 'counted' || kind === 'due' || kind === 'start';
  return {
    kind: counted ? 'counted' : kind,
    from: day,
    through: day,
    first: n,
    last: n,
    description,
    weekends: false,
    makeUp: counted && byWorkingDays && description.kind === 'make-up',
  };
}

function sameRun(a: DayRun, b: DayRun): boolean {
  if (a.kind !== b.kind || !follows(a, b)) return false;
  if (a.kind === 'counted') return a.makeUp === b.makeUp;
  if (a.kind === 'paused') return true;
  const [x, y] = [a.description, b.description];
  return x.kind === y.kind && x.name?.en === y.name?.en && x.source?.notice === y.source?.notice;
}

function joinWhere(runs: readonly DayRun[], alike: (a: DayRun, b: DayRun) => boolean): DayRun[] {
  const joined: DayRun[] = [];
  for (const run of runs) {
    const before = joined.at(-1);
    if (before !== undefined && alike(before, run)) joined[joined.length - 1] = join(before, run);
    else joined.push(run);
  }
  return joined;
}

function joinOverWeekends(runs: readonly DayRun[]): DayRun[] {
  const joined: DayRun[] = [];
  for (const run of runs) {
    const [counted, weekend] = joined.slice(-2);
    const joins = counted && weekend && isPlain(counted) && isWeekend(weekend) && isPlain(run) && follows(weekend, run);
    if (joins) joined.splice(-2, 2, { ...join(counted, run), weekends: true });
    else joined.push(run);
  }
  return joined;
}

/** Days may have been left out of a very long strip; a run never goes across such a gap. */
function follows(a: DayRun, b: DayRun): boolean {
  return b.from === a.through + 1;
}

function isPlain(run: DayRun): boolean {
  return run.kind === 'counted' && !run.makeUp;
}

function isWeekend(run: DayRun): boolean {
  return run.kind === 'skipped' && run.description.kind === 'weekend' && run.description.source === undefined;
}

function join(a: DayRun, b: DayRun): DayRun {
  return {
    ...a,
    through: b.through,
    last: b.last ?? a.last,
    first: a.first ?? b.first,
    weekends: a.weekends || b.weekends,
  };
}
