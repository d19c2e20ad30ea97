import { z } from 'zod';
import { clockStates, rightStates } from '../conditions/built-in.js';
import { record, text } from '../yaml/shapes.js';

const outcomes = [
  'compliant',
  'non-compliant',
  'not-applicable',
  'pending',
  'indeterminate',
  'judgement-needed',
] as const;
const retentionStates = [
  'not-started',
  'keep',
  'may-go',
  'must-go',
  'restricted',
  'not-applicable',
  'indeterminate',
] as const;

/** A day or an instant with its offset, or `none` where there must be none. */
const time = z.string();
const names = z.array(z.string()).optional();

/** What a finding must look like; what is not named may be anything. */
export const findingShape = record({
  outcome: z.enum(outcomes).optional(),
  state: z.enum(clockStates).optional(),
  start: time.optional(),
  due: time.optional(),
  'due-at-latest': time.optional(),
  done: time.optional(),
  warn: time.optional(),
  round: z.int().min(1).optional(),
  reason: z.string().optional(),
  provisional: z.boolean().optional(),
  missing: names,
  notes: names,
  superseded: z.string().optional(),
  waived: z.string().optional(),
  disputed: z.boolean().optional(),
  'yields-to': z.string().optional(),
  unverified: z.boolean().optional(),
  'assessed-by': z.string().optional(),
});

const remedyShape = record({
  remedy: z.string(),
  amount: z.string().optional(),
  'up-to': z.string().optional(),
  'at-least': z.string().optional(),
  'at-most': z.string().optional(),
  'paid-by': z.string().optional(),
  missing: names,
});

/** A remedy, or several of which the complainant chooses one. */
export type GivenShape = z.output<typeof remedyShape> | { readonly 'one-of': readonly GivenShape[] };
const givenShape: z.ZodType<GivenShape> = z.union([
  remedyShape,
  record({
    get 'one-of'() {
      return z.array(givenShape).min(1);
    },
  }),
]);

/** What a right must look like. */
export const rightShape = record({
  right: z.enum([...rightStates, 'indeterminate']).optional(),
  opens: time.optional(),
  until: time.optional(),
  'until-at-latest': time.optional(),
  used: time.optional(),
  'used-late': time.optional(),
  round: z.int().min(1).optional(),
  reason: z.string().optional(),
  exclusion: z.union([z.string(), z.array(z.string())]).optional(),
  elected: z.boolean().optional(),
  claim: z.string().optional(),
  'yields-to': z.string().optional(),
  paused: z.boolean().optional(),
  provisional: z.boolean().optional(),
  unverified: z.boolean().optional(),
  missing: names,
  notes: names,
  gives: z.array(givenShape).optional(),
});

/** What one rule, or with `records.NAME` all rules together, must say of a kind of record. */
export const retentionShape = record({
  retention: z.enum(retentionStates).optional(),
  start: time.optional(),
  through: time.optional(),
  'go-by': time.optional(),
  'may-go-from': time.optional(),
  'grace-through': time.optional(),
  // oxlint-disable-next-line unicorn/no-thenable -- a key of the policy language: a word, never a function
  then: z.string().optional(),
  held: z.boolean().optional(),
  reason: z.string().optional(),
  provisional: z.boolean().optional(),
  unverified: z.boolean().optional(),
  missing: names,
});

/** Who must be told, level by level; an empty list where nobody is. */
export const escalationShape = record({
  levels: z.array(
    record({
      level: z.int().min(1).optional(),
      round: z.int().min(1).optional(),
      at: time.optional(),
      to: names,
      'acknowledge-by': time.optional(),
    }),
  ),
});

/** What may be expected of each sort of rule: a word for the whole, or its parts. */
export const expectationShapes = {
  finding: z.union([z.enum([...outcomes, ...clockStates]), findingShape]),
  right: z.union([z.enum([...rightStates, 'indeterminate']), rightShape]),
  retention: z.union([z.enum(retentionStates), retentionShape]),
  escalation: escalationShape,
} as const;
/** `records`: of all rules together, in the shape of one rule. */
export type Sort = keyof typeof expectationShapes | 'records';

/** One case; facts, events and expectations are read by the vocabulary and the rules afterwards. */
export const testCase = record({
  name: z.union([z.string().min(1), text]),
  at: z.string(),
  our: z.record(z.string(), z.unknown()).optional(),
  facts: z.record(z.string(), z.unknown()).optional(),
  events: z.array(z.unknown()).optional(),
  observes: record({ events: z.array(z.string()) }).optional(),
  register: record({ at: z.string(), values: z.record(z.string(), z.unknown()) }).optional(),
  'use-unverified': names,
  expect: z.record(z.string(), z.unknown()),
});

export const testFile = record({ policy: z.string(), cases: z.array(z.unknown()).min(1) });

export type FindingShape = z.output<typeof findingShape>;
export type RightShape = z.output<typeof rightShape>;
export type RetentionShape = z.output<typeof retentionShape>;
export type EscalationShape = z.output<typeof escalationShape>;
export type TestCaseShape = z.output<typeof testCase>;
/** Whether an expectation in one word is of the outcome; otherwise it is of the state. */
export const isOutcome = (word: string): word is (typeof outcomes)[number] => outcomes.some((each) => each === word);
