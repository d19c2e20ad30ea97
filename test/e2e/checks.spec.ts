import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { z } from 'zod';
import { Jobs } from '../../src/jobs/jobs.service.js';
import { DocsModule } from '../../src/http/openapi/docs.module.js';
import { checkDto, checksDto, skippedDto } from '../../src/modules/checks/checks.dto.js';
import { ChecksService } from '../../src/modules/checks/checks.service.js';
import { ChecksModule } from '../../src/modules/checks/checks.module.js';
import { recordedDto } from '../../src/modules/complaints/complaint.dto.js';
import { ComplaintsModule } from '../../src/modules/complaints/complaints.module.js';
import { HealthModule } from '../../src/modules/health/health.module.js';
import { StoreModule } from '../../src/store/store.module.js';
import { testDatabase, type TestDatabase } from '../db/support/test-database.js';
import { undocumented } from './support/answers.js';
import { answerOf, faultsOf } from './support/complaints-app.js';
import { startShell, type Shell } from './support/shell.js';

@Module({})
class Root {}

describe('checks over HTTP', () => {
  let test: TestDatabase;
  let shell: Shell;
  let document: OpenAPIObject;

  beforeAll(async () => {
    test = await testDatabase();
    shell = await startShell({
      store: { database: test.database, close: () => Promise.resolve() },
      module: {
        module: Root,
        imports: [StoreModule.of(test.database), HealthModule, DocsModule, ComplaintsModule, ChecksModule],
      },
    });
    shell.app.get(ChecksService, { strict: false }).work();
    shell.app.get(Jobs, { strict: false }).start();
    // Made by the server itself.
    document = (await (await shell.ask('GET', '/api/openapi.json')).json()) as OpenAPIObject;
    for (const [reference, event] of [
      ['dated', { type: 'received', at: '2026-02-03' }],
      ['undated', { type: 'facts-recorded', at: '2026-02-03', data: { complainant_name: '张三' } }],
    ])
      await answerOf(
        recordedDto,
        await shell.ask('POST', '/api/complaints', {
          source: 'shop',
          reference,
          observes: 'everything',
          events: [event],
        }),
        201,
      );
  });
  afterAll(async () => {
    await shell.close();
    await test.close();
  });

  async function ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const response = await shell.ask(method, path, body, headers);
    const pattern = path.replace(/\?.*$/, '').replace(/^(\/api\/checks\/)[^/]+/, '$1{id}');
    expect(await undocumented(document, method, pattern, response)).toEqual([]);
    return response;
  }

  async function done(id: string): Promise<z.infer<typeof checkDto>> {
    for (;;) {
      const check = await answerOf(checkDto, await ask('GET', `/api/checks/${id}`));
      if (check.status !== 'waiting' && check.status !== 'running') return check;
      await sleep(20);
    }
  }

  it('are asked for, carried out, and accounted for', async () => {
    const asked = await ask('POST', '/api/checks', { population: { source: 'shop', received_from: '2026-02-01' } });
    const { id, status } = await answerOf(checkDto, asked.clone(), 202);
    expect(status).toBe('waiting');
    expect(asked.headers.get('location')).toBe(`/api/checks/${id}`);
    const check = await done(id);
    expect(check).toMatchObject({
      status: 'done',
      actor: expect.stringMatching(/^token:/),
      request: { population: { source: 'shop', received_from: '2026-02-01' } },
      result: {
        population: 2,
        examined: 1,
        skipped: 1,
        skipped_for: { 'receipt-unknown': 1 },
        renewed: 1,
        set: { number: 1 },
      },
      faults: [],
    });
    const { outcomes = {}, findings, rules = [] } = check.result ?? {};
    const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
    expect(sum(Object.values(outcomes))).toBe(findings);
    expect(sum(rules.map((rule) => rule.findings))).toBe(findings);
    expect(JSON.stringify(check)).not.toContain('张三');
    const { skipped } = await answerOf(skippedDto, await ask('GET', `/api/checks/${id}/skipped`));
    expect(skipped.map(({ reference, reason }) => [reference, reason.code])).toEqual([['undated', 'receipt-unknown']]);
  });

  it('are made once for one idempotency key', async () => {
    const key = { 'idempotency-key': 'the same check' };
    const answers = await Promise.all([1, 2, 3].map(() => ask('POST', '/api/checks', { population: {} }, key)));
    const ids = new Set(await Promise.all(answers.map(async (answer) => (await answerOf(checkDto, answer, 202)).id)));
    const [id = '', ...others] = ids;
    expect(others).toEqual([]);
    expect(await done(id)).toMatchObject({ status: 'done', result: { population: 2, examined: 2 } });
    const { checks } = await answerOf(checksDto, await ask('GET', '/api/checks'));
    expect(checks.map(({ status }) => status)).toEqual(['done', 'done']);
    expect((await ask('POST', '/api/checks', { population: { source: 'x' } }, key)).status).toBe(409);
  });

  it('are listed from the newest', async () => {
    const asked = await ask('POST', '/api/checks', { population: { source: 'nobody' }, at: '2026-03-01' });
    const { id } = await answerOf(checkDto, asked, 202);
    expect(await done(id)).toMatchObject({ result: { population: 0, stored: false, at: '2026-03-01T00:00+08:00' } });
    const first = await answerOf(checksDto, await ask('GET', '/api/checks?limit=1'));
    expect(first.checks.map((check) => check.id)).toEqual([id]);
    const second = await answerOf(checksDto, await ask('GET', `/api/checks?limit=200&after=${first.next}`));
    expect(second.checks).toHaveLength(2);
    expect(second.checks.map((check) => check.id)).not.toContain(id);
  });

  it.each<[object, readonly string[]]>([
    [{}, ['value.missing #/population']],
    [{ population: { recieved_from: '2026-01-01' } }, ['value.unknown_name #/population']],
    [
      { population: { status: 'x', outcome: 'y' } },
      ['value.not_allowed #/population/status', 'value.not_allowed #/population/outcome'],
    ],
    [
      { population: { received_from: '2026-13-01', received_to: 'x' }, at: '2026-01-01T00:00' },
      ['check.wrong_day #/population/received_from', 'check.wrong_day #/population/received_to', 'check.wrong_at #/at'],
    ],
    [
      { population: { received_from: '2026-02-01', received_to: '2026-01-01' } },
      ['check.period_reversed #/population/received_to'],
    ],
    [{ population: { source: '' } }, ['value.empty #/population/source']],
    [{ population: { source: ['a'] } }, ['value.not_text #/population/source']],
  ])('are refused where they ask for something else: %j', async (body, faults) => {
    expect(await faultsOf(await ask('POST', '/api/checks', body))).toEqual(faults);
  });

  it.each([
    ['/api/checks/00000000-0000-4000-8000-000000000000', 404],
    ['/api/checks/00000000-0000-4000-8000-000000000000/skipped', 404],
    ['/api/checks/x', 400],
    ['/api/checks?after=x', 400],
    ['/api/checks?limit=1000', 400],
  ])('answer %s with %i', async (path, status) => {
    expect((await ask('GET', path)).status).toBe(status);
  });
});
