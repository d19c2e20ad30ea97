import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
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
import { idParameter } from '../complaints/complaint.dto.js';
import { LetterSending } from './letter-sending.service.js';
import * as dto from './letters.dto.js';
import { Letters } from './letters.service.js';

type Answer<Dto extends z.ZodType> = Promise<Reply<z.infer<Dto>>>;

/** Letters to complainants: drafted from the judgement, edited, sent or recorded as sent. */
@Controller('api/complaints/:id/letters')
@ApiTags('letters')
export class LettersController {
  constructor(
    private readonly letters: Letters,
    private readonly sending: LetterSending,
  ) {}

  @Post()
  @HttpCode(201)
  @Allow('letter.write')
  @Documented({
    summary: { en: 'Drafts a letter to the complainant from the judgement', zh: '根据判定起草致投诉人的函件' },
    answer: dto.draftedDto,
    status: 201,
    problems: [404],
  })
  draft(
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: dto.newLetterDto }) asked: z.infer<typeof dto.newLetterDto>,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Answer<typeof dto.draftedDto> {
    return this.letters.draft(id, asked, { who, claim });
  }

  @Get()
  @Allow('letter.read')
  @Documented({
    summary: { en: 'The letters of a complaint, without their words', zh: '投诉的函件列表，不含内容' },
    answer: dto.lettersDto,
    problems: [404],
  })
  list(
    @Param('id', { schema: idParameter }) id: string,
    @CurrentKnown() who: Known,
  ): Promise<z.infer<typeof dto.lettersDto>> {
    return this.letters.list(id, who);
  }

  @Get(':letter')
  @Allow('letter.read')
  @Documented({
    summary: { en: 'One letter, without its words', zh: '一份函件，不含内容' },
    answer: dto.letterDto,
    problems: [404],
    versioned: true,
  })
  read(
    @Param('id', { schema: idParameter }) id: string,
    @Param('letter', { schema: dto.letterParameter }) letter: string,
    @CurrentKnown() who: Known,
  ): Answer<typeof dto.letterDto> {
    return this.letters.read(id, letter, who);
  }

  @Post(':letter/openings')
  @HttpCode(201)
  @Allow('letter.read')
  @Documented({
    summary: {
      en: 'What a letter says, for a purpose; records who opened it',
      zh: '说明用途后查看函件内容，并登记查阅人',
    },
    answer: dto.openedLetterDto,
    status: 201,
    problems: [404, 409],
  })
  open(
    @Param('id', { schema: idParameter }) id: string,
    @Param('letter', { schema: dto.letterParameter }) letter: string,
    @Body({ schema: dto.letterOpeningDto }) { purpose }: z.infer<typeof dto.letterOpeningDto>,
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Answer<typeof dto.openedLetterDto> {
    return this.letters.open(id, letter, purpose, { who, claim });
  }

  @Put(':letter')
  @Allow('letter.write')
  @Documented({
    summary: { en: 'Writes what a draft says; what was drafted is kept', zh: '修改草稿内容；原始草稿予以保留' },
    answer: dto.letterDto,
    problems: [404, 409],
  })
  edit(
    @Param('id', { schema: idParameter }) id: string,
    @Param('letter', { schema: dto.letterParameter }) letter: string,
    @Body({ schema: dto.wordsDto }) words: z.infer<typeof dto.wordsDto>,
    @CurrentKnown() who: Known,
    @IfMatch() expected: Expected,
    @Idempotent() claim: Claim | undefined,
  ): Answer<typeof dto.letterDto> {
    return this.letters.edit(id, letter, words, { who, claim, expected });
  }

  @Post(':letter/send')
  @HttpCode(202)
  @Allow('letter.write')
  @Documented({
    summary: {
      en: 'Sends a letter by mail; its events are recorded when the mail server has taken it',
      zh: '以邮件发送函件；邮件服务器接收后登记相应事件',
    },
    answer: dto.letterHeadDto,
    status: 202,
    problems: [404, 409],
  })
  send(
    @Param('id', { schema: idParameter }) id: string,
    @Param('letter', { schema: dto.letterParameter }) letter: string,
    @Body({ schema: dto.sendDto }) asked: z.infer<typeof dto.sendDto>,
    @CurrentKnown() who: Known,
    @IfMatch() expected: Expected,
    @Idempotent() claim: Claim | undefined,
  ): Answer<typeof dto.letterHeadDto> {
    return this.sending.send(id, letter, asked, { who, claim, expected });
  }

  @Post(':letter/recorded-as-sent')
  @HttpCode(200)
  @Allow('letter.write')
  @Documented({
    summary: {
      en: 'Records that a letter has gone, at the instant at which it went; its events happen then',
      zh: '登记函件已于某时刻发出，相应事件以该时刻为准',
    },
    answer: dto.letterHeadDto,
    problems: [404, 409],
  })
  gone(
    @Param('id', { schema: idParameter }) id: string,
    @Param('letter', { schema: dto.letterParameter }) letter: string,
    @Body({ schema: dto.goneDto }) asked: z.infer<typeof dto.goneDto>,
    @CurrentKnown() who: Known,
    @IfMatch() expected: Expected,
    @Idempotent() claim: Claim | undefined,
  ): Answer<typeof dto.letterHeadDto> {
    return this.sending.recordAsSent(id, letter, asked, { who, claim, expected });
  }

  @Delete(':letter')
  @HttpCode(200)
  @Allow('letter.write')
  @Documented({
    summary: { en: 'Throws a draft away; it is kept as discarded', zh: '作废草稿；保留作废记录' },
    answer: dto.letterHeadDto,
    problems: [404, 409],
  })
  discard(
    @Param('id', { schema: idParameter }) id: string,
    @Param('letter', { schema: dto.letterParameter }) letter: string,
    @CurrentKnown() who: Known,
    @IfMatch() expected: Expected,
    @Idempotent() claim: Claim | undefined,
  ): Answer<typeof dto.letterHeadDto> {
    return this.letters.discard(id, letter, { who, claim, expected });
  }
}
