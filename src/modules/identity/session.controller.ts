import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Known } from '../../authority/known.js';
import { Allow } from '../../http/allow.js';
import type { Presented } from '../../http/authenticate.js';
import { CurrentKnown } from '../../http/current-actor.js';
import { StoresNothing } from '../../http/idempotency/idempotent.js';
import { Documented } from '../../http/openapi/documented.js';
import { Reply } from '../../http/reply.js';
import { Confirmation } from './confirmation.service.js';
import { CurrentPresented } from './current-presented.js';
import { confirmation, credentials, enteredDto, whoDto } from './identity.dto.js';
import { Sessions, type Entered } from './sessions.service.js';
import { SignIn } from './sign-in.service.js';
import { WhoAmI } from './who-am-i.service.js';

type EnteredDto = z.infer<typeof enteredDto>;

/**
 * Signing in and out. No idempotency keys: what is kept of a request with one would be a digest of a password, and repeating these does
 * no harm.
 */
@Controller('api/session')
@ApiTags('session')
export class SessionController {
  constructor(
    private readonly signIn: SignIn,
    private readonly sessions: Sessions,
    private readonly confirmation: Confirmation,
    private readonly whoAmI: WhoAmI,
  ) {}

  @Post()
  @HttpCode(200)
  @Allow('anyone')
  @StoresNothing()
  @Documented({
    summary: { en: 'Signs in: a fresh session, with its cookie', zh: '登录：建立新会话并设置 Cookie' },
    answer: enteredDto,
    problems: [401, 429],
  })
  begin(
    @Body({ schema: credentials }) given: z.infer<typeof credentials>,
    @CurrentPresented() presented: Presented,
  ): Promise<Reply<EnteredDto>> {
    return this.signIn.withPassword(given, presented).then(entered);
  }

  @Get()
  @Allow('signed-in')
  @Documented({ summary: { en: 'Who I am', zh: '当前登录人' }, answer: whoDto, problems: [404] })
  who(@CurrentKnown() who: Known, @CurrentPresented() presented: Presented): Promise<z.infer<typeof whoDto>> {
    return this.whoAmI.of(who, presented);
  }

  @Post('confirmation')
  @HttpCode(200)
  @Allow('in-person')
  @StoresNothing()
  @Documented({
    summary: { en: 'Shows the password or a code again, for what takes it', zh: '再次验证密码或动态码' },
    answer: enteredDto,
    problems: [404, 409, 429],
  })
  async confirm(
    @Body({ schema: confirmation }) shown: z.infer<typeof confirmation>,
    @CurrentKnown() who: Known,
    @CurrentPresented() presented: Presented,
  ): Promise<Reply<EnteredDto>> {
    return entered(await this.confirmation.show(shown, who, presented));
  }

  @Delete()
  @HttpCode(204)
  @Allow('anyone')
  @StoresNothing()
  @Documented({ summary: { en: 'Signs out', zh: '退出登录' }, status: 204, problems: [409] })
  async end(@CurrentPresented() presented: Presented): Promise<Reply<undefined>> {
    return new Reply(undefined, { status: 204, cookies: await this.sessions.leave(presented) });
  }
}

function entered({ account, stage, csrf, cookies }: Entered): Reply<EnteredDto> {
  return new Reply({ account, stage, csrf }, { cookies });
}
