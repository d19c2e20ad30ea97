import { Inject, Injectable } from '@nestjs/common';
import type { Known } from '../../authority/known.js';
import { now } from '../../clock.js';
import { RedressError } from '../../errors.js';
import type { Presented } from '../../http/authenticate.js';
import { DATABASE } from '../../store/database-token.js';
import { record } from '../../store/entries.repository.js';
import type { Database, Tx } from '../../store/tx.js';
import { text } from './account-view.js';
import { Attempts } from './attempts.service.js';
import { fitsRecoveryHash, readRecoveryCode } from './recovery-code.js';
import { secondFactorFault, wrongCode } from './second-factor-errors.js';
import { readSecondFactor, unusedRecoveryCodes, useRecoveryCode, useStep } from './second-factor.repository.js';
import { secondFactorKey } from './second-factor.service.js';
import { unseal } from './sealed-secret.js';
import { SecretKey } from './secret-key.service.js';
import { csrfOf, sessionSecret } from './session-cookie.js';
import { Sessions, type Entered } from './sessions.service.js';
import { isTotpCode, stepOf } from './totp.js';

/** Codes that are shown: of a generator or for recovery, at sign-in or for what takes one again. Each counts once. */
@Injectable()
export class SecondFactorCodes {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly attempts: Attempts,
    private readonly secret: SecretKey,
    private readonly sessions: Sessions,
  ) {}

  /** The token for the code of a session that waits for one, for a page that came from elsewhere. Refuses (401) where none waits. */
  async waiting(presented: Presented): Promise<{ csrf: string; expires_at: string }> {
    const { expiresAt } = await this.sessions.waiting(presented);
    return { csrf: csrfOf(sessionSecret(presented.cookie) ?? ''), expires_at: text(expiresAt) };
  }

  /** The second stage of signing in. Refuses a wrong or used code, soon with a wait (429), and (401) where no session waits for one. */
  async signIn(code: string, presented: Presented): Promise<Entered> {
    const session = await this.sessions.waiting(presented);
    await this.prove(session.account, code, presented);
    return this.sessions.complete(session, presented);
  }

  /** The same within a session, for what takes a code again. */
  async confirm(who: Known, code: string, presented: Presented): Promise<void> {
    await this.prove(who.account, code, presented);
  }

  private async prove(account: string, code: string, presented: Presented): Promise<void> {
    const keys = await this.attempts.keysFor(['code', account], account, presented);
    const proved = await this.attempts.guarded(keys, () => this.use(account, code.trim()));
    if (proved === undefined) throw wrongCode();
  }

  private async use(account: string, code: string): Promise<true | undefined> {
    const key = await this.secret.for(secondFactorKey);
    return this.database.transaction(async (tx) => {
      const plain = code.replaceAll(' ', '');
      const isUsed = isTotpCode(plain) ? await useTotp(tx, account, plain, key) : await useRecovery(tx, account, code);
      return isUsed ? true : undefined;
    });
  }
}

async function useTotp(tx: Tx, account: string, code: string, key: Buffer): Promise<boolean> {
  const factor = await readSecondFactor(tx, account);
  if (factor?.confirmedAt === undefined) return false;
  const secret = unseal(factor.secret, key, account);
  if (secret === undefined) throw new RedressError([secondFactorFault('second_factor.other_key')]);
  const step = stepOf(secret, code, now());
  return step !== undefined && useStep(tx, account, factor.secret, step);
}

async function useRecovery(tx: Tx, account: string, given: string): Promise<boolean> {
  const code = readRecoveryCode(given);
  const unused = code === undefined ? [] : await unusedRecoveryCodes(tx, account);
  const found = unused.find((hash) => code !== undefined && fitsRecoveryHash(code, hash));
  const at = now();
  if (found === undefined || !(await useRecoveryCode(tx, account, found, at))) return false;
  const draft = { type: 'recovery-code-used', body: { left: unused.length - 1 } };
  await record(tx, { kind: 'account', id: account }, [draft], { actor: `account:${account}`, at });
  return true;
}
