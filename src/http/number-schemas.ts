import { z } from 'zod';

/** The largest whole number that a column of numbers takes. */
const largest = 2_147_483_647;

/** The number of something that is stored (a judgement, a set, an entry), as JSON has it. */
export const storedNumber = z.int().min(1).max(largest);

/** The same as the text of an address has it. */
export const askedNumber = z.coerce.number().int().min(1).max(largest);

/** After which one a list goes on: 0 for its beginning. */
export const afterNumber = z.coerce.number().int().min(0).max(largest);
