import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { wakeMails } from '../../src/modules/complaints/complaints.repository.js';
import { DestinationsService } from '../../src/modules/destinations/destinations.service.js';
import { brokenAt } from '../../src/ledger/entry.js';
import { Deliveries, deliveriesSubject } from '../../src/modules/notices/deliveries.service.js';
import { noticeId } from '../../src/modules/notices/notice-id.js';
import { chainOf } from '../../src/store/entries.repository.js';
import { noticesDesk, type NoticesDesk } from './support/notices-desk.js';
import { httpReceiver, mailReceiver, type HttpReceiver, type MailReceiver } from './support/receivers.js';
import { until } from './support/until.js';

const secret = `whsec_${Buffer.from('a key of more than 24 bytes, made for a test').toString('base64')}`;
const onOneHost = 30;
/** Whoever hangs is given up after fifteen seconds (ms). */
const soon = 10_000;
const hostile = 'Late"}],"x":1 <script>alert(1)</script>\r\nBcc: thief@example.org';

let mails: MailReceiver;
let hooks: HttpReceiver;
/** Takes what comes and says nothing. */
let hung: HttpReceiver;
let desk: NoticesDesk;
let folder = '';

beforeAll(async () => {
  mails = await mailReceiver();
  hooks = await httpReceiver();
  hung = await httpReceiver();
  hung.answer = () => new Promise(() => undefined);
  folder = await mkdtemp(join(tmpdir(), 'redress-mail-'));
  await writeFile(join(folder, 'ca.pem'), mails.certificate);
  await writeFile(join(folder, 'secret'), secret);
});
afterAll(async () => {
  await mails.close();
  await hooks.close();
  await hung.close();
  await rm(folder, { recursive: true });
});

const destinations = (): string => `
  mail: { kind: smtp, host: 127.0.0.1, port: ${mails.port}, from: redress@example.org, allow-private: true, ca-file: ${join(folder, 'ca.pem')} }
  crm: { kind: webhook, url: "${hooks.url}/crm", secret: { file: ${join(folder, 'secret')} }, allow-private: true }
  dead: { kind: webhook, url: "http://127.0.0.1:1/x", allow-private: true }
  wecom: { kind: robot, flavour: wecom, url: "${hooks.url}/wecom", allow-private: true }
  dingtalk: { kind: robot, flavour: dingtalk, url: "${hooks.url}/dingtalk?access_token=t", secret: { file: ${join(folder, 'secret')} }, allow-private: true }
  feishu: { kind: robot, flavour: feishu, url: "${hooks.url}/feishu", secret: { file: ${join(folder, 'secret')} }, language: en, allow-private: true }
${Array.from({ length: onOneHost }, (_, n) => `  hung-${n}: { kind: webhook, url: "${hung.url}/${n}", allow-private: true }\n`).join('')}`;

beforeEach(async () => {
  mails.arrived.length = 0;
  hooks.received.length = 0;
  hung.received.length = 0;
  mails.refuse = () => undefined;
  mails.delay = () => 0;
  hooks.answer = ({ path }) => [200, path.startsWith('/feishu') ? '{"code":0}' : '{"errcode":0}'];
  desk = await noticesDesk(destinations(), { titleEn: hostile });
});
afterEach(() => desk.close());

const statuses = () =>
  desk.rows<{ way: string; status: string; count: number }>(
    'select way, status, count(*)::int as count from message group by 1, 2 order by 1, 2',
  );
const retryNow = () => desk.rows(`update job.job set start_after = now() where state = 'retry'`);

describe('a mail that waited', () => {
  const held = async (count: number) => {
    await desk.holds('team-lead', { account: await desk.account('Anna', { address: 'anna@example.org' }) });
    await desk.notices(await desk.complaints(count));
    mails.refuse = () => 451;
    desk.jobs.start();
    await desk.telling.tell();
    await until(async () => (await desk.rows(`select from message where way = 'mail' and tries = 1`)).length === count);
    mails.refuse = () => undefined;
  };
  const retryNow = () => desk.rows(`update job.job set start_after = now() where state = 'retry'`);
  /** What had ended it was taken back, as judging does. */
  const standsAgain = async (complaint: string): Promise<void> => {
    await desk.rows(`update notice set status = 'told' where complaint_id = $1`, [complaint]);
    const notice = { complaint, rule: 'cn.example#late', level: 1, round: 1, kind: 'escalation' };
    await wakeMails(desk.test.database.reading, [notice], desk.now());
    await desk.telling.release();
  };
  const ofMails = async () =>
    (await desk.rows<{ status: string }>(`select status from message where way = 'mail' order by status`)).map(
      ({ status }) => status,
    );

  it('does not go where all that it tells of was acknowledged or has ended meanwhile', async () => {
    await held(3);
    const [first, second] = await desk.rows<{ id: string }>('select complaint_id as id from notice order by 1');
    await desk.rows(`update notice set status = 'acknowledged' where complaint_id = $1`, [first?.id]);
    await desk.rows(`update notice set status = 'over' where complaint_id = $1`, [second?.id]);
    await retryNow();
    await until(async () => (await ofMails()).join() === 'needless,needless,sent');
    expect(mails.arrived).toHaveLength(1);
    await standsAgain(second?.id ?? '');
    await until(async () => (await ofMails()).join() === 'needless,sent,sent');
    expect(mails.arrived).toHaveLength(2);
  });

  it('goes without what has ended meanwhile, and that is mailed when it stands again', async () => {
    await desk.holds('team-lead', { account: await desk.account('Anna', { address: 'anna@example.org' }) });
    await desk.notices(await desk.complaints(7));
    desk.jobs.start();
    await desk.telling.tell();
    const [one, two] = await desk.rows<{ id: string }>('select complaint_id as id from notice order by 1');
    await desk.rows(`update notice set status = 'over' where complaint_id = any($1::uuid[])`, [[one?.id, two?.id]]);
    desk.moveTo(desk.now() + 10_000);
    await desk.telling.release();
    await until(async () => (await ofMails()).join() === 'needless,sent');
    expect(mails.arrived.map(({ mail }) => mail.subject)).toEqual(['5 notices wait for you']);
    await standsAgain(two?.id ?? '');
    await until(async () => (await ofMails()).join() === 'needless,sent,sent');
    expect(mails.arrived).toHaveLength(2);
    expect(mails.arrived[1]?.mail.text).toContain((two?.id ?? '').slice(0, 8));
    const told = `select m.status from message_item i join message m using (message_id) where m.way = 'mail' and i.complaint_id = $1`;
    expect([await desk.rows(told, [one?.id]), await desk.rows(told, [two?.id])]).toEqual([
      [{ status: 'needless' }],
      [{ status: 'sent' }],
    ]);
  });

  it('that is held back every night is given up after a day of tries all the same, and that is told', async () => {
    await desk.holds('boss', { account: await desk.account('Boss') });
    await held(1);
    mails.refuse = () => 451;
    await desk.rows(`update message set tries = 31 where way = 'mail'`);
    await retryNow();
    await until(async () => (await ofMails()).join() === 'failed');
    await desk.telling.tell();
    expect(await desk.rows(`select from message where kind = 'undelivered'`)).toHaveLength(1);
  });

  it('waits for the end of quiet hours that have begun, and goes then', async () => {
    await held(1);
    await desk.rows(`update contact set quiet_from = '22:00', quiet_until = '07:00'`);
    // 23:00 in Shanghai.
    desk.moveTo(Date.UTC(2026, 2, 10, 15));
    await retryNow();
    const waits = `select from message where way = 'mail' and queued_at is null and not_before = $1`;
    await until(async () => (await desk.rows(waits, [new Date(Date.UTC(2026, 2, 10, 23))])).length === 1);
    await desk.telling.release();
    expect(mails.arrived).toEqual([]);
    desk.moveTo(Date.UTC(2026, 2, 10, 23));
    await desk.telling.release();
    await until(async () => (await ofMails()).join() === 'sent');
    expect(mails.arrived).toHaveLength(1);
  });
});

describe('a notice', () => {
  it('arrives once by every way, signed, without a personal value, and breaks no form', async () => {
    const anna = await desk.account('Anna', { address: 'anna@example.org' });
    const li = await desk.account('Li', { address: 'li@example.cn', language: 'zh' });
    for (const account of [anna, li]) await desk.holds('team-lead', { account });
    for (const destination of ['crm', 'wecom', 'dingtalk', 'feishu']) await desk.holds('team-lead', { destination });
    const [complaint = ''] = await desk.complaints(1, 'planted-reference');
    await desk.notices([complaint]);
    expect(await desk.telling.tell()).toMatchObject({ told: 1 });
    expect(await desk.telling.tell()).toMatchObject({ told: 0 });
    desk.jobs.start();
    await until(() => mails.arrived.length === 2 && hooks.received.length === 4);
    await until(async () => (await statuses()).every(({ status }) => status === 'sent'));
    expect(await statuses()).toEqual([
      { way: 'inbox', status: 'sent', count: 2 },
      { way: 'mail', status: 'sent', count: 2 },
      { way: 'robot', status: 'sent', count: 3 },
      { way: 'webhook', status: 'sent', count: 1 },
    ]);
    const sent = JSON.stringify([mails.arrived.map(({ raw, mail }) => [raw, mail.text, mail.html]), hooks.received]);
    for (const planted of ['Planted-Name', 'planted-reference', 'Anna']) expect(sent).not.toContain(planted);

    const english = mails.arrived.find(({ to }) => to === 'anna@example.org');
    const chinese = mails.arrived.find(({ to }) => to === 'li@example.cn');
    expect(english?.mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(english?.mail.headers.has('bcc')).toBe(false);
    expect(english?.mail.subject).toContain(complaint.slice(0, 8));
    expect(english?.mail.html).not.toContain('<script>');
    expect(english?.mail.text).toContain(`/complaints/${complaint}`);
    expect(chinese?.mail.subject).toBe(`已逾期：投诉 ${complaint.slice(0, 8)}（第 1 级）`);
    expect(chinese?.mail.text).toContain('所涉时限：答复');
    expect(new Set(mails.arrived.map(({ mail }) => mail.messageId)).size).toBe(2);

    const crm = hooks.received.find(({ path }) => path === '/crm');
    const payload = { type: 'escalation.told', data: { complaint, rule: 'cn.example#late' } };
    const id = noticeId({ complaint, rule: 'cn.example#late', level: 1, round: 1, kind: 'escalation' });
    const headers = {
      'webhook-id': String(crm?.headers['webhook-id']),
      'webhook-timestamp': String(Math.floor(desk.now() / 1_000)),
      'webhook-signature': String(crm?.headers['webhook-signature']),
    };
    const realNow = Date.now;
    Date.now = () => desk.now();
    try {
      expect(new Webhook(secret).verify(crm?.body ?? '', headers)).toMatchObject(payload);
    } finally {
      Date.now = realNow;
    }
    expect(JSON.parse(crm?.body ?? '')).toMatchObject({ data: { id, title: { en: hostile, zh: '已逾期' } } });

    const robot = (name: string) => hooks.received.find(({ path }) => path.startsWith(`/${name}`));
    expect(JSON.parse(robot('wecom')?.body ?? '')).toEqual({ msgtype: 'text', text: { content: expect.any(String) } });
    expect(robot('dingtalk')?.path).toMatch(/^\/dingtalk\?access_token=t&timestamp=\d+&sign=[\w%]+$/);
    expect(JSON.parse(robot('feishu')?.body ?? '')).toMatchObject({
      timestamp: String(Math.floor(desk.now() / 1_000)),
      sign: expect.any(String),
      msg_type: 'post',
    });
  });

  it('comes a second time, with the same identity, only where our commit failed after the answer', async () => {
    await desk.holds('team-lead', { destination: 'crm' });
    const anna = await desk.account('Anna', { address: 'anna@example.org' });
    await desk.holds('team-lead', { account: anna });
    await desk.notices(await desk.complaints(1));
    let lost = 2;
    const { database } = desk.test;
    const unlucky = desk.worker({
      ...database,
      reading: {
        query: (name, ...of) =>
          name === 'message-sent' && lost-- > 0
            ? Promise.reject(new Error('the process is gone'))
            : database.reading.query(name, ...of),
      },
    });
    await desk.telling.tell();
    unlucky.jobs.start();
    await until(() => mails.arrived.length === 1 && hooks.received.length === 1);
    await until(async () => (await desk.rows(`select from job.job where state = 'retry'`)).length === 2);
    await retryNow();
    await until(() => mails.arrived.length === 2 && hooks.received.length === 2);
    await until(async () => (await statuses()).every(({ status }) => status === 'sent'));
    expect(new Set(mails.arrived.map(({ mail }) => mail.messageId)).size).toBe(1);
    expect(new Set(hooks.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it('is tried again while the mail server is slow or says 4xx, given up at 5xx, and holds up nobody else', async () => {
    const people = new Map<string, string>();
    for (const name of ['fine', 'later', 'never', 'boss']) {
      people.set(name, await desk.account(name, { address: `${name}@example.org` }));
      await desk.holds(name === 'boss' ? 'boss' : 'team-lead', { account: people.get(name) ?? '' });
    }
    mails.refuse = (address) => ({ 'later@example.org': 451, 'never@example.org': 550 })[address];
    mails.delay = () => 300;
    await desk.notices(await desk.complaints(1));
    await desk.telling.tell();
    desk.jobs.start();
    const rows = () =>
      desk.rows<{ name: string; status: string; tries: number; code: string | null }>(
        `select name, status, tries, error_code as code from message join account using (account_id) where way = 'mail' order by name`,
      );
    await until(async () => (await rows()).every(({ tries }) => tries === 1));
    expect(await rows()).toEqual([
      { name: 'fine', status: 'sent', tries: 1, code: null },
      { name: 'later', status: 'waiting', tries: 1, code: 'sending.mail_failed' },
      { name: 'never', status: 'failed', tries: 1, code: 'sending.mail_refused' },
    ]);
    await desk.telling.tell();
    const told = await desk.rows(
      `select body from message where kind = 'undelivered' and way = 'inbox' and account_id = $1`,
      [people.get('boss')],
    );
    expect(told).toEqual([
      { body: expect.objectContaining({ way: 'mail', code: 'sending.mail_refused', account: people.get('never') }) },
    ]);
    mails.refuse = () => undefined;
    await retryNow();
    await until(async () => (await rows()).every(({ name, status }) => name === 'never' || status === 'sent'));
    await until(() => mails.arrived.length === 3);
    const arrived = mails.arrived.map(({ to }) => to).sort();
    expect(arrived).toEqual(['boss@example.org', 'fine@example.org', 'later@example.org']);
  });

  it('is given up after the last try, and told to the fallback owner, who is told nothing twice', async () => {
    await desk.holds('team-lead', { destination: 'dead' });
    const boss = await desk.account('boss');
    await desk.holds('boss', { account: boss });
    await desk.notices(await desk.complaints(1));
    await desk.telling.tell();
    await desk.rows('update job.job set retry_limit = 1');
    desk.jobs.start();
    await until(async () => (await desk.rows(`select from job.job where state = 'retry'`)).length === 1);
    await retryNow();
    await until(async () => (await statuses()).some(({ status }) => status === 'failed'));
    const undelivered = () =>
      desk.rows(
        `select account_id, body ->> 'code' as code, body ->> 'count' as count from message where kind = 'undelivered'`,
      );
    const once = { account_id: boss, code: 'outgoing.unreachable', count: '1' };
    await desk.telling.tell();
    await desk.telling.tell();
    expect(await undelivered()).toEqual([once]);

    // Tried again by hand, it fails again: that is counted with the first.
    const deliveries = new Deliveries(desk.test.database, desk.jobs, new DestinationsService());
    const { deliveries: failed } = await deliveries.list({ status: 'failed', limit: 10 });
    expect(failed).toEqual([
      expect.objectContaining({ destination: 'dead', tries: 2, error: 'outgoing.unreachable', notices: 1 }),
    ]);
    const id = failed[0]?.id ?? '';
    const who = { actor: { kind: 'account', id: boss } } as const;
    await deliveries.retry(id, { who });
    await expect(deliveries.retry(id, { who })).rejects.toThrow('notices.no_failed_delivery');
    await until(async () => {
      await desk.rows(`update job.job set retry_limit = retry_count, start_after = now() where state < 'active'`);
      return (await deliveries.list({ status: 'failed', limit: 10 })).deliveries.length === 1;
    });
    await desk.telling.tell();
    expect(await undelivered()).toEqual([{ ...once, count: '2' }]);
    const entries = await chainOf(desk.test.database.reading, deliveriesSubject);
    expect(entries.map(({ type, actor, body }) => [type, actor, body])).toEqual([
      ['delivery-retried', `account:${boss}`, { message: id, way: 'webhook', error: 'outgoing.unreachable' }],
    ]);
    expect(brokenAt(entries)).toBeUndefined();
  });

  it('reaches people by mail while a thousand wait for a host that is dead', async () => {
    await desk.holds('legal', { destination: 'dead' });
    const anna = await desk.account('Anna', { address: 'anna@example.org' });
    await desk.holds('team-lead', { account: anna });
    const complaints = await desk.complaints(1);
    await desk.rows(
      `insert into message (message_id, kind, destination, way, language, created_at, not_before, body, status, queued_at)
       select gen_random_uuid(), 'escalation', 'dead', 'webhook', 'en', $1, $1, '{}', 'waiting', null from generate_series(1, 1000)`,
      [new Date(desk.now())],
    );
    expect(await desk.telling.release()).toBe(1_000);
    desk.jobs.start();
    await until(async () => (await desk.rows(`select from message where tries > 0`)).length > 5);
    await desk.notices(complaints);
    await desk.telling.tell();
    const began = performance.now();
    await until(() => mails.arrived.length === 1);
    expect(performance.now() - began).toBeLessThan(soon);
  });

  it('reaches people by mail and a program that answers while many destinations on one host hang', async () => {
    const anna = await desk.account('Anna', { address: 'anna@example.org' });
    await desk.holds('team-lead', { account: anna });
    await desk.holds('team-lead', { destination: 'crm' });
    await desk.rows(
      `insert into message (message_id, kind, destination, way, language, created_at, not_before, body, status, queued_at)
       select gen_random_uuid(), 'escalation', 'hung-' || n, 'webhook', 'en', $1, $1, '{}', 'waiting', null from generate_series(0, $2 - 1) n`,
      [new Date(desk.now()), onOneHost],
    );
    expect(await desk.telling.release()).toBe(onOneHost);
    desk.jobs.start();
    await until(() => hung.received.length === 4);
    await desk.notices(await desk.complaints(1));
    await desk.telling.tell();
    const began = performance.now();
    await until(() => mails.arrived.length === 1 && hooks.received.length === 1);
    expect(performance.now() - began).toBeLessThan(soon);
    expect(hung.received).toHaveLength(4);
  });

  it('is not tried again where a webhook is gone, nor where a robot refuses for good; a robot in a hurry is asked later', async () => {
    for (const destination of ['crm', 'wecom', 'dingtalk', 'feishu']) await desk.holds('team-lead', { destination });
    hooks.answer = ({ path }) => {
      if (path.startsWith('/crm')) return [410];
      if (path.startsWith('/wecom')) return [200, '{"errcode":45009,"errmsg":"api freq out of limit"}'];
      if (path.startsWith('/dingtalk')) return [200, '{"errcode":310000,"errmsg":"sign not match"}'];
      return [500, 'oh'];
    };
    await desk.notices(await desk.complaints(1));
    await desk.telling.tell();
    desk.jobs.start();
    const rows = () =>
      desk.rows<{ tries: number }>(
        `select destination, status, tries, error_code as code from message where destination is not null order by destination`,
      );
    await until(async () => (await rows()).every(({ tries }) => tries === 1));
    expect(await rows()).toEqual([
      { destination: 'crm', status: 'failed', tries: 1, code: 'sending.gone' },
      { destination: 'dingtalk', status: 'failed', tries: 1, code: 'sending.robot_refused' },
      { destination: 'feishu', status: 'waiting', tries: 1, code: 'sending.refused' },
      { destination: 'wecom', status: 'waiting', tries: 1, code: 'sending.robot_failed' },
    ]);
  });
});
