import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Known } from '../../authority/known.js';
import { Allow } from '../../http/allow.js';
import { CurrentKnown } from '../../http/current-actor.js';
import type { Claim } from '../../http/idempotency/claim.js';
import { Idempotent } from '../../http/idempotency/idempotent.js';
import { Documented } from '../../http/openapi/documented.js';
import type { Reply } from '../../http/reply.js';
import { acknowledgedMessageDto, inboxDto, inboxQuery, messageDto, messageParameter, readDto } from './inbox.dto.js';
import { Inbox } from './inbox.service.js';

/** What I was told. */
@Controller('api/inbox')
@ApiTags('inbox')
export class InboxController {
  constructor(private readonly inbox: Inbox) {}

  @Get()
  @Allow('signed-in')
  @Documented({
    summary: {
      en: 'What I was told, from the newest, and how much of it is unread',
      zh: '本人收到的提醒（自最新起）及未读数',
    },
    answer: inboxDto,
    problems: [403],
  })
  list(
    @Query({ schema: inboxQuery }) { unread, cursor, limit }: z.infer<typeof inboxQuery>,
    @CurrentKnown() who: Known,
  ): Promise<z.infer<typeof inboxDto>> {
    return this.inbox.list({ unread: unread === 'true', cursor, limit }, who);
  }

  @Get(':id')
  @Allow('signed-in')
  @Documented({
    summary: { en: 'One message with what it tells of', zh: '一条消息及其所含提醒' },
    answer: messageDto,
    problems: [403, 404],
  })
  read(
    @Param('id', { schema: messageParameter }) id: string,
    @CurrentKnown() who: Known,
  ): Promise<z.infer<typeof messageDto>> {
    return this.inbox.read(id, who);
  }

  @Post(':id/read')
  @HttpCode(200)
  @Allow('signed-in')
  @Documented({
    summary: { en: 'Marks a message as read', zh: '将消息标为已读' },
    answer: readDto,
    problems: [403, 404],
  })
  markRead(
    @Param('id', { schema: messageParameter }) id: string,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Promise<Reply<z.infer<typeof readDto>>> {
    return this.inbox.markRead(id, { who, claim });
  }

  @Post(':id/acknowledge')
  @HttpCode(200)
  @Allow('escalation.acknowledge')
  @Documented({
    summary: {
      en: 'Acknowledges everything that a message tells of; what cannot be is listed',
      zh: '确认消息中的全部提醒；无法确认的逐项列出',
    },
    answer: acknowledgedMessageDto,
    problems: [404, 409],
  })
  acknowledge(
    @Param('id', { schema: messageParameter }) id: string,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Promise<Reply<z.infer<typeof acknowledgedMessageDto>>> {
    return this.inbox.acknowledge(id, { who, claim });
  }
}
