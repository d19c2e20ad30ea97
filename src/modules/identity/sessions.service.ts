import { Inject, Injectable } from '@nestjs/common';
import { actorName } from '../../actor.js';
import type { Known } from '../../authority/known.js';
import { now } from '../../clock.js';
import { RedressError } from '../../errors.js';
import type { Presented } from '../../http/authenticate.js';
import { httpFault } from '../../http/http-errors.js';
import { once } from '../../http/idempotency/once.writer.js';
import type { Reply } from '../../http/reply.js';
import { randomBytes } from '../../random.js';
import type { Instant } from '../../rules/values.js';
import { DATABASE } from '../../store/database-token.js';
import { record } from '../../store/entries.repository.js';
import type { Database, Tx } from '../../store/tx.js';
import { uuid } from '../complaints/keep-events.js';
import type { Acting } from './acting.js';
import { deviceKey } from './attempts.service.js';
import { withAccount } from './device-cookie.js';
import { identityFault } from './identity-errors.js';
import { areSame, digestOf, freshSecret } from './secret.js';
import { SecretKey } from './secret-key.service.js';
import { cookieIn, csrfOf, deviceCookie, endSession, sessionSecret, setDevice, setSession } from './session-cookie.js';
import { isOver, sessionTimes } from './session-times.js';
import {
  deleteSessionByHash,
  endSessions,
  insertSession,
  removeOldSessions,
  renewSession,
  sessionByHash,
  sessionsOf,
  type LiveSession,
  type Session,
  type Stage,
  type Way,
} from './sessions.repository.js';
import { stillHolds } from './signing-in.repository.js';

/** A session that somebody has come into: its cookies, and the token that its changes must carry. */
export interface Entered {
  readonly account: string;
  readonly stage: Stage;
  readonly csrf: string;
  readonly cookies: readonly string[];
}

/** Who comes in, and how that was shown. */
export interface Entering {
  readonly account: string;
  readonly way: Way;
  /** `code`: the second factor is still to come. */
  readonly stage: Stage;
  /** Of a password the hash that it was held to. */
  readonly hash?: string;
  /** Where it was shown, if not here. */
  readonly provider?: string;
  /** Nobody was asked just now who they are: a provider that knew them said so again. It counts as no confirmation. */
  readonly isUnasked?: boolean;
  /** The digest of the secret of a session that ends when this begins, where its cookie did not come along. */
  readonly instead?: Buffer;
}

/** Sessions: they begin fresh, get a new secret whenever more is shown, and end. */
@Injectable()
export class Sessions {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly secret: SecretKey,
  ) {}

  /**
   * A fresh session, whatever cookie came with the request: one of ours that did is ended. Refuses an account that was disabled, and a
   * password that was changed, since they were looked at.
   */
  async enter(
    { account, way, stage, hash, provider, instead, isUnasked = false }: Entering,
    presented: Presented,
  ): Promise<Entered> {
    const secret = freshSecret(randomBytes);
    await this.database.transaction(async (tx) => {
      if (!(await stillHolds(tx, account, hash))) throw new RedressError([identityFault('identity.wrong_sign_in')]);
      const at = now();
      const before = sessionSecret(presented.cookie);
      if (before !== undefined) await deleteSessionByHash(tx, digestOf(before));
      if (instead !== undefined) await deleteSessionByHash(tx, instead);
      await removeOldSessions(tx, at);
      const times = {
        createdAt: at,
        usedAt: at,
        expiresAt: at + (stage === 'full' ? sessionTimes.whole : sessionTimes.code),
      };
      const session = {
        id: uuid(randomBytes),
        account,
        way,
        ...(provider === undefined ? {} : { provider }),
        stage,
        ...times,
        ...(isUnasked ? {} : { confirmedAt: at }),
      };
      await insertSession(tx, session, digestOf(secret));
      if (stage === 'full') await signedIn(tx, session, at);
    });
    return this.entered(secret, { account, stage, way }, presented);
  }

  /** The session that waits for a code. Refuses one that is over or waits for none (401), and a change without its token (403). */
  async waiting(presented: Presented): Promise<Session> {
    const found = await this.of(presented);
    if (found?.session.stage !== 'code') throw new RedressError([httpFault('http.session_over')]);
    if (presented.isChange) refuseForged(found.secret, presented);
    return found.session;
  }

  /** The code was right: the session gets a new secret and its whole time. Refuses one that is over by now. */
  async complete(session: Session, presented: Presented): Promise<Entered> {
    const at = now();
    return this.renew(session, presented, { stage: 'full', expiresAt: at + sessionTimes.whole }, async (tx) => {
      await signedIn(tx, session, at);
    });
  }

  /** A password or code was shown again: the session gets a new secret. Refuses (409) a token, and a session that is over by now. */
  async confirmed(who: Known, presented: Presented): Promise<Entered> {
    const found = who.session === undefined ? undefined : await this.of(presented);
    if (found === undefined || found.session.id !== who.session)
      throw new RedressError([identityFault('identity.no_session')]);
    const { stage, expiresAt } = found.session;
    return this.renew(found.session, presented, { stage, expiresAt }, () => Promise.resolve());
  }

  /** The account whose session has a secret with this digest; undefined where it is over, or waits for a code. */
  async accountOf(hash: Buffer): Promise<string | undefined> {
    const session = await sessionByHash(this.database.reading, hash);
    return session === undefined || !isWhole(session) ? undefined : session.account;
  }

  /**
   * It was shown elsewhere again who this is, and the cookie of the session did not come along: the session with this digest gets a new
   * secret. Refuses (401) one that is over by now, or of another account.
   */
  async confirmedElsewhere(hash: Buffer, account: string, presented: Presented): Promise<Entered> {
    const session = await sessionByHash(this.database.reading, hash);
    if (session === undefined || !isWhole(session) || session.account !== account)
      throw new RedressError([httpFault('http.session_over')]);
    const { stage, expiresAt } = session;
    return this.renew(session, presented, { stage, expiresAt }, () => Promise.resolve(), hash);
  }

  /** Ends the session of a request; nothing where there is none. Refuses a change without its token (403), and (409) a token. */
  async leave(presented: Presented): Promise<readonly string[]> {
    if (presented.authorization !== undefined) throw new RedressError([identityFault('identity.no_session')]);
    const found = await this.of(presented);
    if (found !== undefined) {
      refuseForged(found.secret, presented);
      await deleteSessionByHash(this.database.reading, digestOf(found.secret));
    }
    return [endSession];
  }

  /** Those of an account that have not ended. */
  list(account: string): Promise<readonly Session[]> {
    const at = now();
    return sessionsOf(this.database.reading, account, at, at - sessionTimes.idle);
  }

  /** Ends one session of an account. Refuses (404) one that it has not. */
  end(account: string, id: string, acting: Acting): Promise<Reply<{ ended: number }>> {
    return this.endThose(account, { only: id }, acting, (ended) => {
      if (ended === 0) throw new RedressError([identityFault('identity.unknown_session')]);
    });
  }

  /** Ends every session of an account but this one. */
  endOthers(account: string, but: string | undefined, acting: Acting): Promise<Reply<{ ended: number }>> {
    return this.endThose(account, { but }, acting, () => undefined);
  }

  private endThose(
    account: string,
    which: Parameters<typeof endSessions>[2],
    { by, claim }: Acting,
    check: (ended: number) => void,
  ): Promise<Reply<{ ended: number }>> {
    const at = now();
    return once(this.database, claim, at, async (tx) => {
      const sessions = await endSessions(tx, account, which);
      check(sessions.length);
      const draft = { type: 'sessions-ended', body: { sessions: [...sessions] } };
      if (sessions.length > 0)
        await record(tx, { kind: 'account', id: account }, [draft], { actor: actorName(by), at });
      return { status: 200, body: { ended: sessions.length } };
    });
  }

  /** The session that a request shows, if it has not ended and its account may act. */
  private async of(
    presented: Presented,
  ): Promise<{ readonly session: LiveSession; readonly secret: string } | undefined> {
    const secret = sessionSecret(presented.cookie);
    const session = secret === undefined ? undefined : await sessionByHash(this.database.reading, digestOf(secret));
    if (secret === undefined || session === undefined || session.isDisabled || isOver(session, now())) return undefined;
    return { session, secret };
  }

  private async renew(
    session: Session,
    presented: Presented,
    change: Pick<Session, 'stage' | 'expiresAt'>,
    more: (tx: Tx) => Promise<void>,
    before = digestOf(sessionSecret(presented.cookie) ?? ''),
  ): Promise<Entered> {
    const secret = freshSecret(randomBytes);
    await this.database.transaction(async (tx) => {
      const at = now();
      const renewed = { ...change, usedAt: at, confirmedAt: at };
      if (!(await renewSession(tx, session.id, { before, after: digestOf(secret) }, renewed)))
        throw new RedressError([httpFault('http.session_over')]);
      await more(tx);
    });
    return this.entered(secret, { ...session, stage: change.stage }, presented);
  }

  /** A device is remembered when somebody has come in wholly; not from elsewhere, where its own cookie does not come along. */
  private async entered(
    secret: string,
    { account, stage, way }: Pick<Session, 'account' | 'stage' | 'way'>,
    presented: Presented,
  ): Promise<Entered> {
    const key = await this.secret.for(deviceKey);
    const device = withAccount(cookieIn(presented.cookie, deviceCookie), account, key, randomBytes);
    const cookies = [setSession(secret), ...(stage === 'full' && way !== 'oidc' ? [setDevice(device)] : [])];
    return { account, stage, csrf: csrfOf(secret), cookies };
  }
}

async function signedIn(tx: Tx, { id, account, way, provider }: Session, at: Instant): Promise<void> {
  const draft = { type: 'signed-in', body: { session: id, way, ...(provider === undefined ? {} : { provider }) } };
  await record(tx, { kind: 'account', id: account }, [draft], { actor: `account:${account}`, at });
}

/** Whether somebody is in a session, and may act. */
function isWhole(session: LiveSession): boolean {
  return !session.isDisabled && session.stage === 'full' && !isOver(session, now());
}

function refuseForged(secret: string, { csrf }: Presented): void {
  if (csrf === undefined || !areSame(csrf, csrfOf(secret))) throw new RedressError([httpFault('http.wrong_csrf')]);
}
