import { Injectable, type OnModuleInit } from '@nestjs/common';
import { readConfig } from '../../config.js';
import { RedressError, type Fault } from '../../errors.js';
import { Jobs } from '../../jobs/jobs.service.js';
import { workerRoles } from '../../worker.js';
import { HealthChecks } from '../health/health-checks.service.js';
import { checkDisk } from './disk.reader.js';
import { FiguresService } from './figures.service.js';
import { backlogFault, noticesFault, patienceWith, queueFault, stuckFault, sweepFault } from './lateness-of-work.js';

/** The disk is not tried more often than this, in milliseconds. */
const diskFreshFor = 10_000;

/** The parts that are told of besides the database and the policies: what goes on by itself, the queue, the disk. */
@Injectable()
export class OperationParts implements OnModuleInit {
  private disk: { readonly at: number; readonly answer: Promise<void> } | undefined;

  constructor(
    private readonly checks: HealthChecks,
    private readonly figures: FiguresService,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    const attention = { needed: 'attention' } as const;
    // Orders of checks and reports go into it; complaints are taken without.
    this.checks.add('queue', () => this.jobs.states(), { needed: 'work' });
    this.checks.add('jobs', async () => refuse(queueFault(await this.jobs.states())), attention);
    this.checks.add('sweep', async () => refuse(sweepFault(await this.figures.read())), {
      needed: workerRoles().has('sweep') ? 'work' : 'attention',
    });
    this.checks.add('backlog', async () => refuse(backlogFault(await this.figures.read())), attention);
    this.checks.add('stuck', async () => refuse(stuckFault(await this.figures.read())), attention);
    this.checks.add('telling', () => this.checkNotices(), attention);
    this.checks.add('disk', () => this.checkData(), attention);
  }

  private async checkNotices(): Promise<void> {
    const figures = await this.figures.read();
    const roles = figures.waiting.notices === 0 ? [] : await this.figures.rolesNobodyHolds(patienceWith.sweep);
    refuse(noticesFault(figures, roles));
  }

  private checkData(): Promise<void> {
    const at = performance.now();
    if (this.disk === undefined || at - this.disk.at > diskFreshFor)
      this.disk = { at, answer: checkDisk(readConfig().data) };
    return this.disk.answer;
  }
}

function refuse(fault: Fault | undefined): void {
  if (fault !== undefined) throw new RedressError([fault]);
}
