import * as dto from '../../../src/modules/complaints/complaint.dto.js';
import { answerOf, type ComplaintsApp } from './complaints-app.js';

export const name = '张三丰';
export const received = { type: 'received', at: '2024-03-04', id: 'in' };
export const told = { type: 'told', at: '2024-03-07T10:00+08:00', id: 'out' };

export function complaint(reference: string | undefined, more: object = {}): object {
  return { ...(reference === undefined ? {} : { reference }), observes: 'everything', events: [received], ...more };
}

/** The calls of a test to the complaints of an application that is started by then. */
export function complaintCalls(app: () => ComplaintsApp) {
  const post = (path: string, body: unknown, headers = {}) =>
    app().ask('POST', `/api/complaints${path}`, body, headers);
  const get = (path: string, headers = {}) => app().ask('GET', `/api/complaints${path}`, undefined, headers);
  /** Creates one and gives its answer. */
  const create = async (reference?: string, more: object = {}) =>
    answerOf(dto.recordedDto, await post('', complaint(reference, more)), 201);
  return { post, get, create };
}

export async function rowCounts(app: ComplaintsApp): Promise<Readonly<Record<string, number>>> {
  const tables = ['complaint', 'event', 'personal', 'judgement', 'look', 'entry', 'idempotency'];
  const counted = tables.map(async (table) => {
    const [row] = await app.test.owner.query<{ n: string }>(`n-${table}`, `select count(*) as n from ${table}`);
    return [table, Number(row?.n)] as const;
  });
  return Object.fromEntries(await Promise.all(counted));
}
