import { Module } from '@nestjs/common';
import type { Role } from '../../../src/authority/roles.js';
import type { Account, AccountKind } from '../../../src/modules/identity/account.js';
import { AccountsService } from '../../../src/modules/identity/accounts.service.js';
import { Authentication } from '../../../src/modules/identity/authentication.service.js';
import { IdentityModule } from '../../../src/modules/identity/identity.module.js';
import { Passwords } from '../../../src/modules/identity/passwords.service.js';
import { testDatabase, type TestDatabase } from '../../db/support/test-database.js';
import { probeApp } from './probe.module.js';
import { startShell, type Shell } from './shell.js';
import { visitor, type Visitor } from './visitor.js';

@Module({})
class Root {}

export const goodPassword = 'maple orbit candle seven';
const by = { kind: 'system', id: 'test' } as const;

export interface Person extends Account {
  /** Undefined for a program. */
  readonly password: string | undefined;
}

/** The manners with real accounts, over a database of their own. */
export interface PeopleApp extends Shell {
  readonly test: TestDatabase;
  readonly accounts: AccountsService;
  /** An account with these roles; of a person or a demonstration with a password. */
  make(
    name: string,
    roles?: readonly Role[],
    more?: { units?: readonly string[]; kind?: AccountKind },
  ): Promise<Person>;
  /** Somebody who has signed in. */
  signedIn(name: string, roles?: readonly Role[], from?: string): Promise<{ person: Person; browser: Visitor }>;
  visitor(from?: string): Visitor;
  /** Changes rows as the owner, where a test cannot wait. */
  plant(statement: string, values?: readonly unknown[]): Promise<void>;
  stop(): Promise<void>;
}

export async function peopleApp(): Promise<PeopleApp> {
  const test = await testDatabase();
  const shell = await startShell({
    store: { database: test.database, close: () => Promise.resolve() },
    module: { module: Root, imports: [probeApp(test.database), IdentityModule] },
    authenticate: (app) => app.get(Authentication, { strict: false }).authenticate,
  });
  const accounts = shell.app.get(AccountsService, { strict: false });
  const passwords = shell.app.get(Passwords, { strict: false });
  const make: PeopleApp['make'] = async (name, roles = [], { units = [], kind = 'person' } = {}) => {
    const { body } = await accounts.make({ name, kind, roles, units }, { by });
    if (kind !== 'service')
      await passwords.setByLink((await passwords.makeLink(body.id, { by })).body.link ?? '', goodPassword);
    return { ...(await accounts.read(body.id)), password: kind === 'service' ? undefined : goodPassword };
  };
  return {
    ...shell,
    test,
    accounts,
    make,
    async signedIn(name, roles = [], from) {
      const person = await make(name, roles);
      const browser = visitor(shell.url, from);
      await browser.signIn(name, goodPassword);
      return { person, browser };
    },
    visitor: (from) => visitor(shell.url, from),
    async plant(statement, values) {
      await test.owner.query('', statement, values);
    },
    async stop() {
      await shell.close();
      await test.close();
    },
  };
}
