import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Known } from '../../authority/known.js';
import { Allow } from '../../http/allow.js';
import { CurrentKnown } from '../../http/current-actor.js';
import type { Claim } from '../../http/idempotency/claim.js';
import { Idempotent } from '../../http/idempotency/idempotent.js';
import { Documented } from '../../http/openapi/documented.js';
import type { Reply } from '../../http/reply.js';
import { deliveriesDto, deliveriesQuery, retriedDto } from './deliveries.dto.js';
import { Deliveries } from './deliveries.service.js';

const deliveryParameter = z.uuid().toLowerCase();

/** Mails, webhooks and messages of robots, and how they fare. */
@Controller('api/deliveries')
@ApiTags('deliveries')
export class DeliveriesController {
  constructor(private readonly deliveries: Deliveries) {}

  @Get()
  @Allow('operations.read')
  @Documented({
    summary: {
      en: 'What was sent out, waits, has failed or is needless, from the newest; no content and no address',
      zh: '已发出、等待发送、发送失败或无须再发的消息，自最新起；不含内容和地址',
    },
    answer: deliveriesDto,
    problems: [400],
  })
  list(
    @Query({ schema: deliveriesQuery }) asked: z.infer<typeof deliveriesQuery>,
  ): Promise<z.infer<typeof deliveriesDto>> {
    return this.deliveries.list(asked);
  }

  @Post(':id/retry')
  @HttpCode(202)
  @Allow('delivery.retry')
  @Documented({
    summary: {
      en: 'Tries a message again that was given up; who asked is kept',
      zh: '重新发送已放弃的消息，并记录申请人',
    },
    answer: retriedDto,
    status: 202,
    problems: [404],
  })
  retry(
    @Param('id', { schema: deliveryParameter }) id: string,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Promise<Reply<z.infer<typeof retriedDto>>> {
    return this.deliveries.retry(id, { who, claim });
  }
}
