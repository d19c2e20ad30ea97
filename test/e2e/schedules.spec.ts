import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { replaceClock } from '../../src/clock.js';
import { DocsModule } from '../../src/http/openapi/docs.module.js';
import { HealthModule } from '../../src/modules/health/health.module.js';
import { PoliciesService, soundSet } from '../../src/modules/policies/policies.service.js';
import { Scheduler } from '../../src/modules/schedules/scheduler.service.js';
import {
  plannedDto,
  scheduleRunDto,
  scheduleRunsDto,
  schedulesDto,
} from '../../src/modules/schedules/schedules.dto.js';
import { SchedulesModule } from '../../src/modules/schedules/schedules.module.js';
import { StoreModule } from '../../src/store/store.module.js';
import { testDatabase, type TestDatabase } from '../db/support/test-database.js';
import { instant } from '../support/builders.js';
import { policyHead, usualFiles } from '../support/policy-files.js';
import { undocumented } from './support/answers.js';
import { answerOf, faultsOf } from './support/complaints-app.js';
import { ownDataFolder } from './support/data-folder.js';
import { startShell, type Shell } from './support/shell.js';

const schedules = `schedules:
  daily:
    title: { en: Daily check, zh: 每日检查 }
    at: { cron: "30 6 * * mon-fri", zone: Asia/Shanghai }
    does: check
    over: { status: open, received: last 7 days }
    catch-up: none
    tell: [team-lead]
  month-end:
    title: { en: Month's end, zh: 月末 }
    at: { on: last working day of the month, time: "18:00" }
    does: report
`;

@Module({})
class Root {}

describe('schedules over HTTP', () => {
  let test: TestDatabase;
  let shell: Shell;
  let document: OpenAPIObject;
  let clock = instant('2026-02-12T06:00:00+08:00');
  const data = ownDataFolder();
  const restore = replaceClock(() => clock);

  beforeAll(async () => {
    await data;
    test = await testDatabase();
    shell = await startShell({
      store: { database: test.database, close: () => Promise.resolve() },
      module: { module: Root, imports: [StoreModule.of(test.database), HealthModule, DocsModule, SchedulesModule] },
    });
    document = (await (await shell.ask('GET', '/api/openapi.json')).json()) as OpenAPIObject;
    const texts = { ...usualFiles, 'house/example.yaml': `${policyHead}deadlines: {}\n`, 'schedules.yaml': schedules };
    const sound = soundSet(Object.entries(texts).map(([file, text]) => ({ file, text })));
    if (!('set' in sound)) throw new Error(JSON.stringify(sound));
    await shell.app.get(PoliciesService, { strict: false }).take(sound, { kind: 'system', id: 'test' });
  });
  afterAll(async () => {
    restore();
    await shell.close();
    await test.close();
    await (await data).remove();
  });

  async function ask(method: string, path: string): Promise<Response> {
    const response = await shell.ask(method, path);
    const pattern = path.replace(/\?.*$/, '').replace(/^(\/api\/schedules\/)[^/]+\//, '$1{id}/');
    expect(await undocumented(document, method, pattern, response)).toEqual([]);
    return response;
  }

  it('are listed in words of both languages, with what comes next', async () => {
    const { schedules: listed } = await answerOf(schedulesDto, await ask('GET', '/api/schedules'));
    expect(listed).toMatchObject([
      {
        id: 'daily',
        when: {
          en: 'every Monday, Tuesday, Wednesday, Thursday, Friday, at 06:30 (Asia/Shanghai)',
          zh: '每周一、周二、周三、周四、周五 06:30（Asia/Shanghai）',
        },
        over: { status: 'open', received: 'last 7 days' },
        next: [
          { at: '2026-02-12T06:30+08:00', provisional: false },
          { at: '2026-02-13T06:30+08:00' },
          { at: '2026-02-16T06:30+08:00' },
        ],
        counts: { missed: 0 },
      },
      {
        id: 'month-end',
        when: { zh: '每月最后一个工作日 18:00（日历 cn，Asia/Shanghai）' },
        next: [{ at: '2026-02-27T18:00+08:00' }, {}, {}],
      },
    ]);
    const { times, cut } = await answerOf(plannedDto, await ask('GET', '/api/schedules/next?days=2'));
    expect([times.map(({ schedule, at }) => `${schedule} ${at}`), cut]).toEqual([
      ['daily 2026-02-12T06:30+08:00', 'daily 2026-02-13T06:30+08:00'],
      false,
    ]);
  });

  it('show every time at which they were due, the missed ones too', async () => {
    const scheduler = shell.app.get(Scheduler, { strict: false });
    await scheduler.tick();
    clock = instant('2026-02-13T06:31:00+08:00');
    await scheduler.tick();
    const { runs } = await answerOf(scheduleRunsDto, await ask('GET', '/api/schedules/daily/runs'));
    expect(runs).toMatchObject([
      {
        due_at: '2026-02-13T06:30+08:00',
        state: { code: 'claimed' },
        late: false,
        asked_by: 'schedule:daily',
        run: { kind: 'check', status: 'waiting', actor: 'system:schedule:daily' },
      },
      { due_at: '2026-02-12T06:30+08:00', state: { code: 'missed', zh: '已错过' }, late: true },
    ]);
    expect(runs[1]?.run).toBeUndefined();
    const page = await answerOf(scheduleRunsDto, await ask('GET', '/api/schedules/daily/runs?limit=1'));
    const rest = await answerOf(scheduleRunsDto, await ask('GET', `/api/schedules/daily/runs?after=${page.next}`));
    expect([page.runs, rest.runs, rest.next]).toEqual([runs.slice(0, 1), runs.slice(1), undefined]);
    const [daily] = (await answerOf(schedulesDto, await ask('GET', '/api/schedules'))).schedules;
    expect(daily?.counts).toEqual({ done: 0, failed: 0, open: 1, missed: 1, passed_over: 0, late: 0 });
  });

  it('are run now for whoever may ask, once for one request', async () => {
    const response = await ask('POST', '/api/schedules/daily/run');
    const run = await answerOf(scheduleRunDto, response, 202);
    expect(run).toMatchObject({ state: { code: 'claimed' }, late: false, run: { kind: 'check', status: 'waiting' } });
    expect(run.asked_by).toBe(run.run?.actor);
    expect(response.headers.get('location')).toBe('/api/schedules/daily/runs');
  });

  it.each([
    ['GET', '/api/schedules/dayly/runs', 404, 'schedules.unknown'],
    ['POST', '/api/schedules/dayly/run', 404, 'schedules.unknown'],
    ['GET', '/api/schedules/daily/runs?after=x', 400, 'schedules.wrong_cursor'],
  ])('%s %s is refused', async (method, path, status, code) => {
    expect(await faultsOf(await ask(method, path), status)).toEqual([code]);
  });
});
