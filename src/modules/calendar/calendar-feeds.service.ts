import { hash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { actorName } from '../../actor.js';
import { mayNot, unitsSeen } from '../../authority/authority.js';
import type { Known } from '../../authority/known.js';
import { now } from '../../clock.js';
import { readPublicUrl, readServerConfig } from '../../config.js';
import { RedressError, type Language } from '../../errors.js';
import { once } from '../../http/idempotency/once.writer.js';
import type { Reply } from '../../http/reply.js';
import { rateLimiter } from '../../http/rate.limiter.js';
import { inRequest } from '../../http/request.js';
import { randomBytes } from '../../random.js';
import { hint } from '../../rules/nearest.js';
import { DATABASE } from '../../store/database-token.js';
import { record } from '../../store/entries.repository.js';
import type { Database } from '../../store/tx.js';
import { unitsAsked } from '../escalations/escalations.service.js';
import { readAccount } from '../identity/accounts.repository.js';
import type { Acting } from '../identity/acting.js';
import { identityFault } from '../identity/identity-errors.js';
import { digestOf, freshSecret, isSecret } from '../identity/secret.js';
import { withSecret } from '../identity/with-secret.js';
import { indexOf } from '../judgements/set-index.js';
import { PoliciesService } from '../policies/policies.service.js';
import { endFeed, feedOwner, hasFeed, writeFeed } from '../recipients/contacts.repository.js';
import { calendarFeedFault } from './calendar-errors.js';
import { dueDates, type DueDate } from './due-dates.repository.js';
import { feedText } from './feed-text.js';

const day = 24 * 3_600_000;
/** How far ahead a feed looks, in days, and how many due dates it has at most. */
const ahead = 90;
const most = 2_000;
/** Of one calendar in a minute: a client looks every quarter of an hour. */
const perMinute = 12;

export interface FeedAsked {
  readonly role?: string | undefined;
  readonly unit?: string | undefined;
}

export interface FeedFile {
  readonly text: string;
  readonly etag: string;
}

/** Due dates as calendars that people subscribe to: whoever has the address reads it, and nothing else. */
@Injectable()
export class CalendarFeeds {
  private readonly limiter = rateLimiter({ account: perMinute, address: perMinute });

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly policies: PoliciesService,
  ) {}

  /** Whether an account has a calendar; its address is known to nobody but its owner. */
  has(account: string): Promise<boolean> {
    return hasFeed(this.database.reading, account);
  }

  /** A fresh address of the calendar of an account, instead of the one before; shown this one time. Refuses (404) an account that is not there. */
  async make(
    account: string,
    { by, claim }: Acting,
  ): Promise<Reply<{ readonly made_at: string; readonly address: string | null }>> {
    const secret = freshSecret(randomBytes);
    const at = now();
    const reply = await once(this.database, claim, at, async (tx) => {
      if ((await readAccount(tx, account)) === undefined)
        throw new RedressError([identityFault('identity.unknown_account')]);
      await writeFeed(tx, account, digestOf(secret), at);
      const draft = { type: 'calendar-made', body: {} };
      await record(tx, { kind: 'account', id: account }, [draft], { actor: actorName(by), at });
      return { status: 201, body: { made_at: new Date(at).toISOString() } };
    });
    return withSecret(reply, 'address', `${publicUrl()}/api/calendar/${secret}.ics`);
  }

  /** Ends the calendar of an account: its address leads nowhere any more. */
  end(account: string, { by, claim }: Acting): Promise<Reply<{ readonly ended: boolean }>> {
    const at = now();
    return once(this.database, claim, at, async (tx) => {
      const ended = await endFeed(tx, account);
      const draft = { type: 'calendar-ended', body: {} };
      if (ended) await record(tx, { kind: 'account', id: account }, [draft], { actor: actorName(by), at });
      return { status: 200, body: { ended } };
    });
  }

  /**
   * The calendar of whoever has this secret: due dates of open complaints that they may read, in the next 90 days or passed. Refuses (404)
   * an address that leads nowhere, in the same words whatever the reason; (429) one that is asked for too often; a role that there is not.
   */
  async read(secret: string, { role, unit }: FeedAsked): Promise<FeedFile> {
    const { who, language } = await this.owner(secret);
    const set = this.policies.isReady() ? this.policies.inForce().set : undefined;
    if (role !== undefined && set !== undefined) mustBeRole(role, set.organisation.roles);
    const at = now();
    const units = unitsAsked(unitsSeen(who, 'complaint.read'), unit);
    const found = await dueDates(this.database.reading, units, { at, before: at + ahead * day, role }, most + 1);
    const index = set === undefined ? undefined : indexOf(set);
    const title = ({ policy, version, rule }: DueDate) => {
      const bare = `${policy}#${rule}`;
      return index?.rule(policy, version ?? undefined, rule)?.title ?? { en: bare, zh: bare };
    };
    const text = feedText(found.slice(0, most), {
      language,
      owner: set?.organisation.name ?? { en: 'Redress', zh: 'Redress' },
      narrowed: [role, unit].flatMap((each) => each ?? []),
      title,
      publicUrl: publicUrl(),
      isCut: found.length > most,
      at,
    });
    return { text, etag: `"${hash('sha256', text).slice(0, 32)}"` };
  }

  private async owner(secret: string): Promise<{ readonly who: Known; readonly language: Language }> {
    const unknown = new RedressError([calendarFeedFault('calendar_feed.unknown')]);
    if (!isSecret(secret)) throw unknown;
    const found = await feedOwner(this.database.reading, digestOf(secret));
    if (found === undefined) throw unknown;
    await this.limiter.account(found.account);
    const account = await readAccount(this.database.reading, found.account);
    if (account === undefined || account.disabledAt !== undefined) throw unknown;
    const { id, roles, units } = account;
    const who: Known = { actor: { kind: 'account', id }, account: id, roles: new Set(roles), units };
    if (mayNot(who, 'complaint.read', { at: now() }) !== undefined) throw unknown;
    return { who, language: found.language };
  }
}

function mustBeRole(role: string, roles: readonly string[]): void {
  if (roles.includes(role)) return;
  const data = { known: roles.join(', ') || '-', hint: hint(role, roles) };
  throw new RedressError([calendarFeedFault('calendar_feed.unknown_role', data, inRequest('query', 'role'))]);
}

/** Under which people reach the service. */
function publicUrl(): string {
  return readPublicUrl() ?? `http://127.0.0.1:${readServerConfig().port}`;
}
