import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '../../src/http/problem.js';
import { startShell, type Shell } from './support/shell.js';

let shell: Shell;
beforeAll(async () => {
  shell = await startShell();
});
afterAll(() => shell.close());

const problemIn = async (response: Response): Promise<Problem> => (await response.json()) as Problem;

describe('a refusal', () => {
  it('names every fault with its place, in the language that was asked for and in the other', async () => {
    const body = { title: '', count: 'x', tags: ['paid', 'lost'], extra: 1 };
    const answer = await shell.ask('POST', '/api/probe/echo', body, { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-language')).toBe('zh');
    expect(answer.headers.get('vary')).toContain('Accept-Language');
    const problem = await problemIn(answer);
    expect(problem.faults.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      'value.empty #/title',
      'value.not_number #/count',
      'value.not_allowed #/tags/1',
      'value.unknown_name #',
    ]);
    expect(problem.title).toMatch(/\p{Script=Han}/u);
    expect(problem.translation.title).toBe('The request is not valid');
    expect(problem.translation.faults).toHaveLength(4);
    expect(problem.instance).toBe(`urn:redress:request:${answer.headers.get('x-request-id')}`);
  });

  it('of a query names its parameter', async () => {
    const problem = await problemIn(await shell.ask('GET', '/api/probe?limit=0&limit=1'));
    expect(problem.faults[0]).toMatchObject({ in: 'query', parameter: 'limit' });
  });

  it('because the database is gone asks to come back', async () => {
    const answer = await shell.ask('POST', '/api/probe/save', { title: 'a' });
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await problemIn(answer)).code).toBe('database.unavailable');
  });

  it('of what nobody foresaw tells a number that the log has too, and nothing else', async () => {
    const answer = await shell.ask('GET', '/api/probe/broken');
    expect(answer.status).toBe(500);
    const text = await answer.text();
    for (const secret of ['张三', 'High Street', 'probe.module', 'TypeError']) expect(text).not.toContain(secret);
    const id = answer.headers.get('x-request-id') ?? '';
    expect(text).toContain(id);
    expect(shell.lines).toContainEqual(expect.objectContaining({ event: 'error', request: id, error: 'TypeError' }));
  });

  it('never repeats the address', async () => {
    const answer = await shell.ask('GET', '/complaints/13800138000?name=13800138000');
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain('13800138000');
  });
});

describe('a version', () => {
  const path = '/api/probe/versioned/9c5b94b1-35ad-49bb-b118-8e8fc24abf80';

  it('that is known already is not sent again', async () => {
    const first = await shell.ask('GET', path);
    expect(first.headers.get('etag')).toBe('"v3"');
    const second = await shell.ask('GET', path, undefined, { 'if-none-match': '"v3"' });
    expect(second.status).toBe(304);
    expect(await second.text()).toBe('');
    expect(second.headers.get('etag')).toBe('"v3"');
    expect((await shell.ask('GET', path, undefined, { 'if-none-match': '"v2"' })).status).toBe(200);
  });

  it.each([
    { given: '"v3"', status: 201, code: undefined },
    { given: '"v2"', status: 412, code: 'http.changed_meanwhile' },
    { given: 'v3', status: 400, code: 'http.bad_if_match' },
  ])('that is changed with If-Match $given: $status', async ({ given, status, code }) => {
    const answer = await shell.ask('PUT', path, {}, { 'if-match': given });
    expect(answer.status).toBe(status);
    expect(((await answer.json()) as { code?: string }).code).toBe(code);
    if (status === 201) expect(answer.headers.get('etag')).toBe('"v4"');
  });
});
