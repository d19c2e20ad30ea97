import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Actor } from '../../actor.js';
import { Allow } from '../../http/allow.js';
import { CurrentActor } from '../../http/current-actor.js';
import type { Claim } from '../../http/idempotency/claim.js';
import { Idempotent } from '../../http/idempotency/idempotent.js';
import { Documented } from '../../http/openapi/documented.js';
import type { Reply } from '../../http/reply.js';
import { inRequest } from '../../http/request.js';
import { PoliciesService } from '../policies/policies.service.js';
import { instantTextOf } from '../policies/policy-views.js';
import type { Run } from '../runs/run.js';
import { readCheck } from './check-request.js';
import { checkView, skippedView } from './check-view.js';
import * as dto from './checks.dto.js';
import { ChecksService } from './checks.service.js';

/** Compliance checks over many complaints: asked for, carried out in the background, accounted for. */
@Controller('api/checks')
@ApiTags('checks')
export class ChecksController {
  constructor(
    private readonly checks: ChecksService,
    private readonly policies: PoliciesService,
  ) {}

  @Post()
  @HttpCode(202)
  @Allow('check.run')
  @Documented({
    summary: { en: 'Asks for a check; it is carried out in the background', zh: '申请合规检查，后台执行' },
    answer: dto.checkDto,
    status: 202,
  })
  async order(
    @Body({ schema: dto.newCheckDto }) body: z.infer<typeof dto.newCheckDto>,
    @CurrentActor() by: Actor,
    @Idempotent() claim: Claim | undefined,
  ): Promise<Reply<z.infer<typeof dto.checkDto>>> {
    const request = readCheck(body, (path) => inRequest('body', path));
    return this.checks.order(request, by, claim, (run) => this.view(run));
  }

  @Get()
  @Allow('check.read')
  @Documented({ summary: { en: 'Lists checks, from the newest', zh: '列出合规检查，自最新起' }, answer: dto.checksDto })
  async list(
    @Query({ schema: dto.checksQuery }) { after, limit }: z.infer<typeof dto.checksQuery>,
  ): Promise<z.infer<typeof dto.checksDto>> {
    const { runs, ...next } = await this.checks.list({ limit, ...(after !== undefined && { after }) });
    return { checks: runs.map((run) => this.view(run)), ...next };
  }

  @Get(':id')
  @Allow('check.read')
  @Documented({
    summary: { en: 'A check: how far it is, or its account', zh: '一次合规检查：进度或结果' },
    answer: dto.checkDto,
    problems: [404],
  })
  async read(@Param('id', { schema: dto.checkId }) id: string): Promise<z.infer<typeof dto.checkDto>> {
    return this.view(await this.checks.read(id));
  }

  @Get(':id/skipped')
  @Allow('check.read')
  @Documented({
    summary: { en: 'Complaints that the check did not examine, and why', zh: '未检查的投诉及原因' },
    answer: dto.skippedDto,
    problems: [404],
  })
  async skipped(
    @Param('id', { schema: dto.checkId }) id: string,
    @Query({ schema: dto.skippedQuery }) page: z.infer<typeof dto.skippedQuery>,
  ): Promise<z.infer<typeof dto.skippedDto>> {
    const { skipped, ...next } = await this.checks.skipped(id, page);
    return { skipped: skipped.map(skippedView), ...next };
  }

  private view(run: Run): z.infer<typeof dto.checkDto> {
    return checkView(run, instantTextOf(this.policies.isReady() ? this.policies.inForce().set : undefined));
  }
}
