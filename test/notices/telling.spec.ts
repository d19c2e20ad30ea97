import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { noticeId } from '../../src/modules/notices/notice-id.js';
import { noticesDesk, type NoticesDesk } from './support/notices-desk.js';
import { httpReceiver, type HttpReceiver } from './support/receivers.js';
import { until } from './support/until.js';

const minute = 60_000;
const hour = 60 * minute;
const quiet = ['22:00', '07:00'] as const;

let hooks: HttpReceiver;
let desk: NoticesDesk;

beforeAll(async () => {
  hooks = await httpReceiver();
});
afterAll(() => hooks.close());
beforeEach(async () => {
  hooks.received.length = 0;
  desk = await noticesDesk(`
  mail: { kind: smtp, host: mail.example.org, from: redress@example.org }
  crm: { kind: webhook, url: "${hooks.url}/crm", allow-private: true }
`);
});
afterEach(() => desk.close());

/** Messages by way, with how many notices each tells of and whether it is on its way. */
const messages = (way: string) =>
  desk.rows<{ kind: string; items: number; queued: boolean; notBefore: Date }>(
    `select m.kind, (select count(*)::int from message_item i where i.message_id = m.message_id) as items,
       queued_at is not null as queued, not_before as "notBefore" from message m where way = $1 order by created_at, not_before`,
    [way],
  );
const jobCount = async (): Promise<number> =>
  (await desk.rows(`select from job.job where name = 'deliver' and state = 'created'`)).length;
const tell = async (): Promise<ReadonlySet<string>> => {
  const { toNobody } = await desk.telling.tell();
  await desk.telling.release();
  return toNobody;
};

describe('telling', () => {
  it('tells few one by one, and many in one message that waits for what else comes', async () => {
    const anna = await desk.account('Anna', { address: 'anna@example.org' });
    await desk.holds('team-lead', { account: anna });
    const complaints = await desk.complaints(40);
    await desk.notices(complaints.slice(0, 5));
    await tell();
    expect(await messages('mail')).toEqual(
      Array.from({ length: 5 }, () => expect.objectContaining({ kind: 'escalation', items: 1, queued: true })),
    );
    expect(await jobCount()).toBe(5);
    desk.moveTo(desk.now() + minute);
    await desk.notices(complaints.slice(5, 20));
    await tell();
    desk.moveTo(desk.now() + 5_000);
    await desk.notices(complaints.slice(20, 30));
    await tell();
    expect((await messages('mail')).slice(5)).toEqual([expect.objectContaining({ items: 25, queued: false })]);
    desk.moveTo(desk.now() + 6_000);
    await tell();
    expect((await messages('mail')).slice(5)).toEqual([
      expect.objectContaining({ kind: 'digest', items: 25, queued: true }),
    ]);
    expect(await jobCount()).toBe(6);
    // What comes soon after a digest waits for the next one.
    await desk.notices(complaints.slice(30, 31));
    await tell();
    expect((await messages('mail')).slice(6)).toEqual([expect.objectContaining({ items: 1, queued: false })]);
    desk.moveTo(desk.now() + 10 * minute);
    await tell();
    expect((await messages('mail')).slice(6)).toEqual([expect.objectContaining({ items: 1, queued: true })]);
  });

  it('makes one digest a person of what a sweep that is behind still brings', async () => {
    const anna = await desk.account('Anna', { address: 'anna@example.org' });
    await desk.holds('team-lead', { account: anna });
    const complaints = await desk.complaints(60);
    await desk.rows('update look set next_look_at = $1', [new Date(desk.now())]);
    for (let from = 0; from < 60; from += 20) {
      await desk.notices(complaints.slice(from, from + 20));
      await tell();
      desk.moveTo(desk.now() + 20_000);
    }
    expect(await messages('mail')).toEqual([expect.objectContaining({ items: 60, queued: false })]);
    await desk.rows('update look set next_look_at = null');
    await tell();
    expect(await messages('mail')).toEqual([expect.objectContaining({ items: 60, queued: true })]);
  });

  it('sends no mail in quiet hours, and one for all of them when they end; the inbox and webhooks have no night', async () => {
    const anna = await desk.account('Anna', { address: 'anna@example.org', quiet });
    await desk.holds('team-lead', { account: anna });
    await desk.holds('team-lead', { destination: 'crm' });
    // 23:00 in Shanghai.
    desk.moveTo(Date.UTC(2026, 2, 10, 15));
    const complaints = await desk.complaints(3);
    for (const complaint of complaints) {
      await desk.notices([complaint]);
      await tell();
      desk.moveTo(desk.now() + hour);
    }
    expect(await messages('mail')).toEqual([
      expect.objectContaining({ items: 3, queued: false, notBefore: new Date(Date.UTC(2026, 2, 10, 23)) }),
    ]);
    expect(await messages('inbox')).toHaveLength(3);
    expect((await messages('webhook')).map(({ queued }) => queued)).toEqual([true, true, true]);
    desk.moveTo(Date.UTC(2026, 2, 10, 23));
    await tell();
    expect(await messages('mail')).toEqual([expect.objectContaining({ items: 3, queued: true })]);
  });

  it('tells who holds the role for the unit, else for all, else the fallback owner, and waits where there is nobody', async () => {
    const [complaint = ''] = await desk.complaints(1);
    await desk.rows(`update complaint set unit = 'north' where complaint_id = $1`, [complaint]);
    await desk.notices([complaint], { rule: 'cn.example#legal', to: ['legal'] });
    expect([...(await tell())]).toEqual(['legal']);
    expect(await desk.rows('select status from notice')).toEqual([{ status: 'waiting' }]);
    const names = async () =>
      (
        await desk.rows<{ name: string }>(
          `select name from message join account using (account_id) order by message.created_at, name`,
        )
      ).map(({ name }) => name);

    await desk.holds('boss', { account: await desk.account('Boss') });
    expect([...(await tell())]).toEqual([]);
    expect(await names()).toEqual(['Boss']);

    desk.moveTo(desk.now() + minute);
    await desk.holds('legal', { account: await desk.account('Everywhere') });
    const gone = await desk.account('Gone');
    await desk.rows('update account set disabled_at = now() where account_id = $1', [gone]);
    await desk.holds('legal', { account: gone, unit: 'north' });
    await desk.notices([complaint], { rule: 'cn.example#legal', to: ['legal'], level: 2 });
    await tell();
    expect(await names()).toEqual(['Boss', 'Everywhere']);

    desk.moveTo(desk.now() + minute);
    await desk.holds('legal', { account: await desk.account('North'), unit: 'north' });
    await desk.notices([complaint], { rule: 'cn.example#legal', to: ['legal'], level: 3 });
    await tell();
    expect(await names()).toEqual(['Boss', 'Everywhere', 'North']);
  });

  it('tells one person once who holds two roles, and nothing that was told before', async () => {
    const anna = await desk.account('Anna');
    for (const role of ['team-lead', 'legal']) await desk.holds(role, { account: anna });
    await desk.notices(await desk.complaints(1), { to: ['team-lead', 'legal'] });
    await Promise.all([desk.telling.tell(), desk.worker().telling.tell(), desk.worker().telling.tell()]);
    await tell();
    expect(await messages('inbox')).toEqual([expect.objectContaining({ items: 1 })]);
    expect(await desk.rows('select status from notice')).toEqual([{ status: 'told' }]);
  });

  it('names the ids of all in the digest of a webhook, and the first fifty', async () => {
    await desk.holds('team-lead', { destination: 'crm' });
    await desk.notices(await desk.complaints(120));
    await tell();
    desk.moveTo(desk.now() + 11_000);
    await tell();
    desk.jobs.start();
    await until(() => hooks.received.length === 1);
    const { type, data } = JSON.parse(hooks.received[0]?.body ?? '') as {
      type: string;
      data: { count: number; items: string[]; first: object[]; rules: object[] };
    };
    expect({ type, count: data.count, ids: new Set(data.items).size, first: data.first.length }).toEqual({
      type: 'digest',
      count: 120,
      ids: 120,
      first: 50,
    });
    expect(data.rules).toEqual([{ rule: 'cn.example#late', title: { en: 'Too late', zh: '已逾期' }, count: 120 }]);
  });

  it('adds nothing to a message that another process puts on its way at the same time', async () => {
    await desk.holds('team-lead', { destination: 'crm' });
    const complaints = await desk.complaints(20);
    await desk.notices(complaints.slice(0, 10));
    await tell();
    desk.moveTo(desk.now() + 11_000);
    await desk.notices(complaints.slice(10));
    desk.jobs.start();
    const { database } = desk.test;
    // It has found the message that gathers, and has not added to it yet.
    const slow = desk.worker({
      ...database,
      transaction: (work) =>
        database.transaction((tx) =>
          work({
            async query(name, text, values) {
              if (name === 'message-items-insert' && (await desk.telling.release()) > 0)
                await until(() => hooks.received.length > 0);
              return tx.query(name, text, values);
            },
          }),
        ),
    });
    await slow.telling.tell();
    await tell();
    await until(async () => (await desk.rows(`select from message where status = 'waiting'`)).length === 0);
    const ids = hooks.received.flatMap(({ body }) => (JSON.parse(body) as { data: { items: string[] } }).data.items);
    const keys = complaints.map((complaint) => ({ complaint, rule: 'cn.example#late', level: 1, round: 1 }));
    expect(ids.toSorted()).toEqual(keys.map((key) => noticeId({ ...key, kind: 'escalation' })).toSorted());
  });

  it('keeps nothing where the transaction comes to nothing: neither message nor job', async () => {
    const anna = await desk.account('Anna', { address: 'anna@example.org' });
    await desk.holds('team-lead', { account: anna });
    await desk.notices(await desk.complaints(2));
    const { database } = desk.test;
    const unlucky = desk.worker({
      ...database,
      transaction: (work) =>
        database.transaction(async (tx) => {
          await work(tx);
          throw new RangeError('no');
        }),
    });
    await expect(unlucky.telling.tell()).rejects.toThrow(RangeError);
    expect([await messages('mail'), await messages('inbox'), await jobCount()]).toEqual([[], [], 0]);
    await tell();
    expect([(await messages('mail')).length, await jobCount()]).toEqual([2, 2]);
  });

  it('asks again for jobs that were lost, once each', async () => {
    await desk.holds('team-lead', { destination: 'crm' });
    await desk.notices(await desk.complaints(2));
    await tell();
    await desk.rows('delete from job.job');
    await desk.telling.recover();
    expect(await jobCount()).toBe(0);
    desk.moveTo(desk.now() + 11 * minute);
    await desk.telling.recover();
    await desk.telling.recover();
    expect(await jobCount()).toBe(2);
  });
});
