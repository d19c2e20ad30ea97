import { z } from 'zod';

const text = z.object({ en: z.string(), zh: z.string() });
const word = z.object({ code: z.string(), en: z.string(), zh: z.string() });
const count = z.int().min(0);

export const scheduleId = z.string().min(1).max(100);

export const scheduleRunsQuery = z.strictObject({
  after: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const nextQuery = z.strictObject({
  days: z.coerce.number().int().min(1).max(366).default(31),
});

const fault = z.object({ code: z.string(), cause: text, remedy: text });

export const scheduleRunDto = z
  .object({
    due_at: z.string(),
    state: word,
    late: z.boolean().meta({ description: 'Its time came while nothing ran · 应执行时服务未运行' }),
    claimed_at: z.string().meta({ description: 'When a process saw that it was due · 系统发现其到期的时间' }),
    ended_at: z.string().optional(),
    reason: word.extend({ run: z.uuid() }).optional().meta({
      description:
        'Of a time that was passed over though it was not missed: the run that was going on · 未错过而从略的原因',
    }),
    set: z.int().meta({ description: 'Set of policies in force at that time · 当时生效的制度集' }),
    asked_by: z
      .string()
      .meta({ description: 'The schedule itself, or who asked out of turn · 定期任务本身或临时发起人' }),
    run: z
      .object({
        id: z.uuid(),
        kind: z.string(),
        status: z.enum(['waiting', 'running', 'done', 'failed', 'interrupted']),
        actor: z.string(),
        started_at: z.string().optional(),
        ended_at: z.string().optional(),
        milliseconds: count.optional(),
        account: z.record(z.string(), z.unknown()).optional().meta({
          description: 'population = examined + skipped, outcomes, digests · 检查范围、各结论数及摘要值',
        }),
        faults: z.array(fault),
      })
      .optional(),
  })
  .meta({ id: 'ScheduleRun', description: 'A time at which a schedule was due · 定期任务的一次执行' });

export const scheduleRunsDto = z
  .object({ runs: z.array(scheduleRunDto), next: z.string().optional() })
  .meta({ id: 'ScheduleRuns', description: 'From the newest · 自最新起' });

const nextTime = z.object({
  at: z.string(),
  provisional: z
    .boolean()
    .meta({ description: 'Rests on holidays that are not published yet · 所依据的节假日安排尚未公布' }),
});

const scheduleDto = z
  .object({
    id: z.string(),
    title: text,
    does: word,
    when: text,
    clock_changes: text,
    over: z.record(z.string(), z.string()),
    catch_up: word,
    tell: z.array(z.string()),
    next: z.array(nextTime),
    last: scheduleRunDto.optional(),
    counts: z.object({
      done: count,
      failed: count,
      open: count,
      missed: count.meta({ description: 'Missed, and not made up for · 错过且未补做' }),
      passed_over: count.meta({ description: 'Another run stands for them · 由其他执行代替' }),
      late: count.meta({ description: 'Missed, and made up for later · 错过后补做' }),
    }),
  })
  .meta({ id: 'Schedule' });

export const schedulesDto = z
  .object({ schedules: z.array(scheduleDto) })
  .meta({ id: 'Schedules', description: 'Of the set of policies in force · 现行制度集中的定期任务' });

export const plannedDto = z
  .object({
    times: z.array(nextTime.extend({ schedule: z.string(), title: text })),
    cut: z.boolean().meta({ description: 'There are more · 还有更多' }),
  })
  .meta({ id: 'PlannedRuns', description: 'In the order of time · 按时间先后' });
