import type { ServerResponse } from 'node:http';
import { Controller, Get, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '../../http/allow.js';
import { Documented } from '../../http/openapi/documented.js';
import { MetricsService } from './metrics.service.js';

/** The figures of operation, for Prometheus. */
@Controller('api/metrics')
@ApiTags('operations')
export class MetricsController {
  constructor(private readonly metrics: MetricsService) {}

  @Get()
  @Allow('operations.read')
  @Documented({
    summary: {
      en: 'Figures of operation in the text format of Prometheus; nothing about a complaint or a person',
      zh: 'Prometheus 文本格式的运行指标，不含任何投诉或个人信息',
    },
    file: 'text/plain',
  })
  async read(@Res() response: ServerResponse): Promise<void> {
    const text = await this.metrics.text();
    response.setHeader('Content-Type', this.metrics.contentType);
    response.setHeader('Cache-Control', 'no-store');
    response.end(text);
  }
}
