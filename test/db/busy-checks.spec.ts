import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RedressError } from '../../src/errors.js';
import { brokenAt } from '../../src/ledger/entry.js';
import { ChecksService } from '../../src/modules/checks/checks.service.js';
import { readCheck } from '../../src/modules/checks/check-request.js';
import { RunsService } from '../../src/modules/runs/runs.service.js';
import { chainOf } from '../../src/store/entries.repository.js';
import { time } from '../support/builders.js';
import { by, check, day, looks, named, openDesk, received, store, type Desk } from './support/checks-desk.js';

let on: Desk;

beforeAll(async () => {
  on = await openDesk();
});
afterAll(() => on.close());

describe('checks beside other work', () => {
  it('add up, two at once and while complaints arrive and change; what is newer stays', async () => {
    const source = 'busy';
    const references = named(900);
    await store(on, { source, references, events: [received('2026-02-01')] });
    const end = new AbortController();
    const writer = async (): Promise<number> => {
      let round = 0;
      for (; !end.signal.aborted; round++) {
        const chosen = references.filter((_, i) => i % 9 === round % 9);
        await store(on, {
          source,
          references: chosen,
          events: [{ type: 'accepted', at: time('2026-02-02'), data: {} }],
        });
        await store(on, { source, references: [`late${round}`], events: [received('2026-02-01')] });
      }
      return round;
    };
    const writing = writer();
    const accounts = await Promise.all([
      check(on, { source }),
      check(on, { source }),
      check(on, { source, received_from: '2026-01-01' }),
    ]);
    end.abort();
    const rounds = await writing;
    expect(rounds).toBeGreaterThan(1);
    for (const { population, examined, skipped, complaints, renewed } of accounts) {
      expect(population).toBeGreaterThanOrEqual(900);
      expect(population).toBeLessThanOrEqual(900 + rounds);
      expect(examined + skipped).toBe(population);
      expect(Object.values(complaints).reduce((a, b) => a + b)).toBe(examined);
      expect(renewed).toBeLessThanOrEqual(examined);
    }
    // No check has put an older judgement over a newer one: judging again now finds nothing to change.
    const [before] = await on.test.owner.query<{ count: number }>(
      'count',
      'select count(*)::int as count from judgement',
    );
    expect(await check(on, { source })).toMatchObject({ changed: 0, population: 900 + rounds });
    expect(await on.test.owner.query('count', 'select count(*)::int as count from judgement')).toEqual([before]);
    const chains = await on.test.owner.query<{ id: string }>(
      'ids',
      'select complaint_id as id from complaint where source = $1 limit 50',
      [source],
    );
    for (const { id } of chains)
      expect(brokenAt(await chainOf(on.test.database.reading, { kind: 'complaint', id }))).toBeUndefined();
  });

  it('judge a complaint that left the population meanwhile, as it was when they began', async () => {
    const source = 'moving';
    await store(on, { source, references: named(500), events: [received('2026-02-01')] });
    const request = readCheck({ population: { source, status: 'open' } }, () => undefined);
    const { account } = await on.checks.checkNow(request, by, async ({ examined }) => {
      if (examined > 0) return;
      const events = [{ type: 'accepted', at: time('2026-02-02'), data: {} }];
      await store(on, {
        source,
        references: named(500),
        events: [...events, { type: 'closed', at: time('2026-02-03'), data: {} }],
      });
    });
    expect(account).toMatchObject({
      population: 500,
      examined: 500,
      renewed: 0,
      outcomes: { 'non-compliant': 500, compliant: 0 },
    });
    expect(await check(on, { source })).toMatchObject({ changed: 0, outcomes: { 'non-compliant': 0, compliant: 500 } });
  });

  it('put no older judgement over a newer one', async () => {
    const source = 'newer';
    const references = named(3);
    await store(on, { source, references, events: [received(day(0))] });
    const request = readCheck({ population: { source } }, () => undefined);
    const { account } = await on.checks.checkNow(request, by, async ({ examined }) => {
      // Somebody looks again when it is late; the check, which began before, does not know of that.
      if (examined === 0) await store(on, { source, references, events: [], at: Date.now() + 30 * 86_400_000 });
    });
    expect(account).toMatchObject({ examined: 3, renewed: 0, outcomes: { pending: 3, 'non-compliant': 0 } });
    expect(await looks(on, source)).toEqual([{ outcome: 'non-compliant', count: 3 }]);
  });

  it('that an orderly end of the process stops are interrupted, and can be asked for anew', async () => {
    const source = 'moving';
    const [otherRuns, before] = [new RunsService(on.test.database), await looks(on, source)];
    const other = new ChecksService(on.test.database, otherRuns, on.policies, on.orders);
    const stopped = other
      .checkNow(
        readCheck({ population: { source } }, () => undefined),
        by,
        ({ examined }) => {
          if (examined > 0) void other.beforeApplicationShutdown();
        },
      )
      .catch((error: unknown) => (error instanceof RedressError ? 'failed' : 'stopped'));
    expect(await stopped).toBe('stopped');
    await otherRuns.onApplicationShutdown();
    const [newest] = (await on.checks.list({ limit: 1 })).runs;
    expect(newest).toMatchObject({ status: 'interrupted' });
    expect(await looks(on, source)).toEqual(before);
    expect(await check(on, { source })).toMatchObject({ population: 500, examined: 500 });
  });

  it('leave a run that failed where the database went away, with what is known of it', async () => {
    const source = 'moving';
    let calls = 0;
    const flaky = {
      ...on.test.database,
      transaction: ((work) => {
        calls++;
        // The first holds the snapshot, the second writes a batch; the rows of the run are written through another service.
        return calls === 2 ? Promise.reject(new Error('gone')) : on.test.database.transaction(work);
      }) satisfies typeof on.test.database.transaction,
    };
    const broken = new ChecksService(flaky, on.runs, on.policies, on.orders);
    await expect(
      broken.checkNow(
        readCheck({ population: { source } }, () => undefined),
        by,
      ),
    ).rejects.toThrow('gone');
    const [newest] = (await on.checks.list({ limit: 1 })).runs;
    expect(newest).toMatchObject({
      status: 'failed',
      account: { population: 500, examined: 0 },
      faults: [{ code: 'run.unexpected' }],
    });
  });
});
