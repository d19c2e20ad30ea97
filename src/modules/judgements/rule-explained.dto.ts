import { z } from 'zod';
import { explanationDto } from './derivation.dto.js';
import { text, time } from './parts.dto.js';
import type { AnsweringView } from './rule-explained-view.js';

const answeringDto: z.ZodType<AnsweringView> = z
  .object({
    name: z.string(),
    title: text,
    value: z.string().nullable(),
    from: z.enum(['row', 'event', 'our', 'register', 'parameter', 'rule', 'worked-out', 'nowhere']),
    event: z.string().optional(),
    disputed: z.array(z.string()).optional().meta({ description: 'What another party says of it · 另一方的陈述' }),
    get worked_out_from() {
      return z.array(answeringDto).optional();
    },
  })
  .meta({ id: 'Answering', description: 'A fact or event that was read, and where it stands · 所依据的事实及其来源' });

const askedDto = z.object({
  what: z.enum(['applies', 'when', 'require', 'exclusion', 'unless', 'extension', 'gives', 'trigger', 'pause']),
  condition: text,
  result: z.boolean().nullable(),
  decided: z.array(text).meta({ description: 'The comparisons that decided · 起决定作用的条件' }),
  answers: z.array(answeringDto),
  cite: z.array(z.string()),
  remedies: z.array(z.string()).optional(),
});

const momentDto = z.object({
  what: z.object({ code: z.string(), en: z.string(), zh: z.string() }),
  moment: text,
  answers: z.array(answeringDto),
});

const choiceDto = z
  .object({
    name: z.string().optional(),
    title: text,
    rows: z.array(
      z.object({
        text,
        applies: z.boolean().nullable(),
        decided: text.optional(),
        answers: z.array(answeringDto),
        cite: z.array(z.string()),
      }),
    ),
    not_asked: z.int().meta({ description: 'Rows after the one that applies · 适用行之后未再判断的行数' }),
  })
  .meta({ description: 'A table, row by row until one applied · 逐行判断的表，直至某行适用' });

const amountDto = z.object({
  remedy: z.string(),
  title: text,
  steps: z.array(z.object({ formula: text, comes_to: text })),
});

const readingDto = z.object({
  parameter: z.string(),
  value: z.string(),
  option: text,
  chosen: z.boolean(),
  dates: z.array(time),
  text,
});

export const ruleExplainedDto = z
  .object({
    rule: z.string(),
    title: text,
    sentence: text,
    cite: z.array(z.string()),
    version_day: z.string().optional().meta({ description: 'The day that picks the version · 决定适用版本之日' }),
    event: z.string().optional(),
    round: z.int().optional(),
    outcome: z.object({ code: z.string(), en: z.string(), zh: z.string() }).meta({
      description: 'What it came to: an outcome, a state, or whether anybody is to be told · 结论、状态或是否通知',
    }),
    summary: text,
    remarks: z.array(text),
    start: time.optional(),
    due: time.optional(),
    done: time.optional(),
    asked: z.array(askedDto),
    moments: z.array(momentDto).meta({ description: 'What the clock looks at · 期限的起止及依据' }),
    choices: z.array(choiceDto),
    dates: z.array(explanationDto.extend({ what: z.object({ code: z.string(), en: z.string(), zh: z.string() }) })),
    amounts: z.array(amountDto),
    readings: z
      .array(readingDto)
      .meta({ description: 'Each reading of an ambiguous text, and its date · 条文的各种理解及其日期' }),
    change: z
      .object({ kind: z.enum(['found', 'none', 'stopped']), text })
      .optional()
      .meta({ description: 'The smallest change that gives another answer · 足以改变结论的最小改变' }),
  })
  .meta({ id: 'RuleExplained', description: 'What a rule was asked and what answered · 规则的判断过程' });
