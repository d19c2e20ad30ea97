import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { brokenAt } from '../../src/ledger/entry.js';
import { schedulesSubject } from '../../src/modules/schedules/findings.keeper.js';
import { scheduleRunView } from '../../src/modules/schedules/schedule-views.js';
import { chainOf } from '../../src/store/entries.repository.js';
import { openSchedulesDesk, until, type SchedulesDesk } from './support/schedules-desk.js';

let desk: SchedulesDesk;
beforeEach(async () => {
  Logger.overrideLogger(false);
  desk = await openSchedulesDesk();
});
afterEach(() => desk.close());

const daily = (more = '', cron = '30 6 * * *', zone = 'UTC'): string => `schedules:
  daily:
    title: { en: Daily check, zh: 每日检查 }
    at: { cron: "${cron}", zone: ${zone}${more} }
    does: check
    over: { status: open }
    catch-up: latest
    tell: [team-lead]
`;

/** Each of whose times counts: nothing is passed over for a run that goes on. */
const each = (text: string): string => text.replace('catch-up: latest', 'catch-up: all');

const runsOf = (): Promise<
  readonly { kind: string; status: string; request: Record<string, unknown>; actor: string }[]
> =>
  desk.test.owner.query(
    '',
    `select kind, status, actor, request - 'salt' - 'process' - 'ordered' as request from run order by created_at, run_id`,
  );

describe('a schedule', () => {
  it('is run once at each of its times, however many services look', async () => {
    await desk.take(each(daily()));
    const services = [desk.service(), desk.service(), desk.service()];
    for (const at of ['02-12T06:29', '02-12T06:30', '02-12T06:31', '02-13T06:29', '02-13T06:30', '02-13T06:34']) {
      desk.at(`2026-${at}Z`);
      await Promise.all(services.map(({ scheduler }) => scheduler.tick()));
    }
    expect(await desk.rows()).toEqual(['daily 02-12T06:30 claimed', 'daily 02-13T06:30 claimed']);
    expect(await runsOf()).toMatchObject([
      { kind: 'check', status: 'waiting', actor: 'system:schedule:daily', request: { population: { status: 'open' } } },
      { kind: 'check', status: 'waiting', request: { due: '2026-02-13T14:30+08:00', schedule: 'daily' } },
    ]);
    const jobs = await desk.test.owner.query('', `select id from job.job where name = 'check'`);
    expect(jobs).toHaveLength(2);
  });

  it('does not miss what was due before it came into force', async () => {
    desk.at('2026-02-12T12:00Z');
    await desk.take(undefined);
    const service = desk.service();
    desk.at('2026-02-20T12:00Z');
    await service.scheduler.tick();
    await desk.take(daily());
    desk.at('2026-02-20T12:00Z');
    await service.scheduler.tick();
    expect(await desk.rows()).toEqual([]);
    desk.at('2026-02-21T06:30Z');
    await service.scheduler.tick();
    expect(await desk.rows()).toEqual(['daily 02-21T06:30 claimed']);
  });

  it('keeps every time, by the set that was in force then, where the set changes while nothing looks', async () => {
    await desk.take(daily());
    const service = desk.service();
    await service.scheduler.tick();
    desk.at('2026-02-13T12:00Z');
    await desk.take(daily('', '0 18 * * *'));
    desk.at('2026-02-15T12:00Z');
    await service.scheduler.tick();
    await service.scheduler.tick();
    expect(await desk.rows()).toEqual([
      'daily 02-12T06:30 passed-over late',
      'daily 02-13T06:30 passed-over late',
      'daily 02-13T18:00 passed-over late',
      'daily 02-14T18:00 claimed late',
    ]);
  });

  it('is not repeated and not lost by a clock that goes back and forth', async () => {
    await desk.take(each(daily()));
    const service = desk.service();
    for (const at of ['02-12T06:30', '02-12T06:00', '02-12T06:30', '02-11T00:00', '02-13T06:30', '02-12T06:31'])
      await (desk.at(`2026-${at}Z`), service.scheduler.tick());
    expect(await desk.rows()).toEqual(['daily 02-12T06:30 claimed', 'daily 02-13T06:30 claimed']);
  });

  it.each([
    ['', ['daily 10-25T00:30 claimed']],
    [', doubled-hour: second', ['daily 10-25T01:30 claimed']],
    [', doubled-hour: both', ['daily 10-25T00:30 claimed', 'daily 10-25T01:30 claimed']],
  ])('goes by its zone when clocks go back%s', async (rule, expected) => {
    desk.at('2026-10-24T12:00Z');
    await desk.take(each(daily(rule, '30 2 * * *', 'Europe/Berlin')));
    const service = desk.service();
    for (const at of ['24T23:00', '25T00:30', '25T01:00', '25T01:30', '25T12:00'])
      await (desk.at(`2026-10-${at}Z`), service.scheduler.tick());
    expect(await desk.rows()).toEqual(expected);
  });
});

describe('runs that were missed', () => {
  const every = (catchUp: string): string => daily().replace('catch-up: latest', `catch-up: ${catchUp}`);

  it.each([
    ['latest', ['passed-over late', 'passed-over late', 'claimed late'], 1],
    ['all', ['claimed late', 'claimed late', 'claimed late'], 3],
    ['none', ['missed late', 'missed late', 'missed late'], 0],
  ])('are made up for as the schedule says: %s', async (catchUp, expected, caughtUp) => {
    await desk.take(every(catchUp));
    const services = [desk.service(), desk.service()];
    await Promise.all(services.map(({ scheduler }) => scheduler.tick()));
    desk.at('2026-02-14T20:00Z');
    await Promise.all(services.map(({ scheduler }) => scheduler.tick()));
    expect(await desk.rows()).toEqual(expected.map((each, i) => `daily 02-${12 + i}T06:30 ${each}`));
    const runs = await runsOf();
    expect(runs).toHaveLength(caughtUp);
    // Those before the last say what would have been said then; the last renews what is stored.
    expect(
      runs.map(({ request }) => JSON.stringify(request['at'] ?? null)).toSorted((a, b) => (a < b ? 1 : -1)),
    ).toEqual(['null', '"2026-02-13T14:30+08:00"', '"2026-02-12T14:30+08:00"'].slice(0, caughtUp));
    const entries = await chainOf(desk.test.database.reading, schedulesSubject);
    expect(entries.map(({ type, body }) => [type, body])).toEqual([
      ['schedule-missed', expect.objectContaining({ schedule: 'daily', missed: 3, caught_up: caughtUp })],
    ]);
    expect(brokenAt(entries)).toBeUndefined();
  });

  it('are told to those who hold the roles, once, and to whoever stands in where nobody does', async () => {
    const account = '019a0000-0000-7000-8000-000000000001';
    await desk.test.owner.query(
      '',
      `insert into account (account_id, kind, name, created_at) values ('${account}', 'person', 'Li', now())`,
    );
    await desk.test.owner.query(
      '',
      `insert into recipient (recipient_id, role, account_id, added_at, added_by) values (gen_random_uuid(), 'team-lead', '${account}', now(), 'test')`,
    );
    await desk.take(every('latest').replace('[team-lead]', '[]'));
    const services = [desk.service(), desk.service()];
    await services[0]?.scheduler.tick();
    desk.at('2026-02-14T20:00Z');
    await Promise.all(services.map(({ scheduler }) => scheduler.tick()));
    await services[0]?.tell();
    const messages = await desk.test.owner.query<{ kind: string; account: string; body: Record<string, string> }>(
      '',
      'select kind, account_id as account, body from message where account_id is not null',
    );
    expect(messages).toMatchObject([
      { kind: 'schedule-finding', account, body: { schedules: 'daily', findings: 'missed' } },
    ]);
    expect(messages[0]?.body['en']).toContain('was missed 3 times');
    expect(messages[0]?.body['zh']).toContain('共错过 3 次执行');
  });
});

describe('a schedule that is due while its last run goes on', () => {
  const often = daily('', '*/10 * * * *');
  const times = async (service: ReturnType<SchedulesDesk['service']>, ...at: readonly string[]): Promise<void> => {
    for (const each of at) await (desk.at(`2026-02-12T${each}Z`), service.scheduler.tick());
  };

  it('does not begin it twice, keeps the time with the reason, and is due again when the run has ended', async () => {
    await desk.take(often);
    const [first, second] = [desk.service(), desk.service()];
    await times(first, '00:10', '00:20');
    await times(second, '00:30');
    const [run] = await desk.test.owner.query<{ id: string }>('', 'select run_id as id from run');
    expect(await desk.rows()).toEqual([
      'daily 02-12T00:10 claimed',
      'daily 02-12T00:20 passed-over',
      'daily 02-12T00:30 passed-over',
    ]);
    expect(await runsOf()).toHaveLength(1);
    const { runs } = await first.schedules.runs('daily', { limit: 1 });
    expect(runs.map((one) => scheduleRunView(one, String).reason)).toEqual([
      { code: 'still-going-on', en: expect.any(String), zh: expect.any(String), run: run?.id },
    ]);
    // Told once for the run that goes on, however many times it holds up.
    const entries = await chainOf(desk.test.database.reading, schedulesSubject);
    expect(entries.map(({ type, body }) => [type, body['during']])).toEqual([['schedule-passed-over', run?.id]]);
    const said = await desk.test.owner.query<{ en: string }>('', `select body #>> '{said,en}' as en from message`);
    expect(said.map(({ en }) => en)).toEqual([
      expect.stringContaining('at 2026-02-12T08:20+08:00 the run due at 2026-02-12T08:10+08:00 was still going on'),
    ]);

    await first.runs.take(run?.id ?? '');
    await first.runs.finish(run?.id ?? '', { population: 0, examined: 0, skipped: 0 });
    await times(second, '00:40');
    expect((await desk.rows()).slice(2)).toEqual(['daily 02-12T00:30 passed-over', 'daily 02-12T00:40 claimed']);
  });

  it('begins one of several times that are noticed together', async () => {
    await desk.take(daily('', '* * * * *'));
    const service = desk.service();
    await times(service, '00:00', '00:03');
    expect((await desk.rows()).map((row) => row.split(' ')[2])).toEqual(['claimed', 'passed-over', 'passed-over']);
  });

  it('is not held up by a run that somebody asked for out of turn, nor where each of its times counts', async () => {
    await desk.take(often);
    const service = desk.service();
    await service.scheduler.tick();
    await service.schedules.runNow('daily', { by: { kind: 'account', id: 'an-officer' } }, () => undefined);
    await times(service, '00:10');
    await desk.take(each(often));
    await times(service, '00:20', '00:30');
    expect((await desk.rows()).filter((row) => !row.includes('claimed'))).toEqual([]);
    expect(await runsOf()).toHaveLength(4);
  });
});

describe('a run of a schedule', () => {
  it('accounts for its population, and ends with its work', async () => {
    await desk.take(daily());
    await desk.complaints(5, '2026-02-02');
    const service = desk.service();
    service.start();
    desk.at('2026-02-12T06:30Z');
    await service.scheduler.tick();
    await until(async () => (await runsOf())[0]?.status === 'done');
    await service.scheduler.tick();
    expect(await desk.rows()).toEqual(['daily 02-12T06:30 done']);
    const { runs } = await service.schedules.runs('daily', { limit: 10 });
    expect(runs).toMatchObject([
      {
        state: 'done',
        kind: 'check',
        status: 'done',
        actor: 'system:schedule:daily',
        account: { population: 5, examined: 5, skipped: 0 },
      },
    ]);
  });

  it('counts records whose time is over, and verifies the evidence', async () => {
    const others = `schedules:
  records:
    title: { en: Records, zh: 记录 }
    at: { cron: "0 7 * * *", zone: UTC }
    does: retention
  evidence:
    title: { en: Evidence, zh: 存证 }
    at: { cron: "0 7 * * *", zone: UTC }
    does: verify
`;
    await desk.take(others);
    await desk.complaints(4, '2022-01-10');
    const service = desk.service();
    service.start();
    desk.at('2026-02-12T07:00Z');
    await service.scheduler.tick();
    await until(async () => (await runsOf()).every(({ status }) => status === 'done'));
    await service.scheduler.tick();
    const accountOf = async (id: string) => (await service.schedules.runs(id, { limit: 1 })).runs[0]?.account;
    expect(await accountOf('records')).toMatchObject({ population: 4, examined: 4, skipped: 0, records: 4, mustGo: 4 });
    expect(await accountOf('evidence')).toMatchObject({
      broken: 0,
      different: 0,
      sampled: 4,
      repeated: 4,
      subjects: { complaint: 4, 'policy-sets': 1 },
    });
    // Somebody with the rights of the owner changes what a complaint's chain says.
    await desk.test.owner.query(
      '',
      `update entry set body = body || '{"x": 1}' where (subject_id, number) in (select subject_id, number from entry where subject_kind = 'complaint' order by subject_id limit 1)`,
    );
    desk.at('2026-02-13T07:00Z');
    await service.scheduler.tick();
    await until(async () => (await runsOf()).every(({ status }) => status === 'done'));
    await service.scheduler.tick();
    expect(await accountOf('evidence')).toMatchObject({ broken: 1, brokenChains: [{ kind: 'complaint', entry: 1 }] });
    const entries = await chainOf(desk.test.database.reading, schedulesSubject);
    expect(entries.map(({ type }) => type)).toEqual(['schedule-evidence-broken']);
  });

  it('is taken up by another process where the one that did it is gone, and counted once', async () => {
    await desk.take(daily());
    await desk.complaints(3, '2026-02-02');
    const [first, second] = [desk.service(), desk.service()];
    desk.at('2026-02-12T06:30Z');
    await first.scheduler.tick();
    const [run] = await desk.test.owner.query<{ id: string }>('', 'select run_id as id from run');
    // The first takes the order and is gone before it has done anything; its stopping tells so.
    expect(await first.runs.take(run?.id ?? '')).toBeDefined();
    await first.close();
    second.start();
    await until(async () => (await runsOf()).some(({ status }) => status === 'done'));
    await second.scheduler.tick();
    await second.scheduler.tick();
    expect(await desk.rows()).toEqual(['daily 02-12T06:30 done']);
    expect((await runsOf()).map(({ status }) => status).toSorted()).toEqual(['done', 'interrupted']);
    const { runs } = await second.schedules.runs('daily', { limit: 10 });
    expect(runs).toMatchObject([{ state: 'done', status: 'done', account: { population: 3, examined: 3 } }]);
  });

  it('that fails is a finding', async () => {
    await desk.take(daily());
    const service = desk.service();
    desk.at('2026-02-12T06:30Z');
    await service.scheduler.tick();
    const [run] = await desk.test.owner.query<{ id: string }>('', 'select run_id as id from run');
    await service.runs.take(run?.id ?? '');
    await service.runs.fail(run?.id ?? '', new Error('something'));
    await service.scheduler.tick();
    await service.scheduler.tick();
    expect(await desk.rows()).toEqual(['daily 02-12T06:30 failed']);
    const entries = await chainOf(desk.test.database.reading, schedulesSubject);
    expect(entries.map(({ type, body }) => [type, body['schedule']])).toEqual([['schedule-run-failed', 'daily']]);
  });

  it('is ordered now by whoever asks, under their name', async () => {
    await desk.take(daily());
    const service = desk.service();
    await service.scheduler.tick();
    desk.at('2026-02-12T06:30Z');
    await service.scheduler.tick();
    const by = { kind: 'account', id: 'an-officer' } as const;
    const one = await service.schedules.runNow('daily', { by }, ({ run, dueAt }) => ({ run, dueAt }));
    const two = await service.schedules.runNow('daily', { by }, ({ run, dueAt }) => ({ run, dueAt }));
    expect(one.body.run).not.toBe(two.body.run);
    expect((await runsOf()).map(({ actor }) => actor).toSorted()).toEqual([
      'account:an-officer',
      'account:an-officer',
      'system:schedule:daily',
    ]);
    await expect(service.schedules.runNow('dayly', { by }, () => undefined)).rejects.toMatchObject({
      faults: [{ code: 'schedules.unknown' }],
    });
  });
});
