import { Body, Controller, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow } from '../../http/allow.js';
import { StoresNothing } from '../../http/idempotency/idempotent.js';
import { Documented } from '../../http/openapi/documented.js';
import { questionDto } from '../complaints/new-complaint.dto.js';
import { flag, judgementFlags } from './judgement-query.dto.js';
import { statelessJudgementDto } from './judgement.dto.js';
import { JudgementsService } from './judgements.service.js';

const query = z.strictObject({
  ...judgementFlags,
  rule: z
    .string()
    .max(200)
    .regex(/^[^#]+#[^#]+$/)
    .optional()
    .meta({
      description: 'policy#rule: what it was asked and which facts answered · 指定规则的判断过程及所依据的事实',
    }),
  change: flag('Also the smallest change that would flip it · 同时给出足以改变结论的最小改变'),
});

/** Judging without storing. */
@Controller('api/judgements')
@ApiTags('judgements')
export class JudgementsController {
  constructor(private readonly judgements: JudgementsService) {}

  @Post()
  @HttpCode(200)
  @Allow('complaint.try')
  @StoresNothing()
  @Documented({
    summary: { en: 'Judges a complaint that is not stored', zh: '即时判定投诉，不作保存' },
    answer: statelessJudgementDto,
  })
  judge(
    @Body({ schema: questionDto }) body: unknown,
    @Query({ schema: query }) asked: z.infer<typeof query>,
  ): Promise<z.infer<typeof statelessJudgementDto>> {
    return this.judgements.judge(body, {
      explain: asked.explain === 'true',
      notApplicable: asked.not_applicable === 'true',
      rule: asked.rule,
      change: asked.change === 'true',
    });
  }
}
