import { generateURI, ScureBase32Plugin, verifySync } from 'otplib';
import type { RandomBytes } from '../../random.js';
import type { Instant } from '../../rules/values.js';

/** As long as the hash of RFC 6238, which RFC 4226 recommends (4, R6). */
const secretBytes = 20;

/** Seconds that a code counts, and by which the clock of a device may be wrong: one step before and after (RFC 6238, 5.2). */
const step = 30;

const base32 = new ScureBase32Plugin();

export function freshTotpSecret(random: RandomBytes): Buffer {
  return random(secretBytes);
}

/** A secret as people type it into a generator that cannot read the address. */
export function writtenSecret(secret: Buffer): string {
  return base32.encode(secret, { padding: false });
}

/** The address that generators take, mostly as a QR code: SHA-1, six digits, 30 seconds, which is what all of them can. */
export function totpAddress(secret: Buffer, name: string): string {
  return generateURI({ issuer: 'Redress', label: name, secret: writtenSecret(secret) });
}

/** Whether a text has the form of a code of a generator. */
export function isTotpCode(text: string): boolean {
  return /^\d{6}$/.test(text);
}

/**
 * The step for which a code stands, counted from 1970; undefined for one that stands for none now. Whoever uses it keeps the step and
 * refuses it and all before from then on: a code is shown once (RFC 6238, 5.2).
 */
export function stepOf(secret: Buffer, code: string, at: Instant): number | undefined {
  if (!isTotpCode(code)) return undefined;
  const result = verifySync({ secret, token: code, epoch: Math.floor(at / 1_000), period: step, epochTolerance: step });
  return result.valid && 'timeStep' in result ? result.timeStep : undefined;
}
