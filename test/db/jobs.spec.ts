import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Jobs, type JobHandler } from '../../src/jobs/jobs.service.js';
import { queueNames, queues } from '../../src/jobs/queues.js';
import type { Database } from '../../src/store/tx.js';
import { RedressError } from '../../src/errors.js';
import { databaseFault } from '../../src/store/database-errors.js';
import { until } from '../notices/support/until.js';
import { testDatabase, type TestDatabase } from './support/test-database.js';

const note =
  (done: string[], key: string): JobHandler =>
  ({ data }) => {
    done.push(String(data[key]));
    return Promise.resolve();
  };

let test: TestDatabase;
const open: Jobs[] = [];
const jobsOver = (database: Database): Jobs => {
  const jobs = new Jobs(database);
  open.push(jobs);
  return jobs;
};
beforeAll(async () => (test = await testDatabase()));
afterEach(async () => {
  for (const jobs of open.splice(0)) await jobs.stop({ patience: 0 });
});
afterAll(() => test.close());

describe('the queue', () => {
  it('has the queues of the list, made by the owner of the tables', async () => {
    const states = await jobsOver(test.database).states();
    expect(states.map(({ queue }) => queue)).toEqual([...queueNames].sort());
    const rows = await test.owner.query<{ name: string; retry_limit: number; dead_letter: string | null }>(
      '',
      `select name, retry_limit, dead_letter from job.queue where name = 'deliver'`,
    );
    expect(rows).toEqual([{ name: 'deliver', retry_limit: queues.deliver.retryLimit, dead_letter: 'deliver-dead' }]);
  });

  it('gives a job that was sent in a transaction to one of several processes, once', async () => {
    const done: string[] = [];
    const workers = [1, 2, 3].map(() => jobsOver(test.database));
    for (const jobs of workers) {
      jobs.work('check', { atOnce: 2 }, note(done, 'n'));
      jobs.start();
    }
    const sender = jobsOver(test.database);
    await test.database.transaction(async (tx) => {
      for (let n = 0; n < 20; n++) await sender.send(tx, 'check', { n });
    });
    await until(() => done.length >= 20);
    expect(new Set(done).size).toBe(20);
    expect(done).toHaveLength(20);
  });

  it('has no job of a transaction that was taken back', async () => {
    const jobs = jobsOver(test.database);
    const taken = test.database.transaction(async (tx) => {
      await jobs.send(tx, 'report', { n: 1 });
      throw new RangeError('no');
    });
    await expect(taken).rejects.toThrow(RangeError);
    expect((await jobs.states()).find(({ queue }) => queue === 'report')).toMatchObject({ waiting: 0 });
  });

  it('takes a job with the same identity once', async () => {
    const jobs = jobsOver(test.database);
    const id = randomUUID();
    expect(await jobs.send(undefined, 'report', { n: 1 }, { id })).toBe(id);
    expect(await jobs.send(undefined, 'report', { n: 2 }, { id })).toBeUndefined();
  });

  it('tries a job again that failed, and keeps no word of the error', async () => {
    const jobs = jobsOver(test.database);
    const tries: number[] = [];
    jobs.work('check', { atOnce: 1 }, ({ tries: before }) => {
      tries.push(before);
      return before === 0 ? Promise.reject(new Error('the name is Zhang San')) : Promise.resolve();
    });
    jobs.start();
    const id = await jobs.send(undefined, 'check', {});
    await until(() => tries.length > 0);
    await sleep(100);
    const [row] = await test.owner.query<{ state: string; output: object }>(
      '',
      'select state, output from job.job where id = $1',
      [id],
    );
    expect(row?.state).toBe('retry');
    expect(JSON.stringify(row?.output)).not.toContain('Zhang');
    await test.owner.query('', 'update job.job set start_after = now() where id = $1', [id]);
    await until(() => tries.length > 1);
    expect(tries).toEqual([0, 1]);
  });

  it('hands back what it holds when it stops', async () => {
    const first = jobsOver(test.database);
    let ended = false;
    first.work('report', { atOnce: 1 }, async ({ signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      ended = true;
      throw new Error('given up');
    });
    await test.owner.query('', `delete from job.job where name = 'report'`);
    const id = await first.send(undefined, 'report', {});
    first.start();
    await until(async () => (await first.states()).some(({ queue, working }) => queue === 'report' && working === 1));
    await first.stop({ patience: 1_000 });
    expect(ended).toBe(true);
    const [row] = await test.owner.query<{ state: string }>('', 'select state from job.job where id = $1', [id]);
    expect(row?.state).toBe('retry');
  });

  it('goes on after the database was away, without a restart', async () => {
    let isAway = true;
    const away = (): Promise<never> =>
      Promise.reject(
        new RedressError([
          databaseFault('database.unavailable', { address: '', role: '', database: '', variable: '', reason: '' }),
        ]),
      );
    const flaky: Database = {
      ...test.database,
      transaction: (work) => (isAway ? away() : test.database.transaction(work)),
      reading: { query: (...of) => (isAway ? away() : test.database.reading.query(...of)) },
    };
    const jobs = jobsOver(flaky);
    const done: string[] = [];
    jobs.work('deliver', { atOnce: 1 }, note(done, 'message'));
    jobs.start();
    await sleep(300);
    expect(jobs.isTaking()).toBe(false);
    isAway = false;
    await jobs.send(undefined, 'deliver', { message: 'a' });
    await until(() => done.length === 1);
    isAway = true;
    await sleep(1_200);
    isAway = false;
    await jobs.send(undefined, 'deliver', { message: 'b' });
    await until(() => done.length === 2);
    expect(done).toEqual(['a', 'b']);
  });
});
