import { z } from 'zod';
import type { outcomeTerms } from '../../texts/glossary-texts.js';
import type { statusTexts } from '../../texts/judgement-texts.js';
import { runFields } from '../runs/run.dto.js';

const text = z.object({ en: z.string(), zh: z.string() });
const name = z.string().min(1).max(200);
const day = z.string().max(40);

/** What is asked for. Days and instants are read with the request, which says what is wrong with them. */
export const newCheckDto = z
  .strictObject({
    population: z
      .strictObject({
        source: name.optional(),
        unit: name.optional(),
        status: z
          .enum(['open', 'closed', 'withdrawn', 'merged', 'void'] satisfies (keyof typeof statusTexts)[])
          .optional(),
        outcome: z
          .enum([
            'compliant',
            'non-compliant',
            'waived',
            'pending',
            'indeterminate',
            'judgement-needed',
            'not-applicable',
          ] satisfies (keyof typeof outcomeTerms)[])
          .optional()
          .meta({ description: 'Of the last stored judgement · 最近一次存档判定的结论' }),
        received_from: day.optional().meta({
          description: 'First day of receipt, in the zone of the organisation · 收到日期起（含），按本组织时区',
        }),
        received_to: day.optional().meta({ description: 'Last day of receipt · 收到日期止（含）' }),
      })
      .meta({ description: 'Every part narrows it; empty: all complaints · 各条件取交集，留空即全部投诉' }),
    at: z.string().max(40).optional().meta({
      description:
        'Judged as at this day or instant, and nothing stored; otherwise now, and stored judgements are renewed · 判定时点；指定后仅判定不保存，默认为现在并更新存档判定',
    }),
  })
  .meta({ id: 'NewCheck' });

export const checkId = z.uuid().toLowerCase();

export const checksQuery = z.strictObject({
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const skippedQuery = z.strictObject({
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

const count = z.int().min(0);
const outcomes = z.object({
  compliant: count,
  'non-compliant': count,
  waived: count.meta({
    description: 'Breaches that a waiver excuses; not among the non-compliant · 豁免，不计入不符合',
  }),
  pending: count,
  indeterminate: count,
  'judgement-needed': count,
  'not-applicable': count,
});

const result = z
  .object({
    population: count.meta({ description: 'examined + skipped · 检查范围' }),
    examined: count,
    skipped: count,
    skipped_for: z.object({ void: count, 'receipt-unknown': count }),
    at: z.string(),
    stored: z.boolean().meta({ description: 'Whether stored judgements were renewed · 是否更新了存档判定' }),
    renewed: count,
    changed: count,
    complaints: outcomes.meta({
      description: 'Complaints by the gravest outcome of our own duties · 投诉数，按本机构义务的最重结论',
    }),
    findings: count,
    outcomes,
    own: z.object({ findings: count, outcomes }),
    rules: z.array(
      z.object({
        policy: z.string(),
        version: z.string().nullable(),
        rule: z.string().nullable(),
        own: z.boolean(),
        findings: count,
        outcomes,
      }),
    ),
    others: z
      .object({
        rights: z.object({
          open: count,
          'not-open-yet': count,
          used: count,
          lapsed: count,
          indeterminate: count,
          'not-applicable': count,
        }),
        used_late: count.meta({ description: 'Of those lapsed · 已失效者中逾期行使的' }),
        records: z.object({
          keep: count,
          'may-go': count,
          'must-go': count,
          restricted: count,
          'not-started': count,
          indeterminate: count,
        }),
        escalations_due: count,
      })
      .meta({ description: 'Beside the duties; in no figure of compliance · 义务以外的事项，不计入任何合规数字' }),
    set: z.object({ number: z.int(), digest: z.string() }),
    calendars: z.record(z.string(), z.string()),
    time_zone_data: z.string(),
    engine: z.string(),
    next_look_at: z.string().nullable(),
    milliseconds: count,
  })
  .meta({ id: 'CheckResult' });

const fault = z.object({
  code: z.string(),
  file: z.string().optional(),
  line: z.int().optional(),
  column: z.int().optional(),
  path: z.string().optional(),
  cause: text,
  remedy: text,
});

export const checkDto = z
  .object({
    id: z.uuid(),
    ...runFields,
    request: z.record(z.string(), z.unknown()),
    progress: z.object({ population: count, examined: count, skipped: count }).optional(),
    result: result.optional(),
    faults: z.array(fault),
  })
  .meta({ id: 'Check', description: 'A compliance check, with its account when it is done · 合规检查' });

export const checksDto = z
  .object({ checks: z.array(checkDto), next: z.string().optional() })
  .meta({ id: 'Checks', description: 'From the newest · 自最新起' });

export const skippedDto = z
  .object({
    skipped: z.array(
      z.object({
        complaint: z.uuid(),
        source: z.string(),
        reference: z.string(),
        reason: z.object({ code: z.enum(['void', 'receipt-unknown']), en: z.string(), zh: z.string() }),
      }),
    ),
    next: z.uuid().optional(),
  })
  .meta({ id: 'SkippedComplaints', description: 'Not examined, and why · 未检查的投诉及原因' });
