import { Module } from '@nestjs/common';
import { PoliciesModule } from '../policies/policies.module.js';
import { JudgementsController } from './judgements.controller.js';
import { JudgementsService } from './judgements.service.js';
import { PastSets } from './past-sets.service.js';

/** Judging what is not stored; the sets of before, for judgements that are. */
@Module({
  imports: [PoliciesModule],
  controllers: [JudgementsController],
  providers: [JudgementsService, PastSets],
  exports: [PastSets],
})
export class JudgementsModule {}
