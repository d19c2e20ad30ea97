// Changes of complaints, one a transaction:
// node_modules/.bin/node --import ./test/db/support/source-hooks.mjs test/bench/commit.bench.ts [COMPLAINTS] [CONNECTIONS]
import { join } from 'node:path';
import type { Change } from '../../src/modules/complaints/change.js';
import type { StoredComplaint } from '../../src/modules/complaints/complaint.js';
import { readComplaints } from '../../src/modules/complaints/complaints.repository.js';
import {
  newComplaint,
  recordEvents,
  type NewEvent,
  type Recording,
} from '../../src/modules/complaints/record-events.js';
import { readPolicyFiles } from '../../src/policies-folder/policies.reader.js';
import { projectFolder } from '../../src/project.js';
import { loadPolicies } from '../../src/rules/policy/load-policies.js';
import { commit } from '../../src/store/commit.repository.js';
import { addressOf } from '../../src/store/database-address.js';
import { connect } from '../../src/store/postgres.connection.js';
import type { Database } from '../../src/store/tx.js';
import { changeComplaints } from '../../src/store/complaint-changes.writer.js';
import { privateServer } from '../db/support/private-server.js';
import { happened, recording, storeSet } from '../support/recordings.js';
import { databaseProcessor } from './database-processor.js';
import { lineOf, measure, type Measured } from './measure.js';

/** How many complaints, and how many connections write at once. */
export interface Load {
  readonly complaints: number;
  readonly connections: number;
}

const received = (n: number): NewEvent =>
  happened('received', '2026-02-12T10:00:00+08:00', {
    data: { channel: 'web', product: '电饭煲', category: 'product-quality', complainant_name: `投诉人 ${n}` },
  });
const accepted = happened('accepted', '2026-02-28T16:00:00+08:00');
const told = happened('complainant-told', '2026-02-28T17:30:00+08:00');

/** Measures the write of a new complaint and of an event, both decided beforehand; then an event read, judged and written. */
export async function commitBench({ complaints, connections }: Load): Promise<readonly Measured[]> {
  const server = await privateServer();
  const database = await connect({ address: addressOf(server.url, 'DATABASE_URL'), poolSize: connections });
  try {
    const { set } = loadPolicies(await readPolicyFiles(join(projectFolder, 'policies')));
    if (set === undefined) throw new Error('the policies that come with Redress have faults');
    const how = recording(set, await storeSet(database.reading, set));
    const news = Array.from({ length: complaints }, (_, n) =>
      newComplaint({ source: 'bench', reference: String(n), observes: 'everything' }),
    );
    const first = news.map((complaint, n) => [recordEvents(complaint, [received(n)], how)]);
    await warmUp(database, connections, how);
    const load = { atOnce: connections, database: await databaseProcessor(database.reading) };
    const commits = await measure('commit of a new complaint', write(database, first), load);
    const second = (await stored(database, news)).map((complaint) => [recordEvents(complaint, [accepted], how)]);
    const events = await measure('commit of an event', write(database, second), load);
    const whole = await measure('read, judge and commit an event', decideAndWrite(database, news, how), load);
    const batches = await measure('commit of a batch of new complaints', write(database, batchesOf(complaints, how)), {
      ...load,
      atOnce: 2,
    });
    return [commits, events, whole, batches];
  } finally {
    await database.close();
    await server.close();
  }
}

/** Connections are opened and plans are made once; what is measured is what comes after. */
async function warmUp(database: Database, connections: number, how: Recording): Promise<void> {
  for (let turn = 0; turn < 6; turn++) {
    const all = Array.from({ length: connections }, (_, n) =>
      newComplaint({ source: 'warm-up', reference: `${turn}/${n}`, observes: 'everything' }),
    );
    await Promise.all(
      write(
        database,
        all.map((complaint, n) => [recordEvents(complaint, [received(n)], how)]),
      ).map((one) => one()),
    );
    await Promise.all(decideAndWrite(database, all, how).map((one) => one()));
  }
}

/** As many to a batch as an import has. */
function batchesOf(complaints: number, how: Recording): readonly (readonly Change[])[] {
  const numbers = Array.from({ length: complaints }, (_, n) => n);
  const changes = numbers.map((n) => {
    const complaint = newComplaint({ source: 'batch', reference: String(n), observes: 'everything' });
    return recordEvents(complaint, [received(n), accepted, told], how);
  });
  return numbers.filter((n) => n % 500 === 0).map((n) => changes.slice(n, n + 500));
}

function write(database: Database, work: readonly (readonly Change[])[]): readonly (() => Promise<void>)[] {
  return work.map((changes) => async () => {
    const { moved } = await database.transaction((tx) => commit(tx, changes));
    if (moved.size > 0) throw new Error('a change was not written');
  });
}

function decideAndWrite(database: Database, complaints: readonly StoredComplaint[], how: Recording) {
  return complaints.map(
    ({ id }) =>
      () =>
        database.transaction((tx) =>
          changeComplaints(tx, [id], (complaint) => {
            if (complaint === undefined) throw new Error('the complaint is not stored');
            return { change: recordEvents(complaint, [told], how), answer: undefined };
          }),
        ),
  );
}

async function stored(database: Database, complaints: readonly StoredComplaint[]): Promise<readonly StoredComplaint[]> {
  return [
    ...(
      await readComplaints(
        database.reading,
        complaints.map(({ id }) => id),
      )
    ).values(),
  ];
}

if (import.meta.main) {
  const [complaints = 5_000, connections = 16] = process.argv.slice(2).map(Number);
  for (const measured of await commitBench({ complaints, connections })) console.log(lineOf(measured));
}
