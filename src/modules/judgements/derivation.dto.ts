import { z } from 'zod';
import { text, time } from './parts.dto.js';

const dayDto = z.object({
  day: z.string(),
  kind: z.object({ code: z.string(), en: z.string(), zh: z.string() }),
  n: z.int().optional().meta({ description: 'Its number among the days that count · 计入天数中的序号' }),
  calendar: z.object({ code: z.string(), en: z.string(), zh: z.string() }),
  name: text.optional(),
  source: z.string().optional(),
});

const stepDto = z.object({
  kind: z.object({ code: z.string(), en: z.string(), zh: z.string() }),
  by: text.optional(),
  from: time.optional(),
  until: time.optional(),
  to: time.optional(),
  counted: z.boolean().optional(),
  added: text.optional(),
  cite: z.string().optional(),
  days: z.array(dayDto).optional(),
});

export const explanationDto = z
  .object({
    calendar: z.string(),
    counting: z.string(),
    cite: z.string(),
    start: time,
    due: time.optional(),
    provisional: z.boolean(),
    steps: z.array(stepDto),
  })
  .meta({ id: 'Explanation', description: 'Why a due date is what it is, day by day · 到期日的逐日推算' });
