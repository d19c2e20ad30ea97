import { z } from 'zod';
import { record, text } from '../yaml/shapes.js';
import { bareNumber, cite, conditions, inForce, oneOrMore, textOrPlain } from './basic-shapes.js';
import { durationValue, moment } from './moment-shape.js';
import { breach, calendarChoice, clock, common, rule, status } from './rule-shape.js';
import { amountForms, value } from './value-shape.js';

export const window = { ...clock, opens: moment.optional(), closes: moment.optional() };

export const exclusion = { when: conditions, unless: conditions, cite: cite.optional() };

export interface RawGrant {
  readonly remedy?: string | undefined;
  readonly amount?: z.output<typeof value> | undefined;
  readonly 'up-to'?: z.output<typeof value> | undefined;
  readonly 'paid-by'?: string | undefined;
  readonly cite?: string | string[] | undefined;
  readonly when?: unknown;
  readonly 'one-of'?: readonly RawGrant[] | undefined;
}

export const grantKeys = {
  remedy: z.string().optional(),
  amount: value.optional(),
  'up-to': value.optional(),
  'paid-by': z.string().optional(),
  cite: cite.optional(),
  when: conditions,
};

/** A remedy, or several of which the complainant chooses one. */
export const grant: z.ZodType<RawGrant> = z
  .lazy(() => record({ ...grantKeys, 'one-of': z.array(grant).optional() }))
  .meta({ id: 'grant' });

export const right = {
  ...common,
  window: record(window).optional(),
  'used-by': moment.optional(),
  exclusions: z.array(record(exclusion)).optional(),
  claim: z.string().optional(),
  // Both words are in use for what a right gives.
  grants: z.array(grant).min(1).optional(),
  gives: z.array(grant).min(1).optional(),
};

export const retention = {
  ...rule,
  records: z.string(),
  from: moment.optional(),
  'at-least': durationValue.optional(),
  'at-most': durationValue.optional(),
  then: z.string(),
  calendar: calendarChoice.optional(),
  counting: z.string().optional(),
  restarts: oneOrMore.optional(),
  grace: durationValue.optional(),
};

/** Who is told, until when they answer, and who is told if they do not. */
export interface RawLevel {
  readonly to: string | string[];
  readonly 'acknowledge-within'?: z.output<typeof durationValue> | undefined;
  readonly otherwise?: RawLevel | undefined;
}

export const level: z.ZodType<RawLevel> = z
  .lazy(() => record({ to: oneOrMore, 'acknowledge-within': durationValue.optional(), otherwise: level.optional() }))
  .meta({ id: 'level' });

export const escalation = {
  title: text.optional(),
  cite: cite.optional(),
  'in-force': inForce.optional(),
  'version-by': moment.optional(),
  status: status.optional(),
  for: z.string().optional(),
  at: z
    .union([
      z.string(),
      record({ by: durationValue, before: z.literal('due').optional(), after: z.literal('due').optional() }),
    ])
    .optional(),
  when: conditions,
  to: oneOrMore,
  'acknowledge-within': durationValue.optional(),
  otherwise: level.optional(),
};

/** Facts without which a complaint cannot be handled. */
export const required = {
  title: text.optional(),
  facts: oneOrMore,
  cite: cite.optional(),
  when: conditions,
  from: moment.optional(),
  within: durationValue.optional(),
  warn: z.union([z.string(), bareNumber]).optional(),
  ask: z.string().optional(),
  calendar: calendarChoice.optional(),
  counting: z.string().optional(),
  'in-force': inForce.optional(),
  'version-by': moment.optional(),
  binds: z.string().optional(),
  status: status.optional(),
  breach: breach.optional(),
  consequence: textOrPlain.optional(),
};

/** A fact of the catalogue that is worked out: a table, and where it stands. */
export const setFact = { ...amountForms(), cite: cite.optional() };

export const intake = {
  required: z.array(record(required)).optional(),
  sets: z.record(z.string(), record(setFact)).optional(),
};

export const authorityLimit = {
  'up-to': value,
  remedies: oneOrMore.optional(),
  then: z.string().optional(),
  cite: cite.optional(),
};

/** What is measured: `state` is one of a clock, everything else of a share are conditions. */
export const measure = z.union([
  z.literal('count'),
  record({ share: conditions, mean: z.string().optional(), sum: z.string().optional() }),
]);

export const indicator = {
  title: text.optional(),
  cite: cite.optional(),
  of: z.union([z.literal('complaints'), record({ rule: z.string() })]),
  when: conditions,
  'dated-by': moment,
  measure,
  period: z.enum(['day', 'week', 'month', 'quarter', 'half-year', 'year']),
  target: z.string().optional(),
  alarm: z.string().optional(),
  split: oneOrMore.optional(),
};

const phrases = z.array(z.string().min(1)).min(1);

export const statement = { ...rule, 'said-by': record({ en: phrases, zh: phrases }), wording: text.optional() };
