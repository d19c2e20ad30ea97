import { Inject, Injectable } from '@nestjs/common';
import { actorName } from '../../actor.js';
import type { Role } from '../../authority/roles.js';
import { now } from '../../clock.js';
import { RedressError } from '../../errors.js';
import { once } from '../../http/idempotency/once.writer.js';
import type { Reply } from '../../http/reply.js';
import type { EntryDraft } from '../../ledger/entry.js';
import { randomBytes } from '../../random.js';
import type { Instant } from '../../rules/values.js';
import { DATABASE } from '../../store/database-token.js';
import { record } from '../../store/entries.repository.js';
import type { Database, Tx } from '../../store/tx.js';
import { uuid } from '../complaints/keep-events.js';
import { accountName, soughtName } from './account-name.js';
import { accountView, type AccountView } from './account-view.js';
import type { Account, AccountKind } from './account.js';
import {
  accountByName,
  deleteRole,
  hasEnabledAccount,
  hasOtherAdministrator,
  insertAccount,
  insertRole,
  listAccounts,
  lockAccounts,
  readAccount,
  replaceUnits,
  setDisabled,
} from './accounts.repository.js';
import type { Acting } from './acting.js';
import { demoFault } from './demo-errors.js';
import { isLeft } from './demo.repository.js';
import { grantOf } from './grant-role.js';
import { identityFault } from './identity-errors.js';
import { endPasswordLinks } from './links.repository.js';
import { insertRequest } from './role-requests.repository.js';
import { endSessions } from './sessions.repository.js';
import { revokeTokens } from './tokens.repository.js';

export interface NewAccount {
  readonly name: string;
  readonly kind: AccountKind;
  readonly roles: readonly Role[];
  readonly units: readonly string[];
}

/** A change of one account that is there: what is said of it in the chain of the account. */
type Change = (tx: Tx, account: Account, at: Instant) => Promise<readonly EntryDraft[]>;

/** Accounts, their roles and units. Every change is an entry beside its row. */
@Injectable()
export class AccountsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Refuses an id that no account has. */
  async read(id: string): Promise<Account> {
    return found(await readAccount(this.database.reading, id));
  }

  /** Refuses a name that no account has; capitals make no difference. */
  async byName(name: string): Promise<Account> {
    return found(await accountByName(this.database.reading, soughtName(name)));
  }

  /** An enabled account of the first look by its name; undefined where there is none. */
  async demoByName(name: string): Promise<Account | undefined> {
    const account = await accountByName(this.database.reading, soughtName(name));
    return account?.kind === 'demo' && account.disabledAt === undefined ? account : undefined;
  }

  /** Whether anybody can act here. */
  hasEnabled(): Promise<boolean> {
    return hasEnabledAccount(this.database.reading);
  }

  /** One page in the order of the names; `next` is what the following one begins after. */
  async list(page: { readonly after?: string | undefined; readonly limit: number }): Promise<{
    readonly accounts: readonly Account[];
    readonly next?: string;
  }> {
    const rows = await listAccounts(this.database.reading, page.after ?? '', page.limit + 1);
    const accounts = rows.slice(0, page.limit);
    const last = accounts.at(-1);
    return { accounts, ...(rows.length > page.limit && last !== undefined ? { next: last.name } : {}) };
  }

  /**
   * Makes an account, which has no password yet. Roles that take a second administrator wait for one. Refuses (409) a name that is taken
   * and roles that no one person may hold.
   */
  make({ name: given, kind, roles, units }: NewAccount, acting: Acting): Promise<Reply<AccountView>> {
    const name = accountName(given);
    const at = now();
    return once(this.database, acting.claim, at, async (tx) => {
      await lockAccounts(tx);
      if ((await accountByName(tx, name)) !== undefined) throw new RedressError([identityFault('identity.name_taken')]);
      const id = uuid(randomBytes);
      await insertAccount(tx, { id, kind, name, at });
      await replaceUnits(tx, id, [...new Set(units)]);
      const drafts: EntryDraft[] = [{ type: 'account-made', body: { kind, units: [...new Set(units)].sort() } }];
      for (const role of roles) drafts.push(...(await grant(tx, found(await readAccount(tx, id)), role, acting, at)));
      await record(tx, { kind: 'account', id }, drafts, { actor: actorName(acting.by), at });
      const body = accountView(found(await readAccount(tx, id)));
      return { status: 201, body, headers: { location: `/api/accounts/${id}` } };
    });
  }

  /** Gives a role, or asks a second administrator for it. Refuses (409) two roles that no one person may hold. */
  grant(id: string, role: Role, acting: Acting): Promise<Reply<AccountView>> {
    return this.change(id, acting, (tx, account, at) => grant(tx, account, role, acting, at));
  }

  /** Takes a role away. Refuses (409) to take it from the last administrator. */
  revoke(id: string, role: Role, acting: Acting): Promise<Reply<AccountView>> {
    return this.change(id, acting, async (tx, account) => {
      if (!account.roles.includes(role)) return [];
      if (role === 'administrator') await refuseLast(tx, account);
      await deleteRole(tx, account.id, role);
      return [{ type: 'role-revoked', body: { role } }];
    });
  }

  /** The units whose complaints the account sees as a handler, instead of those before. */
  setUnits(id: string, units: readonly string[], acting: Acting): Promise<Reply<AccountView>> {
    return this.change(id, acting, async (tx, account) => {
      const wanted = [...new Set(units)].sort();
      if (wanted.join('\n') === [...account.units].sort().join('\n')) return [];
      await replaceUnits(tx, account.id, wanted);
      return [{ type: 'units-set', body: { units: wanted } }];
    });
  }

  /** Ends what the account can do at once: its sessions, tokens and links. Refuses (409) the last administrator. */
  disable(id: string, acting: Acting): Promise<Reply<AccountView>> {
    return this.change(id, acting, async (tx, account, at) => {
      if (account.disabledAt !== undefined) return [];
      if (account.roles.includes('administrator')) await refuseLast(tx, account);
      await setDisabled(tx, account.id, at);
      const sessions = await endSessions(tx, account.id);
      const tokens = await revokeTokens(tx, account.id, undefined, at);
      await endPasswordLinks(tx, account.id);
      return [{ type: 'account-disabled', body: { sessions: [...sessions], tokens: [...tokens] } }];
    });
  }

  /** Lets the account act again, with its password and roles; tokens stay revoked. Refuses (409) one of a first look that was left. */
  enable(id: string, acting: Acting): Promise<Reply<AccountView>> {
    return this.change(id, acting, async (tx, account) => {
      if (account.disabledAt === undefined) return [];
      if (account.kind === 'demo' && (await isLeft(tx))) throw new RedressError([demoFault('demo.left')]);
      await setDisabled(tx, account.id, undefined);
      return [{ type: 'account-enabled', body: {} }];
    });
  }

  private change(id: string, { by, claim }: Acting, work: Change): Promise<Reply<AccountView>> {
    const at = now();
    return once(this.database, claim, at, async (tx) => {
      await lockAccounts(tx);
      const account = found(await readAccount(tx, id));
      const drafts = await work(tx, account, at);
      if (drafts.length > 0)
        await record(tx, { kind: 'account', id: account.id }, drafts, { actor: actorName(by), at });
      return { status: 200, body: accountView(found(await readAccount(tx, id))) };
    });
  }
}

/** Gives a role or asks for it, beside what else the transaction does. */
async function grant(
  tx: Tx,
  account: Account,
  role: Role,
  acting: Acting,
  at: Instant,
): Promise<readonly EntryDraft[]> {
  const grantor = acting.who?.account;
  const decided = grantOf(account, role, grantor);
  if (typeof decided === 'object') throw new RedressError([decided]);
  if (decided === 'ask' && grantor !== undefined) {
    const request = uuid(randomBytes);
    await insertRequest(tx, { id: request, account: account.id, role, askedAt: at, askedBy: grantor });
    return [{ type: 'role-asked', body: { role, request } }];
  }
  if (decided !== 'give') return [];
  await insertRole(tx, { account: account.id, role, by: actorName(acting.by), at });
  return [{ type: 'role-granted', body: { role } }];
}

async function refuseLast(tx: Tx, account: Account): Promise<void> {
  if (account.disabledAt !== undefined || account.kind !== 'person') return;
  if (!(await hasOtherAdministrator(tx, account.id)))
    throw new RedressError([identityFault('identity.last_administrator')]);
}

function found(account: Account | undefined): Account {
  if (account === undefined) throw new RedressError([identityFault('identity.unknown_account')]);
  return account;
}
