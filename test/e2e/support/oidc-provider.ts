import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import type { Configuration } from 'oidc-provider';
import { send } from './raw.js';

// It warns of what is meant here: that it keeps everything in memory, and does not know this Node.js.
jest.spyOn(console, 'warn').mockImplementation(() => {});
const { default: Provider } = await import('oidc-provider');

export const clientSecret = 'shared with the provider alone, long enough';

/** A real provider of sign-in on this machine, at which somebody is always at the keyboard. */
export interface TestProvider {
  readonly issuer: string;
  /** What it says of each person. */
  readonly people: Map<string, Record<string, unknown>>;
  /** Who signs in next; undefined: whoever it is gives up. */
  person: string | undefined;
  /** Requests that it got, as `POST /token`. */
  readonly requests: string[];
  /** Starts to answer, for a client that is sent back to these addresses. */
  serve(redirectUris: readonly string[]): void;
  /**
   * Goes where the server has sent the browser, signs in there, and gives the address to which the provider sends it back. `jar` holds the
   * cookies of the provider, so that a session there lasts.
   */
  visit(location: string, jar?: Map<string, string>): Promise<URL>;
  close(): Promise<void>;
}

/**
 * `inIdToken`: whether claims stand in the ID token, or have to be asked for. `host`: another than that of the server is another site.
 * `asks`: whether there is a page with a button, for a browser of which somebody presses it.
 */
export async function oidcTestProvider({
  inIdToken = true,
  host = '127.0.0.1',
  asks = false,
} = {}): Promise<TestProvider> {
  const people = new Map<string, Record<string, unknown>>();
  const requests: string[] = [];
  let answer: ((request: IncomingMessage, response: ServerResponse) => unknown) | undefined;
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${(request.url ?? '').split('?')[0]}`);
    if (answer === undefined) response.writeHead(503).end();
    else answer(request, response);
  });
  server.listen(0, host);
  await once(server, 'listening');
  const issuer = `http://${host}:${(server.address() as AddressInfo).port}`;
  const self: TestProvider = {
    issuer,
    people,
    person: undefined,
    requests,
    serve(redirectUris) {
      const provider = new Provider(issuer, configurationOf(people, redirectUris, inIdToken));
      const callback = provider.callback();
      answer = (request, response) => {
        if (request.url?.startsWith('/interaction/') !== true) return callback(request, response);
        if (asks && request.method === 'GET') return response.setHeader('content-type', 'text/html').end(form);
        return provider.interactionFinished(request, response, resultOf(self.person), {
          mergeWithLastSubmission: false,
        });
      };
    },
    visit: (location, jar = new Map()) => follow(issuer, location, jar),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return self;
}

const form = '<form method="post"><button>Sign in</button></form>';

function resultOf(person: string | undefined) {
  return person === undefined
    ? { error: 'access_denied', error_description: '<script>alert(1)</script> 13800138000' }
    : { login: { accountId: person } };
}

function configurationOf(
  people: ReadonlyMap<string, Record<string, unknown>>,
  redirectUris: readonly string[],
  inIdToken: boolean,
): Configuration {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const lasts = (): number => 600;
  return {
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' }] },
    clients: [
      {
        client_id: 'redress',
        client_secret: clientSecret,
        redirect_uris: [...redirectUris],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    claims: { openid: ['sub'], profile: ['preferred_username', 'groups', 'stores', 'realm_access'] },
    conformIdTokenClaims: !inIdToken,
    pkce: { required: () => true },
    cookies: { keys: ['signs the cookies of the test'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, sub) =>
      people.has(sub) ? { accountId: sub, claims: () => ({ sub, ...people.get(sub) }) } : undefined,
    async loadExistingGrant({ oidc }) {
      const { client, session, provider } = oidc;
      if (client === undefined || session?.accountId === undefined) return undefined;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
    ttl: {
      AccessToken: lasts,
      AuthorizationCode: lasts,
      Grant: lasts,
      IdToken: lasts,
      Interaction: lasts,
      Session: lasts,
    },
  };
}

async function follow(issuer: string, location: string, jar: Map<string, string>): Promise<URL> {
  let next = new URL(location);
  for (let step = 0; step < 10 && next.origin === issuer; step++) {
    const cookie = [...jar].map((pair) => pair.join('=')).join('; ');
    const { status, headers, text } = await send(next.href, { headers: cookie === '' ? {} : { cookie } });
    for (const one of headers['set-cookie'] ?? []) {
      const [name = '', value = ''] = (one.split(';')[0] ?? '').split(/=(.*)/s);
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    if (headers.location === undefined) throw new Error(`${status} at ${next.pathname}: ${text.slice(0, 500)}`);
    next = new URL(headers.location, next);
  }
  return next;
}
