import { Inject, Injectable } from '@nestjs/common';
import { actorName } from '../../actor.js';
import { now } from '../../clock.js';
import { RedressError } from '../../errors.js';
import { once } from '../../http/idempotency/once.writer.js';
import type { Reply } from '../../http/reply.js';
import { DATABASE } from '../../store/database-token.js';
import { record } from '../../store/entries.repository.js';
import type { Database, Tx } from '../../store/tx.js';
import { text } from './account-view.js';
import type { Account } from './account.js';
import { lockAccounts, readAccount } from './accounts.repository.js';
import type { Acting } from './acting.js';
import { identityFault } from './identity-errors.js';
import { OidcClient } from './oidc-client.service.js';
import { oidcFault } from './oidc-errors.js';
import { accountOfIdentity, deleteIdentities, identitiesOf, insertIdentity } from './oidc-identities.repository.js';
import { OidcProviders } from './oidc-providers.service.js';
import { endSessions } from './sessions.repository.js';

/** A link as it is shown: the provider knows the person, and here nobody needs to see under which number. */
export interface IdentityView {
  /** Of a provider that is not configured any more null. */
  readonly provider: string | null;
  readonly issuer: string;
  readonly linked_at: string;
}

/** Which people of the providers accounts belong to, as administrators link them. Every change is an entry. */
@Injectable()
export class OidcIdentities {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly providers: OidcProviders,
    private readonly client: OidcClient,
  ) {}

  /** The links of an account. Refuses (404) an unknown one. */
  async list(id: string): Promise<readonly IdentityView[]> {
    await known(this.database.reading, id);
    const providers = await this.providers.list();
    const nameOf = (issuer: string): string | null =>
      providers.find((provider) => provider.issuer.href === new URL(issuer).href)?.name ?? null;
    const found = await identitiesOf(this.database.reading, id);
    return found.map(({ issuer, linkedAt }) => ({ provider: nameOf(issuer), issuer, linked_at: text(linkedAt) }));
  }

  /**
   * Links an account to somebody at a provider, who signs in to it from then on. Refuses (404) an unknown account or provider, (409) the
   * account of a program and a person who has an account, and (503) a provider that does not answer.
   */
  async link(
    id: string,
    { provider, subject }: { readonly provider: string; readonly subject: string },
    { by, claim }: Acting,
  ): Promise<Reply<IdentityView>> {
    const issuer = await this.client.issuer(await this.providers.named(provider));
    const at = now();
    return once(this.database, claim, at, async (tx) => {
      await lockAccounts(tx);
      const account = await known(tx, id);
      if (account.kind === 'service') throw new RedressError([identityFault('identity.not_a_person')]);
      if ((await accountOfIdentity(tx, issuer, subject)) !== undefined)
        throw new RedressError([oidcFault('oidc.identity_taken', { provider })]);
      await insertIdentity(tx, { issuer, subject, account: id }, at);
      const draft = { type: 'identity-linked', body: { provider } };
      await record(tx, { kind: 'account', id }, [draft], { actor: actorName(by), at });
      return { status: 201, body: { provider, issuer, linked_at: text(at) } };
    });
  }

  /** Takes the links of an account to a provider away; its sessions end. Refuses (404) where there is none. */
  async unlink(id: string, name: string, { by, claim }: Acting): Promise<Reply<{ ended: number }>> {
    const { issuer } = await this.providers.named(name);
    const at = now();
    return once(this.database, claim, at, async (tx) => {
      await lockAccounts(tx);
      await known(tx, id);
      const linked = (await identitiesOf(tx, id)).filter((one) => new URL(one.issuer).href === issuer.href);
      if (linked.length === 0) throw new RedressError([oidcFault('oidc.not_linked', { provider: name })]);
      for (const one of linked) await deleteIdentities(tx, id, one.issuer);
      const sessions = await endSessions(tx, id);
      const draft = { type: 'identity-unlinked', body: { provider: name, sessions: [...sessions] } };
      await record(tx, { kind: 'account', id }, [draft], { actor: actorName(by), at });
      return { status: 200, body: { ended: sessions.length } };
    });
  }
}

async function known(tx: Tx, id: string): Promise<Account> {
  const account = await readAccount(tx, id);
  if (account === undefined) throw new RedressError([identityFault('identity.unknown_account')]);
  return account;
}
