import { hash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import yauzl from 'yauzl';
import yazl from 'yazl';
import { buffer } from 'node:stream/consumers';
import { restore } from '../../src/backup/restore.runner.js';
import { manifestName, type Manifest } from '../../src/backup/manifest.js';
import { RedressError } from '../../src/errors.js';
import { canonical } from '../../src/ledger/canonical.js';
import { counted, seeded } from '../faults/support/seeded.js';
import { addressesOf, backupDesk, rowCounts, type BackupDesk } from './support/backup-desk.js';
import { openStore, received, tell, type Store } from './support/report-store.js';
import type { TestDatabase } from './support/test-database.js';

const mutations = counted(2_000, 0.1);

let desk: BackupDesk;
let store: Store;
let good: Buffer;
let counts: Readonly<Record<string, number>>;
let target: TestDatabase;
beforeAll(async () => {
  store = await openStore();
  desk = await backupDesk();
  await tell(store, {
    A: { events: [received('2026-03-02T09:00+08:00')] },
    B: { events: [received('2026-03-03T09:00+08:00')] },
  });
  await desk.put('data/reports/6c9f1a0e-0000-8000-8000-000000000001/audit.json', '{"a":1}');
  await desk.back(store.test, 'good.zip', 'data');
  good = await readFile(join(desk.folder, 'good.zip'));
  counts = await rowCounts(store.test.owner);
  target = await desk.empty();
}, 60_000);
afterAll(async () => {
  await desk.close();
  await store.close();
});

/** Codes of the refusal; `restored` where there is none. Anything but a refusal of ours is thrown on. */
async function outcome(bytes: Buffer): Promise<readonly string[]> {
  const file = join(desk.folder, 'hostile.zip');
  await writeFile(file, bytes);
  const dataFolder = join(desk.folder, 'target');
  try {
    await restore(addressesOf(target), { file, dataFolder });
    return ['restored'];
  } catch (error) {
    if (error instanceof RedressError) return error.faults.map(({ code }) => code);
    throw error;
  } finally {
    const left = await readdir(dataFolder).catch(() => []);
    expect(left.filter((name) => name.startsWith('.'))).toEqual([]);
  }
}

/** Nothing, or everything; a database that took everything is exchanged for an empty one. */
async function expectAllOrNothing(codes: readonly string[], what: string): Promise<void> {
  const dataFolder = join(desk.folder, 'target');
  const [rows, files] = [await rowCounts(target.owner), await readdir(dataFolder).catch(() => [])];
  const isRestored = codes[0] === 'restored';
  expect({ what, codes, rows, files }).toEqual({
    what,
    codes,
    rows: isRestored ? counts : {},
    files: isRestored ? ['reports'] : [],
  });
  if (!isRestored) return;
  target = await desk.empty();
  await rm(dataFolder, { recursive: true });
}

type Mutation = (bytes: Buffer, below: (bound: number) => number) => Buffer;

/** Near the end stand manifest and directory: half of all changes go there. */
const place = (bytes: Buffer, below: (bound: number) => number): number =>
  below(2) === 0 ? below(bytes.length) : bytes.length - 1 - below(Math.min(bytes.length, 12_000));

const kinds: Readonly<Record<string, Mutation>> = {
  flip(bytes, below) {
    const copy = Buffer.from(bytes);
    const at = place(copy, below);
    copy.writeUInt8(copy.readUInt8(at) ^ (1 << below(8)), at);
    return copy;
  },
  cut: (bytes, below) => bytes.subarray(0, place(bytes, below)),
  drop(bytes, below) {
    const at = place(bytes, below);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + below(64))]);
  },
  insert(bytes, below) {
    const at = place(bytes, below);
    const more = Buffer.from(Array.from({ length: 1 + below(64) }, () => below(256)));
    return Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]);
  },
  blank(bytes, below) {
    const copy = Buffer.from(bytes);
    const at = place(copy, below);
    const end = Math.min(bytes.length, at + 1 + below(512));
    copy.fill(below(2) === 0 ? 0 : 255, at, end);
    return copy;
  },
  exchange(bytes, below) {
    const copy = Buffer.from(bytes);
    const length = 1 + below(256);
    const [from, to] = [below(bytes.length - length), below(bytes.length - length)];
    bytes.subarray(from, from + length).copy(copy, to);
    return copy;
  },
};

describe('a backup that was damaged by chance', () => {
  it(`is refused, or restored whole, ${mutations} times over; never half of it`, async () => {
    const { seed, below } = seeded('damaged backups');
    const seen = new Map<string, number>();
    const names = Object.keys(kinds);
    for (let round = 0; round < mutations; round++) {
      const kind = names[round % names.length] ?? 'flip';
      const bytes = kinds[kind]?.(good, below) ?? good;
      const codes = await outcome(bytes);
      await expectAllOrNothing(codes, `seed ${seed}, change ${round} (${kind})`);
      for (const code of new Set(codes)) seen.set(code, (seen.get(code) ?? 0) + 1);
    }
    process.stderr.write(`damaged backups: ${JSON.stringify(Object.fromEntries(seen))}\n`);
    expect(seen.get('backup.changed') ?? 0).toBeGreaterThan(0);
    expect(seen.get('backup.not_a_backup') ?? 0).toBeGreaterThan(0);
    expect((seen.get('restored') ?? 0) / mutations).toBeLessThan(0.5);
  }, 1_800_000);
});

type Parts = Map<string, Buffer>;
type Changing = Omit<Manifest, 'format'> & { format: string; more?: number; digest?: string };

async function partsOf(bytes: Buffer): Promise<Parts> {
  const zip = await yauzl.fromBufferPromise(bytes);
  const parts: Parts = new Map();
  for await (const entry of zip.eachEntry())
    parts.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  return parts;
}

async function packed(parts: Parts, rename: (bytes: Buffer) => Buffer = (bytes) => bytes): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, bytes] of parts) zip.addBuffer(bytes, name);
  zip.end();
  return rename(await buffer(zip.outputStream));
}

/** Somebody who knows how the file is made: digests fit again after the change. */
async function forged(change: (manifest: Changing, parts: Parts) => void): Promise<Buffer> {
  const parts = await partsOf(good);
  const { digest: _, ...manifest } = JSON.parse((parts.get(manifestName) ?? Buffer.of()).toString()) as Changing;
  change(manifest, parts);
  for (const each of [...manifest.tables, ...manifest.files.map((file) => ({ ...file, part: file.path }))]) {
    const bytes = parts.get(each.part);
    const own = [...manifest.tables, ...manifest.files].find(
      (one) => ('part' in one ? one.part : one.path) === each.part,
    );
    if (bytes !== undefined && own !== undefined && !('keep' in own))
      Object.assign(own, { bytes: bytes.length, sha256: hash('sha256', bytes) });
  }
  const text = JSON.stringify({ ...manifest, digest: hash('sha256', canonical(manifest)) });
  parts.set(manifestName, Buffer.from(text));
  return packed(parts);
}

const table = (manifest: Changing, name: string): Manifest['tables'][number] => {
  const found = manifest.tables.find((one) => one.name === name);
  if (found === undefined) throw new RangeError(name);
  return found;
};
/** Exchanges the rows of a table, with their count. */
function rows(manifest: Changing, parts: Parts, name: string, change: (text: string) => string): void {
  const one = table(manifest, name);
  const text = change((parts.get(one.part) ?? Buffer.of()).toString());
  parts.set(one.part, Buffer.from(text));
  one.rows = text.split('\n').length - 1;
}

describe('a backup that was forged by somebody who knows how', () => {
  it.each<[string, readonly string[], (manifest: Changing, parts: Parts) => void]>([
    ['of a newer version', ['backup.newer_version'], (m) => m.migrations.push('Later1900000000009')],
    ['with migrations in another order', ['backup.newer_version'], (m) => (m.migrations = m.migrations.toReversed())],
    ['in another format', ['backup.other_format'], (m) => (m.format = 'redress-backup-2')],
    ['with something more in its manifest', ['backup.not_a_backup'], (m) => (m.more = 1)],
    [
      'with a table that nobody knows',
      ['backup.wrong_tables'],
      (m, p) => {
        m.tables.push({ ...table(m, 'complaint'), name: 'pg_authid', part: 'tables/99-pg_authid.copy' });
        p.set('tables/99-pg_authid.copy', p.get(table(m, 'complaint').part) ?? Buffer.of());
      },
    ],
    [
      'with a name that would be SQL',
      ['backup.not_a_backup'],
      (m) => (table(m, 'complaint').name = 'x"; drop table entry; --'),
    ],
    [
      'without a table',
      ['backup.wrong_tables'],
      (m, p) => {
        p.delete(table(m, 'leaf').part);
        m.tables = m.tables.filter(({ name }) => name !== 'leaf');
      },
    ],
    [
      'with other columns',
      ['backup.wrong_tables'],
      (m) => (table(m, 'complaint').columns = table(m, 'complaint').columns.toReversed()),
    ],
    ['whose part is missing', ['backup.part_missing'], (m, p) => p.delete(table(m, 'entry').part)],
    ['with a part that it does not name', ['backup.part_unknown'], (_, p) => p.set('tables/98-more.copy', Buffer.of())],
    [
      'with a file outside',
      ['backup.not_a_backup'],
      (m) => m.files.push({ path: 'files/../../outside', bytes: 0, sha256: hash('sha256', '') }),
    ],
    [
      'with a file in a place of the database',
      ['backup.part_unknown'],
      (m, p) => {
        m.files.push({ path: 'files/database/data/PG_VERSION', bytes: 0, sha256: '' });
        p.set('files/database/data/PG_VERSION', Buffer.from('18'));
      },
    ],
    ['with a row of too few columns', ['backup.rows_refused'], (m, p) => rows(m, p, 'look', (text) => `${text}x\n`)],
    [
      'with a value that is none',
      ['backup.rows_refused'],
      (m, p) => rows(m, p, 'complaint', (text) => text.replace(/^[0-9a-f]{8}/, 'nonsense')),
    ],
    ['with a row twice', ['backup.rows_refused'], (m, p) => rows(m, p, 'complaint', (text) => text + text)],
    [
      'with a row that refers to nothing',
      ['backup.rows_refused'],
      (m, p) => rows(m, p, 'event', (text) => text.replace(/^[0-9a-f]{8}/, '00000000')),
    ],
    [
      'with rows in another order',
      ['backup.differs_after'],
      (m, p) => rows(m, p, 'complaint', (text) => `${text.trimEnd().split('\n').toReversed().join('\n')}\n`),
    ],
    [
      'with bytes that are no text',
      ['backup.rows_refused'],
      (m, p) => {
        const one = table(m, 'complaint');
        p.set(one.part, Buffer.concat([Buffer.from([0xff, 0xfe]), p.get(one.part) ?? Buffer.of()]));
      },
    ],
    [
      'that ends its rows early',
      ['backup.differs_after', 'backup.rows_refused'],
      (m, p) => rows(m, p, 'complaint', (text) => `\\.\n${text}`),
    ],
  ])('%s is refused, and nothing of it stays', async (what, expected, change) => {
    const codes = await outcome(await forged(change));
    expect(expected).toEqual(expect.arrayContaining([...new Set(codes)]));
    await expectAllOrNothing(codes, what);
  });

  it('whose directory points outside is refused', async () => {
    const parts = await partsOf(good);
    const name = 'files/reports/6c9f1a0e-0000-8000-8000-000000000001/audit.json';
    const evil = `../../../../../../tmp/${'x'.repeat(name.length - 22)}`;
    const bytes = await packed(parts, (zip) => Buffer.from(zip.toString('latin1').replaceAll(name, evil), 'latin1'));
    const codes = await outcome(bytes);
    expect(codes).toEqual(['backup.not_a_backup']);
    await expectAllOrNothing(codes, 'outside');
  });

  it('that unpacks to very much more than itself is refused before it is unpacked', async () => {
    const start = performance.now();
    const codes = await outcome(await packed(new Map([['files/reports/bomb', Buffer.alloc(300_000_000)]])));
    expect(codes).toEqual(['backup.too_large']);
    expect(performance.now() - start).toBeLessThan(30_000);
    await expectAllOrNothing(codes, 'bomb');
  });

  it.each([
    ['nothing', Buffer.of()],
    ['no ZIP file', Buffer.from('Redress')],
    ['an empty ZIP file', Buffer.concat([Buffer.from('PK\u0005\u0006'), Buffer.alloc(18)])],
    ['the beginning of an encrypted one', Buffer.from('redress-backup-sealed-1\n')],
  ])('that is %s is refused', async (what, bytes) => {
    const codes = await outcome(bytes);
    expect([['backup.not_a_backup'], ['backup.passphrase_needed']]).toContainEqual(codes);
    await expectAllOrNothing(codes, what);
  });
});
