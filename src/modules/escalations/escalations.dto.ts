import { z } from 'zod';
import { statuses } from './escalation.js';

const text = z.object({ en: z.string(), zh: z.string() });
const code = z.object({ code: z.string(), en: z.string(), zh: z.string() });
const positive = z.int().min(1).max(2_147_483_647);

export const complaintParameter = z.uuid().toLowerCase();
const ruleName = z.string().min(1).max(1_000);

export const escalationsQuery = z.strictObject({
  complaint: complaintParameter.optional(),
  status: z
    .enum([...statuses, 'open'])
    .optional()
    .meta({
      description: 'open: waiting or told, and acknowledged by nobody · open：待发送或已提醒且无人确认',
    }),
  unit: z.string().min(1).max(100).optional(),
  cursor: z.string().max(2_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const keyDto = {
  complaint: z.uuid(),
  rule: z
    .string()
    .meta({ description: 'policy#rule, or policy#rule@EVENT of an occurrence · 逐次发生的为 policy#rule@EVENT' }),
  policy: z.string(),
  rule_id: z.string(),
  event: z.string().nullable(),
  title: text,
  level: z.int(),
  round: z.int(),
};

export const escalationDto = z
  .object({
    ...keyDto,
    unit: z.string().nullable(),
    status: code,
    to: z.array(z.string()),
    for: z
      .object({ rule: z.string(), title: text })
      .nullable()
      .meta({ description: 'The clock that it watches · 所监视的期限' }),
    due_at: z.string().nullable(),
    told_at: z.string(),
    acknowledge_by: z.string().nullable(),
    passed_over: z.array(z.int()).meta({
      description: 'Lower levels that were due too while nobody could tell them · 停机期间同时到期而越过的较低级别',
    }),
    told: z.array(
      z.object({
        account: z.uuid().nullable(),
        name: z.string().nullable(),
        destination: z.string().nullable(),
        way: z.string(),
        status: z.string(),
        sent_at: z.string().nullable(),
      }),
    ),
    acknowledged: z.object({ at: z.string(), by: z.string(), name: z.string() }).nullable(),
    next: z
      .object({ level: z.int(), at: z.string(), to: z.array(z.string()) })
      .nullable()
      .meta({ description: 'Who is told next where nobody acknowledges · 无人确认时下一步提醒的对象' }),
    link: z.string(),
  })
  .meta({ id: 'Escalation' });

export const escalationsDto = z
  .object({ escalations: z.array(escalationDto), next: z.string().optional() })
  .meta({ id: 'Escalations', description: 'From the newest; "next" is "cursor" of the next page · 自最新起' });

export const neverFiredDto = z
  .object({
    set: z.int(),
    set_since: z.string(),
    configured: z.int().meta({ description: 'Levels that the set in force has · 现行制度集所设级别数' }),
    fired: z.int(),
    never_fired: z.array(
      z.object({
        rule: z.string(),
        title: text,
        level: z.int(),
        to: z.array(z.string()),
        in_force_from: z.string(),
        unverified: z.boolean().meta({
          description: 'Nobody has checked its policy, so it is out of force · 制度未经核对，未予执行',
        }),
      }),
    ),
  })
  .meta({ id: 'EscalationsNeverFired' });

export const acknowledgeDto = z
  .strictObject({ complaint: complaintParameter, rule: ruleName, level: positive, round: positive })
  .meta({ id: 'AcknowledgeEscalation' });

export const acknowledgedDto = z
  .object({
    complaint: z.uuid(),
    rule: z.string(),
    level: z.int(),
    round: z.int(),
    at: z.string(),
    by: z.string(),
    was_told: z.boolean().meta({ description: 'Whoever acknowledged was told of it · 确认人曾收到此提醒' }),
    version: z.int().meta({ description: 'Of the complaint · 投诉的版本号' }),
  })
  .meta({ id: 'AcknowledgedEscalation' });
