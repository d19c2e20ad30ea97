import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Actor } from '../../actor.js';
import { Allow } from '../../http/allow.js';
import { CurrentActor } from '../../http/current-actor.js';
import type { Claim } from '../../http/idempotency/claim.js';
import { Idempotent } from '../../http/idempotency/idempotent.js';
import { Documented } from '../../http/openapi/documented.js';
import type { Reply } from '../../http/reply.js';
import { PoliciesService } from '../policies/policies.service.js';
import { instantTextOf, type InstantText } from '../policies/policy-views.js';
import { scheduleRunView, scheduleView } from './schedule-views.js';
import * as dto from './schedules.dto.js';
import { SchedulesService } from './schedules.service.js';

/** What is done again and again, by itself: checks, reports, counts of records, verifications. */
@Controller('api/schedules')
@ApiTags('schedules')
export class SchedulesController {
  constructor(
    private readonly schedules: SchedulesService,
    private readonly policies: PoliciesService,
  ) {}

  @Get()
  @Allow('schedule.read')
  @Documented({
    summary: {
      en: 'Lists schedules, with what comes next and what was missed',
      zh: '列出定期任务及其后续执行和错过情况',
    },
    answer: dto.schedulesDto,
  })
  async list(): Promise<z.infer<typeof dto.schedulesDto>> {
    const when = this.when();
    return { schedules: (await this.schedules.list()).map((one) => scheduleView(one, when)) };
  }

  @Get('next')
  @Allow('schedule.read')
  @Documented({ summary: { en: 'What is due in the coming days', zh: '未来数日内的执行安排' }, answer: dto.plannedDto })
  next(@Query({ schema: dto.nextQuery }) { days }: z.infer<typeof dto.nextQuery>): z.infer<typeof dto.plannedDto> {
    const { times, isCut } = this.schedules.next(days);
    const when = this.when();
    const list = times.map(({ schedule: { id, title }, at, isProvisional }) => {
      return { schedule: id, title, at: when(at), provisional: isProvisional };
    });
    return { times: list, cut: isCut };
  }

  @Get(':id/runs')
  @Allow('schedule.read')
  @Documented({
    summary: {
      en: 'The runs of a schedule, from the newest, missed ones too',
      zh: '定期任务的执行记录（含错过的），自最新起',
    },
    answer: dto.scheduleRunsDto,
    problems: [404],
  })
  async runs(
    @Param('id', { schema: dto.scheduleId }) id: string,
    @Query({ schema: dto.scheduleRunsQuery }) page: z.infer<typeof dto.scheduleRunsQuery>,
  ): Promise<z.infer<typeof dto.scheduleRunsDto>> {
    const { runs, ...next } = await this.schedules.runs(id, page);
    const when = this.when();
    return { runs: runs.map((one) => scheduleRunView(one, when)), ...next };
  }

  @Post(':id/run')
  @HttpCode(202)
  @Allow('schedule.run')
  @Documented({
    summary: { en: 'Asks for a run now; it is carried out in the background', zh: '申请立即执行，后台进行' },
    answer: dto.scheduleRunDto,
    status: 202,
    problems: [404],
  })
  run(
    @Param('id', { schema: dto.scheduleId }) id: string,
    @CurrentActor() by: Actor,
    @Idempotent() claim: Claim | undefined,
  ): Promise<Reply<z.infer<typeof dto.scheduleRunDto>>> {
    const when = this.when();
    return this.schedules.runNow(id, { by, claim }, (run) => scheduleRunView(run, when));
  }

  private when(): InstantText {
    return instantTextOf(this.policies.isReady() ? this.policies.inForce().set : undefined);
  }
}
