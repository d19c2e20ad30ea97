import { Inject, Injectable } from '@nestjs/common';
import { actorName } from '../../actor.js';
import type { Known } from '../../authority/known.js';
import { now } from '../../clock.js';
import { readConfig, readSecretKeyPlace } from '../../config.js';
import { RedressError } from '../../errors.js';
import { isReplayed, once } from '../../http/idempotency/once.writer.js';
import { Reply } from '../../http/reply.js';
import { randomBytes } from '../../random.js';
import { DATABASE } from '../../store/database-token.js';
import { record } from '../../store/entries.repository.js';
import type { Database } from '../../store/tx.js';
import { accountView, text, type AccountView } from './account-view.js';
import type { Account } from './account.js';
import { lockAccounts, readAccount } from './accounts.repository.js';
import type { Acting } from './acting.js';
import { identityFault } from './identity-errors.js';
import { freshRecoveryCode, freshRecoveryHash, readRecoveryCode, recoveryCodes } from './recovery-code.js';
import { secondFactorFault, wrongCode } from './second-factor-errors.js';
import {
  beginSecondFactor,
  confirmSecondFactor,
  deleteSecondFactor,
  readSecondFactor,
  replaceRecoveryCodes,
  unusedRecoveryCodes,
} from './second-factor.repository.js';
import { seal, unseal } from './sealed-secret.js';
import { SecretKey } from './secret-key.service.js';
import { endSessions } from './sessions.repository.js';
import { freshTotpSecret, stepOf, totpAddress, writtenSecret } from './totp.js';

const minute = 60_000;
/** How long a generator that was begun can be confirmed. */
const beginningLasts = 30 * minute;

/** What one's second factor is like. */
export interface SecondFactorStatus {
  readonly on: boolean;
  readonly since: string | null;
  readonly recovery_codes: number;
}

/** The code generator of an account: set up in two steps, switched off, reset. Every change is an entry, without a code. */
@Injectable()
export class SecondFactor {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly secret: SecretKey,
  ) {}

  async status(account: string): Promise<SecondFactorStatus> {
    const factor = await readSecondFactor(this.database.reading, account);
    const codes = await unusedRecoveryCodes(this.database.reading, account);
    const since = factor?.confirmedAt;
    return { on: since !== undefined, since: since === undefined ? null : text(since), recovery_codes: codes.length };
  }

  /**
   * A fresh secret, shown this one time; it counts when a code of it was shown. Refuses (409) an account that has a second factor, and a
   * database of one's own without a key file.
   */
  async begin({ account }: Known): Promise<{ readonly secret: string; readonly address: string }> {
    refuseUnsafeKey();
    const key = await this.key();
    const secret = freshTotpSecret(randomBytes);
    const name = await this.database.transaction(async (tx) => {
      const { name } = person(await readAccount(tx, account));
      if (!(await beginSecondFactor(tx, account, seal(secret, key, account, randomBytes), now())))
        throw new RedressError([secondFactorFault('second_factor.on_already')]);
      return name;
    });
    return { secret: writtenSecret(secret), address: totpAddress(secret, name) };
  }

  /**
   * Switches the generator on that was begun, with a code of it, and gives the recovery codes, shown this one time; other sessions of the
   * account end, since they were begun without a code. Refuses a wrong code, and (409) where none was begun.
   */
  async switchOn(who: Known, code: string): Promise<readonly string[]> {
    refuseUnsafeKey();
    const { account } = who;
    const key = await this.key();
    const codes = freshCodes();
    await this.database.transaction(async (tx) => {
      await lockAccounts(tx);
      const at = now();
      const begun = await readSecondFactor(tx, account);
      if (begun?.confirmedAt !== undefined) throw new RedressError([secondFactorFault('second_factor.on_already')]);
      const isOld = begun === undefined || at - begun.begunAt > beginningLasts;
      const secret = isOld ? undefined : unseal(begun.secret, key, account);
      if (isOld || secret === undefined) throw notBegun();
      const step = stepOf(secret, code, at);
      if (step === undefined) throw wrongCode();
      if (!(await confirmSecondFactor(tx, account, { secret: begun.secret, step, at }))) throw notBegun();
      await replaceRecoveryCodes(tx, account, hashesOf(codes), at);
      const sessions = await endSessions(tx, account, { but: who.session });
      const draft = { type: 'second-factor-on', body: { sessions: [...sessions], recovery_codes: codes.length } };
      await record(tx, { kind: 'account', id: account }, [draft], { actor: actorName(who.actor), at });
    });
    return codes;
  }

  /** Switches one's own second factor off; other sessions end. Refuses (409) where there is none. */
  switchOff(who: Known, { by, claim }: Acting): Promise<Reply<SecondFactorStatus>> {
    const at = now();
    return once(this.database, claim, at, async (tx) => {
      await lockAccounts(tx);
      if (!(await deleteSecondFactor(tx, who.account)))
        throw new RedressError([secondFactorFault('second_factor.off')]);
      const sessions = await endSessions(tx, who.account, { but: who.session });
      const draft = { type: 'second-factor-off', body: { sessions: [...sessions] } };
      await record(tx, { kind: 'account', id: who.account }, [draft], { actor: actorName(by), at });
      return { status: 200, body: { on: false, since: null, recovery_codes: 0 } };
    });
  }

  /** New recovery codes, shown this one time; those before work no more. Refuses (409) an account without a second factor. */
  async renewCodes(who: Known, { by, claim }: Acting): Promise<Reply<{ recovery_codes: string[] | null }>> {
    const at = now();
    const codes = freshCodes();
    const reply = await once(this.database, claim, at, async (tx) => {
      await lockAccounts(tx);
      const factor = await readSecondFactor(tx, who.account);
      if (factor?.confirmedAt === undefined) throw new RedressError([secondFactorFault('second_factor.off')]);
      await replaceRecoveryCodes(tx, who.account, hashesOf(codes), at);
      const draft = { type: 'recovery-codes-made', body: { recovery_codes: codes.length } };
      await record(tx, { kind: 'account', id: who.account }, [draft], { actor: actorName(by), at });
      return { status: 201, body: {} };
    });
    return new Reply({ recovery_codes: isReplayed(reply) ? null : codes }, reply.more);
  }

  /**
   * Takes somebody's second factor away, for whoever has lost the generator and the codes; their sessions end, and the next sign-in takes
   * the password alone. Refuses (404) an unknown account, and (409) one without a second factor.
   */
  reset(id: string, { by, claim }: Acting): Promise<Reply<AccountView>> {
    const at = now();
    return once(this.database, claim, at, async (tx) => {
      await lockAccounts(tx);
      person(await readAccount(tx, id));
      if (!(await deleteSecondFactor(tx, id))) throw new RedressError([secondFactorFault('second_factor.off')]);
      const sessions = await endSessions(tx, id);
      const draft = { type: 'second-factor-reset', body: { sessions: [...sessions] } };
      await record(tx, { kind: 'account', id }, [draft], { actor: actorName(by), at });
      return { status: 200, body: accountView(person(await readAccount(tx, id))) };
    });
  }

  private key(): Promise<Buffer> {
    return this.secret.for(secondFactorKey);
  }
}

/** What the key is for with which secrets of generators are encrypted. */
export const secondFactorKey = 'second factors';

/** A key of this machine's own data folder is no place for what others' sign-in depends on when the database stands elsewhere. */
function refuseUnsafeKey(): void {
  if (readSecretKeyPlace().mayMake && readConfig().databaseUrl !== undefined)
    throw new RedressError([secondFactorFault('second_factor.no_key_file')]);
}

function freshCodes(): string[] {
  return Array.from({ length: recoveryCodes }, () => freshRecoveryCode(randomBytes));
}

function hashesOf(codes: readonly string[]): readonly Buffer[] {
  return codes.map((code) => freshRecoveryHash(readRecoveryCode(code) ?? code, randomBytes));
}

function person(account: Account | undefined): Account {
  if (account === undefined) throw new RedressError([identityFault('identity.unknown_account')]);
  return account;
}

function notBegun(): RedressError {
  return new RedressError([secondFactorFault('second_factor.not_begun', { minutes: beginningLasts / minute })]);
}
