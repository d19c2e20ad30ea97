import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Actor } from '../../../src/actor.js';
import { Jobs } from '../../../src/jobs/jobs.service.js';
import { ChecksService } from '../../../src/modules/checks/checks.service.js';
import type { CheckAccount } from '../../../src/modules/checks/check-account.js';
import { readCheck, type WrittenPopulation } from '../../../src/modules/checks/check-request.js';
import { complaintIdOf } from '../../../src/modules/complaints/complaint-id.js';
import { newComplaint, recordEvents, type NewEvent } from '../../../src/modules/complaints/record-events.js';
import { PoliciesFolder } from '../../../src/modules/policies/policies-folder.service.js';
import { PoliciesService } from '../../../src/modules/policies/policies.service.js';
import { ProposalsService } from '../../../src/modules/policies/proposals.service.js';
import { Orders } from '../../../src/modules/runs/orders.service.js';
import { RunsService } from '../../../src/modules/runs/runs.service.js';
import { randomBytes } from '../../../src/random.js';
import { changeComplaints } from '../../../src/store/complaint-changes.writer.js';
import { time } from '../../support/builders.js';
import { policyHead, usualFiles } from '../../support/policy-files.js';
import { testDatabase, type TestDatabase } from './test-database.js';

const policy = `${policyHead}version-by: received
deadlines:
  answer: { from: received, within: 7 days, done: accepted, cite: art. 1 }
requirements:
  cheap: { require: { all: [{ fact: price, operator: lessThan, value: "100 CNY" }] }, cite: art. 2 }
`;
export const by: Actor = { kind: 'account', id: 'an-officer' };
export const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

/** A database with one policy in force, and the services over it. */
export interface Desk {
  readonly test: TestDatabase;
  readonly policies: PoliciesService;
  readonly runs: RunsService;
  readonly orders: Orders;
  readonly checks: ChecksService;
  close(): Promise<void>;
}

export async function openDesk(): Promise<Desk> {
  const test = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'redress-policies-'));
  for (const [file, text] of Object.entries({ ...usualFiles, 'house/example.yaml': policy })) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  const policies = new PoliciesService(test.database);
  await new PoliciesFolder(policies, new ProposalsService(test.database, policies, folder), folder).onModuleInit();
  const runs = new RunsService(test.database);
  const orders = new Orders(test.database, runs, new Jobs(test.database));
  const checks = new ChecksService(test.database, runs, policies, orders);
  const close = async (): Promise<void> => {
    await checks.beforeApplicationShutdown();
    await runs.onApplicationShutdown();
    await test.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { test, policies, runs, orders, checks, close };
}

interface Given {
  readonly source: string;
  readonly references: readonly string[];
  readonly events: readonly NewEvent[];
  /** When Redress learnt of it and judged it. */
  readonly at?: number;
}

export async function store(
  { test, policies }: Desk,
  { source, references, events, at = Date.now() }: Given,
): Promise<readonly string[]> {
  const { set, number } = policies.inForce();
  const how = { set, setNumber: number, timeZoneData: '', at, by, origin: 'test', random: randomBytes };
  const byId = new Map(references.map((reference) => [complaintIdOf(source, reference), reference]));
  await test.database.transaction((tx) =>
    changeComplaints(tx, [...byId.keys()], (stored, id) => {
      const complaint = stored ?? newComplaint({ source, reference: byId.get(id) ?? '', observes: 'everything' });
      return { answer: undefined, change: recordEvents(complaint, events, how) };
    }),
  );
  return [...byId.keys()];
}

export const received = (on: string): NewEvent => ({ id: 'r', type: 'received', at: time(on), data: {} });
export const named = (count: number, from = 0): readonly string[] =>
  Array.from({ length: count }, (_, i) => `c${from + i}`);

export async function check({ checks }: Desk, population: WrittenPopulation, at?: string): Promise<CheckAccount> {
  const request = readCheck({ population, ...(at === undefined ? {} : { at }) }, () => undefined);
  return (await checks.checkNow(request, by)).account;
}

export const looks = ({ test }: Desk, source: string) =>
  test.owner.query<{ outcome: string; judged: string; count: number }>(
    'looks',
    `select l.outcome, count(*)::int as count from look l join complaint c using (complaint_id) where c.source = $1
     group by 1 order by 1`,
    [source],
  );
