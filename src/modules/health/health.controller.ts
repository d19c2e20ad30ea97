import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Allow } from '../../http/allow.js';
import { Documented } from '../../http/openapi/documented.js';
import { HealthChecks } from './health-checks.service.js';
import { liveDto, readyDto } from './health.dto.js';

/** For whoever watches the server. Says nothing about anybody. */
@Controller('api/health')
@ApiTags('health')
export class HealthController {
  constructor(private readonly checks: HealthChecks) {}

  @Get('live')
  @Allow('anyone')
  @Documented({ summary: { en: 'The process answers', zh: '进程可响应' }, answer: liveDto })
  live(): z.infer<typeof liveDto> {
    return { status: 'live' };
  }

  @Get('ready')
  @Allow('anyone')
  @Documented({ summary: { en: 'Requests can be carried out', zh: '可以处理请求' }, answer: readyDto })
  ready(): Promise<z.infer<typeof readyDto>> {
    return this.checks.ready().then((parts) => ({ status: 'ready', parts: [...parts] }));
  }
}
