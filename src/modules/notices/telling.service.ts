import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { now } from '../../clock.js';
import { Jobs } from '../../jobs/jobs.service.js';
import { mailServer, type Destinations } from '../../outgoing/destination.js';
import { zoneOf } from '../../rules/time/zone.js';
import type { Instant } from '../../rules/values.js';
import { inSpan } from '../../telemetry/spans.tracer.js';
import { DATABASE } from '../../store/database-token.js';
import type { Database, Tx } from '../../store/tx.js';
import { DestinationsService } from '../destinations/destinations.service.js';
import { PoliciesService } from '../policies/policies.service.js';
import { allRecipients } from '../recipients/recipients.repository.js';
import { queueMessages } from './dispatch.js';
import { mostItems } from './gathering.js';
import type { Announcement } from './announcement.js';
import { markAnnounced, waitingAnnouncements } from './announcements.repository.js';
import {
  allContacts,
  appendAnnounced,
  insertMessages,
  longUnderWay,
  sentLately,
  takeDue,
  type Queued,
} from './messages.repository.js';
import {
  insertItems,
  isSweepBehind,
  markTold,
  takeTellingTurn,
  waitingNotices,
  type Place,
} from './notices.repository.js';
import { planMessages, type Known } from './plan-messages.js';

/** As many as one message may tell of, so that what comes together after downtime is one digest for each person. */
const page = mostItems;
/** Whoever commits a notice later than this after the instant that it names is seen when everything is looked at. */
const latest = 300_000;
/** What was due so long ago (ms) and was not looked at has a sweep that catches up. */
const behind = 10_000;
/** After so long (ms) whoever had a message may have lost it: its job is asked for again, which does nothing where it is there. */
const lost = 600_000;

/** What came of telling once. */
export interface Telling {
  /** False where somebody else is at it. */
  readonly tookTurn: boolean;
  readonly told: number;
  /** Roles of what could be told to nobody. */
  readonly toNobody: ReadonlySet<string>;
}

/**
 * Tells what waits: finds the people, puts messages together, and puts them on their way. Messages, what they tell of, their jobs and the
 * notices' new status are one transaction, so that every notice is told by messages that exist, once.
 */
@Injectable()
export class TellingService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly policies: PoliciesService,
    private readonly destinations: DestinationsService,
    private readonly jobs: Jobs,
  ) {}

  /** Whether complaints wait that were due some time ago, as after downtime: then much more is about to come. */
  isCatchingUp(): Promise<boolean> {
    return isSweepBehind(this.database.reading, now() - behind);
  }

  /** Tells everything that waits since an instant; all that waits unless one is given. */
  async tell(since?: Instant): Promise<Telling> {
    const toNobody = new Set<string>();
    let told = 0;
    for (let after: Place | undefined, isFirst = true; isFirst || after !== undefined; isFirst = false) {
      const place: Place | undefined = after;
      const some = await this.database.transaction((tx) => this.tellPage(tx, since ?? 0, place));
      if (some === undefined) return { tookTurn: false, told, toNobody };
      for (const role of some.toNobody) toNobody.add(role);
      told += some.told;
      after = some.last;
    }
    return { tookTurn: true, told, toNobody };
  }

  /** Puts messages on their way whose time has come. Gives how many; none while somebody tells: what is added to a message must be there before it goes. */
  async release(): Promise<number> {
    return this.database.transaction(async (tx) => {
      if (!(await takeTellingTurn(tx))) return 0;
      const at = now();
      const due = await takeDue(tx, { at, isMoreComing: await isSweepBehind(tx, at) });
      await this.queue(tx, due);
      return due.length;
    });
  }

  /** Asks again for the jobs of messages that have been on their way for long: a database that came back from a backup has none. */
  async recover(): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.queue(tx, await longUnderWay(tx, now() - lost));
    });
  }

  private async tellPage(tx: Tx, since: Instant, after: Place | undefined) {
    if (!(await takeTellingTurn(tx))) return undefined;
    const notices = await waitingNotices(tx, { since: since === 0 ? 0 : since - latest, after, most: page });
    const announcements = after === undefined ? await waitingAnnouncements(tx, page) : [];
    const count = notices.length + announcements.length;
    if (count === 0) return { told: 0, toNobody: new Set<string>(), last: undefined };
    return inSpan('dispatch', { 'redress.notices': count }, () => this.tellThese(tx, notices, announcements));
  }

  private async tellThese(
    tx: Tx,
    notices: Awaited<ReturnType<typeof waitingNotices>>,
    announcements: readonly Announcement[],
  ) {
    const at = now();
    const plan = planMessages({ notices, announcements }, await this.known(tx, at));
    const { messages, items, appended, told, announced, toNobody } = plan;
    await insertMessages(tx, messages, at);
    await insertItems(tx, items);
    for (const [message, added] of appended) await appendAnnounced(tx, message, added);
    await markTold(tx, told);
    await markAnnounced(
      tx,
      announced.map(({ id }) => id),
      at,
    );
    const toSend = messages.filter(
      ({ way, notBefore, isGathering }) => way !== 'inbox' && !isGathering && notBefore <= at,
    );
    await this.queue(
      tx,
      toSend.map(({ id, way, destination = null }) => ({ id, way, destination })),
    );
    return { told: told.length + announced.length, toNobody, last: notices.length < page ? undefined : notices.at(-1) };
  }

  private async queue(tx: Tx, messages: readonly Queued[]): Promise<void> {
    await queueMessages(tx, messages, { jobs: this.jobs, destinations: await this.destinations.all() });
  }

  private async known(tx: Tx, at: Instant): Promise<Known> {
    const { organisation } = this.policies.inForce().set;
    const destinations = await this.destinations.all();
    return {
      held: await allRecipients(tx),
      fallback: organisation.fallbackOwner,
      contacts: await allContacts(tx),
      hasMail: mailServer(destinations) !== undefined,
      destination: (name) => wayOf(destinations, name),
      lately: await sentLately(tx, at),
      zone: zoneOf(organisation.zone),
      at,
      newId: randomUUID,
    };
  }
}

function wayOf(destinations: Destinations, name: string): ReturnType<Known['destination']> {
  const found = destinations.get(name);
  return found?.kind === 'robot' ? { way: 'robot', language: found.language } : { way: 'webhook', language: 'en' };
}
