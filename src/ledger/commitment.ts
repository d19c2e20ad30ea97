import { hash } from 'node:crypto';
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

/**
 * One salt for each of an event's values, from the event's own salt: the output of SHAKE256 (FIPS 202), cut into pieces, in the
 * order of the names. One of them can be told without telling its neighbours.
 */
export function saltsOf(eventSalt: Uint8Array, names: readonly string[]): ReadonlyMap<string, Buffer> {
  if (names.length === 0) return new Map();
  const outputLength = names.length * saltLength;
  const stream = Buffer.from(hash('shake256', eventSalt, { outputEncoding: 'hex', outputLength }), 'hex');
  const salts = names.toSorted().map((name, place): [string, Buffer] => {
    return [name, stream.subarray(place * saltLength, (place + 1) * saltLength)];
  });
  return new Map(salts);
}
