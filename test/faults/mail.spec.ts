import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { scratchFolder } from '../db/support/server.js';
import { mailReceiver, type MailReceiver } from '../notices/support/receivers.js';
import { instant } from '../support/builders.js';
import { desks } from './support/crowd.js';
import {
  addRecipient,
  allDone,
  escalationsIn,
  leftAt,
  record,
  startFleet,
  until,
  type Fleet,
} from './support/fleet.js';
import { gateTo, type Gate } from './support/gate.js';
import { hour, hoursToDue, ladder, levels, received } from './support/ladder.js';
import { addPerson, mailsTo, tryAgainNow } from './support/people.js';
import { counted, isLong } from './support/seeded.js';
import { webhookReceiver, webhookSecret, type Receiver } from './support/webhook.receiver.js';

const people = counted(40, 0.2);
/** Complaints that fall due in each hour of the day without mail. */
const hourly = counted(40, 0.2);
const hours = 24;
const begin = instant('2026-03-02T09:00:00+08:00');
/** How long the mail server takes for each mail to one address (ms); others wait for nobody. */
const slowness = 15_000;
const timeout = isLong ? 1_800_000 : 600_000;

let [fleet, hooks, mails, gate] = [{} as Fleet, {} as Receiver, {} as MailReceiver, {} as Gate]; // started below
let folder: Awaited<ReturnType<typeof scratchFolder>>;
beforeAll(async () => {
  folder = await scratchFolder();
  hooks = await webhookReceiver();
  mails = await mailReceiver();
  gate = await gateTo(mails.port);
  const authority = join(folder.path, 'ca.pem');
  await writeFile(authority, mails.certificate);
  const mail = `  mail: { kind: smtp, host: 127.0.0.1, port: ${gate.port}, from: redress@example.org, allow-private: true, ca-file: ${authority} }\n`;
  const env = { FAULTS_SECRET: webhookSecret };
  fleet = await startFleet({ policies: ladder, begin, destinations: mail + desks(hooks), env });
  for (const role of levels) await addRecipient(fleet, role, 'desk-north');
  for (let n = 0; n < people; n++) await addPerson(fleet, levels[0], `p${n}@example.org`);
  for (const name of ['slow', 'later', 'never']) await addPerson(fleet, levels[0], `${name}@example.org`);
}, timeout);
afterAll(async () => {
  await fleet.close();
  await Promise.all([hooks.close(), gate.close(), mails.close(), folder.remove()]);
});

/** Complaints that are late at an instant. */
const dueAt = (at: number, names: string, count: number): Promise<readonly string[]> =>
  record(
    fleet,
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`${names}-${n}`, [received(at - hoursToDue * hour)]])),
    fleet.time.now(),
  );

describe('a mail server', () => {
  let now = begin;

  it(
    'that is slow for one, refuses another for now and a third for good, holds up none of the others',
    async () => {
      mails.refuse = (address) => ({ 'later@example.org': 451, 'never@example.org': 550 })[address];
      mails.delay = (address) => (address === 'slow@example.org' ? slowness : 0);
      await fleet.worker();
      await fleet.worker();
      now += hoursToDue * hour;
      await dueAt(now, 'first', 3);
      fleet.time.moveTo(now);
      const others = (found: Awaited<ReturnType<typeof mailsTo>>) =>
        found.filter(({ address }) => /^p\d/.test(address) && address !== 'later@example.org');
      const found = await until(
        'the mails of the others',
        () => mailsTo(fleet),
        (all) => others(all).length >= people && others(all).every(({ status }) => status === 'sent'),
        60,
      );
      expect(new Set(others(found).map(({ address }) => address)).size).toBe(people);
      // Mails of the notices; that somebody cannot be reached is told by mail, too.
      const of = (name: string, all = found) =>
        all.filter(({ address, notices }) => address.startsWith(name) && notices > 0);
      for (const mail of of('never')) expect(mail.status).not.toBe('sent');
      const refused = await until(
        'the tries of those that are refused for now',
        () => mailsTo(fleet),
        (all) => of('later', all).length === 3 && of('later', all).every(({ tries }) => tries > 0),
      );
      for (const mail of of('later', refused))
        expect(mail).toMatchObject({ status: 'waiting', error: 'sending.mail_failed' });
      const failed = await until(
        'the mail that nobody takes',
        () => mailsTo(fleet),
        (all) => all.some(({ address, status }) => address.startsWith('never') && status === 'failed'),
      );
      // Refused for good: not tried again.
      for (const { address, tries } of failed) if (address.startsWith('never')) expect(tries).toBeLessThanOrEqual(1);
      mails.refuse = (address) => ({ 'never@example.org': 550 })[address];
      mails.delay = () => 0;
      await until(
        'the mail taken later',
        async () => {
          await tryAgainNow(fleet);
          return mailsTo(fleet);
        },
        (all) => all.every(({ address, status }) => status === 'sent' || address.startsWith('never')),
      );
      // The server was still thinking about the first slow ones when all others had their mails.
      const came = mails.arrived.map(({ to }) => to);
      expect(came.filter((to) => to === 'slow@example.org').length).toBeGreaterThanOrEqual(3);
      expect(came.indexOf('slow@example.org')).toBeGreaterThan(came.findLastIndex((to) => to.startsWith('p')));
    },
    timeout,
  );

  it(
    `that is away for ${hours} hours: webhooks go on, and afterwards everybody has every notice in a few mails`,
    async () => {
      const [mailsBefore, hooksBefore] = [mails.arrived.length, hooks.received.length];
      gate.shut();
      for (let n = 1; n <= hours; n++) {
        now += hour;
        await dueAt(now, `hour-${n}`, hourly);
        fleet.time.moveTo(now);
        await until(
          `hour ${n}`,
          () => leftAt(fleet, now),
          ({ due, waiting }) => due + waiting === 0,
        );
        // An hour is over for the queue, too.
        await tryAgainNow(fleet);
      }
      now += hour / 4;
      fleet.time.moveTo(now);
      await until(
        'webhooks',
        () => Promise.resolve(new Set(hooks.received.flatMap(({ notices }) => notices)).size),
        (n) => n >= hourly * hours,
      );
      expect(mails.arrived).toHaveLength(mailsBefore);
      const waiting = (await mailsTo(fleet)).filter(({ status }) => status === 'waiting');
      const refusedWhileShut = gate.refused;
      gate.open();
      await until(
        'all mails',
        async () => {
          await tryAgainNow(fleet);
          return mailsTo(fleet);
        },
        (all) => all.every(({ address, status }) => status === 'sent' || address.startsWith('never')),
        180,
      );
      await allDone(fleet, now);
      const arrived = mails.arrived.slice(mailsBefore);
      const ids = arrived.map(({ mail }) => mail.messageId);
      expect(new Set(ids).size).toBe(ids.length);
      // One digest an hour at most, for however many notices.
      const most = Math.max(...[...Map.groupBy(arrived, ({ to }) => to).values()].map((own) => own.length));
      expect(most).toBeLessThanOrEqual(hours + 1);
      const recorded = await escalationsIn(fleet);
      const all = await mailsTo(fleet);
      for (let n = 0; n < people; n++) {
        const own = all.filter(({ address }) => address === `p${n}@example.org`);
        expect(own.reduce((sum, { notices }) => sum + notices, 0)).toBe(
          recorded.filter(({ level }) => level === 1).length,
        );
      }
      await sleep(1_000);
      expect(mails.arrived).toHaveLength(mailsBefore + arrived.length);
      process.stderr.write(
        `mail: ${hours} virtual hours without a mail server, ${hourly * hours} complaints fell due, ${people + 3} people; ` +
          `${hooks.received.length - hooksBefore} webhooks meanwhile, ${waiting.length} mails waited, ${refusedWhileShut} vain tries, ` +
          `${arrived.length} mails afterwards, ${most} to one person at most\n`,
      );
    },
    timeout,
  );
});
