import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { changeComplaints } from '../../src/store/complaint-changes.writer.js';
import type { Database, Tx } from '../../src/store/tx.js';
import { brokenAt } from '../../src/ledger/entry.js';
import { complaintIdOf } from '../../src/modules/complaints/complaint-id.js';
import { newComplaint, recordEvents } from '../../src/modules/complaints/record-events.js';
import { randomBytes } from '../../src/random.js';
import { chainOf } from '../../src/store/entries.repository.js';
import { instant } from '../support/builders.js';
import { answersOf, crowd, desks, expectWhole } from './support/crowd.js';
import { allDone, by, leftAt, startFleet, until, type Fleet } from './support/fleet.js';
import { hour, hoursToDue, ladder, received } from './support/ladder.js';
import { counted, isLong, seeded, type Seeded } from './support/seeded.js';
import { webhookReceiver, webhookSecret, type Receiver } from './support/webhook.receiver.js';

const complaintsInAll = counted(2_000);
const interruptionsInAll = counted(60, 0.15);
const step = isLong ? hour / 2 : 2 * hour;
const slots = interruptionsInAll - (4 * hour) / step;
const begin = instant('2026-03-02T09:00:00+08:00');
const timeout = isLong ? 3_600_000 : 600_000;

let fleet: Fleet;
let receiver: Receiver;
beforeAll(async () => {
  receiver = await webhookReceiver();
  fleet = await startFleet({
    policies: ladder,
    begin,
    destinations: desks(receiver),
    env: { FAULTS_SECRET: webhookSecret },
    // What was committed must be there after it was killed, also where tests are told not to wait for the disk.
    settings: { synchronous_commit: 'on', full_page_writes: 'on' },
  });
}, timeout);
afterAll(async () => {
  await fleet.close();
  await receiver.close();
});

/** What is done to the database while everybody works. */
const faults = {
  killed: async ({ server }: Fleet, random: Seeded) => {
    await server.kill();
    await sleep(random.next() * 3_000);
    await server.start();
  },
  stopped: async ({ server }: Fleet, random: Seeded) => {
    await server.stop();
    await sleep(random.next() * 3_000);
    await server.start();
  },
  'its connections cut': async ({ owner }: Fleet, random: Seeded) => {
    const cut = `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
    for (let n = 0; n < 5; n++) {
      await owner.reading.query('cut', cut);
      await sleep(random.next() * 300);
    }
  },
} as const;

describe(`the database lost ${interruptionsInAll} times while ${complaintsInAll} complaints fall due`, () => {
  it(
    'loses nothing and doubles nothing, and the workers go on without a restart',
    async () => {
      const random = seeded('database');
      const told = await crowd(fleet, { count: complaintsInAll, slots, step, begin });
      const answer = answersOf(fleet, told);
      const workers = [await fleet.worker(), await fleet.worker()];
      const interruptions: number[] = [];
      let end = begin;
      for (let n = 0; n < interruptionsInAll; n++) {
        end = begin + hoursToDue * hour + n * step;
        await answer(end);
        fleet.time.moveTo(end);
        await sleep(random.next() * 1_500);
        interruptions.push(performance.now());
        const [name = 'killed'] = Object.keys(faults).slice(n % 3) as (keyof typeof faults)[]; // its own keys
        await faults[name](fleet, random);
        await until(
          `step ${n}, ${name}`,
          () => leftAt(fleet, end),
          ({ due, waiting }) => due + waiting === 0,
        );
      }
      fleet.time.moveTo(end + hour / 2);
      await allDone(fleet, end + hour / 2, 120);
      await expectWhole({ fleet, receiver, told, end, interruptions, name: 'database' });
      // None of them has ended.
      for (const { child, troubles } of workers)
        if (child.exitCode !== null) throw new Error(`a worker ended:\n${troubles.slice(-30).join('\n')}`);
      expect(await Promise.all(workers.map((worker) => worker.stop()))).toEqual([0, 0]);
    },
    timeout,
  );
});

describe('a failure at each statement of a change, and of its transaction', () => {
  it('leaves nothing of it, and the same change goes through afterwards', async () => {
    const at = begin;
    const { set, number } = fleet.policies.inForce();
    const how = { set, setNumber: number, timeZoneData: '', at, by, origin: 'test', random: randomBytes };
    const ids: string[] = [];
    const write = (database: Database, place: number) => {
      const references = Array.from({ length: 5 }, (_, n) => `failing-${place}-${n}`);
      const byId = new Map(references.map((reference) => [complaintIdOf('failing', reference), reference]));
      ids.push(...byId.keys());
      // Received long ago: judgement, entries and a notice come with it.
      return database.transaction((tx) =>
        changeComplaints(tx, [...byId.keys()], (stored, id) => {
          const named = { source: 'failing', reference: byId.get(id) ?? '', observes: 'everything' } as const;
          return { answer: 0, change: recordEvents(stored ?? newComplaint(named), [received(at - 20 * hour)], how) };
        }),
      );
    };
    let statements = 0;
    for (let place = 1; ; place++) {
      const before = await rowsOf(fleet.owner.reading);
      const failing = failingAt(fleet.database, place);
      const error: unknown = await write(failing.database, place).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (!failing.hasFailed()) {
        statements = place - 1;
        break;
      }
      expect(error).toMatchObject({ message: 'planted' });
      expect(await rowsOf(fleet.owner.reading)).toEqual(before);
      await write(fleet.database, place);
    }
    expect(statements).toBeGreaterThanOrEqual(2);
    const notices = await fleet.owner.reading.query(
      'notices-of',
      'select from notice where complaint_id = any($1::uuid[])',
      [ids],
    );
    const distinct = new Set(ids);
    expect(notices).toHaveLength(distinct.size);
    for (const id of distinct)
      expect(brokenAt(await chainOf(fleet.database.reading, { kind: 'complaint', id }))).toBeUndefined();
    process.stderr.write(
      `database: a change of five complaints is ${statements} statements, each of them failed once\n`,
    );
  });
});

/** The database, but for the n-th statement of a transaction. */
function failingAt(database: Database, place: number): { readonly database: Database; hasFailed(): boolean } {
  let [sent, failed] = [0, false];
  const failing = (tx: Tx): Tx => ({
    query: (name, text, values) => {
      if (++sent !== place) return tx.query(name, text, values);
      failed = true;
      // As the server would refuse it: the transaction is spoilt.
      return tx.query(`planted-${place}`, 'select 1/0 as planted').then(
        () => [],
        () => Promise.reject(new Error('planted')),
      );
    },
  });
  return {
    hasFailed: () => failed,
    database: { ...database, transaction: (work) => database.transaction((tx) => work(failing(tx))) },
  };
}

/** How many rows each table has. */
async function rowsOf(owner: Tx): Promise<Readonly<Record<string, number>>> {
  const tables = ['complaint', 'event', 'judgement', 'look', 'entry', 'entry_pending', 'notice', 'personal'];
  const counts = tables.map(async (table) => {
    const [row] = await owner.query<{ n: number }>(`rows-${table}`, `select count(*)::int as n from ${table}`);
    return [table, row?.n ?? NaN] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}
