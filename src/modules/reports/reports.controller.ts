import type { ServerResponse } from 'node:http';
import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Actor } from '../../actor.js';
import { Allow } from '../../http/allow.js';
import { CurrentActor } from '../../http/current-actor.js';
import type { Claim } from '../../http/idempotency/claim.js';
import { Idempotent } from '../../http/idempotency/idempotent.js';
import { Documented } from '../../http/openapi/documented.js';
import { preferredLanguage } from '../../http/preferred-language.js';
import type { Reply } from '../../http/reply.js';
import { inRequest } from '../../http/request.js';
import { sendFile } from './report-file.sender.js';
import { plannedFiles, readRequest } from './report-request.js';
import { reportView } from './report-view.js';
import * as dto from './reports.dto.js';
import { ReportsService } from './reports.service.js';

/** Audits of what is stored: asked for, made in the background, downloaded. */
@Controller('api/reports')
@ApiTags('reports')
export class ReportsController {
  constructor(private readonly reports: ReportsService) {}

  @Post()
  @HttpCode(202)
  @Allow('report.make')
  @Documented({
    summary: { en: 'Asks for a report; it is made in the background', zh: '申请生成报告，后台生成' },
    answer: dto.reportDto,
    status: 202,
  })
  async order(
    @Body({ schema: dto.newReportDto }) body: z.infer<typeof dto.newReportDto>,
    @CurrentActor() by: Actor,
    @Idempotent() claim: Claim | undefined,
  ): Promise<Reply<z.infer<typeof dto.reportDto>>> {
    const { kind: _, formats, languages, ...written } = body;
    const request = readRequest(written, (name) => inRequest('body', `/${name}`));
    return this.reports.order({ request, written, files: plannedFiles(formats, languages) }, by, claim, reportView);
  }

  @Get()
  @Allow('report.read')
  @Documented({
    summary: { en: 'Lists reports, from the newest', zh: '列出报告，自最新起' },
    answer: dto.reportListDto,
  })
  async list(
    @Query({ schema: dto.reportsQuery }) { after, limit }: z.infer<typeof dto.reportsQuery>,
  ): Promise<z.infer<typeof dto.reportListDto>> {
    const { runs, ...next } = await this.reports.list({ limit, ...(after !== undefined && { after }) });
    return { reports: runs.map(reportView), ...next };
  }

  @Get(':id')
  @Allow('report.read')
  @Documented({
    summary: { en: 'A report: its status, figures and files', zh: '一份报告：状态、数字与文件' },
    answer: dto.reportDto,
    problems: [404],
  })
  async read(@Param('id', { schema: dto.reportId }) id: string): Promise<z.infer<typeof dto.reportDto>> {
    return reportView(await this.reports.read(id));
  }

  @Get(':id/files/:name')
  @Allow('report.read')
  @Documented({
    summary: { en: 'A file of a report; its ETag is its SHA-256', zh: '报告的文件，ETag 为其 SHA-256' },
    file: 'application/octet-stream',
    problems: [404, 409],
    versioned: true,
  })
  async file(
    @Param('id', { schema: dto.reportId }) id: string,
    @Param('name', { schema: dto.fileName }) name: string,
    @Headers('if-none-match') known: string | undefined,
    @Headers('accept-language') languages: string | undefined,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<StreamableFile | Reply<undefined>> {
    return sendFile(await this.reports.openFile(id, name), { known, language: preferredLanguage(languages) }, response);
  }
}
