import { randomUUID } from 'node:crypto';
import type { Known } from '../../../src/authority/known.js';
import type { Role } from '../../../src/authority/roles.js';
import { now } from '../../../src/clock.js';
import type { Authenticate } from '../../../src/http/authenticate.js';
import type { Tx } from '../../../src/store/tx.js';

/** Somebody with an account, who asks with this word instead of a password or token. */
export interface Person {
  readonly name: string;
  readonly known: Known;
}

/** An account with these roles, as one who has just shown the password; `owner` is the role that owns the tables. */
export async function aPerson(owner: Tx, name: string, roles: readonly Role[]): Promise<Person> {
  const account = randomUUID();
  await owner.query('', `insert into account (account_id, kind, name, created_at) values ($1, 'person', $2, now())`, [
    account,
    name,
  ]);
  return {
    name,
    known: { actor: { kind: 'account', id: account }, account, roles: new Set(roles), units: [], confirmedAt: now() },
  };
}

/** A token that acts for somebody. */
export async function aTokenOf(
  owner: Tx,
  { name, known }: Person,
  scopes: NonNullable<Known['scopes']>,
): Promise<Person> {
  const id = randomUUID();
  await owner.query(
    '',
    `insert into api_token (token_id, account_id, name, hash, scopes, created_at, created_by, expires_at)
     values ($1, $2, 'test', $3, $4, now(), 'test', now() + interval '1 day')`,
    [id, known.account, Buffer.from(id), [...scopes]],
  );
  const { confirmedAt: _, ...rest } = known;
  return { name: `${name}-token`, known: { ...rest, actor: { kind: 'token', id }, scopes } };
}

/** Knows people by their names: `Authorization: Bearer chen`. A person has always just shown the password. */
export function knowing(people: readonly Person[]): Authenticate {
  return ({ authorization = '' }) => {
    const found = people.find(({ name }) => authorization === `Bearer ${name}`)?.known;
    if (found === undefined) return Promise.resolve(authorization === '' ? 'nothing' : 'wrong-token');
    return Promise.resolve(found.confirmedAt === undefined ? found : { ...found, confirmedAt: now() });
  };
}
