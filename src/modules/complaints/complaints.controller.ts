import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Known } from '../../authority/known.js';
import { Allow } from '../../http/allow.js';
import { CurrentKnown } from '../../http/current-actor.js';
import type { Expected } from '../../http/entity-tag.js';
import type { Claim } from '../../http/idempotency/claim.js';
import { Idempotent } from '../../http/idempotency/idempotent.js';
import { IfMatch } from '../../http/if-match.js';
import { Documented } from '../../http/openapi/documented.js';
import type { Reply } from '../../http/reply.js';
import { comparisonDto, comparisonQuery } from './comparison.dto.js';
import { JudgementComparisons } from './comparisons.service.js';
import { ComplaintReadings } from './complaint-readings.service.js';
import * as dto from './complaint.dto.js';
import { ComplaintsService } from './complaints.service.js';
import { moreEventsDto, newComplaintDto } from './new-complaint.dto.js';

type Answer<Dto extends z.ZodType> = Promise<Reply<z.infer<Dto>>>;

/** Complaints: what is said of them is recorded and judged in one transaction. */
@Controller('api/complaints')
@ApiTags('complaints')
export class ComplaintsController {
  constructor(
    private readonly complaints: ComplaintsService,
    private readonly readings: ComplaintReadings,
    private readonly comparisons: JudgementComparisons,
  ) {}

  @Post()
  @HttpCode(201)
  @Allow('complaint.write')
  @Documented({
    summary: { en: 'Records and judges a new complaint', zh: '登记并判定新投诉' },
    answer: dto.recordedDto,
    status: 201,
    problems: [409],
  })
  create(
    @Body({ schema: newComplaintDto }) body: unknown,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Answer<typeof dto.recordedDto> {
    return this.complaints.create(body, { who, claim });
  }

  @Get()
  @Allow('complaint.read')
  @Documented({
    summary: { en: 'Lists complaints, from the one received last', zh: '列出投诉，最近收到的在前' },
    answer: dto.listDto,
  })
  list(
    @Query({ schema: dto.listQuery }) asked: z.infer<typeof dto.listQuery>,
    @CurrentKnown() who: Known,
  ): Promise<z.infer<typeof dto.listDto>> {
    return this.readings.list(asked, who);
  }

  @Get(':id')
  @Allow('complaint.read')
  @Documented({
    summary: { en: 'A complaint with all that is recorded of it', zh: '一件投诉及其全部登记' },
    answer: dto.complaintDto,
    problems: [404],
    versioned: true,
  })
  read(
    @Param('id', { schema: dto.idParameter }) id: string,
    @CurrentKnown() who: Known,
  ): Answer<typeof dto.complaintDto> {
    return this.readings.read(id, who);
  }

  @Post(':id/events')
  @HttpCode(200)
  @Allow('complaint.write')
  @Documented({
    summary: { en: 'Records events of a complaint and judges it', zh: '登记投诉的事件并判定' },
    answer: dto.recordedDto,
    problems: [404, 409],
  })
  record(
    @Param('id', { schema: dto.idParameter }) id: string,
    @Body({ schema: moreEventsDto }) body: unknown,
    @CurrentKnown() who: Known,
    @IfMatch() expected: Expected,
    @Idempotent() claim: Claim | undefined,
  ): Answer<typeof dto.recordedDto> {
    return this.complaints.record(id, body, { who, claim, expected });
  }

  @Post(':id/judge')
  @HttpCode(200)
  @Allow('complaint.write')
  @Documented({
    summary: { en: 'Judges a complaint again, as of now', zh: '按现在的情况重新判定投诉' },
    answer: dto.recordedDto,
    problems: [404],
  })
  judge(
    @Param('id', { schema: dto.idParameter }) id: string,
    @CurrentKnown() who: Known,
    @IfMatch() expected: Expected,
    @Idempotent() claim: Claim | undefined,
  ): Answer<typeof dto.recordedDto> {
    return this.complaints.judge(id, { who, claim, expected });
  }

  @Get(':id/judgement')
  @Allow('complaint.read')
  @Documented({
    summary: { en: 'The judgement of a complaint: as stored, or made now', zh: '投诉的判定：存档判定或即时判定' },
    answer: dto.judgementDto,
    problems: [404, 409],
  })
  judgement(
    @Param('id', { schema: dto.idParameter }) id: string,
    @Query({ schema: dto.judgementQuery }) asked: z.infer<typeof dto.judgementQuery>,
    @CurrentKnown() who: Known,
  ): Promise<z.infer<typeof dto.judgementDto>> {
    return this.readings.judgement(id, asked, who);
  }

  @Get(':id/judgement/comparison')
  @Allow('complaint.read')
  @Documented({
    summary: {
      en: 'Judged then and judged now: what differs, and whether knowledge, policies or time caused it',
      zh: '当时与现在的判定对照：差异及其成因（已知内容、制度或时点）',
    },
    answer: comparisonDto,
    problems: [404, 409],
  })
  compare(
    @Param('id', { schema: dto.idParameter }) id: string,
    @Query({ schema: comparisonQuery }) asked: z.infer<typeof comparisonQuery>,
    @CurrentKnown() who: Known,
  ): Promise<z.infer<typeof comparisonDto>> {
    return this.comparisons.compare(id, asked, who);
  }

  @Get(':id/judgements')
  @Allow('complaint.read')
  @Documented({
    summary: { en: 'The history of its judgements, from the newest', zh: '历次判定，由新至旧' },
    answer: dto.judgementListDto,
    problems: [404],
  })
  judgements(
    @Param('id', { schema: dto.idParameter }) id: string,
    @Query({ schema: dto.pageQuery }) page: z.infer<typeof dto.pageQuery>,
    @CurrentKnown() who: Known,
  ): Promise<z.infer<typeof dto.judgementListDto>> {
    return this.readings.judgements(id, page, who);
  }

  @Get(':id/entries')
  @Allow('complaint.read')
  @Documented({
    summary: { en: 'The chain of its entries, from the oldest', zh: '存证记录链，由旧至新' },
    answer: dto.entriesDto,
    problems: [404],
  })
  entries(
    @Param('id', { schema: dto.idParameter }) id: string,
    @Query({ schema: dto.entriesQuery }) page: z.infer<typeof dto.entriesQuery>,
    @CurrentKnown() who: Known,
  ): Promise<z.infer<typeof dto.entriesDto>> {
    return this.readings.entries(id, page, who);
  }
}
