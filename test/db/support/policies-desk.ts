import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach } from '@jest/globals';
import type { Actor } from '../../../src/actor.js';
import { complaintIdOf } from '../../../src/modules/complaints/complaint-id.js';
import { newComplaint, recordEvents } from '../../../src/modules/complaints/record-events.js';
import type { FolderNews } from '../../../src/modules/policies/folder-news.js';
import { PoliciesFolder } from '../../../src/modules/policies/policies-folder.service.js';
import { PoliciesService } from '../../../src/modules/policies/policies.service.js';
import { ProposalsService } from '../../../src/modules/policies/proposals.service.js';
import { Rejudging } from '../../../src/modules/policies/rejudging.service.js';
import { randomBytes } from '../../../src/random.js';
import { changeComplaints } from '../../../src/store/complaint-changes.writer.js';
import type { Database } from '../../../src/store/tx.js';
import { instant, time } from '../../support/builders.js';
import { policyHead, usualFiles, type Files } from '../../support/policy-files.js';
import { testDatabase, type TestDatabase } from './test-database.js';

export const within = (days: number): string =>
  `${policyHead}version-by: received\ndeadlines:\n  answer: { from: received, within: ${days} days, done: accepted, cite: art. 1 }\n`;
export const goodFiles: Files = { ...usualFiles, 'house/example.yaml': within(7) };
const by: Actor = { kind: 'system', id: 'test' };

/** A database, and a folder of policies from which several processes may read. */
export interface Desk {
  readonly test: TestDatabase;
  readonly folder: string;
  readonly open: { onModuleDestroy(): Promise<void> }[];
}

/** `solo`: one person tries Redress alone, and what is saved in the folder comes into force. */
export async function openDesk({ solo = true } = {}): Promise<Desk> {
  process.env['REDRESS_SOLO'] = solo ? '1' : '';
  const test = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'redress-policies-'));
  const on: Desk = { test, folder, open: [] };
  await write(on, goodFiles);
  return on;
}

export async function closeDesk({ test, folder, open }: Desk): Promise<void> {
  delete process.env['REDRESS_SOLO'];
  for (const each of open) await each.onModuleDestroy();
  await test.close();
  await rm(folder, { recursive: true, force: true });
}

/** A desk of its own for each test of the file: `use` is given it before. */
export function deskForEach(use: (desk: Desk) => void): void {
  let desk: Desk | undefined;
  beforeEach(async () => {
    desk = await openDesk();
    use(desk);
  });
  afterEach(() => desk && closeDesk(desk));
}

export async function write({ folder }: Desk, files: Files): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
}

/** The services of one process; `watch` as `redress serve` does. */
export async function aProcess(
  { test, folder, open }: Desk,
  {
    at = folder,
    watch = true,
    database = test.database,
    tell,
  }: { at?: string; watch?: boolean; database?: Database; tell?: (news: FolderNews) => void } = {},
) {
  const policies = new PoliciesService(database);
  const proposals = new ProposalsService(database, policies, at);
  const working = new PoliciesFolder(policies, proposals, at);
  const rejudging = new Rejudging(database, policies);
  open.push(working, rejudging);
  await working.onModuleInit();
  if (watch) {
    working.watch(tell);
    rejudging.start();
  }
  return { policies, proposals, working, rejudging };
}

export async function until(what: () => boolean | Promise<boolean>, milliseconds = 4_000): Promise<void> {
  for (const end = performance.now() + milliseconds; !(await what()); await sleep(20))
    if (performance.now() > end) throw new Error('it did not come about in time');
}

/** Stores complaints that were received on 1 March 2026, judged by what is in force. */
export async function store(
  { test }: Desk,
  policies: PoliciesService,
  from: number,
  count: number,
): Promise<readonly string[]> {
  const { set, number } = policies.inForce();
  const how = {
    set,
    setNumber: number,
    timeZoneData: '',
    at: instant('2026-03-20T00:00Z'),
    by,
    origin: 'test',
    random: randomBytes,
  };
  const references = Array.from({ length: count }, (_, i) => `c${from + i}`);
  const ids = references.map((reference) => complaintIdOf('test', reference));
  await test.database.transaction((tx) =>
    changeComplaints(tx, ids, (stored, id) => {
      const reference = references[ids.indexOf(id)] ?? '';
      const complaint = stored ?? newComplaint({ source: 'test', reference, observes: 'everything' });
      const events = [{ type: 'received', at: time('2026-03-01'), data: {} }];
      return { answer: undefined, change: recordEvents(complaint, stored === undefined ? events : [], how) };
    }),
  );
  return ids;
}

export const looks = ({ test }: Desk) =>
  test.owner.query<{ set_number: number; outcome: string; count: string }>(
    'looks',
    'select set_number, outcome, count(*) from look group by 1, 2 order by 1, 2',
  );
