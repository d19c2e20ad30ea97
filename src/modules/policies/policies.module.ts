import { Module, type OnModuleInit } from '@nestjs/common';
import { readPoliciesFolder } from '../../config.js';
import { HealthChecks } from '../health/health-checks.service.js';
import { POLICIES_FOLDER } from './policies-folder-token.js';
import { PoliciesController } from './policies.controller.js';
import { PoliciesFolder } from './policies-folder.service.js';
import { PoliciesService } from './policies.service.js';
import { Rejudging } from './rejudging.service.js';
import { SetChanges } from './set-changes.service.js';

/** The set of policies in force, and the folder that it is taken from. */
@Module({
  controllers: [PoliciesController],
  providers: [
    { provide: POLICIES_FOLDER, useFactory: () => readPoliciesFolder() },
    PoliciesService,
    PoliciesFolder,
    Rejudging,
    SetChanges,
  ],
  exports: [PoliciesService, PoliciesFolder, Rejudging, SetChanges],
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
