import { createHmac } from 'node:crypto';
import type { RandomBytes } from '../../random.js';
import { areSame } from './secret.js';

/** Accounts that signed in on one device, at most: the last of them. */
const remembered = 8;

const form = /^([\w-]{22})((?:\.[\w-]{43})*)$/;

/**
 * What a device shows that it was used to sign in before (OWASP, "device cookies"): its id, and for each account a keyed hash of both.
 * It opens nothing: attempts from it are counted apart from those of strangers.
 */
export function deviceOf(value: string | undefined, account: string, key: Buffer): string | undefined {
  const [, id, marks = ''] = form.exec(value ?? '') ?? [];
  if (id === undefined) return undefined;
  const own = markOf(id, account, key);
  return marks.split('.').some((mark) => areSame(mark, own)) ? id : undefined;
}

/** The value with this account among those that signed in on the device; a new device where it was none. */
export function withAccount(value: string | undefined, account: string, key: Buffer, random: RandomBytes): string {
  const [, id = random(16).toString('base64url'), marks = ''] = form.exec(value ?? '') ?? [];
  const own = markOf(id, account, key);
  const others = marks.split('.').filter((mark) => mark !== '' && mark !== own);
  return [id, ...[...others, own].slice(-remembered)].join('.');
}

function markOf(id: string, account: string, key: Buffer): string {
  return createHmac('sha256', key).update(`${id} ${account}`).digest('base64url');
}
