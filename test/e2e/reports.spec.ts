import { createHash } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AppModule } from '../../src/app.module.js';
import { Jobs } from '../../src/jobs/jobs.service.js';
import { ReportsService } from '../../src/modules/reports/reports.service.js';
import type { reportDto, reportListDto } from '../../src/modules/reports/reports.dto.js';
import type { z } from 'zod';
import { testDatabase, type TestDatabase } from '../db/support/test-database.js';
import { ownDataFolder, type DataFolder } from './support/data-folder.js';
import { startShell, type Shell } from './support/shell.js';

type Report = z.infer<typeof reportDto>;

let data: DataFolder;
let test: TestDatabase;
let shell: Shell;

beforeAll(async () => {
  data = await ownDataFolder();
  test = await testDatabase();
  const store = { database: test.database, close: () => Promise.resolve() };
  shell = await startShell({ store, module: AppModule.over(test.database) });
  shell.app.get(ReportsService, { strict: false }).work();
  shell.app.get(Jobs, { strict: false }).start();
});
afterAll(async () => {
  await shell.close();
  await test.close();
  await data.remove();
});

const json = async <T>(answer: Response): Promise<T> => (await answer.json()) as T;
const post = (body: unknown, headers?: Readonly<Record<string, string>>): Promise<Response> =>
  shell.ask('POST', '/api/reports', body, headers);

async function done(location: string): Promise<Report> {
  for (;;) {
    const report = await json<Report>(await shell.ask('GET', location));
    if (report.status !== 'waiting' && report.status !== 'running') return report;
    await sleep(50);
  }
}

describe('a report over HTTP', () => {
  it('is taken at once, made in the background, and downloaded as it was made', async () => {
    const answer = await post({ kind: 'audit', to: '2026-12-31', languages: ['zh'] });
    expect(answer.status).toBe(202);
    const location = answer.headers.get('location') ?? '';
    const taken = await json<Report>(answer);
    expect(taken).toMatchObject({ kind: 'audit', status: 'waiting', files: [], request: { to: '2026-12-31' } });
    expect(location).toBe(`/api/reports/${taken.id}`);
    const report = await done(location);
    expect(report).toMatchObject({ status: 'done', faults: [], figures: { population: 0, complaints: 0 } });
    expect(report.files.map(({ name, type }) => [name, type])).toEqual([
      ['audit.zh.pdf', 'application/pdf'],
      ['audit.json', 'application/json; charset=utf-8'],
      ['audit.csv', 'text/csv; charset=utf-8'],
    ]);
    for (const file of report.files) {
      const href = file.href ?? '';
      const download = await shell.ask('GET', href);
      const bytes = Buffer.from(await download.arrayBuffer());
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.sha256);
      expect(download.headers.get('content-type')).toBe(file.type);
      expect(download.headers.get('content-length')).toBe(String(file.bytes));
      expect(download.headers.get('etag')).toBe(`"${file.sha256}"`);
      expect((await shell.ask('GET', href, undefined, { 'if-none-match': `"${file.sha256}"` })).status).toBe(304);
      const head = await shell.ask('HEAD', href);
      expect([head.status, (await head.arrayBuffer()).byteLength]).toEqual([200, 0]);
    }
  }, 60_000);

  it.each([
    [
      'audit.json',
      'en',
      /^attachment; filename="audit-findings-2026-11-21.json"; filename\*=UTF-8''Audit%20findings%20/,
    ],
    ['audit.json', 'zh', /filename\*=UTF-8''%E5%AE%A1%E6%A0%B8%E5%8F%91%E7%8E%B0%20/],
    ['audit.csv', 'zh', /^attachment; filename="audit-findings-2026-11-21.csv"; /],
  ])('names %s for readers of %s', async (name, language, expected) => {
    const { id } = await json<Report>(
      await post(
        { kind: 'audit', at: '2026-11-21T09:00+08:00', formats: ['json', 'csv'] },
        { 'idempotency-key': 'named' },
      ),
    );
    await done(`/api/reports/${id}`);
    const file = await shell.ask('GET', `/api/reports/${id}/files/${name}`, undefined, { 'accept-language': language });
    expect(file.headers.get('content-disposition')).toMatch(expected);
    await file.arrayBuffer();
  });

  it('is made once for its key', async () => {
    const asked = { kind: 'audit', formats: ['json'] };
    const both = await Promise.all([
      post(asked, { 'idempotency-key': 'once' }),
      post(asked, { 'idempotency-key': 'once' }),
    ]);
    const [first, second] = await Promise.all(both.map((answer) => json<Report>(answer)));
    expect(second?.id).toBe(first?.id);
    expect(await done(`/api/reports/${first?.id}`)).toMatchObject({ status: 'done' });
    expect((await post({ ...asked, from: '2026-01-01' }, { 'idempotency-key': 'once' })).status).toBe(409);
  });

  it.each([
    [{ kind: 'audit', from: '2026-02-30' }, 'reports.wrong_day', '/from'],
    [{ kind: 'audit', from: '2026-02-02', to: '2026-01-01' }, 'reports.period_reversed', '/to'],
    [{ kind: 'audit', at: 'soon' }, 'reports.wrong_at', '/at'],
    [{ kind: 'audit', from: '0000-01-01' }, 'reports.wrong_day', '/from'],
    [{ kind: 'audit', formats: ['xlsx'] }, 'value.not_allowed', '/formats/0'],
    [{ kind: 'audit', formats: [] }, 'value.empty', '/formats'],
    [{ kind: 'letter' }, 'value.not_allowed', '/kind'],
    [{ kind: 'audit', too: '2026-01-01' }, 'value.unknown_name', ''],
  ])('is refused for %j', async (body, code, pointer) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    const { faults } = await json<{ faults: readonly { code: string; pointer: string }[] }>(answer);
    expect(faults).toEqual([expect.objectContaining({ code, pointer: `#${pointer}` })]);
  });

  it('is listed from the newest, page by page', async () => {
    const page = async (query: string): Promise<z.infer<typeof reportListDto>> =>
      json(await shell.ask('GET', `/api/reports?limit=2${query}`));
    const first = await page('');
    expect(first.reports).toHaveLength(2);
    const second = await page(`&after=${first.next}`);
    const times = [...first.reports, ...second.reports].map(({ created_at }) => created_at);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(new Set(times).size).toBe(times.length);
  });

  it.each([
    '/api/reports/00000000-0000-4000-8000-000000000000',
    '/api/reports/00000000-0000-4000-8000-000000000000/files/audit.json',
  ])('that nobody asked for is not there: %s', async (path) => {
    expect((await shell.ask('GET', path)).status).toBe(404);
  });

  it('gives out no other file, and none that was changed', async () => {
    const { reports } = await json<z.infer<typeof reportListDto>>(await shell.ask('GET', '/api/reports'));
    const report = reports.find(({ files }) => files.length > 0);
    if (report === undefined) throw new RangeError('no report has a file');
    for (const name of ['..%2f..%2fpackage.json', 'nothing.json', '%00', 'audit.json%00'])
      expect([400, 404]).toContain((await shell.ask('GET', `/api/reports/${report.id}/files/${name}`)).status);
    await appendFile(join(data.path, 'reports', report.id, 'audit.json'), '\n');
    const answer = await shell.ask('GET', `/api/reports/${report.id}/files/audit.json`);
    expect(answer.status).toBe(409);
    expect(await json(answer)).toMatchObject({ code: 'reports.file_changed' });
  });
});
