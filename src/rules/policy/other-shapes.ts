import { z } from 'zod';
import { record, text } from '../yaml/shapes.js';
import { conditions, day, scalar, words } from './basic-shapes.js';
import { letterKinds } from './letter-kinds.js';
import { parameters } from './policy-shape.js';

export const factTypes = ['word', 'words', 'text', 'yes-no', 'number', 'money', 'date', 'instant', 'duration'] as const;

export const organisation = {
  organisation: text,
  zone: z.string().min(1),
  calendar: z.string().min(1),
  our: z.record(z.string(), z.union([scalar, z.array(z.string()), record({ none: z.literal(true) })])).optional(),
  roles: z.array(z.string()).optional(),
  'fallback-owner': z.string().optional(),
  'use-unverified': z.array(z.string()).optional(),
  letters: record({ contact: text.optional(), routes: text.optional(), signature: text.optional() }).optional(),
};

export const organisationFile = record(organisation);

export const eventEntry = {
  title: text.optional(),
  data: z.union([z.literal('any'), z.array(z.string())]).optional(),
  letter: z.union([z.enum(letterKinds), z.array(z.enum(letterKinds)).min(1)]).optional(),
};

export const factEntry = {
  type: z.enum(factTypes),
  title: text.optional(),
  values: z.array(z.string()).min(1).optional(),
  changes: z.boolean().optional(),
  personal: z.boolean().optional(),
};

export const vocabulary = {
  events: z.record(z.string(), record(eventEntry)).optional(),
  facts: z.record(z.string(), record(factEntry)).optional(),
  duties: words.optional(),
  claims: words.optional(),
  parties: words.optional(),
  channels: words.optional(),
  categories: words.optional(),
  // Words that policies may use without declaring them: here they get their titles.
  remedies: words.optional(),
  records: words.optional(),
  roles: words.optional(),
  words: words.optional(),
  // Instruments as `cite` begins with them, often in their own language: here they get their titles.
  instruments: z.record(z.string(), record({ title: text })).optional(),
  conditions: z.record(z.string(), conditions).optional(),
};

export const vocabularyFile = record(vocabulary);
export const parametersFile = parameters;

/** For a time, breaches of a house rule are counted apart. */
export const waiver = {
  waiver: z.string(),
  title: text.optional(),
  rule: z.string(),
  scope: conditions,
  reason: text,
  from: day,
  through: day,
};

export const waiverFile = record(waiver);
