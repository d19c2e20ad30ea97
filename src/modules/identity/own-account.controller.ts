import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Known } from '../../authority/known.js';
import { Allow } from '../../http/allow.js';
import { CurrentKnown } from '../../http/current-actor.js';
import type { Claim } from '../../http/idempotency/claim.js';
import { Idempotent, StoresNothing } from '../../http/idempotency/idempotent.js';
import { Documented } from '../../http/openapi/documented.js';
import type { Reply } from '../../http/reply.js';
import { sessionView, tokenView } from './account-view.js';
import {
  endedDto,
  freshTokenDto,
  newToken,
  ownPassword,
  sessionsDto,
  tokenDto,
  tokensDto,
  uuidParameter,
} from './identity.dto.js';
import { Passwords } from './passwords.service.js';
import { Sessions } from './sessions.service.js';
import { Tokens } from './tokens.service.js';

/** What everybody does with their own account. */
@Controller('api/account')
@ApiTags('account')
export class OwnAccountController {
  constructor(
    private readonly passwords: Passwords,
    private readonly tokens: Tokens,
    private readonly sessions: Sessions,
  ) {}

  // No idempotency key: what is kept of a request with one would be a digest of both passwords. A repetition finds that the old one does
  // not hold any more.
  @Post('password')
  @HttpCode(204)
  @Allow('in-person')
  @StoresNothing()
  @Documented({
    summary: { en: 'Changes my password; my other sessions end', zh: '修改本人密码；本人其他会话随即结束' },
    status: 204,
    problems: [409, 429],
  })
  changePassword(
    @Body({ schema: ownPassword }) given: z.infer<typeof ownPassword>,
    @CurrentKnown() who: Known,
  ): Promise<void> {
    return this.passwords.change(who, given);
  }

  @Get('tokens')
  @Allow('in-person')
  @Documented({ summary: { en: 'My tokens', zh: '本人的令牌' }, answer: tokensDto })
  async listTokens(@CurrentKnown() who: Known): Promise<z.infer<typeof tokensDto>> {
    return { tokens: (await this.tokens.list(who.account)).map(tokenView) };
  }

  @Post('tokens')
  @Allow('token.make')
  @Documented({
    summary: { en: 'Makes a token, shown this one time', zh: '新建令牌（仅显示一次）' },
    answer: freshTokenDto,
    status: 201,
    problems: [404, 409],
  })
  makeToken(
    @Body({ schema: newToken }) { name, scopes, expires_at: end }: z.infer<typeof newToken>,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Promise<Reply<z.infer<typeof freshTokenDto>>> {
    const expiresAt = end === undefined ? undefined : Date.parse(end);
    return this.tokens.make(who.account, { name, scopes, expiresAt }, { by: who.actor, who, claim });
  }

  @Delete('tokens/:id')
  @Allow('in-person')
  @Documented({ summary: { en: 'Revokes a token of mine', zh: '撤销本人的令牌' }, answer: tokenDto, problems: [404] })
  revokeToken(
    @Param('id', { schema: uuidParameter }) id: string,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Promise<Reply<z.infer<typeof tokenDto>>> {
    return this.tokens.revoke(who.account, id, { by: who.actor, who, claim });
  }

  @Get('sessions')
  @Allow('in-person')
  @Documented({ summary: { en: 'My sessions', zh: '本人的会话' }, answer: sessionsDto })
  async listSessions(@CurrentKnown() who: Known): Promise<z.infer<typeof sessionsDto>> {
    const sessions = await this.sessions.list(who.account);
    return { sessions: sessions.map((session) => sessionView(session, who.session)) };
  }

  @Delete('sessions')
  @Allow('in-person')
  @Documented({ summary: { en: 'Ends my other sessions', zh: '结束本人的其他会话' }, answer: endedDto })
  endSessions(
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Promise<Reply<z.infer<typeof endedDto>>> {
    return this.sessions.endOthers(who.account, who.session, { by: who.actor, who, claim });
  }

  @Delete('sessions/:id')
  @Allow('in-person')
  @Documented({
    summary: { en: 'Ends one of my sessions', zh: '结束本人的某一会话' },
    answer: endedDto,
    problems: [404],
  })
  endOneSession(
    @Param('id', { schema: uuidParameter }) id: string,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Promise<Reply<z.infer<typeof endedDto>>> {
    return this.sessions.end(who.account, id, { by: who.actor, who, claim });
  }
}
