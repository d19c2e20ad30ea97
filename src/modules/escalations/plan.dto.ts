import { z } from 'zod';

export const planQuery = z.strictObject({
  days: z.coerce.number().int().min(1).max(92).default(31),
  unit: z.string().min(1).max(100).optional(),
  proposal: z.uuid().toLowerCase().optional().meta({
    description: 'By the policies of a proposal instead of those in force · 按提议的制度集而非现行制度集推算',
  }),
});

const line = z
  .object({
    date: z.string(),
    time: z
      .string()
      .nullable()
      .meta({ description: 'null: so many that the days alone are told apart · null 表示仅按日区分' }),
    roles: z.array(z.string()),
    people: z.array(z.string()),
    destinations: z.array(z.string()),
    instead: z.string().nullable().meta({
      description: 'The fallback owner, told because nobody holds the roles · 因无人担任而代为接收的兜底负责人',
    }),
    rule: z.string(),
    title: z.object({ en: z.string(), zh: z.string() }),
    level: z.int(),
    count: z.int(),
    examples: z.array(z.string()),
  })
  .meta({ id: 'EscalationPlanLine' });

export const planDto = z
  .object({
    from: z.string(),
    until: z.string(),
    set: z.int(),
    draft: z.boolean(),
    open: z.number(),
    looked_at: z.int(),
    tellings: z.int(),
    lines: z.array(line),
    difference: z
      .object({ more: z.array(line), fewer: z.array(line) })
      .nullable()
      .meta({
        description:
          'Of a draft against the set in force; a moved telling stands in both · 草案与现行之差，时间变动的两侧均列出',
      }),
    unforeseen: z.object({
      count: z.int(),
      first: z.array(z.object({ complaint: z.string(), why: z.enum(['judge', 'looks']) })),
    }),
  })
  .meta({ id: 'EscalationPlan' });
