import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Known } from '../../authority/known.js';
import { Allow } from '../../http/allow.js';
import { CurrentKnown } from '../../http/current-actor.js';
import type { Claim } from '../../http/idempotency/claim.js';
import { Idempotent } from '../../http/idempotency/idempotent.js';
import { Documented } from '../../http/openapi/documented.js';
import type { Reply } from '../../http/reply.js';
import { uuidParameter } from '../identity/identity.dto.js';
import { contactChangedDto, contactDto, contactOf, newContactDto } from './contact.dto.js';
import { Contacts } from './contacts.service.js';

type Changed = Promise<Reply<z.infer<typeof contactChangedDto>>>;

/** How people want to be told of things: their own, and by an administrator that of others. */
@Controller('api')
@ApiTags('recipients')
export class ContactsController {
  constructor(private readonly contacts: Contacts) {}

  @Get('me/contact')
  @Allow('in-person')
  @Documented({
    summary: { en: 'How I am told of things', zh: '本人接收提醒的方式' },
    answer: contactDto,
    problems: [404],
  })
  own(@CurrentKnown() who: Known): Promise<z.infer<typeof contactDto>> {
    return this.contacts.read(who.account);
  }

  @Put('me/contact')
  @Allow('in-person')
  @Documented({
    summary: { en: 'Says how I want to be told of things', zh: '设定本人接收提醒的方式' },
    answer: contactChangedDto,
    problems: [404],
  })
  setOwn(
    @Body({ schema: newContactDto }) given: z.infer<typeof newContactDto>,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Changed {
    return this.contacts.set(who.account, contactOf(given), { by: who.actor, who, claim });
  }

  @Get('accounts/:id/contact')
  @Allow('account.read')
  @Documented({
    summary: { en: 'How an account is told of things', zh: '某一账号接收提醒的方式' },
    answer: contactDto,
    problems: [404],
  })
  read(@Param('id', { schema: uuidParameter }) id: string): Promise<z.infer<typeof contactDto>> {
    return this.contacts.read(id);
  }

  @Put('accounts/:id/contact')
  @Allow('recipient.write')
  @Documented({
    summary: { en: 'Says how an account is told of things', zh: '设定某一账号接收提醒的方式' },
    answer: contactChangedDto,
    problems: [404],
  })
  set(
    @Param('id', { schema: uuidParameter }) id: string,
    @Body({ schema: newContactDto }) given: z.infer<typeof newContactDto>,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Changed {
    return this.contacts.set(id, contactOf(given), { by: who.actor, who, claim });
  }
}
