import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Actor } from '../../actor.js';
import { Allow } from '../../http/allow.js';
import { CurrentActor } from '../../http/current-actor.js';
import type { Expected } from '../../http/entity-tag.js';
import type { Claim } from '../../http/idempotency/claim.js';
import { Idempotent } from '../../http/idempotency/idempotent.js';
import { IfMatch } from '../../http/if-match.js';
import { Documented } from '../../http/openapi/documented.js';
import type { Reply } from '../../http/reply.js';
import { complaintReaders } from '../../http/roles.js';
import { comparisonDto, comparisonQuery } from './comparison.dto.js';
import { JudgementComparisons } from './comparisons.service.js';
import { ComplaintReadings } from './complaint-readings.service.js';
import * as dto from './complaint.dto.js';
import { ComplaintsService } from './complaints.service.js';
import { mayPersonal } from './may-personal.js';
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
  @Allow('handler', 'officer', 'legal')
  @Documented({
    summary: { en: 'Records and judges a new complaint', zh: '登记并判定新投诉' },
    answer: dto.recordedDto,
    status: 201,
    problems: [409],
  })
  create(
    @Body({ schema: newComplaintDto }) body: unknown,
    @CurrentActor() by: Actor,
    @Idempotent() claim: Claim | undefined,
  ): Answer<typeof dto.recordedDto> {
    return this.complaints.create(body, { by, claim });
  }

  @Get()
  @Allow(...complaintReaders)
  @Documented({
    summary: { en: 'Lists complaints, from the one received last', zh: '列出投诉，最近收到的在前' },
    answer: dto.listDto,
  })
  list(@Query({ schema: dto.listQuery }) asked: z.infer<typeof dto.listQuery>): Promise<z.infer<typeof dto.listDto>> {
    return this.readings.list(asked);
  }

  @Get(':id')
  @Allow(...complaintReaders)
  @Documented({
    summary: { en: 'A complaint with all that is recorded of it', zh: '一件投诉及其全部登记' },
    answer: dto.complaintDto,
    problems: [404],
    versioned: true,
  })
  read(
    @Param('id', { schema: dto.idParameter }) id: string,
    @CurrentActor() by: Actor,
  ): Answer<typeof dto.complaintDto> {
    return this.readings.read(id, mayPersonal(by));
  }

  @Post(':id/events')
  @HttpCode(200)
  @Allow('handler', 'officer', 'legal')
  @Documented({
    summary: { en: 'Records events of a complaint and judges it', zh: '登记投诉的事件并判定' },
    answer: dto.recordedDto,
    problems: [404, 409],
  })
  record(
    @Param('id', { schema: dto.idParameter }) id: string,
    @Body({ schema: moreEventsDto }) body: unknown,
    @CurrentActor() by: Actor,
    @IfMatch() expected: Expected,
    @Idempotent() claim: Claim | undefined,
  ): Answer<typeof dto.recordedDto> {
    return this.complaints.record(id, body, { by, claim, expected });
  }

  @Post(':id/judge')
  @HttpCode(200)
  @Allow('handler', 'officer', 'legal')
  @Documented({
    summary: { en: 'Judges a complaint again, as of now', zh: '按现在的情况重新判定投诉' },
    answer: dto.recordedDto,
    problems: [404],
  })
  judge(
    @Param('id', { schema: dto.idParameter }) id: string,
    @CurrentActor() by: Actor,
    @IfMatch() expected: Expected,
    @Idempotent() claim: Claim | undefined,
  ): Answer<typeof dto.recordedDto> {
    return this.complaints.judge(id, { by, claim, expected });
  }

  @Get(':id/judgement')
  @Allow(...complaintReaders)
  @Documented({
    summary: { en: 'The judgement of a complaint: as stored, or made now', zh: '投诉的判定：存档判定或即时判定' },
    answer: dto.judgementDto,
    problems: [404, 409],
  })
  judgement(
    @Param('id', { schema: dto.idParameter }) id: string,
    @Query({ schema: dto.judgementQuery }) asked: z.infer<typeof dto.judgementQuery>,
  ): Promise<z.infer<typeof dto.judgementDto>> {
    return this.readings.judgement(id, asked);
  }

  @Get(':id/judgement/comparison')
  @Allow(...complaintReaders)
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
  ): Promise<z.infer<typeof comparisonDto>> {
    return this.comparisons.compare(id, asked);
  }

  @Get(':id/judgements')
  @Allow(...complaintReaders)
  @Documented({
    summary: { en: 'The history of its judgements, from the newest', zh: '历次判定，由新至旧' },
    answer: dto.judgementListDto,
    problems: [404],
  })
  judgements(
    @Param('id', { schema: dto.idParameter }) id: string,
    @Query({ schema: dto.pageQuery }) page: z.infer<typeof dto.pageQuery>,
  ): Promise<z.infer<typeof dto.judgementListDto>> {
    return this.readings.judgements(id, page);
  }

  @Get(':id/entries')
  @Allow(...complaintReaders)
  @Documented({
    summary: { en: 'The chain of its entries, from the oldest', zh: '存证记录链，由旧至新' },
    answer: dto.entriesDto,
    problems: [404],
  })
  entries(
    @Param('id', { schema: dto.idParameter }) id: string,
    @Query({ schema: dto.entriesQuery }) page: z.infer<typeof dto.entriesQuery>,
  ): Promise<z.infer<typeof dto.entriesDto>> {
    return this.readings.entries(id, page);
  }
}
