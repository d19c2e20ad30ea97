import { Global, Module } from '@nestjs/common';
import { Jobs } from './jobs.service.js';

/** Gives every module the queue. */
@Global()
@Module({ providers: [Jobs], exports: [Jobs] })
export class JobsModule {}
