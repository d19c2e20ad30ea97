import { Inject, Injectable } from '@nestjs/common';
import { now } from '../../clock.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database } from '../../store/tx.js';
import { requestOf } from '../checks/check-request.js';
import { PastSets } from '../judgements/past-sets.service.js';
import { PoliciesService } from '../policies/policies.service.js';
import { Orders } from '../runs/orders.service.js';
import type { Run, RunRecord } from '../runs/run.js';
import { RunsService } from '../runs/runs.service.js';
import { runRetention } from './retention.runner.js';
import { runVerification } from './verification.runner.js';

const tellEvery = 1_000;

/** Carries out what schedules ask for and nobody else does: counts of records whose time is over, verifications of the evidence. */
@Injectable()
export class ScheduledWork {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly policies: PoliciesService,
    private readonly pastSets: PastSets,
    private readonly orders: Orders,
    private readonly runs: RunsService,
  ) {}

  /** Has this process carry them out, one of each kind at a time. */
  work(): void {
    this.orders.work('retention', 1, (run, _by, stop) => this.carryOut(run, stop, (tell) => this.retention(run, tell)));
    this.orders.work('verification', 1, (run, _by, stop) =>
      this.carryOut(run, stop, (tell) => this.verification(run, tell)),
    );
  }

  /** Its end is told by its run; one that is told to stop is left for the end of the process to hand on. */
  private async carryOut(
    { id }: Run,
    stop: AbortSignal,
    work: (tell: (progress: RunRecord) => Promise<void>) => Promise<RunRecord>,
  ): Promise<void> {
    let told = -Infinity;
    try {
      await this.policies.refresh();
      const account = await work(async (progress) => {
        stop.throwIfAborted();
        if (performance.now() - told < tellEvery) return;
        told = performance.now();
        await this.runs.progress(id, progress);
      });
      await this.runs.finish(id, account);
    } catch (error) {
      if (!stop.aborted) await this.runs.fail(id, error);
    }
  }

  private retention({ request }: Run, onProgress: (progress: RunRecord) => Promise<void>): Promise<RunRecord> {
    const inForce = this.policies.inForce();
    return runRetention({ database: this.database, request: requestOf(request), inForce, at: now(), onProgress });
  }

  private verification({ id }: Run, onProgress: (progress: RunRecord) => Promise<void>): Promise<RunRecord> {
    const setOf = this.pastSets.read.bind(this.pastSets);
    return runVerification({ database: this.database, seed: id, at: now(), setOf, onProgress });
  }
}
