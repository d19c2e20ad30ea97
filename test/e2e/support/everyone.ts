import { roles } from '../../../src/authority/roles.js';
import type { Known } from '../../../src/authority/known.js';
import { now } from '../../../src/clock.js';
import type { Authenticate } from '../../../src/http/authenticate.js';

/** Somebody who may do everything, as far as no more is said of them. */
export function everything(more: Partial<Known> = {}): Known {
  return {
    actor: { kind: 'token', id: 'everything' },
    account: '00000000-0000-8000-8000-000000000001',
    roles: new Set(roles),
    units: [],
    confirmedAt: now(),
    ...more,
  };
}

/** Knows them by a token: for tests of what is behind the doors, with the token that is asked for. */
export function everythingFor(token: string, more: Partial<Known> = {}): Authenticate {
  return ({ authorization }) => {
    if (authorization === undefined) return Promise.resolve('nothing');
    if (!/^bearer +\S+ *$/i.test(authorization) || authorization.trim().split(/ +/)[1] !== token)
      return Promise.resolve('wrong-token');
    return Promise.resolve(everything(more));
  };
}
