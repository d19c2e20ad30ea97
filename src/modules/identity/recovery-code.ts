import { hash, timingSafeEqual } from 'node:crypto';
import type { RandomBytes } from '../../random.js';

/** Digits and letters without those that are taken for others (Crockford): 0 and O, 1, I and L, U. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 24;
const group = 4;
const saltBytes = 16;

/** How many codes are made at once. */
export const recoveryCodes = 10;

/**
 * A code for when the generator is lost: 24 characters in groups of four. With 120 random bits no guessing helps, whatever the hash
 * (ASVS 5.0, 6.5.2: 112 bits at least for a plain one).
 */
export function freshRecoveryCode(random: RandomBytes): string {
  const letters = [...random(length)].map((byte) => alphabet[byte % alphabet.length]).join('');
  return letters.match(new RegExp(`.{${group}}`, 'g'))?.join('-') ?? letters;
}

/** A code as it is hashed: capitals or not, with or without hyphens and spaces. Undefined for what can be none. */
export function readRecoveryCode(text: string): string | undefined {
  const plain = text.normalize('NFKC').toUpperCase().replaceAll(/[\s-]/g, '');
  const meant = plain.replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return new RegExp(`^[${alphabet}]{${length}}$`).test(meant) ? meant : undefined;
}

/** What is kept of a code: a salt, and the hash of both. */
export function recoveryHash(code: string, salt: Buffer): Buffer {
  return Buffer.concat([salt, hash('sha256', Buffer.concat([salt, Buffer.from(code, 'utf8')]), 'buffer')]);
}

export function freshRecoveryHash(code: string, random: RandomBytes): Buffer {
  return recoveryHash(code, random(saltBytes));
}

/** Whether a code, as `readRecoveryCode` gives it, is the one of which this was kept. */
export function fitsRecoveryHash(code: string, kept: Buffer): boolean {
  const own = recoveryHash(code, kept.subarray(0, saltBytes));
  return own.length === kept.length && timingSafeEqual(own, kept);
}
