import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { RandomBytes } from '../../random.js';

const version = 1;
const ivBytes = 12;
const tagBytes = 16;
const cipher = 'aes-256-gcm';

/** Encrypts a short secret with AES-256-GCM: version, random IV, tag, text. `about` says whose it is: in the row of somebody else it cannot be opened. */
export function seal(secret: Buffer, key: Buffer, about: string, random: RandomBytes): Buffer {
  const iv = random(ivBytes);
  const encipher = createCipheriv(cipher, key, iv, { authTagLength: tagBytes }).setAAD(Buffer.from(about, 'utf8'));
  const text = Buffer.concat([encipher.update(secret), encipher.final()]);
  return Buffer.concat([Buffer.from([version]), iv, encipher.getAuthTag(), text]);
}

/** The secret, or undefined where it was sealed with another key, about something else, or changed since. */
export function unseal(sealed: Buffer, key: Buffer, about: string): Buffer | undefined {
  if (sealed.length < 1 + ivBytes + tagBytes || sealed[0] !== version) return undefined;
  const iv = sealed.subarray(1, 1 + ivBytes);
  const tag = sealed.subarray(1 + ivBytes, 1 + ivBytes + tagBytes);
  const decipher = createDecipheriv(cipher, key, iv, { authTagLength: tagBytes })
    .setAAD(Buffer.from(about, 'utf8'))
    .setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(sealed.subarray(1 + ivBytes + tagBytes)), decipher.final()]);
  } catch {
    return undefined;
  }
}
