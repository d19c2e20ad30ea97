import { Module } from '@nestjs/common';
import { PoliciesModule } from '../policies/policies.module.js';
import { RunsModule } from '../runs/runs.module.js';
import { ChecksController } from './checks.controller.js';
import { ChecksService } from './checks.service.js';

/** Compliance checks over what is stored. */
@Module({
  imports: [PoliciesModule, RunsModule],
  controllers: [ChecksController],
  providers: [ChecksService],
  exports: [ChecksService],
})
export class ChecksModule {}
