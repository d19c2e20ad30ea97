import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Known } from '../../authority/known.js';
import { Allow } from '../../http/allow.js';
import { CurrentKnown } from '../../http/current-actor.js';
import type { Claim } from '../../http/idempotency/claim.js';
import { Idempotent } from '../../http/idempotency/idempotent.js';
import { Documented } from '../../http/openapi/documented.js';
import type { Reply } from '../../http/reply.js';
import { requestView } from './account-view.js';
import { decision, requestDto, requestsDto, uuidParameter } from './identity.dto.js';
import { RoleRequests } from './role-requests.service.js';

/** Roles that take a second administrator. */
@Controller('api/role-requests')
@ApiTags('accounts')
export class RoleRequestsController {
  constructor(private readonly requests: RoleRequests) {}

  @Get()
  @Allow('account.read')
  @Documented({
    summary: { en: 'Requests for roles, those that wait first', zh: '角色申请，待批准的在前' },
    answer: requestsDto,
  })
  async list(): Promise<z.infer<typeof requestsDto>> {
    return { requests: (await this.requests.list()).map(requestView) };
  }

  @Post(':id/decision')
  @HttpCode(200)
  @Allow('account.write')
  @Documented({
    summary: { en: 'Grants or refuses a role, as another administrator', zh: '由另一名系统管理员批准或拒绝角色申请' },
    answer: requestDto,
    problems: [404, 409],
  })
  decide(
    @Param('id', { schema: uuidParameter }) id: string,
    @Body({ schema: decision }) { granted }: z.infer<typeof decision>,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Promise<Reply<z.infer<typeof requestDto>>> {
    return this.requests.decide(id, granted, { by: who.actor, who, claim });
  }
}
