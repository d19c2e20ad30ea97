import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { RedressError } from '../../src/errors.js';
import { holdOrigin } from '../../src/modules/imports/imports.repository.js';
import type { Database } from '../../src/store/tx.js';
import { importServices as servicesOn, shopMapping as mapping } from './support/import-services.js';
import {
  accountOf,
  by,
  codesOf,
  header,
  deskForEach,
  record,
  rowsOf,
  stored,
  take,
  two,
  type Desk,
} from './support/imports-desk.js';

const undoing = ({ imports }: Desk, id: string): Promise<readonly string[]> =>
  codesOf(imports.undo(id, by).then(({ end }) => end));

let on: Desk;

deskForEach((desk) => {
  on = desk;
});

describe('importing beside other work, and undoing it', () => {
  it('is undone once: nothing is left, and the same file is recorded anew', async () => {
    const { run } = await take(on, two);
    const { account } = await (await on.imports.undo(run, by)).end;
    expect(account).toMatchObject({ import: run, complaints: { read: 2, void: 2, undone: 0, unchanged: 0 } });
    expect(await rowsOf(on, 'select status from complaint')).toEqual([{ status: 'void' }, { status: 'void' }]);
    expect(await codesOf(on.imports.undo(run, by))).toEqual(['imports.nothing_to_undo']);
    const again = await take(on, two);
    expect('account' in again && again.account.rows).toMatchObject({ changed: 2 });
    expect(await codesOf(on.imports.undo(again.run, by).then(({ end }) => end))).toEqual([]);
  });

  it('is not undone before the newer imports that rest on it', async () => {
    const first = await take(on, two);
    const second = await take(on, two.replace('kettle', 'pan'));
    await take(on, two.replace('kettle', 'pan'));
    expect(await codesOf(on.imports.undo(first.run, by))).toEqual(['imports.newer_first']);
    await (
      await on.imports.undo(second.run, by)
    ).end;
    const { account } = await (await on.imports.undo(first.run, by)).end;
    expect(account.complaints).toMatchObject({ read: 2, void: 2 });
  });

  it('leaves what was recorded by hand when it is undone', async () => {
    const { run } = await take(on, two);
    await record(on, '1', [{ type: 'closed', at: { kind: 'day', day: 20_470 }, data: {} }]);
    const { account } = await (await on.imports.undo(run, by)).end;
    expect(account.complaints).toMatchObject({ void: 1, undone: 1 });
  });

  it('fails as unavailable when the database goes away, tells what is stored, and goes on with the next import', async () => {
    const many = header + Array.from({ length: 2_000 }, (_, i) => `${i},2026-01-05,,kettle,N,Ann\n`).join('');
    let broken = 0;
    const unreliable: Database = {
      ...on.db.database,
      reading: on.db.database.reading,
      transaction: (work) => {
        broken++;
        return on.db.database.transaction(async (tx) => {
          const result = await work(tx);
          if (broken > 5) await tx.query('gone', 'select pg_terminate_backend(pg_backend_pid())');
          return result;
        });
      },
    };
    const other = await servicesOn(unreliable);
    broken = 0;
    const path = join(on.folder, 'many.csv');
    writeFileSync(path, many);
    const request = { path, name: 'many.csv', mapping: { id: 'shop' }, by };
    const end = await other.imports.importFile(request);
    if (!('error' in end) || !(end.error instanceof RedressError)) throw new Error('it did not fail');
    expect(end.error.faults.map(({ kind }) => kind)).toContain('unavailable');
    const [count] = await rowsOf<{ n: number }>(on, 'select count(*)::int as n from complaint');
    expect(end.progress.complaints.new).toBe(count?.n);
    expect(count?.n).toBeGreaterThan(0);
    expect(count?.n).toBeLessThan(2_000);
    await other.imports.beforeApplicationShutdown();
    broken = -1_000;
    await other.runs.onApplicationShutdown();
    const account = await accountOf(on.imports.importFile(request));
    expect(account.rows).toMatchObject({ read: 2_000, unchanged: count?.n, rejected: 0 });
    expect((await rowsOf<{ n: number }>(on, 'select count(*)::int as n from complaint'))[0]?.n).toBe(2_000);
  });

  it('is not undone when a newer import has come since that was asked for', async () => {
    const { run } = await take(on, two);
    const undo = await on.imports.beginUndo(run, by);
    await take(on, two.replace('2026-01-05,,', '2026-01-05,2026-01-09,'));
    expect(await codesOf(on.imports.carryOutUndo(run, undo, by))).toEqual(['imports.newer_first']);
    expect(await on.imports.read(undo)).toMatchObject({ status: 'failed', faults: [{ code: 'imports.newer_first' }] });
    expect((await stored(on, '1')).events.filter(({ type }) => type === 'event-retracted')).toEqual([]);
  });

  it('waits for another process that holds its origin, while other origins go on', async () => {
    const { promise: over, resolve: release } = Promise.withResolvers<void>();
    const { promise: held, resolve: hold } = Promise.withResolvers<void>();
    const holder = on.db.database.transaction(async (tx) => {
      expect(await holdOrigin(tx, 'import:shop')).toBe(true);
      hold();
      await over;
    });
    await held;
    const [first, second] = [take(on, two), take(on, two)];
    const other = { mapping: { file: 'm.yaml', text: mapping.replace('mapping: shop', 'mapping: other') } };
    expect(await accountOf(take(on, two, other))).toMatchObject({ rows: { new: 2 } });
    const waiting = (await on.imports.list({ limit: 10 })).runs.map(({ status }) => status);
    expect(waiting.sort()).toEqual(['done', 'waiting', 'waiting']);
    release();
    await holder;
    // Which of the two was ready first is not told; the other one finds nothing new.
    const accounts = [await accountOf(first), await accountOf(second)].map(({ rows }) => rows);
    expect(accounts.toSorted((a, b) => a.changed - b.changed)).toMatchObject([{ unchanged: 2 }, { changed: 2 }]);
  });

  it('never mixes two exports of one origin: the later one can be undone', async () => {
    const rows = (product: string) => Array.from({ length: 1_200 }, (_, i) => `${i},2026-01-05,,${product},N,Ann\n`);
    const files = { up: rows('kettle'), down: rows('pan').toReversed() };
    const other = await servicesOn(on.db.database);
    const ends = await Promise.all(
      Object.entries(files).map(([name, lines], i) => {
        const path = join(on.folder, `${name}.csv`);
        writeFileSync(path, header + lines.join(''));
        return (i === 0 ? on.imports : other.imports).importFile({ path, name, mapping: { id: 'shop' }, by });
      }),
    );
    for (const end of ends) await accountOf(Promise.resolve(end));
    const last = await rowsOf<{ run: string }>(
      on,
      'select distinct on (complaint_id) run_id as run from event order by complaint_id, number desc',
    );
    const runsOfLast = new Set(last.map(({ run }) => run));
    expect(runsOfLast.size).toBe(1);
    for (const run of runsOfLast) expect(await undoing(on, run)).toEqual([]);
    await other.imports.beforeApplicationShutdown();
    await other.runs.onApplicationShutdown();
  });

  it('writes nothing more once its run has been ended by others', async () => {
    let isEnded = false;
    const many = header + Array.from({ length: 1_200 }, (_, i) => `${i},2026-01-05,,kettle,N,Ann\n`).join('');
    const unlucky: Database = {
      ...on.db.database,
      reading: on.db.database.reading,
      transaction: async (work) => {
        const result = await on.db.database.transaction(work);
        const [some] = await rowsOf(on, 'select 1 from complaint limit 1');
        if (some !== undefined && !isEnded) {
          isEnded = true;
          await rowsOf(on, `update run set status = 'interrupted' where status = 'running' returning 1`);
        }
        return result;
      },
    };
    const other = await servicesOn(unlucky);
    const path = join(on.folder, 'ended.csv');
    writeFileSync(path, many);
    const end = await other.imports.importFile({ path, name: 'ended.csv', mapping: { id: 'shop' }, by });
    expect('error' in end && (await codesOf(Promise.reject(end.error)))).toEqual(['run.interrupted']);
    const [count] = await rowsOf<{ n: number }>(on, 'select count(*)::int as n from complaint');
    expect(count?.n).toBeLessThan(1_200);
    expect((await on.imports.read(end.run)).status).toBe('interrupted');
    await other.imports.beforeApplicationShutdown();
    await other.runs.onApplicationShutdown();
  });

  it('is undone again where an event of it has come after its undoing', async () => {
    const { run } = await take(on, two);
    expect(await undoing(on, run)).toEqual([]);
    await record(on, 'late', [{ type: 'received', at: { kind: 'day', day: 20_000 }, data: {} }], {
      origin: 'import:shop',
      run,
    });
    expect(await undoing(on, run)).toEqual([]);
    expect((await rowsOf(on, 'select distinct status from complaint')).map((row) => row)).toEqual([{ status: 'void' }]);
    expect(await undoing(on, run)).toEqual(['imports.nothing_to_undo']);
  });

  it('imports the same file twice at once without recording anything twice', async () => {
    const many = header + Array.from({ length: 1_200 }, (_, i) => `${i},2026-01-05,,kettle,N,Ann\n`).join('');
    const path = join(on.folder, 'twice.csv');
    writeFileSync(path, many);
    const request = { path, name: 'twice.csv', mapping: { id: 'shop' }, by };
    const both = await Promise.all([
      accountOf(on.imports.importFile(request)),
      accountOf(on.imports.importFile(request)),
    ]);
    expect(both[0].rows.new + both[1].rows.new).toBe(1_200);
    expect(both[0].rows.unchanged + both[1].rows.unchanged).toBe(1_200);
    expect(
      (await rowsOf<{ n: number }>(on, "select count(*)::int as n from event where type <> 'source-described'"))[0]?.n,
    ).toBe(2_400);
  });
});
