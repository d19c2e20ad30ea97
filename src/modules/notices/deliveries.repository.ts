import type { Instant } from '../../rules/values.js';
import { milliseconds } from '../../store/sql-parts.js';
import type { Tx } from '../../store/tx.js';
import type { MessageStatus } from './messages.repository.js';
import { writtenInstant } from '../../store/written-instant.js';

/** A message that goes out of the house, and how it fares. */
export interface Delivery {
  readonly id: string;
  readonly kind: string;
  readonly way: 'mail' | 'webhook' | 'robot';
  readonly account: string | null;
  readonly destination: string | null;
  readonly status: MessageStatus;
  readonly notices: number;
  readonly createdAt: Instant;
  readonly notBefore: Instant;
  readonly tries: number;
  readonly triedAt: Instant | null;
  readonly sentAt: Instant | null;
  readonly error: string | null;
}

export interface DeliveryPlace {
  readonly createdAt: Instant;
  readonly id: string;
}

/** Deliveries of this status, from the newest. */
export function listDeliveries(
  tx: Tx,
  status: Delivery['status'],
  { after, limit }: { readonly after: DeliveryPlace | undefined; readonly limit: number },
): Promise<readonly Delivery[]> {
  return tx.query<Delivery>(
    after === undefined ? 'deliveries' : 'deliveries-after',
    `select message_id as id, kind, way, account_id as account, destination, status,
       (select count(*)::int from message_item i where i.message_id = message.message_id)
         + jsonb_array_length(coalesce(body -> 'announcements', '[]')) as notices,
       ${milliseconds('created_at')} as "createdAt", ${milliseconds('not_before')} as "notBefore", tries,
       ${milliseconds('tried_at')} as "triedAt", ${milliseconds('sent_at')} as "sentAt", error_code as error
     from message where way <> 'inbox' and status = $1
     ${after === undefined ? '' : 'and (created_at, message_id) < ($3::timestamptz, $4::uuid)'}
     order by created_at desc, message_id desc limit $2`,
    [status, limit, ...(after === undefined ? [] : [writtenInstant(after.createdAt), after.id])],
  );
}
