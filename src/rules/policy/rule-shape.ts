import { z } from 'zod';
import { record, text } from '../yaml/shapes.js';
import { bareNumber, cite, conditions, inForce, oneOrMore, textOrPlain } from './basic-shapes.js';
import { durationValue, moment } from './moment-shape.js';
import { amountForms } from './value-shape.js';

export const breach = z.enum(['critical', 'major', 'minor']);
export const status = z.enum(['checked', 'unverified']);

export const calendarChoice = z.union([z.string(), record({ of: z.string(), or: z.string() })]);

const timeUnits = [
  'minutes',
  'hours',
  'days',
  'started days of 24 hours',
  'working minutes',
  'working hours',
  'working days',
] as const;

/** Time between two moments, in a worked-out fact. */
export const timeBetween = { from: moment, until: moment };

/** How a fact is worked out: exactly one of the forms, with what it takes. */
export const workedOut = {
  title: text.optional(),
  moment: moment.optional(),
  ...amountForms(),
  count: oneOrMore.optional(),
  where: conditions,
  same: oneOrMore.optional(),
  total: z.string().optional(),
  of: oneOrMore.optional(),
  time: record({ ...timeBetween, less: record(timeBetween).optional() }).optional(),
  as: z.enum(timeUnits).optional(),
  longest: z.boolean().optional(),
  from: z.literal('register').optional(),
  within: moment.optional(),
  counting: z.string().optional(),
  cite: cite.optional(),
};

/** What every rule may say. */
export const common = {
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
  'yields-to': oneOrMore.optional(),
};

/** What rules that ask something of someone may say besides. */
export const rule = { ...common, duty: z.string().optional() };

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

/** The one clock, however its period is given. */
export const clock = {
  from: moment.optional(),
  within: durationValue.optional(),
  'not-after': moment.optional(),
  counting: z.string().optional(),
  calendar: calendarChoice.optional(),
  pauses: z.array(record(pause)).optional(),
  extensions: z.array(record(extension)).optional(),
  restarts: oneOrMore.optional(),
  'cancelled-by': moment.optional(),
};

export const requirement = { ...rule, require: conditions };

export const deadline = {
  ...rule,
  ...clock,
  due: moment.optional(),
  done: moment,
  warn: z.union([z.string(), bareNumber]).optional(),
};

export const judgementNeeded = {
  ...rule,
  asks: text,
  from: moment.optional(),
  done: moment.optional(),
  shows: oneOrMore.optional(),
};
