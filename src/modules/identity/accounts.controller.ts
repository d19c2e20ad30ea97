import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Known } from '../../authority/known.js';
import type { Role } from '../../authority/roles.js';
import { Allow } from '../../http/allow.js';
import { CurrentKnown } from '../../http/current-actor.js';
import type { Claim } from '../../http/idempotency/claim.js';
import { Idempotent } from '../../http/idempotency/idempotent.js';
import { Documented } from '../../http/openapi/documented.js';
import type { Reply } from '../../http/reply.js';
import { accountView, tokenView } from './account-view.js';
import { AccountsService } from './accounts.service.js';
import {
  accountDto,
  accountsDto,
  accountsQuery,
  linkDto,
  newAccount,
  newRole,
  newUnits,
  roleParameter,
  tokenDto,
  tokensDto,
  uuidParameter,
} from './identity.dto.js';
import { Passwords } from './passwords.service.js';
import { SecondFactor } from './second-factor.service.js';
import { Tokens } from './tokens.service.js';

type AccountDto = z.infer<typeof accountDto>;

/** Accounts as administrators keep them. */
@Controller('api/accounts')
@ApiTags('accounts')
export class AccountsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly passwords: Passwords,
    private readonly tokens: Tokens,
    private readonly secondFactor: SecondFactor,
  ) {}

  @Get()
  @Allow('account.read')
  @Documented({ summary: { en: 'Accounts by name', zh: '账号列表（按名称）' }, answer: accountsDto })
  async list(
    @Query({ schema: accountsQuery }) page: z.infer<typeof accountsQuery>,
  ): Promise<z.infer<typeof accountsDto>> {
    const { accounts, ...next } = await this.accounts.list(page);
    return { accounts: accounts.map(accountView), ...next };
  }

  @Post()
  @Allow('account.write')
  @Documented({
    summary: { en: 'Makes an account, without a password yet', zh: '新建账号（尚无密码）' },
    answer: accountDto,
    status: 201,
    problems: [409],
  })
  make(
    @Body({ schema: newAccount }) account: z.infer<typeof newAccount>,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Promise<Reply<AccountDto>> {
    return this.accounts.make(account, { by: who.actor, who, claim });
  }

  @Get(':id')
  @Allow('account.read')
  @Documented({ summary: { en: 'One account', zh: '某一账号' }, answer: accountDto, problems: [404] })
  async read(@Param('id', { schema: uuidParameter }) id: string): Promise<AccountDto> {
    return accountView(await this.accounts.read(id));
  }

  @Post(':id/roles')
  @HttpCode(200)
  @Allow('account.write')
  @Documented({
    summary: {
      en: 'Gives a role; an administrator who would have content roles waits for a second administrator',
      zh: '授予角色；系统管理员兼任业务角色须经另一名系统管理员批准',
    },
    answer: accountDto,
    problems: [404, 409],
  })
  grant(
    @Param('id', { schema: uuidParameter }) id: string,
    @Body({ schema: newRole }) { role }: z.infer<typeof newRole>,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Promise<Reply<AccountDto>> {
    return this.accounts.grant(id, role, { by: who.actor, who, claim });
  }

  @Delete(':id/roles/:role')
  @Allow('account.write')
  @Documented({ summary: { en: 'Takes a role away', zh: '撤销角色' }, answer: accountDto, problems: [404, 409] })
  revoke(
    @Param('id', { schema: uuidParameter }) id: string,
    @Param('role', { schema: roleParameter }) role: Role,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Promise<Reply<AccountDto>> {
    return this.accounts.revoke(id, role, { by: who.actor, who, claim });
  }

  @Put(':id/units')
  @Allow('account.write')
  @Documented({
    summary: { en: 'Sets the units whose complaints a handler sees', zh: '设定投诉处理人员可见的单位' },
    answer: accountDto,
    problems: [404],
  })
  units(
    @Param('id', { schema: uuidParameter }) id: string,
    @Body({ schema: newUnits }) { units }: z.infer<typeof newUnits>,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Promise<Reply<AccountDto>> {
    return this.accounts.setUnits(id, units, { by: who.actor, who, claim });
  }

  @Post(':id/disable')
  @HttpCode(200)
  @Allow('account.write')
  @Documented({
    summary: { en: 'Disables an account: its sessions and tokens end at once', zh: '停用账号：其会话和令牌立即失效' },
    answer: accountDto,
    problems: [404, 409],
  })
  disable(
    @Param('id', { schema: uuidParameter }) id: string,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Promise<Reply<AccountDto>> {
    return this.accounts.disable(id, { by: who.actor, who, claim });
  }

  @Post(':id/enable')
  @HttpCode(200)
  @Allow('account.write')
  @Documented({ summary: { en: 'Enables an account again', zh: '重新启用账号' }, answer: accountDto, problems: [404] })
  enable(
    @Param('id', { schema: uuidParameter }) id: string,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Promise<Reply<AccountDto>> {
    return this.accounts.enable(id, { by: who.actor, who, claim });
  }

  @Post(':id/password-link')
  @Allow('account.write')
  @Documented({
    summary: { en: 'A link with which the password is set, once', zh: '设置密码的一次性链接' },
    answer: linkDto,
    status: 201,
    problems: [404, 409],
  })
  passwordLink(
    @Param('id', { schema: uuidParameter }) id: string,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Promise<Reply<z.infer<typeof linkDto>>> {
    return this.passwords.makeLink(id, { by: who.actor, who, claim });
  }

  @Delete(':id/second-factor')
  @Allow('account.write')
  @Documented({
    summary: {
      en: 'Takes the second factor of an account away, for whoever has lost it; its sessions end',
      zh: '重置某一账号的第二验证因素（用于遗失时），其会话随即结束',
    },
    answer: accountDto,
    problems: [404, 409],
  })
  resetSecondFactor(
    @Param('id', { schema: uuidParameter }) id: string,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Promise<Reply<AccountDto>> {
    return this.secondFactor.reset(id, { by: who.actor, who, claim });
  }

  @Get(':id/tokens')
  @Allow('account.read')
  @Documented({ summary: { en: 'The tokens of an account', zh: '某一账号的令牌' }, answer: tokensDto, problems: [404] })
  async tokensOf(@Param('id', { schema: uuidParameter }) id: string): Promise<z.infer<typeof tokensDto>> {
    await this.accounts.read(id);
    return { tokens: (await this.tokens.list(id)).map(tokenView) };
  }

  @Delete(':id/tokens/:token')
  @Allow('account.write')
  @Documented({
    summary: { en: 'Revokes a token of an account', zh: '撤销某一账号的令牌' },
    answer: tokenDto,
    problems: [404],
  })
  revokeToken(
    @Param('id', { schema: uuidParameter }) id: string,
    @Param('token', { schema: uuidParameter }) token: string,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Promise<Reply<z.infer<typeof tokenDto>>> {
    return this.tokens.revoke(id, token, { by: who.actor, who, claim });
  }
}
