import { Module, type OnModuleInit } from '@nestjs/common';
import { readPoliciesFolder } from '../../config.js';
import { HealthChecks } from '../health/health-checks.service.js';
import { POLICIES_FOLDER } from './policies-folder-token.js';
import { PoliciesController } from './policies.controller.js';
import { PoliciesFolder } from './policies-folder.service.js';
import { PoliciesService } from './policies.service.js';
import { ProposalsController } from './proposals.controller.js';
import { ProposalsService } from './proposals.service.js';
import { Rejudging } from './rejudging.service.js';
import { SetApprovals } from './set-approvals.service.js';
import { SetChanges } from './set-changes.service.js';
import { SetInForceKeeper } from './set-in-force.keeper.js';
import { WorkingCopy } from './working-copy.service.js';

/** The set of policies in force, what is proposed to follow it, and the folder where authors write. */
@Module({
  controllers: [ProposalsController, PoliciesController],
  providers: [
    { provide: POLICIES_FOLDER, useFactory: () => readPoliciesFolder() },
    PoliciesService,
    ProposalsService,
    PoliciesFolder,
    Rejudging,
    SetApprovals,
    SetChanges,
    SetInForceKeeper,
    WorkingCopy,
  ],
  exports: [
    PoliciesService,
    ProposalsService,
    PoliciesFolder,
    Rejudging,
    SetApprovals,
    SetChanges,
    SetInForceKeeper,
    WorkingCopy,
  ],
})
export class PoliciesModule implements OnModuleInit {
  constructor(
    private readonly checks: HealthChecks,
    private readonly policies: PoliciesService,
  ) {}

  onModuleInit(): void {
    this.checks.add('policies', () => Promise.resolve(this.policies.inForce()));
  }
}
