import { hash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { actorName, type Actor } from '../../src/actor.js';
import { RedressError } from '../../src/errors.js';
import { canonical, type Json } from '../../src/ledger/canonical.js';
import { brokenAt } from '../../src/ledger/entry.js';
import { uuid } from '../../src/modules/complaints/keep-events.js';
import { insertRun } from '../../src/modules/runs/runs.repository.js';
import { RunsService } from '../../src/modules/runs/runs.service.js';
import { randomBytes } from '../../src/random.js';
import { chainOf } from '../../src/store/entries.repository.js';
import { testDatabase, type TestDatabase } from './support/test-database.js';

let test: TestDatabase;
const services: RunsService[] = [];
const officer: Actor = { kind: 'account', id: 'an-officer' };

beforeAll(async () => {
  // Each of the processes below keeps a connection.
  test = await testDatabase({ poolSize: 40 });
});
afterAll(async () => {
  for (const service of services) await service.onApplicationShutdown();
  await test.close();
});

/** As another process has it: with a number of its own. */
function aProcess(): RunsService {
  const service = new RunsService(test.database);
  services.push(service);
  return service;
}

const chain = (id: string) => chainOf(test.database.reading, { kind: 'run', id });
const codeOf = (error: unknown): string =>
  error instanceof RedressError ? error.faults.map(({ code }) => code).join() : String(error);

describe('a run', () => {
  it('tells how far it is, and at the end its whole account', async () => {
    const runs = aProcess();
    const id = await runs.begin('import', officer, { file: 'a.csv' });
    expect(await runs.read(id)).toMatchObject({
      kind: 'import',
      status: 'running',
      actor: 'account:an-officer',
      request: { file: 'a.csv' },
    });
    await runs.progress(id, { read: 5 });
    expect(await runs.read(id)).toMatchObject({ status: 'running', account: { read: 5 } });
    const done = await runs.finish(id, { read: 10, new: 10 });
    expect(done).toMatchObject({ status: 'done', account: { read: 10, new: 10 }, faults: [] });
    expect(done.endedAt).toBeGreaterThanOrEqual(done.startedAt ?? Infinity);
  });

  it('has a chain of two entries that commits to what was asked and to the account', async () => {
    const runs = aProcess();
    const digest = 'ab'.repeat(32);
    const id = await runs.begin('check', officer, { population: {} });
    await runs.finish(id, { examined: 3, set: digest, list: ['not told'] });
    const entries = await chain(id);
    expect(entries.map(({ type }) => type)).toEqual(['run-began', 'run-ended']);
    expect(brokenAt(entries)).toBeUndefined();
    expect(entries[1]?.body).toMatchObject({ status: 'done', figures: { examined: 3, set: digest } });
    expect(JSON.stringify(entries)).not.toContain('not told');
  });

  it('keeps salts with what its entries commit to: a file name cannot be guessed from them', async () => {
    const runs = aProcess();
    const [request, account] = [{ file: 'Ann Quillfeather.csv' }, { file: 'Ann Quillfeather.csv', read: 1 }];
    const id = await runs.begin('import', officer, request);
    const done = await runs.finish(id, account);
    expect([done.request, done.account]).toEqual([request, account]);
    const digest = (value: Json): string => hash('sha256', canonical(value));
    const [row] = await test.owner.query<{ request: Record<string, Json>; account: Json }>(
      'kept-run',
      `select request - 'process' as request, account from run where run_id = '${id}'`,
    );
    const bodies = (await chain(id)).map(({ body }) => body);
    expect(bodies).toMatchObject([
      { request: digest(row?.request ?? null) },
      { account: digest(row?.account ?? null) },
    ]);
    expect(row?.request['salt']).toMatch(/^[0-9a-f]{32}$/);
    expect(JSON.stringify(bodies)).not.toContain(digest(request));
    expect(JSON.stringify(bodies)).not.toContain(digest(account));
  });

  it('that was asked for and waits begins with its first progress', async () => {
    const runs = aProcess();
    const id = await runs.begin('report', officer, {}, 'waiting');
    expect((await runs.read(id)).startedAt).toBeUndefined();
    await runs.progress(id);
    expect(await runs.read(id)).toMatchObject({ status: 'running', startedAt: expect.any(Number) });
  });

  it('that failed keeps its faults in both languages, and of an unforeseen error no words', async () => {
    const runs = aProcess();
    const id = await runs.begin('import', officer, {});
    await runs.fail(id, new TypeError('cannot read 张三'), { read: 1 });
    const run = await runs.read(id);
    expect(run).toMatchObject({ status: 'failed', account: { read: 1 } });
    expect(run.faults.map(({ code }) => code)).toEqual(['run.unexpected']);
    expect(JSON.stringify([run, await chain(id)])).not.toContain('张三');
  });

  it('ends once', async () => {
    const runs = aProcess();
    const id = await runs.begin('import', officer, {});
    await runs.finish(id, { read: 0 });
    await expect(runs.progress(id, { read: 1 }).catch(codeOf)).resolves.toBe('run.not_running');
    await expect(runs.finish(id, { read: 1 }).catch(codeOf)).resolves.toBe('run.not_running');
    await runs.fail(id, new Error('too late'));
    expect(await runs.read(id)).toMatchObject({ status: 'done', account: { read: 0 } });
    expect(await chain(id)).toHaveLength(2);
  });

  it('begins with the transaction that it stands in, or not at all', async () => {
    const runs = aProcess();
    await runs.prepare();
    let id = '';
    const begun = test.database.transaction(async (tx) => {
      ({ id } = await runs.beginIn(tx, 'check', officer, {}, 'waiting'));
      throw new Error('taken back');
    });
    await expect(begun).rejects.toThrow('taken back');
    await expect(runs.read(id).catch(codeOf)).resolves.toBe('run.unknown');
    expect(await chain(id)).toEqual([]);
    await runs.fail(id, new Error('told anyway'));
    await expect(runs.read(id).catch(codeOf)).resolves.toBe('run.unknown');
  });

  it('is found under its own kind alone', async () => {
    const runs = aProcess();
    const id = await runs.begin('import', officer, {});
    await expect(runs.read(id, 'check').catch(codeOf)).resolves.toBe('run.unknown');
    await expect(runs.read(uuid(randomBytes)).catch(codeOf)).resolves.toBe('run.unknown');
  });
});

describe('a run whose process is gone', () => {
  /** What a process that was killed leaves behind. */
  async function leftBehind(): Promise<string> {
    const id = uuid(randomBytes);
    await insertRun(test.database.reading, {
      id,
      kind: 'import',
      actor: actorName(officer),
      createdAt: Date.now(),
      request: { salt: '' },
      status: 'running',
      doneBy: { process: 424_242 },
    });
    return id;
  }

  it('is interrupted by the next that looks; those of living processes go on', async () => {
    const [one, other] = [aProcess(), aProcess()];
    const alive = await one.begin('import', officer, {});
    const gone = await leftBehind();
    expect(await other.interruptLeftovers(0)).toBe(1);
    expect(await other.read(gone)).toMatchObject({ status: 'interrupted', faults: [{ code: 'run.interrupted' }] });
    expect((await other.read(alive)).status).toBe('running');
    await one.finish(alive, { read: 1 });
  });

  it('is interrupted once, however many look', async () => {
    const gone = await leftBehind();
    const found = await Promise.all([1, 2, 3, 4].map(() => aProcess().interruptLeftovers(0)));
    expect(found.reduce((a, b) => a + b)).toBe(1);
    expect((await chain(gone)).map(({ type }) => type)).toEqual(['run-ended']);
  });

  it('is not ended at the first sight of it', async () => {
    const runs = aProcess();
    const gone = await leftBehind();
    expect(await runs.interruptLeftovers(200)).toBe(0);
    expect((await runs.read(gone)).status).toBe('running');
    await sleep(250);
    expect(await runs.interruptLeftovers(200)).toBe(1);
  });

  it('is told at once by a process that ends in order', async () => {
    const [one, other] = [aProcess(), aProcess()];
    const id = await one.begin('check', officer, {});
    await one.onApplicationShutdown();
    expect((await other.read(id)).status).toBe('interrupted');
  });

  it('is not confused with one whose connection broke', async () => {
    const [one, other] = [aProcess(), aProcess()];
    const id = await one.begin('import', officer, {});
    const holders = `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and mode = 'ShareLock'
      and database = (select oid from pg_database where datname = current_database())`;
    await test.owner.query('terminate', holders);
    const looks = [];
    for (let i = 0; i < 9; i++) {
      looks.push(await other.interruptLeftovers());
      await sleep(500);
    }
    expect(Math.max(...looks)).toBe(0);
    await one.finish(id, { read: 1 });
    expect((await other.read(id)).status).toBe('done');
  });
});

describe('the list of runs', () => {
  it('gives each run once, from the newest, whatever is begun meanwhile', async () => {
    const runs = aProcess();
    const mine: string[] = [];
    for (let i = 0; i < 7; i++) mine.push(await runs.begin('report', officer, { i }));
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await runs.list('report', { limit: 3, ...(after === undefined ? {} : { after }) });
      seen.push(...page.runs.map(({ id }) => id));
      await runs.begin('report', officer, { late: true });
      after = page.next;
    } while (after !== undefined);
    expect(mine.filter((id) => seen.includes(id))).toHaveLength(7);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it.each(['', 'x', 'bnVsbA', '999999999999999.00000000-0000-0000-0000-000000000000', "' or 1=1"])(
    'refuses %j as the beginning of a page',
    async (after) => {
      await expect(aProcess().list(undefined, { after, limit: 3 }).catch(codeOf)).resolves.toBe('run.wrong_cursor');
    },
  );
});
