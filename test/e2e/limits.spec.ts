import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codeIn, send, type RawAnswer } from './support/raw.js';
import { startShell, type Shell } from './support/shell.js';

describe('a server with limits', () => {
  let shell: Shell;
  beforeAll(async () => {
    shell = await startShell({ limits: { account: 8, address: 5 }, proxies: ['127.0.0.1'] });
  });
  afterAll(() => shell.close());

  const get = (path: string, headers: Record<string, string> = {}): Promise<RawAnswer> =>
    send(shell.url + path, { headers });
  const codes = async (times: number, ask: () => Promise<RawAnswer>): Promise<readonly string[]> => {
    const found: string[] = [];
    for (let time = 0; time < times; time++) found.push(codeIn(await ask()));
    return found;
  };
  const fine = (times: number, status = 200) => Array.from({ length: times }, () => `no problem: ${status}`);

  it('refuses the sixth request of an address that shows nobody, whatever it asks for, and says when to come again', async () => {
    const from = { 'x-forwarded-for': '203.0.113.1' };
    expect(await codes(3, () => get('/api/health/live', from))).toEqual(fine(3));
    expect(await codes(2, () => get('/nothing', from))).toEqual(['http.unknown_route', 'http.unknown_route']);
    const sixth = await get('/api/health/live', { ...from, 'accept-language': 'zh' });
    expect(sixth).toMatchObject({ status: 429, headers: { 'retry-after': expect.stringMatching(/^\d+$/) } });
    const { code, detail, translation } = JSON.parse(sixth.text) as Record<string, { readonly detail: string }>;
    expect([code, detail, translation?.detail]).toEqual([
      'http.too_many_requests',
      expect.stringMatching(/一分钟内请求过多。请在 \d+ 秒后再发送。/),
      expect.stringMatching(/Too many requests in a minute. Send the next one in \d+ s\./),
    ]);
    expect(Number(sixth.headers['retry-after'])).toBeLessThanOrEqual(60);
  });

  it('counts another address on its own, and all addresses of one IPv6 network together', async () => {
    const from = (address: string) => () => get('/api/health/live', { 'x-forwarded-for': address });
    expect(await codes(1, from('203.0.113.2'))).toEqual(fine(1));
    expect(await codes(5, from('2001:db8:1:2::1'))).toEqual(fine(5));
    expect(await codes(1, from('2001:db8:1:2:ffff::9'))).toEqual(['http.too_many_requests']);
    expect(await codes(1, from('2001:db8:1:3::1'))).toEqual(fine(1));
  });

  it('believes what its proxy says last, not what the client said before', async () => {
    const asked = await codes(6, () =>
      get('/api/health/live', { 'x-forwarded-for': `198.51.100.${Math.floor(performance.now()) % 200}, 203.0.113.3` }),
    );
    expect(asked).toEqual([...fine(5), 'http.too_many_requests']);
  });

  it('counts wrong tokens by address, and does not shut out a right one from there', async () => {
    const from = { 'x-forwarded-for': '203.0.113.4' };
    const wrong = () => get('/api/probe', { ...from, authorization: 'Bearer wrong' });
    expect(await codes(6, wrong)).toEqual([
      ...Array.from({ length: 5 }, () => 'http.wrong_token'),
      'http.too_many_requests',
    ]);
    expect(codeIn(await get('/api/probe', { ...from, authorization: `Bearer ${shell.token}` }))).toBe(
      'no problem: 200',
    );
  });

  it('refuses the ninth request of an account, wherever from', async () => {
    let n = 10;
    const mine = () =>
      get('/api/probe', { authorization: `Bearer ${shell.token}`, 'x-forwarded-for': `203.0.113.${n++}` });
    expect(await codes(8, mine)).toEqual([...fine(7), 'http.too_many_requests']); // one was asked above
  });

  it('describes that it does so', async () => {
    const document = (await (
      await fetch(`${shell.url}/api/openapi.json`, { headers: { cookie: 'a=b', 'x-forwarded-for': '203.0.113.99' } })
    ).json()) as {
      readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: object }>>>>;
    };
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    expect(operations.length).toBeGreaterThan(5);
    expect(operations.filter(({ responses }) => !('429' in responses))).toEqual([]);
  });
});

describe('the headers of an answer', () => {
  let shell: Shell;
  beforeAll(async () => {
    shell = await startShell({ proxies: ['127.0.0.1'] });
  });
  afterAll(() => shell.close());

  it('are those of helmet, with the strictest values', async () => {
    const { headers } = await send(`${shell.url}/api/health/live`);
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none';frame-ancestors 'none';base-uri 'none';form-action 'none'",
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'origin-agent-cluster': '?1',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'x-permitted-cross-domain-policies': 'none',
      'cache-control': 'no-store',
    });
    expect(headers).not.toHaveProperty('server');
  });

  it('stand on refusals too', async () => {
    for (const path of ['/nothing', '/api/probe', '/%'])
      expect((await send(shell.url + path)).headers).toHaveProperty('content-security-policy');
  });

  it('ask for https from now on only where our proxy says that it was used', async () => {
    const over = async (proto: string) =>
      (await send(`${shell.url}/api/health/live`, { headers: { 'x-forwarded-proto': proto } })).headers[
        'strict-transport-security'
      ];
    expect([await over('https'), await over('http')]).toEqual(['max-age=63072000; includeSubDomains', undefined]);
    const alone = await startShell();
    try {
      const { headers } = await send(`${alone.url}/api/health/live`, { headers: { 'x-forwarded-proto': 'https' } });
      expect(headers).not.toHaveProperty('strict-transport-security');
    } finally {
      await alone.close();
    }
  });

  it('of a page let it load its own parts and nothing else', async () => {
    const { headers } = await send(`${shell.url}/api/docs`);
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; script-src 'self'; " +
        "style-src 'self'; img-src 'self' data:; connect-src 'self'",
    );
  });
});
