import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { newComplaint } from '../../src/modules/complaints/record-events.js';
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

const logMapping = `mapping: desk
rows: event
source: desk
format: { csv: { encoding: utf-8 } }
group-by: case
event: { column: what, values: { close: closed }, otherwise: told, first: received }
at: { column: when, as: iso }
columns: { product: { fact: product } }
`;

let on: Desk;

deskForEach((desk) => {
  on = desk;
});

describe('importing into the store', () => {
  it('records, judges and accounts for every row', async () => {
    const account = await accountOf(take(on, two));
    expect(account).toMatchObject({
      file: 'input.csv',
      bytes: Buffer.byteLength(two),
      rows: { read: 2, new: 2, changed: 0, unchanged: 0, rejected: 0 },
      complaints: { new: 2, changed: 0, unchanged: 0, absent: 0, withheld: 0 },
    });
    const complaint = await stored(on, '1');
    expect(complaint.events.map(({ type, origin }) => [type, origin])).toEqual([
      ['facts-recorded', 'import:shop'],
      ['received', 'import:shop'],
      ['source-described', 'import:shop'],
    ]);
    expect(complaint.judgement.number).toBe(1);
    const outcomes = await rowsOf<{ reference: string; outcome: string }>(
      on,
      'select reference, outcome from complaint join look using (complaint_id) order by 1',
    );
    expect(outcomes).toEqual([
      { reference: '1', outcome: 'non-compliant' },
      { reference: '2', outcome: 'compliant' },
    ]);
  });

  it('gives a new complaint the unit that its row names, and none where the row is silent', async () => {
    const text = mapping.replace('columns:', 'unit: product\ncolumns:');
    await accountOf(take(on, two.replace('lamp', ''), { mapping: { file: 'shop.yaml', text } }));
    expect((await stored(on, '1')).unit).toBe('kettle');
    expect((await stored(on, '2')).unit).toBeUndefined();
  });

  it('finds nothing new in the same file, and appends what a newer export says', async () => {
    await accountOf(take(on, two));
    const before = await rowsOf<{ n: number }>(
      on,
      "select count(*)::int as n from entry where subject_kind = 'complaint'",
    );
    expect(await accountOf(take(on, two))).toMatchObject({ rows: { new: 0, changed: 0, unchanged: 2 } });
    expect(await rowsOf(on, "select count(*)::int as n from entry where subject_kind = 'complaint'")).toEqual(before);
    const newer = two.replace('2026-01-05,,', '2026-01-05,2026-01-09,');
    expect(await accountOf(take(on, newer))).toMatchObject({ rows: { new: 0, changed: 1, unchanged: 1 } });
    expect((await stored(on, '1')).events.map(({ type }) => type)).toEqual([
      'facts-recorded',
      'received',
      'source-described',
      'closed',
    ]);
    expect((await rowsOf(on, 'select outcome from look')).map((row) => row)).toEqual([
      { outcome: 'compliant' },
      { outcome: 'compliant' },
    ]);
  });

  it('lists complaints that the export lacks, without touching them', async () => {
    await accountOf(take(on, two));
    const end = await take(on, `${header}2,2026-01-06,2026-01-08,lamp,Y,Bea Quillfeather\n`);
    expect('account' in end && end.account.complaints.absent).toBe(1);
    const { complaints } = await on.imports.absent(end.run, { limit: 10 });
    expect(complaints.map(({ reference, status }) => [reference, status])).toEqual([['1', 'open']]);
  });

  it('does not list as missing what is there in a rejected row, what others recorded, or what a file of mended rows lacks', async () => {
    await accountOf(take(on, two));
    const other = newComplaint({ source: 'shop', reference: 'by hand', observes: 'everything' });
    await record(on, other.reference, [{ type: 'received', at: { kind: 'day', day: 20_000 }, data: {} }]);
    const bad = two.replace('2026-01-05', 'someday');
    const account = await accountOf(take(on, bad));
    expect(account).toMatchObject({
      rows: { read: 2, unchanged: 1, rejected: 1 },
      complaints: { absent: 0 },
      rejectedFor: { 'row.not_a_time': 1 },
    });
    const mended = `id,received,closed,product,urgent,name,redress_reason\n1,2026-01-05,,kettle,N,Ann Quillfeather,\n`;
    expect((await accountOf(take(on, mended))).complaints).toMatchObject({ unchanged: 1, absent: null });
  });

  it('withholds a case of a log of which a row is rejected, and takes the log again when it has grown', async () => {
    const path = join(on.folder, 'log.csv');
    const request = { path, name: 'log.csv', mapping: { file: 'log.yaml', text: logMapping }, by };
    writeFileSync(
      path,
      'case,what,when,product\nA,open,2026-01-05T09:00Z,x\nB,open,someday,x\nB,close,2026-01-07T09:00Z,x\n',
    );
    expect(await accountOf(on.imports.importFile(request))).toMatchObject({
      rows: { read: 3, new: 1, rejected: 2 },
      complaints: { new: 1, withheld: 1, absent: null },
    });
    appendFileSync(path, 'A,close,2026-01-06T09:00Z,x\n');
    expect(await accountOf(on.imports.importFile(request))).toMatchObject({
      rows: { read: 4, changed: 2, rejected: 2 },
    });
    expect((await stored(on, 'A', 'desk')).events.map(({ type }) => type)).toEqual([
      'received',
      'told',
      'source-described',
      'closed',
    ]);
  });

  it('writes rejected rows into a file that only its owner reads, and leaves none of their content in the database', async () => {
    const rejects = join(on.folder, 'rejects.csv');
    await accountOf(
      take(on, two.replace('2026-01-05', 'someday'), { rejects: { path: rejects, language: 'en', evenIfEmpty: true } }),
    );
    expect(readFileSync(rejects, 'utf8')).toContain('Ann Quillfeather');
    expect(statSync(rejects).mode & 0o777).toBe(0o600);
    for (const { name } of await rowsOf<{ name: string }>(
      on,
      "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
    )) {
      const found = await rowsOf(on, `select 1 from "${name}" t where t::text like '%Quillfeather%'`);
      expect([name, found.length]).toEqual([name, name === 'personal' ? 1 : 0]);
    }
  });

  it.each([
    ['a mapping that is not in force', { mapping: { id: 'nowhere' } }, ['imports.unknown_mapping']],
    [
      'a mapping with faults',
      { mapping: { file: 'm.yaml', text: mapping.replace('fact: product', 'fact: produkt') } },
      ['mapping.unknown_fact'],
    ],
    ['a file that is not there', { path: '/nowhere/x.csv' }, ['import.cannot_read']],
  ] as const)('refuses %s and makes no run', async (_, more, codes) => {
    expect(await codesOf(take(on, two, more))).toEqual(codes);
    expect(await rowsOf(on, 'select 1 from run')).toEqual([]);
  });

  it('rejects a row whose event id is too long, telling its length alone, and takes the others', async () => {
    const text = `${logMapping}event-id: { column: eid }\nref: { column: ref }\n`;
    const long = Array.from({ length: 8_000 }, (_, i) => (i * i * 7919).toString(36).slice(-1)).join('');
    const lines = ['A,1,,open', `B,${long},,open`, `C,1,${long},open`, `D,${'d'.repeat(256)},,open`];
    const log = `case,eid,ref,what,when,product\n${lines.map((line) => `${line},2026-01-05T09:00Z,x\n`).join('')}`;
    const account = await accountOf(take(on, log, { mapping: { file: 'log.yaml', text } }));
    expect(account).toMatchObject({ rows: { new: 2, rejected: 2 }, rejectedFor: { 'row.id_too_long': 2 } });
  });

  it('writes rows of long texts in batches that PostgreSQL takes', async () => {
    let transactions = 0;
    const counting: Database = {
      ...on.db.database,
      reading: on.db.database.reading,
      transaction: (work) => (transactions++, on.db.database.transaction(work)),
    };
    const other = await servicesOn(counting);
    const path = join(on.folder, 'long.csv');
    const long = (length: number) =>
      header + Array.from({ length: 18 }, (_, i) => `${i},2026-01-05,,${'x'.repeat(length)},N,Ann\n`).join('');
    const counts: number[] = [];
    for (const length of [1, 2, 1_000_000]) {
      writeFileSync(path, long(length));
      transactions = 0;
      await accountOf(other.imports.importFile({ path, name: 'long.csv', mapping: { id: 'shop' }, by }));
      counts.push(transactions);
    }
    expect((counts[2] ?? 0) - (counts[1] ?? 0)).toBe(2);
    await other.imports.beforeApplicationShutdown();
    await other.runs.onApplicationShutdown();
  });

  it('does not bring back an erased person through another mapping of the source', async () => {
    await accountOf(take(on, two));
    await on.db.database.reading.query('erase', 'delete from personal');
    const other = { mapping: { file: 'm.yaml', text: mapping.replace('mapping: shop', 'mapping: other') } };
    expect((await accountOf(take(on, two, other))).erased).toBe(2);
    expect(await rowsOf(on, "select 1 from personal where value::text like '%Quillfeather%'")).toEqual([]);
  });

  it('is not void where its newer row holds nothing but its id, and is then unchanged', async () => {
    await accountOf(take(on, two));
    const bare = `${header}1,,,,,\n`;
    expect((await accountOf(take(on, bare))).rows).toMatchObject({ changed: 1 });
    expect(await rowsOf(on, "select status from complaint where reference = '1'")).toEqual([{ status: 'open' }]);
    expect((await accountOf(take(on, bare))).rows).toMatchObject({ unchanged: 1 });
  });
});
