import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { generateSync } from 'otplib';
import type { z } from 'zod';
import { sessionsDto, whoDto } from '../../src/modules/identity/identity.dto.js';
import { providersDto } from '../../src/modules/identity/oidc.dto.js';
import { begunDto, codeAskedDto } from '../../src/modules/identity/second-factor.dto.js';
import { brokenAt } from '../../src/ledger/entry.js';
import { chainOf } from '../../src/store/entries.repository.js';
import { containing, search, tablesBut } from '../support/table-search.js';
import { goodPassword, peopleApp, type PeopleApp } from './support/accounts-app.js';
import { withDestinations } from './support/destinations-file.js';
import { clientSecret, oidcTestProvider, type TestProvider } from './support/oidc-provider.js';
import { codeIn, type RawAnswer } from './support/raw.js';
import { bodyAs, bodyIn, type Visitor } from './support/visitor.js';

let app: PeopleApp;
/** Says everything in the ID token; makes accounts for those with a role. */
let corp: TestProvider;
/** Has to be asked for claims; makes accounts for everybody. */
let other: TestProvider;
let forget: () => Promise<void>;

const destinations = (): string => `  corp:
    kind: oidc
    issuer: ${corp.issuer}
    client-id: redress
    client-secret: { env: REDRESS_TEST_OIDC_SECRET }
    allow-private: true
    roles:
      claim: groups
      map: { complaints-handlers: handler, compliance: officer, privacy-office: privacy, audit: auditor }
    units: { claim: stores }
    label: { en: Head office, zh: 总部 }
  other:
    kind: oidc
    issuer: ${other.issuer}
    client-id: redress
    client-secret: { env: REDRESS_TEST_OIDC_SECRET }
    allow-private: true
    create-accounts: always
    administrator-from-claims: true
    roles: { claim: realm_access.roles, map: { admins: administrator, approvers: approver } }
  closed:
    kind: oidc
    issuer: ${corp.issuer}
    client-id: redress
    client-secret: { env: REDRESS_TEST_OIDC_SECRET }
    allow-private: true
    create-accounts: never
  wrong-secret:
    kind: oidc
    issuer: ${corp.issuer}
    client-id: redress
    client-secret: { env: REDRESS_TEST_OIDC_WRONG_SECRET }
    allow-private: true
  gone:
    kind: oidc
    issuer: http://127.0.0.1:1
    client-id: redress
    allow-private: true
`;

beforeAll(async () => {
  [corp, other] = [await oidcTestProvider(), await oidcTestProvider({ inIdToken: false })];
  forget = await withDestinations(destinations());
  process.env['REDRESS_TEST_OIDC_SECRET'] = clientSecret;
  process.env['REDRESS_TEST_OIDC_WRONG_SECRET'] = 'another one, as long as the first';
  app = await peopleApp();
  const back = (name: string): string => `${app.url}/api/session/oidc/${name}/callback`;
  corp.serve([back('corp'), back('closed'), back('wrong-secret')]);
  other.serve([back('other')]);
});
afterAll(async () => {
  await forget();
  await app.stop();
  await corp.close();
  await other.close();
});
// Attempts that are left unfinished are counted: that they are is tested by itself.
beforeEach(() => app.plant('delete from sign_in_failure'));

const ago = (milliseconds: number): string => new Date(Date.now() - milliseconds).toISOString();
const browserCookie = '__Host-redress-oidc';

const begin = (browser: Visitor, name = 'corp', query = ''): Promise<RawAnswer> =>
  browser.ask('GET', `/api/session/oidc/${name}${query}`);

/** The answer comes with the visitor from another site: of the cookies the lax one alone comes along. */
function comeBack(browser: Visitor, address: URL): Promise<RawAnswer> {
  const cookie = `${browserCookie}=${browser.cookies.get(browserCookie) ?? ''}`;
  return browser.ask('GET', address.pathname + address.search, undefined, { cookie });
}

/** Goes to the provider as somebody, and gives the address that leads back. */
async function awayAndBack(
  browser: Visitor,
  person: string | undefined,
  { provider = corp, name = 'corp', query = '' } = {},
): Promise<URL> {
  const answer = await begin(browser, name, query);
  if (answer.status !== 302) throw new Error(`${answer.status}: ${answer.text}`);
  provider.person = person;
  return provider.visit(answer.headers.location ?? '');
}

async function signIn(browser: Visitor, person: string, at = {}): Promise<RawAnswer> {
  return comeBack(browser, await awayAndBack(browser, person, at));
}

async function who(browser: Visitor): Promise<z.infer<typeof whoDto>> {
  const answer = await browser.ask('GET', '/api/session');
  expect(answer.status).toBe(200);
  const found = bodyAs(whoDto, answer);
  browser.csrf = found.csrf ?? undefined;
  return found;
}

async function entries(id: string) {
  const chain = await chainOf(app.test.database.reading, { kind: 'account', id });
  expect(brokenAt(chain)).toBeUndefined();
  return chain.map(({ type, actor, body }) => ({ type, actor, body }));
}

const names = async (): Promise<readonly unknown[]> =>
  app.test.owner.query('', 'select name from account order by name');

describe('signing in at a provider', () => {
  it('makes an account with the roles and units that its claims name, and a session', async () => {
    corp.people.set('sub-li', {
      preferred_username: 'li.wei',
      groups: ['audit', 'complaints-handlers', 'football', '__proto__'],
      stores: ['S-2', 'S-1'],
    });
    const browser = app.visitor();
    const answer = await signIn(browser, 'sub-li');
    expect([answer.status, answer.headers.location, answer.text]).toEqual([302, '/#signed-in', '']);
    const li = await who(browser);
    expect(li).toMatchObject({
      name: 'li.wei',
      roles: ['handler', 'auditor'],
      units: ['S-1', 'S-2'],
      way: 'oidc',
      provider: 'corp',
    });
    const by = 'system:oidc-corp';
    expect(await entries(li.account)).toEqual([
      { type: 'account-made', actor: by, body: { kind: 'person', units: [] } },
      { type: 'identity-linked', actor: by, body: { provider: 'corp' } },
      { type: 'role-granted', actor: by, body: { role: 'handler' } },
      { type: 'role-granted', actor: by, body: { role: 'auditor' } },
      { type: 'units-set', actor: by, body: { units: ['S-1', 'S-2'] } },
      {
        type: 'signed-in',
        actor: `account:${li.account}`,
        body: { session: expect.any(String), way: 'oidc', provider: 'corp' },
      },
    ]);
    // The same person again is the same account, and nothing but the sign-in is recorded.
    await signIn(app.visitor(), 'sub-li');
    expect((await entries(li.account)).slice(6).map(({ type }) => type)).toEqual(['signed-in']);
  });

  it('sends the browser away with state, nonce and PKCE, and a cookie that comes back from another site', async () => {
    const answer = await begin(app.visitor());
    const address = new URL(answer.headers.location ?? '');
    expect(address.origin).toBe(corp.issuer);
    expect(Object.fromEntries(address.searchParams)).toEqual({
      client_id: 'redress',
      response_type: 'code',
      scope: 'openid profile',
      redirect_uri: `${app.url}/api/session/oidc/corp/callback`,
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(/^__Host-redress-oidc=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=600$/),
    ]);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('lists the providers for whoever has not signed in', async () => {
    const { providers } = bodyAs(providersDto, await app.visitor().ask('GET', '/api/session/oidc'));
    expect(providers[0]).toEqual({ name: 'corp', label: { en: 'Head office', zh: '总部' } });
    expect(providers).toHaveLength(5);
  });

  it('asks the provider for claims that are not in the ID token, and finds roles inside of one', async () => {
    other.people.set('sub-wang', { preferred_username: 'wang', realm_access: { roles: ['approvers'] } });
    const browser = app.visitor();
    expect((await signIn(browser, 'sub-wang', { provider: other, name: 'other' })).status).toBe(302);
    expect(await who(browser)).toMatchObject({ name: 'wang', roles: ['approver'] });
    // Everybody has an account from there; one without a usable name gets one.
    other.people.set('sub-nobody', { preferred_username: '<b>x</b> y' });
    const nobody = app.visitor();
    await signIn(nobody, 'sub-nobody', { provider: other, name: 'other' });
    expect(await who(nobody)).toMatchObject({ name: expect.stringMatching(/^other-[0-9a-f-]{36}$/), roles: [] });
  });

  it('begins a fresh session: one that the browser had is over', async () => {
    corp.people.set('sub-fresh', { preferred_username: 'fresh', groups: ['audit'] });
    const { browser } = await app.signedIn('had-one', ['auditor']);
    const before = browser.cookies.get('__Host-redress') ?? '';
    await signIn(browser, 'sub-fresh');
    expect(await who(browser)).toMatchObject({ name: 'fresh' });
    const old = await app.visitor().ask('GET', '/api/session', undefined, { cookie: `__Host-redress=${before}` });
    expect(codeIn(old)).toBe('http.session_over');
  });

  it('is asked for the code as well where the account has a second factor', async () => {
    corp.people.set('sub-two', { preferred_username: 'two.factors', groups: ['audit'] });
    const browser = app.visitor();
    await signIn(browser, 'sub-two');
    await who(browser);
    // The provider has said who it is, and asked nobody: that alone is not enough to change how one signs in.
    expect(codeIn(await browser.ask('POST', '/api/account/second-factor'))).toBe('authority.step_up');
    await signIn(browser, 'sub-two', { query: '?confirm=true' });
    await who(browser);
    const { secret } = bodyAs(begunDto, await browser.ask('POST', '/api/account/second-factor'));
    const code = generateSync({ secret });
    await browser.ask('POST', '/api/account/second-factor/confirmation', { code });
    await app.plant('update second_factor set last_step = 0');
    const again = app.visitor();
    expect((await signIn(again, 'sub-two')).headers.location).toBe('/#signed-in');
    expect(codeIn(await again.ask('GET', '/api/session'))).toBe('http.code_missing');
    again.csrf = bodyAs(codeAskedDto, await again.ask('GET', '/api/session/code')).csrf;
    again.enter(await again.ask('POST', '/api/session/code', { code: generateSync({ secret }) }));
    await who(again);
    // Nor does the provider alone show again who it is.
    expect(codeIn(await begin(again, 'corp', '?confirm=true'))).toBe('second_factor.code_needed');
  });
});

describe('a page of somebody else', () => {
  it('does not begin sign-ins that are counted, whatever it shows as its pictures', async () => {
    const browser = app.visitor();
    const asPart = { 'sec-fetch-mode': 'no-cors', 'sec-fetch-site': 'cross-site' };
    for (let count = 0; count < 60; count++)
      expect(codeIn(await browser.ask('GET', '/api/session/oidc/corp', undefined, asPart))).toBe('oidc.not_sent');
    expect((await begin(app.visitor())).status).toBe(302);
  });
});

describe('roles and units from claims', () => {
  it('are given and taken at each sign-in; what the provider does not decide on stays', async () => {
    corp.people.set('sub-chen', { preferred_username: 'chen', groups: ['compliance', 'audit'], stores: ['S-1'] });
    const browser = app.visitor();
    await signIn(browser, 'sub-chen');
    const { account } = await who(browser);
    await app.accounts.grant(account, 'approver', { by: { kind: 'system', id: 'test' } });
    corp.people.set('sub-chen', { preferred_username: 'renamed', groups: 'audit', stores: 'S-9' });
    await signIn(browser, 'sub-chen');
    expect(await who(browser)).toMatchObject({ name: 'chen', roles: ['approver', 'auditor'], units: ['S-9'] });
    corp.people.set('sub-chen', { preferred_username: 'chen' });
    await signIn(browser, 'sub-chen');
    expect(await who(browser)).toMatchObject({ roles: ['approver'], units: [] });
    expect((await entries(account)).filter(({ type }) => type === 'role-revoked').map(({ body }) => body)).toEqual([
      { role: 'officer' },
      { role: 'auditor' },
    ]);
  });

  it('that no one person may hold together are refused, and nothing is changed', async () => {
    corp.people.set('sub-conflict', { preferred_username: 'conflict', groups: ['compliance', 'privacy-office'] });
    const before = await names();
    const refused = await signIn(app.visitor(), 'sub-conflict');
    expect([refused.status, codeIn(refused)]).toEqual([409, 'oidc.roles_conflict']);
    expect(await names()).toEqual(before);
    // Also with a role that was given here; then the old ones stay until somebody decides.
    corp.people.set('sub-conflict', { preferred_username: 'conflict', groups: ['compliance'] });
    const browser = app.visitor();
    await signIn(browser, 'sub-conflict');
    const { account } = await who(browser);
    await app.accounts.revoke(account, 'officer', { by: { kind: 'system', id: 'test' } });
    await app.accounts.grant(account, 'legal', { by: { kind: 'system', id: 'test' } });
    expect(codeIn(await signIn(app.visitor(), 'sub-conflict'))).toBe('oidc.roles_conflict');
    expect(await who(browser)).toMatchObject({ roles: ['legal'] });
  });

  it('make an administrator where the configuration says so, but content roles besides wait for a second one', async () => {
    other.people.set('sub-chief', { preferred_username: 'chief', realm_access: { roles: ['admins', 'approvers'] } });
    const browser = app.visitor();
    await signIn(browser, 'sub-chief', { provider: other, name: 'other' });
    const { account, roles } = await who(browser);
    expect(roles).toEqual(['approver']);
    expect((await app.accounts.read(account)).waiting.map(({ role }) => role)).toEqual(['administrator']);
    await signIn(browser, 'sub-chief', { provider: other, name: 'other' });
    expect((await app.accounts.read(account)).waiting).toHaveLength(1);
  });

  it('do not take the role of the last administrator away', async () => {
    other.people.set('sub-last', { preferred_username: 'last', realm_access: { roles: ['admins'] } });
    const browser = app.visitor();
    await signIn(browser, 'sub-last', { provider: other, name: 'other' });
    const { account, roles } = await who(browser);
    expect(roles).toEqual(['administrator']);
    other.people.set('sub-last', { preferred_username: 'last', realm_access: { roles: [] } });
    expect(codeIn(await signIn(app.visitor(), 'sub-last', { provider: other, name: 'other' }))).toBe(
      'identity.last_administrator',
    );
    await app.make('another', ['administrator']);
    expect((await signIn(browser, 'sub-last', { provider: other, name: 'other' })).status).toBe(302);
    expect((await app.accounts.read(account)).roles).toEqual([]);
  });
});

describe('nobody is let in', () => {
  it('with an answer that was used before, in the same browser or in another', async () => {
    corp.people.set('sub-twice', { preferred_username: 'twice', groups: ['audit'] });
    const browser = app.visitor();
    const back = await awayAndBack(browser, 'sub-twice');
    expect((await comeBack(browser, back)).status).toBe(302);
    browser.cookies.delete('__Host-redress');
    const again = await comeBack(browser, back);
    expect([again.status, codeIn(again)]).toEqual([403, 'oidc.wrong_answer']);
    expect(again.headers['set-cookie']).toBeUndefined();
  });

  it('with a code that was used before, under a state that was not', async () => {
    corp.people.set('sub-code', { preferred_username: 'code', groups: ['audit'] });
    const browser = app.visitor();
    const first = await awayAndBack(browser, 'sub-code');
    await comeBack(browser, first);
    const second = await awayAndBack(browser, 'sub-code');
    second.searchParams.set('code', first.searchParams.get('code') ?? '');
    expect(codeIn(await comeBack(browser, second))).toBe('oidc.not_verified');
  });

  it('with the state of another browser, or with none', async () => {
    corp.people.set('sub-victim', { preferred_username: 'victim', groups: ['audit'] });
    const attacker = app.visitor();
    const back = await awayAndBack(attacker, 'sub-victim');
    const victim = app.visitor();
    expect(codeIn(await comeBack(victim, back))).toBe('oidc.wrong_answer');
    await begin(victim);
    expect(codeIn(await comeBack(victim, back))).toBe('oidc.wrong_answer');
    const stateless = new URL(back);
    stateless.searchParams.delete('state');
    expect(codeIn(await comeBack(attacker, stateless))).toBe('oidc.wrong_answer');
    // What others tried has not used the attempt up.
    expect((await comeBack(attacker, back)).status).toBe(302);
  });

  it.each([
    { what: 'a nonce of another attempt', change: `nonce = 'another'`, code: 'oidc.not_verified' },
    { what: 'a verifier of another attempt', change: `verifier = repeat('x', 43)`, code: 'oidc.not_verified' },
    { what: 'an attempt that is over', change: `expires_at = now() - interval '1 ms'`, code: 'oidc.wrong_answer' },
  ])('with $what', async ({ change, code }) => {
    corp.people.set('sub-changed', { preferred_username: 'changed', groups: ['audit'] });
    const browser = app.visitor();
    const back = await awayAndBack(browser, 'sub-changed');
    await app.plant(`update oidc_attempt set ${change}`);
    expect(codeIn(await comeBack(browser, back))).toBe(code);
    expect(codeIn(await browser.ask('GET', '/api/session'))).toBe('http.no_identity');
  });

  it('by one provider in the place of another: not at its address, and not under its name', async () => {
    corp.people.set('sub-mix', { preferred_username: 'mix', groups: ['audit'] });
    const elsewhere = app.visitor();
    const back = await awayAndBack(elsewhere, 'sub-mix');
    back.pathname = '/api/session/oidc/other/callback';
    expect(codeIn(await comeBack(elsewhere, back))).toBe('oidc.wrong_answer');
    const browser = app.visitor();
    const named = await awayAndBack(browser, 'sub-mix');
    expect(named.searchParams.get('iss')).toBe(corp.issuer);
    named.searchParams.set('iss', other.issuer);
    expect(codeIn(await comeBack(browser, named))).toBe('oidc.not_verified');
    const unnamed = await awayAndBack(browser, 'sub-mix');
    unnamed.searchParams.delete('iss');
    expect(codeIn(await comeBack(browser, unnamed))).toBe('oidc.not_verified');
  });

  it('who gave up at the provider; its words are not repeated, and nobody is sent back to it', async () => {
    const browser = app.visitor();
    const back = await awayAndBack(browser, undefined);
    expect(back.searchParams.get('error')).toBe('access_denied');
    const refused = await comeBack(browser, back);
    expect([refused.status, codeIn(refused), refused.headers.location]).toEqual([403, 'oidc.denied', undefined]);
    expect(refused.text).toContain('access_denied');
    expect(refused.text).not.toMatch(/script|138001/);
    expect(codeIn(await comeBack(browser, back))).toBe('oidc.wrong_answer');
    // A browser shows its visitor a page, in their language, and leads nowhere by itself.
    const shown = await browser.ask('GET', `${back.pathname}${back.search}`, undefined, {
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
      'accept-language': 'zh-CN',
    });
    expect([shown.status, shown.headers['content-type']]).toEqual([403, 'text/html; charset=utf-8']);
    expect(shown.text).toContain('<html lang="zh-CN">');
    expect(shown.text).not.toMatch(/<script|http-equiv/);
    const made = await awayAndBack(browser, undefined);
    made.searchParams.set('error', '<script>');
    expect((await comeBack(browser, made)).text).not.toContain('script');
  });

  it.each([
    { what: 'without a role', name: 'corp', sub: 'sub-no-role', code: 'oidc.no_role' },
    { what: 'where no accounts are made', name: 'closed', sub: 'sub-closed', code: 'oidc.no_account' },
  ])('$what who has no account', async ({ name, sub, code }) => {
    corp.people.set(sub, { preferred_username: sub, groups: ['football'] });
    const refused = await signIn(app.visitor(), sub, { name });
    expect([refused.status, codeIn(refused)]).toEqual([403, code]);
    expect(JSON.stringify(await names())).not.toContain(sub);
  });

  it('into the account of somebody with the same name', async () => {
    const { person } = await app.signedIn('same.name', ['officer']);
    corp.people.set('sub-same', { preferred_username: 'SAME.NAME', groups: ['audit'] });
    const refused = await signIn(app.visitor(), 'sub-same');
    expect([refused.status, codeIn(refused)]).toEqual([409, 'oidc.name_taken']);
    expect((await app.accounts.read(person.id)).roles).toEqual(['officer']);
  });

  it('whose account is disabled', async () => {
    corp.people.set('sub-left', { preferred_username: 'left', groups: ['audit'] });
    const browser = app.visitor();
    await signIn(browser, 'sub-left');
    await app.accounts.disable((await who(browser)).account, { by: { kind: 'system', id: 'test' } });
    expect(codeIn(await signIn(app.visitor(), 'sub-left'))).toBe('oidc.account_disabled');
  });

  it('by a provider that is not there, does not answer, or does not know us', async () => {
    const browser = app.visitor();
    for (const unknown of ['nowhere', 'CORP', '%2e%2e%2f', '__proto__']) {
      const missing = await begin(browser, unknown);
      expect([missing.status, codeIn(missing)]).toEqual([404, 'oidc.unknown_provider']);
      expect(codeIn(await begin(browser, `${unknown}/callback?state=x&code=y`))).toBe('oidc.unknown_provider');
    }
    const down = await begin(browser, 'gone');
    expect([down.status, codeIn(down)]).toEqual([503, 'oidc.unreachable']);
    expect(down.text).not.toContain('127.0.0.1:1');
    // The log says more than the answer.
    expect(app.lines.filter(({ event }) => event === 'error').at(-1)).toMatchObject({
      code: 'oidc.unreachable',
      cause: 'outgoing.unreachable',
    });
    corp.people.set('sub-secret', { preferred_username: 'secret', groups: ['audit'] });
    const refused = await signIn(browser, 'sub-secret', { name: 'wrong-secret' });
    expect([refused.status, codeIn(refused)]).toEqual([503, 'oidc.misconfigured']);
    expect(refused.text).not.toContain('another one');
  });

  it('who begins again and again from one address and never comes back; others and passwords are not held up', async () => {
    await app.make('beside', ['auditor']);
    const codes: Record<string, number> = {};
    for (let index = 0; index < 60; index++) {
      const answer = await begin(app.visitor('127.0.0.31'));
      codes[codeIn(answer)] = (codes[codeIn(answer)] ?? 0) + 1;
    }
    expect(codes).toEqual({ 'no problem: 302': 50, 'identity.too_many_attempts': 10 });
    expect((await begin(app.visitor('127.0.0.32'))).status).toBe(302);
    expect((await app.visitor('127.0.0.31').signIn('beside', goodPassword)).stage).toBe('full');
  });

  it('is not held up by having come in often', async () => {
    corp.people.set('sub-often', { preferred_username: 'often', groups: ['audit'] });
    for (let index = 0; index < 55; index++)
      expect((await signIn(app.visitor('127.0.0.33'), 'sub-often')).status).toBe(302);
  }, 60_000);
});

describe('showing again who one is, at the provider', () => {
  const confirming = { query: '?confirm=true' };

  async function waiting(sub: string): Promise<{ browser: Visitor; account: string }> {
    corp.people.set(sub, { preferred_username: sub, groups: ['audit'] });
    const browser = app.visitor();
    await signIn(browser, sub);
    const { account } = await who(browser);
    await app.plant('update session set confirmed_at = $2 where account_id = $1', [account, ago(5 * 60_000 + 1)]);
    return { browser, account };
  }
  const makesToken = async (browser: Visitor): Promise<RawAnswer> => {
    await who(browser);
    return browser.ask('POST', '/api/account/tokens', { name: 'x', scopes: ['reports'] });
  };

  it('counts for five minutes, in the same session with another secret', async () => {
    const { browser, account } = await waiting('sub-again');
    expect(codeIn(await makesToken(browser))).toBe('authority.step_up');
    const before = browser.cookies.get('__Host-redress') ?? '';
    const answer = await begin(browser, 'corp', confirming.query);
    const asked = new URL(answer.headers.location ?? '').searchParams;
    expect([asked.get('prompt'), asked.get('max_age')]).toEqual(['login', '0']);
    corp.person = 'sub-again';
    const done = await comeBack(browser, await corp.visit(answer.headers.location ?? ''));
    expect([done.status, done.headers.location]).toEqual([302, '/#signed-in']);
    expect((await makesToken(browser)).status).toBe(201);
    const old = await app.visitor().ask('GET', '/api/session', undefined, { cookie: `__Host-redress=${before}` });
    expect(codeIn(old)).toBe('http.session_over');
    const sessions = await browser.ask('GET', '/api/account/sessions');
    expect(bodyAs(sessionsDto, sessions).sessions).toHaveLength(1);
    await app.plant('update session set confirmed_at = $2 where account_id = $1', [account, ago(5 * 60_000 + 1)]);
    expect(codeIn(await makesToken(browser))).toBe('authority.step_up');
  });

  it('takes a session of ours', async () => {
    expect(codeIn(await begin(app.visitor(), 'corp', confirming.query))).toBe('http.session_over');
    const browser = app.visitor();
    browser.cookies.set('__Host-redress', 'A'.repeat(43));
    expect(codeIn(await begin(browser, 'corp', confirming.query))).toBe('http.session_over');
  });

  it('does not count where the provider did not ask again', async () => {
    const { browser } = await waiting('sub-lazy');
    const answer = await begin(browser, 'corp', confirming.query);
    const address = new URL(answer.headers.location ?? '');
    for (const name of ['prompt', 'max_age']) address.searchParams.delete(name);
    corp.person = 'sub-lazy';
    expect(codeIn(await comeBack(browser, await corp.visit(address.href)))).toBe('oidc.not_again');
    expect(codeIn(await makesToken(browser))).toBe('authority.step_up');
  });

  it('does not count where it was an earlier sign-in', async () => {
    const { browser } = await waiting('sub-early');
    corp.person = 'sub-early';
    const answer = await begin(browser, 'corp', confirming.query);
    const back = await corp.visit(answer.headers.location ?? '');
    await app.plant(`update oidc_attempt set begun_at = begun_at + interval '2 minutes'`);
    expect(codeIn(await comeBack(browser, back))).toBe('oidc.not_again');
  });

  it('does not count for the session of somebody else', async () => {
    const { browser } = await waiting('sub-me');
    corp.people.set('sub-you', { preferred_username: 'sub-you', groups: ['audit'] });
    await signIn(app.visitor(), 'sub-you');
    expect(codeIn(await comeBack(browser, await awayAndBack(browser, 'sub-you', confirming)))).toBe(
      'oidc.another_person',
    );
    corp.people.set('sub-stranger', { preferred_username: 'sub-stranger', groups: ['audit'] });
    expect(codeIn(await comeBack(browser, await awayAndBack(browser, 'sub-stranger', confirming)))).toBe(
      'oidc.another_person',
    );
    expect(JSON.stringify(await names())).not.toContain('sub-stranger');
    expect(codeIn(await makesToken(browser))).toBe('authority.step_up');
  });

  it('does not bring a session back that has ended meanwhile', async () => {
    const { browser } = await waiting('sub-ended');
    const back = await awayAndBack(browser, 'sub-ended', confirming);
    await who(browser);
    await browser.ask('DELETE', '/api/session');
    expect(codeIn(await comeBack(browser, back))).toBe('oidc.another_person');
  });
});

describe('an administrator', () => {
  it('links an account to somebody at a provider, and takes the link away', async () => {
    const { person } = await app.signedIn('linked', ['auditor']);
    const { person: chief, browser: admin } = await app.signedIn('links', ['administrator']);
    const path = `/api/accounts/${person.id}/identities`;
    corp.people.set('sub-linked', { preferred_username: 'linked' });
    const link = (body: object, at = path): Promise<RawAnswer> => admin.ask('POST', at, body);
    expect(codeIn(await signIn(app.visitor(), 'sub-linked', { name: 'closed' }))).toBe('oidc.no_account');
    expect(codeIn(await link({ provider: 'nowhere', subject: 'sub-linked' }))).toBe('oidc.unknown_provider');
    expect(codeIn(await link({ provider: 'gone', subject: 'sub-linked' }))).toBe('oidc.unreachable');
    expect((await link({ provider: 'closed', subject: 'sub-linked' })).status).toBe(201);
    expect(codeIn(await link({ provider: 'corp', subject: 'sub-linked' }))).toBe('oidc.identity_taken');
    expect(bodyIn(await admin.ask('GET', path))).toMatchObject({ identities: [{ issuer: corp.issuer }] });
    const browser = app.visitor();
    await signIn(browser, 'sub-linked', { name: 'closed' });
    // Roles are not decided on by a provider that names none.
    expect(await who(browser)).toMatchObject({ account: person.id, roles: ['auditor'] });
    expect((await admin.ask('DELETE', `${path}/closed`)).status).toBe(200);
    expect(codeIn(await browser.ask('GET', '/api/session'))).toBe('http.session_over');
    expect(codeIn(await admin.ask('DELETE', `${path}/closed`))).toBe('oidc.not_linked');
    expect(codeIn(await signIn(app.visitor(), 'sub-linked', { name: 'closed' }))).toBe('oidc.no_account');
    const of = (await entries(person.id)).filter(({ type }) => type.startsWith('identity-'));
    expect(of).toEqual([
      { type: 'identity-linked', actor: `account:${chief.id}`, body: { provider: 'closed' } },
      {
        type: 'identity-unlinked',
        actor: `account:${chief.id}`,
        body: { provider: 'closed', sessions: expect.any(Array) },
      },
    ]);
    const program = await app.make('a-program', ['officer'], { kind: 'service' });
    expect(codeIn(await link({ provider: 'corp', subject: 'x' }, `/api/accounts/${program.id}/identities`))).toBe(
      'identity.not_a_person',
    );
    const missing = '/api/accounts/00000000-0000-4000-8000-000000000000/identities';
    expect(codeIn(await link({ provider: 'corp', subject: 'x' }, missing))).toBe('identity.unknown_account');
    expect(codeIn(await app.visitor().ask('GET', path))).toBe('http.no_identity');
  });
});

describe('what is kept of it', () => {
  it('holds no code, state, token or secret, in any table or line of the log', async () => {
    corp.people.set('sub-kept', { preferred_username: 'kept', groups: ['audit'] });
    const browser = app.visitor();
    const back = await awayAndBack(browser, 'sub-kept');
    await comeBack(browser, back);
    const secrets = ['code', 'state'].map((name) => back.searchParams.get(name) ?? '');
    const looked = [
      ...secrets,
      clientSecret,
      browser.cookies.get(browserCookie) ?? '',
      browser.cookies.get('__Host-redress') ?? '',
    ];
    expect(looked.every((text) => text.length > 20)).toBe(true);
    const finder = containing(looked);
    expect(await search(app.test.owner, await tablesBut(app.test.owner), finder)).toEqual([]);
    expect(finder(JSON.stringify(app.lines))).toEqual([]);
    expect(await app.test.owner.query('', 'select 1 from oidc_attempt where expires_at < now()')).toEqual([]);
  });
});
