import { addressOf } from '../../src/store/database-address.js';
import { connect } from '../../src/store/postgres.connection.js';
import { privateServer } from '../db/support/private-server.js';
const server = await privateServer();
const database = await connect({ address: addressOf(server.url, 'DATABASE_URL'), poolSize: 1 });
const rows = Array.from({ length: 1500 }, (_, n) => ({ complaint_id: '7e954a33-9560-871f-8abb-57642a2bc395', number: n, event_id: 'e' + n, type: 'received', at_instant: '2026-02-28T09:00:00.000Z', at_day: null, recorded_at: null, stored_at: '2026-03-02T01:00:00.000Z', ref: null, from_start: false, data: n % 3 ? {} : Object.fromEntries(Array.from({ length: 13 }, (_, k) => ['fact_' + k, 'some value of fact ' + k])), salt: '9699d5efb7b1ea17bf16129ace2225d9', origin: 'import:cfpb', actor: 'account:019a0000-0000-7000-8000-000000000001', run_id: null }));
const text = JSON.stringify(rows);
const cols = 'complaint_id uuid, number integer, event_id text, type text, at_instant timestamptz, at_day integer, recorded_at timestamptz, stored_at timestamptz, ref text, from_start boolean, data jsonb, salt text, origin text, actor text, run_id uuid';
const names = cols.split(',').map((c) => c.trim().split(' '));
const pgType: Record<string, string> = { jsonb: 'jsonb' };
const arrays = names.map(([name]) => rows.map((r: any) => (name === 'data' ? JSON.stringify(r.data) : r[name!])));
const time = async (what: string, sql: string, values: unknown[]) => {
  const t: number[] = [];
  for (let i = 0; i < 15; i++) { const s = performance.now(); await database.reading.query(what, sql, values); t.push(performance.now() - s); }
  t.sort((a, b) => a - b); console.log(what.padEnd(20), 'min', t[0]!.toFixed(1), 'p50', t[7]!.toFixed(1));
};
for (let k = 0; k < 2; k++) {
await time('noop', 'select length($1::text)', [text]);
await time('jsonb parse', 'select jsonb_array_length($1::jsonb)', [text]);
await time('jsonb', `select count(r), sum(length(data::text)) from jsonb_to_recordset($1::jsonb) as r(${cols})`, [text]);
await time('json', `select count(r), sum(length(data::text)) from json_to_recordset($1::json) as r(${cols})`, [text]);
await time('unnest', `select count(r), sum(length(data::text)) from unnest(${names.map(([, type], i) => `$${i + 1}::${type}[]`).join(', ')}) as r(${names.map(([n]) => n).join(', ')})`, arrays);
}
await database.close(); await server.close();
