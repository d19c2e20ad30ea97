import { Inject, Injectable } from '@nestjs/common';
import { actorName } from '../../actor.js';
import { now } from '../../clock.js';
import { RedressError } from '../../errors.js';
import { once } from '../../http/idempotency/once.writer.js';
import type { Reply } from '../../http/reply.js';
import { hint } from '../../rules/nearest.js';
import { dueTimes, isProvisional } from '../../rules/schedule/due-times.js';
import type { Schedule } from '../../rules/schedule/schedule.js';
import { zoneOf } from '../../rules/time/zone.js';
import type { Instant } from '../../rules/values.js';
import { DATABASE } from '../../store/database-token.js';
import { record } from '../../store/entries.repository.js';
import type { Database, Tx } from '../../store/tx.js';
import type { Acting } from '../identity/acting.js';
import { PoliciesService } from '../policies/policies.service.js';
import { Orders } from '../runs/orders.service.js';
import { schedulesSubject } from './findings.keeper.js';
import { runRequest } from './run-requests.js';
import { cursorOf, placeOfCursor } from './schedule-cursor.js';
import {
  claimRuns,
  countStates,
  linkRun,
  listScheduleRuns,
  readScheduleRun,
  type ScheduleRun,
} from './schedule-runs.repository.js';
import { scheduleRunFault } from './schedules-errors.js';

/** A time at which a schedule will be due. */
export interface NextTime {
  readonly at: Instant;
  /** It rests on holidays that have not been published. */
  readonly isProvisional: boolean;
}

/** How often a schedule came to what; `late` counts runs that were missed and are made up for. */
export interface StateCounts {
  readonly done: number;
  readonly failed: number;
  readonly open: number;
  readonly missed: number;
  readonly passedOver: number;
  readonly late: number;
}

/** A schedule of the set in force, with what comes and what was. */
export interface ListedSchedule {
  readonly schedule: Schedule;
  readonly next: readonly NextTime[];
  readonly last: ScheduleRun | undefined;
  readonly counts: StateCounts;
}

const nextShown = 3;
/** For schedules that rest for years, how far ahead is looked. */
const ahead = 9 * 366 * 86_400_000;
const plannedAtMost = 5_000;

/** The schedules of the set in force, their times and their runs. */
@Injectable()
export class SchedulesService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly policies: PoliciesService,
    private readonly orders: Orders,
  ) {}

  /** In the order of their file. */
  async list(): Promise<readonly ListedSchedule[]> {
    const { schedules } = this.policies.inForce().set;
    const states = await countStates(this.database.reading);
    const at = now();
    const listed: ListedSchedule[] = [];
    for (const schedule of schedules) {
      const own = states.filter((one) => one.schedule === schedule.id);
      const [last] = await listScheduleRuns(this.database.reading, schedule.id, undefined, 1);
      const next = dueTimes(schedule, at, at + ahead, nextShown).map((due) => nextTime(schedule, due));
      listed.push({ schedule, next, last, counts: countsOf(own) });
    }
    return listed;
  }

  /** All due times of the coming days, in their order; `isCut` where there are more than are given. */
  next(days: number): {
    readonly times: readonly (NextTime & { readonly schedule: Schedule })[];
    readonly isCut: boolean;
  } {
    const at = now();
    const { schedules } = this.policies.inForce().set;
    const times = schedules
      .flatMap((schedule) =>
        dueTimes(schedule, at, at + days * 86_400_000, plannedAtMost).map((due) => ({
          schedule,
          ...nextTime(schedule, due),
        })),
      )
      .sort((a, b) => a.at - b.at);
    return { times: times.slice(0, plannedAtMost), isCut: times.length >= plannedAtMost };
  }

  /** One page of the times at which a schedule was due, from the newest. Refuses an id that no schedule has or had. */
  async runs(
    id: string,
    page: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<{ readonly runs: readonly ScheduleRun[]; readonly next?: string }> {
    const before = page.after === undefined ? undefined : placeOfCursor(page.after);
    const found = await listScheduleRuns(this.database.reading, id, before, page.limit + 1);
    if (found.length === 0 && before === undefined) this.known(id);
    const runs = found.slice(0, page.limit);
    const last = runs.at(-1);
    return { runs, ...(found.length > page.limit && last !== undefined ? { next: cursorOf(last.dueAt) } : {}) };
  }

  /** Orders a run now, beside those that are due. Refuses an id that no schedule of the set in force has. */
  async runNow<T>(id: string, { by, claim }: Acting, answer: (run: ScheduleRun) => T): Promise<Reply<T>> {
    const { schedule, set } = this.known(id);
    const at = now();
    return once(this.database, claim, at, async (tx) => {
      const dueAt = await this.claimNow(tx, schedule.id, { at, set, asked: actorName(by) });
      const zone = zoneOf(this.policies.inForce().set.organisation.zone);
      const { kind, request } = runRequest(schedule, { dueAt, zone, asThen: false });
      const { id: run } = await this.orders.placeIn(tx, kind, by, request);
      await linkRun(tx, { schedule: schedule.id, dueAt }, run);
      const body = { schedule: schedule.id, due: dueAt, run };
      await record(tx, schedulesSubject, [{ type: 'schedule-run-ordered', body }], { actor: actorName(by), at });
      const placed = await readScheduleRun(tx, { schedule: schedule.id, dueAt });
      if (placed === undefined) throw new RangeError('the run that was just ordered is not there');
      return { status: 202, body: answer(placed), headers: { location: `/api/schedules/${schedule.id}/runs` } };
    });
  }

  /** This moment, or where the schedule is due or was asked for at this very moment, one of the next milliseconds. */
  private async claimNow(
    tx: Tx,
    schedule: string,
    { at, set, asked }: { readonly at: Instant; readonly set: number; readonly asked: string },
  ): Promise<Instant> {
    for (let dueAt = at; ; dueAt++) {
      const run = { schedule, dueAt, state: 'claimed', set, detail: { asked } } as const;
      if ((await claimRuns(tx, [run], at)).length > 0) return dueAt;
    }
  }

  private known(id: string): { readonly schedule: Schedule; readonly set: number } {
    const { set, number } = this.policies.inForce();
    const schedule = set.schedules.find((one) => one.id === id);
    if (schedule !== undefined) return { schedule, set: number };
    const ids = set.schedules.map((one) => one.id);
    const data = { id: id.slice(0, 60), known: ids.join(', ') || '–', hint: hint(id, ids) };
    throw new RedressError([scheduleRunFault('schedules.unknown', data)]);
  }
}

function nextTime(schedule: Schedule, at: Instant): NextTime {
  return { at, isProvisional: isProvisional(schedule, at) };
}

type States = Awaited<ReturnType<typeof countStates>>;

function countsOf(states: States): StateCounts {
  const sum = (is: (one: States[number]) => boolean): number =>
    states.filter(is).reduce((total, { runs }) => total + runs, 0);
  return {
    done: sum(({ state }) => state === 'done'),
    failed: sum(({ state }) => state === 'failed'),
    open: sum(({ state }) => state === 'claimed'),
    missed: sum(({ state }) => state === 'missed'),
    passedOver: sum(({ state }) => state === 'passed-over'),
    late: sum(({ state, late }) => late && state !== 'missed' && state !== 'passed-over'),
  };
}
