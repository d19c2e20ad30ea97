import { SetMetadata } from '@nestjs/common';
import type { Role } from './roles.js';

const key = 'redress:allow';

/** Who may use a route: somebody with one of these roles, or anyone at all, without saying who. */
export type Allowed = readonly Role[] | 'anyone';

/** Declares who may use a route. Every route must: the application does not start with one that does not. */
export function Allow(...allowed: readonly [Role, ...Role[]] | readonly ['anyone']): MethodDecorator {
  return SetMetadata<string, Allowed>(key, isAnyone(allowed) ? 'anyone' : allowed);
}

/** What a route declares; undefined where it declares nothing. */
export function allowedOn(handler: object): Allowed | undefined {
  return Reflect.getMetadata(key, handler) as Allowed | undefined; // written by Allow alone
}

function isAnyone(allowed: readonly [Role, ...Role[]] | readonly ['anyone']): allowed is readonly ['anyone'] {
  return allowed[0] === 'anyone';
}
