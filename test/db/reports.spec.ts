import { createHash } from 'node:crypto';
import { appendFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RedressError } from '../../src/errors.js';
import { plannedFiles, type ReportFormat } from '../../src/modules/reports/report-request.js';
import type { Run } from '../../src/modules/runs/run.js';
import { chainOf } from '../../src/store/entries.repository.js';
import { by, makerOver, openStore, order, received, tell, type Store } from './support/report-store.js';

describe('a report that is ordered', () => {
  let store: Store;
  beforeAll(async () => {
    store = await openStore();
    store.reports.work();
    store.jobs.start();
    await tell(store, { one: { events: [received('2026-03-02')] } });
  });
  afterAll(() => store.close());

  const ordered = async (formats: readonly ReportFormat[]): Promise<Run> => {
    const files = plannedFiles(formats, ['en']);
    const { body } = await store.reports.order({ ...order({}), files }, by, undefined, (run) => run.id);
    for (;;) {
      const run = await store.reports.read(body);
      if (run.status !== 'waiting' && run.status !== 'running') return run;
      await sleep(20);
    }
  };
  const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => 'no refusal',
      (error: unknown) => (error instanceof RedressError ? error.faults[0]?.code : error),
    );

  it('has its files in a folder of its own, for our user alone, with their digests in its chain', async () => {
    const run = await ordered(['json', 'csv']);
    expect(run).toMatchObject({
      status: 'done',
      faults: [],
      account: { files: [{ name: 'audit.json' }, { name: 'audit.csv' }] },
    });
    const folder = join(store.folder, 'reports', run.id);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    for (const name of ['audit.json', 'audit.csv']) {
      expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
      const { opened } = await store.reports.openFile(run.id, name);
      const bytes = await opened.handle.readFile();
      await opened.handle.close();
      const digest = createHash('sha256').update(bytes).digest('hex');
      expect(opened.file).toMatchObject({ name, bytes: bytes.length, sha256: digest });
      const [, ended] = await chainOf(store.test.database.reading, { kind: 'run', id: run.id });
      expect(ended?.body).toMatchObject({ status: 'done', figures: { [name]: digest } });
    }
  });

  it('of the command line names its files, which are not given out here', async () => {
    const file = { name: 'audit.json', format: 'json', path: join(store.folder, 'own.json') } as const;
    const { run } = await store.reports.makeNow(order({}), [file], by);
    expect(run.account).toMatchObject({ files: [{ name: 'audit.json' }], kept: false });
    expect(await codeOf(store.reports.openFile(run.id, 'audit.json'))).toBe('reports.not_kept');
  });

  it('refuses a file that was changed, one that is gone, and a name that it does not have', async () => {
    const { id } = await ordered(['json', 'csv']);
    const folder = join(store.folder, 'reports', id);
    await appendFile(join(folder, 'audit.json'), ' ');
    await rm(join(folder, 'audit.csv'));
    expect(await codeOf(store.reports.openFile(id, 'audit.json'))).toBe('reports.file_changed');
    expect(await codeOf(store.reports.openFile(id, 'audit.csv'))).toBe('reports.file_missing');
    expect(await codeOf(store.reports.openFile(id, '../../secret'))).toBe('reports.unknown_file');
  });

  it('fails where there is no browser to print with, in both languages, and leaves nothing', async () => {
    process.env['REDRESS_CHROME'] = join(store.folder, 'no-such-browser');
    try {
      const run = await ordered(['json', 'pdf']);
      expect(run).toMatchObject({ status: 'failed', faults: [{ code: 'report.no_browser' }] });
      expect(run.faults[0]?.cause.zh).toMatch(/浏览器/);
      expect(await readdir(join(store.folder, 'reports'))).not.toContain(run.id);
      expect(await codeOf(store.reports.openFile(run.id, 'audit.json'))).toBe('reports.not_done');
    } finally {
      delete process.env['REDRESS_CHROME'];
    }
  });

  it('fails where its folder cannot be made', async () => {
    const folder = join(store.folder, 'reports');
    const aside = join(store.folder, 'aside');
    await rename(folder, aside);
    await writeFile(folder, 'in the way');
    try {
      expect(await ordered(['json'])).toMatchObject({ status: 'failed', faults: [{ code: 'report.not_writable' }] });
    } finally {
      await rm(folder);
      await rename(aside, folder);
    }
  });

  it('is refused while too many wait; whichever process comes first makes those that do', async () => {
    const other = await openStore();
    try {
      const files = plannedFiles(['json'], ['en']);
      const ids: string[] = [];
      const orderMany = async (): Promise<void> => {
        for (;;) ids.push((await other.reports.order({ ...order({}), files }, by, undefined, (run) => run.id)).body);
      };
      expect(await codeOf(orderMany())).toBe('reports.too_many_waiting');
      expect(ids).toHaveLength(20);
      const statuses = async () =>
        new Set(await Promise.all(ids.map(async (id) => (await other.reports.read(id)).status)));
      // The end of the process that took the orders is nothing to them.
      await other.runs.onApplicationShutdown();
      expect(await statuses()).toEqual(new Set(['waiting']));
      const next = makerOver(other);
      while ((await statuses()).size > 1 || !(await statuses()).has('done')) await sleep(50);
      await next.stop();
      expect(await readdir(join(other.folder, 'reports'))).toHaveLength(20);
    } finally {
      await other.close();
    }
  }, 120_000);
});
