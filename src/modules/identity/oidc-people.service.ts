import { Inject, Injectable } from '@nestjs/common';
import { actorName, type Actor } from '../../actor.js';
import { mixesWithContent } from '../../authority/conflicts.js';
import type { Role } from '../../authority/roles.js';
import { now } from '../../clock.js';
import { RedressError } from '../../errors.js';
import type { EntryDraft } from '../../ledger/entry.js';
import type { OidcDestination } from '../../outgoing/destination.js';
import { randomBytes } from '../../random.js';
import type { Instant } from '../../rules/values.js';
import { DATABASE } from '../../store/database-token.js';
import { record } from '../../store/entries.repository.js';
import type { Database, Tx } from '../../store/tx.js';
import { uuid } from '../complaints/keep-events.js';
import type { Account } from './account.js';
import {
  accountByName,
  deleteRole,
  hasOtherAdministrator,
  insertAccount,
  insertRole,
  lockAccounts,
  readAccount,
  replaceUnits,
} from './accounts.repository.js';
import { identityFault } from './identity-errors.js';
import { nameClaimed, rolesClaimed, rolesDecided, unitsClaimed, type OidcPerson } from './oidc-claims.js';
import { oidcFault } from './oidc-errors.js';
import { accountOfIdentity, insertIdentity } from './oidc-identities.repository.js';
import { roleChanges } from './oidc-roles.js';
import { insertRequest } from './role-requests.repository.js';

/** One sign-in, as its changes are recorded. */
interface Applying {
  readonly provider: OidcDestination;
  readonly person: OidcPerson;
  readonly by: string;
  readonly at: Instant;
}

/** Whom the people of a provider are here, and what they may do. */
@Injectable()
export class OidcPeople {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** The account that belongs to somebody already; undefined where none does. */
  accountOf({ issuer, subject }: OidcPerson): Promise<string | undefined> {
    return accountOfIdentity(this.database.reading, issuer, subject);
  }

  /**
   * The account of somebody, made where the configuration says so, with the roles and units that the provider names as of now; all of it
   * or nothing. Refuses somebody for whom none is made, a name that is taken, a disabled account, two roles that no one person may hold,
   * and to take the role of the last administrator.
   */
  recognise(provider: OidcDestination, person: OidcPerson): Promise<Account> {
    const actor: Actor = { kind: 'system', id: `oidc-${provider.name}` };
    return this.database.transaction(async (tx) => {
      await lockAccounts(tx);
      const applying = { provider, person, by: actorName(actor), at: now() };
      const linked = await accountOfIdentity(tx, person.issuer, person.subject);
      const drafts: EntryDraft[] = [];
      const id = linked ?? (await make(tx, applying, drafts));
      const account = await known(tx, id);
      if (account.disabledAt !== undefined) throw new RedressError([oidcFault('oidc.account_disabled')]);
      drafts.push(...(await applyRoles(tx, account, applying)), ...(await applyUnits(tx, account, applying)));
      if (drafts.length > 0) await record(tx, { kind: 'account', id }, drafts, { actor: applying.by, at: applying.at });
      return known(tx, id);
    });
  }
}

async function known(tx: Tx, id: string): Promise<Account> {
  const account = await readAccount(tx, id);
  if (account === undefined) throw new RedressError([identityFault('identity.unknown_account')]);
  return account;
}

async function make(tx: Tx, { provider, person, at }: Applying, drafts: EntryDraft[]): Promise<string> {
  const { name: ofProvider, createAccounts } = provider;
  if (createAccounts === 'never') throw new RedressError([oidcFault('oidc.no_account', { provider: ofProvider })]);
  if (createAccounts === 'with-role' && rolesClaimed(provider, person.claims).length === 0)
    throw new RedressError([oidcFault('oidc.no_role', { provider: ofProvider })]);
  const id = uuid(randomBytes);
  const name = nameClaimed(person.claims) ?? `${ofProvider.slice(0, 20)}-${id}`;
  if ((await accountByName(tx, name)) !== undefined)
    throw new RedressError([oidcFault('oidc.name_taken', { provider: ofProvider })]);
  await insertAccount(tx, { id, kind: 'person', name, at });
  await insertIdentity(tx, { issuer: person.issuer, subject: person.subject, account: id }, at);
  drafts.push(
    { type: 'account-made', body: { kind: 'person', units: [] } },
    { type: 'identity-linked', body: { provider: ofProvider } },
  );
  return id;
}

async function applyRoles(tx: Tx, account: Account, applying: Applying): Promise<readonly EntryDraft[]> {
  const { provider, person } = applying;
  const changes = roleChanges(account.roles, rolesDecided(provider), rolesClaimed(provider, person.claims));
  if ('clash' in changes) {
    const [one, other] = changes.clash;
    throw new RedressError([oidcFault('oidc.roles_conflict', { provider: provider.name, one, other })]);
  }
  const { take, give } = changes;
  if (take.includes('administrator') && !(await hasOtherAdministrator(tx, account.id)))
    throw new RedressError([identityFault('identity.last_administrator')]);
  const drafts: EntryDraft[] = [];
  for (const role of take) {
    await deleteRole(tx, account.id, role);
    drafts.push({ type: 'role-revoked', body: { role } });
  }
  const held = new Set(account.roles.filter((role) => !take.includes(role)));
  for (const role of give) drafts.push(...(await giveRole(tx, account, role, held, applying)));
  return drafts;
}

/** A provider is no second administrator: what takes one waits here as well. */
async function giveRole(
  tx: Tx,
  { id, waiting }: Account,
  role: Role,
  held: Set<Role>,
  { by, at }: Applying,
): Promise<readonly EntryDraft[]> {
  if (!mixesWithContent(held, role)) {
    await insertRole(tx, { account: id, role, by, at });
    held.add(role);
    return [{ type: 'role-granted', body: { role } }];
  }
  if (waiting.some((request) => request.role === role)) return [];
  const request = uuid(randomBytes);
  await insertRequest(tx, { id: request, account: id, role, askedAt: at, askedBy: id });
  return [{ type: 'role-asked', body: { role, request } }];
}

async function applyUnits(tx: Tx, account: Account, { provider, person }: Applying): Promise<readonly EntryDraft[]> {
  const wanted = unitsClaimed(provider, person.claims);
  if (wanted === undefined || wanted.join('\n') === [...account.units].sort().join('\n')) return [];
  await replaceUnits(tx, account.id, wanted);
  return [{ type: 'units-set', body: { units: [...wanted] } }];
}
