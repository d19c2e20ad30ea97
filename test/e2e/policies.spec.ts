import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { z } from 'zod';
import { DocsModule } from '../../src/http/openapi/docs.module.js';
import { HealthModule } from '../../src/modules/health/health.module.js';
import { newsLine } from '../../src/modules/policies/folder-news.js';
import { PoliciesFolder } from '../../src/modules/policies/policies-folder.service.js';
import { folderDto, inForceDto, setDto, setsDto, vocabularyDto } from '../../src/modules/policies/policies.dto.js';
import { PoliciesModule } from '../../src/modules/policies/policies.module.js';
import { Rejudging } from '../../src/modules/policies/rejudging.service.js';
import { StoreModule } from '../../src/store/store.module.js';
import { testDatabase, type TestDatabase } from '../db/support/test-database.js';
import { undocumented } from './support/answers.js';
import { answerOf, problemOf } from './support/complaints-app.js';
import { startShell, type Shell } from './support/shell.js';

@Module({})
class Root {}

const edited = 'house/service-targets.yaml';

describe('policies over HTTP', () => {
  let test: TestDatabase;
  let shell: Shell;
  let folder: string;
  let document: OpenAPIObject;
  const log: string[] = [];

  beforeAll(async () => {
    process.env['REDRESS_SOLO'] = '1';
    test = await testDatabase();
    folder = await mkdtemp(join(tmpdir(), 'redress-policies-'));
    // Without the packs of China a folder is read in a moment; what is shown here is the same.
    await cp('policies', folder, { recursive: true, filter: (file) => !/[/\\]cn$/u.test(file) });
    shell = await start(test, folder);
    shell.app.get(PoliciesFolder, { strict: false }).watch((news) => void log.push(JSON.stringify(newsLine(news))));
    shell.app.get(Rejudging, { strict: false }).start();
    // Made by the server itself.
    document = (await (await shell.ask('GET', '/api/openapi.json')).json()) as OpenAPIObject;
  });
  afterAll(async () => {
    delete process.env['REDRESS_SOLO'];
    await shell.close();
    await test.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function ask(path: string, headers: Record<string, string> = {}): Promise<Response> {
    const response = await shell.ask('GET', `/api/policies/${path}`, undefined, headers);
    const pattern = `/api/policies/${path.replace(/\?.*$/, '').replace(/^sets\/.*/, 'sets/{number}')}`;
    expect(await undocumented(document, 'GET', pattern, response)).toEqual([]);
    return response;
  }

  const get = async <Schema extends z.ZodType>(schema: Schema, path: string): Promise<z.infer<Schema>> =>
    answerOf(schema, await ask(path));

  async function until<Schema extends z.ZodType>(
    schema: Schema,
    path: string,
    isThere: (body: z.infer<Schema>) => boolean,
  ): Promise<z.infer<Schema>> {
    for (const end = performance.now() + 5_000; ; await sleep(50)) {
      const body = await get(schema, path);
      if (isThere(body)) return body;
      if (performance.now() > end) throw new Error(`it did not come about: ${JSON.stringify(body).slice(0, 500)}`);
    }
  }

  it('tell which set is in force, with every version of every policy', async () => {
    const response = await ask('in-force');
    const body = await answerOf(inForceDto, response.clone());
    expect(body).toMatchObject({
      number: 1,
      author: 'system:policies-folder',
      author_name: null,
      approver: null,
      approval: { state: 'first-set', by_second_person: false },
      solo: true,
      rejudged: { judged: 0, total: 0 },
    });
    expect(body.reason).toMatch(/without approval.*未经审批/);
    expect(body.policies.length).toBeGreaterThan(5);
    for (const policy of body.policies) expect(policy.in_force.from).toBe(policy.version);
    const etag = response.headers.get('etag') ?? '';
    expect((await ask('in-force', { 'if-none-match': etag })).status).toBe(304);
  });

  it('tell the facts and events that may be recorded, and which hold personal data', async () => {
    const { events, facts } = await get(vocabularyDto, 'vocabulary');
    expect(events.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['received', 'event-retracted', 'facts-recorded']),
    );
    expect(facts.find(({ id }) => id === 'complainant_name')).toMatchObject({ personal: true });
  });

  it('show an edit as a set of its own: texts, and what it changed', async () => {
    const before = await readFile(join(folder, edited), 'utf8');
    await writeFile(join(folder, edited), before.replace(/^title:$/m, '# edited\ntitle:'));
    const inForce = await until(inForceDto, 'in-force', ({ number }) => number === 2);
    expect(await get(folderDto, 'folder')).toMatchObject({
      state: 'in-force',
      in_force: 2,
      faults: [],
      digest: inForce.digest,
    });
    const set = await get(setDto, 'sets/2');
    expect(inForce.approval).toMatchObject({
      state: 'solo',
      by_second_person: false,
      text: {
        en: 'written by system, not approved by a second person (REDRESS_SOLO)',
        zh: '起草人：系统，未经第二人审批（REDRESS_SOLO）',
      },
    });
    expect(set.diff?.files).toEqual({ added: [], changed: [edited], removed: [] });
    expect(set.diff?.policies).toEqual([]);
    expect(set.files.find(({ file }) => file === edited)?.text).toContain('# edited');
    const first = await get(setDto, 'sets/1');
    expect(first.files.find(({ file }) => file === edited)?.text).toBe(before);
    expect(log.some((line) => line.includes('"policies-taken"'))).toBe(true);
  });

  it('show every fault of a broken edit with its place in both languages, and keep the set that is in force', async () => {
    const before = await readFile(join(folder, edited), 'utf8');
    await writeFile(join(folder, edited), `${before}\nnonsense: 1\n`);
    const status = await until(folderDto, 'folder', ({ state }) => state === 'faulty');
    expect(status).toMatchObject({
      in_force: 2,
      digest: null,
      faults: [
        {
          file: edited,
          line: expect.any(Number),
          column: expect.any(Number),
          cause: { en: expect.stringContaining('nonsense'), zh: expect.stringMatching(/\p{Script=Han}/u) },
        },
      ],
    });
    expect((await get(inForceDto, 'in-force')).number).toBe(2);
    expect(log.at(-1)).toContain('"policies-faulty"');
    await writeFile(join(folder, edited), before);
    await until(folderDto, 'folder', ({ state }) => state === 'in-force');
    expect((await get(inForceDto, 'in-force')).number).toBe(2);
  });

  it('list the sets from the newest, page by page', async () => {
    const first = await get(setsDto, 'sets?limit=1');
    const second = await get(setsDto, `sets?limit=1&before=${first.next}`);
    expect([...first.sets, ...second.sets].map(({ number }) => number)).toEqual([2, 1]);
    expect(second).toMatchObject({ sets: [{ diff: null }] });
    expect(second.next).toBeUndefined();
  });

  it.each([
    ['sets/99', 404, 'policies.unknown_set'],
    ['sets/0', 400, 'value.too_small'],
    ['sets/x', 400, 'value.not_number'],
    ['sets/99999999999', 400, 'value.too_large'],
    ['sets?limit=0', 400, 'value.too_small'],
    ['sets?before=-1', 400, 'value.too_small'],
  ])('answer %s with %i and the reason in both languages', async (path, status, code) => {
    const problem = await problemOf(await ask(path), status);
    expect(problem.code).toBe(code);
    expect(problem.translation.detail).not.toBe(problem.detail);
  });

  it.each(['in-force', 'sets', 'sets/1', 'folder', 'vocabulary'])(
    'tell nobody %s who does not say who asks',
    async (path) => {
      expect((await fetch(`${shell.url}/api/policies/${path}`)).status).toBe(401);
    },
  );
});

describe('a server without policies', () => {
  it('runs, is not ready, and says what is wrong with the folder', async () => {
    const test = await testDatabase();
    const folder = await mkdtemp(join(tmpdir(), 'redress-policies-'));
    await writeFile(join(folder, 'vocabulary.yaml'), 'events: [');
    const shell = await start(test, folder);
    try {
      const { faults } = await problemOf(await shell.ask('GET', '/api/policies/in-force'), 503);
      expect(faults[0]?.code).toBe('policies.none_in_force');
      expect(faults.some(({ place }) => place?.file === 'vocabulary.yaml')).toBe(true);
      expect((await answerOf(folderDto, await shell.ask('GET', '/api/policies/folder'))).state).toBe('faulty');
      await problemOf(await shell.ask('GET', '/api/health/ready'), 503);
    } finally {
      await shell.close();
      await test.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});

async function start(test: TestDatabase, folder: string): Promise<Shell> {
  process.env['REDRESS_POLICIES'] = folder;
  try {
    return await startShell({
      store: { database: test.database, close: () => Promise.resolve() },
      module: { module: Root, imports: [StoreModule.of(test.database), HealthModule, DocsModule, PoliciesModule] },
    });
  } finally {
    delete process.env['REDRESS_POLICIES'];
  }
}
