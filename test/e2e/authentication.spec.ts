import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshTokenDto, sessionsDto } from '../../src/modules/identity/identity.dto.js';
import { goodPassword, peopleApp, type PeopleApp } from './support/accounts-app.js';
import { codeIn, send, type RawAnswer } from './support/raw.js';
import { bodyAs, bodyIn, type Visitor } from './support/visitor.js';

const hour = 3_600_000;

let app: PeopleApp;
beforeAll(async () => {
  app = await peopleApp();
});
afterAll(() => app.stop());

const note = { title: 'a' };
const bearer = (token: string, path = '/api/probe', more: object = {}): Promise<RawAnswer> =>
  send(app.url + path, { headers: { authorization: `Bearer ${token}`, ...more } });
const ago = (milliseconds: number): string => new Date(Date.now() - milliseconds).toISOString();

async function tokenOf(browser: Visitor, scopes: readonly string[], more: object = {}) {
  const answer = await browser.ask('POST', '/api/account/tokens', { name: 'a script', scopes, ...more });
  expect(answer.status).toBe(201);
  const { id, token } = bodyAs(freshTokenDto, answer);
  return { id, token: token ?? '' };
}

describe('a route that is not for anyone', () => {
  it.each([
    { authorization: undefined, code: 'http.no_identity', challenge: 'Bearer' },
    { authorization: 'Bearer TOKENx', code: 'http.wrong_token', challenge: 'Bearer error="invalid_token"' },
    { authorization: 'Bearer', code: 'http.wrong_token', challenge: 'Bearer error="invalid_token"' },
    {
      authorization: 'Bearer TOKEN, Bearer TOKEN',
      code: 'http.wrong_token',
      challenge: 'Bearer error="invalid_token"',
    },
    { authorization: 'Basic dG9rZW46', code: 'http.wrong_token', challenge: 'Bearer error="invalid_token"' },
    { authorization: 'TOKEN', code: 'http.wrong_token', challenge: 'Bearer error="invalid_token"' },
    { authorization: 'Bearer TOKEN', code: 'no problem: 200', challenge: undefined },
    { authorization: 'bearer  TOKEN', code: 'no problem: 200', challenge: undefined },
  ])('answers $code to "$authorization"', async ({ authorization, code, challenge }) => {
    const { browser } = await app.signedIn(`bearer-${counter()}`, ['auditor']);
    const { token } = await tokenOf(browser, ['reports']);
    const headers = authorization === undefined ? {} : { authorization: authorization.replaceAll('TOKEN', token) };
    const answer = await send(`${app.url}/api/probe`, { headers });
    expect(codeIn(answer)).toBe(code);
    expect(answer.headers['www-authenticate']).toBe(challenge);
  });

  it.each(['/api/health/live', '/api/openapi.json', '/api/docs', '/api/docs/start.js'])(
    'is none of those that watch the server: %s',
    async (path) => {
      expect((await send(app.url + path)).status).toBe(200);
    },
  );
});

describe('a session', () => {
  it('is begun with a name and a password, says who one is, and ends', async () => {
    const { person, browser } = await app.signedIn('li.wei', ['handler', 'officer']);
    expect(bodyIn(await browser.ask('GET', '/api/session'))).toMatchObject({
      account: person.id,
      name: 'li.wei',
      roles: ['handler', 'officer'],
      units: [],
      csrf: browser.csrf,
      scopes: null,
      second_factor: false,
    });
    const before = new Map(browser.cookies);
    expect((await browser.ask('DELETE', '/api/session')).status).toBe(204);
    expect([...browser.cookies.keys()]).toEqual(['__Host-redress-device']);
    for (const [name, value] of before) browser.cookies.set(name, value);
    expect(codeIn(await browser.ask('GET', '/api/session'))).toBe('http.session_over');
  });

  it('has a cookie that no script reads and no other site, host or plain connection is sent', async () => {
    await app.make('cookie');
    const answer = await app.visitor().ask('POST', '/api/session', { name: 'COOKIE', password: goodPassword });
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(/^__Host-redress=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/),
      expect.stringMatching(
        /^__Host-redress-device=[\w-]{22}\.[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict; Max-Age=15552000$/,
      ),
    ]);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('takes changes with its own token alone', async () => {
    const { browser: other } = await app.signedIn('csrf-other', ['handler']);
    const { browser } = await app.signedIn('csrf', ['handler']);
    const save = (token?: string): Promise<RawAnswer> =>
      browser.ask('POST', '/api/probe/save', note, { 'x-csrf-token': token ?? '' });
    expect((await save(browser.csrf)).status).toBe(201);
    for (const wrong of ['', 'x', other.csrf, `${browser.csrf}x`, browser.cookies.get('__Host-redress')])
      expect(codeIn(await save(wrong))).toBe('http.wrong_csrf');
    expect(codeIn(await browser.ask('DELETE', '/api/session', undefined, { 'x-csrf-token': other.csrf }))).toBe(
      'http.wrong_csrf',
    );
    expect((await browser.ask('GET', '/api/session')).status).toBe(200);
  });

  it('has another secret after its password was shown again: the cookie and the token from before are worth nothing', async () => {
    const { browser } = await app.signedIn('renewed', ['handler']);
    const before = { cookie: browser.cookies.get('__Host-redress'), csrf: browser.csrf };
    const answer = await browser.ask('POST', '/api/session/confirmation', { password: goodPassword });
    browser.enter(answer);
    expect(codeIn(await browser.ask('POST', '/api/probe/save', note, { 'x-csrf-token': before.csrf }))).toBe(
      'http.wrong_csrf',
    );
    expect((await browser.ask('POST', '/api/probe/save', note)).status).toBe(201);
    browser.cookies.set('__Host-redress', before.cookie ?? '');
    expect(codeIn(await browser.ask('GET', '/api/session'))).toBe('http.session_over');
  });

  it('takes no cookie over that was chosen before: not a made-up one, not that of somebody else', async () => {
    const { browser: thief } = await app.signedIn('thief');
    const planted = thief.cookies.get('__Host-redress') ?? '';
    await app.make('victim', ['auditor']);
    for (const chosen of ['A'.repeat(43), planted]) {
      const browser = app.visitor();
      browser.cookies.set('__Host-redress', chosen);
      await browser.signIn('victim', goodPassword);
      expect(browser.cookies.get('__Host-redress')).not.toBe(chosen);
      const other = app.visitor();
      other.cookies.set('__Host-redress', chosen);
      expect(codeIn(await other.ask('GET', '/api/session'))).toBe('http.session_over');
    }
  });

  it.each([
    { what: 'after half an hour unused', column: 'used_at', at: () => ago(hour / 2 + 1_000) },
    { what: 'after twelve hours', column: 'expires_at', at: () => ago(1) },
  ])('is over $what', async ({ column, at }) => {
    const { person, browser } = await app.signedIn(`over-${counter()}`);
    expect((await browser.ask('GET', '/api/session')).status).toBe(200);
    await app.plant(`update session set ${column} = $2 where account_id = $1`, [person.id, at()]);
    expect(codeIn(await browser.ask('GET', '/api/session'))).toBe('http.session_over');
  });

  it('lasts when it is used, and twelve hours from its beginning at most', async () => {
    const { person, browser } = await app.signedIn('used');
    await app.plant('update session set used_at = $2 where account_id = $1', [person.id, ago(29 * 60_000)]);
    expect((await browser.ask('GET', '/api/session')).status).toBe(200);
    const [row] = await app.test.owner.query<{ used: Date; whole: number }>(
      '',
      `select used_at as used, extract(epoch from expires_at - created_at)::int as whole from session where account_id = $1`,
      [person.id],
    );
    expect(Date.now() - Number(row?.used)).toBeLessThan(60_000);
    expect(row?.whole).toBe(12 * 3_600);
  });

  it('is over when the same name of a cookie comes twice', async () => {
    const { browser } = await app.signedIn('twice');
    const cookie = `__Host-redress=${browser.cookies.get('__Host-redress')}`;
    const answer = await send(`${app.url}/api/session`, { headers: { cookie: `${cookie}; ${cookie}` } });
    expect(codeIn(answer)).toBe('http.session_over');
  });

  it('is used by pages of this server alone, and under its own names', async () => {
    const { browser } = await app.signedIn('rebound', ['handler']);
    const save = (headers: object): Promise<RawAnswer> => browser.ask('POST', '/api/probe/save', note, { ...headers });
    expect(codeIn(await save({ host: 'evil.example' }))).toBe('http.unknown_host');
    expect(codeIn(await browser.ask('GET', '/api/session', undefined, { host: 'evil.example:80' }))).toBe(
      'http.unknown_host',
    );
    expect(codeIn(await save({ origin: 'https://evil.example' }))).toBe('http.other_site');
    expect(codeIn(await save({ origin: 'null' }))).toBe('http.other_site');
    expect(codeIn(await save({ 'sec-fetch-site': 'cross-site' }))).toBe('http.other_site');
    expect((await save({ origin: app.url, 'sec-fetch-site': 'same-origin' })).status).toBe(201);
  });

  it('is seen beside the others of its account, and ends them', async () => {
    const { person, browser } = await app.signedIn('several');
    const second = app.visitor();
    await second.signIn('several', goodPassword);
    const listed = bodyAs(sessionsDto, await browser.ask('GET', '/api/account/sessions')).sessions;
    expect(listed.filter(({ is_this: own }) => own)).toHaveLength(1);
    expect(bodyIn(await browser.ask('DELETE', '/api/account/sessions'))).toEqual({ ended: 1 });
    expect(codeIn(await second.ask('GET', '/api/session'))).toBe('http.session_over');
    expect((await browser.ask('GET', '/api/session')).status).toBe(200);
    const { browser: stranger } = await app.signedIn('several-stranger');
    const own = listed.find(({ is_this: mine }) => mine)?.id;
    expect(codeIn(await stranger.ask('DELETE', `/api/account/sessions/${own}`))).toBe('identity.unknown_session');
    expect((await browser.ask('DELETE', `/api/account/sessions/${own}`)).status).toBe(200);
    expect(codeIn(await browser.ask('GET', '/api/session'))).toBe('http.session_over');
    expect(person.disabledAt).toBeUndefined();
  });
});

describe('a token', () => {
  it('acts for its account within its scopes and the present roles', async () => {
    const { person, browser } = await app.signedIn('scoped', ['handler', 'auditor']);
    const reports = await tokenOf(browser, ['reports']);
    const writes = await tokenOf(browser, ['complaints:write']);
    expect((await bearer(reports.token)).status).toBe(200);
    expect(codeIn(await bearer(writes.token))).toBe('authority.scope');
    const saved = await send(`${app.url}/api/probe/save`, {
      method: 'POST',
      headers: { authorization: `Bearer ${writes.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(note),
    });
    expect(bodyIn(saved)).toMatchObject({ by: `token:${writes.id}` });
    await app.accounts.revoke(person.id, 'auditor', { by: { kind: 'system', id: 'test' } });
    expect(codeIn(await bearer(reports.token))).toBe('authority.role');
  });

  it('is for scopes that the roles reach, and for a year at most', async () => {
    const { browser } = await app.signedIn('reach', ['handler']);
    const ask = (body: object): Promise<RawAnswer> =>
      browser.ask('POST', '/api/account/tokens', { name: 'x', scopes: ['complaints:read'], ...body });
    expect(codeIn(await ask({ scopes: ['complaints:read', 'policies:write'] }))).toBe('identity.scope_not_open');
    for (const wrong of [ago(1), new Date(Date.now() + 366 * 24 * hour).toISOString()])
      expect(codeIn(await ask({ expires_at: wrong }))).toBe('identity.token_lasts_too_long');
    expect((await ask({ expires_at: new Date(Date.now() + 364 * 24 * hour).toISOString() })).status).toBe(201);
  });

  it.each([
    {
      what: 'revoked by its owner',
      end: (browser: Visitor, id: string) => browser.ask('DELETE', `/api/account/tokens/${id}`),
    },
    {
      what: 'run out',
      end: (_browser: Visitor, id: string) =>
        app.plant('update api_token set expires_at = $2 where token_id = $1', [id, ago(1)]),
    },
  ])('is worth nothing when it is $what', async ({ end }) => {
    const { browser } = await app.signedIn(`ended-${counter()}`, ['auditor']);
    const { id, token } = await tokenOf(browser, ['reports']);
    expect((await bearer(token)).status).toBe(200);
    await end(browser, id);
    expect(codeIn(await bearer(token))).toBe('http.wrong_token');
  });

  it('of somebody else is not there', async () => {
    const { browser } = await app.signedIn('mine', ['auditor']);
    const { browser: other } = await app.signedIn('not-mine', ['auditor']);
    const { id, token } = await tokenOf(browser, ['reports']);
    expect(codeIn(await other.ask('DELETE', `/api/account/tokens/${id}`))).toBe('identity.unknown_token');
    expect((await bearer(token)).status).toBe(200);
  });

  it('counts where a session comes with it, and needs no token of a session', async () => {
    const { browser } = await app.signedIn('both', ['handler', 'auditor']);
    const { token } = await tokenOf(browser, ['reports']);
    const ask = (method: string, path: string) =>
      browser.ask(method, path, method === 'POST' ? note : undefined, { authorization: `Bearer ${token}` });
    expect(codeIn(await ask('POST', '/api/probe/save'))).toBe('authority.scope');
    expect(bodyIn(await ask('GET', '/api/session'))).toMatchObject({ scopes: ['reports'], csrf: null });
    expect(codeIn(await browser.ask('GET', '/api/probe', undefined, { authorization: 'Bearer x' }))).toBe(
      'http.wrong_token',
    );
  });

  /** What somebody does to their own account. */
  const inPerson: readonly (readonly [string, string, unknown?])[] = [
    ['POST', '/api/session/confirmation', { password: goodPassword }],
    ['POST', '/api/account/password', { old: goodPassword, password: 'another good long one' }],
    ['GET', '/api/account/tokens'],
    ['GET', '/api/account/sessions'],
    ['DELETE', '/api/account/sessions'],
    ['DELETE', '/api/account/sessions/00000000-0000-4000-8000-000000000000'],
    ['DELETE', '/api/account/tokens/00000000-0000-4000-8000-000000000000'],
  ];

  it('makes no token, shows no password again, does nothing to the account and signs nobody out', async () => {
    const { browser } = await app.signedIn('person-only', ['auditor']);
    const { token } = await tokenOf(browser, ['reports']);
    const ask = (method: string, path: string, body?: unknown): Promise<RawAnswer> =>
      app.visitor().ask(method, path, body, { authorization: `Bearer ${token}` });
    expect(codeIn(await ask('POST', '/api/account/tokens', { name: 'x', scopes: ['reports'] }))).toBe(
      'authority.person',
    );
    for (const [method, path, body] of inPerson) expect(codeIn(await ask(method, path, body))).toBe('authority.person');
    expect(codeIn(await ask('DELETE', '/api/session'))).toBe('identity.no_session');
  });

  it('is made by somebody who showed the password in the last five minutes', async () => {
    const { person, browser } = await app.signedIn('step-up', ['auditor']);
    await app.plant('update session set confirmed_at = $2 where account_id = $1', [person.id, ago(5 * 60_000 + 1)]);
    const ask = () => browser.ask('POST', '/api/account/tokens', { name: 'x', scopes: ['reports'] });
    expect(codeIn(await ask())).toBe('authority.step_up');
    browser.enter(await browser.ask('POST', '/api/session/confirmation', { password: goodPassword }));
    expect((await ask()).status).toBe(201);
  });
});

describe('an account that is disabled', () => {
  it('can do nothing from the next request on, and has neither session nor token when it is enabled again', async () => {
    const by = { kind: 'system', id: 'test' } as const;
    const { person, browser } = await app.signedIn('leaver', ['auditor']);
    const { token } = await tokenOf(browser, ['reports']);
    await app.accounts.disable(person.id, { by });
    expect(codeIn(await browser.ask('GET', '/api/session'))).toBe('http.session_over');
    expect(codeIn(await bearer(token))).toBe('http.wrong_token');
    const signIn = { name: 'leaver', password: goodPassword };
    expect(codeIn(await app.visitor().ask('POST', '/api/session', signIn))).toBe('identity.wrong_sign_in');
    await app.accounts.enable(person.id, { by });
    expect(codeIn(await browser.ask('GET', '/api/session'))).toBe('http.session_over');
    expect(codeIn(await bearer(token))).toBe('http.wrong_token');
    expect((await app.visitor().ask('POST', '/api/session', signIn)).status).toBe(200);
  });
});

let counted = 0;
const counter = (): number => (counted += 1);
