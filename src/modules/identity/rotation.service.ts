import { Inject, Injectable } from '@nestjs/common';
import { actorName, type Actor } from '../../actor.js';
import { now } from '../../clock.js';
import { RedressError } from '../../errors.js';
import type { EntryDraft } from '../../ledger/entry.js';
import { randomBytes } from '../../random.js';
import type { Instant } from '../../rules/values.js';
import { DATABASE } from '../../store/database-token.js';
import { record } from '../../store/entries.repository.js';
import type { Database, Tx } from '../../store/tx.js';
import type { Account } from './account.js';
import { endFeed } from '../recipients/contacts.repository.js';
import { lockAccounts, readAccount } from './accounts.repository.js';
import { identityFault } from './identity-errors.js';
import { insertPasswordLink } from './links.repository.js';
import { deletePassword } from './passwords.repository.js';
import { linkLasts } from './passwords.service.js';
import { digestOf, freshSecret } from './secret.js';
import { endSessions } from './sessions.repository.js';
import { revokeTokens } from './tokens.repository.js';

export interface Rotated {
  readonly sessions: number;
  readonly tokens: number;
  /** Sets the next password; shown this one time. Undefined for a program, which has none. */
  readonly link?: string;
}

/** For when somebody else may know a password or a token. */
@Injectable()
export class Rotation {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /**
   * Ends everything that somebody else may know of an account: its password, sessions, tokens, the address of its calendar and links to set the password; and gives a link with which its owner sets
   * another password within a day. People of a provider stay linked: whom they belong to is said there. Refuses (409) a disabled account and (404) one that is not there.
   */
  rotate(id: string, by: Actor): Promise<Rotated> {
    return this.database.transaction(async (tx) => {
      await lockAccounts(tx);
      const account = await readAccount(tx, id);
      if (account === undefined) throw new RedressError([identityFault('identity.unknown_account')]);
      if (account.disabledAt !== undefined) throw new RedressError([identityFault('identity.account_disabled')]);
      const at = now();
      const sessions = await endSessions(tx, id);
      const tokens = await revokeTokens(tx, id, undefined, at);
      const password = await deletePassword(tx, id);
      const calendar = await endFeed(tx, id);
      const body = { sessions: [...sessions], tokens: [...tokens], password, ...(calendar ? { calendar } : {}) };
      const ended = { type: 'access-ended', body };
      const { link, drafts } = await freshLink(tx, account, at);
      await record(tx, { kind: 'account', id }, [ended, ...drafts], { actor: actorName(by), at });
      return { sessions: sessions.length, tokens: tokens.length, ...(link === undefined ? {} : { link }) };
    });
  }
}

async function freshLink(
  tx: Tx,
  { id, kind }: Account,
  at: Instant,
): Promise<{ readonly link?: string; readonly drafts: readonly EntryDraft[] }> {
  if (kind === 'service') return { drafts: [] };
  const link = freshSecret(randomBytes);
  const expiresAt = at + linkLasts;
  await insertPasswordLink(tx, { hash: digestOf(link), account: id, at, expiresAt });
  return { link, drafts: [{ type: 'password-link-made', body: { expires_at: expiresAt } }] };
}
