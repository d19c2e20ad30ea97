import { Inject, Injectable } from '@nestjs/common';
import { actorName } from '../../actor.js';
import type { Known } from '../../authority/known.js';
import { now } from '../../clock.js';
import { RedressError } from '../../errors.js';
import { once } from '../../http/idempotency/once.writer.js';
import type { Reply } from '../../http/reply.js';
import { inRequest } from '../../http/request.js';
import { randomBytes } from '../../random.js';
import { DATABASE } from '../../store/database-token.js';
import { record } from '../../store/entries.repository.js';
import type { Database } from '../../store/tx.js';
import { text } from './account-view.js';
import { lockAccounts, readAccount } from './accounts.repository.js';
import type { Acting } from './acting.js';
import { Attempts } from './attempts.service.js';
import { isCommonPassword } from './common-passwords.js';
import { identityFault } from './identity-errors.js';
import { endPasswordLinks, insertPasswordLink, passwordLink, useLink } from './links.repository.js';
import { PasswordHasher } from './password.hasher.js';
import { passwordFaults } from './password-rules.js';
import { passwordHash, replacePassword, writePassword } from './passwords.repository.js';
import { digestOf, freshSecret } from './secret.js';
import { endSessions } from './sessions.repository.js';
import { withSecret } from './with-secret.js';

/** How long a link to set a password holds, in milliseconds. */
export const linkLasts = 24 * 3_600_000;

/** Passwords: set by a link that works once, changed by whoever knows the old one, shown again for what takes it. */
@Injectable()
export class Passwords {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly hasher: PasswordHasher,
    private readonly attempts: Attempts,
  ) {}

  /**
   * A link with which whoever has it sets the password of an account, once, within a day; a link from before holds no more. It is shown
   * this one time. Refuses (409) the account of a program and a disabled one.
   */
  async makeLink(id: string, { by, claim }: Acting): Promise<Reply<{ expires_at: string; link: string | null }>> {
    const at = now();
    const link = freshSecret(randomBytes);
    const expiresAt = at + linkLasts;
    const reply = await once(this.database, claim, at, async (tx) => {
      await lockAccounts(tx);
      const account = await readAccount(tx, id);
      if (account === undefined) throw new RedressError([identityFault('identity.unknown_account')]);
      if (account.kind === 'service') throw new RedressError([identityFault('identity.not_a_person')]);
      if (account.disabledAt !== undefined) throw new RedressError([identityFault('identity.account_disabled')]);
      await insertPasswordLink(tx, { hash: digestOf(link), account: account.id, at, expiresAt });
      const draft = { type: 'password-link-made', body: { expires_at: expiresAt } };
      await record(tx, { kind: 'account', id: account.id }, [draft], { actor: actorName(by), at });
      return { status: 201, body: { expires_at: text(expiresAt) } };
    });
    return withSecret(reply, 'link', link);
  }

  /**
   * Sets a password with a link, and ends the sessions of the account. Refuses a link that does not hold, and a password with every fault
   * that it has; then the link can still be used.
   */
  async setByLink(link: string, password: string): Promise<void> {
    const hash = digestOf(link);
    const found = await passwordLink(this.database.reading, hash, now());
    if (found === undefined)
      throw new RedressError([identityFault('identity.wrong_link', {}, inRequest('body', '/link'))]);
    refuseWeak(password, found.name, '/password');
    const written = await this.hasher.hash(password);
    await this.database.transaction(async (tx) => {
      await lockAccounts(tx);
      const at = now();
      const still = await passwordLink(tx, hash, at);
      if (still === undefined || !(await useLink(tx, hash, at)))
        throw new RedressError([identityFault('identity.wrong_link', {}, inRequest('body', '/link'))]);
      await writePassword(tx, found.account, written, at);
      const sessions = await endSessions(tx, found.account);
      const draft = { type: 'password-set', body: { way: 'link', sessions: [...sessions] } };
      await record(tx, { kind: 'account', id: found.account }, [draft], { actor: `account:${found.account}`, at });
    });
  }

  /**
   * Changes the password of whoever asks, and ends their other sessions and a link to set it. Refuses a wrong old password, a new one with every fault that it
   * has, and (409) an account without a password.
   */
  async change(who: Known, { old, password }: { readonly old: string; readonly password: string }): Promise<void> {
    const { account } = who;
    const before = await this.prove(account, old, '/old');
    const { name } = (await readAccount(this.database.reading, account)) ?? { name: '' };
    refuseWeak(password, name, '/password');
    const after = await this.hasher.hash(password);
    await this.database.transaction(async (tx) => {
      const at = now();
      if (!(await replacePassword(tx, account, { before, after }, at))) throw wrong('/old');
      await endPasswordLinks(tx, account);
      const sessions = await endSessions(tx, account, { but: who.session });
      const draft = { type: 'password-set', body: { way: 'own', sessions: [...sessions] } };
      await record(tx, { kind: 'account', id: account }, [draft], { actor: actorName(who.actor), at });
    });
  }

  /**
   * Holds a password to that of an account which has signed in already, and gives its hash. Refuses a wrong one, soon with a wait (429),
   * and (409) an account without a password.
   */
  async prove(account: string, password: string, pointer: string): Promise<string> {
    const key = await this.attempts.key('account', 'password', account);
    const hash = await passwordHash(this.database.reading, account);
    if (hash === undefined) throw new RedressError([identityFault('identity.no_password')]);
    const proved = await this.attempts.guarded([key], async () => {
      const { fits } = await this.hasher.verify(password, hash);
      return fits ? hash : undefined;
    });
    if (proved === undefined) throw wrong(pointer);
    return proved;
  }
}

/** Refuses a password with every fault that it has as one of this account. */
function refuseWeak(password: string, name: string, pointer: string): void {
  const faults = passwordFaults(password, name, isCommonPassword, inRequest('body', pointer));
  if (faults.length > 0) throw new RedressError(faults);
}

function wrong(pointer: string): RedressError {
  return new RedressError([identityFault('identity.wrong_password', {}, inRequest('body', pointer))]);
}
