import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Allow } from '../../http/allow.js';
import type { Presented } from '../../http/authenticate.js';
import { StoresNothing } from '../../http/idempotency/idempotent.js';
import { Documented } from '../../http/openapi/documented.js';
import { Reply } from '../../http/reply.js';
import { CurrentPresented } from './current-presented.js';
import { enteredDto } from './identity.dto.js';
import { SecondFactorCodes } from './second-factor-codes.service.js';
import { codeAskedDto, codeGiven } from './second-factor.dto.js';

/** The second stage of signing in. */
@Controller('api/session/code')
@ApiTags('session')
export class SecondFactorSessionController {
  constructor(private readonly codes: SecondFactorCodes) {}

  @Get()
  @Allow('anyone')
  @Documented({
    summary: { en: 'Whether this session waits for a code', zh: '本会话是否尚待提交动态码' },
    answer: codeAskedDto,
    problems: [401],
  })
  asked(@CurrentPresented() presented: Presented): Promise<z.infer<typeof codeAskedDto>> {
    return this.codes.waiting(presented);
  }

  @Post()
  @HttpCode(200)
  @Allow('anyone')
  @StoresNothing()
  @Documented({
    summary: { en: 'Signs in wholly, with a code', zh: '提交动态码完成登录' },
    answer: enteredDto,
    problems: [401, 429],
  })
  async enter(
    @Body({ schema: codeGiven }) { code }: z.infer<typeof codeGiven>,
    @CurrentPresented() presented: Presented,
  ): Promise<Reply<z.infer<typeof enteredDto>>> {
    const { account, stage, csrf, cookies } = await this.codes.signIn(code, presented);
    return new Reply({ account, stage, csrf }, { cookies });
  }
}
