import { Body, Controller, Get, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Known } from '../../authority/known.js';
import { Allow } from '../../http/allow.js';
import { CurrentKnown } from '../../http/current-actor.js';
import type { Claim } from '../../http/idempotency/claim.js';
import { Idempotent } from '../../http/idempotency/idempotent.js';
import { Documented } from '../../http/openapi/documented.js';
import type { Reply } from '../../http/reply.js';
import { writeJudgementFile, type JudgementFile } from '../judgements/judgement-file.js';
import { idParameter } from './complaint.dto.js';
import { JudgementExports } from './judgement-exports.service.js';
import * as dto from './opening.dto.js';
import { Openings } from './openings.service.js';

/** Personal values of complaints, shown for a purpose that is recorded; judgements as files, with and without them. */
@Controller('api/complaints')
@ApiTags('complaints')
export class OpeningsController {
  constructor(
    private readonly openings: Openings,
    private readonly exports: JudgementExports,
  ) {}

  @Post(':id/openings')
  @HttpCode(201)
  @Allow('personal.open')
  @Documented({
    summary: {
      en: 'Opens personal data of a complaint for a purpose, and records who did',
      zh: '说明用途后查看投诉的个人信息，并登记查阅人',
    },
    answer: dto.openingDto,
    status: 201,
    problems: [404],
  })
  open(
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: dto.newOpeningDto }) wanted: z.infer<typeof dto.newOpeningDto>,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Promise<Reply<z.infer<typeof dto.openingDto>>> {
    return this.openings.open(id, wanted, { who, claim });
  }

  @Get(':id/judgement/file')
  @Allow('complaint.read')
  @Documented({
    summary: {
      en: 'A stored judgement as a file that anyone can judge again, without personal data',
      zh: '存档判定文件，可在任何地方重新判定，不含个人信息',
    },
    file: 'application/octet-stream',
    problems: [404, 409],
  })
  async file(
    @Param('id', { schema: idParameter }) id: string,
    @Query({ schema: dto.exportQuery }) { number }: z.infer<typeof dto.exportQuery>,
    @CurrentKnown() who: Known,
  ): Promise<StreamableFile> {
    return asFile(await this.exports.file(id, number, who));
  }

  @Post(':id/judgement/exports')
  @HttpCode(200)
  @Allow('personal.export')
  @Documented({
    summary: {
      en: 'A stored judgement as a file with the personal data that it read; records who exports them and what for',
      zh: '导出含判定所用个人信息的判定文件，并登记导出人及用途',
    },
    file: 'application/octet-stream',
    problems: [404, 409],
  })
  async export(
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: dto.newExportDto }) wanted: z.infer<typeof dto.newExportDto>,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Promise<StreamableFile> {
    return asFile(await this.exports.fileWithPersonal(id, wanted, { who, claim }));
  }
}

function asFile(file: JudgementFile): StreamableFile {
  const options = { type: 'application/octet-stream', disposition: 'attachment; filename="judgement.json"' };
  return new StreamableFile(Buffer.from(writeJudgementFile(file)), options);
}
