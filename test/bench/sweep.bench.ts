import { join } from 'node:path';
import { ClockKeeper } from '../../src/clock.keeper.js';
import { replaceClock } from '../../src/clock.js';
import { newComplaint, recordEvents, type NewEvent } from '../../src/modules/complaints/record-events.js';
import { PoliciesFolder } from '../../src/modules/policies/policies-folder.service.js';
import { PoliciesService } from '../../src/modules/policies/policies.service.js';
import { ProposalsService } from '../../src/modules/policies/proposals.service.js';
import { Sweep } from '../../src/modules/sweep/sweep.service.js';
import { projectFolder } from '../../src/project.js';
import { commit } from '../../src/store/commit.repository.js';
import { addressOf } from '../../src/store/database-address.js';
import { connect } from '../../src/store/postgres.connection.js';
import type { Database } from '../../src/store/tx.js';
import { privateServer } from '../db/support/private-server.js';
import { instant } from '../support/builders.js';
import { happened, recording } from '../support/recordings.js';
import { databaseProcessor } from './database-processor.js';

/** How many complaints are open, and how many workers take them up. */
export interface Backlog {
  readonly complaints: number;
  readonly workers: number;
}

export interface CaughtUp {
  readonly seconds: number;
  readonly judged: number;
  readonly changed: number;
  readonly notices: number;
  /** Milliseconds of the processor that each took, in this process and in those of the database: these do not depend on other work. */
  readonly own: number;
  readonly database: number;
}

const received = (n: number): NewEvent =>
  happened('received', '2026-02-12T10:00:00+08:00', {
    data: { channel: 'web', product: '电饭煲', category: 'product-quality', complainant_name: `投诉人 ${n}` },
  });

/** Open complaints, thirty days without anybody looking, then one sweep of each worker. */
export async function sweepBench({ complaints, workers }: Backlog): Promise<CaughtUp> {
  let clock = instant('2026-02-12T10:00+08:00');
  const restore = replaceClock(() => clock);
  const server = await privateServer();
  const database = await connect({ address: addressOf(server.url, 'DATABASE_URL'), poolSize: 10 });
  try {
    const policies = new PoliciesService(database);
    const folder = join(projectFolder, 'policies');
    await new PoliciesFolder(policies, new ProposalsService(database, policies, folder), folder).onModuleInit();
    await fill(database, policies, complaints, clock);
    clock += 30 * 86_400_000;
    const sweeps = Array.from({ length: workers }, () => new Sweep(database, policies, new ClockKeeper(database)));
    const theirs = await databaseProcessor(database.reading);
    const [before, usage] = [theirs(), process.cpuUsage()];
    const begin = performance.now();
    const swept = await Promise.all(sweeps.map((sweep) => sweep.sweep()));
    const seconds = (performance.now() - begin) / 1_000;
    const { user, system } = process.cpuUsage(usage);
    const [own, inDatabase] = [(user + system) / 1_000 / complaints, (1_000 * (theirs() - before)) / complaints];
    const [row] = await database.reading.query<{ count: string }>('bench-notices', 'select count(*) from notice');
    const sum = (of: 'judged' | 'changed'): number => swept.reduce((total, each) => total + each[of], 0);
    return {
      seconds,
      judged: sum('judged'),
      changed: sum('changed'),
      notices: Number(row?.count),
      own,
      database: inDatabase,
    };
  } finally {
    restore();
    await database.close();
    await server.close();
  }
}

async function fill(database: Database, policies: PoliciesService, complaints: number, at: number): Promise<void> {
  const { set, number } = policies.inForce();
  const how = recording(set, number, { at });
  for (let from = 0; from < complaints; from += 500) {
    const changes = Array.from({ length: Math.min(500, complaints - from) }, (_, n) => {
      const complaint = newComplaint({ source: 'bench', reference: `${from + n}`, observes: 'everything' });
      return recordEvents(complaint, [received(from + n)], how);
    });
    await database.transaction((tx) => commit(tx, changes));
  }
}
