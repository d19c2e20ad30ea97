import type { Role } from '../../../src/authority/roles.js';
import type { Scope } from '../../../src/authority/scopes.js';
import { now } from '../../../src/clock.js';
import type { Authenticate } from '../../../src/http/authenticate.js';

/** Somebody of a test: a person who signed in, or, with scopes, a token of theirs. */
export interface Somebody {
  readonly roles: readonly Role[];
  readonly units?: readonly string[];
  readonly scopes?: readonly Scope[];
  /** Has shown the password just now. */
  readonly isConfirmed?: boolean;
  readonly account?: string;
}

const nobodys = '00000000-0000-8000-8000-00000000000a';

/** The header by which `knowsAnybody` knows them. */
export function asking(somebody: Somebody): { readonly authorization: string } {
  return { authorization: `Bearer ${Buffer.from(JSON.stringify(somebody)).toString('base64url')}` };
}

/** Takes everybody for who they say they are: for tests of what each may do then. */
export const knowsAnybody: Authenticate = ({ authorization }) => {
  if (authorization === undefined) return Promise.resolve('nothing');
  const said = JSON.parse(Buffer.from(authorization.slice(7), 'base64url').toString()) as Somebody; // written above
  const { roles, units = [], scopes: given, isConfirmed = false, account = nobodys } = said;
  return Promise.resolve({
    actor: { kind: given === undefined ? 'account' : 'token', id: account },
    account,
    roles: new Set(roles),
    units,
    ...(given === undefined ? {} : { scopes: new Set(given) }),
    ...(isConfirmed ? { confirmedAt: now() } : {}),
  });
};
