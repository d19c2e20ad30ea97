import { z } from 'zod';
import { askedNumber, afterNumber } from '../../http/number-schemas.js';
import { outcomeTerms } from '../../texts/glossary-texts.js';
import { statusTexts } from '../../texts/judgement-texts.js';
import { judgementFlags } from '../judgements/judgement-query.dto.js';
import { judgementParts, summaryDto } from '../judgements/judgement.dto.js';
import { outcomeDto, wordDto } from '../judgements/parts.dto.js';

const status = wordDto('ComplaintStatus', statusTexts);
const stateDto = z.object({ status, received: z.string().optional(), closed: z.string().optional() });

/** A complaint's id; in small letters, as it is stored. */
export const idParameter = z.uuid().toLowerCase();

const named = {
  id: z.uuid(),
  source: z.string(),
  reference: z.string(),
  unit: z.string().optional(),
  version: z.int().meta({ description: 'Counts the changes; also the ETag · 变更次数，亦即 ETag' }),
};

const setDto = z.object({ number: z.int(), digest: z.string() });

/** A judgement of a stored complaint. */
export const judgementDto = z
  .object({
    complaint: z.uuid(),
    number: z
      .int()
      .optional()
      .meta({ description: 'Of the stored judgement; absent where judged now · 已存判定的编号' }),
    judged: z.enum(['then', 'now']).meta({
      description:
        '`then`: as it was stored. `now`: by the policies in force now, stored nowhere · then 为存档判定，now 为按现行制度即时判定',
    }),
    set: setDto,
    known_at: z.string().optional(),
    erased: z.array(z.string()).optional().meta({ description: 'Facts whose values were erased · 值已被删除的事实' }),
    unrepeatable: z.literal(true).optional().meta({
      description:
        'Judging again does not give this result any more: values were erased · 因相关值已删除，重新判定得不到相同结果',
    }),
    next_look_at: z.string().nullable().optional(),
    ...judgementParts,
  })
  .meta({ id: 'ComplaintJudgement' });

const changedSide = z
  .object({ outcome: outcomeDto, due: z.string().optional() })
  .nullable()
  .meta({ description: 'null: the rule did not apply · null 表示该规则不适用' });

const changedDto = z.object({
  rule: z.string(),
  event: z.string().optional(),
  round: z.int().optional(),
  from: changedSide,
  to: changedSide,
});

/** What became of what was given in. */
export const recordedDto = z
  .object({
    ...named,
    state: stateDto,
    recorded: z.int().meta({ description: 'Events that are new · 新登记的事件数' }),
    repeated: z.int().meta({ description: 'Events that were recorded already · 此前已登记的事件数' }),
    event_ids: z.array(z.string()).meta({ description: 'In the order given · 与所给顺序一致' }),
    changed: z.array(changedDto).meta({
      description:
        'What the new judgement says otherwise than the one before; empty where nothing changed · 新判定与上一次判定的不同之处，无变化则为空',
    }),
    judgement: judgementDto,
  })
  .meta({ id: 'RecordedComplaint' });

const eventDto = z.object({
  number: z.int(),
  id: z.string(),
  type: z.string(),
  title: z.object({ en: z.string(), zh: z.string() }),
  at: z.string(),
  recorded_at: z.string().optional(),
  stored_at: z.string().meta({ description: 'When Redress learnt of it · Redress 获知的时间' }),
  ref: z.string().optional(),
  from_start: z.literal(true).optional().meta({ description: 'Its facts hold from the start · 其事实自始成立' }),
  retracted: z.literal(true).optional(),
  data: z.record(z.string(), z.unknown()),
  erased: z.array(z.string()).optional(),
  origin: z.string(),
  actor: z.string(),
  run: z.string().optional(),
});

/** A complaint with all that is recorded of it. */
export const complaintDto = z
  .object({
    ...named,
    state: stateDto,
    observes: z.union([z.literal('everything'), z.array(z.string())]),
    facts: z.record(z.string(), z.unknown()).meta({ description: 'That hold from the start · 自始成立的事实' }),
    erased: z.array(z.string()),
    events: z.array(eventDto),
    judgement: z.object({ number: z.int(), at: z.string(), set: z.int(), outcome: outcomeDto, summary: summaryDto }),
    entries: z.int(),
  })
  .meta({ id: 'Complaint' });

export const listQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z
    .string()
    .max(300)
    .optional()
    .meta({ description: '`next` of the page before, with the same filters · 上一页的 next' }),
  source: z.string().optional(),
  reference: z.string().optional(),
  status: z.enum(Object.keys(statusTexts)).optional(),
  outcome: z.enum(Object.keys(outcomeTerms)).optional(),
  unit: z.string().optional(),
  received_from: z.iso.date().optional().meta({ description: "In the organisation's zone · 按本机构时区" }),
  received_to: z.iso.date().optional().meta({ description: 'This day included · 含当日' }),
  next_look_before: z.string().optional().meta({ description: 'An instant with its offset · 带时区偏移的时刻' }),
});

export const listDto = z
  .object({
    complaints: z.array(
      z.object({
        ...named,
        state: stateDto,
        outcome: outcomeDto.nullable(),
        next_look_at: z.string().nullable(),
        changed_at: z.string(),
      }),
    ),
    next: z.string().optional(),
  })
  .meta({ id: 'ComplaintPage' });

export const judgementQuery = z.strictObject({
  ...judgementFlags,
  number: askedNumber.optional().meta({ description: 'An earlier judgement, as stored · 较早的存档判定' }),
  at: z.string().optional().meta({ description: 'Judge now, for this instant · 按现行制度判定此时刻' }),
  known_at: z
    .string()
    .optional()
    .meta({ description: 'Judge now, by what was known at this instant · 仅依据此时刻已知的内容判定' }),
  set: askedNumber.optional().meta({ description: 'Judge now, by this set of policies · 依据该编号的制度集判定' }),
});

export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  before: askedNumber.optional(),
});

export const judgementListDto = z
  .object({
    judgements: z.array(
      z.object({
        number: z.int(),
        at: z.string(),
        set: z.int(),
        outcome: outcomeDto,
        result: z.string(),
        run: z.string().optional(),
      }),
    ),
    next: z.int().optional().meta({ description: 'Give it as `before` · 作为 before 使用' }),
  })
  .meta({ id: 'JudgementPage' });

export const entriesQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1000).default(200),
  after: afterNumber.default(0),
});

export const entriesDto = z
  .object({
    entries: z
      .array(
        z.object({
          v: z.literal(1),
          subject: z.object({ kind: z.string(), id: z.string() }),
          number: z.int(),
          type: z.string(),
          actor: z.string(),
          at: z.int().meta({ description: 'Milliseconds since 1970 · 自 1970 年起的毫秒数' }),
          body: z.record(z.string(), z.unknown()),
          previous: z.string().nullable(),
          hash: z.string().meta({
            description:
              'SHA-256(0x00 ‖ the canonical JSON (RFC 8785) of the entry without its hash) · 对去除 hash 的记录规范 JSON 前置 0x00 后取 SHA-256',
          }),
        }),
      )
      .meta({ description: 'From the oldest · 由旧至新' }),
    next: z.int().optional().meta({ description: 'Give it as `after` · 作为 after 使用' }),
  })
  .meta({ id: 'EntryPage' });
