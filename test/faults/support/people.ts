import { randomUUID } from 'node:crypto';
import type { Fleet } from './fleet.js';

/** An account that holds a role of the organisation for all units, and wants its mail at this address. Gives its id. */
export async function addPerson({ owner }: Pick<Fleet, 'owner'>, role: string, address: string): Promise<string> {
  const id = randomUUID();
  const add = async (name: string, text: string, values: readonly unknown[]): Promise<void> => {
    await owner.reading.query(name, text, values);
  };
  await add(
    'add-account',
    `insert into account (account_id, kind, name, created_at) values ($1, 'person', $2, now())`,
    [id, address],
  );
  await add(
    'add-contact',
    `insert into contact (account_id, address, ways, changed_at) values ($1, $2, '{inbox,mail}', now())`,
    [id, address],
  );
  await add(
    'add-holder',
    `insert into recipient (recipient_id, role, unit, account_id, added_at, added_by)
     values (gen_random_uuid(), $1, '', $2, now(), 'test')`,
    [role, id],
  );
  return id;
}

/** Messages to these addresses by mail: how many notices each tells of, and what became of it. */
export async function mailsTo({ owner }: Pick<Fleet, 'owner'>): Promise<readonly Mail[]> {
  return owner.reading.query<Mail>(
    'mails',
    `select m.message_id::text as id, c.address, m.status, m.tries, m.error_code as error, (extract(epoch from m.sent_at) * 1000)::float8 as "sentAt",
       (select count(*)::int from message_item i where i.message_id = m.message_id) as notices
     from message m join contact c on c.account_id = m.account_id where m.way = 'mail' order by c.address, m.created_at`,
  );
}

export interface Mail {
  readonly id: string;
  readonly address: string;
  readonly status: string;
  readonly tries: number;
  readonly error: string | null;
  readonly sentAt: number | null;
  readonly notices: number;
}

/** Has the queue try again at once what it would try again later: for tests in which the time between is virtual. */
export async function tryAgainNow({ owner }: Pick<Fleet, 'owner'>): Promise<void> {
  await owner.reading.query('retry', `update job.job set start_after = now() where state = 'retry'`);
}
