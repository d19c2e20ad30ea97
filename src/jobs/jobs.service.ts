import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { PgBoss } from 'pg-boss';
import { RedressError, type Fault } from '../errors.js';
import { tellOnce } from '../http/tell-once.logger.js';
import { DATABASE } from '../store/database-token.js';
import type { Database, Tx } from '../store/tx.js';
import { inTransaction, jobSchema, overDatabase } from './queue-sql.js';
import { queues, type QueueManner, type QueueName } from './queues.js';

/** What a job is about: ids and numbers, never a personal value. */
export type JobData = Readonly<Record<string, string | number | boolean | null>>;

export interface SendOptions {
  /** The identity of the job: a UUID. A second one with the same is not taken. */
  readonly id?: string;
  /** An instant of the real world, in milliseconds; at once unless said. */
  readonly startAfter?: number;
  /** Who it is for: of one group only so many are done at the same time. */
  readonly group?: string;
  /** Done before those that are not, however long they have waited. */
  readonly isAhead?: boolean;
}

export interface Job {
  readonly id: string;
  readonly data: JobData;
  /** How often it was tried before. */
  readonly tries: number;
  /** Ends when the process stops and when the job has taken too long: whoever works on it gives up what can be taken up again. */
  readonly signal: AbortSignal;
}

export interface WorkManner {
  /** Jobs at the same time in this process. */
  readonly atOnce: number;
  /** Of them, those of one group. */
  readonly ofOneGroup?: number;
}

export type JobHandler = (job: Job) => Promise<void>;

/** How many jobs of a queue wait, and for how long the oldest of those that could be done, in milliseconds. */
export interface QueueState {
  readonly queue: string;
  readonly waiting: number;
  readonly working: number;
  readonly age: number;
}

const retryStart = 2_000;
const usualPatience = 10_000;

/**
 * The door to the queue, which many processes share in the same database: a job is sent in the transaction that it belongs to and is done by
 * whichever process takes it, once or, where a process ends in the middle, again. What is sent needs no `start`.
 */
@Injectable()
export class Jobs implements OnModuleDestroy {
  private readonly boss: PgBoss;
  private readonly tell = tellOnce();
  private readonly end = new AbortController();
  private readonly working: { queue: QueueName; manner: WorkManner; handler: JobHandler }[] = [];
  private starting: Promise<void> | undefined;
  private isRunning = false;

  constructor(@Inject(DATABASE) private readonly database: Database) {
    this.boss = new PgBoss({
      db: overDatabase(database),
      schema: jobSchema,
      migrate: false,
      createSchema: false,
      schedule: false,
      // The application's role owns no index.
      reindex: false,
      monitorVacuum: false,
      superviseIntervalSeconds: 5,
      monitorIntervalSeconds: 5,
      queueCacheIntervalSeconds: 5,
    });
    // A database that is away for a while comes here; what waits is found when it is back.
    this.boss.on('error', (error) => this.tell(ownError(error), 'The queue'));
    this.boss.on('warning', ({ message }) => this.tell(new Error(message), 'The queue'));
  }

  /** Puts a job into a queue, as part of the transaction if one is given. Gives its id; undefined where one with this id is there already. */
  async send(
    tx: Tx | undefined,
    queue: QueueName,
    data: JobData,
    options: SendOptions = {},
  ): Promise<string | undefined> {
    const [id] = await this.sendAll(tx, queue, [{ data, ...options }]);
    return id;
  }

  /** Puts many jobs into a queue by one statement; gives the ids of those that were not there yet. */
  async sendAll(
    tx: Tx | undefined,
    queue: QueueName,
    jobs: readonly (SendOptions & { readonly data: JobData })[],
  ): Promise<readonly string[]> {
    if (jobs.length === 0) return [];
    const rows = jobs.map(({ id, data, startAfter, group, isAhead = false }) => ({
      data,
      ...(id === undefined ? {} : { id }),
      ...(startAfter === undefined ? {} : { startAfter: new Date(startAfter) }),
      ...(group === undefined ? {} : { group: { id: group } }),
      ...(isAhead ? { priority: 1 } : {}),
    }));
    const through = tx === undefined ? {} : { db: inTransaction(tx) };
    return (await this.boss.insert(queue, rows, { returnId: true, ...through })) ?? [];
  }

  /** Has this process do the jobs of a queue from `start` on. A handler that throws has its job tried again, as the queue says. */
  work(queue: QueueName, manner: WorkManner, handler: JobHandler): void {
    const one = { queue, manner, handler };
    this.working.push(one);
    if (this.isRunning) void this.begin(one).catch((error: unknown) => this.tell(error, 'The queue'));
  }

  /** Begins to do what is registered; goes on trying where the database is away. */
  start(): void {
    this.starting ??= this.run();
  }

  /** Whether this process takes jobs now. */
  isTaking(): boolean {
    return this.isRunning && !this.end.signal.aborted;
  }

  /** Takes no more jobs; those that are under way may come to their end for so long (ms), and are then given back for others to do. */
  async stop({ patience = usualPatience }: { readonly patience?: number } = {}): Promise<void> {
    this.end.abort();
    await this.starting;
    if (!this.isRunning) return;
    this.isRunning = false;
    try {
      await this.boss.stop({ graceful: true, timeout: patience, close: false });
    } catch (error) {
      // A queue that cannot be told now finds out by itself that the worker has gone.
      this.tell(error, 'The queue');
    }
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop();
  }

  /** Each queue as it stands. */
  async states(): Promise<readonly QueueState[]> {
    return this.database.reading.query<QueueState>(
      'queue-states',
      `select q.name as queue, count(j.id) filter (where j.state < 'active')::int as waiting,
         count(j.id) filter (where j.state = 'active')::int as working,
         coalesce(extract(epoch from now() - min(j.start_after) filter (where j.state < 'active' and j.start_after <= now())) * 1000, 0)::float8 as age
       from ${jobSchema}.queue q left join ${jobSchema}.job j on j.name = q.name and j.state <= 'active'
       group by q.name order by q.name`,
    );
  }

  private async run(): Promise<void> {
    while (!this.end.signal.aborted)
      try {
        await this.boss.start();
        for (const one of this.working) await this.begin(one);
        this.isRunning = true;
        return;
      } catch (error) {
        this.tell(error, 'The queue');
        // What it had begun when it failed goes on otherwise.
        await this.boss.stop({ graceful: false, close: false }).catch(() => undefined);
        await sleep(retryStart, undefined, { signal: this.end.signal }).catch(() => undefined);
      }
  }

  private async begin({
    queue,
    manner: { atOnce, ofOneGroup },
    handler,
  }: (typeof this.working)[number]): Promise<void> {
    const { pollingIntervalSeconds }: QueueManner = queues[queue];
    const groups = ofOneGroup === undefined ? {} : { localGroupConcurrency: Math.min(ofOneGroup, atOnce) };
    const options = {
      pollingIntervalSeconds,
      localConcurrency: atOnce,
      batchSize: 1,
      includeMetadata: true,
      burstWhenReadyExceeds: 1,
    } as const;
    await this.boss.work<JobData, void, typeof options>(queue, { ...options, ...groups }, async (jobs) => {
      for (const { id, data, retryCount, signal } of jobs) {
        const both = AbortSignal.any([signal, this.end.signal]);
        await handler({ id, data, tries: retryCount, signal: both }).catch((error: unknown) => {
          throw withoutWords(error);
        });
      }
    });
  }
}

/** The queue tells of errors as copies that are no errors any more. */
function ownError(error: Error): Error {
  if (error instanceof Error) return error;
  const faults: unknown = Reflect.get(error, 'faults');
  // What `RedressError` holds, copied.
  return Array.isArray(faults) ? new RedressError(faults as readonly Fault[]) : new Error(withoutWords(error).message);
}

/** The queue keeps the error beside the job; its words may quote what nobody should find there. */
function withoutWords(error: unknown): Error {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  return new Error(typeof code === 'string' ? code : 'failed');
}
