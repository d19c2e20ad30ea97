import { Inject, Injectable } from '@nestjs/common';
import { actorName } from '../../actor.js';
import { now } from '../../clock.js';
import { RedressError } from '../../errors.js';
import { once } from '../../http/idempotency/once.writer.js';
import type { Reply } from '../../http/reply.js';
import { DATABASE } from '../../store/database-token.js';
import { record } from '../../store/entries.repository.js';
import type { Database, Tx } from '../../store/tx.js';
import { readAccount } from '../identity/accounts.repository.js';
import type { Acting } from '../identity/acting.js';
import { identityFault } from '../identity/identity-errors.js';
import { mustBeSound, usualContact, type Contact } from './contact.js';
import { readContact, writeContact } from './contacts.repository.js';

export type ContactView = ReturnType<typeof contactView>;

/** How people want to be told of things. */
@Injectable()
export class Contacts {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** How this account is told; the usual way where it has never said so. Refuses (404) an account that is not there. */
  async read(account: string): Promise<ContactView> {
    const tx = this.database.reading;
    await mustExist(tx, account);
    return contactView((await readContact(tx, account)) ?? usualContact);
  }

  /**
   * Keeps how this account wants to be told, instead of what it said before. Its entry says what was chosen, never the address. Refuses
   * mail without an address, quiet hours without a length, and (404) an account that is not there.
   */
  async set(account: string, contact: Contact, { by, claim }: Acting): Promise<Reply<{ readonly changed: boolean }>> {
    mustBeSound(contact);
    const at = now();
    return once<{ readonly changed: boolean }>(this.database, claim, at, async (tx) => {
      await mustExist(tx, account);
      const before = await readContact(tx, account);
      if (before !== undefined && isSame(before, contact)) return { status: 200, body: { changed: false } };
      await writeContact(tx, account, contact, at);
      const { address, language, ways, quiet } = contact;
      const body = {
        language,
        ways: [...ways],
        has_address: address !== undefined,
        ...(quiet === undefined ? {} : { quiet: { ...quiet } }),
      };
      await record(tx, { kind: 'account', id: account }, [{ type: 'contact-set', body }], { actor: actorName(by), at });
      return { status: 200, body: { changed: true } };
    });
  }
}

function contactView({ address, language, ways, quiet }: Contact) {
  return { address: address ?? null, language, ways: [...ways], quiet: quiet === undefined ? null : { ...quiet } };
}

function isSame(one: Contact, other: Contact): boolean {
  return JSON.stringify(contactView(one)) === JSON.stringify(contactView(other));
}

async function mustExist(tx: Tx, account: string): Promise<void> {
  if ((await readAccount(tx, account)) === undefined)
    throw new RedressError([identityFault('identity.unknown_account')]);
}
