import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { ServerResponse } from 'node:http';
import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { RedressError } from '../../errors.js';
import { Allow } from '../allow.js';
import { httpFault } from '../http-errors.js';
import { pagePolicy } from '../security-headers.js';
import { assets, docsPage, startScript } from './docs-page.js';
import { OpenApi } from './open-api.js';

/** Asked of the package that brings it: it need not stand beside ours. */
const folder = dirname(
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
  page(@Res() response: ServerResponse): void {
    response.setHeader('Content-Security-Policy', pagePolicy);
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(docsPage);
  }

  @Get('docs/:asset')
  @Allow('anyone')
  async asset(@Param('asset', { schema: z.string() }) name: string, @Res() response: ServerResponse): Promise<void> {
    if (name === 'start.js') {
      response.setHeader('Content-Type', 'text/javascript; charset=utf-8');
      response.end(startScript);
      return;
    }
    const type = Object.hasOwn(assets, name) ? assets[name] : undefined;
    if (type === undefined) throw new RedressError([httpFault('http.unknown_route')]);
    const bytes = await readFile(join(folder, name));
    response.setHeader('Content-Type', type);
    response.setHeader('Cache-Control', 'public, max-age=86400');
    response.end(bytes);
  }
}
