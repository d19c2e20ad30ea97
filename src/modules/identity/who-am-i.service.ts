import { Inject, Injectable } from '@nestjs/common';
import type { Known } from '../../authority/known.js';
import { now } from '../../clock.js';
import type { Presented } from '../../http/authenticate.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database } from '../../store/tx.js';
import { text } from './account-view.js';
import { AccountsService } from './accounts.service.js';
import { digestOf } from './secret.js';
import { csrfOf, sessionSecret } from './session-cookie.js';
import { confirmedUntil } from './session-times.js';
import { sessionByHash } from './sessions.repository.js';

/** What somebody who has signed in is told about themselves. */
@Injectable()
export class WhoAmI {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly accounts: AccountsService,
  ) {}

  /** The account and the session of whoever asks. Refuses (404) an account that is not there. */
  async of(who: Known, presented: Presented) {
    const { id, name, kind, hasSecondFactor } = await this.accounts.read(who.account);
    const secret = who.session === undefined ? undefined : sessionSecret(presented.cookie);
    const session = secret === undefined ? undefined : await sessionByHash(this.database.reading, digestOf(secret));
    const until = confirmedUntil(who.confirmedAt, now());
    return {
      account: id,
      name,
      kind,
      roles: [...who.roles],
      units: [...who.units],
      second_factor: hasSecondFactor,
      csrf: secret === undefined ? null : csrfOf(secret),
      way: session?.way ?? null,
      provider: session?.provider ?? null,
      expires_at: session === undefined ? null : text(session.expiresAt),
      confirmed_until: until === undefined ? null : text(until),
      scopes: who.scopes === undefined ? null : [...who.scopes],
    };
  }
}
