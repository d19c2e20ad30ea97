import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { readConfig } from '../../config.js';
import { PoliciesModule } from '../policies/policies.module.js';
import { RunsModule } from '../runs/runs.module.js';
import { PageCheck } from './page-check.service.js';
import { REPORTS_FOLDER } from './reports-folder-token.js';
import { ReportsController } from './reports.controller.js';
import { ReportsService } from './reports.service.js';

/** Reports over what is stored, and their files in the data folder. */
@Module({
  imports: [PoliciesModule, RunsModule],
  controllers: [ReportsController],
  providers: [
    { provide: REPORTS_FOLDER, useFactory: () => join(readConfig().data, 'reports') },
    ReportsService,
    PageCheck,
  ],
  exports: [ReportsService, PageCheck],
})
export class ReportsModule {}
