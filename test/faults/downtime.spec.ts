import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scratchFolder } from '../db/support/server.js';
import { mailReceiver, type MailReceiver } from '../notices/support/receivers.js';
import { instant } from '../support/builders.js';
import { desks } from './support/crowd.js';
import { allDone, escalationsIn, leftAt, record, startFleet, until, type Fleet } from './support/fleet.js';
import { hour, ladder, levels, received } from './support/ladder.js';
import { addPerson } from './support/people.js';
import { counted, isLong } from './support/seeded.js';
import { webhookReceiver, webhookSecret, type Receiver } from './support/webhook.receiver.js';

const complaintsInAll = counted(10_000);
const days = 30;
const begin = instant('2026-03-02T09:00:00+08:00');
const timeout = isLong ? 900_000 : 300_000;

let [fleet, receiver, mails] = [{} as Fleet, {} as Receiver, {} as MailReceiver]; // started below
let folder: Awaited<ReturnType<typeof scratchFolder>>;
const people: string[] = [];
beforeAll(async () => {
  folder = await scratchFolder();
  receiver = await webhookReceiver();
  mails = await mailReceiver();
  const authority = join(folder.path, 'ca.pem');
  await writeFile(authority, mails.certificate);
  const mail = `  mail: { kind: smtp, host: 127.0.0.1, port: ${mails.port}, from: redress@example.org, allow-private: true, ca-file: ${authority} }\n`;
  const env = { FAULTS_SECRET: webhookSecret };
  fleet = await startFleet({ policies: ladder, begin, destinations: mail + desks(receiver), env });
  for (const role of levels)
    for (const n of [1, 2]) people.push(await addPerson(fleet, role, `${role}-${n}@example.org`));
}, timeout);
afterAll(async () => {
  await fleet.close();
  await Promise.all([receiver.close(), mails.close(), folder.remove()]);
});

describe(`${days} days without the service, ${complaintsInAll} open complaints`, () => {
  it(
    'are caught up with in under a minute: the highest level that is due, and one digest for each person',
    async () => {
      const open = Array.from(
        { length: complaintsInAll },
        (_, n) => [`c${n}`, [received(begin + (n % 200) * (hour / 4))]] as const,
      );
      await record(fleet, Object.fromEntries(open), begin);
      const now = begin + days * 24 * hour;
      fleet.time.moveTo(now);
      // Ready, so that what is measured is the work.
      const [began] = [performance.now()];
      const worker = await fleet.worker();
      const started = performance.now() - began;
      await until(
        'caught up',
        () => leftAt(fleet, now),
        ({ due }) => due === 0,
        300,
      );
      const caughtUp = performance.now() - began;
      await until(
        'told',
        () => leftAt(fleet, now),
        ({ waiting }) => waiting === 0,
        150,
      );
      // What is gathered goes out in a moment.
      fleet.time.moveTo(now + 60_000);
      await allDone(fleet, now + 60_000, 120);
      const recorded = await escalationsIn(fleet);
      expect(recorded).toHaveLength(complaintsInAll);
      expect(new Set(recorded.map(({ level }) => level))).toEqual(new Set([levels.length]));
      const messages = await fleet.owner.reading.query<{ account: string; way: string; n: number; notices: number }>(
        'messages-of',
        `select m.account_id::text as account, m.way, count(distinct m.message_id)::int as n, count(i.*)::int as notices
         from message m left join message_item i on i.message_id = m.message_id group by 1, 2 order by 1, 2`,
      );
      // Only whom the highest level tells, each once.
      const [one, other] = people.slice(-2).toSorted();
      expect(messages).toEqual(
        [one, other].flatMap((account) =>
          ['inbox', 'mail'].map((way) => ({ account, way, n: 1, notices: complaintsInAll })),
        ),
      );
      expect(mails.arrived.map(({ to }) => to).toSorted()).toEqual([1, 2].map((n) => `${levels[2]}-${n}@example.org`));
      for (const { mail: digest } of mails.arrived)
        expect(digest.subject).toBe(`${complaintsInAll} notices wait for you`);
      expect(caughtUp).toBeLessThan(60_000);
      process.stderr.write(
        `downtime: ${days} virtual days, ${complaintsInAll} complaints caught up with in ${(caughtUp / 1_000).toFixed(1)} s ` +
          `(of them ${(started / 1_000).toFixed(1)} s to start one process), ${messages.length} digests\n`,
      );
      expect(await worker.stop()).toBe(0);
    },
    timeout,
  );
});
