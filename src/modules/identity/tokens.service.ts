import { Inject, Injectable } from '@nestjs/common';
import { actorName } from '../../actor.js';
import { scopesOpenTo } from '../../authority/authority.js';
import type { Scope } from '../../authority/scopes.js';
import { now } from '../../clock.js';
import { RedressError, type Fault } from '../../errors.js';
import { once } from '../../http/idempotency/once.writer.js';
import type { Reply } from '../../http/reply.js';
import { inRequest } from '../../http/request.js';
import { randomBytes } from '../../random.js';
import type { Instant } from '../../rules/values.js';
import { DATABASE } from '../../store/database-token.js';
import { record } from '../../store/entries.repository.js';
import type { Database } from '../../store/tx.js';
import { uuid } from '../complaints/keep-events.js';
import { tokenView } from './account-view.js';
import type { Account } from './account.js';
import { lockAccounts, readAccount } from './accounts.repository.js';
import type { Acting } from './acting.js';
import { identityFault } from './identity-errors.js';
import { digestOf, freshToken } from './secret.js';
import { countTokens, insertToken, readToken, revokeTokens, tokensOf, type ApiToken } from './tokens.repository.js';
import { withSecret } from './with-secret.js';

const day = 24 * 3_600_000;
const longestDays = 365;
const usualDays = 90;
const most = 100;

export interface NewToken {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** 90 days from now unless said otherwise. */
  readonly expiresAt?: Instant | undefined;
}

export type TokenView = ReturnType<typeof tokenView>;

/** Tokens that act for an account within their scopes. */
@Injectable()
export class Tokens {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /**
   * Makes a token for an account, shown this one time. Refuses scopes that its roles do not reach, an end later than in a year, and (409)
   * a disabled account and more than 100 tokens.
   */
  async make(account: string, asked: NewToken, acting: Acting): Promise<Reply<TokenView & { token: string | null }>> {
    const at = now();
    const secret = freshToken(randomBytes);
    const reply = await once(this.database, acting.claim, at, async (tx) => {
      await lockAccounts(tx);
      const owner = await readAccount(tx, account);
      if (owner === undefined) throw new RedressError([identityFault('identity.unknown_account')]);
      const expiresAt = asked.expiresAt ?? at + usualDays * day;
      const faults = faultsOf(owner, asked.scopes, expiresAt, at);
      if (faults.length > 0) throw new RedressError(faults);
      if ((await countTokens(tx, account, at)) >= most)
        throw new RedressError([identityFault('identity.too_many_tokens', { most })]);
      const by = actorName(acting.by);
      const scopes = [...new Set(asked.scopes)].sort();
      const token = {
        id: uuid(randomBytes),
        account,
        name: asked.name,
        scopes,
        createdAt: at,
        createdBy: by,
        expiresAt,
      };
      await insertToken(tx, token, digestOf(secret));
      const draft = { type: 'token-made', body: { token: token.id, scopes, expires_at: expiresAt } };
      await record(tx, { kind: 'account', id: account }, [draft], { actor: by, at });
      return { status: 201, body: tokenView(token) };
    });
    return withSecret(reply, 'token', secret);
  }

  /** Those that hold first, then the newest. */
  list(account: string): Promise<readonly ApiToken[]> {
    return tokensOf(this.database.reading, account, now(), 2 * most);
  }

  /** Ends a token at once; one that has ended stays as it is. Refuses (404) one of another account. */
  revoke(account: string, id: string, acting: Acting): Promise<Reply<TokenView>> {
    const at = now();
    return once(this.database, acting.claim, at, async (tx) => {
      const revoked = await revokeTokens(tx, account, id, at);
      const token = await readToken(tx, account, id);
      if (token === undefined) throw new RedressError([identityFault('identity.unknown_token')]);
      if (revoked.length > 0) {
        const draft = { type: 'token-revoked', body: { token: id } };
        await record(tx, { kind: 'account', id: account }, [draft], { actor: actorName(acting.by), at });
      }
      return { status: 200, body: tokenView(token) };
    });
  }
}

function faultsOf(
  { roles, disabledAt }: Account,
  asked: readonly Scope[],
  expiresAt: Instant,
  at: Instant,
): readonly Fault[] {
  if (disabledAt !== undefined) return [identityFault('identity.account_disabled')];
  const open = scopesOpenTo(new Set(roles));
  const closed = asked.flatMap((scope, index) =>
    open.has(scope)
      ? []
      : [
          identityFault(
            'identity.scope_not_open',
            { scope, open: [...open].join(', ') || '-' },
            inRequest('body', `/scopes/${index}`),
          ),
        ],
  );
  const isWrong = expiresAt <= at || expiresAt > at + longestDays * day;
  const late = isWrong
    ? [identityFault('identity.token_lasts_too_long', { days: longestDays }, inRequest('body', '/expires_at'))]
    : [];
  return [...closed, ...late];
}
