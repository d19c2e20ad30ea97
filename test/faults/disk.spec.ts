import { rm, statfs, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Jobs } from '../../src/jobs/jobs.service.js';
import { reportsFault } from '../../src/modules/reports/reports-errors.js';
import { plannedFiles, requestRecord } from '../../src/modules/reports/report-request.js';
import { Orders } from '../../src/modules/runs/orders.service.js';
import type { Run } from '../../src/modules/runs/run.js';
import { RunsService } from '../../src/modules/runs/runs.service.js';
import { smallDisk } from '../db/support/small-disk.js';
import { instant } from '../support/builders.js';
import { addRecipient, by, leftAt, record, startFleet, until, type Fleet } from './support/fleet.js';
import { hour, hoursToDue, ladder, levels, received } from './support/ladder.js';
import { counted, isLong } from './support/seeded.js';
import { webhookReceiver, webhookSecret } from './support/webhook.receiver.js';
import type { WorkerProcess } from './support/worker-process.js';

const begin = instant('2026-03-02T09:00:00+08:00');
const timeout = isLong ? 1_800_000 : 600_000;
/** How long a message may wait behind those to the dead host, in seconds. */
const patience = isLong ? 900 : 120;
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function start(options: Partial<Parameters<typeof startFleet>[0]> = {}): Promise<Fleet> {
  const fleet = await startFleet({ policies: ladder, begin, ...options });
  closing.push(() => fleet.close());
  return fleet;
}

/** Whether it answers, and how long that takes it in milliseconds. */
async function live({ url }: WorkerProcess): Promise<number> {
  const began = performance.now();
  expect((await fetch(`${url}/api/health/live`)).status).toBe(200);
  return performance.now() - began;
}

describe('a data folder without room', () => {
  it(
    'fails the report with the reason, is told, and leaves the service up; with room again the next report is made',
    async () => {
      const disk = await smallDisk(48);
      if (disk === undefined) {
        process.stderr.write('not tried: a full disk needs the right to mount one\n');
        return;
      }
      closing.push(() => disk.remove());
      const fleet = await start({ data: join(disk.path, 'data') });
      const worker = await fleet.worker();
      const order = reportOrders(fleet);
      const filler = join(disk.path, 'filler');
      const { bavail, bsize } = await statfs(disk.path);
      await writeFile(filler, Buffer.alloc(bavail * bsize)).catch(() => undefined);
      const failed = await order();
      expect(failed).toMatchObject({ status: 'failed', faults: [{ kind: 'unavailable' }] });
      expect(JSON.stringify(failed.faults)).toMatch(/ENOSPC|not_writable|no room|full/);
      await live(worker);
      await until(
        'the disk in the log',
        () => Promise.resolve(worker.troubles.join('\n')),
        (log) => /"part":"disk"/.test(log),
        60,
      );
      // What needs no room in the folder goes on.
      await record(fleet, { one: [received(begin - hoursToDue * hour)] }, begin);
      await until(
        'swept',
        () => leftAt(fleet, begin),
        ({ due }) => due === 0,
      );
      await rm(filler);
      expect(await order()).toMatchObject({ status: 'done', faults: [] });
      expect(await worker.stop()).toBe(0);
      process.stderr.write(`disk: a report failed with ${failed.faults[0]?.code}, the next one was made\n`);
    },
    timeout,
  );
});

describe('a host that is dead', () => {
  const dead = counted(1_000);

  it(
    `does not keep ${dead} webhooks to it from costing the others their message, and the service says what is wrong`,
    async () => {
      const hooks = await webhookReceiver();
      closing.push(() => hooks.close());
      // It takes every connection, and never says a word.
      const silent = await listening(createServer((socket) => void socket.on('error', () => undefined).resume()));
      closing.push(() => new Promise((resolve) => silent.close(resolve)));
      const { port } = silent.address() as AddressInfo; // a TCP server has one
      const hook = (name: string, url: string) =>
        `  ${name}: { kind: webhook, url: "${url}", allow-private: true, secret: { env: FAULTS_SECRET } }\n`;
      const names = Array.from({ length: dead }, (_, n) => `dead-${n}`);
      const lines = names.map((name, n) => hook(name, `http://127.0.0.1:${n % 2 === 0 ? 1 : port}/`));
      const destinations = [...lines, hook('well', hooks.url)].join('');
      const fleet = await start({ destinations, env: { FAULTS_SECRET: webhookSecret } });
      for (const name of [...names, 'well']) await addRecipient(fleet, levels[0], name);
      const worker = await fleet.worker();
      await record(fleet, { one: [received(begin)] }, begin);
      fleet.time.moveTo(begin + hoursToDue * hour);
      const began = performance.now();
      await until(
        'the one that answers',
        () => Promise.resolve(hooks.received.length),
        (count) => count > 0,
        patience,
      );
      const took = performance.now() - began;
      const answered: number[] = [];
      const codes = await until(
        'what is told of the others',
        async () => {
          answered.push(await live(worker));
          return fleet.owner.reading.query<{ code: string | null; n: number }>(
            'codes',
            `select error_code as code, count(*)::int as n from message where destination like 'dead-%' group by 1 order by 1`,
          );
        },
        (all) => all.every(({ code }) => code !== null),
        isLong ? 1_200 : 300,
      );
      // None is given up.
      expect(codes.reduce((sum, { n }) => sum + n, 0)).toBe(dead);
      const open = `select from message where destination like 'dead-%' and status = 'waiting'`;
      expect(await fleet.owner.reading.query('open', open)).toHaveLength(dead);
      expect(Math.max(...answered)).toBeLessThan(5_000);
      expect(hooks.received).toHaveLength(1);
      // A second one, while the first ones are being tried again.
      await record(fleet, { two: [received(begin)] }, fleet.time.now());
      await until(
        'the one that answers, again',
        () => Promise.resolve(hooks.received.length),
        (count) => count > 1,
        patience,
      );
      expect(await worker.stop()).toBe(0);
      process.stderr.write(
        `dead host: ${dead} webhooks to it (${codes.map(({ code, n }) => `${n} ${code}`).join(', ')}), the other after ` +
          `${(took / 1_000).toFixed(1)} s, health within ${Math.max(...answered).toFixed(0)} ms\n`,
      );
    },
    timeout,
  );
});

async function listening(server: Server): Promise<Server> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** Orders a report as somebody does over HTTP; gives its run when it has ended. */
function reportOrders({ database }: Fleet): () => Promise<Run> {
  const runs = new RunsService(database);
  const orders = new Orders(database, runs, new Jobs(database));
  return async () => {
    const { body } = await orders.order({
      kind: 'report',
      request: requestRecord({}, plannedFiles(['json', 'csv'], ['en'])),
      by,
      claim: undefined,
      answer: ({ id }) => id,
      addressOf: (id) => id,
      tooMany: (count) => reportsFault('reports.too_many_waiting', { count }),
    });
    return until(
      'the report',
      () => runs.read(body),
      ({ endedAt }) => endedAt !== undefined,
      120,
    );
  };
}
