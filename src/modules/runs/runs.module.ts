import { Module } from '@nestjs/common';
import { JobsModule } from '../../jobs/jobs.module.js';
import { Orders } from './orders.service.js';
import { RunsService } from './runs.service.js';

/** The rows of imports, undoings, checks and reports, with their chains; orders of checks and reports. */
@Module({ imports: [JobsModule], providers: [RunsService, Orders], exports: [RunsService, Orders] })
export class RunsModule {}
