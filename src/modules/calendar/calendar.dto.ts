import { z } from 'zod';

/** What is no secret is found nowhere, like one that does not hold. */
export const secretParameter = z.string().min(1).max(200);

export const feedQuery = z.strictObject({
  role: z.string().min(1).max(100).optional().meta({
    description: 'Of clocks alone of which this role would be told · 仅限会提醒该岗位的期限',
  }),
  unit: z.string().min(1).max(100).optional(),
});

export const calendarDto = z.object({ exists: z.boolean() }).meta({ id: 'Calendar' });

export const madeCalendarDto = z
  .object({
    made_at: z.string(),
    address: z.string().nullable().meta({
      description: 'Shown this one time; null where the same request comes again · 仅显示一次；重发同一请求时为 null',
    }),
  })
  .meta({ id: 'MadeCalendar' });

export const endedCalendarDto = z.object({ ended: z.boolean() }).meta({ id: 'EndedCalendar' });
