import { Module } from '@nestjs/common';
import { JudgementsModule } from '../judgements/judgements.module.js';
import { PoliciesModule } from '../policies/policies.module.js';
import { JudgementComparisons } from './comparisons.service.js';
import { ComplaintReadings } from './complaint-readings.service.js';
import { ComplaintsController } from './complaints.controller.js';
import { JudgementExports } from './judgement-exports.service.js';
import { ComplaintsService } from './complaints.service.js';
import { OpeningsController } from './openings.controller.js';
import { Openings } from './openings.service.js';

@Module({
  imports: [PoliciesModule, JudgementsModule],
  controllers: [ComplaintsController, OpeningsController],
  providers: [ComplaintsService, Openings, ComplaintReadings, JudgementComparisons, JudgementExports],
  exports: [ComplaintsService, ComplaintReadings, JudgementComparisons, JudgementExports],
})
export class ComplaintsModule {}
