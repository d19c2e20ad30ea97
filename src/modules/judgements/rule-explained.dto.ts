import { z } from 'zod';
import { text } from './parts.dto.js';
import type { AnsweringView } from './rule-explained-view.js';

const answeringDto: z.ZodType<AnsweringView> = z
  .object({
    name: z.string(),
    title: text,
    value: z.string().nullable(),
    from: z.enum(['row', 'event', 'our', 'register', 'parameter', 'rule', 'worked-out', 'nowhere']),
    event: z.string().optional(),
    get worked_out_from() {
      return z.array(answeringDto).optional();
    },
  })
  .meta({ id: 'Answering', description: 'A fact or event that was read, and where it stands · 所依据的事实及其来源' });

const askedDto = z.object({
  what: z.enum(['applies', 'when', 'require', 'exclusion', 'unless', 'extension', 'gives']),
  condition: text,
  result: z.boolean().nullable(),
  decided: z.array(text).meta({ description: 'The comparisons that decided · 起决定作用的条件' }),
  answers: z.array(answeringDto),
  cite: z.array(z.string()),
});

export const ruleExplainedDto = z
  .object({
    rule: z.string(),
    title: text,
    sentence: text,
    event: z.string().optional(),
    asked: z.array(askedDto),
    change: z
      .object({ kind: z.enum(['found', 'none', 'stopped']), text })
      .optional()
      .meta({ description: 'The smallest change that gives another answer · 足以改变结论的最小改变' }),
  })
  .meta({ id: 'RuleExplained', description: 'What a rule was asked and what answered · 规则的判断过程' });
