import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SchedulerRegistry } from '@nestjs/schedule';
import type { Actor } from '../../../src/actor.js';
import { replaceClock } from '../../../src/clock.js';
import { RedressError } from '../../../src/errors.js';
import { Jobs } from '../../../src/jobs/jobs.service.js';
import { ChecksService } from '../../../src/modules/checks/checks.service.js';
import { complaintIdOf } from '../../../src/modules/complaints/complaint-id.js';
import { newComplaint, recordEvents } from '../../../src/modules/complaints/record-events.js';
import { DestinationsService } from '../../../src/modules/destinations/destinations.service.js';
import { PastSets } from '../../../src/modules/judgements/past-sets.service.js';
import { TellingService } from '../../../src/modules/notices/telling.service.js';
import { PoliciesService, soundSet } from '../../../src/modules/policies/policies.service.js';
import { SetApprovals } from '../../../src/modules/policies/set-approvals.service.js';
import { ReportsService } from '../../../src/modules/reports/reports.service.js';
import { Orders } from '../../../src/modules/runs/orders.service.js';
import { RunsService } from '../../../src/modules/runs/runs.service.js';
import { PastSchedules } from '../../../src/modules/schedules/past-schedules.service.js';
import { ScheduledWork } from '../../../src/modules/schedules/scheduled-work.service.js';
import { Scheduler } from '../../../src/modules/schedules/scheduler.service.js';
import { SchedulesService } from '../../../src/modules/schedules/schedules.service.js';
import { randomBytes } from '../../../src/random.js';
import { changeComplaints } from '../../../src/store/complaint-changes.writer.js';
import { instant, time } from '../../support/builders.js';
import { policyHead, usualFiles } from '../../support/policy-files.js';
import { testDatabase, type TestDatabase } from './test-database.js';

const by: Actor = { kind: 'system', id: 'test' };
const policy = `${policyHead}version-by: received
deadlines:
  answer: { from: received, within: 7 days, done: accepted, cite: art. 1 }
retention:
  files: { records: complaint, from: received, at-least: 1 year, at-most: 2 years, then: destroy, cite: art. 2 }
`;

/** One process of the service, as far as schedules need it. */
export interface Service {
  readonly scheduler: Scheduler;
  readonly schedules: SchedulesService;
  readonly runs: RunsService;
  readonly checks: ChecksService;
  readonly work: ScheduledWork;
  readonly jobs: Jobs;
  /** Tells what waits to be told. */
  tell(): Promise<void>;
  /** Carries out what is ordered, from now on. */
  start(): void;
  close(): Promise<void>;
}

/** A database under a clock that stands still until it is set, and as many services on it as one likes. */
export interface SchedulesDesk {
  readonly test: TestDatabase;
  /** Where reports are kept. */
  readonly folder: string;
  /** `2026-02-12T06:30Z`. */
  at(text: string): void;
  /** Puts a set with these schedules in force, as at the clock. */
  take(schedules: string | undefined): Promise<number>;
  service(): Service;
  complaints(count: number, received: string, names?: string): Promise<void>;
  rows(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function openSchedulesDesk(): Promise<SchedulesDesk> {
  let clock = instant('2026-02-12T00:00:00Z');
  const restore = replaceClock(() => clock);
  const test = await testDatabase({ poolSize: 20 });
  const folder = await mkdtemp(join(tmpdir(), 'redress-schedules-'));
  const services: Service[] = [];
  const policies = new PoliciesService(test.database);
  return {
    test,
    folder,
    at: (text) => void (clock = instant(text.replace('Z', ':00Z'))),
    async take(schedules) {
      const texts = {
        ...usualFiles,
        'house/example.yaml': policy,
        ...(schedules === undefined ? {} : { 'schedules.yaml': schedules }),
      };
      const sound = soundSet(Object.entries(texts).map(([file, text]) => ({ file, text })));
      if (!('set' in sound)) throw new RedressError(sound);
      return (await policies.take(sound, by)).number;
    },
    service() {
      const made = serviceOn(test, folder);
      services.push(made);
      return made;
    },
    async complaints(count, received, of = 'c') {
      const { set, number } = policies.inForce();
      const how = { set, setNumber: number, timeZoneData: '', at: clock, by, origin: 'test', random: randomBytes };
      const names = new Map(Array.from({ length: count }, (_, i) => [complaintIdOf('shop', `${of}${i}`), `${of}${i}`]));
      await test.database.transaction((tx) =>
        changeComplaints(tx, [...names.keys()], (stored, id) => {
          const fresh = newComplaint({ source: 'shop', reference: names.get(id) ?? '', observes: 'everything' });
          const event = { id: 'r', type: 'received', at: time(received), data: {} };
          return { answer: undefined, change: recordEvents(stored ?? fresh, [event], how) };
        }),
      );
    },
    async rows() {
      const text = `select schedule, to_char(due_at at time zone 'UTC', 'MM-DD"T"HH24:MI') as due, state, detail ->> 'late' as late
        from schedule_run order by due_at, schedule`;
      const found = await test.owner.query<{ schedule: string; due: string; state: string; late: string | null }>(
        '',
        text,
      );
      return found.map(
        ({ schedule, due, state, late }) => `${schedule} ${due} ${state}${late === null ? '' : ' late'}`,
      );
    },
    async close() {
      for (const each of services) await each.close();
      restore();
      await test.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function serviceOn({ database }: TestDatabase, folder: string): Service {
  const policies = new PoliciesService(database);
  const runs = new RunsService(database);
  const jobs = new Jobs(database);
  const orders = new Orders(database, runs, jobs);
  const checks = new ChecksService(database, runs, policies, orders);
  const reports = new ReportsService(database, runs, policies, new SetApprovals(database), orders, folder);
  const work = new ScheduledWork(database, policies, new PastSets(policies), orders, runs);
  const past = new PastSchedules(policies);
  const scheduler = new Scheduler(database, policies, past, orders, new SchedulerRegistry());
  const telling = new TellingService(database, policies, new DestinationsService(), jobs);
  let isClosed = false;
  return {
    scheduler,
    schedules: new SchedulesService(database, policies, orders),
    runs,
    checks,
    work,
    jobs,
    async tell() {
      await telling.tell();
    },
    start() {
      runs.onApplicationBootstrap();
      checks.work();
      reports.work();
      work.work();
      jobs.start();
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      await scheduler.onModuleDestroy();
      await checks.beforeApplicationShutdown();
      await reports.beforeApplicationShutdown();
      await jobs.stop({ patience: 1_000 });
      await runs.onApplicationShutdown();
    },
  };
}

/** Waits until something holds. */
export async function until(holds: () => Promise<boolean>, patience = 20_000): Promise<void> {
  const end = performance.now() + patience;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error('waited in vain');
    await sleep(50);
  }
}
