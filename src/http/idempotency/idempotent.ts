import { createParamDecorator, SetMetadata } from '@nestjs/common';
import type { Json } from '../../ledger/canonical.js';
import { markParameter } from '../parameter-marks.js';
import { header, type HttpRequest } from '../request.js';
import { claimOf, type Claim } from './claim.js';

const read = createParamDecorator((_: unknown, context): Claim | undefined => {
  const { headers, method, originalUrl, body, redress } = context.switchToHttp().getRequest<HttpRequest>();
  const key = header(headers, 'idempotency-key');
  if (key === undefined || redress.actor === undefined) return undefined;
  // The body was parsed from JSON; of an upload there is none yet.
  return claimOf(key, redress.actor, { method, address: originalUrl, body: body as Json | undefined });
});

/** The claim that the `Idempotency-Key` of the request makes, if it has one: give it to `once`. Every route that writes must take it. */
export const Idempotent = markParameter('idempotency-key', read);

const nothing = 'redress:stores-nothing';

/** The route answers and keeps nothing, so that repeating it does no harm. */
export function StoresNothing(): MethodDecorator {
  return SetMetadata(nothing, true);
}

/** Whether a route says so. */
export function storesNothing(handler: object): boolean {
  return Reflect.getMetadata(nothing, handler) === true;
}
