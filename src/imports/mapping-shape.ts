import { z } from 'zod';
import { inBoth } from '../rules/yaml/expected-texts.js';
import { record, text } from '../rules/yaml/shapes.js';

const name = z.string().min(1);
/** As they are written: `nullsIn` takes `0.00` from the file, not the number 0. */
const nulls = z.array(z.union([z.string(), z.number(), z.boolean()])).optional();
const scalar = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
/** One ASCII character that is neither a letter, a digit nor a line end. */
const mark = z
  .string()
  .regex(
    /^[\t\x20-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e]$/,
    inBoth('one character, not a letter or digit', '一个字符，且不是字母或数字'),
  );

const csv = record({
  encoding: z.enum(['utf-8', 'gb18030', 'gbk', 'gb2312', 'utf-16le', 'utf-16be']).default('utf-8'),
  delimiter: mark.default(','),
  quote: z.union([mark, z.literal('none')]).default('"'),
  nulls,
  decimal: z.enum(['.', ',']).default('.'),
  header: z.array(name).min(1).optional(),
});

const eventColumn = record({ event: name, as: name.default('iso'), nulls, optional: z.boolean().default(false) });

const factColumn = record({
  fact: name,
  values: z.record(z.string(), scalar).optional(),
  otherwise: scalar.optional(),
  as: name.optional(),
  blank: z.literal('none').optional(),
  nulls,
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, inBoth('three capitals, such as CNY', '三个大写字母，如 CNY'))
    .optional(),
  split: z.string().min(1).optional(),
  optional: z.boolean().default(false),
});

/** The shape of a mapping file; what its words mean is checked by `readMapping`. */
export const mappingShape = record({
  mapping: name,
  title: text.optional(),
  rows: z.enum(['complaint', 'event']),
  format: z.union([record({ csv }), record({ ndjson: record({ nulls }) })]),
  zone: name.optional(),
  ambiguous: z.enum(['earlier', 'later', 'reject']).default('earlier'),
  missing: z.enum(['shift', 'reject']).default('shift'),
  source: name.optional(),
  id: name.optional(),
  'group-by': name.optional(),
  event: record({
    column: name,
    values: z.record(z.string(), name).optional(),
    otherwise: name.optional(),
    first: name.optional(),
  }).optional(),
  at: record({ column: name, as: name.default('iso'), nulls }).optional(),
  ref: record({ column: name }).optional(),
  'event-id': record({ column: name }).optional(),
  retracts: record({ column: name, reason: name.optional() }).optional(),
  'recorded-at': record({ column: name, as: name.default('iso'), nulls }).optional(),
  observes: record({
    events: z.array(name).optional(),
    facts: z.array(name).optional(),
  }).optional(),
  unit: name.optional(),
  columns: z.record(z.string(), z.union([eventColumn, factColumn, z.literal('ignore')])).default({}),
  set: z.record(z.string(), scalar).default({}),
});

export type MappingShape = z.output<typeof mappingShape>;
export type FactColumnShape = z.output<typeof factColumn>;
