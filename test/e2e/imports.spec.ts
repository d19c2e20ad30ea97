import { readdirSync, statSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { DocsModule } from '../../src/http/openapi/docs.module.js';
import { HealthModule } from '../../src/modules/health/health.module.js';
import { ImportsModule } from '../../src/modules/imports/imports.module.js';
import { PoliciesService, soundSet } from '../../src/modules/policies/policies.service.js';
import { StoreModule } from '../../src/store/store.module.js';
import { testDatabase, type TestDatabase } from '../db/support/test-database.js';
import { undocumented } from './support/answers.js';
import type { z } from 'zod';
import * as dto from '../../src/modules/imports/imports.dto.js';
import { answerOf, problemOf, shippedPolicies } from './support/complaints-app.js';
import { ownDataFolder, type DataFolder } from './support/data-folder.js';
import { startShell, type Shell } from './support/shell.js';

const limit = 200_000;
const header =
  'Date received,Date submitted,Product,Sub-product,Issue,Sub-issue,Company public response,State,Submitted via,Company response to consumer,Timely response?,Complaint ID';
const row = (id: number, submitted = '2023-01-05'): string =>
  `2023-01-06,${submitted},Credit card,,Fees,,,CA,Web,Closed with explanation,Yes,${id}`;
const file = (...rows: readonly string[]): string => `${[header, ...rows].join('\n')}\n`;

describe('imports over HTTP', () => {
  let test: TestDatabase;
  let shell: Shell;
  let data: DataFolder;
  let document: OpenAPIObject;

  beforeAll(async () => {
    data = await ownDataFolder();
    process.env['REDRESS_UPLOAD_LIMIT'] = String(limit);
    test = await testDatabase();
    const modules = [StoreModule.of(test.database), HealthModule, DocsModule, ImportsModule];
    const store = { database: test.database, close: () => Promise.resolve() };
    shell = await startShell({
      store,
      module: {
        module: class Root {
          readonly name = 'imports';
        },
        imports: modules,
      },
    });
    const sound = soundSet(await shippedPolicies());
    if (!('set' in sound)) throw new Error('the policies have faults');
    await shell.app.get(PoliciesService, { strict: false }).take(sound, { kind: 'system', id: 'test' });
    // Described by itself.
    document = (await (await shell.ask('GET', '/api/openapi.json')).json()) as OpenAPIObject;
  });
  afterAll(async () => {
    await shell.close();
    await test.close();
    await data.remove();
    delete process.env['REDRESS_UPLOAD_LIMIT'];
  });

  const send = (body: string, query = 'mapping=cfpb&name=export.csv', headers: Record<string, string> = {}) =>
    shell.ask('POST', `/api/imports?${query}`, body, { 'content-type': 'text/csv', ...headers });

  async function ended(id: string): Promise<z.infer<typeof dto.importDto>> {
    for (;;) {
      const run = await answerOf(dto.importDto, await shell.ask('GET', `/api/imports/${id}`));
      if (run.status !== 'waiting' && run.status !== 'running') return run;
      await sleep(20);
    }
  }

  async function imported(body: string): Promise<z.infer<typeof dto.importDto>> {
    const { id } = await answerOf(dto.importDto, await send(body), 202);
    return ended(id);
  }

  const listed = async () =>
    (await answerOf(dto.importListDto, await shell.ask('GET', '/api/imports?limit=500'))).imports;

  const left = (folder: string): readonly string[] => readdirSync(join(data.path, 'imports', folder));

  it('takes a file, says how far it is, and accounts for every row', async () => {
    const answer = await send(file(row(1), row(2), row(3, 'someday')));
    expect(await undocumented(document, 'POST', '/api/imports', answer)).toEqual([]);
    const begun = await answerOf(dto.importDto, answer, 202);
    expect(answer.headers.get('location')).toBe(`/api/imports/${begun.id}`);
    const run = await ended(begun.id);
    expect(run).toMatchObject({
      kind: 'import',
      status: 'done',
      file: 'export.csv',
      account: {
        rows: { read: 3, new: 2, changed: 0, unchanged: 0, rejected: 1 },
        rejected_for: { 'row.not_a_time': 1 },
      },
    });
    const read = await shell.ask('GET', `/api/imports/${begun.id}`);
    expect(await undocumented(document, 'GET', '/api/imports/{id}', read)).toEqual([]);
    const list = await shell.ask('GET', '/api/imports');
    expect(await undocumented(document, 'GET', '/api/imports', list)).toEqual([]);
    expect((await answerOf(dto.importListDto, list)).imports[0]?.id).toBe(begun.id);
  });

  it('gives the rejected rows back as a file that only the server reads, and keeps nothing else of an upload', async () => {
    const { id } = await answerOf(
      dto.importDto,
      await send(file(row(31, 'someday')), undefined, { 'accept-language': 'zh-CN' }),
      202,
    );
    const run = await ended(id);
    const rejects = await shell.ask('GET', run.rejects ?? '');
    expect(rejects.headers.get('content-disposition')).toContain('export.rejects.csv');
    const text = await rejects.text();
    expect(text).toContain('redress_reason');
    expect(text).toMatch(/[\u4e00-\u9fff]/);
    expect(statSync(join(data.path, 'imports', 'rejects', id)).mode & 0o777).toBe(0o600);
    expect(left('uploads')).toEqual([]);
  });

  it('keeps no file of rejected rows where there are none', async () => {
    const run = await imported(file(row(41)));
    expect(run.rejects).toBeUndefined();
    expect(left('rejects')).not.toContain(run.id);
    expect((await problemOf(await shell.ask('GET', `/api/imports/${run.id}/rejects`), 404)).code).toBe(
      'imports.no_rejects',
    );
  });

  it('lists what the export no longer has, page by page', async () => {
    await imported(file(row(51), row(52), row(53)));
    const run = await imported(file(row(52)));
    expect(run.account?.complaints.absent).toBeGreaterThanOrEqual(2);
    const first = await shell.ask('GET', `/api/imports/${run.id}/absent?limit=1`);
    expect(await undocumented(document, 'GET', '/api/imports/{id}/absent', first)).toEqual([]);
    const seen: string[] = [];
    for (let page = await answerOf(dto.absentDto, first); ;) {
      seen.push(...page.complaints.map((each) => each.reference));
      if (page.next === undefined) break;
      page = await answerOf(
        dto.absentDto,
        await shell.ask('GET', `/api/imports/${run.id}/absent?limit=1&after=${page.next}`),
      );
    }
    expect(seen).toEqual(expect.arrayContaining(['51', '53']));
    expect(seen).toHaveLength(run.account?.complaints.absent ?? 0);
  });

  it('takes an import back once', async () => {
    const run = await imported(file(row(61), row(62)));
    const answer = await shell.ask('POST', `/api/imports/${run.id}/undo`);
    expect(await undocumented(document, 'POST', '/api/imports/{id}/undo', answer)).toEqual([]);
    const undo = await ended((await answerOf(dto.importDto, answer, 202)).id);
    expect(undo).toMatchObject({ kind: 'undo', status: 'done', undoes: run.id, undoing: { complaints: { void: 2 } } });
    const again = await problemOf(await shell.ask('POST', `/api/imports/${run.id}/undo`), 409);
    expect(again.code).toBe('imports.nothing_to_undo');
  });

  it('answers a repeated request as it did the first time, and imports once', async () => {
    const headers = { 'idempotency-key': 'once' };
    const first = await send(file(row(71)), undefined, headers);
    const second = await send(file(row(71)), undefined, headers);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    const { id } = await answerOf(dto.importDto, first, 202);
    expect((await answerOf(dto.importDto, second, 202)).id).toBe(id);
    await ended(id);
    const other = await send(file(row(72)), undefined, headers);
    expect(other.status).toBe(409);
  });

  it.each([
    ['a mapping that is not in force', () => send(file(row(1)), 'mapping=nowhere'), 404, 'imports.unknown_mapping'],
    ['no mapping', () => send(file(row(1)), ''), 400, undefined],
    ['a file without the columns of the mapping', () => send('a,b\n1,2\n'), 400, 'import.header_missing'],
    ['an empty file', () => send(''), 400, 'import.empty_file'],
    ['a file that is too large', () => send('x'.repeat(limit + 1)), 413, 'imports.file_too_large'],
    ['JSON', () => shell.ask('POST', '/api/imports?mapping=cfpb', {}), 415, 'http.wrong_upload_type'],
    [
      'an id that no import has',
      () => shell.ask('GET', '/api/imports/00000000-0000-4000-8000-000000000000'),
      404,
      'run.unknown',
    ],
    ['an id that is none', () => shell.ask('GET', '/api/imports/1%20or%201'), 400, undefined],
    [
      'undoing what is no run',
      () => shell.ask('POST', '/api/imports/00000000-0000-4000-8000-000000000000/undo'),
      404,
      'run.unknown',
    ],
  ] as const)('refuses %s, and keeps nothing of it', async (_, ask, status, code) => {
    const before = (await listed()).length;
    const problem = await problemOf(await ask(), status);
    if (code !== undefined) expect(problem.code).toBe(code);
    expect(JSON.stringify(problem)).not.toContain(data.path);
    expect(await listed()).toHaveLength(before);
    expect(left('uploads')).toEqual([]);
  });

  it('refuses a file that turns out to be too large while it comes, with an answer', async () => {
    const { port } = new URL(shell.url);
    const headers = { authorization: `Bearer ${shell.token}`, 'content-type': 'text/csv' };
    const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
    const sender = httpRequest({ port, host: '127.0.0.1', method: 'POST', path: '/api/imports?mapping=cfpb', headers });
    sender.on('error', reject).on('response', (response) => resolve(response.resume().statusCode));
    for (let sent = 0; sent < 10 * limit; sent += limit / 4) sender.write('x'.repeat(limit / 4));
    sender.end();
    expect(await promise).toBe(413);
    expect(left('uploads')).toEqual([]);
  });

  it('forgets a file whose sender went away in the middle', async () => {
    const { port } = new URL(shell.url);
    const headers = { authorization: `Bearer ${shell.token}`, 'content-type': 'text/csv', 'content-length': '100000' };
    const sender = httpRequest({ port, host: '127.0.0.1', method: 'POST', path: '/api/imports?mapping=cfpb', headers });
    sender.on('error', () => undefined);
    sender.write(file(row(81)));
    while (left('uploads').length === 0) await sleep(10);
    sender.destroy();
    while (left('uploads').length > 0) await sleep(10);
    expect((await shell.ask('GET', '/api/imports')).status).toBe(200);
  });
});
