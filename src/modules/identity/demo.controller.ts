import type { IncomingMessage } from 'node:http';
import { Body, Controller, createParamDecorator, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow } from '../../http/allow.js';
import type { Presented } from '../../http/authenticate.js';
import { StoresNothing } from '../../http/idempotency/idempotent.js';
import { Documented } from '../../http/openapi/documented.js';
import { Reply } from '../../http/reply.js';
import { CurrentPresented } from './current-presented.js';
import { Demo } from './demo.service.js';
import { isForwarded } from './demo.js';
import { enteredDto } from './identity.dto.js';

const linkSignIn = z
  .strictObject({
    token: z.string().min(1).max(200),
    account: z.string().min(1).max(64).meta({ description: 'demo-officer, demo-handler …' }),
  })
  .meta({ id: 'LinkSignIn' });

const PassedOn = createParamDecorator((_: unknown, context): boolean =>
  isForwarded(context.switchToHttp().getRequest<IncomingMessage>().headers),
);

/** Signing in to a first look, by the link that its start has printed. */
@Controller('api/session/link')
@ApiTags('session')
export class DemoController {
  constructor(private readonly demo: Demo) {}

  @Post()
  @HttpCode(200)
  @Allow('anyone')
  @StoresNothing()
  @Documented({
    summary: {
      en: 'Signs in to a first look (npm run up) by the link that was printed',
      zh: '凭启动时输出的链接登录演示（npm run up）',
    },
    answer: enteredDto,
    problems: [403, 404],
  })
  async enter(
    @Body({ schema: linkSignIn }) given: z.infer<typeof linkSignIn>,
    @CurrentPresented() presented: Presented,
    @PassedOn() isPassedOn: boolean,
  ): Promise<Reply<z.infer<typeof enteredDto>>> {
    const { account, stage, csrf, cookies } = await this.demo.enter(given, presented, isPassedOn);
    return new Reply({ account, stage, csrf }, { cookies });
  }
}
