import { createReadStream } from 'node:fs';
import { Controller, Get, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Known } from '../../authority/known.js';
import type { Language } from '../../errors.js';
import { Allow } from '../../http/allow.js';
import { CurrentKnown } from '../../http/current-actor.js';
import type { Claim } from '../../http/idempotency/claim.js';
import { Idempotent } from '../../http/idempotency/idempotent.js';
import { Documented } from '../../http/openapi/documented.js';
import { ReaderLanguage } from '../../http/reader-language.js';
import type { Reply } from '../../http/reply.js';
import { Upload, UploadedFile, type IncomingFile } from '../../http/upload.js';
import { importView } from './import-run-view.js';
import * as dto from './imports.dto.js';
import { ImportsService } from './imports.service.js';
import { rejectsName } from './rejects-name.js';
import { rejectsKept } from './upload-leftovers.remover.js';
import { UploadsService } from './uploads.service.js';

/** Files of complaints: taken in, accounted for, taken back. */
@Controller('api/imports')
@ApiTags('imports')
export class ImportsController {
  constructor(
    private readonly imports: ImportsService,
    private readonly uploads: UploadsService,
  ) {}

  @Post()
  @HttpCode(202)
  @Allow('import.run')
  @Upload('text/csv', 'application/x-ndjson')
  @Documented({
    summary: { en: 'Imports a file of complaints; its rows are read afterwards', zh: '导入投诉文件，随后逐行读取' },
    answer: dto.importDto,
    status: 202,
    problems: [404, 413],
  })
  take(
    @Query({ schema: dto.importQuery }) { mapping, name }: z.infer<typeof dto.importQuery>,
    @UploadedFile() file: IncomingFile,
    @ReaderLanguage() language: Language,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Promise<Reply<z.infer<typeof dto.importDto>>> {
    return this.uploads.take(file, { mapping, name, language }, { who, claim }, (run) => importView(run, false));
  }

  @Get()
  @Allow('import.read')
  @Documented({
    summary: { en: 'Lists imports, from the newest', zh: '列出导入，自最新起' },
    answer: dto.importListDto,
  })
  async list(
    @Query({ schema: dto.pageQuery }) { after, limit }: z.infer<typeof dto.pageQuery>,
  ): Promise<z.infer<typeof dto.importListDto>> {
    const { runs, ...next } = await this.imports.list({ limit, ...(after !== undefined && { after }) });
    const imports = await Promise.all(runs.map(async (run) => importView(run, await this.uploads.hasRejects(run))));
    return { imports, ...next };
  }

  @Get(':id')
  @Allow('import.read')
  @Documented({
    summary: { en: 'An import or the undoing of one: progress and account', zh: '一次导入或撤销导入：进度与台账' },
    answer: dto.importDto,
    problems: [404],
  })
  async read(@Param('id', { schema: dto.runId }) id: string): Promise<z.infer<typeof dto.importDto>> {
    const run = await this.imports.read(id);
    return importView(run, await this.uploads.hasRejects(run));
  }

  @Get(':id/rejects')
  @Allow('import.run')
  @Documented({
    summary: {
      en: `Rejected rows of an upload with their reasons, to be mended and sent again; kept for ${rejectsKept} days`,
      zh: `上传文件的退回行及原因，供更正后重新提交；保留 ${rejectsKept} 天`,
    },
    file: 'application/octet-stream',
    problems: [404],
  })
  async rejects(@Param('id', { schema: dto.runId }) id: string): Promise<StreamableFile> {
    const { path, run } = await this.uploads.rejects(id);
    const { type, disposition } = rejectsName(run);
    return new StreamableFile(createReadStream(path), { type, disposition });
  }

  @Get(':id/absent')
  @Allow('import.read')
  @Documented({
    summary: {
      en: 'Complaints of earlier imports that this export no longer has',
      zh: '此前导入、本次导出中已没有的投诉',
    },
    answer: dto.absentDto,
    problems: [404],
  })
  async absent(
    @Param('id', { schema: dto.runId }) id: string,
    @Query({ schema: dto.absentQuery }) { after, limit }: z.infer<typeof dto.absentQuery>,
  ): Promise<z.infer<typeof dto.absentDto>> {
    const { complaints, ...next } = await this.imports.absent(id, { limit, ...(after !== undefined && { after }) });
    return { complaints: [...complaints], ...next };
  }

  @Post(':id/undo')
  @HttpCode(202)
  @Allow('import.run')
  @Documented({
    summary: { en: 'Takes an import back by retracting its events', zh: '通过撤回其事件撤销一次导入' },
    answer: dto.importDto,
    status: 202,
    problems: [404, 409],
  })
  undo(
    @Param('id', { schema: dto.runId }) id: string,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Promise<Reply<z.infer<typeof dto.importDto>>> {
    return this.uploads.undo(id, { who, claim }, (run) => importView(run, false));
  }
}
