import { Inject, Injectable } from '@nestjs/common';
import { now } from '../../clock.js';
import { RedressError } from '../../errors.js';
import type { Presented } from '../../http/authenticate.js';
import { addressGroup } from '../../http/client-address.js';
import type { Instant } from '../../rules/values.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database, Tx } from '../../store/tx.js';
import {
  forgetFailures,
  holdFailures,
  lockFailures,
  readFailures,
  removeOldFailures,
  takeBackFailure,
  writeFailures,
} from './attempts.repository.js';
import {
  afterFailure,
  attemptKey,
  longestMemory,
  waitOf,
  type AttemptKey,
  type AttemptKind,
  type Failures,
} from './attempts.js';
import { deviceOf } from './device-cookie.js';
import { identityFault } from './identity-errors.js';
import { SecretKey } from './secret-key.service.js';
import { cookieIn, deviceCookie } from './session-cookie.js';

/** What the key is for with which device cookies are marked. */
export const deviceKey = 'device cookies';

/** The address of attempts on the command line. */
export const commandLine = 'command-line';

/** What a success says nothing about: somebody else may be guessing from the same address, or at the same name. */
const shared: ReadonlySet<AttemptKind> = new Set(['address', 'name']);

/** Slows those who guess: what failed is counted, and after some failures the next attempt has to wait. */
@Injectable()
export class Attempts {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly secret: SecretKey,
  ) {}

  /** A count, by what it is of. */
  async key(kind: AttemptKind, ...of: readonly string[]): Promise<AttemptKey> {
    return attemptKey(await this.secret.for('sign-in failures'), kind, ...of);
  }

  /**
   * The counts of an attempt to be somebody, by where it comes from: a device that signed in to this account before is counted by itself,
   * so that others do not hold it up. `account` is undefined where nobody has the name.
   */
  async keysFor(
    subject: readonly string[],
    account: string | undefined,
    { address, cookie }: Presented,
  ): Promise<readonly AttemptKey[]> {
    const key = await this.secret.for(deviceKey);
    const device = account === undefined ? undefined : deviceOf(cookieIn(cookie, deviceCookie), account, key);
    if (account !== undefined && device !== undefined) return [await this.key('device', device, account, ...subject)];
    // Whoever is at the machine itself is not held up by what comes over the network.
    if (address === commandLine) return [await this.key('name-and-address', ...subject, commandLine)];
    const group = addressGroup(address);
    return Promise.all([
      this.key('name-and-address', ...subject, group),
      this.key('address', group),
      this.key('name', ...subject),
    ]);
  }

  /**
   * Tries something that fails by giving undefined. Refuses (429), without trying, while one of the counts says to wait; that is not
   * counted. An attempt is counted before it is made: however many come at once, no more are tried than are free.
   */
  async guarded<T>(keys: readonly AttemptKey[], attempt: () => Promise<T | undefined>): Promise<T | undefined> {
    await this.begin(keys);
    let result: T | undefined;
    try {
      result = await attempt();
    } catch (error) {
      // It has not failed but not come about: nothing was learnt from it.
      await this.takeBack(keys).catch(() => undefined);
      throw error;
    }
    if (result !== undefined) await this.database.transaction((tx) => this.clear(tx, keys));
    return result;
  }

  /** Counts an attempt of which nobody knows yet how it ends. Refuses (429), and does not count it, while one of the counts says to wait. */
  async begin(keys: readonly AttemptKey[]): Promise<void> {
    refuseWaiting(
      await readFailures(
        this.database.reading,
        keys.map(({ hash }) => hash),
      ),
      now(),
    );
    await this.database.transaction((tx) => this.count(tx, keys));
  }

  /** It went well, or came to nothing by nobody's doing: it does not count. */
  async takeBack(keys: readonly AttemptKey[]): Promise<void> {
    await takeBackFailure(
      this.database.reading,
      keys.map(({ hash }) => hash),
    );
  }

  private async count(tx: Tx, keys: readonly AttemptKey[]): Promise<void> {
    const at = now();
    const found = await lockFailures(
      tx,
      keys.map(({ hash }) => hash),
      at,
    );
    refuseWaiting(found, at);
    for (const { kind, hash } of keys)
      await writeFailures(tx, hash, afterFailure(found.get(hash.toString('hex')), kind, at));
    await removeOldFailures(tx, at - longestMemory);
  }

  private async clear(tx: Tx, keys: readonly AttemptKey[]): Promise<void> {
    const of = (isShared: boolean): readonly Buffer[] =>
      keys.filter(({ kind }) => shared.has(kind) === isShared).map(({ hash }) => hash);
    // All at once and in one order: otherwise this and an attempt that is counted meanwhile could wait for each other.
    await holdFailures(
      tx,
      keys.map(({ hash }) => hash),
    );
    await forgetFailures(tx, of(false));
    await takeBackFailure(tx, of(true));
  }
}

function refuseWaiting(found: ReadonlyMap<string, Failures>, at: Instant): void {
  const seconds = waitOf([...found.values()], at);
  if (seconds > 0) throw new RedressError([identityFault('identity.too_many_attempts', { seconds })]);
}
