import { hash, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { RandomBytes } from '../../random.js';

/** What is kept of a secret with 256 random bits: nothing can be guessed from it, so it needs no salt. */
export function digestOf(secret: string): Buffer {
  return hash('sha256', secret, 'buffer');
}

/** 256 random bits, as text that stands in cookies and addresses as it is. */
export function freshSecret(random: RandomBytes): string {
  return random(32).toString('base64url');
}

export function isSecret(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}

const tokenMark = 'rdr_';

/** A token: a mark and a checksum, by which scanners of leaked secrets know it without asking anybody. */
export function freshToken(random: RandomBytes): string {
  const body = `${tokenMark}${freshSecret(random)}`;
  return body + checksum(body);
}

/** Whether a text can be a token at all; one with a slip is refused before anything is looked up. */
export function isToken(text: string): boolean {
  if (!/^rdr_[\w-]{49}$/.test(text)) return false;
  const body = text.slice(0, -6);
  return areSame(checksum(body), text.slice(-6));
}

function checksum(body: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return bytes.toString('base64url');
}

/** Compares in a time that says nothing about where two texts differ. */
export function areSame(one: string, other: string): boolean {
  return timingSafeEqual(digestOf(one), digestOf(other));
}
