import { Inject, Injectable } from '@nestjs/common';
import { RedressError } from '../../errors.js';
import type { Presented } from '../../http/authenticate.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database } from '../../store/tx.js';
import { soughtName } from './account-name.js';
import { readAccount } from './accounts.repository.js';
import { Attempts } from './attempts.service.js';
import { identityFault } from './identity-errors.js';
import { PasswordHasher } from './password.hasher.js';
import { replacePassword, signingIn, type SigningIn } from './passwords.repository.js';
import { Sessions, type Entered } from './sessions.service.js';

interface Credentials {
  readonly name: string;
  readonly password: string;
}

/** Signing in with a name and a password. */
@Injectable()
export class SignIn {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly hasher: PasswordHasher,
    private readonly attempts: Attempts,
    private readonly sessions: Sessions,
  ) {}

  /**
   * Begins a session. Refuses (401) in the same words and the same time an unknown name, a wrong password, an account without one and a
   * disabled one; and (429) further attempts after some that failed, but not those of a device that signed in to this account before.
   */
  async withPassword(given: Credentials, presented: Presented): Promise<Entered> {
    const { account, hash } = await this.recognise(given, presented);
    const hasSecondFactor = (await readAccount(this.database.reading, account))?.hasSecondFactor === true;
    return this.sessions.enter({ account, way: 'password', stage: hasSecondFactor ? 'code' : 'full', hash }, presented);
  }

  /** Whose name and password these are, with the hash of the password; begins nothing. Refuses as `withPassword` does. */
  async recognise(
    given: Credentials,
    presented: Presented,
  ): Promise<{ readonly account: string; readonly hash: string }> {
    const name = soughtName(given.name);
    const found = await signingIn(this.database.reading, name);
    const keys = await this.attempts.keysFor([found?.name ?? name.toLowerCase()], found?.account, presented);
    const proved = await this.attempts.guarded(keys, () => this.prove(found, given.password));
    if (proved === undefined) throw new RedressError([identityFault('identity.wrong_sign_in')]);
    return proved;
  }

  /** The account with the hash that the password has; takes as long whether there is one or not. */
  private async prove(
    found: SigningIn | undefined,
    password: string,
  ): Promise<{ readonly account: string; readonly hash: string } | undefined> {
    const usable = found?.isDisabled === false ? found : undefined;
    const { fits, isStale } = await this.hasher.verify(password, usable?.hash);
    if (!fits || usable?.hash === undefined) return undefined;
    const { account, hash } = usable;
    if (!isStale) return { account, hash };
    const after = await this.hasher.hash(password);
    const isReplaced = await replacePassword(this.database.reading, account, { before: hash, after });
    return { account, hash: isReplaced ? after : hash };
  }
}
