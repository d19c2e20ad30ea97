import { z } from 'zod';
import { record, text } from '../yaml/shapes.js';
import { cite, conditions, day, oneOrMore, policyInForce, scalar, textOrPlain } from './basic-shapes.js';
import { moment } from './moment-shape.js';
import { ranks } from './ranks.js';
import { calendarChoice, deadline, judgementNeeded, requirement, status, workedOut } from './rule-shape.js';
import { authorityLimit, escalation, indicator, intake, retention, right, statement } from './section-shapes.js';

export const source = {
  instrument: textOrPlain,
  rank: z.enum(ranks),
  checked: day.optional(),
  url: z.string().optional(),
};

/** A value from a day on, with its reason. */
export const dated = record({ value: scalar, cite: cite.optional(), why: textOrPlain.optional() });

/** A parameter: dates with values, and `options` where it is the reading of an ambiguous text. */
export const parameter = z
  .object({ title: text.optional(), options: z.array(scalar).min(1).optional() })
  .catchall(dated);

export const parameters = z.record(z.string(), parameter);

/** The sections of a policy that hold rules by their ids, with the shape of each. */
export const sections = {
  deadlines: deadline,
  requirements: requirement,
  'judgement-needed': judgementNeeded,
  rights: right,
  retention,
  escalations: escalation,
  indicators: indicator,
  statements: statement,
} as const;

export type Section = keyof typeof sections;

export const policy = {
  policy: z.string(),
  title: text.optional(),
  source: record(source),
  status: status.optional(),
  'in-force': policyInForce,
  'version-by': moment.optional(),
  // Whom rules bind; a policy of indicators alone has none to bind.
  binds: z.string().optional(),
  calendar: calendarChoice.optional(),
  counting: z.string().optional(),
  applies: conditions,
  'yields-to': oneOrMore.optional(),
  parameters: parameters.optional(),
  facts: z.record(z.string(), record(workedOut)).optional(),
  deadlines: z.record(z.string(), record(deadline)).optional(),
  requirements: z.record(z.string(), record(requirement)).optional(),
  'judgement-needed': z.record(z.string(), record(judgementNeeded)).optional(),
  rights: z.record(z.string(), record(right)).optional(),
  retention: z.record(z.string(), record(retention)).optional(),
  escalations: z.record(z.string(), record(escalation)).optional(),
  intake: record(intake).optional(),
  authority: z.record(z.string(), record(authorityLimit)).optional(),
  indicators: z.record(z.string(), record(indicator)).optional(),
  statements: z.record(z.string(), record(statement)).optional(),
};

/** A whole policy file. */
export const policyFile = record(policy);
