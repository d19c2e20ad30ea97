import { z } from 'zod';

/**
 * A body that the description shows with this shape and a reader of ours checks: it knows the vocabulary, and tells every fault at
 * once, those of the shape among them.
 */
export function described(id: string, shape: z.ZodType): z.ZodType {
  const { $schema: _, ...json } = z.toJSONSchema(shape, { target: 'openapi-3.0', io: 'input' });
  return z.unknown().meta({ ...json, id });
}
