import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Known } from '../../authority/known.js';
import { Allow } from '../../http/allow.js';
import { CurrentKnown } from '../../http/current-actor.js';
import type { Claim } from '../../http/idempotency/claim.js';
import { Idempotent } from '../../http/idempotency/idempotent.js';
import { Documented } from '../../http/openapi/documented.js';
import { AcknowledgingService, type AcknowledgedReply } from './acknowledging.service.js';
import { EscalationPlans } from './escalation-plans.service.js';
import * as dto from './escalations.dto.js';
import { Escalations } from './escalations.service.js';
import { planDto, planQuery } from './plan.dto.js';
import { planView } from './plan-view.js';

/** How long a request may take to foresee the time to come. */
const patience = 20_000;

/** Who was told of what, who saw to it, and who would be told. */
@Controller('api/escalations')
@ApiTags('escalations')
export class EscalationsController {
  constructor(
    private readonly escalations: Escalations,
    private readonly acknowledging: AcknowledgingService,
    private readonly plans: EscalationPlans,
  ) {}

  @Get()
  @Allow('escalation.read')
  @Documented({
    summary: { en: 'Who was told of what, from the newest', zh: '已发出的提醒，自最新起' },
    answer: dto.escalationsDto,
    problems: [404],
  })
  list(
    @Query({ schema: dto.escalationsQuery }) asked: z.infer<typeof dto.escalationsQuery>,
    @CurrentKnown() who: Known,
  ): Promise<z.infer<typeof dto.escalationsDto>> {
    return this.escalations.list(asked, who);
  }

  @Get('never-fired')
  @Allow('escalation.read')
  @Documented({
    summary: { en: 'Levels of the set in force that were never told to anybody', zh: '现行制度集中从未触发的提醒级别' },
    answer: dto.neverFiredDto,
    problems: [409],
  })
  neverFired(): Promise<z.infer<typeof dto.neverFiredDto>> {
    return this.escalations.neverFired();
  }

  @Get('plan')
  @Allow('escalation.read')
  @Documented({
    summary: {
      en: 'Who would be told when, if nothing more happened: by the set in force or by a proposal',
      zh: '若无其他进展，将于何时提醒何人：按现行制度集或提议推算',
    },
    answer: planDto,
    problems: [404, 409],
  })
  async plan(
    @Query({ schema: planQuery }) { proposal, ...asked }: z.infer<typeof planQuery>,
    @CurrentKnown() who: Known,
  ): Promise<z.infer<typeof planDto>> {
    const draft = proposal === undefined ? undefined : await this.plans.proposed(proposal, who);
    return planView(await this.plans.plan({ ...asked, draft, patience }, who));
  }

  @Post('acknowledge')
  @HttpCode(200)
  @Allow('escalation.acknowledge')
  @Documented({
    summary: {
      en: 'Acknowledges an escalation: nobody above is told of it any more',
      zh: '确认一项提醒：不再向上一级提醒',
    },
    answer: dto.acknowledgedDto,
    problems: [404, 409],
  })
  acknowledge(
    @Body({ schema: dto.acknowledgeDto }) key: z.infer<typeof dto.acknowledgeDto>,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Promise<AcknowledgedReply> {
    return this.acknowledging.one(key, { who, claim });
  }
}
