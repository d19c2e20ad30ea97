import { Module } from '@nestjs/common';
import { OldAnswers } from './old-answers.service.js';

@Module({ providers: [OldAnswers] })
export class IdempotencyModule {}
