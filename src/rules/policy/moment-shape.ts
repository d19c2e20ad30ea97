import { z } from 'zod';
import { record } from '../yaml/shapes.js';
import { bareNumber, conditions, later } from './basic-shapes.js';

/** A duration: a text with its unit, or the fact or parameter that holds one. A bare number is refused later, kindly. */
export const durationValue = z.union([
  z.string(),
  bareNumber,
  record({ fact: z.string().optional(), parameter: z.string().optional(), first: later }),
]);

export type RawDuration = z.output<typeof durationValue>;

export interface RawMomentForm {
  readonly by?: RawDuration | undefined;
  readonly after?: RawMoment | undefined;
  readonly before?: RawMoment | undefined;
  readonly latest?: readonly RawMoment[] | undefined;
  readonly since?: unknown;
  readonly fact?: string | undefined;
  readonly parameter?: string | undefined;
  readonly due?: unknown;
  readonly overdue?: unknown;
  readonly first?: unknown;
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
        due: later,
        overdue: later,
        first: later,
      }),
    ]),
  )
  .meta({ id: 'moment' });
