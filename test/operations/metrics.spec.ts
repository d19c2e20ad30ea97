import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AppModule } from '../../src/app.module.js';
import { noteBackup } from '../../src/backup/last-backup.writer.js';
import { addressOf } from '../../src/store/database-address.js';
import { PoliciesService, soundSet } from '../../src/modules/policies/policies.service.js';
import { testDatabase, type TestDatabase } from '../db/support/test-database.js';
import { ownDataFolder, type DataFolder } from '../e2e/support/data-folder.js';
import { startShell, type Shell } from '../e2e/support/shell.js';
import { ownPolicies } from '../support/own-policies.js';
import { metricsIn, type Metrics } from './support/metrics-text.js';

const received = { type: 'received', at: '2024-03-04', id: 'in' };
const account = '0198f0a1-0000-7000-8000-00000000000a';

let data: DataFolder;
let test: TestDatabase;
let shell: Shell;
let complaint = '';
let text = '';
let metrics: Metrics;

/** What the parts of the service leave in the database when something is out of order, planted as rows. */
const planted: readonly string[] = [
  `update look set next_look_at = now() - interval '1 hour'`,
  `insert into beat values ('sweep', gen_random_uuid(), now() - interval '2 hours', now() - interval '90 seconds', '{}'),
    ('sweep', gen_random_uuid(), now() - interval '2 hours', now() - interval '2 hours', '{}'),
    ('backup', gen_random_uuid(), now() - interval '9 days', now() - interval '9 days', '{}')`,
  `insert into notice select complaint_id, 'p#r', level, 1, 'escalation', now() - interval '10 minutes', n.body::jsonb, n.status
    from complaint, (values (1, '{"to": ["team-lead"], "acknowledgeBy": 1}', 'told'), (2, '{"to": ["team-lead"], "acknowledgeBy": 1}', 'told'),
      (3, '{"to": ["team-lead"]}', 'told'), (4, '{"to": ["counsel", "team-lead"]}', 'waiting')) n (level, body, status)`,
  `insert into account values ('${account}', 'person', 'the-holder', now())`,
  `insert into recipient values (gen_random_uuid(), 'team-lead', '', '${account}', null, now(), 'test')`,
  `insert into message (message_id, kind, way, language, created_at, not_before, body, status, destination)
    values (gen_random_uuid(), 'escalation', 'mail', 'en', now(), now() - interval '5 minutes', '{}', 'waiting', 'x'),
      (gen_random_uuid(), 'escalation', 'webhook', 'en', now(), now(), '{}', 'failed', 'x'),
      (gen_random_uuid(), 'escalation', 'webhook', 'en', now(), now(), '{}', 'sent', 'x')`,
  `insert into schedule_run (schedule, due_at, state, claimed_at, set_number)
    values ('monthly', now(), 'missed', now(), 1), ('monthly', now() - interval '1 day', 'done', now(), 1)`,
];

beforeAll(async () => {
  data = await ownDataFolder();
  test = await testDatabase();
  const store = { database: test.database, close: () => Promise.resolve() };
  shell = await startShell({ store, module: AppModule.over(test.database) });
  const sound = soundSet(ownPolicies());
  if (!('set' in sound)) throw new Error('the policies have faults');
  await shell.app.get(PoliciesService, { strict: false }).take(sound, { kind: 'system', id: 'test' });
  const made = await shell.ask('POST', '/api/complaints', {
    source: 'a-source',
    reference: 'A-REFERENCE',
    observes: 'everything',
    events: [received],
  });
  expect(made.status).toBe(201);
  ({ id: complaint } = (await made.json()) as { id: string });
  await shell.ask('GET', `/api/complaints/${complaint}`);
  for (const statement of planted) await test.owner.query('', statement);
  // Twice: the last one counts, and no trace of the one before is left.
  for (const daysAgo of [5, 2])
    await noteBackup(addressOf(test.url, 'DATABASE_URL'), Date.now() - daysAgo * 86_400_000);
  text = await (await shell.ask('GET', '/api/metrics')).text();
  metrics = metricsIn(text);
});
afterAll(async () => {
  await shell?.close();
  await test?.close();
  await data?.remove();
});

describe('the figures', () => {
  it('are for whoever may see them, in the format of Prometheus', async () => {
    const answer = await shell.ask('GET', '/api/metrics');
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect((await fetch(`${shell.url}/api/metrics`)).status).toBe(401);
  });

  it.each<[string, Readonly<Record<string, string>>, number, number]>([
    ['redress_database_up', {}, 1, 1],
    ['redress_complaints_due', {}, 1, 1],
    ['redress_oldest_unexamined_complaint_seconds', {}, 3_600, 3_700],
    ['redress_sweep_age_seconds', {}, 90, 190],
    ['redress_backup_age_seconds', {}, 172_800, 172_900],
    ['redress_complaints_stuck', {}, 0, 0],
    ['redress_complaints_to_rejudge', {}, 0, 0],
    ['redress_escalations_unacknowledged', { level: '1' }, 1, 1],
    ['redress_escalations_unacknowledged', { level: '2' }, 1, 1],
    ['redress_notices_waiting', {}, 1, 1],
    ['redress_notices_waiting_oldest_seconds', {}, 600, 700],
    ['redress_messages', { way: 'mail', status: 'waiting' }, 1, 1],
    ['redress_messages', { way: 'webhook', status: 'failed' }, 1, 1],
    ['redress_messages', { way: 'robot', status: 'waiting' }, 0, 0],
    ['redress_messages_waiting_oldest_seconds', { way: 'mail' }, 300, 400],
    ['redress_schedule_runs_wrong', { schedule: 'monthly', state: 'missed' }, 1, 1],
    ['redress_queue_jobs', { queue: 'deliver', state: 'waiting' }, 0, 0],
    ['redress_policy_set_number', {}, 1, 9],
    ['redress_policy_set_loaded', {}, 1, 9],
    ['redress_part_well', { part: 'database' }, 1, 1],
    ['redress_part_well', { part: 'sweep' }, 0, 0],
    ['redress_clock_correction_seconds', {}, -1, 1],
    ['redress_process_role', { role: 'api' }, 1, 1],
    ['redress_disk_free_bytes', { folder: 'data' }, 1, Infinity],
    ['redress_complaints_judged_total', { work: 'change' }, 1, 1],
    ['redress_http_requests_total', { method: 'GET', route: '/api/complaints/:id', status: '200' }, 1, 1],
    ['redress_http_rate_limited_total', { by: 'account' }, 0, 0],
    ['process_cpu_seconds_total', {}, 0, Infinity],
    ['nodejs_eventloop_lag_seconds', {}, 0, 60],
  ])('tell %s %j', (name, labels, least, most) => {
    const value = metrics.value(name, labels);
    expect(value).toBeGreaterThanOrEqual(least);
    expect(value).toBeLessThanOrEqual(most);
  });

  it('do not count a level that nobody has to acknowledge', () => {
    expect(metrics.value('redress_escalations_unacknowledged', { level: '3' })).toBeUndefined();
  });

  it('say of each what it is, and nothing of a complaint, a person or an address', () => {
    expect(metrics.names.filter((name) => !metrics.described.has(name))).toEqual([]);
    for (const word of [complaint, 'A-REFERENCE', 'a-source', account, 'the-holder', shell.token, data.path])
      expect(text).not.toContain(word);
  });

  it('count a request of a method or an address that nobody has under one name', async () => {
    await shell.ask('PROPFIND', '/api/complaints/anything');
    for (let n = 0; n < 3; n += 1) await shell.ask('GET', `/nothing/${n}`);
    const after = metricsIn(await (await shell.ask('GET', '/api/metrics')).text());
    expect(after.value('redress_http_requests_total', { method: 'other', route: '-', status: '405' })).toBe(1);
    expect(after.value('redress_http_requests_total', { method: 'GET', route: '-', status: '404' })).toBe(3);
  });
});

describe('the parts', () => {
  interface Parts {
    readonly status: string;
    readonly parts: readonly {
      readonly part: string;
      readonly code?: string;
      readonly cause?: { readonly en: string };
    }[];
  }

  it('tell whoever may see them what is wrong, by its name', async () => {
    const { status, parts } = (await (await shell.ask('GET', '/api/health/parts')).json()) as Parts;
    const wrong = Object.fromEntries(parts.flatMap(({ part, code }) => (code === undefined ? [] : [[part, code]])));
    expect({ status, wrong }).toEqual({
      status: 'not-ready',
      wrong: {
        sweep: 'operation.sweep_late',
        backlog: 'operation.sweep_behind',
        telling: 'operation.nobody_to_tell',
      },
    });
    expect(parts.find(({ part }) => part === 'telling')?.cause?.en).toContain('counsel');
    expect((await fetch(`${shell.url}/api/health/parts`)).status).toBe(401);
  });

  it('are a word to strangers, and requests go on without a sweep', async () => {
    const ready = await fetch(`${shell.url}/api/health/ready`);
    expect(ready.status).toBe(503);
    const body = await ready.text();
    expect(body).toContain('health.not_ready');
    for (const word of ['sweep', 'counsel', 'database']) expect(body).not.toContain(word);
    expect(await (await fetch(`${shell.url}/api/health/ready/requests`)).json()).toEqual({ status: 'ready' });
  });

  it('put no line into the log for each time that somebody asks', async () => {
    const before = shell.lines.length;
    await fetch(`${shell.url}/api/health/ready`);
    const after = shell.lines.slice(before);
    expect(after.filter(({ event }) => event !== 'request')).toEqual([]);
    expect(after.at(-1)).toMatchObject({ route: '/api/health/ready', code: 'health.not_ready' });
  });
});
