import { Inject, Injectable } from '@nestjs/common';
import { actorOf, type Actor } from '../../actor.js';
import { now } from '../../clock.js';
import { RedressError, type Fault } from '../../errors.js';
import type { Claim } from '../../http/idempotency/claim.js';
import { once } from '../../http/idempotency/once.writer.js';
import type { Reply } from '../../http/reply.js';
import { tellOnce } from '../../http/tell-once.logger.js';
import { Jobs } from '../../jobs/jobs.service.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database, Tx } from '../../store/tx.js';
import type { Run, RunId, RunRecord } from './run.js';
import { runFault } from './run-errors.js';
import { isOrder, openOrders } from './runs.repository.js';
import { RunsService } from './runs.service.js';

/** What can be ordered; each has a queue of the same name. */
export type OrderKind = 'check' | 'report' | 'retention' | 'verification';

const orderKinds: readonly string[] = ['check', 'report', 'retention', 'verification'] satisfies OrderKind[];

function isOrderKind(kind: string): kind is OrderKind {
  return orderKinds.includes(kind);
}

/** Orders of one kind that wait or run at most. */
const openAtMost = 20;
/** How long an order that is being carried out may go on when its process is told to stop, in milliseconds. */
const patience = 8_000;

export interface NewOrder<T> {
  readonly kind: OrderKind;
  /** In the words from which it can be read again. */
  readonly request: RunRecord;
  readonly by: Actor;
  readonly claim: Claim | undefined;
  /** The answer, which names the run, and where that can be looked at. */
  readonly answer: (run: Run) => T;
  readonly addressOf: (id: RunId) => string;
  /** The refusal where too many wait. */
  readonly tooMany: (count: number) => Fault;
}

/**
 * Orders of checks and reports: taken by one process, carried out by whichever has the role for it. The run and its job are written in one
 * transaction. An order whose process was stopped is taken up again by a new run; one whose process was lost is too, but only once: it may
 * be what the process was lost of.
 */
@Injectable()
export class Orders {
  private readonly tell = tellOnce();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly runs: RunsService,
    private readonly jobs: Jobs,
  ) {
    runs.takeUpWith((tx, run, why) => this.again(tx, run, why));
  }

  /** Takes an order: the answer names its run. Refuses more than some that are open. */
  order<T>({ kind, request, by, claim, answer, addressOf, tooMany }: NewOrder<T>): Promise<Reply<T>> {
    return once(this.database, claim, now(), async (tx) => {
      const open = await openOrders(tx, kind);
      if (open.length >= openAtMost) throw new RedressError([tooMany(open.length)]);
      const run = await this.placeIn(tx, kind, by, request);
      return { status: 202, body: answer(run), headers: { location: addressOf(run.id) } };
    });
  }

  /**
   * Has this process carry out orders of a kind, so many at once. `carryOut` tells its end by the run; `stop` tells it to leave off, and then
   * the run is left as it is, for the end of the process to hand it on.
   */
  work(kind: OrderKind, atOnce: number, carryOut: (run: Run, by: Actor, stop: AbortSignal) => Promise<void>): void {
    this.jobs.work(kind, { atOnce }, async ({ data, signal }) => {
      const id = data['run'];
      const run = typeof id === 'string' ? await this.runs.take(id) : undefined;
      if (run === undefined) return;
      await carryOut(run, actorOf(run.actor), sometimeAfter(signal));
      if (signal.aborted && this.jobs.isTaking()) await this.endLate(run.id);
    });
    this.sendAgain(kind).catch((error: unknown) => this.tell(error, 'Orders that wait'));
  }

  /** The queue has given up a job that took too long: nobody hands its run on, so it has to end here. */
  private endLate(id: RunId): Promise<void> {
    return this.runs.fail(id, new RedressError([runFault('run.took_too_long')]));
  }

  /** A database that was restored has its orders, but not their jobs. A job that is there already is not doubled. */
  private async sendAgain(kind: OrderKind): Promise<void> {
    const open = await openOrders(this.database.reading, kind);
    const waiting = open.filter(({ status }) => status === 'waiting');
    await this.jobs.sendAll(
      undefined,
      kind,
      waiting.map(({ id }) => ({ id, data: { run: id } })),
    );
  }

  /** As `order`, beside other rows of a transaction, however many are open: for what schedules ask for. */
  async placeIn(tx: Tx, kind: OrderKind, by: Actor, request: RunRecord): Promise<Run> {
    const run = await this.runs.orderIn(tx, kind, by, request);
    await this.jobs.send(tx, kind, { run: run.id }, { id: run.id });
    return run;
  }

  private async again(tx: Tx, run: Run, why: 'gone' | 'stopped'): Promise<RunId | undefined> {
    const { id, kind, actor, request } = run;
    if (!isOrderKind(kind) || !(await isOrder(tx, id))) return undefined;
    if (why === 'gone' && request['after_loss'] === true) return undefined;
    const more = why === 'gone' ? { after_loss: true } : {};
    return (await this.placeIn(tx, kind, actorOf(actor), { ...request, takes_up: id, ...more })).id;
  }
}

/** Aborts some seconds after another does. */
function sometimeAfter(signal: AbortSignal): AbortSignal {
  const later = new AbortController();
  const wait = (): void => void setTimeout(() => later.abort(), patience).unref();
  if (signal.aborted) wait();
  else signal.addEventListener('abort', wait, { once: true });
  return later.signal;
}
