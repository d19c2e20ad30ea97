import { z } from 'zod';
import { inBoth } from '../yaml/expected-texts.js';
import { record, text } from '../yaml/shapes.js';
import { catchUps, outcomes, reportFormats, scheduleKinds, statuses } from './schedule.js';

const name = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,63}$/,
    inBoth('a name in small letters, digits and hyphens', '由小写字母、数字和连字符组成的名称'),
  );

const words = z.string().min(1).max(200);

export const time = {
  cron: z.string().min(1).optional(),
  on: z.string().min(1).optional(),
  time: z.string().optional(),
  zone: z.string().min(1).optional(),
  calendar: z.string().min(1).optional(),
  'missing-hour': z.enum(['after', 'skip']).optional(),
  'doubled-hour': z.enum(['first', 'second', 'both']).optional(),
};

export const population = {
  status: z.enum(statuses).optional(),
  outcome: z.enum(outcomes).optional(),
  source: words.optional(),
  unit: words.optional(),
  received: words.optional(),
};

export const report = {
  languages: z
    .array(z.enum(['en', 'zh']))
    .min(1)
    .optional(),
  formats: z.array(z.enum(reportFormats)).min(1).optional(),
  findings: z.enum(['attention', 'all']).optional(),
};

export const schedule = {
  title: text,
  at: record(time),
  does: z.enum(scheduleKinds),
  over: record(population).optional(),
  report: record(report).optional(),
  'catch-up': z.enum(catchUps).optional(),
  tell: z.array(z.string()).optional(),
};

export const schedules = z.record(name, record(schedule));

/** The shape of schedules.yaml; what its values mean is read by `readSchedules`. */
export const schedulesFile = record({ schedules });
