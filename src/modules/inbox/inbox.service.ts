import { Inject, Injectable } from '@nestjs/common';
import { actorName } from '../../actor.js';
import { authorityFault } from '../../authority/authority-errors.js';
import type { Known } from '../../authority/known.js';
import { now } from '../../clock.js';
import { RedressError } from '../../errors.js';
import { once } from '../../http/idempotency/once.writer.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database } from '../../store/tx.js';
import { AcknowledgingService, type Acknowledging, type Asking } from '../escalations/acknowledging.service.js';
import { keyText, type EscalationKey } from '../escalations/escalation.js';
import { cursorOf, placeOf } from '../escalations/escalation-cursor.js';
import type { Shown } from '../escalations/escalation-views.js';
import { acknowledgements } from '../escalations/escalations.repository.js';
import { peopleOf } from '../policies/people.repository.js';
import { PoliciesService } from '../policies/policies.service.js';
import { instantTextOf } from '../policies/policy-views.js';
import { inboxFault } from './inbox-errors.js';
import { messageView } from './inbox-views.js';
import {
  countUnread,
  itemsOf,
  listInbox,
  markRead,
  readInbox,
  type InboxItem,
  type InboxMessage,
} from './inbox.repository.js';

/** Of each message of a list, and of one that is opened; a message may tell of ten thousand. */
const inList = 10;
const opened = 1_000;
const most = 10_000;

/** What each has been told: their own, and nobody else's. */
@Injectable()
export class Inbox {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly policies: PoliciesService,
    private readonly acknowledging: AcknowledgingService,
  ) {}

  /** One page from the newest, and how many are unread. Refuses (403) a token that was not made for reading complaints. */
  async list(
    {
      unread,
      cursor,
      limit,
    }: { readonly unread: boolean; readonly cursor?: string | undefined; readonly limit: number },
    who: Known,
  ) {
    mustRead(who);
    const tx = this.database.reading;
    const filters = { account: who.account, unread };
    const after = cursor === undefined ? undefined : placeIn(cursor, filters);
    const rows = await listInbox(tx, who.account, { after, unread }, limit + 1);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const messages = await this.views(page, inList);
    const body = { unread: await countUnread(tx, who.account), messages };
    if (rows.length <= limit || last === undefined) return body;
    return { ...body, next: cursorOf([last.createdAt, last.id], filters) };
  }

  /** One message with the first thousand of what it tells of. Refuses (404) one that is not in their inbox. */
  async read(id: string, who: Known) {
    mustRead(who);
    const message = found(await readInbox(this.database.reading, who.account, id));
    const [view] = await this.views([message], opened);
    if (view === undefined) throw new RangeError('a message without a view');
    return view;
  }

  /** Takes down that it was read; the first time counts. Refuses (404) one that is not in their inbox. */
  markRead(id: string, { who, claim }: Asking) {
    mustRead(who);
    const at = now();
    return once(this.database, claim, at, async (tx) => {
      if (!(await markRead(tx, who.account, id, at))) throw new RedressError([inboxFault('inbox.unknown_message')]);
      return { status: 200, body: { id, read: true as const } };
    });
  }

  /**
   * Acknowledges everything that a message tells of. What cannot be is listed with the reason; what this account has acknowledged before
   * counts as done, so that the same request again says the same. Refuses (404) a message that is not in their inbox.
   */
  async acknowledge(id: string, { who, claim }: Asking) {
    const tx = this.database.reading;
    found(await readInbox(tx, who.account, id));
    const items = await itemsOf(tx, [id], most);
    // Each batch is a transaction of its own: a digest of ten thousand would hold up everybody in one.
    const done = await this.acknowledging.many(items, who);
    const { acknowledged, others } = await this.sorted(done, who);
    const at = now();
    return once(this.database, claim, at, async (own) => {
      await markRead(own, who.account, id, at);
      return { status: 200, body: { id, count: done.length, acknowledged, others } };
    });
  }

  private async sorted(done: readonly Acknowledging[], who: Known) {
    const refused = done.filter(({ fault }) => fault !== undefined);
    const complaints = [...new Set(refused.map(({ key }) => key.complaint))];
    const known = await acknowledgements(this.database.reading, complaints);
    const by = new Map(known.map((each) => [keyText(each), each]));
    const others = refused.filter(({ key }) => by.get(keyText(key))?.by !== actorName(who.actor));
    const text = instantTextOf(this.policies.inForce().set);
    return {
      acknowledged: done.length - others.length,
      others: others.map((each) => otherView(each, by.get(keyText(each.key)), text)),
    };
  }

  private async views(page: readonly InboxMessage[], limit: number) {
    const tx = this.database.reading;
    const items = await itemsOf(
      tx,
      page.map(({ id }) => id),
      limit,
    );
    const byMessage = Map.groupBy(items, ({ message }) => message);
    const shown = await this.shown(items);
    return page.map((message) => messageView(message, byMessage.get(message.id) ?? [], shown));
  }

  private async shown(items: readonly InboxItem[]): Promise<Shown> {
    const actors = items.flatMap(({ acknowledgedBy }) => acknowledgedBy ?? []);
    const people = await peopleOf(this.database.reading, actors);
    const set = this.policies.isReady() ? this.policies.inForce().set : undefined;
    return { set, text: instantTextOf(set), person: (actor) => people.get(actor)?.name ?? actor };
  }
}

function otherView(
  { key, fault }: Acknowledging,
  before: { readonly at: number; readonly by: string } | undefined,
  text: (at: number) => string,
) {
  const { complaint, rule, level, round }: EscalationKey = key;
  const why = { code: fault?.code ?? '', en: fault?.cause.en ?? '', zh: fault?.cause.zh ?? '' };
  const acknowledged = { by: before?.by ?? null, at: before === undefined ? null : text(before.at) };
  return { complaint, rule, level, round, why, ...acknowledged };
}

/** What somebody was told speaks of complaints: a token must be made for reading them. */
function mustRead({ scopes }: Known): void {
  if (scopes !== undefined && !scopes.has('complaints:read'))
    throw new RedressError([authorityFault('scope', 'escalation.read')]);
}

function found(message: InboxMessage | undefined): InboxMessage {
  if (message === undefined) throw new RedressError([inboxFault('inbox.unknown_message')]);
  return message;
}

function placeIn(cursor: string, filters: { readonly account: string; readonly unread: boolean }) {
  const [createdAt, id] = placeOf(cursor, filters, ['instant', 'uuid']);
  return { createdAt: Number(createdAt), id: String(id) };
}
