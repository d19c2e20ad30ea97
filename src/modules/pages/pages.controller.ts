import type { IncomingMessage, ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { RedressError, type Language } from '../../errors.js';
import { Allow } from '../../http/allow.js';
import { presentedBy } from '../../http/authenticate.js';
import { httpFault } from '../../http/http-errors.js';
import { ReaderLanguage } from '../../http/reader-language.js';
import type { HttpRequest } from '../../http/request.js';
import { pagePolicy } from '../../http/security-headers.js';
import { Authentication } from '../identity/authentication.service.js';
import { pageHtml } from './page-html.js';
import type { PageName } from './page-texts.js';

const folder = fileURLToPath(new URL('./assets/', import.meta.url));
const assets: Readonly<Record<string, string>> = {
  'page.css': 'text/css; charset=utf-8',
  'page.js': 'text/javascript; charset=utf-8',
};

/** The pages on which people come in. Everything on them comes from this server; they use the API like any other client. */
@Controller()
@ApiExcludeController()
export class PagesController {
  constructor(private readonly authentication: Authentication) {}

  @Get()
  @Allow('anyone')
  async root(@Req() request: HttpRequest & IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    const known = await this.authentication.authenticate(presentedBy(request, false));
    response.statusCode = 302;
    response.setHeader('Location', typeof known === 'string' ? '/sign-in' : '/api/docs');
    response.end();
  }

  @Get('sign-in')
  @Allow('anyone')
  signIn(@ReaderLanguage() language: Language, @Res() response: ServerResponse): void {
    sendPage(response, 'sign-in', language);
  }

  @Get('first-administrator')
  @Allow('anyone')
  firstAdministrator(@ReaderLanguage() language: Language, @Res() response: ServerResponse): void {
    sendPage(response, 'first-administrator', language);
  }

  @Get('set-password')
  @Allow('anyone')
  setPassword(@ReaderLanguage() language: Language, @Res() response: ServerResponse): void {
    sendPage(response, 'set-password', language);
  }

  @Get('demo')
  @Allow('anyone')
  demo(@ReaderLanguage() language: Language, @Res() response: ServerResponse): void {
    sendPage(response, 'demo', language);
  }

  @Get('pages/:asset')
  @Allow('anyone')
  async asset(@Param('asset', { schema: z.string() }) name: string, @Res() response: ServerResponse): Promise<void> {
    const type = Object.hasOwn(assets, name) ? assets[name] : undefined;
    if (type === undefined) throw new RedressError([httpFault('http.unknown_route')]);
    const bytes = await readFile(`${folder}${name}`);
    response.setHeader('Content-Type', type);
    response.end(bytes);
  }
}

function sendPage(response: ServerResponse, name: PageName, language: Language): void {
  response.setHeader('Content-Security-Policy', pagePolicy);
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.setHeader('Content-Language', language === 'zh' ? 'zh-CN' : 'en');
  response.appendHeader('Vary', 'Accept-Language');
  response.end(pageHtml(name, language));
}
