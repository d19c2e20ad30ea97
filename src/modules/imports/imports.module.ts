import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { readConfig, readUploadLimit } from '../../config.js';
import { PoliciesModule } from '../policies/policies.module.js';
import { RunsModule } from '../runs/runs.module.js';
import { IMPORTS_SETTINGS, type ImportsSettings } from './imports-folder-token.js';
import { ImportsController } from './imports.controller.js';
import { ImportsService } from './imports.service.js';
import { UploadsService } from './uploads.service.js';

const settings = (): ImportsSettings => ({
  folder: join(readConfig().data, 'imports'),
  uploadLimit: readUploadLimit(),
});

/** Files of complaints into the store, over HTTP and for the command line. */
@Module({
  imports: [PoliciesModule, RunsModule],
  controllers: [ImportsController],
  providers: [{ provide: IMPORTS_SETTINGS, useFactory: settings }, ImportsService, UploadsService],
  exports: [ImportsService],
})
export class ImportsModule {}
