import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RedressError } from '../../src/errors.js';
import { brokenAt } from '../../src/ledger/entry.js';
import { afterChange, recordEvents, type Recording } from '../../src/modules/complaints/record-events.js';
import { readComplaints } from '../../src/modules/complaints/complaints.repository.js';
import { addressOf } from '../../src/store/database-address.js';
import { chainOf } from '../../src/store/entries.repository.js';
import { connect, type Connection } from '../../src/store/postgres.connection.js';
import { changeComplaints } from '../../src/store/complaint-changes.writer.js';
import { aPolicySet } from '../support/random-recordings.js';
import * as use from '../support/recordings.js';
import { commitAll, happened, unstored } from '../support/recordings.js';
import { privateServer, type PrivateServer } from './support/private-server.js';

const writers = 16;
const kills = process.env['REDRESS_LONG'] === undefined ? 3 : 25;
/** So many events are acknowledged before the next kill, which comes in the middle of the writing. */
const between = 120;
/** Fails in the end rather than waiting for ever; in milliseconds. */
const patience = 40_000;

let server: PrivateServer;
let database: Connection;
let how: Recording;
beforeAll(async () => {
  server = await privateServer();
  database = await connect({ address: addressOf(server.url, 'DATABASE_URL'), poolSize: writers });
  how = use.recording(aPolicySet, await use.storeSet(database.reading, aPolicySet));
});
afterAll(async () => {
  await database.close();
  await server.close();
});

describe('PostgreSQL killed and started again while sixteen write', () => {
  const complaints = Array.from({ length: 200 }, (_, n) => unstored(`killed-${n}`));
  const received = happened('received', '2026-03-02T08:00:00+08:00');

  it(`loses nothing and doubles nothing, ${kills} times over`, async () => {
    await commitAll(
      database,
      complaints.map((complaint) => recordEvents(complaint, [received], how)),
    );
    const acknowledged = new Map<string, string[]>();
    const failures = new Map<string, number>();
    const strange: unknown[] = [];
    const over = new AbortController();

    /** Tries until it is acknowledged, with the same id each time: as a client does with its idempotency key. */
    const append = async (id: string, event: string): Promise<void> => {
      for (const giveUp = performance.now() + patience; performance.now() < giveUp;) {
        try {
          await database.transaction((tx) =>
            changeComplaints(tx, [id], (stored) => {
              if (stored === undefined) throw new RangeError(`complaint ${id} was lost`);
              if (stored.events.some((known) => known.id === event)) return { answer: 'known' };
              const told = happened('told', '2026-03-02T09:00:00+08:00', {
                id: event,
                data: { complainant_name: event },
              });
              return { change: recordEvents(stored, [told], how), answer: 'recorded' };
            }),
          );
          acknowledged.set(id, [...(acknowledged.get(id) ?? []), event]);
          return;
        } catch (error) {
          if (!isNothingElse(error)) throw error;
          for (const { code } of error.faults) failures.set(code, (failures.get(code) ?? 0) + 1);
          await sleep(20);
        }
      }
      throw new Error(`${event} was not acknowledged in ${patience / 1_000} s`);
    };
    const write = async (writer: number): Promise<void> => {
      for (let turn = 0; !over.signal.aborted; turn++) {
        const complaint = complaints[(writer * 37 + turn * 11) % complaints.length];
        if (complaint !== undefined) await append(complaint.id, `${writer}/${turn}`);
      }
    };
    const all = Array.from({ length: writers }, (_, writer) =>
      write(writer).catch((error: unknown) => strange.push(error)),
    );
    const counts: number[] = [];
    const work = async (): Promise<void> => {
      const goal = sum(acknowledged) + between;
      for (const giveUp = performance.now() + patience; sum(acknowledged) < goal;) {
        if (performance.now() > giveUp) throw new Error(`no ${between} events in ${patience / 1_000} s`);
        await sleep(5);
      }
      counts.push(sum(acknowledged));
    };
    for (let kill = 0; kill < kills; kill++) {
      await work();
      await server.kill();
      await sleep(100);
      await server.start();
    }
    await work();
    over.abort();
    await Promise.all(all);

    const told = JSON.stringify(Object.fromEntries(failures));
    process.stderr.write(`events acknowledged before each kill: ${counts.join(', ')}; failures: ${told}\n`);
    expect(strange).toEqual([]);
    // Each kill was noticed.
    expect([...failures.values()].reduce((one, other) => one + other, 0)).toBeGreaterThanOrEqual(kills);
    await expectWhole(
      complaints.map(({ id }) => id),
      acknowledged,
    );
  });

  it('works on without a restart of the process', async () => {
    const complaint = unstored('after');
    const change = recordEvents(complaint, [received], how);
    await commitAll(database, [change]);
    expect(await use.readOne(database.reading, complaint.id)).toEqual(afterChange(complaint, change));
  });
});

async function expectWhole(
  ids: readonly string[],
  acknowledged: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  const stored = await readComplaints(database.reading, ids);
  expect(stored.size).toBe(ids.length);
  for (const [id, { events, head, version, personal }] of stored) {
    const wrote = events.flatMap((event) => (event.type === 'told' ? [event.id] : []));
    expect(wrote.toSorted()).toEqual((acknowledged.get(id) ?? []).toSorted());
    expect(events.map(({ number }) => number)).toEqual(events.map((_, place) => place + 1));
    expect([version, personal.size]).toEqual([1 + wrote.length, wrote.length]);
    const chain = await chainOf(database.reading, { kind: 'complaint', id });
    expect([brokenAt(chain), chain.length, chain.at(-1)?.hash]).toEqual([undefined, head.number, head.hash]);
  }
  const [counts] = await database.reading.query<{ entries: number; pending: number; looks: number }>(
    'counts',
    `select (select count(*)::int from entry) as entries, (select count(*)::int from entry_pending) as pending,
       (select count(*)::int from look) as looks`,
  );
  expect(counts).toMatchObject({ pending: counts?.entries, looks: ids.length });
}

/** Whether all that is said is that the database was away: a fault beside it would be one of ours. */
function isNothingElse(error: unknown): error is RedressError {
  return error instanceof RedressError && error.faults.every(({ kind }) => kind === 'unavailable');
}

function sum(acknowledged: ReadonlyMap<string, readonly string[]>): number {
  return [...acknowledged.values()].reduce((count, events) => count + events.length, 0);
}
