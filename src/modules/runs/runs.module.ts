import { Module } from '@nestjs/common';
import { RunsService } from './runs.service.js';

/** The rows of imports, undoings, checks and reports, with their chains. */
@Module({ providers: [RunsService], exports: [RunsService] })
export class RunsModule {}
