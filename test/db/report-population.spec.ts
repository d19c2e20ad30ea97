import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { complaintIdOf } from '../../src/modules/complaints/complaint-id.js';
import type { NewEvent } from '../../src/modules/complaints/record-events.js';
import type { WrittenRequest } from '../../src/modules/reports/report-request.js';
import { storedComplaints } from '../../src/modules/reports/stored-complaints.reader.js';
import type { DatabaseSource } from '../../src/reports/audit-report.js';
import { zoneOf } from '../../src/rules/time/zone.js';
import { faultsIn } from '../reports/faults-in.js';
import { by, openStore, order, received, tell, text, timeOf, type Store } from './support/report-store.js';

const named: NewEvent = {
  type: 'facts-recorded',
  at: timeOf('2026-01-01'),
  fromStart: true,
  data: { category: 'quality', complainant_name: '张三' },
};

async function figures(store: Store, written: WrittenRequest): Promise<DatabaseSource> {
  const { report } = await store.reports.makeNow(order(written), [], by);
  if (report.source.kind !== 'database') throw new TypeError();
  return report.source;
}

const retraction: NewEvent = {
  type: 'event-retracted',
  at: timeOf('2026-05-01'),
  data: { event: 'mistake', reason: 'entered twice' },
};

describe('the population of a report', () => {
  let store: Store;
  beforeAll(async () => {
    store = await openStore();
    await tell(store, {
      'first-moment': { events: [received('2026-01-01T00:00+08:00')] },
      'a-day': { events: [received('2026-03-31')], unit: 'north' },
      'last-moment': { events: [received('2026-03-31T23:59:59.999+08:00')] },
      'too-late': { events: [received('2026-04-01T00:00+08:00')] },
      'too-early': { events: [received('2025-12-31T23:59:59.999+08:00')] },
      undated: { events: [named] },
      void: { events: [{ ...received('2026-02-01'), id: 'mistake' }, retraction] },
    });
  });
  afterAll(() => store.close());

  it('of a period has its first and its last day, and accounts for what is undated or void', async () => {
    const file = join(store.folder, 'period.json');
    const written = { from: '2026-01-01', to: '2026-03-31' };
    const { report, run } = await store.reports.makeNow(
      order(written),
      [{ name: 'audit.json', format: 'json', path: file }],
      by,
    );
    expect(report.source).toMatchObject({
      stored: 7,
      outside: 2,
      population: 5,
      skipped: { void: 1, 'receipt-unknown': 1 },
      receiptUnknown: 1,
    });
    expect(report.totals.complaints).toBe(3);
    const { apart } = JSON.parse(await readFile(file, 'utf8')) as { apart: unknown };
    expect(apart).toHaveLength(2);
    expect(apart).toContainEqual({ complaint: 'undated', reason: 'receipt-unknown', judged: false });
    expect(apart).toContainEqual({ complaint: 'void', reason: 'void', judged: false });
    expect(run).toMatchObject({
      status: 'done',
      kind: 'report',
      request: written,
      account: { complaints: 3, population: 5 },
    });
  });

  it.each([
    { written: {}, stored: 7, outside: 0, complaints: 6 },
    { written: { from: '2026-04-01' }, stored: 7, outside: 4, complaints: 1 },
    { written: { to: '2025-12-31' }, stored: 7, outside: 4, complaints: 1 },
    { written: { from: '2026-03-31', to: '2026-03-31' }, stored: 7, outside: 3, complaints: 2 },
    { written: { unit: 'north' }, stored: 1, outside: 0, complaints: 1 },
    { written: { unit: 'north', from: '2026-04-01' }, stored: 1, outside: 1, complaints: 0 },
    { written: { source: 'nobody' }, stored: 0, outside: 0, complaints: 0 },
  ])('for $written is $complaints', async ({ written, ...expected }) => {
    expect(await figures(store, written)).toMatchObject(expected);
  });

  it('without a period judges what is undated, and says so', async () => {
    const { report } = await store.reports.makeNow(order({}), [], by);
    expect(report.source).toMatchObject({ skipped: { void: 1, 'receipt-unknown': 0 }, receiptUnknown: 1 });
    expect(report.lists.apart.rows).toEqual([
      { complaint: 'undated', reason: 'receipt-unknown', judged: true },
      { complaint: 'void', reason: 'void', judged: false },
    ]);
  });

  it('has its digest: the same while nothing changes, another after a change', async () => {
    const before = await figures(store, { unit: 'north' });
    expect((await figures(store, { unit: 'north' })).sha256).toBe(before.sha256);
    await tell(store, { 'a-day': { events: [{ type: 'closed', at: timeOf('2026-04-02'), data: {} }] } });
    expect((await figures(store, { unit: 'north' })).sha256).not.toBe(before.sha256);
  });

  it('is that of one moment: what arrives while it is judged is in the next report', async () => {
    let isTold = false;
    const { report } = await store.reports.makeNow(order({ source: 'desk' }), [], by, () => {
      isTold = true;
    });
    expect(isTold).toBe(true);
    const items = storedComplaints({
      database: store.test.database,
      asked: {},
      zone: zoneOf('Asia/Shanghai'),
      setNumber: 1,
      now: () => 0,
      at: 0,
    });
    const seen: string[] = [];
    for await (const item of items) {
      if (seen.length === 0) await tell(store, { 'ffff-new': { events: [received('2026-02-02')] } });
      if (item.kind === 'complaint') seen.push(item.complaint.id);
    }
    expect(seen).toHaveLength(report.totals.complaints);
    expect(await figures(store, {})).toMatchObject({ complaints: report.totals.complaints + 1 });
  });

  it('of several sources names complaints by both', async () => {
    await tell(store, { 'a-day': { source: 'shop', events: [received('2026-03-31')] } });
    const file = join(store.folder, 'sources.json');
    const files = [{ name: 'audit.json', format: 'json', path: file } as const];
    const { report } = await store.reports.makeNow(
      order({ findings: 'all', from: '2026-03-31', to: '2026-03-31' }),
      files,
      by,
    );
    expect(report.source).toMatchObject({ bySource: [{ source: 'desk' }, { source: 'shop', complaints: 1 }] });
    const { findings } = JSON.parse(await readFile(file, 'utf8')) as { findings: readonly { complaint: string }[] };
    expect(new Set(findings.map(({ complaint }) => complaint))).toEqual(
      new Set(['desk/a-day', 'desk/last-moment', 'shop/a-day']),
    );
    expect(text(report)).not.toContain('张三');
  });

  it('says of how many personal facts were erased', async () => {
    expect(await figures(store, {})).toMatchObject({ erased: 0 });
    await store.test.database.reading.query('erase', 'delete from personal where complaint_id = $1', [
      complaintIdOf('desk', 'undated'),
    ]);
    expect(await figures(store, {})).toMatchObject({ erased: 1 });
  });

  it.each([
    ['a day that does not exist', { from: '2026-02-30' }, ['reports.wrong_day']],
    ['a period turned round', { from: '2026-03-01', to: '2026-02-01' }, ['reports.period_reversed']],
    [
      'everything at once',
      { from: 'x', to: '2026-01-01T00:00Z', at: '24:00' },
      ['reports.wrong_day', 'reports.wrong_day', 'reports.wrong_at'],
    ],
  ])('is refused with %s', (_, written, codes) => {
    expect(faultsIn(() => order(written)).map(({ code }) => code)).toEqual(codes);
  });
});
