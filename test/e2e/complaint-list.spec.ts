import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as dto from '../../src/modules/complaints/complaint.dto.js';
import { complaintIdOf } from '../../src/modules/complaints/complaint-id.js';
import { listComplaints } from '../../src/modules/complaints/complaint-lists.repository.js';
import type { Units } from '../../src/modules/complaints/visible.repository.js';
import type { ListFilters } from '../../src/modules/complaints/complaint-cursor.js';
import { recordEvents } from '../../src/modules/complaints/record-events.js';
import { newComplaint } from '../../src/modules/complaints/record-events.js';
import type { Tx } from '../../src/store/tx.js';
import { commitAll, happened, recording } from '../support/recordings.js';
import { answerOf, complaintsApp, faultsOf, type ComplaintsApp } from './support/complaints-app.js';

const many = 3_000;
let app: ComplaintsApp;

beforeAll(async () => {
  app = await complaintsApp();
  await store('old', many);
  await app.test.owner.query('analyze', 'analyze');
});
afterAll(() => app.stop());

/** Stores complaints `NAME-0`, … received one an hour from 2026-01-01 on, in four units, every fifth closed. */
async function store(source: string, count: number, first = Date.parse('2026-01-01T00:00Z')): Promise<void> {
  const { set, number } = app.policies.inForce();
  // After the last of them.
  const how = { ...recording(set, number), at: first + count * 3_600_000 };
  const changes = Array.from({ length: count }, (_, n) => {
    const named = { source, reference: `${source}-${n}`, observes: 'everything', unit: `unit-${n % 4}` } as const;
    const at = new Date(first + n * 3_600_000).toISOString();
    const events = [happened('received', at), ...(n % 5 === 0 ? [happened('closed', at)] : [])];
    return recordEvents(newComplaint(named), events, how);
  });
  for (let from = 0; from < count; from += 500) await commitAll(app.test.database, changes.slice(from, from + 500));
}

async function list(query: string) {
  return answerOf(dto.listDto, await app.ask('GET', `/api/complaints?${query}`));
}

/** Every page of a list, the references in their order; `between` happens after each page. */
async function all(query: string, between: () => Promise<void> = async () => {}): Promise<readonly string[]> {
  const found: string[] = [];
  for (let place: string | undefined = ''; place !== undefined;) {
    const { complaints, next }: Awaited<ReturnType<typeof list>> = await list(query + place);
    found.push(...complaints.map(({ reference }) => reference));
    place = next === undefined ? undefined : `&cursor=${next}`;
    await between();
  }
  return found;
}

const olds = (count: number, keep: (n: number) => boolean = () => true): readonly string[] =>
  Array.from({ length: count }, (_, n) => n)
    .filter(keep)
    .toReversed()
    .map((n) => `old-${n}`);

describe('the list of complaints', () => {
  it('gives every complaint once, from the one received last', async () => {
    expect(await all('limit=200')).toEqual(olds(many));
  });

  it('has pages of fifty unless told otherwise', async () => {
    const page = await list('');
    expect(page.complaints).toHaveLength(50);
    expect(page.complaints[0]).toMatchObject({
      id: complaintIdOf('old', `old-${many - 1}`),
      source: 'old',
      unit: 'unit-3',
      version: 1,
      state: { status: { code: 'open' }, received: expect.stringMatching(/\+08:00$/) },
      outcome: { code: expect.any(String), zh: expect.any(String) },
    });
    expect((await list('limit=200')).complaints.slice(0, 50)).toEqual(page.complaints);
  });

  it.each([
    ['limit=0', 'value.too_small limit'],
    ['limit=201', 'value.too_large limit'],
    ['limit=ten', 'value.not_number limit'],
    ['status=done', 'value.not_allowed status'],
    ['outcome=late', 'value.not_allowed outcome'],
    ['received_from=2026-02-30', 'value.not_day received_from'],
    ['received_from=2026-03-02&received_to=2026-03-01', 'complaint.days_reversed received_from'],
    ['next_look_before=2026-03-02', 'value.not_instant next_look_before'],
    ['offset=100', 'value.unknown_name'],
    ['source=a&source=b', 'value.not_text source'],
    ['cursor=AAAA', 'complaint.wrong_cursor cursor'],
    ["cursor=' or 1=1 --", 'complaint.wrong_cursor cursor'],
  ])('refuses %s', async (query, fault) => {
    expect(await faultsOf(await app.ask('GET', `/api/complaints?${query}`))).toEqual([fault]);
  });

  it('refuses a place that belongs to other filters, or was tampered with', async () => {
    const { next = '' } = await list('source=old');
    const wrong = [`source=older&cursor=${next}`, `cursor=${next}`, `source=old&cursor=${next.slice(0, -4)}AAAA`];
    for (const query of wrong)
      expect(await faultsOf(await app.ask('GET', `/api/complaints?${query}`))).toEqual([
        'complaint.wrong_cursor cursor',
      ]);
  });

  it.each<[string, (n: number) => boolean]>([
    ['source=old', () => true],
    ['source=new', () => false],
    ['reference=old-7', (n) => n === 7],
    ['source=old&reference=old-7', (n) => n === 7],
    ['source=older&reference=old-7', () => false],
    ['unit=unit-2', (n) => n % 4 === 2],
    ['status=closed', (n) => n % 5 === 0],
    ['status=open&unit=unit-1', (n) => n % 5 !== 0 && n % 4 === 1],
    ['status=void', () => false],
    // Days of Shanghai: the first hour of 2 January there is 16:00 of the 1st in UTC.
    ['received_from=2026-01-02&received_to=2026-01-02', (n) => n >= 16 && n < 40],
    ['received_to=2026-01-01', (n) => n < 16],
    ['received_from=2026-05-05', (n) => n >= 24 * 124 - 8],
  ])('narrowed to %s gives just those', async (query, keep) => {
    expect(await all(`limit=97&${query}`)).toEqual(olds(many, keep));
  });

  it('can be narrowed to an outcome and to what is looked at soon', async () => {
    const outcomes = ['pending', 'non-compliant', 'compliant', 'indeterminate', 'not-applicable'];
    const counts = await Promise.all(
      outcomes.map(async (outcome) => (await all(`limit=200&outcome=${outcome}`)).length),
    );
    expect(counts.reduce((a, b) => a + b)).toBe(many);
    expect(counts.filter((count) => count > 0).length).toBeGreaterThan(1);
    const soon = await list('limit=200&next_look_before=2026-05-09T00:00%2B08:00');
    expect(soon.complaints.length).toBeGreaterThan(0);
    for (const { next_look_at: at } of soon.complaints)
      expect(Date.parse(at ?? '')).toBeLessThan(Date.parse('2026-05-09T00:00+08:00'));
  });

  it('neither loses nor repeats what was there while others are recorded', async () => {
    let round = 0;
    const found = await all('limit=200', () => {
      round++;
      // Both among those already shown and among those to come.
      return store(`meanwhile-${round}`, 20, Date.parse('2026-01-01T00:30Z') + round * 100 * 3_600_000);
    });
    expect(found.filter((reference) => reference.startsWith('old-'))).toEqual(olds(many));
    expect(new Set(found).size).toBe(found.length);
  });

  it('shows those that are not known to be received, but not among those received on a day', async () => {
    const body = { reference: 'unreceived', observes: 'everything', events: [{ type: 'told', at: '2020-01-01' }] };
    expect((await app.ask('POST', '/api/complaints', body)).status).toBe(201);
    expect(await all('limit=200')).toContain('unreceived');
    expect(await all('limit=200&source=api')).toEqual(['unreceived']);
    expect(await all('limit=200&source=api&received_from=1900-01-01')).toEqual([]);
    expect(await all('limit=200&source=api&received_to=2199-12-31')).toEqual([]);
  });
});

describe('the queries of the list', () => {
  /** The plan of the statement that the list sends, as text. */
  async function planOf(
    filters: ListFilters,
    after?: Parameters<typeof listComplaints>[3],
    units: Units = 'all',
  ): Promise<string> {
    let plan = '';
    const explaining: Tx = {
      async query<Row extends object>(name: string, text: string, values: readonly unknown[] = []) {
        const rows = await app.test.owner.query<{ 'QUERY PLAN': string }>(`explain-${name}`, `explain ${text}`, values);
        plan = rows.map((row) => row['QUERY PLAN']).join('\n');
        const none: readonly Row[] = [];
        return none;
      },
    };
    await listComplaints(explaining, units, filters, after, 51);
    return plan;
  }

  const after = { listedAt: Date.parse('2026-02-01T00:00Z'), id: complaintIdOf('old', 'old-700') };
  const week = { receivedFrom: Date.parse('2026-01-05T00:00Z'), receivedBefore: Date.parse('2026-01-12T00:00Z') };

  it.each<[string, ListFilters, string]>([
    ['none', {}, 'complaint_by_time'],
    ['received days', week, 'complaint_by_time'],
    ['source and reference', { source: 'old', reference: 'old-1' }, 'complaint_pkey'],
    ['status', { status: 'closed' }, 'complaint_by_time'],
    ['unit', { unit: 'unit-1' }, 'complaint_by_time'],
    ['next look', { nextLookBefore: Date.parse('2020-01-01T00:00Z') }, 'look_due'],
  ])('reach an index, narrowed to %s', async (_, filters, index) => {
    for (const plan of [await planOf(filters), await planOf(filters, after)]) {
      expect(plan).toContain(index);
      expect(plan).not.toContain('Seq Scan on complaint');
    }
  });

  it('begin a page at its place in the index, not at the beginning', async () => {
    expect(await planOf({}, after)).toMatch(/Index Cond: \(listed_at <= /);
  });

  it('walk along the index of each unit for whoever sees some', async () => {
    for (const plan of [await planOf({}, undefined, ['unit-1', 'unit-2']), await planOf(week, after, ['unit-3'])]) {
      expect(plan).toMatch(
        /Index Scan (?:on|using) complaint_by_unit .*\n *Index Cond: .*unit = ANY \(ARRAY\[seen.unit\]\)/,
      );
      expect(plan).not.toContain('Seq Scan on complaint');
    }
    expect(await planOf({}, after, ['unit-1'])).toMatch(
      /Index Cond: \(\(unit = ANY \(ARRAY\[seen.unit\]\)\) AND \(listed_at <= /,
    );
  });
});
