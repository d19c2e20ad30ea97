import { z } from 'zod';
import { retentionStateTerms, rightStateTerms } from '../../texts/entitlement-texts.js';
import type { GivenView } from './entitlement-views.js';
import { missingHere, notesDto, reasonDto, text, time, wordDto } from './parts.dto.js';

const head = {
  policy: z.string(),
  version: z.string().optional(),
  rule: z.string(),
  title: text.optional(),
  cite: text.optional(),
};
const occurrence = z.object({ event: z.string(), type: z.string(), at: time, ref: z.string().optional() });
const missing = z.array(missingHere).optional();

const moneyDto = z
  .object({ amount: z.string(), currency: z.string() })
  .meta({ id: 'Money', description: 'An exact decimal · 精确的十进制金额' });

const amountDto = z
  .object({
    exact: moneyDto.optional(),
    at_least: moneyDto.optional(),
    at_most: moneyDto.optional(),
    missing,
  })
  .meta({ id: 'Amount', description: 'Exact, or what is known of it while facts are missing · 金额，或已知的上下限' });

const givenDto: z.ZodType<GivenView> = z
  .union([
    z.object({
      remedy: z.string(),
      title: text.optional(),
      amount: amountDto.optional(),
      up_to: amountDto.optional().meta({ description: 'A bound, never an amount that is due · 上限，并非应付金额' }),
      paid_by: z.string().optional(),
      cite: z.array(z.string()).optional(),
      missing,
    }),
    z.object({
      get one_of() {
        return z.array(givenDto);
      },
    }),
  ])
  .meta({
    id: 'Given',
    description: 'A remedy, or several of which the complainant chooses one · 救济措施，或由投诉人择一',
  });

const rightState = wordDto('RightState', rightStateTerms);

export const rightDto = z
  .object({
    ...head,
    own: z.boolean().meta({ description: 'Whether the organisation is to meet it · 是否由本机构履行' }),
    state: rightState,
    reason: reasonDto.optional(),
    occurrence: occurrence.optional(),
    round: z.int().optional(),
    opens: time.optional(),
    until: time.optional().meta({ description: 'The last day or instant, included · 最后一日或时刻（含）' }),
    until_at_latest: time.optional(),
    paused: z.literal(true).optional(),
    used: time.optional(),
    used_late: time.optional().meta({ description: 'Used after it had lapsed · 失效后才行使' }),
    provisional: z.boolean().optional(),
    claim: z.string().optional(),
    elected: z.literal(true).optional(),
    exclusion: z.array(z.string()).optional(),
    yields_to: z.string().optional(),
    unverified: z.literal(true).optional(),
    disputed: z
      .object({ facts: z.array(z.string()), states: z.array(rightState) })
      .optional()
      .meta({
        description: 'What the parties dispute, and what each version comes to · 有争议的事实，及各种陈述下的状态',
      }),
    gives: z.array(givenDto),
    missing,
    notes: notesDto.optional(),
  })
  .meta({ id: 'Right', description: 'What someone may demand · 一项可主张的权利' });

const retentionState = wordDto('RetentionState', retentionStateTerms);

export const retentionDto = z
  .object({
    ...head,
    own: z.boolean(),
    records: z.string().meta({ description: 'The kind of record · 记录种类' }),
    state: retentionState,
    reason: reasonDto.optional(),
    start: time.optional(),
    keep_through: z.string().optional().meta({ description: 'Last day of a minimum, included · 最短保存期末日（含）' }),
    go_by: z.string().optional().meta({ description: 'Last day of a maximum, included · 最长保存期末日（含）' }),
    grace_through: z.string().optional(),
    // oxlint-disable-next-line unicorn/no-thenable -- a key of the policy language: a word, never a function
    then: z.string(),
    provisional: z.boolean().optional(),
    unverified: z.literal(true).optional(),
    missing,
  })
  .meta({ id: 'Retention', description: 'What one rule says of one kind of record · 一条规则对一种记录的保存要求' });

export const recordsDto = z
  .object({
    records: z.string(),
    state: retentionState,
    keep_through: z.string().optional(),
    go_by: z.string().optional(),
    held: z.boolean().meta({ description: 'Whether a hold is on it · 是否处于保全之中' }),
    rules: z.array(z.string()),
  })
  .meta({ id: 'RecordsRetention' });

export const escalationDto = z
  .object({
    ...head,
    for: z.string().optional(),
    occurrence: occurrence.optional(),
    round: z.int(),
    level: z.int(),
    to: z.array(z.string()),
    at: time,
    due: z.boolean().meta({ description: 'Whether that instant has come · 该时刻是否已到' }),
    acknowledge_by: time.optional(),
    unverified: z.literal(true).optional(),
  })
  .meta({ id: 'Escalation', description: 'One level of one escalation · 一级升级处理' });
