import { z } from 'zod';
import { findingKindTexts, reasonTexts } from '../../texts/judgement-texts.js';
import { breachTexts, missingTerms, noteTexts, outcomeTerms, stateTerms } from '../../texts/glossary-texts.js';

const text = z.object({ en: z.string(), zh: z.string() }).meta({ id: 'Text' });

/** A code of this table with what it means in both languages. */
export function wordDto(id: string, table: Readonly<Record<string, unknown>>) {
  return z.object({ code: z.enum(Object.keys(table)), en: z.string(), zh: z.string() }).meta({ id });
}

export const outcomeDto = wordDto('Outcome', outcomeTerms);
const reasonDto = wordDto('Reason', reasonTexts);

const missingParts = { name: z.string(), kind: z.enum(['event', 'fact']) };
const missingDto = z
  .object({ ...missingParts, title: text, why: wordDto('WhyMissing', missingTerms) })
  .meta({ id: 'MissingFact', description: 'What is not known, and why · 未知的事实及其原因' });
const missingHere = z.object({ ...missingParts, why: z.enum(Object.keys(missingTerms)) });

const time = z.string().meta({ description: '2026-02-12, or 2026-02-12T09:00+08:00' });

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

const explanationDto = z
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
    missing: z.array(missingHere).optional().meta({
      description:
        'What this finding waits for; in words under `missing` of the judgement · 本项所缺的事实，文字说明见判定的 missing',
    }),
    notes: z
      .array(
        z.object({
          code: z.enum(Object.keys(noteTexts)),
          en: z.string(),
          zh: z.string(),
          data: z.record(z.string(), z.union([z.string(), z.number()])),
        }),
      )
      .optional(),
    explanation: explanationDto.optional(),
  })
  .meta({ id: 'Finding', description: 'One assessment, of one rule · 对一条规则的一项审核发现' });

const countsDto = z.object({
  compliant: z.int(),
  'non-compliant': z.int(),
  pending: z.int(),
  indeterminate: z.int(),
});

const notApplicableDto = z.object({
  policy: z.string(),
  version: z.string().optional(),
  rules: z.array(z.string()),
  occurrence: z.object({ event: z.string(), type: z.string() }).optional(),
  round: z.int().optional(),
  reason: reasonDto.optional(),
});

export const summaryDto = z
  .object({
    all: countsDto.extend({ 'not-applicable': z.int() }),
    own: countsDto.meta({ description: 'Of our own duties · 其中本机构的义务' }),
  })
  .meta({ id: 'JudgementSummary', description: 'Findings by outcome · 各结论的审核发现数' });

const receiptDto = z
  .object({
    policy_set: z.string(),
    calendars: z.record(z.string(), z.string()),
    time_zone_data: z.string(),
    engine: z.string(),
    readings: z.record(z.string(), z.string()),
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
  not_applicable: z
    .array(notApplicableDto)
    .optional()
    .meta({ description: 'The rules that do not apply, and why · 不适用的规则及原因' }),
  receipt: receiptDto,
};

/** A judgement that is not stored. */
export const statelessJudgementDto = z
  .object({ ...judgementParts, next_look_at: time.nullable() })
  .meta({ id: 'StatelessJudgement' });
