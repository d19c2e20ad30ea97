import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Known } from '../../authority/known.js';
import { Allow } from '../../http/allow.js';
import { CurrentKnown } from '../../http/current-actor.js';
import type { Claim } from '../../http/idempotency/claim.js';
import { Idempotent } from '../../http/idempotency/idempotent.js';
import { Documented } from '../../http/openapi/documented.js';
import type { Reply } from '../../http/reply.js';
import { endedDto, uuidParameter } from './identity.dto.js';
import { OidcIdentities } from './oidc-identities.service.js';
import { identitiesDto, identityDto, newIdentity, providerParameter } from './oidc.dto.js';

/** Which people of sign-in services accounts belong to. */
@Controller('api/accounts/:id/identities')
@ApiTags('accounts')
export class OidcIdentitiesController {
  constructor(private readonly identities: OidcIdentities) {}

  @Get()
  @Allow('account.read')
  @Documented({
    summary: { en: 'The sign-in services an account is linked to', zh: '某一账号关联的登录服务' },
    answer: identitiesDto,
    problems: [404],
  })
  async list(@Param('id', { schema: uuidParameter }) id: string): Promise<z.infer<typeof identitiesDto>> {
    return { identities: [...(await this.identities.list(id))] };
  }

  @Post()
  @Allow('account.write')
  @Documented({
    summary: { en: 'Links an account to somebody at a sign-in service', zh: '将账号关联至登录服务中的人员' },
    answer: identityDto,
    status: 201,
    problems: [404, 409],
  })
  link(
    @Param('id', { schema: uuidParameter }) id: string,
    @Body({ schema: newIdentity }) identity: z.infer<typeof newIdentity>,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Promise<Reply<z.infer<typeof identityDto>>> {
    return this.identities.link(id, identity, { by: who.actor, who, claim });
  }

  @Delete(':provider')
  @Allow('account.write')
  @Documented({
    summary: { en: 'Takes such a link away; the sessions of the account end', zh: '解除关联，该账号的会话随即结束' },
    answer: endedDto,
    problems: [404],
  })
  unlink(
    @Param('id', { schema: uuidParameter }) id: string,
    @Param('provider', { schema: providerParameter }) provider: string,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Promise<Reply<z.infer<typeof endedDto>>> {
    return this.identities.unlink(id, provider, { by: who.actor, who, claim });
  }
}
