import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { JudgementsModule } from '../judgements/judgements.module.js';
import { PoliciesModule } from '../policies/policies.module.js';
import { RunsModule } from '../runs/runs.module.js';
import { PastSchedules } from './past-schedules.service.js';
import { ScheduledWork } from './scheduled-work.service.js';
import { Scheduler } from './scheduler.service.js';
import { SchedulesController } from './schedules.controller.js';
import { SchedulesService } from './schedules.service.js';

/** What is done again and again: which times have come, who carries them out, what came of them. */
@Module({
  imports: [ScheduleModule.forRoot(), PoliciesModule, RunsModule, JudgementsModule],
  controllers: [SchedulesController],
  providers: [SchedulesService, PastSchedules, Scheduler, ScheduledWork],
  exports: [SchedulesService, Scheduler, ScheduledWork],
})
export class SchedulesModule {}
