import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import type { Actor } from '../actor.js';
import type { Scope } from '../authority/scopes.js';
import type { Role } from '../authority/roles.js';
import { now } from '../clock.js';
import { RedressError } from '../errors.js';
import { accountView, tokenView, type AccountView } from '../modules/identity/account-view.js';
import { AccountsService, type NewAccount } from '../modules/identity/accounts.service.js';
import { Demo } from '../modules/identity/demo.service.js';
import { grantOf } from '../modules/identity/grant-role.js';
import { Passwords } from '../modules/identity/passwords.service.js';
import { Rotation, type Rotated } from '../modules/identity/rotation.service.js';
import { SecondFactor } from '../modules/identity/second-factor.service.js';
import { Tokens, type TokenView } from '../modules/identity/tokens.service.js';
import { IdentityModule } from '../modules/identity/identity.module.js';
import { withModules } from './application.context.js';

/** As entries name whoever changes accounts on the machine itself. */
const by: Actor = { kind: 'system', id: 'command-line' };
const day = 24 * 3_600_000;

interface Found {
  readonly app: INestApplicationContext;
  readonly accounts: AccountsService;
  readonly account: AccountView;
}

function withIdentity<T>(work: (app: INestApplicationContext) => Promise<T>): Promise<T> {
  return withModules([IdentityModule], work);
}

/** Works on the account of a name. Refuses one that is not there. */
function onAccount<T>(name: string, work: (found: Found) => Promise<T>): Promise<T> {
  return withIdentity(async (app) => {
    const accounts = app.get(AccountsService, { strict: false });
    return work({ app, accounts, account: accountView(await accounts.byName(name)) });
  });
}

/** All accounts, by name. */
export function listAccounts(): Promise<readonly AccountView[]> {
  return withIdentity(async (app) => {
    const service = app.get(AccountsService, { strict: false });
    const found: AccountView[] = [];
    let after: string | undefined;
    do {
      const page = await service.list({ after, limit: 200 });
      found.push(...page.accounts.map(accountView));
      after = page.next;
    } while (after !== undefined);
    return found;
  });
}

export function addAccount(account: NewAccount): Promise<AccountView> {
  return withIdentity(async (app) => (await app.get(AccountsService, { strict: false }).make(account, { by })).body);
}

export function showAccount(name: string): Promise<AccountView> {
  return onAccount(name, ({ account }) => Promise.resolve(account));
}

export interface RoleChange {
  readonly grant: readonly Role[];
  readonly revoke: readonly Role[];
}

/** Roles that cannot be given are refused before any is taken away. */
export function changeRoles(name: string, { grant, revoke }: RoleChange): Promise<AccountView> {
  return onAccount(name, async ({ account, accounts }) => {
    refuseClash(account, { grant, revoke });
    let view = account;
    for (const role of revoke) view = (await accounts.revoke(account.id, role, { by })).body;
    for (const role of grant) view = (await accounts.grant(account.id, role, { by })).body;
    return view;
  });
}

function refuseClash(account: AccountView, { grant, revoke }: RoleChange): void {
  const left = account.roles.filter((role) => !revoke.includes(role));
  for (const role of grant) {
    const decided = grantOf({ ...account, roles: left, waiting: [] }, role, undefined);
    if (typeof decided === 'object') throw new RedressError([decided]);
    left.push(role);
  }
}

export function setUnits(name: string, units: readonly string[]): Promise<AccountView> {
  return onAccount(name, async ({ account, accounts }) => (await accounts.setUnits(account.id, units, { by })).body);
}

export function setState(name: string, verb: 'disable' | 'enable'): Promise<AccountView> {
  return onAccount(name, async ({ account, accounts }) => (await accounts[verb](account.id, { by })).body);
}

export function makePasswordLink(name: string): Promise<{ readonly account: AccountView; readonly link: string }> {
  return onAccount(name, async ({ account, app }) => {
    const { body } = await app.get(Passwords, { strict: false }).makeLink(account.id, { by });
    return { account, link: body.link ?? '' };
  });
}

export function rotateAccount(name: string): Promise<{ readonly account: AccountView; readonly rotated: Rotated }> {
  return onAccount(name, async ({ account, app }) => ({
    account,
    rotated: await app.get(Rotation, { strict: false }).rotate(account.id, by),
  }));
}

export function resetSecondFactor(name: string): Promise<AccountView> {
  return onAccount(
    name,
    async ({ account, app }) => (await app.get(SecondFactor, { strict: false }).reset(account.id, { by })).body,
  );
}

/** Gives the names of the accounts of the first look that were enabled until now. */
export function leaveDemo(): Promise<readonly string[]> {
  return withIdentity((app) => app.get(Demo, { strict: false }).leave(by));
}

export interface AskedToken {
  readonly scopes: readonly Scope[];
  readonly days: number;
  readonly label: string;
}

export function createToken(name: string, { scopes, days, label }: AskedToken) {
  return onAccount(name, async ({ account, app }) => {
    const asked = { name: label, scopes, expiresAt: now() + days * day };
    const { body } = await app.get(Tokens, { strict: false }).make(account.id, asked, { by }).catch(placeless);
    return { account, token: body.token ?? '' };
  });
}

/** A fault of what was asked for over HTTP says where in the request; here there is none. */
function placeless(error: unknown): never {
  if (!(error instanceof RedressError)) throw error;
  const faults = error.faults.map(({ code, kind, data, cause, remedy }) => ({ code, kind, data, cause, remedy }));
  throw new RedressError(faults, { cause: error });
}

export function listTokens(name: string): Promise<readonly TokenView[]> {
  return onAccount(name, async ({ account, app }) =>
    (await app.get(Tokens, { strict: false }).list(account.id)).map(tokenView),
  );
}

export function revokeToken(name: string, id: string): Promise<TokenView> {
  return onAccount(
    name,
    async ({ account, app }) => (await app.get(Tokens, { strict: false }).revoke(account.id, id, { by })).body,
  );
}
