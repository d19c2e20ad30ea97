import { Module } from '@nestjs/common';
import { JudgementsModule } from '../judgements/judgements.module.js';
import { PoliciesModule } from '../policies/policies.module.js';
import { ComplaintReadings } from './complaint-readings.service.js';
import { ComplaintsController } from './complaints.controller.js';
import { ComplaintsService } from './complaints.service.js';

@Module({
  imports: [PoliciesModule, JudgementsModule],
  controllers: [ComplaintsController],
  providers: [ComplaintsService, ComplaintReadings],
  exports: [ComplaintsService, ComplaintReadings],
})
export class ComplaintsModule {}
