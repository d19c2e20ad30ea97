import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { brokenAt } from '../../src/ledger/entry.js';
import { readCheck, type WrittenPopulation } from '../../src/modules/checks/check-request.js';
import { chainOf } from '../../src/store/entries.repository.js';
import { time } from '../support/builders.js';
import { by, check, day, looks, named, openDesk, received, store, type Desk } from './support/checks-desk.js';

let on: Desk;

beforeAll(async () => {
  on = await openDesk();
});
afterAll(() => on.close());

describe('a check', () => {
  it('judges a population as of now, renews what is stored, and accounts for it in its run and chain', async () => {
    const source = 'renewed';
    // Judged two weeks ago, when it was not late yet.
    const ago = Date.now() - 14 * 86_400_000;
    await store(on, { source, references: named(450), events: [received(day(15))], at: ago });
    await store(on, { source, references: named(50, 450), events: [received(day(1))] });
    expect(await looks(on, source)).toEqual([{ outcome: 'indeterminate', count: 500 }]);
    const request = readCheck({ population: { source } }, () => undefined);
    const { run, account } = await on.checks.checkNow(request, by);
    expect(account).toMatchObject({
      population: 500,
      examined: 500,
      skipped: 0,
      stored: true,
      renewed: 500,
      changed: 450,
      complaints: { 'non-compliant': 450, indeterminate: 50 },
      findings: 1_000,
      outcomes: { 'non-compliant': 450, pending: 50, indeterminate: 500 },
      setNumber: 1,
      policySet: on.policies.inForce().set.digest,
    });
    expect(await looks(on, source)).toEqual([
      { outcome: 'indeterminate', count: 50 },
      { outcome: 'non-compliant', count: 450 },
    ]);
    expect(run).toMatchObject({
      kind: 'check',
      status: 'done',
      actor: 'account:an-officer',
      request: { population: { source } },
    });
    expect(run.account).toEqual(JSON.parse(JSON.stringify(account)));
    const entries = await chainOf(on.test.database.reading, { kind: 'run', id: run.id });
    expect(brokenAt(entries)).toBeUndefined();
    expect(entries.at(-1)?.body).toMatchObject({
      status: 'done',
      figures: { population: 500, examined: 500, skipped: 0 },
    });
    expect(await check(on, { source })).toMatchObject({ population: 500, renewed: 500, changed: 0 });
  });

  it('as at another instant says what would be said then, and stores nothing', async () => {
    const source = 'then';
    const references = named(3);
    await store(on, { source, references, events: [received('2026-01-01')] });
    const before = await looks(on, source);
    const rows = () =>
      on.test.owner.query(
        'versions',
        'select complaint_id, version, entries from complaint where source = $1 order by 1',
        [source],
      );
    const versions = await rows();
    expect(await check(on, { source }, '2026-01-03')).toMatchObject({
      examined: 3,
      stored: false,
      renewed: 0,
      outcomes: { pending: 3, indeterminate: 3, 'non-compliant': 0 },
    });
    expect(await looks(on, source)).toEqual(before);
    expect(await rows()).toEqual(versions);
  });

  it.each<[string, WrittenPopulation, number]>([
    ['its source', {}, 6],
    ['a status', { status: 'closed' }, 1],
    ['an outcome', { outcome: 'non-compliant' }, 4],
    ['days of receipt, both included', { received_from: '2026-02-01', received_to: '2026-02-02' }, 3],
    ['a unit that nobody has', { unit: 'north' }, 0],
  ])('takes the complaints of %s', async (_, population, count) => {
    const source = 'chosen';
    await store(on, { source, references: named(2), events: [received('2026-02-01')] });
    await store(on, { source, references: named(1, 2), events: [received('2026-02-03')] });
    await store(on, {
      source,
      references: named(1, 3),
      events: [received('2026-01-31'), { id: 'c', type: 'closed', at: time('2026-02-05'), data: {} }],
    });
    await store(on, { source, references: named(1, 4), events: [received(day(0))] });
    await store(on, {
      source,
      references: named(1, 5),
      events: [{ id: 'n', type: 'told', at: time('2026-02-01'), data: {} }],
    });
    expect((await check(on, { source, ...population })).population).toBe(count);
  });

  it('counts apart what was undone, and in a period what may belong to it or not; each can be read', async () => {
    const source = 'apart';
    await store(on, { source, references: named(3), events: [received('2026-02-01')] });
    const [undone] = await store(on, { source, references: ['undone'], events: [received('2026-02-01')] });
    await store(on, {
      source,
      references: ['undone'],
      events: [{ type: 'event-retracted', at: time('2026-02-02'), data: { event: 'r', reason: 'twice' } }],
    });
    const [undated] = await store(on, {
      source,
      references: ['undated'],
      events: [{ id: 'n', type: 'told', at: time('2026-02-01'), data: {} }],
    });
    expect(await check(on, { source })).toMatchObject({
      population: 5,
      examined: 4,
      skipped: 1,
      skippedFor: { void: 1 },
    });
    const request = readCheck({ population: { source, received_from: '2026-01-01' } }, () => undefined);
    const { run, account } = await on.checks.checkNow(request, by);
    expect(account).toMatchObject({
      population: 5,
      examined: 3,
      skipped: 2,
      skippedFor: { void: 1, 'receipt-unknown': 1 },
    });
    const first = await on.checks.skipped(run.id, { limit: 1 });
    const second = await on.checks.skipped(run.id, { limit: 1, after: first.next });
    const skipped = [...first.skipped, ...second.skipped];
    expect(skipped).toHaveLength(2);
    expect(new Map(skipped.map(({ id, reason }) => [id, reason]))).toEqual(
      new Map([
        [undone, 'void'],
        [undated, 'receipt-unknown'],
      ]),
    );
    expect(second.next).toBeUndefined();
  });

  it('of nothing is done, with nothing in it', async () => {
    expect(await check(on, { source: 'nobody' })).toMatchObject({
      population: 0,
      examined: 0,
      findings: 0,
      nextLookAt: null,
    });
  });
});
