import { Inject, Injectable } from '@nestjs/common';
import { now } from '../../clock.js';
import { RedressError, type Fault } from '../../errors.js';
import { inRequest } from '../../http/request.js';
import type { EntryDraft } from '../../ledger/entry.js';
import { randomBytes } from '../../random.js';
import { DATABASE } from '../../store/database-token.js';
import { record } from '../../store/entries.repository.js';
import type { Database, Tx } from '../../store/tx.js';
import { uuid } from '../complaints/keep-events.js';
import { namePattern } from './account-name.js';
import { accountView, type AccountView } from './account-view.js';
import { accountByName, insertAccount, insertRole, lockAccounts, readAccount } from './accounts.repository.js';
import { isCommonPassword } from './common-passwords.js';
import { firstAdministratorFault } from './first-administrator-errors.js';
import { endFirstLinks, firstLinkHolds, hasAdministrator, insertFirstLink } from './first-administrator.repository.js';
import { identityFault } from './identity-errors.js';
import { PasswordHasher } from './password.hasher.js';
import { passwordFaults } from './password-rules.js';
import { writePassword } from './passwords.repository.js';
import { digestOf, freshSecret } from './secret.js';

const linkLasts = 24 * 3_600_000;
const actor = 'system:first-administrator';

/** How an installation comes by its first administrator: by a link that whoever starts the service is shown. */
@Injectable()
export class FirstAdministrator {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly hasher: PasswordHasher,
  ) {}

  /** A link that works once, within a day; undefined where there is an administrator. It is shown this one time. */
  link(): Promise<string | undefined> {
    return this.database.transaction(async (tx) => {
      await lockAccounts(tx);
      if (await hasAdministrator(tx)) return undefined;
      const link = freshSecret(randomBytes);
      const at = now();
      await insertFirstLink(tx, { hash: digestOf(link), at, expiresAt: at + linkLasts });
      return link;
    });
  }

  /**
   * Makes the first administrator; every such link ends. Refuses a link that does not hold, a name and a password with every fault that they
   * have (then the link can still be used), and (409) a name that is taken.
   */
  async make(given: {
    readonly token: string;
    readonly name: string;
    readonly password: string;
  }): Promise<AccountView> {
    const hash = digestOf(given.token);
    await refuseLink(this.database.reading, hash);
    const name = given.name.normalize('NFKC');
    const faults: Fault[] = namePattern.test(name)
      ? []
      : [identityFault('identity.wrong_name', {}, inRequest('body', '/name'))];
    faults.push(...passwordFaults(given.password, name, isCommonPassword, inRequest('body', '/password')));
    if (faults.length > 0) throw new RedressError(faults);
    const written = await this.hasher.hash(given.password);
    return this.database.transaction(async (tx) => {
      await lockAccounts(tx);
      await refuseLink(tx, hash);
      if ((await accountByName(tx, name)) !== undefined)
        throw new RedressError([identityFault('identity.name_taken', {}, inRequest('body', '/name'))]);
      return insertAdministrator(tx, name, written);
    });
  }
}

async function refuseLink(tx: Tx, hash: Buffer): Promise<void> {
  if (!(await firstLinkHolds(tx, hash, now())))
    throw new RedressError([
      firstAdministratorFault('first_administrator.wrong_link', {}, inRequest('body', '/token')),
    ]);
  if (await hasAdministrator(tx)) throw new RedressError([firstAdministratorFault('first_administrator.exists')]);
}

async function insertAdministrator(tx: Tx, name: string, password: string): Promise<AccountView> {
  const at = now();
  const id = uuid(randomBytes);
  await endFirstLinks(tx);
  await insertAccount(tx, { id, kind: 'person', name, at });
  await insertRole(tx, { account: id, role: 'administrator', by: actor, at });
  await writePassword(tx, id, password, at);
  const drafts: EntryDraft[] = [
    { type: 'account-made', body: { kind: 'person', units: [] } },
    { type: 'role-granted', body: { role: 'administrator' } },
    { type: 'password-set', body: { way: 'first-administrator', sessions: [] } },
  ];
  await record(tx, { kind: 'account', id }, drafts, { actor, at });
  const account = await readAccount(tx, id);
  if (account === undefined) throw new RangeError('what was just written is not there');
  return accountView(account);
}
