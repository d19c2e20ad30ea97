import { z } from 'zod';
import { record, text } from '../yaml/shapes.js';

const outcomes = ['compliant', 'non-compliant', 'not-applicable', 'pending', 'indeterminate'] as const;
const states = [
  'not-started',
  'running',
  'at-risk',
  'paused',
  'in-time',
  'done-late',
  'overdue',
  'cancelled',
  'replaced',
  'no-deadline',
] as const;

/** A day or an instant with its offset, or `none` where there must be none. */
const time = z.string();

/** What a finding must look like; what is not named may be anything. */
export const expectation = record({
  outcome: z.enum(outcomes).optional(),
  state: z.enum(states).optional(),
  start: time.optional(),
  due: time.optional(),
  'due-at-latest': time.optional(),
  done: time.optional(),
  warn: time.optional(),
  round: z.int().min(1).optional(),
  reason: z.string().optional(),
  provisional: z.boolean().optional(),
  missing: z.array(z.string()).optional(),
  notes: z.array(z.string()).optional(),
});
export const outcomeOrState = z.enum([...outcomes, ...states]);
const expected = z.union([outcomeOrState, expectation]);

/** One case; facts and events are typed by the vocabulary afterwards. */
export const testCase = record({
  name: z.union([z.string().min(1), text]),
  at: z.string(),
  our: z.record(z.string(), z.unknown()).optional(),
  facts: z.record(z.string(), z.unknown()).optional(),
  events: z.array(z.unknown()).optional(),
  observes: record({ events: z.array(z.string()) }).optional(),
  expect: z.record(z.string(), z.union([expected, z.array(expected)])),
});

export const testFile = record({ policy: z.string(), cases: z.array(z.unknown()).min(1) });

export type ExpectationShape = z.output<typeof expectation>;
export type ExpectedShape = z.output<typeof expected>;
export type TestCaseShape = z.output<typeof testCase>;
export const isOutcome = (word: string): word is (typeof outcomes)[number] => outcomes.some((each) => each === word);
export const isState = (word: string): word is (typeof states)[number] => states.some((each) => each === word);
