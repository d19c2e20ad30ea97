import { Controller, createParamDecorator, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Allow } from '../../http/allow.js';
import type { Presented } from '../../http/authenticate.js';
import { Documented } from '../../http/openapi/documented.js';
import { Reply } from '../../http/reply.js';
import { header, type HttpRequest } from '../../http/request.js';
import { CurrentPresented } from './current-presented.js';
import { originOf } from './oidc-origin.js';
import { OidcProviders } from './oidc-providers.service.js';
import { OidcSignIn, type Onward } from './oidc-sign-in.service.js';
import { answerQuery, beginQuery, providerParameter, providersDto } from './oidc.dto.js';

/** The name by which the browser has found us; the front door has seen that it is one of ours. */
const CurrentOrigin = createParamDecorator((_: unknown, context): string =>
  originOf(header(context.switchToHttp().getRequest<HttpRequest>().headers, 'host') ?? ''),
);

/** Signing in at a provider (OpenID Connect). The browser itself goes these ways, so they are read with GET. */
@Controller('api/session/oidc')
@ApiTags('session')
export class OidcController {
  constructor(
    private readonly providers: OidcProviders,
    private readonly signIn: OidcSignIn,
  ) {}

  @Get()
  @Allow('anyone')
  @Documented({ summary: { en: 'Sign-in services', zh: '可用的登录服务' }, answer: providersDto })
  async list(): Promise<z.infer<typeof providersDto>> {
    return { providers: (await this.providers.list()).map(({ name, label }) => ({ name, label })) };
  }

  @Get(':provider')
  @Allow('anyone')
  @Documented({
    summary: { en: 'Sends the browser to a sign-in service', zh: '转至登录服务' },
    status: 302,
    problems: [401, 403, 404, 429],
  })
  begin(
    @Param('provider', { schema: providerParameter }) provider: string,
    @Query({ schema: beginQuery }) { confirm }: z.infer<typeof beginQuery>,
    @CurrentPresented() presented: Presented,
    @CurrentOrigin() origin: string,
  ): Promise<Reply<undefined>> {
    return this.signIn.begin(provider, confirm === 'true', { presented, origin }).then(onward);
  }

  @Get(':provider/callback')
  @Allow('anyone')
  @Documented({
    summary: { en: 'The way back from a sign-in service', zh: '自登录服务返回' },
    status: 302,
    problems: [401, 403, 404, 409, 429],
  })
  finish(
    @Param('provider', { schema: providerParameter }) provider: string,
    @Query({ schema: answerQuery }) answer: z.infer<typeof answerQuery>,
    @CurrentPresented() presented: Presented,
    @CurrentOrigin() origin: string,
  ): Promise<Reply<undefined>> {
    return this.signIn.finish(provider, answer, { presented, origin }).then(onward);
  }
}

function onward({ location, cookies }: Onward): Reply<undefined> {
  return new Reply(undefined, { status: 302, headers: { location }, cookies });
}
