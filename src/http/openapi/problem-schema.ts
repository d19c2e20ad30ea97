import { z } from 'zod';

const fault = z
  .object({
    code: z.string(),
    in: z.enum(['body', 'query', 'path', 'header']).optional(),
    pointer: z.string().optional(),
    parameter: z.string().optional(),
    place: z
      .object({ file: z.string(), line: z.int().optional(), column: z.int().optional(), path: z.string().optional() })
      .optional(),
    data: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    cause: z.string(),
    remedy: z.string(),
  })
  .meta({ id: 'Fault' });

const wording = { title: z.string(), detail: z.string(), faults: z.array(fault) };

/** Problem details as they are sent: what `problemOf` makes. */
export const problemSchema = z
  .object({
    type: z.string(),
    status: z.int(),
    instance: z.string(),
    code: z.string(),
    language: z.enum(['en', 'zh']),
    ...wording,
    translation: z.object({ language: z.enum(['en', 'zh']), ...wording }),
  })
  .meta({ id: 'Problem' });
