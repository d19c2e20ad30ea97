import { z } from 'zod';
import { inBoth } from '../yaml/expected-texts.js';
import { record, text } from '../yaml/shapes.js';

const name = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,63}$/,
    inBoth('a name in small letters, digits and hyphens', '由小写字母、数字和连字符组成的名称'),
  );
const source = record({
  notice: z.string().min(1),
  url: z
    .string()
    .regex(
      /^https?:\/\/\S+$/,
      inBoth('an address beginning with https:// or http://', '以 https:// 或 http:// 开头的网址'),
    )
    .optional(),
});

/** Days and ranges, as a list or, to name them, as a mapping. */
const days = z.union([z.array(z.string()), z.record(z.string(), text)]);

const year = record({
  source: source.optional(),
  sources: z.record(z.string(), source).optional(),
  rest: days.optional(),
  work: days.optional(),
  festivals: days.optional(),
});

const rollSet = z.enum(['rest-days', 'arranged-breaks', 'festivals', 'nothing']);
const cite = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

const counting = record({
  'first-day': z.enum(['counted', 'not-counted']),
  'last-day-rolls-off': z.union([rollSet, record({ parameter: z.string().min(1) })]),
  ends: z.enum(['midnight', 'close-of-business']),
  'after-hours': z.enum(['next working day', 'next-working-day']).optional(),
  cite: cite.optional(),
});

/** The shape of a calendar's file; what its values mean together is checked by `readCalendars`. */
export const calendarShape = record({
  calendar: name,
  title: text.optional(),
  like: name.optional(),
  zone: z.string().optional(),
  'published-from': z.string().optional(),
  'published-through': z.string().optional(),
  week: z
    .array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']))
    .min(1)
    .optional(),
  hours: z.array(z.string()).min(1).optional(),
  'default-counting': z.string().optional(),
  days: z.record(z.string(), year).optional(),
  counting: z.record(name, counting).optional(),
});

export type CalendarText = z.output<typeof calendarShape>;
export type YearText = z.output<typeof year>;
export type DaysText = z.output<typeof days>;
export type CountingText = z.output<typeof counting>;
