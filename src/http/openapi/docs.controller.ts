import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { RedressError, type Language } from '../../errors.js';
import { Allow } from '../allow.js';
import { httpFault } from '../http-errors.js';
import { ReaderLanguage } from '../reader-language.js';
import { pagePolicy } from '../security-headers.js';
import { docsPage, ownAssets, packageAssets } from './docs-page.js';
import { OpenApi } from './open-api.js';

const ownFolder = fileURLToPath(new URL('./assets/', import.meta.url));
/** Asked of the package that brings it: it need not stand beside ours. */
const packageFolder = dirname(
  createRequire(createRequire(import.meta.url).resolve('@nestjs/swagger')).resolve('swagger-ui-dist/package.json'),
);

/** The description of the API, for programs and as a page that works without any other server. */
@Controller('api')
@ApiExcludeController()
export class DocsController {
  constructor(@Inject(OpenApi) private readonly openApi: OpenApi) {}

  @Get('openapi.json')
  @Allow('anyone')
  document(): object {
    return this.openApi.document();
  }

  @Get('docs')
  @Allow('anyone')
  page(
    @ReaderLanguage() language: Language,
    @Req() { headers }: IncomingMessage,
    @Res() response: ServerResponse,
  ): void {
    response.setHeader('Content-Security-Policy', pagePolicy);
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.appendHeader('Vary', 'Accept-Language, Cookie');
    response.end(docsPage(language, headers.cookie?.includes('__Host-redress=') === true));
  }

  @Get('docs/:asset')
  @Allow('anyone')
  async asset(@Param('asset', { schema: z.string() }) name: string, @Res() response: ServerResponse): Promise<void> {
    const found = [
      { folder: ownFolder, types: ownAssets },
      { folder: packageFolder, types: packageAssets },
    ].find(({ types }) => Object.hasOwn(types, name));
    if (found === undefined) throw new RedressError([httpFault('http.unknown_route')]);
    const bytes = await readFile(join(found.folder, name));
    response.setHeader('Content-Type', found.types[name] ?? '');
    if (found.folder === packageFolder) response.setHeader('Cache-Control', 'public, max-age=86400');
    response.end(bytes);
  }
}
