import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { actorName } from '../../actor.js';
import type { Known } from '../../authority/known.js';
import { now } from '../../clock.js';
import { RedressError } from '../../errors.js';
import type { Claim } from '../../http/idempotency/claim.js';
import { once } from '../../http/idempotency/once.writer.js';
import type { Reply } from '../../http/reply.js';
import { Jobs } from '../../jobs/jobs.service.js';
import type { Subject } from '../../ledger/entry.js';
import type { Instant } from '../../rules/values.js';
import { DATABASE } from '../../store/database-token.js';
import { record } from '../../store/entries.repository.js';
import type { Database } from '../../store/tx.js';
import { DestinationsService } from '../destinations/destinations.service.js';
import type { deliveriesDto, deliveriesQuery, retriedDto } from './deliveries.dto.js';
import { listDeliveries, type Delivery, type DeliveryPlace } from './deliveries.repository.js';
import { queueMessages } from './dispatch.js';
import { markRetried } from './messages.repository.js';
import { noticesFault } from './notice-errors.js';

/** What people did with deliveries is one chain: the letters "delive". */
export const deliveriesSubject: Subject = { kind: 'deliveries', id: '00000000-0000-8000-8000-64656c697665' };

/** What goes out of the house, for whoever looks after it. */
@Injectable()
export class Deliveries {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly destinations: DestinationsService,
  ) {}

  /** Refuses a cursor that this did not make. */
  async list({ status, cursor, limit }: z.infer<typeof deliveriesQuery>): Promise<z.infer<typeof deliveriesDto>> {
    const after = cursor === undefined ? undefined : placeOf(cursor);
    const found = await listDeliveries(this.database.reading, status, { after, limit });
    const last = found.length < limit ? undefined : found.at(-1);
    return { deliveries: found.map(viewOf), ...(last === undefined ? {} : { next: cursorOf(last) }) };
  }

  /** Tries a message again that was given up, with the identity that it had, and keeps who asked for it. Refuses one that has not failed. */
  retry(
    id: string,
    { who, claim }: { readonly who: Pick<Known, 'actor'>; readonly claim?: Claim | undefined },
  ): Promise<Reply<z.infer<typeof retriedDto>>> {
    const at = now();
    return once(this.database, claim, at, async (tx) => {
      const message = await markRetried(tx, id, at);
      if (message === undefined) throw new RedressError([noticesFault('notices.no_failed_delivery')]);
      const { way, error } = message;
      const draft = { type: 'delivery-retried', body: { message: id, way, error } };
      await record(tx, deliveriesSubject, [draft], { actor: actorName(who.actor), at });
      const destinations = await this.destinations.all();
      await queueMessages(tx, [message], { jobs: this.jobs, destinations, isNewTry: true });
      return { status: 202, body: { id, status: 'waiting' } };
    });
  }
}

function viewOf({ createdAt, notBefore, triedAt, sentAt, ...rest }: Delivery) {
  const { id, kind, way, account, destination, status, notices, tries, error } = rest;
  return {
    id,
    kind,
    way,
    account,
    destination,
    status,
    notices,
    created_at: written(createdAt),
    not_before: written(notBefore),
    tries,
    tried_at: triedAt === null ? null : written(triedAt),
    sent_at: sentAt === null ? null : written(sentAt),
    error,
  };
}

function written(at: Instant): string {
  return new Date(at).toISOString();
}

function cursorOf({ createdAt, id }: DeliveryPlace): string {
  return Buffer.from(`${createdAt}.${id}`).toString('base64url');
}

function placeOf(cursor: string): DeliveryPlace {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const [, createdAt, id] = /^(\d{1,14})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/u.exec(text) ?? [];
  if (createdAt === undefined || id === undefined) throw new RedressError([noticesFault('notices.wrong_cursor')]);
  return { createdAt: Number(createdAt), id };
}
