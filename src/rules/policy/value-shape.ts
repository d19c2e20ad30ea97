import { z } from 'zod';
import { record } from '../yaml/shapes.js';
import { moment, rowKeys, type RawMoment, type RawRow } from './moment-shape.js';

export interface RawValueForm {
  readonly fact?: string | undefined;
  readonly parameter?: string | undefined;
  readonly moment?: RawMoment | undefined;
  readonly first?: readonly RawRow<RawValue>[] | undefined;
  readonly 'largest-of'?: readonly RawValue[] | undefined;
  readonly 'smallest-of'?: readonly RawValue[] | undefined;
  readonly sum?: readonly RawValue[] | undefined;
  readonly minus?: RawValue | undefined;
  readonly times?: readonly RawValue[] | undefined;
  readonly 'divided-by'?: RawValue | undefined;
}

export type RawValue = string | number | boolean | readonly string[] | RawValueForm;

/** A value in any of its forms; that they go together, and of which type they are, is looked at when it is read. */
export const value: z.ZodType<RawValue> = z
  .lazy(() => z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), record(valueForms())]))
  .meta({ id: 'value' });

/** The forms of a value that is worked out, each under its key. */
export function valueForms() {
  return {
    fact: z.string().optional(),
    parameter: z.string().optional(),
    moment: moment.optional(),
    ...amountForms(),
  };
}

/** Those that may stand alone as a worked-out fact. */
export function amountForms() {
  return {
    first: z.array(record({ ...rowKeys, is: value })).optional(),
    'largest-of': z.array(value).optional(),
    'smallest-of': z.array(value).optional(),
    sum: z.array(value).optional(),
    minus: value.optional(),
    times: z.array(value).optional(),
    'divided-by': value.optional(),
  };
}
