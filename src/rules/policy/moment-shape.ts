import { z } from 'zod';
import { record } from '../yaml/shapes.js';
import { bareNumber, cite, conditions } from './basic-shapes.js';

/** What a row of a table has beside its value: when it holds, where that stands, and who would have to prove otherwise. */
export const rowKeys = { when: conditions, cite: cite.optional(), burden: z.string().optional() };

export interface RawRow<T> {
  readonly when?: unknown;
  readonly is: T;
  readonly cite?: string | string[] | undefined;
  readonly burden?: string | undefined;
}

export interface RawDurationForm {
  readonly fact?: string | undefined;
  readonly parameter?: string | undefined;
  readonly first?: readonly RawRow<RawDuration>[] | undefined;
}

export type RawDuration = string | number | RawDurationForm;

/** A duration: a text with its unit, the fact or parameter that holds one, or a table of them. A bare number is refused later, kindly. */
export const durationValue: z.ZodType<RawDuration> = z
  .lazy(() =>
    z.union([
      z.string(),
      bareNumber,
      record({
        fact: z.string().optional(),
        parameter: z.string().optional(),
        first: z.array(record({ ...rowKeys, is: durationValue })).optional(),
      }),
    ]),
  )
  .meta({ id: 'duration' });

export interface RawMomentForm {
  readonly by?: RawDuration | undefined;
  readonly after?: RawMoment | undefined;
  readonly before?: RawMoment | undefined;
  readonly latest?: readonly RawMoment[] | undefined;
  readonly since?: unknown;
  readonly fact?: string | undefined;
  readonly parameter?: string | undefined;
  readonly due?: string | undefined;
  readonly overdue?: string | undefined;
  readonly first?: readonly RawRow<RawMoment | number>[] | undefined;
}

export type RawMoment = string | readonly RawMoment[] | RawMomentForm;

/** A point in time in all its forms; that exactly one form is used is looked at when it is read. */
export const moment: z.ZodType<RawMoment> = z
  .lazy(() =>
    z.union([
      z.string(),
      z.array(moment),
      record({
        by: durationValue.optional(),
        after: moment.optional(),
        before: moment.optional(),
        latest: z.array(moment).optional(),
        since: conditions,
        fact: z.string().optional(),
        parameter: z.string().optional(),
        due: z.string().optional(),
        overdue: z.string().optional(),
        // A number is a length of time without its unit, where the table is one of durations.
        first: z.array(record({ ...rowKeys, is: z.union([moment, bareNumber]) })).optional(),
      }),
    ]),
  )
  .meta({ id: 'moment' });
