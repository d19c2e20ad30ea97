import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Actor } from '../../actor.js';
import { now } from '../../clock.js';
import { RedressError } from '../../errors.js';
import type { Claim } from '../../http/idempotency/claim.js';
import { once } from '../../http/idempotency/once.writer.js';
import type { Reply } from '../../http/reply.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database } from '../../store/tx.js';
import type { ComplaintId } from '../complaints/complaint-id.js';
import { turns } from '../../turns.js';
import { PoliciesService } from '../policies/policies.service.js';
import type { Run, RunId } from '../runs/run.js';
import { RunsService, type RunPage } from '../runs/runs.service.js';
import type { CheckAccount } from './check-account.js';
import { checkFault } from './check-errors.js';
import { requestRecord, type CheckRequest } from './check-request.js';
import { runCheck, type CheckProgress } from './check.runner.js';
import { listSkipped, type Skipped } from './checks.repository.js';

/** Checks of one process that run side by side; each holds a connection besides the one that it writes with. */
const atOnce = 2;
const waitingAtMost = 20;
const tellEvery = 1_000;

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
  private readonly turns = turns(atOnce);
  private readonly stop = new AbortController();
  private readonly open = new Map<RunId, Promise<unknown>>();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly runs: RunsService,
    private readonly policies: PoliciesService,
  ) {}

  /** Checks now, and gives the account. A failure is kept in its run and thrown. */
  async checkNow(
    request: CheckRequest,
    by: Actor,
    onProgress?: (progress: CheckProgress) => Promise<void> | void,
  ): Promise<{ readonly run: Run; readonly account: CheckAccount }> {
    const id = await this.runs.begin('check', by, requestRecord(request.written));
    return this.keep(id, this.carryOut(id, request, by, onProgress));
  }

  /** Takes an order: the answer names its run, and it is carried out in its turn. Refuses more than some that wait. */
  async order<T>(
    request: CheckRequest,
    by: Actor,
    claim: Claim | undefined,
    answer: (run: Run) => T,
  ): Promise<Reply<T>> {
    // Refuses while there is nothing to judge by.
    this.policies.inForce();
    if (this.open.size >= waitingAtMost)
      throw new RedressError([checkFault('check.too_many_waiting', { count: this.open.size })]);
    await this.runs.prepare();
    let begun: RunId | undefined;
    try {
      const reply = await once(this.database, claim, now(), async (tx) => {
        const run = await this.runs.beginIn(tx, 'check', by, requestRecord(request.written), 'waiting');
        begun = run.id;
        return { status: 202, body: answer(run), headers: { location: addressOf(run.id) } };
      });
      // The same request may have come twice at once: then the other one is carried out, and this run was never written.
      if (begun !== undefined && reply.more.headers?.['location'] === addressOf(begun)) this.inTurn(begun, request, by);
      return reply;
    } catch (error) {
      // Where the database could not say whether it was written: it is not carried out.
      if (begun !== undefined) await this.runs.fail(begun, error);
      throw error;
    }
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
    request: CheckRequest,
    by: Actor,
    onProgress?: (progress: CheckProgress) => Promise<void> | void,
  ): Promise<{ readonly run: Run; readonly account: CheckAccount }> {
    let told = -Infinity;
    let progress: CheckProgress | undefined;
    try {
      this.stop.signal.throwIfAborted();
      await this.policies.refresh();
      const account = await runCheck({
        database: this.database,
        request,
        inForce: this.policies.inForce(),
        run: id,
        by,
        now,
        onProgress: async (soFar) => {
          this.stop.signal.throwIfAborted();
          progress = soFar;
          await onProgress?.(soFar);
          if (performance.now() - told < tellEvery) return;
          told = performance.now();
          await this.runs.progress(id, soFar);
        },
      });
      return { run: await this.runs.finish(id, account), account };
    } catch (error) {
      if (!this.stop.signal.aborted) await this.runs.fail(id, error, progress);
      throw error;
    }
  }

  private inTurn(id: RunId, request: CheckRequest, by: Actor): void {
    const work = this.turns.take(() => this.carryOut(id, request, by));
    // Its end is told by its run.
    this.keep(id, work).catch(() => undefined);
  }

  private keep<T>(id: RunId, work: Promise<T>): Promise<T> {
    this.open.set(id, work);
    return work.finally(() => this.open.delete(id));
  }
}

function addressOf(id: RunId): string {
  return `/api/checks/${id}`;
}
