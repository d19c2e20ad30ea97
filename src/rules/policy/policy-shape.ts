import { z } from 'zod';
import { record, text } from '../yaml/shapes.js';
import {
  bareNumber,
  cite,
  conditions,
  day,
  inForce,
  later,
  oneOrMore,
  policyInForce,
  scalar,
  textOrPlain,
} from './basic-shapes.js';
import { durationValue, moment } from './moment-shape.js';

const breach = z.enum(['critical', 'major', 'minor']);
const status = z.enum(['checked', 'unverified']);

export const ranks = [
  'law',
  'administrative-regulation',
  'judicial-interpretation',
  'departmental-rule',
  'local-regulation',
  'regulator-rule',
  'directive',
  'standard',
  'house',
] as const;

export const source = {
  instrument: textOrPlain,
  rank: z.enum(ranks),
  checked: day.optional(),
  url: z.string().optional(),
};

export const calendarChoice = z.union([z.string(), record({ of: z.string(), or: z.string() })]);

/** A value from a day on, with its reason. */
export const dated = record({ value: scalar, cite: cite.optional(), why: textOrPlain.optional() });

/** A parameter: dates with values, and `options` where it is the reading of an ambiguous text. */
export const parameter = z
  .object({ title: text.optional(), options: z.array(scalar).min(1).optional() })
  .catchall(dated);

export const parameters = z.record(z.string(), parameter);

/** Only `moment` is read so far; the other kinds are known by name, so that they are refused by name. */
export const workedOut = {
  title: text.optional(),
  moment: moment.optional(),
  counting: z.string().optional(),
  cite: cite.optional(),
};

export const workedOutLater = [
  'first',
  'count',
  'where',
  'same',
  'total',
  'of',
  'time',
  'as',
  'from',
  'within',
  'largest-of',
  'smallest-of',
  'sum',
  'minus',
  'times',
  'divided-by',
  'one-of',
  'up-to',
] as const;

const rule = {
  title: text.optional(),
  cite: cite.optional(),
  when: conditions,
  each: oneOrMore.optional(),
  'in-force': inForce.optional(),
  'version-by': moment.optional(),
  binds: z.string().optional(),
  status: status.optional(),
  breach: breach.optional(),
  consequence: textOrPlain.optional(),
  duty: z.string().optional(),
};

export const ruleLater = ['claim', 'yields-to'] as const;
export const deadlineLater = [...ruleLater, 'opens', 'closes'] as const;

export const pause = {
  from: moment,
  until: moment.optional(),
  when: conditions,
  'at-most': durationValue.optional(),
  counted: z.enum(['days-between', 'both-days']).optional(),
  cite: cite.optional(),
};

export const extension = {
  when: conditions,
  // A duration written as text or read from somewhere has the form of a moment; which of the two it is, is told apart when it is read.
  to: z.union([bareNumber, moment]),
  cite: cite.optional(),
};

export const requirement = { ...rule, require: conditions };

export const deadline = {
  ...rule,
  from: moment.optional(),
  within: durationValue.optional(),
  due: moment.optional(),
  'not-after': moment.optional(),
  counting: z.string().optional(),
  calendar: calendarChoice.optional(),
  pauses: z.array(record(pause)).optional(),
  extensions: z.array(record(extension)).optional(),
  restarts: oneOrMore.optional(),
  'cancelled-by': moment.optional(),
  done: moment,
  warn: z.union([z.string(), bareNumber]).optional(),
};

export const policyLater = [
  'rights',
  'retention',
  'intake',
  'authority',
  'escalations',
  'judgement-needed',
  'indicators',
  'yields-to',
] as const;

export const policy = {
  policy: z.string(),
  title: text.optional(),
  source: record(source),
  status: status.optional(),
  'in-force': policyInForce,
  'version-by': moment.optional(),
  binds: z.string(),
  calendar: calendarChoice.optional(),
  counting: z.string().optional(),
  applies: conditions,
  parameters: parameters.optional(),
  facts: z.record(z.string(), record({ ...workedOut, ...refusedLater(workedOutLater) })).optional(),
  deadlines: z.record(z.string(), record({ ...deadline, ...refusedLater(deadlineLater) })).optional(),
  requirements: z.record(z.string(), record({ ...requirement, ...refusedLater(ruleLater) })).optional(),
};

/** A whole policy file. */
export const policyFile = record({ ...policy, ...refusedLater(policyLater) });

function refusedLater<K extends string>(keys: readonly K[]): Record<K, typeof later> {
  const shape: Partial<Record<K, typeof later>> = {};
  for (const key of keys) shape[key] = later;
  // Every key of the list has just been set.
  return shape as Record<K, typeof later>;
}
