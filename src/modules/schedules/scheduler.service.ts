import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import type { Actor } from '../../actor.js';
import { now } from '../../clock.js';
import type { Fault } from '../../errors.js';
import { tellOnce } from '../../http/tell-once.logger.js';
import type { Schedule } from '../../rules/schedule/schedule.js';
import { zoneOf } from '../../rules/time/zone.js';
import type { Instant } from '../../rules/values.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database, Tx } from '../../store/tx.js';
import { PoliciesService } from '../policies/policies.service.js';
import { Orders } from '../runs/orders.service.js';
import type { RunId } from '../runs/run.js';
import { missedFindings, overlapFinding, type ScheduleFinding } from './finding.js';
import { keepFindings, type Keeping } from './findings.keeper.js';
import { planRuns, type PlannedRun, type Stretch } from './plan-runs.js';
import { runRequest } from './run-requests.js';
import {
  claimRuns,
  endScheduleRun,
  linkRun,
  openRuns,
  readMark,
  setsSince,
  takeEnded,
  writeMark,
  type EndedWork,
  type OpenRun,
} from './schedule-runs.repository.js';
import { PastSchedules } from './past-schedules.service.js';

const every = 5_000;
/** Rows that are added in one transaction. */
const chunk = 2_000;
/** Runs whose end is noticed in one transaction. */
const endedAtOnce = 100;
/** Where nothing was due the mark need not follow at once: the same stretch is only looked at again. */
const markEvery = 60_000;

/** The name of the interval, for whoever looks at what ticks. */
export const tickName = 'schedules';

/**
 * Looks every few seconds at what schedules have become due since it was looked last, by the sets of policies that were in force then, and
 * orders their runs. Any number of processes may do so at the same time: who adds the row of a due time orders its run, in the same
 * transaction, and a row that is there is not added again.
 */
@Injectable()
export class Scheduler implements OnModuleDestroy {
  private readonly tell = tellOnce();
  private ticking: Promise<void> | undefined;
  private isEnded = false;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly policies: PoliciesService,
    private readonly past: PastSchedules,
    private readonly orders: Orders,
    private readonly registry: SchedulerRegistry,
  ) {}

  /** From now on, until the application closes. */
  start(): void {
    if (this.isEnded || this.registry.doesExist('interval', tickName)) return;
    const tick = (): void => void this.tickInTurn();
    this.registry.addInterval(tickName, setInterval(tick, every).unref());
    tick();
  }

  async onModuleDestroy(): Promise<void> {
    this.isEnded = true;
    if (this.registry.doesExist('interval', tickName)) this.registry.deleteInterval(tickName);
    await this.ticking;
  }

  /** Once: adds what has become due, and notices what has come to an end. */
  async tick(): Promise<void> {
    await this.policies.refresh();
    if (!this.policies.isReady()) return;
    const at = now();
    // What has come to an end is noticed first: it holds up no time that has come since.
    while ((await this.noticeEnded(at)) === endedAtOnce);
    const { runs, through, mark } = await this.due(at);
    const chunks = Array.from({ length: Math.ceil(runs.length / chunk) }, (_, i) =>
      runs.slice(i * chunk, (i + 1) * chunk),
    );
    for (const some of chunks) await this.database.transaction((tx) => this.add(tx, some, at));
    if (runs.length > 0 || mark === undefined || Math.abs(through - mark) > markEvery)
      await this.database.transaction((tx) => writeMark(tx, through));
  }

  private async tickInTurn(): Promise<void> {
    if (this.ticking !== undefined || this.isEnded) return;
    this.ticking = this.tick().catch((error: unknown) => this.tell(error, 'Schedules'));
    await this.ticking;
    this.ticking = undefined;
  }

  private async due(at: Instant): Promise<{
    readonly runs: readonly PlannedRun[];
    readonly through: Instant;
    readonly mark: Instant | undefined;
  }> {
    const mark = await readMark(this.database.reading);
    // A clock that went back looks at the same stretch again; what has its row keeps it.
    const from = mark === undefined ? undefined : Math.min(mark, at);
    return { ...planRuns(await this.stretches(from, at), at), mark };
  }

  /** Which schedules were in force when. What came before the first set was nobody's to do. */
  private async stretches(from: Instant | undefined, at: Instant): Promise<readonly Stretch[]> {
    const sets = await setsSince(this.database.reading, from);
    const stretches: Stretch[] = [];
    for (const [index, { number, takenAt, hasSchedules }] of sets.entries()) {
      const begin = Math.max(from ?? -Infinity, takenAt);
      const end = Math.min(at, sets[index + 1]?.takenAt ?? at);
      if (end <= begin) continue;
      const schedules = hasSchedules ? await this.past.of(number) : [];
      stretches.push({ from: begin, until: end, set: number, schedules });
    }
    return stretches;
  }

  private async add(tx: Tx, planned: readonly PlannedRun[], at: Instant): Promise<void> {
    const own = await this.claim(
      tx,
      planned.filter((run) => !isHeldUp(run)).map((run) => ({ run })),
      at,
    );
    const overlaps: ScheduleFinding[] = [];
    const held = planned.filter(isHeldUp);
    const open = await this.open(tx, held);
    // One after the other: what is begun here holds up what comes after it.
    for (const run of held) {
      const during = open.get(run.schedule.id);
      const decided: PlannedRun = during === undefined ? run : { ...run, state: 'passed-over' };
      const [added] = await this.claim(tx, [{ run: decided, during: during?.run }], at);
      if (added === undefined) continue;
      if (during !== undefined && !during.isKnown) overlaps.push(overlapFinding(run, during));
      const begun = during ?? { schedule: run.schedule.id, dueAt: run.dueAt, run: added.id ?? '' };
      open.set(run.schedule.id, { ...begun, isKnown: during !== undefined });
    }
    const late = own.map(({ run }) => run);
    await keepFindings(tx, [...missedFindings(late), ...overlaps], this.keeping(at));
  }

  /** Adds the rows of these times, and orders what is carried out; gives those that nobody had added before. */
  private async claim(
    tx: Tx,
    runs: readonly { readonly run: PlannedRun; readonly during?: RunId | undefined }[],
    at: Instant,
  ): Promise<readonly { readonly run: PlannedRun; readonly id: RunId | undefined }[]> {
    const rows = runs.map(({ run: { schedule, dueAt, state, set, isLate }, during }) => ({
      schedule: schedule.id,
      dueAt,
      state,
      set,
      detail: { ...(isLate ? { late: true as const } : {}), ...(during === undefined ? {} : { during }) },
    }));
    const added = new Set((await claimRuns(tx, rows, at)).map(({ schedule, dueAt }) => `${dueAt} ${schedule}`));
    const own: { readonly run: PlannedRun; readonly id: RunId | undefined }[] = [];
    for (const { run } of runs)
      if (added.has(`${run.dueAt} ${run.schedule.id}`))
        own.push({ run, id: run.state === 'claimed' ? await this.place(tx, run) : undefined });
    return own;
  }

  private async open(tx: Tx, held: readonly PlannedRun[]): Promise<Map<string, OpenRun>> {
    const ids = new Set(held.map(({ schedule }) => schedule.id));
    const open = ids.size === 0 ? [] : await openRuns(tx, [...ids]);
    return new Map(open.map((run) => [run.schedule, run]));
  }

  private async place(tx: Tx, { schedule, dueAt, isLate, isOutdone }: PlannedRun): Promise<RunId> {
    const asThen = isLate && (schedule.does === 'report' || isOutdone);
    const { zone } = this.keeping(dueAt);
    const { kind, request } = runRequest(schedule, { dueAt, zone, asThen });
    const run = await this.orders.placeIn(tx, kind, actorOfSchedule(schedule), request);
    await linkRun(tx, { schedule: schedule.id, dueAt }, run.id);
    return run.id;
  }

  /** Gives how many there were. */
  private noticeEnded(at: Instant): Promise<number> {
    return this.database.transaction(async (tx) => {
      const ended = await takeEnded(tx, endedAtOnce);
      const findings: ScheduleFinding[] = [];
      for (const work of ended) findings.push(...(await this.notice(tx, work)));
      await keepFindings(tx, findings, this.keeping(at));
      return ended.length;
    });
  }

  private async notice(tx: Tx, work: EndedWork): Promise<readonly ScheduleFinding[]> {
    const next = takenUpBy(work);
    if (next !== undefined) {
      await linkRun(tx, work, next);
      return [];
    }
    await endScheduleRun(tx, work, work.status === 'done' ? 'done' : 'failed', work.endedAt);
    const { schedule: id, dueAt, run, status } = work;
    const schedule = (await this.past.of(work.set)).find((one) => one.id === id);
    const about = {
      schedule: id,
      title: schedule?.title ?? { en: id, zh: id },
      tell: schedule?.tell ?? [],
      dueAt,
      run,
    };
    if (status !== 'done')
      return [{ kind: 'failed', ...about, status, causes: (work.faults ?? []).map(({ cause }) => cause) }];
    if (work.kind === 'report') return [{ kind: 'report', ...about }];
    const [broken, different] = [countIn(work, 'broken'), countIn(work, 'different')];
    return broken + different > 0 ? [{ kind: 'evidence', ...about, broken, different }] : [];
  }

  private keeping(at: Instant): Keeping {
    const { zone, fallbackOwner } = this.policies.inForce().set.organisation;
    return { at, zone: zoneOf(zone), fallback: fallbackOwner };
  }
}

/** Whether an open run of the schedule stands for this time: not where each of its times counts, nor for what is made up for. */
function isHeldUp({ schedule, state, isLate }: PlannedRun): boolean {
  return state === 'claimed' && !isLate && schedule.catchUp !== 'all';
}

/** Who asks for a run that nobody asked for out of turn. */
function actorOfSchedule({ id }: Pick<Schedule, 'id'>): Actor {
  return { kind: 'system', id: `schedule:${id}` };
}

/** The run that does anew what an interrupted one was to do. */
function takenUpBy({ status, faults }: EndedWork): string | undefined {
  const fault = faults?.find(({ code }: Fault) => code === 'run.taken_up');
  return status === 'interrupted' && fault !== undefined ? String(fault.data['run']) : undefined;
}

function countIn({ account }: EndedWork, name: string): number {
  const value = account?.[name];
  return typeof value === 'number' ? value : 0;
}
