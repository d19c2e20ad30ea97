import type { Instant } from '../../rules/values.js';
import { milliseconds } from '../../store/sql-parts.js';
import type { Tx } from '../../store/tx.js';
import type { RoleRequest } from './account.js';

interface Row extends Omit<RoleRequest, 'decidedAt' | 'decidedBy' | 'granted'> {
  readonly decidedAt: Instant | null;
  readonly decidedBy: string | null;
  readonly granted: boolean | null;
}

const select = `
  select q.request_id as id, q.account_id as account, a.name, q.role, ${milliseconds('q.asked_at')} as "askedAt", q.asked_by as "askedBy",
    ${milliseconds('q.decided_at')} as "decidedAt", q.decided_by as "decidedBy", q.granted
  from role_request q join account a using (account_id)`;

export async function insertRequest(
  tx: Tx,
  request: Pick<RoleRequest, 'id' | 'account' | 'role' | 'askedAt' | 'askedBy'>,
): Promise<void> {
  await tx.query(
    'role-request-insert',
    'insert into role_request (request_id, account_id, role, asked_at, asked_by) values ($1, $2, $3, $4, $5)',
    [request.id, request.account, request.role, new Date(request.askedAt), request.askedBy],
  );
}

export async function readRequest(tx: Tx, id: string): Promise<RoleRequest | undefined> {
  const [row] = await tx.query<Row>('role-request-read', `${select} where q.request_id = $1`, [id]);
  return row === undefined ? undefined : requestOf(row);
}

/** The newest, those that wait first. */
export async function listRequests(tx: Tx, limit: number): Promise<readonly RoleRequest[]> {
  const text = `${select} order by (q.decided_at is null) desc, q.asked_at desc, q.request_id limit $1`;
  return (await tx.query<Row>('role-request-list', text, [limit])).map(requestOf);
}

export async function decideRequest(
  tx: Tx,
  id: string,
  { by, granted, at }: { readonly by: string; readonly granted: boolean; readonly at: Instant },
): Promise<void> {
  await tx.query(
    'role-request-decide',
    `update role_request set decided_at = $2, decided_by = $3, granted = $4 where request_id = $1 and decided_at is null`,
    [id, new Date(at), by, granted],
  );
}

function requestOf({ decidedAt, decidedBy, granted, ...row }: Row): RoleRequest {
  return {
    ...row,
    ...(decidedAt === null ? {} : { decidedAt }),
    ...(decidedBy === null ? {} : { decidedBy }),
    ...(granted === null ? {} : { granted }),
  };
}
