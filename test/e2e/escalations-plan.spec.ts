import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EscalationPlans, soundDraft } from '../../src/modules/escalations/escalation-plans.service.js';
import { planDto } from '../../src/modules/escalations/plan.dto.js';
import { answerOf, problemOf } from './support/complaints-app.js';
import { escalationPolicies, escalationsApp, type EscalationsApp } from './support/escalations-app.js';

let app: EscalationsApp;
const late = 'cn.example#late-answer';
let ids: readonly string[];

beforeAll(async () => {
  app = await escalationsApp([
    { name: 'olga', roles: ['officer'] },
    { name: 'adam', roles: ['administrator'] },
    { name: 'nora', roles: ['handler'], units: ['north'] },
    { name: 'lena', roles: ['legal'] },
  ]);
  const account = (name: string): string => app.person(name).known.account;
  await app.as('adam', 'PUT', '/api/recipients/team-lead', {
    recipients: [{ account: account('nora'), unit: 'north' }, { account: account('olga') }],
  });
  await app.as('adam', 'PUT', '/api/recipients/head', { recipients: [{ account: account('olga') }] });
  app.at('2024-03-05T10:00+08:00');
  const made: string[] = [];
  for (const [reference, unit] of [
    ['1', 'north'],
    ['2', 'north'],
    ['3', 'south'],
  ] as const)
    made.push(await app.complaint(reference, unit));
  const closed = await app.complaint('closed', 'north');
  const events = [
    { type: 'told', at: '2024-03-05T09:00+08:00', id: 'out' },
    { type: 'closed', at: '2024-03-05T09:30+08:00', id: 'end' },
  ];
  await app.as('olga', 'POST', `/api/complaints/${closed}/events`, { events });
  ids = made;
});
afterAll(() => app.stop());

const plan = async (query = '', name = 'olga') =>
  answerOf(planDto, await app.as(name, 'GET', `/api/escalations/plan?${query}`));
const rows = ({ lines }: Awaited<ReturnType<typeof plan>>) =>
  lines.map(({ time, roles, people, instead, rule, level, count }) => [
    time,
    roles,
    people,
    instead,
    rule,
    level,
    count,
  ]);

describe('who would be told', () => {
  it('is foreseen level by level, as if nobody acknowledged, together by time and people', async () => {
    const found = await plan();
    expect(rows(found)).toEqual([
      ['2024-03-14T00:00+08:00', ['team-lead'], ['nora'], null, late, 1, 2],
      ['2024-03-14T00:00+08:00', ['team-lead'], ['olga'], null, late, 1, 1],
      // Nobody holds the role: the fallback owner is told.
      ['2024-03-14T11:00+08:00', ['legal'], ['olga'], 'head', late, 2, 3],
    ]);
    expect(found).toMatchObject({
      draft: false,
      open: 3,
      looked_at: 3,
      tellings: 6,
      difference: null,
      unforeseen: { count: 0 },
    });
    expect(found.lines[0]).toMatchObject({
      date: '2024-03-14',
      title: { zh: '答复超时' },
      examples: expect.arrayContaining([ids[0]]),
    });
  });

  it('is what then happens: at each time that it names somebody is told, and at no other', async () => {
    const foreseen = await plan();
    for (const at of [
      '2024-03-13T23:59:59+08:00',
      '2024-03-14T00:00:00+08:00',
      '2024-03-14T10:59:00+08:00',
      '2024-03-14T11:00:00+08:00',
      '2024-04-04T00:00:00+08:00',
    ]) {
      app.at(at);
      await app.look(...ids);
    }
    const told = await app.test.owner.query<{ at: string; level: number; n: number }>(
      '',
      `select to_char(created_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI"+08:00"') as at, level, count(*)::int as n from notice group by 1, 2 order by 1, 2`,
    );
    const sums = Map.groupBy(foreseen.lines, ({ time, level }) => `${time} ${level}`);
    expect(told.map(({ at, level, n }) => [`${at} ${level}`, n])).toEqual(
      [...sums].map(([key, lines]) => [key, lines.reduce((sum, { count }) => sum + count, 0)]),
    );
    // What was told is foreseen no more.
    expect(rows(await plan())).toEqual([]);
    await app.test.owner.query('', `delete from message_item`);
    await app.test.owner.query('', `delete from notice`);
    app.at('2024-03-05T10:00+08:00');
    await app.test.owner.query('', `update look set judged_at = '2024-03-05T02:00Z'`);
  });

  it('ends with the days that are asked for, and with the units that one sees', async () => {
    expect(rows(await plan('days=8'))).toEqual([]);
    expect((await plan('days=9')).tellings).toBe(3);
    expect((await plan('', 'nora')).lines.map(({ count }) => count)).toEqual([2, 2]);
    expect(await plan('unit=south', 'nora')).toMatchObject({ open: 0, looked_at: 0, lines: [] });
    expect((await plan('unit=south')).tellings).toBe(2);
  });

  it('by a draft says what it would tell otherwise', async () => {
    const draft = soundDraft(
      escalationPolicies(`  late-answer:
    title: { en: No answer in time, zh: 答复超时 }
    for: answer
    at: 1 day before due
    to: team-lead
`),
    );
    const made = await app.app
      .get(EscalationPlans, { strict: false })
      .plan({ days: 31, draft }, app.person('olga').known);
    const short = (lines: readonly { time: string | null; level: number; count: number }[]) =>
      lines.map(({ time, level, count }) => [time, level, count]);
    expect(made.isDraft).toBe(true);
    expect(short(made.lines)).toEqual([
      ['2024-03-13T00:00+08:00', 1, 2],
      ['2024-03-13T00:00+08:00', 1, 1],
    ]);
    expect(short(made.difference?.more ?? [])).toEqual(short(made.lines));
    expect(short(made.difference?.fewer ?? [])).toEqual(short((await plan()).lines));
  });

  it('of the set in force taken as a draft is no different', async () => {
    const draft = soundDraft(escalationPolicies());
    const made = await app.app
      .get(EscalationPlans, { strict: false })
      .plan({ days: 31, draft }, app.person('olga').known);
    expect(made.difference).toEqual({ more: [], fewer: [] });
  });

  it('stores nothing', async () => {
    const counts = async () =>
      app.test.owner.query(
        '',
        'select (select count(*) from entry) as e, (select count(*) from notice) as n, (select count(*) from judgement) as j',
      );
    const before = await counts();
    await plan();
    expect(await counts()).toEqual(before);
  });

  it('refuses a proposal that there is not, and what takes longer than a request may', async () => {
    await problemOf(
      await app.as('olga', 'GET', `/api/escalations/plan?proposal=0198f0a1-0000-7000-8000-000000000000`),
      404,
    );
    const plans = app.app.get(EscalationPlans, { strict: false });
    await expect(plans.plan({ days: 31, patience: -1 }, app.person('olga').known)).rejects.toThrow(
      'escalation.plan_too_long',
    );
  });
});
