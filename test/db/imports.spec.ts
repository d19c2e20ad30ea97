import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RedressError } from '../../src/errors.js';
import { complaintIdOf } from '../../src/modules/complaints/complaint-id.js';
import { readComplaints } from '../../src/modules/complaints/complaints.repository.js';
import { newComplaint, recordEvents, type NewEvent } from '../../src/modules/complaints/record-events.js';
import type { ImportRequest, ImportResult, ImportsService } from '../../src/modules/imports/imports.service.js';
import { holdOrigin } from '../../src/modules/imports/imports.repository.js';
import type { PoliciesService } from '../../src/modules/policies/policies.service.js';
import type { RunsService } from '../../src/modules/runs/runs.service.js';
import { randomBytes } from '../../src/random.js';
import { changeComplaints } from '../../src/store/complaint-changes.writer.js';
import type { Database } from '../../src/store/tx.js';
import { importServices as servicesOn, shopMapping as mapping } from './support/import-services.js';
import { testDatabase, type TestDatabase } from './support/test-database.js';

const by = { kind: 'account', id: 'tester' } as const;
const logMapping = `mapping: desk
rows: event
source: desk
format: { csv: { encoding: utf-8 } }
group-by: case
event: { column: what, values: { close: closed }, otherwise: told, first: received }
at: { column: when, as: iso }
columns: { product: { fact: product } }
`;

const header = 'id,received,closed,product,urgent,name\n';

describe('importing into the store', () => {
  let db: TestDatabase;
  let runs: RunsService;
  let policies: PoliciesService;
  let imports: ImportsService;
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'redress-imports-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeEach(async () => {
    db = await testDatabase();
    ({ runs, policies, imports } = await servicesOn(db.database));
  });
  afterEach(async () => {
    await imports.beforeApplicationShutdown();
    await runs.onApplicationShutdown();
    await db.close();
  });

  let files = 0;
  async function take(rows: string, more: Partial<ImportRequest> = {}): Promise<ImportResult> {
    const path = join(folder, `input${files++}.csv`);
    writeFileSync(path, rows);
    return imports.importFile({ path, name: 'input.csv', mapping: { id: 'shop' }, by, ...more });
  }

  async function accountOf(result: Promise<ImportResult>) {
    const end = await result;
    if ('error' in end) throw end.error;
    return end.account;
  }

  const codesOf = async (work: Promise<unknown>): Promise<readonly string[]> => {
    try {
      await work;
    } catch (error) {
      if (error instanceof RedressError) return error.faults.map(({ code }) => code);
      throw error;
    }
    return [];
  };

  async function stored(reference: string, source = 'shop') {
    const id = complaintIdOf(source, reference);
    const found = (await readComplaints(db.database.reading, [id])).get(id);
    if (found === undefined) throw new Error(`no complaint ${reference}`);
    return found;
  }

  async function rowsOf<Row extends object>(text: string): Promise<readonly Row[]> {
    return db.owner.query<Row>(hash('sha256', text).slice(0, 60), text);
  }

  const two = `${header}1,2026-01-05,,kettle,N,Ann Quillfeather\n2,2026-01-06,2026-01-08,lamp,Y,Bea Quillfeather\n`;

  it('records, judges and accounts for every row', async () => {
    const account = await accountOf(take(two));
    expect(account).toMatchObject({
      file: 'input.csv',
      bytes: Buffer.byteLength(two),
      rows: { read: 2, new: 2, changed: 0, unchanged: 0, rejected: 0 },
      complaints: { new: 2, changed: 0, unchanged: 0, absent: 0, withheld: 0 },
    });
    const complaint = await stored('1');
    expect(complaint.events.map(({ type, origin }) => [type, origin])).toEqual([
      ['facts-recorded', 'import:shop'],
      ['received', 'import:shop'],
      ['source-described', 'import:shop'],
    ]);
    expect(complaint.judgement.number).toBe(1);
    const outcomes = await rowsOf<{ reference: string; outcome: string }>(
      'select reference, outcome from complaint join look using (complaint_id) order by 1',
    );
    expect(outcomes).toEqual([
      { reference: '1', outcome: 'non-compliant' },
      { reference: '2', outcome: 'compliant' },
    ]);
  });

  it('finds nothing new in the same file, and appends what a newer export says', async () => {
    await accountOf(take(two));
    const before = await rowsOf<{ n: number }>("select count(*)::int as n from entry where subject_kind = 'complaint'");
    expect(await accountOf(take(two))).toMatchObject({ rows: { new: 0, changed: 0, unchanged: 2 } });
    expect(await rowsOf("select count(*)::int as n from entry where subject_kind = 'complaint'")).toEqual(before);
    const newer = two.replace('2026-01-05,,', '2026-01-05,2026-01-09,');
    expect(await accountOf(take(newer))).toMatchObject({ rows: { new: 0, changed: 1, unchanged: 1 } });
    expect((await stored('1')).events.map(({ type }) => type)).toEqual([
      'facts-recorded',
      'received',
      'source-described',
      'closed',
    ]);
    expect((await rowsOf('select outcome from look')).map((row) => row)).toEqual([
      { outcome: 'compliant' },
      { outcome: 'compliant' },
    ]);
  });

  it('lists complaints that the export lacks, without touching them', async () => {
    await accountOf(take(two));
    const end = await take(`${header}2,2026-01-06,2026-01-08,lamp,Y,Bea Quillfeather\n`);
    expect('account' in end && end.account.complaints.absent).toBe(1);
    const { complaints } = await imports.absent(end.run, { limit: 10 });
    expect(complaints.map(({ reference, status }) => [reference, status])).toEqual([['1', 'open']]);
  });

  it('does not list as missing what is there in a rejected row, what others recorded, or what a file of mended rows lacks', async () => {
    await accountOf(take(two));
    const other = newComplaint({ source: 'shop', reference: 'by hand', observes: 'everything' });
    await record(other.reference, [{ type: 'received', at: { kind: 'day', day: 20_000 }, data: {} }]);
    const bad = two.replace('2026-01-05', 'someday');
    const account = await accountOf(take(bad));
    expect(account).toMatchObject({
      rows: { read: 2, unchanged: 1, rejected: 1 },
      complaints: { absent: 0 },
      rejectedFor: { 'row.not_a_time': 1 },
    });
    const mended = `id,received,closed,product,urgent,name,redress_reason\n1,2026-01-05,,kettle,N,Ann Quillfeather,\n`;
    expect((await accountOf(take(mended))).complaints).toMatchObject({ unchanged: 1, absent: null });
  });

  async function record(
    reference: string,
    events: readonly NewEvent[],
    through: { readonly origin: string; readonly run?: string } = { origin: 'api' },
  ): Promise<void> {
    const { set, number: setNumber } = policies.inForce();
    const how = { set, setNumber, timeZoneData: '', at: Date.now(), by, random: randomBytes, ...through };
    await db.database.transaction((tx) =>
      changeComplaints(tx, [complaintIdOf('shop', reference)], (found) => {
        const complaint = found ?? newComplaint({ source: 'shop', reference, observes: 'everything' });
        return { change: recordEvents(complaint, events, how), answer: undefined };
      }),
    );
  }

  it('withholds a case of a log of which a row is rejected, and takes the log again when it has grown', async () => {
    const path = join(folder, 'log.csv');
    const request = { path, name: 'log.csv', mapping: { file: 'log.yaml', text: logMapping }, by };
    writeFileSync(
      path,
      'case,what,when,product\nA,open,2026-01-05T09:00Z,x\nB,open,someday,x\nB,close,2026-01-07T09:00Z,x\n',
    );
    expect(await accountOf(imports.importFile(request))).toMatchObject({
      rows: { read: 3, new: 1, rejected: 2 },
      complaints: { new: 1, withheld: 1, absent: null },
    });
    appendFileSync(path, 'A,close,2026-01-06T09:00Z,x\n');
    expect(await accountOf(imports.importFile(request))).toMatchObject({ rows: { read: 4, changed: 2, rejected: 2 } });
    expect((await stored('A', 'desk')).events.map(({ type }) => type)).toEqual([
      'received',
      'told',
      'source-described',
      'closed',
    ]);
  });

  it('writes rejected rows into a file that only its owner reads, and leaves none of their content in the database', async () => {
    const rejects = join(folder, 'rejects.csv');
    await accountOf(take(two.replace('2026-01-05', 'someday'), { rejects: { path: rejects, language: 'en', evenIfEmpty: true } }));
    expect(readFileSync(rejects, 'utf8')).toContain('Ann Quillfeather');
    expect(statSync(rejects).mode & 0o777).toBe(0o600);
    for (const { name } of await rowsOf<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
    )) {
      const found = await rowsOf(`select 1 from "${name}" t where t::text like '%Quillfeather%'`);
      expect([name, found.length]).toEqual([name, name === 'personal' ? 1 : 0]);
    }
  });

  it('is undone once: nothing is left, and the same file is recorded anew', async () => {
    const { run } = await take(two);
    const { account } = await (await imports.undo(run, by)).end;
    expect(account).toMatchObject({ import: run, complaints: { read: 2, void: 2, undone: 0, unchanged: 0 } });
    expect(await rowsOf('select status from complaint')).toEqual([{ status: 'void' }, { status: 'void' }]);
    expect(await codesOf(imports.undo(run, by))).toEqual(['imports.nothing_to_undo']);
    const again = await take(two);
    expect('account' in again && again.account.rows).toMatchObject({ changed: 2 });
    expect(await codesOf(imports.undo(again.run, by).then(({ end }) => end))).toEqual([]);
  });

  it('is not undone before the newer imports that rest on it', async () => {
    const first = await take(two);
    const second = await take(two.replace('kettle', 'pan'));
    await take(two.replace('kettle', 'pan'));
    expect(await codesOf(imports.undo(first.run, by))).toEqual(['imports.newer_first']);
    await (
      await imports.undo(second.run, by)
    ).end;
    const { account } = await (await imports.undo(first.run, by)).end;
    expect(account.complaints).toMatchObject({ read: 2, void: 2 });
  });

  it('leaves what was recorded by hand when it is undone', async () => {
    const { run } = await take(two);
    await record('1', [{ type: 'closed', at: { kind: 'day', day: 20_470 }, data: {} }]);
    const { account } = await (await imports.undo(run, by)).end;
    expect(account.complaints).toMatchObject({ void: 1, undone: 1 });
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
    expect(await codesOf(take(two, more))).toEqual(codes);
    expect(await rowsOf('select 1 from run')).toEqual([]);
  });

  it('fails as unavailable when the database goes away, tells what is stored, and goes on with the next import', async () => {
    const many = header + Array.from({ length: 2_000 }, (_, i) => `${i},2026-01-05,,kettle,N,Ann\n`).join('');
    let broken = 0;
    const unreliable: Database = {
      ...db.database,
      reading: db.database.reading,
      transaction: (work) => {
        broken++;
        return db.database.transaction(async (tx) => {
          const result = await work(tx);
          if (broken > 5) await tx.query('gone', 'select pg_terminate_backend(pg_backend_pid())');
          return result;
        });
      },
    };
    const other = await servicesOn(unreliable);
    broken = 0;
    const path = join(folder, 'many.csv');
    writeFileSync(path, many);
    const request = { path, name: 'many.csv', mapping: { id: 'shop' }, by };
    const end = await other.imports.importFile(request);
    if (!('error' in end) || !(end.error instanceof RedressError)) throw new Error('it did not fail');
    expect(end.error.faults.map(({ kind }) => kind)).toContain('unavailable');
    const [count] = await rowsOf<{ n: number }>('select count(*)::int as n from complaint');
    expect(end.progress.complaints.new).toBe(count?.n);
    expect(count?.n).toBeGreaterThan(0);
    expect(count?.n).toBeLessThan(2_000);
    await other.imports.beforeApplicationShutdown();
    broken = -1_000;
    await other.runs.onApplicationShutdown();
    const account = await accountOf(imports.importFile(request));
    expect(account.rows).toMatchObject({ read: 2_000, unchanged: count?.n, rejected: 0 });
    expect((await rowsOf<{ n: number }>('select count(*)::int as n from complaint'))[0]?.n).toBe(2_000);
  });

  const undoing = (id: string): Promise<readonly string[]> => codesOf(imports.undo(id, by).then(({ end }) => end));

  it('is not undone when a newer import has come since that was asked for', async () => {
    const { run } = await take(two);
    const undo = await imports.beginUndo(run, by);
    await take(two.replace('2026-01-05,,', '2026-01-05,2026-01-09,'));
    expect(await codesOf(imports.carryOutUndo(run, undo, by))).toEqual(['imports.newer_first']);
    expect(await imports.read(undo)).toMatchObject({ status: 'failed', faults: [{ code: 'imports.newer_first' }] });
    expect((await stored('1')).events.filter(({ type }) => type === 'event-retracted')).toEqual([]);
  });

  it('waits for another process that holds its origin, while other origins go on', async () => {
    const { promise: over, resolve: release } = Promise.withResolvers<void>();
    const { promise: held, resolve: hold } = Promise.withResolvers<void>();
    const holder = db.database.transaction(async (tx) => {
      expect(await holdOrigin(tx, 'import:shop')).toBe(true);
      hold();
      await over;
    });
    await held;
    const [first, second] = [take(two), take(two)];
    const other = { mapping: { file: 'm.yaml', text: mapping.replace('mapping: shop', 'mapping: other') } };
    expect(await accountOf(take(two, other))).toMatchObject({ rows: { new: 2 } });
    const waiting = (await imports.list({ limit: 10 })).runs.map(({ status }) => status);
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
    const other = await servicesOn(db.database);
    const ends = await Promise.all(
      Object.entries(files).map(([name, lines], i) => {
        const path = join(folder, `${name}.csv`);
        writeFileSync(path, header + lines.join(''));
        return (i === 0 ? imports : other.imports).importFile({ path, name, mapping: { id: 'shop' }, by });
      }),
    );
    for (const end of ends) await accountOf(Promise.resolve(end));
    const last = await rowsOf<{ run: string }>(
      'select distinct on (complaint_id) run_id as run from event order by complaint_id, number desc',
    );
    const runsOfLast = new Set(last.map(({ run }) => run));
    expect(runsOfLast.size).toBe(1);
    for (const run of runsOfLast) expect(await undoing(run)).toEqual([]);
    await other.imports.beforeApplicationShutdown();
    await other.runs.onApplicationShutdown();
  });

  it('rejects a row whose event id is too long, telling its length alone, and takes the others', async () => {
    const text = `${logMapping}event-id: { column: eid }\nref: { column: ref }\n`;
    const long = Array.from({ length: 8_000 }, (_, i) => (i * i * 7919).toString(36).slice(-1)).join('');
    const lines = ['A,1,,open', `B,${long},,open`, `C,1,${long},open`, `D,${'d'.repeat(256)},,open`];
    const log = `case,eid,ref,what,when,product\n${lines.map((line) => `${line},2026-01-05T09:00Z,x\n`).join('')}`;
    const account = await accountOf(take(log, { mapping: { file: 'log.yaml', text } }));
    expect(account).toMatchObject({ rows: { new: 2, rejected: 2 }, rejectedFor: { 'row.id_too_long': 2 } });
  });

  it('writes rows of long texts in batches that PostgreSQL takes', async () => {
    let transactions = 0;
    const counting: Database = {
      ...db.database,
      reading: db.database.reading,
      transaction: (work) => (transactions++, db.database.transaction(work)),
    };
    const other = await servicesOn(counting);
    const path = join(folder, 'long.csv');
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

  it('writes nothing more once its run has been ended by others', async () => {
    let isEnded = false;
    const many = header + Array.from({ length: 1_200 }, (_, i) => `${i},2026-01-05,,kettle,N,Ann\n`).join('');
    const unlucky: Database = {
      ...db.database,
      reading: db.database.reading,
      transaction: async (work) => {
        const result = await db.database.transaction(work);
        const [some] = await rowsOf('select 1 from complaint limit 1');
        if (some !== undefined && !isEnded) {
          isEnded = true;
          await rowsOf(`update run set status = 'interrupted' where status = 'running' returning 1`);
        }
        return result;
      },
    };
    const other = await servicesOn(unlucky);
    const path = join(folder, 'ended.csv');
    writeFileSync(path, many);
    const end = await other.imports.importFile({ path, name: 'ended.csv', mapping: { id: 'shop' }, by });
    expect('error' in end && (await codesOf(Promise.reject(end.error)))).toEqual(['run.interrupted']);
    const [count] = await rowsOf<{ n: number }>('select count(*)::int as n from complaint');
    expect(count?.n).toBeLessThan(1_200);
    expect((await imports.read(end.run)).status).toBe('interrupted');
    await other.imports.beforeApplicationShutdown();
    await other.runs.onApplicationShutdown();
  });

  it('is undone again where an event of it has come after its undoing', async () => {
    const { run } = await take(two);
    expect(await undoing(run)).toEqual([]);
    await record('late', [{ type: 'received', at: { kind: 'day', day: 20_000 }, data: {} }], {
      origin: 'import:shop',
      run,
    });
    expect(await undoing(run)).toEqual([]);
    expect((await rowsOf('select distinct status from complaint')).map((row) => row)).toEqual([{ status: 'void' }]);
    expect(await undoing(run)).toEqual(['imports.nothing_to_undo']);
  });

  it('does not bring back an erased person through another mapping of the source', async () => {
    await accountOf(take(two));
    await db.database.reading.query('erase', 'delete from personal');
    const other = { mapping: { file: 'm.yaml', text: mapping.replace('mapping: shop', 'mapping: other') } };
    expect((await accountOf(take(two, other))).erased).toBe(2);
    expect(await rowsOf("select 1 from personal where value::text like '%Quillfeather%'")).toEqual([]);
  });

  it('is not void where its newer row holds nothing but its id, and is then unchanged', async () => {
    await accountOf(take(two));
    const bare = `${header}1,,,,,\n`;
    expect((await accountOf(take(bare))).rows).toMatchObject({ changed: 1 });
    expect(await rowsOf("select status from complaint where reference = '1'")).toEqual([{ status: 'open' }]);
    expect((await accountOf(take(bare))).rows).toMatchObject({ unchanged: 1 });
  });

  it('imports the same file twice at once without recording anything twice', async () => {
    const many = header + Array.from({ length: 1_200 }, (_, i) => `${i},2026-01-05,,kettle,N,Ann\n`).join('');
    const path = join(folder, 'twice.csv');
    writeFileSync(path, many);
    const request = { path, name: 'twice.csv', mapping: { id: 'shop' }, by };
    const both = await Promise.all([accountOf(imports.importFile(request)), accountOf(imports.importFile(request))]);
    expect(both[0].rows.new + both[1].rows.new).toBe(1_200);
    expect(both[0].rows.unchanged + both[1].rows.unchanged).toBe(1_200);
    expect(
      (await rowsOf<{ n: number }>("select count(*)::int as n from event where type <> 'source-described'"))[0]?.n,
    ).toBe(2_400);
  });
});
