import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { watchFolder } from '../../src/cli/watch-folder.runner.js';
import { RedressError } from '../../src/errors.js';
import { importServices, shopMapping, type ImportServices } from './support/import-services.js';
import { testDatabase, type TestDatabase } from './support/test-database.js';

const row = (id: number): string => `${id},2026-01-05,,kettle,N,Ann\n`;
const file = (...ids: readonly number[]): string => `id,received,closed,product,urgent,name\n${ids.map(row).join('')}`;

describe('a watched folder', () => {
  let db: TestDatabase;
  let services: ImportServices;
  let folder: string;
  let lines: string[];
  let watching: Promise<void> | undefined;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'redress-watch-'));
    lines = [];
    db = await testDatabase();
    services = await importServices(db.database);
  });
  afterEach(async () => {
    await services.imports.beforeApplicationShutdown();
    await watching?.catch(() => undefined);
    await services.runs.onApplicationShutdown();
    await db.close();
    rmSync(folder, { recursive: true });
  });

  const put = (name: string, content: string): void => writeFileSync(join(folder, name), content);
  const inside = (name = '.'): readonly string[] =>
    readdirSync(join(folder, name)).filter((each) => !each.startsWith('.'));

  function watch({ imports } = services, settled = 150): Promise<void> {
    return watchFolder(folder, {
      imports,
      mapping: { file: 'shop.yaml', text: shopMapping },
      by: { kind: 'system', id: 'test' },
      language: 'en',
      say: (line) => void lines.push(line),
      pace: { look: 20, settled, unavailable: 100 },
    });
  }

  async function until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await sleep(20);
  }

  it('has its files imported and moved, the rejected rows or the reasons beside them', async () => {
    put('a.csv', file(1, 2));
    put('b.csv', `${file(3)}4,someday,,kettle,N,Ann\n`);
    put('c.csv', 'nothing of the mapping\n1\n');
    put('d.csv.part', file(9));
    watching = watch();
    await until(() => lines.length === 3);
    expect(inside()).toEqual(['d.csv.part', 'done', 'failed']);
    expect(inside('done')).toEqual(['a.csv', 'b.csv', 'b.csv.rejects.csv']);
    expect(inside('failed')).toEqual(['c.csv', 'c.csv.reasons.txt']);
    expect(readFileSync(join(folder, 'failed', 'c.csv.reasons.txt'), 'utf8')).toContain('import.header_missing');
    expect(lines[1]).toContain('b.csv: 2 rows read: 1 new, 0 changed, 0 unchanged, 1 rejected.');
  });

  it('leaves a file alone while it grows, and keeps what was moved earlier under the same name', async () => {
    watching = watch(services, 400);
    put('a.csv', file(1));
    for (let id = 2; id < 8; id++) {
      await sleep(100);
      appendFileSync(join(folder, 'a.csv'), row(id));
    }
    expect(lines).toEqual([]);
    // A file is told of first and moved then.
    await until(() => inside('done').length === 1);
    expect(lines[0]).toContain('7 new');
    put('a.csv', file(8));
    await until(() => inside('done').length === 2);
    expect(inside('done')).toEqual(['a.2.csv', 'a.csv']);
  });

  it('is watched by one process alone, and by the next when that has ended', async () => {
    watching = watch();
    await sleep(100);
    const other = await importServices(db.database);
    const codes = await watch(other).catch((error: unknown) =>
      error instanceof RedressError ? error.faults.map(({ code }) => code) : [],
    );
    expect(codes).toEqual(['importing.already_watched']);
    await services.imports.beforeApplicationShutdown();
    await watching;
    watching = watch(other);
    put('a.csv', file(1));
    await until(() => lines.length === 1);
    await other.imports.beforeApplicationShutdown();
    await watching;
    await other.runs.onApplicationShutdown();
  });

  it('keeps a file that met a database that was away, and takes it when that is back', async () => {
    let isAway = true;
    const { database } = db;
    const gone = (): Promise<never> => Promise.reject(new RedressError([away]));
    const other = await importServices({
      ...database,
      transaction: (work) => (isAway && hasBegun ? gone() : database.transaction(work)),
      reading: database.reading,
    });
    hasBegun = true;
    put('a.csv', file(1));
    watching = watch(other);
    await until(() => lines.length > 0);
    expect(lines[0]).toContain('database.unavailable');
    expect(inside()).toContain('a.csv');
    isAway = false;
    await until(() => inside('done').includes('a.csv'));
    expect(lines.at(-1)).toContain('1 new');
    await other.imports.beforeApplicationShutdown();
    await watching;
    await other.runs.onApplicationShutdown();
  });
});

let hasBegun = false;
const text = { en: 'x', zh: '某' };
const away = { code: 'database.unavailable', kind: 'unavailable', data: {}, cause: text, remedy: text } as const;
