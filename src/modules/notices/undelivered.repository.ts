import type { Instant } from '../../rules/values.js';
import type { Tx } from '../../store/tx.js';
import { writtenInstant } from '../../store/written-instant.js';
import type { Told } from '../recipients/recipient.js';
import type { Except, Said } from './announcement.js';
import { announce } from './announcements.repository.js';
import type { Message } from './messages.repository.js';

/** A message that could not arrive, and why. */
type Failed = Pick<Message, 'id' | 'kind' | 'way' | 'account' | 'destination'> & { readonly code: string };

interface How {
  /** Who holds the role now. */
  readonly holders: Told;
  readonly role: string;
  readonly at: Instant;
  readonly newId: () => string;
}

/** For so long (ms) a program that was told of a reason is not told of it again. */
const remembered = 86_400_000;

/**
 * Tells those who hold a role that a message could not arrive: by which way, for whom, why. Where one has not read yet that the same failed
 * before, it is counted there: a host that is dead for a thousand messages is one thing to know. What it is about is never told by the way
 * that has failed, and a failure to tell of a failure stays in the house.
 */
export async function tellUndelivered(tx: Tx, failed: Failed, { holders, role, at, newId }: How): Promise<void> {
  // One after the other, so that what fails at the same time is counted together.
  await tx.query('undelivered-lock', 'select pg_advisory_xact_lock($1::int, 0)', [lockClass]);
  const told = await countWithEarlier(tx, failed, holders, at);
  if (told.waits) return;
  const known = new Set(told.accounts);
  const isNobody = holders.accounts.length + holders.destinations.length === 0;
  // Where nobody holds the role it waits for somebody, and whoever watches hears of that.
  const isKnownToAll = holders.accounts.every(({ id }) => known.has(id));
  if (!isNobody && isKnownToAll && (told.lately || holders.destinations.length === 0)) return;
  const { way, account, destination, kind } = failed;
  const outside: readonly Except[] = [{ way: 'mail' }, { way: 'webhook' }, { way: 'robot' }];
  const except: readonly Except[] = [
    ...told.accounts.map((each) => ({ account: each })),
    ...(told.lately ? outside.filter((each) => each.way !== 'mail') : []),
    ...(kind === 'undelivered' ? outside : []),
    { way, ...(account === null ? {} : { account }), ...(destination === null ? {} : { destination }) },
  ];
  await announce(tx, { id: newId(), kind: 'undelivered', at, to: [role], except, said: saidOf(failed, at) });
}

interface Earlier {
  /** Accounts in whose inbox it is counted. */
  readonly accounts: readonly string[];
  /** Whether the same reason still waits to be told, and is counted there. */
  readonly waits: boolean;
  /** Whether the same reason was told within the last day. */
  readonly lately: boolean;
}

async function countWithEarlier(tx: Tx, failed: Failed, holders: Told, at: Instant): Promise<Earlier> {
  const { id, way, account, destination, code } = failed;
  const reason = [way, code, account, destination];
  const rows = await tx.query<{ waits: boolean }>(
    'undelivered-announced',
    `update message set body = case when status <> 'waiting' then body else jsonb_set(body, '{said,notes}', body #> '{said,notes}' ||
       jsonb_build_object('message', $1::text, 'count', (body #>> '{said,notes,count}')::int + 1, 'last_at', $6::text)) end
     where account_id is null and destination is null and way = 'inbox' and kind = 'announcement' and created_at > $7
       and body ->> 'kind' = 'undelivered' and body #>> '{said,notes,way}' = $2 and body #>> '{said,notes,code}' = $3
       and body #>> '{said,notes,account}' is not distinct from $4 and body #>> '{said,notes,destination}' is not distinct from $5
     returning status = 'waiting' as waits`,
    [id, ...reason, writtenInstant(at), writtenInstant(at - remembered)],
  );
  // After the row above has been looked at, so that what was told meanwhile is seen.
  const counted = await tx.query<{ account: string }>(
    'undelivered-count',
    `update message set body = body || jsonb_build_object('message', $1::text, 'count', coalesce((body ->> 'count')::int, 1) + 1, 'last_at', $6::text)
     where account_id = any($7::uuid[]) and kind = 'undelivered' and way = 'inbox' and read_at is null
       and body ->> 'way' = $2 and body ->> 'code' = $3
       and body ->> 'account' is not distinct from $4 and body ->> 'destination' is not distinct from $5
     returning account_id as account`,
    [id, ...reason, writtenInstant(at), holders.accounts.map((each) => each.id)],
  );
  return {
    accounts: counted.map((each) => each.account),
    waits: rows.some(({ waits }) => waits),
    lately: rows.length > 0,
  };
}

function saidOf({ id: message, way, account, destination, code }: Failed, at: Instant): Said {
  const notes = { message, way, code, account, destination, last_at: writtenInstant(at), count: 1 };
  if (destination !== null)
    return {
      en: `What was sent to the destination ${destination} could not be delivered (${code}).`,
      zh: `发往目的地 ${destination} 的消息未能送达（${code}）。`,
      notes,
    };
  const who = (account ?? '').slice(0, 8);
  return {
    en: `A mail to the account ${who} could not be delivered (${code}).`,
    zh: `发给账号 ${who} 的邮件未能送达（${code}）。`,
    notes,
  };
}

/** Keeps this lock apart from all others: "und" in ASCII. */
const lockClass = 0x756e64;
