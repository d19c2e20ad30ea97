import { randomFillSync } from 'node:crypto';

/** Fresh bytes for salts and ids. The one place that reads the system's randomness; everything else is told it. */
export type RandomBytes = (length: number) => Buffer;

const pool = Buffer.alloc(16_384);
let used = pool.length;

/** Unpredictable bytes. Drawn in blocks: a call to the system for every salt costs more than the hash that it is for. */
export const randomBytes: RandomBytes = (length) => {
  if (length > pool.length) throw new RangeError(`at most ${pool.length} bytes at once`);
  if (used + length > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += length;
  return Buffer.from(pool.subarray(used - length, used));
};
