import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ScheduleFinding } from '../../src/modules/schedules/finding.js';
import { keepFindings } from '../../src/modules/schedules/findings.keeper.js';
import { zoneOf } from '../../src/rules/time/zone.js';
import { noticesDesk, type NoticesDesk } from './support/notices-desk.js';
import { httpReceiver, mailReceiver, type HttpReceiver, type MailReceiver } from './support/receivers.js';
import { until } from './support/until.js';

let mails: MailReceiver;
let hooks: HttpReceiver;
let desk: NoticesDesk;
let folder = '';

beforeAll(async () => {
  mails = await mailReceiver();
  hooks = await httpReceiver();
  folder = await mkdtemp(join(tmpdir(), 'redress-announced-'));
  await writeFile(join(folder, 'ca.pem'), mails.certificate);
});
afterAll(async () => {
  await mails.close();
  await hooks.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  mails.arrived.length = 0;
  hooks.received.length = 0;
  mails.refuse = () => undefined;
  hooks.answer = () => [200, '{"errcode":0}'];
  desk = await noticesDesk(`
  mail: { kind: smtp, host: 127.0.0.1, port: ${mails.port}, from: redress@example.org, allow-private: true, ca-file: ${join(folder, 'ca.pem')} }
  crm: { kind: webhook, url: "${hooks.url}/crm", allow-private: true }
  gone: { kind: webhook, url: "${hooks.url}/gone", allow-private: true }
  wecom: { kind: robot, flavour: wecom, url: "${hooks.url}/wecom", allow-private: true }
`);
});
afterEach(() => desk.close());

const failed = (schedule = 'daily', tell: readonly string[] = ['team-lead']): ScheduleFinding => ({
  kind: 'failed',
  schedule,
  title: { en: `Check ${schedule}`, zh: `检查 ${schedule}` },
  tell,
  dueAt: Date.UTC(2026, 2, 10, 3),
  run: randomUUID(),
  status: 'failed',
  causes: [{ en: 'The figures do not add up.', zh: '数字不一致。' }],
});
const find = (...findings: readonly ScheduleFinding[]): Promise<void> =>
  desk.test.database.transaction((tx) =>
    keepFindings(tx, findings, { at: desk.now(), zone: zoneOf('Asia/Shanghai'), fallback: 'boss' }),
  );
const tell = async (): Promise<ReadonlySet<string>> => {
  const { toNobody } = await desk.telling.tell();
  await desk.telling.release();
  return toNobody;
};
/** What stands in inboxes and goes out; not what waits to be told. */
const messages = (way: string) =>
  desk.rows<{ kind: string; status: string; name: string | null; body: Record<string, unknown> }>(
    `select m.kind, m.status, a.name, m.body from message m left join account a using (account_id)
     where way = $1 and m.kind <> 'announcement' order by m.created_at, a.name`,
    [way],
  );
const english = 'Check daily: the run due at 2026-03-10T11:00+08:00 failed. The figures do not add up.';
const chinese = '检查 daily：应于 2026-03-10T11:00+08:00 执行的任务失败。数字不一致。';

describe('a finding of a schedule', () => {
  it('goes to whoever holds its roles by each of their ways, in their language, once, whoever tells it', async () => {
    const anna = await desk.account('Anna', { address: 'anna@example.org' });
    const li = await desk.account('Li', { address: 'li@example.cn', language: 'zh' });
    for (const account of [anna, li]) await desk.holds('team-lead', { account });
    for (const destination of ['crm', 'wecom']) await desk.holds('team-lead', { destination });
    await find(failed());
    await Promise.all([desk.telling.tell(), desk.worker().telling.tell(), desk.worker().telling.tell()]);
    await tell();
    desk.jobs.start();
    await until(() => mails.arrived.length === 2 && hooks.received.length === 2);
    const mailTo = (address: string) => mails.arrived.find(({ to }) => to === address)?.mail;
    expect(mailTo('anna@example.org')).toMatchObject({ subject: english, text: expect.stringContaining(english) });
    expect(mailTo('li@example.cn')).toMatchObject({ subject: chinese, text: expect.stringContaining(chinese) });
    expect(mailTo('anna@example.org')?.text).toContain('/inbox');
    expect(JSON.parse(hooks.received.find(({ path }) => path === '/crm')?.body ?? '')).toMatchObject({
      type: 'schedule.finding',
      data: { id: expect.any(String), at: '2026-03-10T04:00:00.000Z', text: { en: english, zh: chinese } },
    });
    expect(hooks.received.find(({ path }) => path === '/wecom')?.body).toContain(chinese);
    const said = { en: english, zh: chinese, schedules: 'daily', findings: 'failed' };
    expect(await messages('inbox')).toMatchObject([
      { kind: 'schedule-finding', name: 'Anna', body: said },
      { kind: 'schedule-finding', name: 'Li', body: said },
    ]);
  });

  it('waits until somebody is named where nobody can be told', async () => {
    await find(failed('daily', []), failed('weekly', ['legal']));
    expect([...(await tell())].sort()).toEqual(['boss', 'legal']);
    await desk.holds('boss', { account: await desk.account('Boss') });
    expect([...(await tell())]).toEqual([]);
    await tell();
    const schedules = expect.stringMatching(/^(daily, weekly|weekly, daily)$/);
    expect(await messages('inbox')).toMatchObject([{ name: 'Boss', body: { schedules } }]);
  });

  it('waits for the end of quiet hours with what else is to be told, and is one mail with it', async () => {
    const anna = await desk.account('Anna', { address: 'anna@example.org', quiet: ['22:00', '07:00'] });
    await desk.holds('team-lead', { account: anna });
    desk.moveTo(Date.UTC(2026, 2, 10, 15));
    await desk.notices(await desk.complaints(1));
    await tell();
    await find(failed());
    await tell();
    desk.moveTo(Date.UTC(2026, 2, 10, 16));
    await find(failed('weekly'));
    await tell();
    desk.jobs.start();
    expect(await messages('mail')).toMatchObject([{ kind: 'digest', status: 'waiting' }]);
    expect(await messages('inbox')).toHaveLength(3);
    desk.moveTo(Date.UTC(2026, 2, 10, 23));
    await tell();
    await until(() => mails.arrived.length === 1);
    const { subject, text } = mails.arrived[0]?.mail ?? {};
    expect(subject).toBe('3 notices wait for you');
    for (const part of ['1 × Too late', '2 × From the schedules', 'Check daily: the run', 'Check weekly: the run'])
      expect(text).toContain(part);
  });

  it('is one of a digest where there are many', async () => {
    await desk.holds('team-lead', { destination: 'crm' });
    await desk.notices(await desk.complaints(4));
    await find(failed('a'), failed('b'), failed('c'));
    await tell();
    desk.moveTo(desk.now() + 11_000);
    await tell();
    desk.jobs.start();
    await until(() => hooks.received.length === 1);
    const { type, data } = JSON.parse(hooks.received[0]?.body ?? '') as {
      type: string;
      data: Record<string, object[]>;
    };
    expect([type, data['count'], data['items']?.length, data['announcements']?.length]).toEqual(['digest', 7, 4, 3]);
  });
});

describe('a message that could not be delivered', () => {
  const jobsAreDone = async (): Promise<boolean> =>
    (await desk.rows(`select from job.job where name = 'deliver' and state < 'completed'`)).length === 0;

  it('is told by every way of the fallback owner but the one that failed, and a failure to tell that stays in the house', async () => {
    hooks.answer = ({ path }) => [path === '/gone' ? 410 : 200];
    mails.refuse = (address) => (address === 'boss@example.org' ? 550 : undefined);
    await desk.holds('team-lead', { destination: 'gone' });
    await desk.holds('boss', { account: await desk.account('Boss', { address: 'boss@example.org' }) });
    for (const destination of ['crm', 'gone']) await desk.holds('boss', { destination });
    await desk.notices(await desk.complaints(1));
    await tell();
    desk.jobs.start();
    for (const _ of [1, 2, 3, 4]) {
      await until(jobsAreDone);
      await tell();
    }
    expect(hooks.received.map(({ path }) => path)).toEqual(['/gone', '/crm']);
    expect(JSON.parse(hooks.received[1]?.body ?? '')).toMatchObject({
      type: 'message.undelivered',
      data: {
        text: { en: expect.stringContaining('the destination gone'), zh: expect.stringContaining('目的地 gone') },
      },
    });
    expect((await messages('inbox')).map(({ kind, body }) => [kind, body['way'], body['code'], body['count']])).toEqual(
      [
        ['undelivered', 'webhook', 'sending.gone', 1],
        ['undelivered', 'mail', 'sending.mail_refused', 1],
      ],
    );
  });

  it('is told to a program once a day for each reason, and counted', async () => {
    hooks.answer = ({ path }) => [path === '/gone' ? 410 : 200];
    await desk.holds('team-lead', { destination: 'gone' });
    await desk.holds('boss', { destination: 'crm' });
    const complaints = await desk.complaints(3);
    desk.jobs.start();
    for (const complaint of complaints) {
      await desk.notices([complaint]);
      await tell();
      await until(jobsAreDone);
    }
    await tell();
    await until(jobsAreDone);
    await tell();
    const told = (): number => hooks.received.filter(({ path }) => path === '/crm').length;
    expect(told()).toBe(1);
    desk.moveTo(desk.now() + 86_400_001);
    await desk.notices(await desk.complaints(1));
    await tell();
    await until(jobsAreDone);
    await tell();
    await until(() => told() === 2);
  });
});
