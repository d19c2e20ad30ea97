import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Known } from '../../authority/known.js';
import { Allow } from '../../http/allow.js';
import { CurrentKnown } from '../../http/current-actor.js';
import type { Claim } from '../../http/idempotency/claim.js';
import { Idempotent, StoresNothing } from '../../http/idempotency/idempotent.js';
import { Documented } from '../../http/openapi/documented.js';
import type { Reply } from '../../http/reply.js';
import { begunDto, codeGiven, codesDto, secondFactorDto, switchedOnDto } from './second-factor.dto.js';
import { SecondFactor } from './second-factor.service.js';

/** One's own second factor: a code generator (TOTP, RFC 6238) and recovery codes. */
@Controller('api/account/second-factor')
@ApiTags('account')
export class SecondFactorController {
  constructor(private readonly factor: SecondFactor) {}

  @Get()
  @Allow('signed-in')
  @Documented({ summary: { en: 'My second factor', zh: '本人的第二验证因素' }, answer: secondFactorDto })
  read(@CurrentKnown() who: Known): Promise<z.infer<typeof secondFactorDto>> {
    return this.factor.status(who.account);
  }

  // Until a code of it was shown the secret counts for nothing, and a repetition puts another in its place.
  @Post()
  @HttpCode(200)
  @Allow('second-factor.change')
  @StoresNothing()
  @Documented({
    summary: { en: 'Begins to set up a second factor', zh: '开始设置第二验证因素' },
    answer: begunDto,
    problems: [404, 409],
  })
  begin(@CurrentKnown() who: Known): Promise<z.infer<typeof begunDto>> {
    return this.factor.begin(who);
  }

  // No idempotency key: a repetition is told that it is on already, and codes that were lost on the way are made anew.
  @Post('confirmation')
  @HttpCode(200)
  @Allow('second-factor.change')
  @StoresNothing()
  @Documented({
    summary: { en: 'Switches it on with a first code; gives the recovery codes', zh: '凭首个动态码启用，并返回恢复码' },
    answer: switchedOnDto,
    problems: [409],
  })
  async switchOn(
    @Body({ schema: codeGiven }) { code }: z.infer<typeof codeGiven>,
    @CurrentKnown() who: Known,
  ): Promise<z.infer<typeof switchedOnDto>> {
    return { recovery_codes: [...(await this.factor.switchOn(who, code))] };
  }

  @Delete()
  @Allow('second-factor.change')
  @Documented({
    summary: { en: 'Switches my second factor off', zh: '停用本人的第二验证因素' },
    answer: secondFactorDto,
    problems: [409],
  })
  switchOff(
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Promise<Reply<z.infer<typeof secondFactorDto>>> {
    return this.factor.switchOff(who, { by: who.actor, who, claim });
  }

  @Post('recovery-codes')
  @Allow('second-factor.change')
  @Documented({
    summary: { en: 'Makes new recovery codes; the old ones work no more', zh: '重新生成恢复码，原恢复码随即失效' },
    answer: codesDto,
    status: 201,
    problems: [409],
  })
  renewCodes(
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Promise<Reply<z.infer<typeof codesDto>>> {
    return this.factor.renewCodes(who, { by: who.actor, who, claim });
  }
}
