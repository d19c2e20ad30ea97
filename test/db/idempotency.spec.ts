import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { now } from '../../src/clock.js';
import { RedressError } from '../../src/errors.js';
import type { Claim } from '../../src/http/idempotency/claim.js';
import { forget } from '../../src/http/idempotency/idempotency.repository.js';
import { OldAnswers } from '../../src/http/idempotency/old-answers.service.js';
import { once } from '../../src/http/idempotency/once.writer.js';
import type { Tx } from '../../src/store/tx.js';
import { startShell, type Shell } from '../e2e/support/shell.js';
import { testDatabase, type TestDatabase } from './support/test-database.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());
beforeEach(() => db.owner.query('empty', 'truncate idempotency, account cascade'));

const claim = (key: string, request = 'a'): Claim => ({
  account: 'token:start-up',
  key,
  request: Buffer.alloc(32, request),
});

const accounts = async (): Promise<number> => (await db.owner.query('accounts', 'select from account')).length;

/** Makes an account: something that is there once or twice. */
async function make(tx: Tx, name = 'x'): Promise<{ status: number; body: { name: string } }> {
  await tx.query('make', `insert into account values (gen_random_uuid(), 'person', $1 || gen_random_uuid(), now())`, [
    name,
  ]);
  return { status: 201, body: { name } };
}

describe('a write with a key', () => {
  it('is carried out once, and answered alike', async () => {
    const first = await once(db.database, claim('k'), 0, (tx) => make(tx));
    const second = await once(db.database, claim('k'), 0, (tx) => make(tx, 'y'));
    expect(first).toMatchObject({ body: { name: 'x' }, more: { status: 201 } });
    expect(second).toMatchObject({
      body: { name: 'x' },
      more: { status: 201, headers: { 'idempotency-replayed': 'true' } },
    });
    expect(await accounts()).toBe(1);
  });

  it('is refused when the key came with another request', async () => {
    await once(db.database, claim('k'), 0, (tx) => make(tx));
    const other = once(db.database, claim('k', 'b'), 0, (tx) => make(tx));
    await expect(other).rejects.toThrow('idempotency.other_request');
    expect(await accounts()).toBe(1);
  });

  it('is carried out again after it failed', async () => {
    const failing = once(db.database, claim('k'), 0, async (tx) => {
      await make(tx);
      throw new RedressError([]);
    });
    await expect(failing).rejects.toThrow(RedressError);
    expect(await accounts()).toBe(0);
    await once(db.database, claim('k'), 0, (tx) => make(tx));
    expect(await accounts()).toBe(1);
  });

  it('is one however many ask at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => once(db.database, claim('k'), 0, (tx) => make(tx, `n${n}`))),
    );
    expect(new Set(answers.map(({ body }) => body.name)).size).toBe(1);
    expect(answers.filter(({ more }) => more.headers?.['idempotency-replayed'] === undefined)).toHaveLength(1);
    expect(await accounts()).toBe(1);
  });

  it('of one account is not that of another', async () => {
    await once(db.database, claim('k'), 0, (tx) => make(tx));
    await once(db.database, { ...claim('k'), account: 'account:2' }, 0, (tx) => make(tx));
    expect(await accounts()).toBe(2);
  });

  it('is forgotten after its time', async () => {
    await once(db.database, claim('old'), 1_000, (tx) => make(tx));
    await once(db.database, claim('new'), 2_000, (tx) => make(tx));
    expect(await db.database.transaction((tx) => forget(tx, 2_000))).toBe(1);
    expect(await db.owner.query('keys', 'select key from idempotency')).toEqual([{ key: 'new' }]);
  });

  it('keeps no digest of the request that a guess could be tried against', async () => {
    await once(db.database, claim('k'), 0, (tx) => make(tx));
    const [row] = await db.owner.query<{ request: Buffer }>('request', 'select request from idempotency');
    expect(row?.request.includes(claim('k').request)).toBe(false);
  });
});

describe('over HTTP', () => {
  let shell: Shell;
  beforeAll(async () => {
    shell = await startShell({ store: { database: db.database, close: () => Promise.resolve() } });
  });
  afterAll(() => shell.close());

  it('the same request with its key gets the same answer, with its status and headers', async () => {
    const headers = { 'idempotency-key': '3b0c8a1e' };
    const [one, two] = await Promise.all([
      shell.ask('POST', '/api/probe/save', { title: 'a', count: 2 }, headers),
      shell.ask('POST', '/api/probe/save', { count: 2, title: 'a' }, headers),
    ]);
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(await one.json()).toEqual(await two.json());
    expect([one, two].filter((answer) => answer.headers.get('idempotency-replayed') === 'true')).toHaveLength(1);
    expect(two.headers.get('location')).toBe('/api/probe/x');
    const other = await shell.ask('POST', '/api/probe/save', { title: 'b' }, headers);
    expect(other.status).toBe(409);
  });

  it('a key that cannot be used is refused', async () => {
    const answer = await shell.ask('POST', '/api/probe/save', { title: 'a' }, { 'idempotency-key': 'x'.repeat(256) });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      code: 'idempotency.bad_key',
      faults: [{ in: 'header', parameter: 'Idempotency-Key' }],
    });
  });

  it('the server is ready', async () => {
    const answer = await shell.ask('GET', '/api/health/ready');
    expect(await answer.json()).toEqual({ status: 'ready' });
  });
});

describe('while the service runs', () => {
  it('answers whose week is over are forgotten by themselves, others are not', async () => {
    const day = 24 * 3_600_000;
    await once(db.database, claim('old'), now() - 7 * day - 60_000, (tx) => make(tx));
    await once(db.database, claim('young'), now() - 7 * day + 600_000, (tx) => make(tx, 'y'));
    const kept = () => db.owner.query<{ key: string }>('kept', 'select key from idempotency order by key');
    expect(await kept()).toHaveLength(2);
    const answers = new OldAnswers(db.database);
    answers.start();
    try {
      for (let tries = 0; tries < 200 && (await kept()).length > 1; tries++) await sleep(20);
      expect(await kept()).toEqual([{ key: 'young' }]);
    } finally {
      await answers.onModuleDestroy();
    }
  });
});
