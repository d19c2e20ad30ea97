import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { plannedFiles } from '../../src/modules/reports/report-request.js';
import type { Run, RunId } from '../../src/modules/runs/run.js';
import { RunsService } from '../../src/modules/runs/runs.service.js';
import { by, makerOver, openStore, order, received, tell, type Store } from './support/report-store.js';

let store: Store;
beforeAll(async () => {
  store = await openStore();
  await tell(store, { one: { events: [received('2026-03-02')] } });
});
afterAll(() => store.close());

const files = plannedFiles(['json'], ['en']);

async function ordered(): Promise<RunId> {
  return (await store.reports.order({ ...order({}), files }, by, undefined, (run) => run.id)).body;
}

/** The run when it has ended, or so far. */
async function ended(id: RunId, isEnough = (run: Run): boolean => run.endedAt !== undefined): Promise<Run> {
  for (;;) {
    const run = await store.reports.read(id);
    if (isEnough(run)) return run;
    await sleep(20);
  }
}

/** The run that takes up this one, as it is told. */
async function heirOf(id: RunId): Promise<Run> {
  const run = await store.reports.read(id);
  expect(run).toMatchObject({ status: 'interrupted', faults: [{ code: 'run.taken_up' }] });
  return store.reports.read(String(run.faults[0]?.data?.['run']));
}

/** Holds up whoever reads complaints, until it is let go. */
async function heldUp(work: () => Promise<void>): Promise<void> {
  const [held, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const holding = store.test.database.transaction(async (tx) => {
    await tx.query('hold', 'lock table complaint in access exclusive mode');
    held.resolve();
    await over.promise;
  });
  await held.promise;
  await work().finally(() => over.resolve());
  await holding;
}

describe('an order', () => {
  it('is carried out by one of several processes, once, in the name of whoever asked', async () => {
    const makers = [makerOver(store), makerOver(store), makerOver(store)];
    const ids = await Promise.all([ordered(), ordered(), ordered(), ordered()]);
    for (const id of ids) expect(await ended(id)).toMatchObject({ status: 'done', actor: 'system:test', faults: [] });
    const { runs } = await store.reports.list({ limit: 100 });
    expect(runs).toHaveLength(ids.length);
    await Promise.all(makers.map((maker) => maker.stop()));
  });

  it('whose job comes twice is done once', async () => {
    const id = await ordered();
    await store.jobs.send(undefined, 'report', { run: id });
    await store.jobs.send(undefined, 'report', { run: '00000000-0000-8000-8000-000000000000' });
    const maker = makerOver(store);
    const { endedAt } = await ended(id);
    await queueEmpty();
    expect(await store.reports.read(id)).toMatchObject({ status: 'done', endedAt });
    await maker.stop();
  });

  it('whose job was lost, as in a database that was restored, is done all the same', async () => {
    const id = await ordered();
    await store.test.owner.query('lose', `delete from job.job where name = 'report'`);
    const maker = makerOver(store);
    expect(await ended(id)).toMatchObject({ status: 'done' });
    await maker.stop();
  });

  it('that takes longer than its job may is given up, and says so', async () => {
    const id = await ordered();
    await store.test.owner.query('hurry', `update job.job set expire_seconds = 1 where id = $1`, [id]);
    const maker = makerOver(store);
    await heldUp(async () => {
      await ended(id, ({ status }) => status === 'running');
      // The second that it has, and the eight in which it may still come to its end.
      await sleep(10_000);
    });
    expect(await ended(id)).toMatchObject({ status: 'failed', faults: [{ code: 'run.took_too_long' }] });
    await maker.stop();
  });

  it('is handed on by a process that is stopped, as often as need be', async () => {
    const first = await ordered();
    let id = first;
    for (const _ of [1, 2]) {
      await heldUp(async () => {
        const maker = makerOver(store);
        await ended(id, ({ status }) => status === 'running');
        // Longer than such a process may take to stop.
        const stopped = maker.stop();
        await sleep(9_000);
        return void stopped;
      });
      await ended(id);
      const heir = await heirOf(id);
      expect(heir.request).toMatchObject({ takes_up: id, kind: 'audit' });
      expect(heir.request).not.toHaveProperty('after_loss');
      ({ id } = heir);
    }
    const maker = makerOver(store);
    expect(await ended(id)).toMatchObject({ status: 'done', actor: 'system:test' });
    await maker.stop();
    expect(await readdir(join(store.folder, 'reports'))).not.toContain(first);
  });

  it('is taken up once more where its process was lost, and not again where that was lost too', async () => {
    const lose = async (id: RunId): Promise<void> => {
      const run = new RunsService(store.test.database);
      expect(await run.take(id)).toMatchObject({ id, status: 'running' });
      // Nothing is left of it but the row: as if it had been killed.
      await run['keeper'].release();
    };
    const first = await ordered();
    await lose(first);
    for (const patience of [3_000, 0]) await store.runs.interruptLeftovers(patience);
    const second = await heirOf(first);
    expect(second.request).toMatchObject({ takes_up: first, after_loss: true });
    await lose(second.id);
    for (const patience of [3_000, 0]) await store.runs.interruptLeftovers(patience);
    expect(await store.reports.read(second.id)).toMatchObject({
      status: 'interrupted',
      faults: [{ code: 'run.interrupted' }],
    });
    const { runs } = await store.reports.list({ limit: 100 });
    expect(runs.filter(({ status }) => status === 'waiting')).toEqual([]);
  });
});

async function queueEmpty(): Promise<void> {
  const open = async () => {
    const { waiting = 0, working = 0 } = (await store.jobs.states()).find(({ queue }) => queue === 'report') ?? {};
    return waiting + working;
  };
  while ((await open()) > 0) await sleep(50);
}
