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
import { newRecipientsDto, recipientsDto, roleParameter, roleRecipientsDto } from './recipients.dto.js';
import { Recipients } from './recipients.service.js';

/** Who holds which role of the organisation. */
@Controller('api/recipients')
@ApiTags('recipients')
export class RecipientsController {
  constructor(private readonly recipients: Recipients) {}

  @Get()
  @Allow('recipient.read')
  @Documented({
    summary: {
      en: 'Who holds which role of the organisation, and roles that nobody holds',
      zh: '机构各岗位的担任者，及无人担任的岗位',
    },
    answer: recipientsDto,
  })
  async list(): Promise<z.infer<typeof recipientsDto>> {
    return { roles: [...(await this.recipients.list())] };
  }

  @Put(':role')
  @Allow('recipient.write')
  @Documented({
    summary: { en: 'Says who holds a role, instead of those before', zh: '设定某一岗位的担任者，取代原有名单' },
    answer: roleRecipientsDto,
    problems: [404],
  })
  set(
    @Param('role', { schema: roleParameter }) role: string,
    @Body({ schema: newRecipientsDto }) { recipients }: z.infer<typeof newRecipientsDto>,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Promise<Reply<z.infer<typeof roleRecipientsDto>>> {
    return this.recipients.set(role, recipients, { by: who.actor, who, claim });
  }
}
