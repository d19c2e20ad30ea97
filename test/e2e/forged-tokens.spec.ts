import { createHmac, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { peopleApp, type PeopleApp } from './support/accounts-app.js';
import { withDestinations } from './support/destinations-file.js';
import { codeIn, type RawAnswer } from './support/raw.js';

const ours = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const others = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const jwk = { ...ours.publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'ES256' };

interface Token {
  readonly head: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly signature: (text: string) => string;
}

let app: PeopleApp;
let server: Server;
let forget: () => Promise<void>;
let issuer = '';
let metadata: Readonly<Record<string, unknown>> = {};
/** What the provider answers next. */
let idToken = '';
/** Addresses that were asked for. */
let asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const bodies: Readonly<Record<string, unknown>> = {
      '/.well-known/openid-configuration': { ...described(), ...metadata },
      '/jwks': { keys: [jwk] },
      '/token': { access_token: 'a', token_type: 'bearer', id_token: idToken },
    };
    const body = bodies[request.url ?? ''];
    response.statusCode = body === undefined ? 404 : 200;
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body ?? {}));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const providers = ['forger', 'other-issuer', 'metadata', 'inside'].map(
    (name) =>
      `  ${name}: { kind: oidc, issuer: "${issuer}", client-id: redress, allow-private: true, create-accounts: always }\n`,
  );
  forget = await withDestinations(providers.join(''));
  app = await peopleApp();
});
afterAll(async () => {
  await forget();
  await app.stop();
  server.closeAllConnections();
  server.close();
});
beforeEach(async () => {
  metadata = {};
  asked = [];
  await app.plant('delete from sign_in_failure');
});

function described() {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256'],
    token_endpoint_auth_methods_supported: ['none'],
  };
}

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const signedBy = (key: KeyObject) => (text: string) =>
  sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
const seconds = (): number => Math.floor(Date.now() / 1_000);

function good(nonce: string): Token {
  const claims = { iss: issuer, sub: 'li', aud: 'redress', nonce, iat: seconds(), exp: seconds() + 300 };
  return { head: { alg: 'ES256', kid: 'one' }, claims, signature: signedBy(ours.privateKey) };
}

/** Signs in with what the provider is made to say. */
async function signIn(change: (token: Token) => Token): Promise<RawAnswer> {
  const browser = app.visitor();
  const away = await browser.ask('GET', '/api/session/oidc/forger');
  if (away.status !== 302) throw new Error(`${away.status}: ${away.text}`);
  const { searchParams } = new URL(away.headers.location ?? '');
  const { head, claims, signature } = change(good(searchParams.get('nonce') ?? ''));
  const text = `${base64(head)}.${base64(claims)}`;
  idToken = `${text}.${signature(text)}`;
  const answer = new URLSearchParams({ code: 'c', state: searchParams.get('state') ?? '' });
  return browser.ask('GET', `/api/session/oidc/forger/callback?${answer.toString()}`);
}

const withClaims = (more: Readonly<Record<string, unknown>>) => (token: Token) => ({
  ...token,
  claims: { ...token.claims, ...more },
});

describe('an ID token', () => {
  it('that is as it must be lets its person in', async () => {
    const answer = await signIn((token) => token);
    expect(answer.headers['set-cookie']?.some((cookie) => cookie.startsWith('__Host-redress='))).toBe(true);
  });

  it.each<{ what: string; change: (token: Token) => Token }>([
    { what: 'signed by somebody else', change: (token) => ({ ...token, signature: signedBy(others.privateKey) }) },
    { what: 'without a signature', change: (token) => ({ ...token, head: { alg: 'none' }, signature: () => '' }) },
    { what: 'with an empty signature', change: (token) => ({ ...token, signature: () => '' }) },
    {
      what: 'signed with the public key as a shared secret',
      change: (token) => ({
        ...token,
        head: { alg: 'HS256', kid: 'one' },
        signature: (text) =>
          createHmac(
            'sha256',
            createPublicKey(ours.publicKey.export({ type: 'spki', format: 'pem' })).export({
              type: 'spki',
              format: 'pem',
            }),
          )
            .update(text)
            .digest('base64url'),
      }),
    },
    {
      what: 'that brings its own key',
      change: (token) => ({
        ...token,
        head: { alg: 'ES256', jwk: others.publicKey.export({ format: 'jwk' }), jku: `${issuer}/evil`, kid: 'two' },
        signature: signedBy(others.privateKey),
      }),
    },
    { what: 'changed after it was signed', change: (token) => ({ ...token, signature: () => token.signature('x.y') }) },
    { what: 'that has run out', change: withClaims({ exp: seconds() - 120 }) },
    { what: 'that is not valid yet', change: withClaims({ nbf: seconds() + 600 }) },
    { what: 'without an end', change: withClaims({ exp: undefined }) },
    { what: 'for somebody else', change: withClaims({ aud: 'another' }) },
    { what: 'for several, of whom another asked', change: withClaims({ aud: ['redress', 'x'], azp: 'x' }) },
    { what: 'of another issuer', change: withClaims({ iss: 'https://login.example.org' }) },
    { what: 'of another sign-in', change: withClaims({ nonce: 'another' }) },
    { what: 'without a nonce', change: withClaims({ nonce: undefined }) },
    { what: 'of nobody', change: withClaims({ sub: undefined }) },
  ])('$what lets nobody in', async ({ change }) => {
    const answer = await signIn(change);
    expect(codeIn(answer)).toMatch(/^oidc\./);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.headers['set-cookie']?.some((cookie) => /^__Host-redress=[^;]/.test(cookie)) ?? false).toBe(false);
    // What a token names is not asked for.
    expect(asked.filter((url) => !/^\/(token|jwks|\.well-known\/openid-configuration)$/.test(url))).toEqual([]);
  });
});

describe('what a provider says of itself', () => {
  it.each([
    { name: 'other-issuer', more: { issuer: 'https://login.example.org' } },
    { name: 'metadata', more: { token_endpoint: 'http://169.254.169.254/token' } },
    { name: 'inside', more: { jwks_uri: 'https://10.0.0.1/jwks' } },
  ])('is not followed: $more', async ({ name, more }) => {
    metadata = more;
    const browser = app.visitor();
    const away = await browser.ask('GET', `/api/session/oidc/${name}`);
    const sent = away.status === 302 ? new URL(away.headers.location ?? '').searchParams : undefined;
    const state = sent?.get('state');
    const { head, claims, signature } = good(sent?.get('nonce') ?? '');
    idToken = `${base64(head)}.${base64(claims)}.${signature(`${base64(head)}.${base64(claims)}`)}`;
    const answer =
      state === undefined
        ? away
        : await browser.ask(
            'GET',
            `/api/session/oidc/${name}/callback?${new URLSearchParams({ code: 'c', state: state ?? '' }).toString()}`,
          );
    expect(answer.status).toBe(503);
    expect(codeIn(answer)).toMatch(/^(oidc|outgoing)\./);
    expect(asked).not.toContain('/jwks');
  });
});
