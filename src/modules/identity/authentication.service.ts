import { Inject, Injectable } from '@nestjs/common';
import type { Known } from '../../authority/known.js';
import { now } from '../../clock.js';
import type { Authenticate, NotKnown, Presented } from '../../http/authenticate.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database } from '../../store/tx.js';
import { areSame, digestOf, isToken } from './secret.js';
import { csrfOf, hasCookie, sessionCookie, sessionSecret } from './session-cookie.js';
import { isOver, isUseDue } from './session-times.js';
import { sessionByHash, touchSession } from './sessions.repository.js';
import { tokenByHash, touchToken } from './tokens.repository.js';

/**
 * Finds out who a request comes from, by its token or else by its session. Asks the database each time: a role, a unit, a token or a
 * session that is taken away is gone with the next request.
 */
@Injectable()
export class Authentication {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Where a token and a session are shown, the token counts: a page of ours sends none, so nobody's session is used unawares. */
  readonly authenticate: Authenticate = (presented) => {
    if (presented.authorization !== undefined) return this.byToken(presented.authorization);
    if (!hasCookie(presented.cookie, sessionCookie)) return Promise.resolve('nothing');
    return this.bySession(presented);
  };

  private async byToken(authorization: string): Promise<Known | NotKnown> {
    const given = /^bearer +(\S+) *$/i.exec(authorization)?.[1];
    if (given === undefined || !isToken(given)) return 'wrong-token';
    const token = await tokenByHash(this.database.reading, digestOf(given));
    const at = now();
    if (token === undefined || token.isDisabled || token.revokedAt !== undefined || token.expiresAt <= at)
      return 'wrong-token';
    if (isUseDue(token.usedAt, at)) await touchToken(this.database.reading, token.id, at);
    const { id, account, roles, units, scopes } = token;
    return { actor: { kind: 'token', id }, account, roles: new Set(roles), units, scopes: new Set(scopes) };
  }

  private async bySession({ cookie, csrf, isChange }: Presented): Promise<Known | NotKnown> {
    const secret = sessionSecret(cookie);
    if (secret === undefined) return 'session-over';
    const session = await sessionByHash(this.database.reading, digestOf(secret));
    const at = now();
    if (session === undefined || session.isDisabled || isOver(session, at)) return 'session-over';
    if (session.stage === 'code') return 'code-missing';
    if (isChange && (csrf === undefined || !areSame(csrf, csrfOf(secret)))) return 'wrong-csrf';
    if (isUseDue(session.usedAt, at)) await touchSession(this.database.reading, session.id, at);
    const { id, account, roles, units, confirmedAt } = session;
    return {
      actor: { kind: 'account', id: account },
      account,
      roles: new Set(roles),
      units,
      session: id,
      ...(confirmedAt === undefined ? {} : { confirmedAt }),
    };
  }
}
