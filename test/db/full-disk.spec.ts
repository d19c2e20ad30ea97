import { rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/config.js';
import { RedressError } from '../../src/errors.js';
import { openDatabase, type OpenDatabase } from '../../src/store/open.database.js';
import { testBin } from './support/server.js';
import { smallDisk } from './support/small-disk.js';

const { cache } = readConfig();
const disks: { remove(): Promise<void> }[] = [];
const opened: OpenDatabase[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
  for (const one of disks.splice(0)) await one.remove();
});

async function disk(megabytes: number): Promise<string | undefined> {
  const made = await smallDisk(megabytes);
  if (made === undefined) console.log('not tried: a full disk needs the right to mount one');
  else disks.push(made);
  return made?.path;
}

async function open(data: string): Promise<OpenDatabase> {
  const one = await openDatabase({ data, cache, ...(testBin === undefined ? {} : { embedded: { bin: testBin } }) });
  opened.push(one);
  return one;
}

describe('a disk without room', () => {
  it.each([1, 24])('of %i MB is refused at the first start, and nothing half-made is left', async (megabytes) => {
    const path = await disk(megabytes);
    if (path === undefined) return;
    const filler = join(path, 'filler');
    if (megabytes === 1) await writeFile(filler, Buffer.alloc(1_048_576)).catch(() => undefined);
    const error = await open(join(path, 'data')).catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      name: 'RedressError',
      faults: [expect.objectContaining({ code: 'database.disk_full' })],
    });
    await rm(filler, { force: true });
    const { bavail, blocks } = await statfs(path);
    expect(bavail / blocks).toBeGreaterThan(0.9);
  });

  it('that fills up while the database works costs the writes that it has no room for; the next ones work when there is room', async () => {
    const path = await disk(160);
    if (path === undefined) return;
    const { database } = await open(join(path, 'data'));
    const { bavail, bsize } = await statfs(path);
    const filler = join(path, 'filler');
    await writeFile(filler, Buffer.alloc(bavail * bsize - 12 * 1_048_576));

    const write = (id: number): Promise<unknown> =>
      database.transaction((tx) =>
        tx.query(
          'run',
          `insert into run (run_id, kind, status, actor, created_at, request)
             values ($1::text::uuid, 'test', 'done', 'system:test', now(), to_jsonb($2::text))`,
          [uuid(id), Array.from({ length: 2_000 }, (_, n) => `${id}-${n * 7919}`).join('')],
        ),
      );
    const acknowledged: number[] = [];
    const refusals: unknown[] = [];
    for (let id = 1; refusals.length === 0 && id < 5_000; id += 1)
      await write(id).then(
        () => acknowledged.push(id),
        (error: unknown) => refusals.push(error),
      );
    const [refusal] = refusals;
    expect(refusal).toBeInstanceOf(RedressError);
    expect(refusal).toMatchObject({ faults: [{ kind: 'unavailable' }] });

    // As long as there is no room, the calls say why the database is down.
    const told = await until(async () => {
      const error = await write(9_998).catch((caught: unknown) => caught);
      return error instanceof RedressError && /full|no room/.test(error.message);
    });
    expect(told).toBe(true);

    await rm(filler);
    // A server that could not write its log ends; it comes back by itself.
    await until(() =>
      write(9_999).then(
        () => true,
        () => false,
      ),
    );
    const rows = await database.reading.query<{ id: string }>('ids', 'select run_id as id from run');
    const kept = new Set(rows.map(({ id }) => id));
    expect(kept).toContain(uuid(9_999));
    expect(acknowledged.length).toBeGreaterThan(10);
    expect(acknowledged.filter((id) => !kept.has(uuid(id)))).toEqual([]);
  });
});

/** Whether it came to hold within twenty seconds. */
async function until(holds: () => Promise<boolean>): Promise<boolean> {
  for (let left = 100; left > 0; left -= 1) {
    if (await holds()) return true;
    await sleep(200);
  }
  return false;
}

function uuid(id: number): string {
  return `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`;
}
