import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Allow } from '../../http/allow.js';
import { Documented } from '../../http/openapi/documented.js';
import { HealthChecks } from './health-checks.service.js';
import { liveDto, partsDto, readyDto } from './health.dto.js';
import { partsView } from './parts-view.js';

/** For whoever watches the server. Strangers hear a word, and nothing about anybody or the installation. */
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
  @Documented({
    summary: { en: 'The process can do what it is there for', zh: '本进程可以完成其承担的工作' },
    answer: readyDto,
  })
  ready(): Promise<z.infer<typeof readyDto>> {
    return this.checks.ready().then((status) => ({ status }));
  }

  @Get('ready/requests')
  @Allow('anyone')
  @Documented({
    summary: { en: 'Requests can be carried out, for whoever shares them out', zh: '可以处理请求（供负载均衡使用）' },
    answer: readyDto,
  })
  servesRequests(): Promise<z.infer<typeof readyDto>> {
    return this.checks.servesRequests().then((status) => ({ status }));
  }

  @Get('parts')
  @Allow('operations.read')
  @Documented({
    summary: { en: 'Every part of this process, and what is wrong with it', zh: '本进程的各组件及其问题' },
    answer: partsDto,
  })
  parts(): Promise<z.infer<typeof partsDto>> {
    return this.checks.states().then(partsView);
  }
}
