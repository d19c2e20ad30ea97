import { hash, timingSafeEqual } from 'node:crypto';
import type { Actor } from '../actor.js';
import type { RandomBytes } from '../random.js';
import { roles, type Role } from './roles.js';

/** Somebody who has shown who they are. */
export interface Known {
  readonly actor: Actor;
  readonly roles: ReadonlySet<Role>;
}

/** What an `Authorization` header shows: somebody, nothing, or something that is not valid. */
export type Authenticate = (authorization: string | undefined) => Known | 'no token' | 'wrong token';

const everything: Known = { actor: { kind: 'token', id: 'start-up' }, roles: new Set(roles) };

/** A token of 256 bits for one run of the server. */
export function newToken(random: RandomBytes): string {
  return random(32).toString('base64url');
}

/** Until there are accounts: whoever has the token of this start may do everything. Compared in the same time whatever was sent. */
export function byToken(token: string): Authenticate {
  const expected = digest(token);
  return (authorization) => {
    if (authorization === undefined) return 'no token';
    const given = /^bearer +([\w~+/.-]+=*) *$/i.exec(authorization)?.[1];
    return given !== undefined && timingSafeEqual(digest(given), expected) ? everything : 'wrong token';
  };
}

function digest(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}
