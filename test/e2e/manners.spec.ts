import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codeIn, send, talk } from './support/raw.js';
import { startShell, type Shell } from './support/shell.js';

let shell: Shell;
beforeAll(async () => {
  shell = await startShell({ hosts: ['redress.example.org'] });
});
afterAll(() => shell.close());

const json = { 'content-type': 'application/json' };
const note = JSON.stringify({ title: 'a' });
const echo = (headers: Record<string, string>, body = note) =>
  send(`${shell.url}/api/probe/echo`, {
    method: 'POST',
    headers: { authorization: `Bearer ${shell.token}`, ...headers },
    body,
  });

describe('a request', () => {
  it.each([
    { host: 'redress.example.org', code: 'no problem: 200' },
    { host: 'evil.example', code: 'http.unknown_host' },
    { host: '127.0.0.1', code: 'http.unknown_host' },
  ])('for the host "$host": $code', async ({ host, code }) => {
    expect(codeIn(await send(`${shell.url}/api/health/live`, { headers: { host } }))).toBe(code);
  });

  it('without a host is told so', async () => {
    expect(await talk(shell.url, 'GET /api/health/live HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 421 /,
    );
    expect(await talk(shell.url, 'GET /api/health/live HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 421 /);
  });

  it.each([
    { address: '/%', code: 'http.bad_address' },
    { address: '/api/probe?after=%ff', code: 'http.bad_address' },
    { address: '/api/probe?after=%00', code: 'http.bad_address' },
    { address: '/api/probe/versioned/%e0%a4%a', code: 'http.bad_address' },
    { address: '/api/../../etc/passwd', code: 'http.unknown_route' },
    { address: '/api/docs/..%2f..%2fpackage.json', code: 'http.unknown_route' },
    { address: '/api/docs/package.json', code: 'http.unknown_route' },
    { address: '/api/docs/constructor', code: 'http.unknown_route' },
  ])('for $address: $code', async ({ address, code }) => {
    const { port } = new URL(shell.url);
    const answer = await talk(
      shell.url,
      `GET ${address} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toContain(`"code":"${code}"`);
  });

  it('for an address of nine thousand characters is refused', async () => {
    expect(codeIn(await send(`${shell.url}/${'a'.repeat(9_000)}`))).toBe('http.address_too_long');
  });

  it('for another server is not passed on', async () => {
    const { host } = new URL(shell.url);
    const answer = await talk(
      shell.url,
      `GET http://evil.example/ HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toContain('"code":"http.bad_address"');
  });

  it.each([
    { bytes: 'hello\r\n\r\n', status: 400, code: 'http.malformed_request' },
    {
      bytes: `GET / HTTP/1.1\r\nHost: x\r\nA: ${'a'.repeat(20_000)}\r\n\r\n`,
      status: 431,
      code: 'http.headers_too_large',
    },
    {
      bytes: 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      status: 400,
      code: 'http.malformed_request',
    },
  ])('that is no HTTP is answered $status', async ({ bytes, status, code }) => {
    const answer = await talk(shell.url, bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toContain(`"code":"${code}"`);
  });
});

describe('a change', () => {
  it.each([
    { headers: {}, status: 200 },
    { headers: { origin: 'http://localhost:PORT' }, status: 200 },
    { headers: { origin: 'https://redress.example.org', 'sec-fetch-site': 'same-origin' }, status: 200 },
    { headers: { origin: 'null' }, status: 403 },
    { headers: { origin: 'http://evil.example' }, status: 403 },
    { headers: { 'sec-fetch-site': 'cross-site' }, status: 403 },
  ])('with $headers is answered $status', async ({ headers, status }) => {
    const { port } = new URL(shell.url);
    const sent = JSON.parse(JSON.stringify(headers).replace('PORT', port)) as Record<string, string>;
    const answer = await echo({ ...json, ...sent });
    expect(answer.status).toBe(status);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it.each([
    { headers: { 'content-type': 'application/json; charset=UTF-8' }, code: 'no problem: 200' },
    { headers: {}, code: 'http.not_json' },
    { headers: { 'content-type': 'text/plain' }, code: 'http.not_json' },
    { headers: { 'content-type': 'application/x-www-form-urlencoded' }, code: 'http.not_json' },
    { headers: { 'content-type': 'multipart/form-data; boundary=x' }, code: 'http.not_json' },
    { headers: { 'content-type': 'application/json; charset=gb18030' }, code: 'http.not_json' },
    { headers: { 'content-type': 'application/jsonp' }, code: 'http.not_json' },
    { headers: { ...json, 'content-encoding': 'gzip' }, code: 'http.encoded_body' },
  ])('sent as $headers: $code', async ({ headers, code }) => {
    expect(codeIn(await echo(headers))).toBe(code);
  });

  it('without a body needs no type, but may not have the wrong one', async () => {
    const address = `${shell.url}/api/probe/versioned/1`;
    const authorization = `Bearer ${shell.token}`;
    expect((await send(address, { method: 'DELETE', headers: { authorization } })).status).toBe(204);
    const form = { authorization, 'content-type': 'text/plain' };
    expect(codeIn(await send(address, { method: 'DELETE', headers: form }))).toBe('http.not_json');
  });

  it.each([
    { body: '{', code: 'http.malformed_json' },
    { body: '[]', code: 'value.not_object' },
    { body: '', code: 'value.missing' },
    { body: '{"title":"a\\u0000b"}', code: 'http.unusable_text' },
    { body: '{"title":"a","more":{"x":"\\ud800"}}', code: 'http.unusable_text' },
    { body: `${'['.repeat(100_000)}`, code: 'http.malformed_json' },
    { body: `${'['.repeat(100_000)}${']'.repeat(100_000)}`, code: 'http.too_deep' },
    { body: JSON.stringify({ title: 'x'.repeat(1_000_000) }), code: 'http.body_too_large' },
    { body: '{"title":"a","__proto__":{"polluted":true}}', code: 'value.unknown_key' },
  ])('with a body that cannot be taken: $code', async ({ body, code }) => {
    expect(codeIn(await echo(json, body))).toBe(code);
    expect({}).not.toHaveProperty('polluted');
  });

  it('of unknown length is cut at the limit', async () => {
    const { host } = new URL(shell.url);
    const head = `POST /api/probe/echo HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${shell.token}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const answer = await talk(shell.url, head + `${(1_100_000).toString(16)}\r\n${'x'.repeat(1_100_000)}\r\n`);
    expect(answer).toContain('"code":"http.body_too_large"');
  });

  it('of megabytes that nobody may send is refused before it is read', async () => {
    const big = Buffer.alloc(3_000_000, 0x20);
    const answer = await send(`${shell.url}/api/probe/echo`, { method: 'POST', headers: json, body: big });
    expect(codeIn(answer)).toBe('http.no_identity');
  });
});

describe('an upload', () => {
  const upload = (type: string | undefined, body: string | Buffer = 'a,b\n') =>
    send(`${shell.url}/api/probe/upload`, {
      method: 'POST',
      headers: { authorization: `Bearer ${shell.token}`, ...(type === undefined ? {} : { 'content-type': type }) },
      body,
    });

  it.each([
    { type: 'text/csv', status: 200 },
    { type: 'Text/CSV; charset=GB18030', status: 200 },
    { type: 'application/x-ndjson', status: 200 },
    { type: 'application/json', status: 415 },
    { type: 'text/plain', status: 415 },
    { type: undefined, status: 415 },
  ])('of $type is answered $status', async ({ type, status }) => {
    expect((await upload(type)).status).toBe(status);
  });

  it('of many megabytes streams through, as it is', async () => {
    const { text } = await upload('text/csv; charset=gb18030', Buffer.alloc(20_000_000, 0xff));
    expect(JSON.parse(text)).toEqual({ bytes: 20_000_000, type: 'text/csv', charset: 'gb18030' });
  });
});

describe('a body that is refused half-way', () => {
  it.each(Array.from({ length: 5 }, (_, n) => n))('is answered all the same (%i)', async () => {
    const headers = { authorization: `Bearer ${shell.token}`, 'content-type': 'text/csv; charset=utf-16' };
    const answer = await send(`${shell.url}/api/probe/upload`, {
      method: 'POST',
      headers,
      body: Buffer.alloc(30_000_000),
    });
    expect(codeIn(answer)).toBe('http.refused');
  });

  it('by a client that goes on for ever ends after a while', async () => {
    const { host } = new URL(shell.url);
    const head = `POST /api/probe/echo HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 900000\r\n\r\n{`;
    const start = performance.now();
    expect(await talk(shell.url, head)).toContain('"code":"http.no_identity"');
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describe('an answer', () => {
  it('lets nothing be run, framed, guessed or kept', async () => {
    const { headers } = await send(`${shell.url}/api/health/live`);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      'x-request-id': expect.stringMatching(/^[\w-]{16}$/),
    });
    expect(headers).not.toHaveProperty('x-powered-by');
  });

  it('has a request id of ours, whatever the client sends', async () => {
    const { headers } = await send(`${shell.url}/api/health/live`, { headers: { 'x-request-id': 'mine' } });
    expect(headers['x-request-id']).not.toBe('mine');
  });

  it('to HEAD has no body, to OPTIONS what the address takes', async () => {
    const head = await send(`${shell.url}/api/health/live`, { method: 'HEAD' });
    expect(head).toMatchObject({ status: 200, text: '', headers: { 'content-length': '17' } });
    const options = await send(`${shell.url}/api/probe/versioned/1`, {
      method: 'OPTIONS',
      headers: { origin: 'http://evil.example' },
    });
    expect(options).toMatchObject({ status: 204, headers: { allow: 'DELETE, GET, HEAD, OPTIONS, PUT' } });
    expect(options.headers).not.toHaveProperty('access-control-allow-origin');
    expect(codeIn(await send(`${shell.url}/nothing`, { method: 'OPTIONS' }))).toBe('http.unknown_route');
  });

  it.each(['PATCH', 'TRACE', 'PROPFIND'])(
    'to a method that the address does not take (%s) names those that it takes',
    async (method) => {
      const answer = await send(`${shell.url}/api/health/live`, { method });
      expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD, OPTIONS' } });
    },
  );
});

describe('the log', () => {
  it('names the pattern of the route and nothing of what was sent', async () => {
    shell.lines.length = 0;
    await shell.ask('GET', '/api/probe/versioned/9c5b94b1-35ad-49bb-b118-8e8fc24abf80?name=13800138000');
    await shell.ask('POST', '/api/probe/echo', { title: '13800138000', 13800138000: 1 });
    await shell.ask('GET', '/13800138000', undefined, { 'user-agent': '13800138000' });
    await shell.ask('GET', '/api/probe/broken');
    expect(
      shell.lines.filter(({ event }) => event === 'request').map(({ route, status }) => `${route} ${status}`),
    ).toEqual(['/api/probe/versioned/:id 200', '/api/probe/echo 400', '- 404', '/api/probe/broken 500']);
    const text = JSON.stringify(shell.lines);
    for (const secret of ['13800138000', '张三', shell.token]) expect(text).not.toContain(secret);
  });

  it('names who asked and what they were refused with', async () => {
    shell.lines.length = 0;
    await shell.ask('GET', '/api/probe');
    await shell.ask('GET', '/api/probe?limit=0');
    await send(`${shell.url}/api/probe`);
    await send(`${shell.url}/api/probe`, { headers: { authorization: 'Bearer wrong' } });
    await send(`${shell.url}/api/probe`, { headers: { host: 'evil.example' } });
    expect(shell.lines.map(({ status, by, code }) => [status, by, code])).toEqual([
      [200, 'token:everything', undefined],
      [400, 'token:everything', expect.stringMatching(/^value\./)],
      [401, undefined, 'http.no_identity'],
      [401, undefined, 'http.wrong_token'],
      [421, undefined, 'http.unknown_host'],
    ]);
  });
});

describe('a client that goes slowly', () => {
  it('with its headers is cut off', async () => {
    const server = shell.app.getHttpServer() as { headersTimeout: number };
    const before = server.headersTimeout;
    server.headersTimeout = 300;
    try {
      const answer = await talk(shell.url, 'GET /api/health/live HTTP/1.1\r\nHost: ');
      expect(answer).toMatch(/^HTTP\/1\.1 408 /);
      expect(answer).toContain('"code":"http.request_timeout"');
    } finally {
      server.headersTimeout = before;
    }
  });
});
