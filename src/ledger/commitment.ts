import { createHmac, hash } from 'node:crypto';
import { canonical, type Json } from './canonical.js';

/** Bytes of a salt: as long as half of the digest, beyond guessing. */
export const saltLength = 16;

/**
 * The commitment to a value: SHA-256(salt ‖ canonical value), hex. Whoever is given salt and value can check it; whoever has the
 * commitment alone learns nothing, because the salt cannot be guessed. Destroying the salt erases the value for good.
 */
export function commitmentOf(salt: Uint8Array, value: Json): string {
  return hash('sha256', Buffer.concat([salt, Buffer.from(canonical(value), 'utf8')]));
}

/** The salt of one named value under the salt of its event: HMAC-SHA-256. It can be told without telling those of its neighbours. */
export function saltOf(eventSalt: Uint8Array, name: string): Buffer {
  return createHmac('sha256', eventSalt).update(name, 'utf8').digest().subarray(0, saltLength);
}
