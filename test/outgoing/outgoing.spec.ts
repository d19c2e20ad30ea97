import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RedressError } from '../../src/errors.js';
import { sortOf, type Sort } from '../../src/outgoing/address.filter.js';
import type { OidcDestination, SmtpDestination, WebhookDestination } from '../../src/outgoing/destination.js';
import { plainHost } from '../../src/outgoing/host-name.js';
import { sendMail } from '../../src/outgoing/mail.sender.js';
import { connectOut, fetchOut, fetchThrough, type OutgoingRequest } from '../../src/outgoing/outgoing.door.js';
import { theWorld, type World } from '../../src/outgoing/socket.opener.js';
import { selfSigned } from '../support/certificate.js';

/** An address of the public internet, which this test leads to its own server. */
const outside = '93.184.215.14';
const host = 'hooks.example.org';
const secret = 'geheim-31337';

let folder = '';
let certificate: ReturnType<typeof selfSigned>;
let plain: Server;
let tls: Server;
let raw: Server;
let requests: string[] = [];
/** What the raw server says to whoever connects. */
let says = '';
let connections: string[] = [];
let lookups = 0;

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const listening = (server: Server): Promise<void> => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

function answer(request: IncomingMessage, response: ServerResponse): void {
  requests.push(`${request.method} ${request.url} ${request.headers.host}`);
  const path = (request.url ?? '').split('?')[0];
  if (path === '/moved') response.writeHead(302, { location: `http://127.0.0.1:${portOf(plain)}/inside` }).end();
  else if (path === '/huge') response.end(Buffer.alloc(3_000_000));
  else if (path === '/endless') {
    const more = setInterval(() => response.write(Buffer.alloc(100_000)), 1);
    response.once('close', () => clearInterval(more));
  } else if (path === '/slow') {
    const more = setInterval(() => response.write('.'), 20);
    response.once('close', () => clearInterval(more));
  } else if (path === '/echo') request.pipe(response);
  else response.end(JSON.stringify({ path: request.url }));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-outgoing-'));
  certificate = selfSigned([host, '127.0.0.1']);
  await writeFile(join(folder, 'ca.pem'), certificate.cert);
  plain = createServer(answer);
  tls = createTlsServer(certificate, answer);
  raw = createTcpServer((socket) => {
    socket.on('error', () => {});
    socket.write(says);
  });
  await Promise.all([plain, tls, raw].map(listening));
});
afterAll(async () => {
  for (const server of [plain, tls, raw]) server.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  requests = [];
  connections = [];
  lookups = 0;
});

/** Names resolve as told, one answer after the other; the public address leads to this machine, every other to itself. */
function world(...answers: readonly (readonly string[])[]): World {
  return {
    lookup: () => Promise.resolve((answers[lookups++] ?? answers.at(-1) ?? []).map((address) => ({ address }))),
    connect: (address, port) => {
      connections.push(address);
      return connect({ host: address === outside ? '127.0.0.1' : address, port });
    },
  };
}

function webhook(url: string, more: Partial<WebhookDestination> = {}): WebhookDestination {
  const address = new URL(url);
  const port = Number(address.port || (address.protocol === 'https:' ? 443 : 80));
  const name = plainHost(address.hostname);
  const authority = join(folder, 'ca.pem');
  const common = { name: 'crm', host: name, port, privateHosts: [], authority, secret: undefined };
  return { kind: 'webhook', url: address, ...common, ...more };
}

const overTls = (path = '/', more: Partial<WebhookDestination> = {}): WebhookDestination =>
  webhook(`https://${host}:${portOf(tls)}${path}`, more);

async function ask(
  destination: WebhookDestination,
  outer: World = world([outside]),
  more: Partial<OutgoingRequest> = {},
): Promise<string> {
  try {
    const { status, body } = await fetchOut(destination, { url: destination.url, ...more }, outer);
    return `${status} ${body.toString().slice(0, 60)}`;
  } catch (error) {
    if (!(error instanceof RedressError)) throw error;
    expect(JSON.stringify(error.faults)).not.toMatch(new RegExp(`${secret}|/moved|stack`));
    return error.faults.map(({ code }) => code).join(' ');
  }
}

describe('the outgoing door', () => {
  it('sends to a public host over TLS and gives the whole answer', async () => {
    expect(await ask(overTls('/a?b=1'))).toBe('200 {"path":"/a?b=1"}');
    expect(requests).toEqual([`GET /a?b=1 ${host}:${portOf(tls)}`]);
    expect(connections).toEqual([outside]);
  });

  it('sends method, headers and body', async () => {
    const more = { method: 'POST', headers: { authorization: secret }, body: '投诉' };
    expect(await ask(overTls('/echo'), world([outside]), more)).toBe('200 投诉');
  });

  it.each<readonly [string, string]>([
    ['127.0.0.1', 'itself'],
    ['10.0.0.5', 'a private host'],
    ['169.254.169.254', 'metadata'],
    ['::1', 'itself in IPv6'],
    ['::ffff:169.254.169.254', 'metadata in IPv6'],
    ['64:ff9b::7f00:1', 'itself by NAT64'],
    ['2002:7f00:1::', 'itself by 6to4'],
    ['fd00:ec2::254', 'metadata of another kind'],
    ['0.0.0.0', 'nothing'],
  ])('does not connect to a name that resolves to %s (%s)', async (address) => {
    expect(await ask(overTls(), world([address]))).toBe('outgoing.refused_address');
    expect(await ask(overTls(), world([outside, address]))).toBe('outgoing.refused_address');
    expect([connections, requests]).toEqual([[], []]);
  });

  it.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0177.0.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::1]/',
    'http://[::ffff:169.254.169.254]/',
    'http://[::ffff:a9fe:a9fe]/',
    'http://[64:ff9b::a9fe:a9fe]/',
    'http://[fe80::1]/',
    'http://0/',
    'http://255.255.255.255/',
    'http://224.0.0.1/',
  ])('does not connect to %s, however it is written', async (url) => {
    expect(await ask(webhook(url), theWorld)).toBe('outgoing.refused_address');
  });

  it.each(['localhost', 'app.localhost', 'LOCALHOST.'])('does not connect to %s', async (name) => {
    const found = await ask(webhook(`http://${name}:${portOf(plain)}/`), theWorld);
    // Whether the second is known at all is up to the machine.
    expect(found).toMatch(/^outgoing\.(refused_address|unknown_host)$/);
    expect(requests).toEqual([]);
  });

  it('resolves a name once, and connects to what was checked', async () => {
    const rebinding = world([outside], ['127.0.0.1']);
    expect(await ask(overTls(), rebinding)).toMatch(/^200/);
    expect([lookups, connections]).toEqual([1, [outside]]);
    expect(await ask(overTls(), rebinding)).toBe('outgoing.refused_address');
    expect([lookups, connections]).toEqual([2, [outside]]);
  });

  it('does not follow a redirect', async () => {
    expect(await ask(overTls('/moved'))).toBe('outgoing.redirect');
    expect(requests).toEqual([`GET /moved ${host}:${portOf(tls)}`]);
  });

  it('goes to a private address where the destination allows it by name, and nowhere else', async () => {
    const allowed = webhook(`http://inside.example.org:${portOf(plain)}/`, { privateHosts: ['inside.example.org'] });
    expect(await ask(allowed, world(['127.0.0.1']))).toMatch(/^200/);
    expect(await ask(allowed, world(['169.254.169.254']))).toBe('outgoing.refused_address');
    expect(await ask(allowed, world(['::ffff:127.0.0.1']))).toBe('outgoing.refused_address');
    expect(await ask({ ...allowed, privateHosts: ['other.example.org'] }, world(['127.0.0.1']))).toBe(
      'outgoing.refused_address',
    );
  });

  it.each([
    { what: 'another host', url: () => `https://evil.example:${portOf(tls)}/` },
    { what: 'another port', url: () => `https://${host}:${portOf(plain)}/` },
    { what: 'its host without TLS', url: () => `http://${host}:${portOf(tls)}/` },
    { what: 'another scheme', url: () => `ftp://${host}:${portOf(tls)}/` },
    { what: 'a user', url: () => `https://${secret}@${host}:${portOf(tls)}/` },
  ])('does not go to $what', async ({ url }) => {
    expect(await ask(overTls(), world([outside]), { url: new URL(url()) })).toBe('outgoing.not_its_host');
    expect(lookups).toBe(0);
  });

  it.each([
    {
      what: 'of another name',
      change: { host: 'other.example.org' },
      url: () => `https://other.example.org:${portOf(tls)}/`,
    },
    { what: 'of nobody that is known', change: { authority: undefined }, url: () => `https://${host}:${portOf(tls)}/` },
  ])('does not talk to a certificate $what', async ({ change, url }) => {
    expect(await ask(webhook(url(), change))).toBe('outgoing.certificate');
    expect(requests).toEqual([]);
  });

  it('does not talk to a server that knows no TLS of this decade', async () => {
    const old = createTlsServer(
      { ...certificate, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
      answer,
    );
    await listening(old);
    expect(await ask(webhook(`https://${host}:${portOf(old)}/`))).toBe('outgoing.unreachable');
    old.close();
  });

  it('verifies the certificate of an address by that address', async () => {
    const allowed = webhook(`https://127.0.0.1:${portOf(tls)}/`, { privateHosts: ['127.0.0.1'] });
    expect(await ask(allowed, theWorld)).toMatch(/^200/);
  });

  it.each(['/huge', '/endless'])('stops an answer that is too large (%s)', async (path) => {
    expect(await ask(overTls(path))).toBe('outgoing.too_large');
  });

  it('stops an answer that takes too long, and a name, a connection and a handshake that do', async () => {
    const limits = { milliseconds: 300 };
    expect(await ask(overTls('/slow'), world([outside]), { limits })).toBe('outgoing.too_slow');
    const never: World = { ...world([outside]), lookup: () => new Promise(() => {}) };
    expect(await ask(overTls(), never, { limits })).toBe('outgoing.too_slow');
    says = '';
    expect(await ask(webhook(`https://${host}:${portOf(raw)}/`), world([outside]), { limits })).toBe(
      'outgoing.too_slow',
    );
  });

  it.each([
    { text: '220 mail.example.org ESMTP\r\n', found: 'outgoing.no_http' },
    { text: `HTTP/1.1 200 OK\r\nA: ${'a'.repeat(20_000)}\r\n\r\n`, found: 'outgoing.no_http' },
    {
      text: 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      found: 'outgoing.no_http',
    },
  ])('takes no answer that is no HTTP (%#)', async ({ text, found }) => {
    says = text;
    const url = `http://${host}:${portOf(raw)}/`;
    expect(await ask(webhook(url))).toBe(found);
  });

  it('tells a name that is not known and a host that does not answer', async () => {
    const unknown: World = {
      ...world(),
      lookup: () => Promise.reject(Object.assign(new Error(secret), { code: 'ENOTFOUND' })),
    };
    expect(await ask(overTls(), unknown)).toBe('outgoing.unknown_host');
    expect(await ask(overTls(), world([]))).toBe('outgoing.unknown_host');
    const closed = createTcpServer();
    await listening(closed);
    const port = portOf(closed);
    await new Promise((resolve) => closed.close(resolve));
    expect(await ask(webhook(`https://${host}:${port}/`))).toBe('outgoing.unreachable');
  });

  it('tries the next address of a name where one does not answer', async () => {
    const refusing: World = {
      ...world(['93.184.215.15', outside]),
      connect: (address, port) => {
        connections.push(address);
        return connect({ host: '127.0.0.1', port: address === outside ? port : 1 });
      },
    };
    expect(await ask(overTls(), refusing)).toMatch(/^200/);
    expect(connections).toEqual(['93.184.215.15', outside]);
  });

  it('can be given up by whoever asked', async () => {
    const signal = AbortSignal.abort(new Error('given up'));
    await expect(fetchOut(overTls(), { url: overTls().url, signal }, world([outside]))).rejects.toThrow('given up');
  });
});

describe('a provider of sign-in', () => {
  const provider = (more: Partial<OidcDestination> = {}): OidcDestination => ({
    kind: 'oidc',
    name: 'company',
    host,
    port: portOf(tls),
    issuer: new URL(`https://${host}:${portOf(tls)}`),
    privateHosts: [],
    authority: join(folder, 'ca.pem'),
    clientId: 'redress',
    clientSecret: undefined,
    scopes: ['openid'],
    roles: undefined,
    units: undefined,
    createAccounts: 'never',
    administratorFromClaims: false,
    label: { en: 'Company', zh: '公司' },
    ...more,
  });

  it('is asked by a fetch that goes through the door', async () => {
    const ask = fetchThrough(provider(), world([outside]));
    const answer = await ask(`https://${host}:${portOf(tls)}/echo`, {
      method: 'POST',
      headers: {},
      body: new URLSearchParams({ code: secret }),
    });
    expect([answer.status, await answer.text()]).toEqual([200, new URLSearchParams({ code: secret }).toString()]);
    await expect(ask(`https://${host}:${portOf(tls)}/moved`, { method: 'GET', headers: {} })).rejects.toThrow(
      'outgoing.redirect',
    );
  });

  it('may name other hosts, but neither private ones nor ones without TLS', async () => {
    const ask = fetchThrough(provider(), world(['127.0.0.1']));
    const options = { method: 'GET', headers: {} };
    await expect(ask(`https://token.example.org:${portOf(tls)}/`, options)).rejects.toThrow('refused_address');
    await expect(ask(`http://token.example.org:${portOf(tls)}/`, options)).rejects.toThrow('not_its_host');
    await expect(ask(`https://token.example.org:5432/`, options)).rejects.toThrow('not_its_host');
  });
});

describe('a mail server', () => {
  const mail = (more: Partial<SmtpDestination> = {}): SmtpDestination => ({
    kind: 'smtp',
    name: 'mail',
    host,
    port: portOf(raw),
    privateHosts: [],
    authority: join(folder, 'ca.pem'),
    security: 'starttls',
    from: 'redress@example.org',
    user: undefined,
    password: undefined,
    ...more,
  });

  it('is connected to at the address that was checked', async () => {
    says = '220 ready\r\n';
    const socket = await connectOut(mail(), world([outside], ['127.0.0.1']));
    const first = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data))));
    socket.destroy();
    expect([first, connections, lookups]).toEqual(['220 ready\r\n', [outside], 1]);
    await expect(connectOut(mail(), world(['10.0.0.1']))).rejects.toThrow('refused_address');
  });

  it('without a word is told apart from one that answers', async () => {
    says = '';
    const silent = mail({ host: '127.0.0.1', privateHosts: ['127.0.0.1'] });
    const one = { id: 'a', to: 'b@example.org', subject: 'c', text: 'd', html: 'e', at: 0, language: 'en' };
    await expect(sendMail(silent, one)).rejects.toThrow('sending.mail_silent');
    says = '554 no\r\n';
    await expect(sendMail(silent, one)).rejects.toThrow('sending.mail_failed');
  }, 30_000);

  it('with TLS from the start must have its certificate', async () => {
    const secured = mail({ port: portOf(tls), security: 'tls' });
    (await connectOut(secured, world([outside]))).destroy();
    await expect(connectOut({ ...secured, authority: undefined }, world([outside]))).rejects.toThrow(
      'outgoing.certificate',
    );
  });
});

describe('an address', () => {
  it.each<readonly [Sort | 'public', readonly string[]]>([
    ['public', ['8.8.8.8', '93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c', '2001:4860:4860::8888']],
    ['loopback', ['127.0.0.1', '127.255.255.255', '::1', '0:0:0:0:0:0:0:1']],
    ['private', ['10.0.0.0', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', 'fc00::1', 'fdff::1']],
    [
      'metadata',
      ['169.254.0.0', '169.254.169.254', '100.100.100.200', '168.63.129.16', 'fd00:ec2::254', 'fd20:ce::254'],
    ],
    ['link-local', ['fe80::1', 'fe80::1%eth0', 'febf::1', 'fec0::1']],
    ['multicast', ['224.0.0.1', '239.255.255.255', 'ff02::1']],
    [
      'embedded',
      '::ffff:8.8.8.8 ::ffff:127.0.0.1 ::ffff:7f00:1 ::127.0.0.1 ::ffff:0:127.0.0.1 64:ff9b::8.8.8.8 64:ff9b:1::1 2002:808:808:: 2001:0:1::1'.split(
        ' ',
      ),
    ],
    [
      'special',
      '0.0.0.0 0.1.2.3 192.0.0.1 192.0.2.1 192.88.99.1 198.18.0.1 198.51.100.1 203.0.113.1 240.0.0.1 255.255.255.255 :: 2001:db8::1 3fff::1 100::1 4000::1 5f00::1 x '.split(
        ' ',
      ),
    ],
  ])('that is %s is known as that', (sort, addresses) => {
    expect(addresses.map((address) => [address, sortOf(address) ?? 'public'])).toEqual(
      addresses.map((address) => [address, sort]),
    );
  });
});
