import { Body, Controller, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow } from '../../http/allow.js';
import { StoresNothing } from '../../http/idempotency/idempotent.js';
import { Documented } from '../../http/openapi/documented.js';
import { questionDto } from '../complaints/new-complaint.dto.js';
import { statelessJudgementDto } from './judgement.dto.js';
import { JudgementsService } from './judgements.service.js';

const query = z.strictObject({
  explain: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: 'Why each date is what it is · 各日期的推算' }),
});

/** Judging without storing. */
@Controller('api/judgements')
@ApiTags('judgements')
export class JudgementsController {
  constructor(private readonly judgements: JudgementsService) {}

  @Post()
  @HttpCode(200)
  @Allow('handler', 'officer', 'auditor', 'legal')
  @StoresNothing()
  @Documented({
    summary: { en: 'Judges a complaint that is not stored', zh: '即时判定投诉，不作保存' },
    answer: statelessJudgementDto,
  })
  judge(
    @Body({ schema: questionDto }) body: unknown,
    @Query({ schema: query }) { explain }: z.infer<typeof query>,
  ): z.infer<typeof statelessJudgementDto> {
    return this.judgements.judge(body, explain === 'true');
  }
}
