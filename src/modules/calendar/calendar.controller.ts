import type { ServerResponse } from 'node:http';
import { Controller, Delete, Get, Headers, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Known } from '../../authority/known.js';
import { Allow } from '../../http/allow.js';
import { CurrentKnown } from '../../http/current-actor.js';
import { isKnown } from '../../http/entity-tag.js';
import type { Claim } from '../../http/idempotency/claim.js';
import { Idempotent } from '../../http/idempotency/idempotent.js';
import { Documented } from '../../http/openapi/documented.js';
import { Reply } from '../../http/reply.js';
import { calendarDto, endedCalendarDto, feedQuery, madeCalendarDto, secretParameter } from './calendar.dto.js';
import { CalendarFeeds } from './calendar-feeds.service.js';

/** Due dates as a calendar. */
@Controller('api')
@ApiTags('calendar')
export class CalendarController {
  constructor(private readonly feeds: CalendarFeeds) {}

  // Programs that keep calendars show no other identity than the address.
  @Get('calendar/:secret.ics')
  @Allow('anyone')
  @Documented({
    summary: {
      en: 'Due dates as a calendar (iCalendar), for whoever has the address',
      zh: '到期日日历（iCalendar），凭地址订阅',
    },
    file: 'text/calendar',
    problems: [404],
    versioned: true,
  })
  async read(
    @Param('secret', { schema: secretParameter }) secret: string,
    @Query({ schema: feedQuery }) asked: z.infer<typeof feedQuery>,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<StreamableFile | Reply<undefined>> {
    const { text, etag } = await this.feeds.read(secret, asked);
    response.setHeader('Cache-Control', 'private, max-age=300');
    if (isKnown(etag, known)) return new Reply(undefined, { headers: { etag } });
    response.setHeader('ETag', etag);
    return new StreamableFile(Buffer.from(text), {
      type: 'text/calendar; charset=utf-8',
      disposition: 'inline; filename="redress.ics"',
    });
  }

  @Get('me/calendar')
  @Allow('in-person')
  @Documented({
    summary: { en: 'Whether I have a calendar of due dates', zh: '本人是否有到期日日历' },
    answer: calendarDto,
  })
  async has(@CurrentKnown() who: Known): Promise<z.infer<typeof calendarDto>> {
    return { exists: await this.feeds.has(who.account) };
  }

  @Post('me/calendar')
  @Allow('in-person')
  @Documented({
    summary: {
      en: 'A fresh address of my calendar of due dates, instead of the one before; shown this one time',
      zh: '生成本人到期日日历的新地址，原地址随即失效；仅显示一次',
    },
    answer: madeCalendarDto,
    status: 201,
    problems: [404, 409],
  })
  make(
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Promise<Reply<z.infer<typeof madeCalendarDto>>> {
    return this.feeds.make(who.account, { by: who.actor, who, claim });
  }

  @Delete('me/calendar')
  @Allow('in-person')
  @Documented({
    summary: { en: 'Ends my calendar of due dates', zh: '停用本人的到期日日历' },
    answer: endedCalendarDto,
  })
  end(
    @CurrentKnown() who: Known,
    @Idempotent() claim: Claim | undefined,
  ): Promise<Reply<z.infer<typeof endedCalendarDto>>> {
    return this.feeds.end(who.account, { by: who.actor, who, claim });
  }
}
