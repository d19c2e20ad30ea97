import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Actor } from '../../actor.js';
import { now } from '../../clock.js';
import type { Claim } from '../../http/idempotency/claim.js';
import type { Reply } from '../../http/reply.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database } from '../../store/tx.js';
import type { ComplaintId } from '../complaints/complaint-id.js';
import { PoliciesService } from '../policies/policies.service.js';
import { Orders } from '../runs/orders.service.js';
import type { Run, RunId } from '../runs/run.js';
import { RunsService, type RunPage } from '../runs/runs.service.js';
import type { CheckAccount } from './check-account.js';
import { checkFault } from './check-errors.js';
import { requestRecord, requestOf, type CheckRequest } from './check-request.js';
import { runCheck, type CheckProgress } from './check.runner.js';
import { listSkipped, type Skipped } from './checks.repository.js';

/** Checks that one process carries out side by side; each holds a connection besides the one that it writes with. */
const atOnce = 2;
const tellEvery = 1_000;

interface Manner {
  readonly onProgress?: (progress: CheckProgress) => Promise<void> | void;
  readonly stop?: AbortSignal;
}

export interface SkippedPage {
  readonly skipped: readonly Skipped[];
  readonly next?: ComplaintId;
}

/**
 * Compliance checks over many complaints, each with a run that accounts for every one of them. Two checks of one population may run at
 * once: each has a moment of its own, and both add up.
 */
@Injectable()
export class ChecksService implements BeforeApplicationShutdown {
  private readonly stop = new AbortController();
  private readonly open = new Map<RunId, Promise<unknown>>();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly runs: RunsService,
    private readonly policies: PoliciesService,
    private readonly orders: Orders,
  ) {}

  /** Checks now, and gives the account. A failure is kept in its run and thrown. */
  async checkNow(
    request: CheckRequest,
    by: Actor,
    onProgress?: (progress: CheckProgress) => Promise<void> | void,
  ): Promise<{ readonly run: Run; readonly account: CheckAccount }> {
    const id = await this.runs.begin('check', by, requestRecord(request.written));
    return this.keep(
      id,
      this.carryOut(id, () => request, by, { ...(onProgress && { onProgress }) }),
    );
  }

  /** Takes an order: the answer names its run, and some process carries it out (`work`). Refuses more than some that are open. */
  async order<T>(
    { written }: CheckRequest,
    by: Actor,
    claim: Claim | undefined,
    answer: (run: Run) => T,
  ): Promise<Reply<T>> {
    // Refuses while there is nothing to judge by.
    this.policies.inForce();
    const tooMany = (count: number) => checkFault('check.too_many_waiting', { count });
    return this.orders.order({ kind: 'check', request: requestRecord(written), by, claim, answer, addressOf, tooMany });
  }

  /** Has this process carry out what is ordered. */
  work(): void {
    this.orders.work('check', atOnce, async (run, by, stop) => {
      // Its end is told by its run.
      const work = this.carryOut(run.id, () => requestOf(run.request), by, { stop });
      await this.keep(run.id, work).catch(() => undefined);
    });
  }

  /** Refuses an id that no check has. */
  read(id: RunId): Promise<Run> {
    return this.runs.read(id, 'check');
  }

  list(page: { readonly after?: string; readonly limit: number }): Promise<RunPage> {
    return this.runs.list('check', page);
  }

  /** One page of the complaints that a check has not examined. */
  async skipped(
    id: RunId,
    page: { readonly after?: ComplaintId | undefined; readonly limit: number },
  ): Promise<SkippedPage> {
    await this.read(id);
    const found = await listSkipped(this.database.reading, id, page.after, page.limit + 1);
    const skipped = found.slice(0, page.limit);
    const last = skipped.at(-1);
    return { skipped, ...(found.length > page.limit && last !== undefined ? { next: last.id } : {}) };
  }

  /** Nothing new begins; what runs stops after its batch, and its run is left as interrupted. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await Promise.allSettled(this.open.values());
  }

  private async carryOut(
    id: RunId,
    request: () => CheckRequest,
    by: Actor,
    { onProgress, stop = this.stop.signal }: Manner,
  ): Promise<{ readonly run: Run; readonly account: CheckAccount }> {
    const stopped = AbortSignal.any([stop, this.stop.signal]);
    let told = -Infinity;
    let progress: CheckProgress | undefined;
    try {
      stopped.throwIfAborted();
      await this.policies.refresh();
      const account = await runCheck({
        database: this.database,
        request: request(),
        inForce: this.policies.inForce(),
        run: id,
        by,
        now,
        onProgress: async (soFar) => {
          stopped.throwIfAborted();
          progress = soFar;
          await onProgress?.(soFar);
          if (performance.now() - told < tellEvery) return;
          told = performance.now();
          await this.runs.progress(id, soFar);
        },
      });
      return { run: await this.runs.finish(id, account), account };
    } catch (error) {
      if (!stopped.aborted) await this.runs.fail(id, error, progress);
      throw error;
    }
  }

  private keep<T>(id: RunId, work: Promise<T>): Promise<T> {
    this.open.set(id, work);
    return work.finally(() => this.open.delete(id));
  }
}

function addressOf(id: RunId): string {
  return `/api/checks/${id}`;
}
