import { hash } from 'node:crypto';
import { actorName, type Actor } from '../../actor.js';
import { RedressError } from '../../errors.js';
import { canonical, type Json } from '../../ledger/canonical.js';
import { inRequest } from '../request.js';
import { idempotencyFault } from './idempotency-errors.js';

/** That a request with this key is to be carried out once for this account. */
export interface Claim {
  readonly account: string;
  readonly key: string;
  /** SHA-256 of the method, the address and the body: the same key must come with the same request. */
  readonly request: Buffer;
}

/** The claim of a request; none where it has no key. Refuses a key that is empty, long or not printable ASCII. */
export function claimOf(
  key: string | undefined,
  actor: Actor,
  request: { readonly method: string; readonly address: string; readonly body: Json | undefined },
): Claim | undefined {
  if (key === undefined) return undefined;
  if (!/^[\x20-\x7e]{1,255}$/.test(key))
    throw new RedressError([idempotencyFault('idempotency.bad_key', {}, inRequest('header', 'Idempotency-Key'))]);
  const body = request.body === undefined ? '' : canonical(request.body);
  const digest = hash('sha256', `${request.method}\n${request.address}\n${body}`, 'buffer');
  return { account: actorName(actor), key, request: digest };
}

/** The claim of an upload, whose content (by its SHA-256) is known only when it has been read. */
export function withContent(claim: Claim | undefined, content: Buffer): Claim | undefined {
  if (claim === undefined) return undefined;
  return { ...claim, request: hash('sha256', Buffer.concat([claim.request, content]), 'buffer') };
}

/** What is kept of a request: an unsalted digest would let a guess at its personal values be tried. */
export function sealed(request: Buffer, salt: Buffer): Buffer {
  return Buffer.concat([salt, hash('sha256', Buffer.concat([salt, request]), 'buffer')]);
}

/** Whether what is kept was made from this request. */
export function isOf(kept: Buffer, request: Buffer): boolean {
  return kept.equals(sealed(request, kept.subarray(0, kept.length - 32)));
}
