import { Inject, Injectable } from '@nestjs/common';
import { actorName, type Actor } from '../../actor.js';
import { scopesOpenTo } from '../../authority/authority.js';
import type { Role } from '../../authority/roles.js';
import { now } from '../../clock.js';
import { RedressError } from '../../errors.js';
import type { Presented } from '../../http/authenticate.js';
import type { EntryDraft } from '../../ledger/entry.js';
import { randomBytes } from '../../random.js';
import type { Instant } from '../../rules/values.js';
import { DATABASE } from '../../store/database-token.js';
import { record } from '../../store/entries.repository.js';
import type { Database, Tx } from '../../store/tx.js';
import { uuid } from '../complaints/keep-events.js';
import { insertAccount, insertRole, lockAccounts, replaceUnits, setDisabled } from './accounts.repository.js';
import { demoFault } from './demo-errors.js';
import { demoNames, demoRefusals, demoUnits, type Surroundings } from './demo.js';
import {
  beginFirstLook,
  demoAccounts,
  hasRealAccount,
  isLeft,
  leaveFirstLook,
  readFirstLook,
} from './demo.repository.js';
import { endPasswordLinks } from './links.repository.js';
import { areSame, freshSecret } from './secret.js';
import { endSessions } from './sessions.repository.js';
import { Sessions, type Entered } from './sessions.service.js';
import { Tokens } from './tokens.service.js';
import { revokeTokens } from './tokens.repository.js';

const day = 24 * 3_600_000;
const by: Actor = { kind: 'system', id: 'up' };

/** What a start of the first look hands out; both end with it. */
export interface Opened {
  /** Opens the page on which one chooses an account. */
  readonly link: string;
  /** Acts as the officer, for requests without a browser. */
  readonly token: string;
}

/**
 * The first look: an account for each role, without passwords, on one machine. Whoever has the link of this start signs in as any of them.
 * What they do is recorded like everything else.
 */
@Injectable()
export class Demo {
  /** Of this start alone: kept nowhere else. */
  private link: string | undefined;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly sessions: Sessions,
    private readonly tokens: Tokens,
  ) {}

  /**
   * Makes the accounts, where they are not there yet, and lets in whoever has the link from now on; links, sessions and tokens of earlier
   * starts end. Refuses where others could reach the server or the database, where the first look was left, and where there are accounts of
   * other people already.
   */
  async open(surroundings: Surroundings): Promise<Opened> {
    const refusals = demoRefusals(surroundings);
    if (refusals.length > 0) throw new RedressError(refusals);
    const officer = await this.database.transaction(async (tx) => {
      await lockAccounts(tx);
      await refuseTaken(tx);
      const at = now();
      await makeMissing(tx, at);
      await endAll(tx, at);
      return (await demoAccounts(tx)).find(({ name, isDisabled }) => name === 'demo-officer' && !isDisabled);
    });
    const token = officer === undefined ? '' : await this.officerToken(officer.id);
    const link = freshSecret(randomBytes);
    this.link = link;
    return { link, token };
  }

  /** Ends the first look of this start, or what one before has left: its link, its sessions and tokens. */
  async close(): Promise<void> {
    this.link = undefined;
    await this.database.transaction(async (tx) => {
      await lockAccounts(tx);
      await endAll(tx, now());
    });
  }

  /**
   * A session for an account of the first look. Refuses (403) a request that a proxy passed on, and any link but that of this start; and
   * (404) an account that is not there or disabled.
   */
  async enter(
    given: { readonly token: string; readonly account: string },
    presented: Presented,
    isForwarded: boolean,
  ): Promise<Entered> {
    if (isForwarded) throw new RedressError([demoFault('demo.forwarded')]);
    if (this.link === undefined || !areSame(given.token, this.link))
      throw new RedressError([demoFault('demo.wrong_link')]);
    const found = (await demoAccounts(this.database.reading)).find(({ name }) => name === given.account);
    if (found === undefined || found.isDisabled) throw new RedressError([demoFault('demo.unknown_account')]);
    return this.sessions.enter({ account: found.id, way: 'link', stage: 'full' }, presented);
  }

  /** Disables the accounts of the first look, for good: they are not made here again. Gives the names of those that were enabled. */
  async leave(actor: Actor): Promise<readonly string[]> {
    this.link = undefined;
    return this.database.transaction(async (tx) => {
      await lockAccounts(tx);
      const at = now();
      const enabled = (await demoAccounts(tx)).filter(({ isDisabled }) => !isDisabled);
      for (const { id } of enabled) {
        await setDisabled(tx, id, at);
        await endPasswordLinks(tx, id);
        const sessions = await endSessions(tx, id);
        const tokens = await revokeTokens(tx, id, undefined, at);
        const draft = { type: 'account-disabled', body: { sessions: [...sessions], tokens: [...tokens] } };
        await record(tx, { kind: 'account', id }, [draft], { actor: actorName(actor), at });
      }
      await leaveFirstLook(tx, at);
      return enabled.map(({ name }) => name);
    });
  }

  /** Whether accounts of the first look can still be used here. */
  async isThere(): Promise<boolean> {
    return (await demoAccounts(this.database.reading)).some(({ isDisabled }) => !isDisabled);
  }

  private async officerToken(id: string): Promise<string> {
    const scopes = [...scopesOpenTo(new Set<Role>(['officer']))];
    const { body } = await this.tokens.make(id, { name: 'up', scopes, expiresAt: now() + day }, { by });
    return body.token ?? '';
  }
}

async function refuseTaken(tx: Tx): Promise<void> {
  if (await isLeft(tx)) throw new RedressError([demoFault('demo.left')]);
  // Whoever made accounts while looking goes on looking; but nobody is let into an installation that began in earnest.
  if ((await readFirstLook(tx)) === undefined && (await hasRealAccount(tx)))
    throw new RedressError([demoFault('demo.in_use')]);
}

async function makeMissing(tx: Tx, at: Instant): Promise<void> {
  const there = new Set((await demoAccounts(tx)).map(({ name }) => name));
  const actor = actorName(by);
  for (const [role, name] of demoNames) {
    if (there.has(name)) continue;
    const id = uuid(randomBytes);
    const units = role === 'handler' ? demoUnits : [];
    await insertAccount(tx, { id, kind: 'demo', name, at });
    await replaceUnits(tx, id, units);
    await insertRole(tx, { account: id, role, by: actor, at });
    const drafts: EntryDraft[] = [
      { type: 'account-made', body: { kind: 'demo', units: [...units] } },
      { type: 'role-granted', body: { role } },
    ];
    await record(tx, { kind: 'account', id }, drafts, { actor, at });
  }
  await beginFirstLook(tx, at);
}

/** Ends the sessions and tokens of all accounts of the first look. */
async function endAll(tx: Tx, at: Instant): Promise<void> {
  for (const { id } of await demoAccounts(tx)) {
    const sessions = await endSessions(tx, id);
    const tokens = await revokeTokens(tx, id, undefined, at);
    const drafts: EntryDraft[] = [
      ...(sessions.length > 0 ? [{ type: 'sessions-ended', body: { sessions: [...sessions] } }] : []),
      ...tokens.map((token) => ({ type: 'token-revoked', body: { token } })),
    ];
    if (drafts.length > 0) await record(tx, { kind: 'account', id }, drafts, { actor: actorName(by), at });
  }
}
