import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Jobs } from '../../src/jobs/jobs.service.js';
import { brokenAt } from '../../src/ledger/entry.js';
import { readCheck } from '../../src/modules/checks/check-request.js';
import { ChecksService } from '../../src/modules/checks/checks.service.js';
import { Orders } from '../../src/modules/runs/orders.service.js';
import type { Run } from '../../src/modules/runs/run.js';
import { RunsService } from '../../src/modules/runs/runs.service.js';
import { chainOf } from '../../src/store/entries.repository.js';
import { instant } from '../support/builders.js';
import { answersOf, crowd, desks, expectWhole } from './support/crowd.js';
import { allDone, by, leftAt, startFleet, until, type Fleet } from './support/fleet.js';
import { hour, hoursToDue, ladder } from './support/ladder.js';
import { addPerson } from './support/people.js';
import { expectSchedulesWhole, schedules, schedulesEnded } from './support/schedules.js';
import { counted, isLong, seeded } from './support/seeded.js';
import { webhookReceiver, webhookSecret, type Receiver } from './support/webhook.receiver.js';
import type { WorkerProcess } from './support/worker-process.js';

const complaintsInAll = counted(2_000);
const kills = counted(200);
/** All that falls due falls due at one of these steps, each with a kill. */
const step = isLong ? hour / 6 : 2 * hour;
/** So many steps have complaints of their own; those after them have the levels that follow. */
const slots = kills - (4 * hour) / step;
const begin = instant('2026-03-02T09:00:00+08:00');
const firstDue = begin + hoursToDue * hour;
const timeout = isLong ? 3_600_000 : 600_000;

let fleet: Fleet;
let receiver: Receiver;
beforeAll(async () => {
  receiver = await webhookReceiver();
  fleet = await startFleet({
    policies: [...ladder, schedules],
    begin,
    destinations: desks(receiver),
    env: { FAULTS_SECRET: webhookSecret },
  });
  // The desks are for complaints of their units; what befalls schedules is told to her.
  await addPerson(fleet, 'team-lead', 'anna@example.org');
}, timeout);
afterAll(async () => {
  await fleet.close();
  await receiver.close();
});

describe(`one of three workers killed ${kills} times while ${complaintsInAll} complaints fall due`, () => {
  it(
    'loses no escalation and doubles none, and runs each time of a schedule once',
    async () => {
      const random = seeded('kill');
      const told = await crowd(fleet, { count: complaintsInAll, slots, step, begin });
      const order = orderer(fleet);
      const workers = await Promise.all([fleet.worker(), fleet.worker(), fleet.worker()]);
      const answer = answersOf(fleet, told);
      const killedAt: number[] = [];
      let end = firstDue;
      for (let n = 0; n < kills; n++) {
        end = firstDue + n * step;
        await answer(end);
        fleet.time.moveTo(end);
        if (n % 3 === 1) await order.check();
        await sleep(random.next() * 2_000);
        const place = random.below(workers.length);
        await workers[place]?.kill();
        killedAt.push(performance.now());
        workers[place] = await fleet.worker();
        await until(
          `step ${n}`,
          () => leftAt(fleet, end),
          ({ due, waiting }) => due + waiting === 0,
        );
      }
      // What is gathered into one message goes out after a while; nothing more falls due by then.
      fleet.time.moveTo(end + hour / 2);
      const checks = await order.ended();
      await schedulesEnded(fleet, end + hour / 2);
      await allDone(fleet, end + hour / 2, 120);
      await expectWhole({ fleet, receiver, told, end, interruptions: killedAt, name: 'kill' });
      await expectReconciled(checks);
      await expectSchedulesWhole(fleet, { begin, end: end + hour / 2, population: complaintsInAll });
      expect(await Promise.all(workers.map((worker: WorkerProcess) => worker.stop()))).toEqual([0, 0, 0]);
    },
    timeout,
  );
});

/** Asks for checks now and then, as somebody does over HTTP; the workers carry them out. */
function orderer({ database, policies }: Fleet) {
  const runs = new RunsService(database);
  const checks = new ChecksService(database, runs, policies, new Orders(database, runs, new Jobs(database)));
  const request = readCheck({ population: {} }, () => undefined);
  let asked = 0;
  return {
    async check(): Promise<void> {
      asked++;
      await checks.order(request, by, undefined, (run) => run.id);
    },
    async ended(): Promise<readonly Run[]> {
      const isOver = (found: readonly Run[]) =>
        found.length >= asked && found.every(({ endedAt }) => endedAt !== undefined);
      return until('checks', async () => (await checks.list({ limit: 1_000 })).runs, isOver, 120);
    },
  };
}

/** Whatever became of a run is said of it, and its figures add up. */
async function expectReconciled(runs: readonly Run[]): Promise<void> {
  const done = runs.filter(({ status }) => status === 'done');
  for (const { account } of done) {
    const { population, examined, skipped } = account ?? {};
    expect(Number(examined) + Number(skipped)).toBe(population);
    expect(population).toBe(complaintsInAll);
  }
  for (const run of runs.filter(({ status }) => status !== 'done'))
    expect(run).toMatchObject({
      status: 'interrupted',
      faults: [{ code: expect.stringMatching(/^run\.(taken_up|interrupted)$/) }],
    });
  const heirs = runs.flatMap(({ faults }) =>
    faults[0]?.code === 'run.taken_up' ? [String(faults[0].data?.['run'])] : [],
  );
  expect(new Set(runs.map(({ id }) => id))).toEqual(new Set([...runs.map(({ id }) => id), ...heirs]));
  for (const { id } of runs)
    expect(brokenAt(await chainOf(fleet.database.reading, { kind: 'run', id }))).toBeUndefined();
  process.stderr.write(`kill: ${runs.length} runs of checks, ${done.length} done, ${heirs.length} taken up again\n`);
}
