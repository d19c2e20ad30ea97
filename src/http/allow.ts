import { SetMetadata } from '@nestjs/common';
import type { Verb } from '../authority/authority.js';

const key = 'redress:allow';

/**
 * What using a route is: one of the verbs of the authority table; what everybody who signed in may, or their token; what they may to their own
 * account themselves, and no token of theirs; or what anyone may, without saying who.
 */
export type Allowed = Verb | 'signed-in' | 'in-person' | 'anyone';

/** Declares what using a route is. Every route must: it is not built, and the application does not start, with one that does not. */
export function Allow(allowed: Allowed): MethodDecorator {
  return SetMetadata<string, Allowed>(key, allowed);
}

/** What a route declares; undefined where it declares nothing. */
export function allowedOn(handler: object): Allowed | undefined {
  return Reflect.getMetadata(key, handler) as Allowed | undefined; // written by Allow alone
}
