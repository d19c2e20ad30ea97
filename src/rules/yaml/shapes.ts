import { z } from 'zod';

/** A mapping with exactly these keys; unknown ones are refused everywhere (S78), with the known ones named. */
export function record<T extends z.ZodRawShape>(shape: T) {
  const known = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? `keys: ${known}` : undefined),
  });
}

/** A text in both languages; both are required. */
export const text = record({ en: z.string().min(1), zh: z.string().min(1) });
