import { z } from 'zod';
import { ruleExplainedDto } from './rule-explained.dto.js';
import { findingKindTexts } from '../../texts/judgement-texts.js';
import { retentionStateTerms, rightStateTerms } from '../../texts/entitlement-texts.js';
import { breachTexts, stateTerms } from '../../texts/glossary-texts.js';
import { explanationDto } from './derivation.dto.js';
import { escalationDto, recordsDto, retentionDto, rightDto } from './entitlement.dto.js';
import { missingDto, missingHere, notesDto, outcomeDto, reasonDto, text, time, wordDto } from './parts.dto.js';

const findingDto = z
  .object({
    policy: z.string(),
    version: z.string().optional().meta({ description: 'First day in force of the version · 版本施行日' }),
    rule: z.string().optional().meta({ description: 'Absent for a whole policy · 针对整个制度时没有' }),
    title: text.optional(),
    cite: text.optional(),
    kind: wordDto('FindingKind', findingKindTexts),
    own: z.boolean().meta({ description: "Whether the organisation's own duty · 是否为本机构的义务" }),
    outcome: outcomeDto,
    state: wordDto('ClockState', stateTerms).optional(),
    reason: reasonDto.optional(),
    breach: wordDto('Breach', breachTexts).optional(),
    occurrence: z.object({ event: z.string(), type: z.string(), at: time, ref: z.string().optional() }).optional(),
    round: z.int().optional(),
    start: time.optional(),
    due: time.optional(),
    due_at_latest: time.optional().meta({
      description:
        '`due` is then the safe date, this the one if all that is unknown turned out well · 另有未知事实时的最迟日期',
    }),
    done: time.optional(),
    warn_at: time.optional(),
    provisional: z.boolean().optional(),
    left: z.object({ used: z.number(), of: z.number(), unit: z.string() }).optional(),
    elapsed: z
      .object({ from: time, until: time.optional() })
      .optional()
      .meta({ description: 'For how long a judgement has been needed · 待人工判断的期间' }),
    duty: z.string().optional(),
    superseded_by: z.string().optional().meta({
      description: 'The rule of the same duty that governs; the outcome stays its own · 同一义务以该规则为准，结论不变',
    }),
    yields_to: z.string().optional(),
    unverified: z.literal(true).optional().meta({
      description: 'Used although nobody has checked its text · 条文未经核对而采用',
    }),
    waived: z
      .object({ waiver: z.string(), through: z.string() })
      .optional()
      .meta({ description: 'A breach that is counted apart, until and including the day · 豁免，截至该日（含）' }),
    disputed: z
      .object({ facts: z.array(z.string()), outcomes: z.array(outcomeDto) })
      .optional()
      .meta({
        description: 'What the parties dispute, and what each version comes to · 有争议的事实，及各种陈述下的结论',
      }),
    assessed_by: z.string().optional(),
    missing: z.array(missingHere).optional().meta({
      description:
        'What this finding waits for; in words under `missing` of the judgement · 本项所缺的事实，文字说明见判定的 missing',
    }),
    notes: notesDto.optional(),
    explanation: explanationDto.optional(),
  })
  .meta({ id: 'Finding', description: 'One assessment, of one rule · 对一条规则的一项审核发现' });

const countsDto = z.object({
  compliant: z.int(),
  'non-compliant': z.int(),
  waived: z
    .int()
    .meta({ description: 'Breaches that a waiver excuses; not among the non-compliant · 豁免，不计入不符合' }),
  pending: z.int(),
  indeterminate: z.int(),
  'judgement-needed': z.int(),
});

const notApplicableDto = z.object({
  policy: z.string(),
  version: z.string().optional(),
  rules: z.array(z.string()),
  occurrence: z.object({ event: z.string(), type: z.string() }).optional(),
  round: z.int().optional(),
  reason: reasonDto.optional(),
});

function statesDto<State extends string>(table: Readonly<Record<State, unknown>>) {
  // The codes are the keys of the table, which the compiler cannot see through `Object.keys`.
  return z.record(z.enum(Object.keys(table) as [State, ...State[]]), z.int());
}

export const summaryDto = z
  .object({
    all: countsDto.extend({ 'not-applicable': z.int() }),
    own: countsDto.meta({ description: 'Of our own duties · 其中本机构的义务' }),
    rights: statesDto(rightStateTerms).meta({ description: 'Rights by state · 各状态的权利数' }),
    retention: statesDto(retentionStateTerms).meta({ description: 'Retention rules by state · 各状态的保存规则数' }),
    escalations: z.object({ due: z.int(), later: z.int() }),
  })
  .meta({ id: 'JudgementSummary', description: 'Findings by outcome · 各结论的审核发现数' });

const receiptDto = z
  .object({
    policy_set: z.string(),
    calendars: z.record(z.string(), z.string()),
    time_zone_data: z.string(),
    engine: z.string(),
    readings: z.record(z.string(), z.string()),
    register: z
      .object({ at: time, values: z.record(z.string(), z.unknown()) })
      .optional()
      .meta({ description: 'What was said of other complaints, and when · 其他投诉的登记情况及查询时刻' }),
    input: z.object({ entry: z.int(), hash: z.string().nullable() }).optional(),
    result: z.string(),
  })
  .meta({ id: 'Receipt', description: 'What anyone needs to repeat the judgement · 复核判定所需的凭证' });

/** The parts of every judgement in an answer. */
export const judgementParts = {
  at: time.meta({ description: 'The instant judged for · 判定所针对的时刻' }),
  outcome: outcomeDto.meta({ description: 'The gravest outcome of our own duties · 本机构各项义务中最严重的结论' }),
  summary: summaryDto,
  missing: z.array(missingDto),
  findings: z.array(findingDto).meta({ description: 'Of the rules that apply · 适用规则的审核发现' }),
  rights: z.array(rightDto).meta({ description: 'What someone may demand · 可主张的权利' }),
  retention: z.array(retentionDto).meta({ description: 'How long records are kept, rule by rule · 各规则的保存期限' }),
  records: z.array(recordsDto).meta({ description: 'All rules together, by kind of record · 按记录种类汇总' }),
  escalations: z.array(escalationDto).meta({ description: 'Who is to be told, and when · 应告知何人及时间' }),
  not_applicable: z.array(notApplicableDto).optional().meta({
    description:
      'The rules that do not apply, and why, where `not_applicable=true` asks · 不适用的规则及原因，须以 not_applicable=true 请求',
  }),
  receipt: receiptDto,
};

/** A judgement that is not stored. */
export const statelessJudgementDto = z
  .object({ ...judgementParts, next_look_at: time.nullable(), explained: z.array(ruleExplainedDto).optional() })
  .meta({ id: 'StatelessJudgement' });
