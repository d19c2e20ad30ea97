import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { actorName, type Actor } from '../../actor.js';
import { now } from '../../clock.js';
import { RedressError, type Fault } from '../../errors.js';
import { randomBytes } from '../../random.js';
import { DATABASE } from '../../store/database-token.js';
import { record } from '../../store/entries.repository.js';
import type { Database, Tx } from '../../store/tx.js';
import { uuid } from '../complaints/keep-events.js';
import { cursorOf, placeOfCursor } from './run-cursor.js';
import { faultsOfError, runFault } from './run-errors.js';
import { beganDraft, endedDraft, salted, type Run, type RunId, type RunKind, type RunRecord } from './run.js';
import { runsKeeper, type RunsKeeper } from './runs.keeper.js';
import {
  changeRun,
  holdRunning,
  insertRun,
  isDoneBy,
  keptAccount,
  leftovers,
  listRuns,
  readRun,
  takeOrder,
  type NewRun,
} from './runs.repository.js';

const tidyEvery = 2_000;
const system: Actor = { kind: 'system', id: 'runs' };

/** A page of runs, from the newest; `next` is where the following one begins. */
export interface RunPage {
  readonly runs: readonly Run[];
  readonly next?: string;
}

interface Ending {
  readonly status: 'done' | 'failed' | 'interrupted';
  readonly account?: RunRecord;
  readonly faults?: readonly Fault[];
}

/** Begins anew what an interrupted run was to do, and gives the new run; undefined for what is not begun anew. `gone`: its process was lost, not stopped. */
export type TakeUp = (tx: Tx, run: Run, why: 'gone' | 'stopped') => Promise<RunId | undefined>;

const over: ReadonlySet<string> = new Set(['run.not_running', 'run.interrupted', 'run.unknown']);

const interrupted: Ending = { status: 'interrupted', faults: [runFault('run.interrupted')] };

/** The rows of what takes a while: imports, undoings, checks, reports. Each ends as done, failed or interrupted. */
@Injectable()
export class RunsService implements OnApplicationBootstrap, OnApplicationShutdown {
  // A lock's number may be negative, but 0 stands for no process.
  private readonly process = randomBytes(4).readInt32LE() || 1;
  private readonly keeper: RunsKeeper;
  /** Runs of this process that have not ended, with the ending that could not be written yet. */
  private readonly open = new Map<RunId, Ending | undefined>();
  /** Orders that this process may have taken without learning it: nobody would do them for as long as it lives. */
  private readonly doubtful = new Set<RunId>();
  /** Processes that were seen to be gone, and since when. */
  private gone: ReadonlyMap<number, number> = new Map();
  private timer: NodeJS.Timeout | undefined;
  private takeUp: TakeUp = () => Promise.resolve(undefined);

  constructor(@Inject(DATABASE) private readonly database: Database) {
    this.keeper = runsKeeper(database, this.process);
  }

  /** A new run of this process, with the first entry of its chain. */
  async begin(kind: RunKind, by: Actor, request: RunRecord, status: 'waiting' | 'running' = 'running'): Promise<RunId> {
    await this.prepare();
    const { id } = await this.database.transaction((tx) => this.beginIn(tx, kind, by, request, status));
    return id;
  }

  /** Shows that this process lives. Before `beginIn`, outside its transaction: it needs a connection of its own. */
  prepare(): Promise<void> {
    return this.keeper.hold();
  }

  /** As `begin`, beside other rows of a transaction: where that is taken back, there is no run either. */
  async beginIn(tx: Tx, kind: RunKind, by: Actor, request: RunRecord, status: 'waiting' | 'running'): Promise<Run> {
    await this.keeper.hold();
    const run = await add(tx, { kind, actor: actorName(by), request, status, doneBy: { process: this.process } });
    this.open.set(run.id, undefined);
    return run;
  }

  /** As `beginIn`, a run that waits for whichever process takes it (`take`). */
  orderIn(tx: Tx, kind: RunKind, by: Actor, request: RunRecord): Promise<Run> {
    return add(tx, { kind, actor: actorName(by), request, status: 'waiting', doneBy: { ordered: true } });
  }

  /** Has this process do an order; undefined where another does it or has done it, or where there is none. */
  async take(id: RunId): Promise<Run | undefined> {
    await this.prepare();
    try {
      if (!(await takeOrder(this.database.reading, id, this.process, now()))) return undefined;
      this.open.set(id, undefined);
      return await this.read(id);
    } catch (error) {
      this.open.delete(id);
      this.doubtful.add(id);
      throw error;
    }
  }

  /** What becomes of interrupted runs; nothing unless told. */
  takeUpWith(takeUp: TakeUp): void {
    this.takeUp = takeUp;
  }

  /** Says how far a run is; a waiting one runs from now on. Refuses one that has ended: whoever does it must then stop. */
  async progress(id: RunId, account?: RunRecord): Promise<void> {
    const kept = account === undefined ? {} : { account: salted(account, randomBytes) };
    const change = { status: 'running', at: now(), ...kept } as const;
    if (await changeRun(this.database.reading, id, change)) return;
    this.open.delete(id);
    throw await refusal(this.database.reading, id);
  }

  /** What a run writes belongs to it as long as it runs: refuses one that has ended, and keeps others from ending it before the transaction does. */
  async refuseEnded(tx: Tx, id: RunId): Promise<void> {
    if (await holdRunning(tx, id)) return;
    throw await refusal(tx, id);
  }

  /** The run is done, and this is its whole account. Refuses one that has ended. */
  async finish(id: RunId, account: RunRecord): Promise<Run> {
    const run = await this.database.transaction((tx) => end(tx, id, { status: 'done', account }));
    this.open.delete(id);
    return run;
  }

  /**
   * The run ends without having done what it was asked; an account says how far it came. Never throws: one that has ended stays as
   * it is, and where the database cannot be reached the ending is written as soon as it can.
   */
  async fail(id: RunId, error: unknown, account?: RunRecord): Promise<void> {
    const ending = {
      status: 'failed',
      faults: faultsOfError(error),
      ...(account === undefined ? {} : { account }),
    } as const;
    await this.conclude(id, ending);
  }

  /** Refuses an id that no run has, or none of this kind. */
  async read(id: RunId, kind?: RunKind): Promise<Run> {
    const run = await readRun(this.database.reading, id);
    if (run === undefined || (kind ?? run.kind) !== run.kind) throw new RedressError([runFault('run.unknown')]);
    return run;
  }

  /** One page; `kind` undefined gives runs of every kind. */
  async list(kind: RunKind | undefined, page: { readonly after?: string; readonly limit: number }): Promise<RunPage> {
    const after = page.after === undefined ? undefined : placeOfCursor(page.after);
    const found = await listRuns(this.database.reading, kind, after, page.limit + 1);
    const runs = found.slice(0, page.limit);
    const last = runs.at(-1);
    return { runs, ...(found.length > page.limit && last !== undefined ? { next: cursorOf(last) } : {}) };
  }

  /**
   * Ends, as interrupted, runs whose process is gone: seen to be gone now and some time ago, for after a loss of its connection a living
   * one needs a moment to show itself again. Gives how many there were.
   */
  interruptLeftovers(patience = 3_000): Promise<number> {
    return this.database.transaction(async (tx) => {
      const left = await leftovers(tx);
      const at = performance.now();
      const seen = new Map(left.map(({ process }) => [process, this.gone.get(process) ?? at]));
      this.gone = seen;
      const over = left.filter(({ process }) => at - (seen.get(process) ?? at) >= patience);
      for (const { id } of over) await end(tx, id, await this.interruption(tx, id, 'gone'), system);
      return over.length;
    });
  }

  onApplicationBootstrap(): void {
    void this.tidy();
    this.timer = setInterval(() => void this.tidy(), tidyEvery).unref();
  }

  /** An orderly end of the process: what still runs is told to be interrupted at once. */
  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    for (const [id, ending] of this.open) await this.conclude(id, ending ?? interrupted);
    await this.keeper.release();
  }

  /** What a database that could not be reached has kept from being written; that is told elsewhere. */
  private async tidy(): Promise<void> {
    await this.settleDoubts().catch(() => undefined);
    for (const [id, ending] of this.open) if (ending !== undefined) await this.conclude(id, ending);
    await this.interruptLeftovers().catch(() => undefined);
  }

  private async settleDoubts(): Promise<void> {
    for (const id of this.doubtful) {
      const isOurs = !this.open.has(id) && (await isDoneBy(this.database.reading, id, this.process));
      this.doubtful.delete(id);
      if (isOurs) await this.conclude(id, interrupted);
    }
  }

  private async interruption(tx: Tx, id: RunId, why: 'gone' | 'stopped'): Promise<Ending> {
    const run = await readRun(tx, id);
    const next = run === undefined || run.endedAt !== undefined ? undefined : await this.takeUp(tx, run, why);
    return next === undefined ? interrupted : { ...interrupted, faults: [runFault('run.taken_up', { run: next })] };
  }

  private async conclude(id: RunId, ending: Ending): Promise<void> {
    try {
      await this.database.transaction(async (tx) =>
        end(tx, id, ending === interrupted ? await this.interruption(tx, id, 'stopped') : ending),
      );
      this.open.delete(id);
    } catch (error) {
      // It has ended already, or the transaction in which it began was taken back.
      const isOver = error instanceof RedressError && error.faults.some(({ code }) => over.has(code));
      if (isOver) this.open.delete(id);
      else if (this.open.has(id)) this.open.set(id, ending);
    }
  }
}

/** A new run with the first entry of its chain. */
async function add(tx: Tx, run: Omit<NewRun, 'id' | 'createdAt' | 'request'> & { request: RunRecord }): Promise<Run> {
  const [id, at] = [uuid(randomBytes), now()];
  const request = salted(run.request, randomBytes);
  await insertRun(tx, { ...run, id, createdAt: at, request });
  await record(tx, { kind: 'run', id }, [beganDraft(run.kind, request)], { actor: run.actor, at });
  const stored = await readRun(tx, id);
  if (stored === undefined) throw new RedressError([runFault('run.unknown')]);
  return stored;
}

async function end(tx: Tx, id: RunId, ending: Ending, by?: Actor): Promise<Run> {
  const at = now();
  const { account: told, ...how } = ending;
  const kept = told === undefined ? {} : { account: salted(told, randomBytes) };
  if (!(await changeRun(tx, id, { ...how, ...kept, at }))) throw await refusal(tx, id);
  const run = await readRun(tx, id);
  if (run === undefined) throw new RedressError([runFault('run.unknown')]);
  const { status, faults } = run;
  const account = await keptAccount(tx, id);
  const drafts = [endedDraft({ status, faults, ...(account === undefined ? {} : { account }) })];
  await record(tx, { kind: 'run', id }, drafts, { actor: by === undefined ? run.actor : actorName(by), at });
  return run;
}

async function refusal(tx: Tx, id: RunId): Promise<RedressError> {
  const run = await readRun(tx, id);
  if (run === undefined) return new RedressError([runFault('run.unknown')]);
  const { status } = run;
  return new RedressError([
    status === 'interrupted' ? runFault('run.interrupted') : runFault('run.not_running', { status }),
  ]);
}
