import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { brokenAt } from '../../src/ledger/entry.js';
import {
  accountDto,
  accountsDto,
  freshTokenDto,
  linkDto,
  requestDto,
  requestsDto,
  tokensDto,
} from '../../src/modules/identity/identity.dto.js';
import { chainOf } from '../../src/store/entries.repository.js';
import { containing, search, tablesBut } from '../support/table-search.js';
import { undocumented } from './support/answers.js';
import { goodPassword, peopleApp, type PeopleApp } from './support/accounts-app.js';
import { codeIn, type RawAnswer } from './support/raw.js';
import { bodyAs, bodyIn, type Visitor } from './support/visitor.js';

const by = { kind: 'system', id: 'test' } as const;

let app: PeopleApp;
/** An administrator who has signed in, another for each test. */
let admin: Visitor;
let adminId: string;
beforeAll(async () => {
  app = await peopleApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  const { person, browser } = await app.signedIn(`admin-${counter()}`, ['administrator']);
  admin = browser;
  adminId = person.id;
});

const bodyOf = (answer: RawAnswer) => bodyAs(accountDto, answer);
const make = (body: object, headers = {}): Promise<RawAnswer> => admin.ask('POST', '/api/accounts', body, headers);
const entries = async (id: string) => {
  const chain = await chainOf(app.test.database.reading, { kind: 'account', id });
  expect(brokenAt(chain)).toBeUndefined();
  return chain.map(({ type, actor, body }) => ({ type, actor, body }));
};

describe('an account', () => {
  it('is made with roles and units, gets its password by a link, and signs in', async () => {
    const made = bodyOf(await make({ name: 'zhang.min', roles: ['handler'], units: ['S-2', 'S-1'] }));
    expect(made).toMatchObject({ roles: ['handler'], units: ['S-1', 'S-2'], has_password: false, disabled_at: null });
    const { link } = bodyAs(linkDto, await admin.ask('POST', `/api/accounts/${made.id}/password-link`));
    const someone = app.visitor();
    expect((await someone.ask('POST', '/api/password', { link, password: goodPassword })).status).toBe(204);
    await someone.signIn('Zhang.Min', goodPassword);
    expect(bodyIn(await someone.ask('GET', '/api/session'))).toMatchObject({ units: ['S-1', 'S-2'] });
    expect(await entries(made.id)).toEqual([
      { type: 'account-made', actor: `account:${adminId}`, body: { kind: 'person', units: ['S-1', 'S-2'] } },
      { type: 'role-granted', actor: `account:${adminId}`, body: { role: 'handler' } },
      { type: 'password-link-made', actor: `account:${adminId}`, body: { expires_at: expect.any(Number) } },
      { type: 'password-set', actor: `account:${made.id}`, body: { way: 'link', sessions: [] } },
      { type: 'signed-in', actor: `account:${made.id}`, body: { session: expect.any(String), way: 'password' } },
    ]);
  });

  it.each([
    { name: 'x', code: 'value.wrong_format' },
    { name: 'two words', code: 'value.wrong_format' },
    { name: '-dash', code: 'value.wrong_format' },
    { name: 'a'.repeat(65), code: 'value.wrong_format' },
    { name: 'TAKEN', code: 'identity.name_taken' },
    { name: 'ｔａｋｅｎ', code: 'identity.name_taken' },
    { name: '李伟', code: 'no problem: 201' },
  ])('with the name $name: $code', async ({ name, code }) => {
    await app.make('taken').catch(() => undefined);
    expect(codeIn(await make({ name }))).toBe(code);
  });

  it('is made once for its key, and never by two with one name', async () => {
    const name = `once-${counter()}`;
    const [first, again] = [
      await make({ name }, { 'idempotency-key': name }),
      await make({ name }, { 'idempotency-key': name }),
    ];
    expect(bodyOf(again)).toEqual(bodyOf(first));
    expect(again.headers['idempotency-replayed']).toBe('true');
    const both = await Promise.all([make({ name: `${name}x` }), make({ name: `${name}x` })]);
    expect(both.map(codeIn).sort()).toEqual(['identity.name_taken', 'no problem: 201']);
  });

  it('is listed by name, page by page, each once', async () => {
    const names: string[] = [];
    let after = '';
    do {
      const page = bodyAs(
        accountsDto,
        await admin.ask('GET', `/api/accounts?limit=3${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`),
      );
      names.push(...page.accounts.map(({ name }) => name));
      after = page.next ?? '';
    } while (after !== '');
    const [row] = await app.test.owner.query<{ count: number }>('', 'select count(*)::int as count from account');
    expect(names).toHaveLength(row?.count ?? 0);
    expect(new Set(names).size).toBe(names.length);
  });

  it('is kept by administrators who showed their password, and seen by auditors', async () => {
    const { browser: handler } = await app.signedIn(`handler-${counter()}`, ['handler']);
    const { browser: auditor } = await app.signedIn(`auditor-${counter()}`, ['auditor']);
    expect(codeIn(await handler.ask('GET', '/api/accounts'))).toBe('authority.role');
    expect((await auditor.ask('GET', '/api/accounts')).status).toBe(200);
    expect(codeIn(await auditor.ask('POST', '/api/accounts', { name: 'not.mine' }))).toBe('authority.role');
    await app.plant(`update session set confirmed_at = now() - interval '6 minutes' where account_id = $1`, [adminId]);
    expect(codeIn(await make({ name: 'too.late' }))).toBe('authority.step_up');
  });

  it('of a program has neither a password nor the role of an administrator', async () => {
    const { id } = bodyOf(await make({ name: `program-${counter()}`, kind: 'service', roles: ['handler'] }));
    expect(codeIn(await admin.ask('POST', `/api/accounts/${id}/password-link`))).toBe('identity.not_a_person');
    expect(codeIn(await admin.ask('POST', `/api/accounts/${id}/roles`, { role: 'administrator' }))).toBe(
      'identity.not_a_person',
    );
  });

  it('that is not there is not found', async () => {
    const path = '/api/accounts/00000000-0000-4000-8000-00000000abcd';
    for (const answer of [
      await admin.ask('GET', path),
      await admin.ask('POST', `${path}/roles`, { role: 'handler' }),
      await admin.ask('PUT', `${path}/units`, { units: [] }),
      await admin.ask('POST', `${path}/disable`),
      await admin.ask('POST', `${path}/password-link`),
      await admin.ask('GET', `${path}/tokens`),
    ])
      expect(codeIn(answer)).toBe('identity.unknown_account');
  });
});

describe('roles', () => {
  it('that no one person may hold together are refused, whichever comes first', async () => {
    const { id } = await app.make(`apart-${counter()}`, ['officer']);
    const { id: other } = await app.make(`apart-${counter()}`, ['privacy']);
    for (const [account, role] of [
      [id, 'legal'],
      [id, 'privacy'],
      [other, 'officer'],
    ])
      expect(codeIn(await admin.ask('POST', `/api/accounts/${account}/roles`, { role }))).toBe(
        'identity.roles_conflict',
      );
    expect(codeIn(await make({ name: `apart-${counter()}`, roles: ['officer', 'legal'] }))).toBe(
      'identity.roles_conflict',
    );
  });

  it('are taken away at once', async () => {
    const { person, browser } = await app.signedIn(`lost-${counter()}`, ['auditor']);
    expect((await browser.ask('GET', '/api/accounts')).status).toBe(200);
    expect((await admin.ask('DELETE', `/api/accounts/${person.id}/roles/auditor`)).status).toBe(200);
    expect(codeIn(await browser.ask('GET', '/api/accounts'))).toBe('authority.role');
  });

  it('with content wait for a second administrator where an administrator would have them', async () => {
    const { person: second, browser: other } = await app.signedIn(`second-${counter()}`, ['administrator']);
    const asked = bodyOf(await admin.ask('POST', `/api/accounts/${adminId}/roles`, { role: 'officer' }));
    expect(asked.roles).toEqual(['administrator']);
    const [request] = asked.waiting_roles;
    expect(
      bodyOf(await admin.ask('POST', `/api/accounts/${adminId}/roles`, { role: 'officer' })).waiting_roles,
    ).toEqual([request]);
    const decide = (who: Visitor, granted = true) =>
      who.ask('POST', `/api/role-requests/${request?.request}/decision`, { granted });
    expect(codeIn(await decide(admin))).toBe('authority.own_work');
    expect(bodyAs(requestDto, await decide(other)).granted).toBe(true);
    expect(codeIn(await decide(other))).toBe('identity.request_decided');
    expect((await app.accounts.read(adminId)).roles).toEqual(['officer', 'administrator']);
    expect((await entries(adminId)).slice(-2)).toEqual([
      { type: 'role-asked', actor: `account:${adminId}`, body: { role: 'officer', request: request?.request } },
      {
        type: 'role-granted',
        actor: `account:${second.id}`,
        body: { role: 'officer', request: request?.request, asked_by: adminId },
      },
    ]);
  });

  it('wait too where somebody who has content becomes an administrator, and neither of the two decides it', async () => {
    const { person, browser } = await app.signedIn(`risen-${counter()}`, ['handler']);
    const { browser: third } = await app.signedIn(`third-${counter()}`, ['administrator']);
    const { waiting_roles: waiting } = bodyOf(
      await admin.ask('POST', `/api/accounts/${person.id}/roles`, { role: 'administrator' }),
    );
    const path = `/api/role-requests/${waiting[0]?.request}/decision`;
    expect(codeIn(await browser.ask('POST', path, { granted: true }))).toBe('authority.role');
    expect(codeIn(await admin.ask('POST', path, { granted: true }))).toBe('authority.own_work');
    expect((await third.ask('POST', path, { granted: false })).status).toBe(200);
    expect(await app.accounts.read(person.id)).toMatchObject({ roles: ['handler'], waiting: [] });
    const { requests } = bodyAs(requestsDto, await third.ask('GET', '/api/role-requests'));
    expect(requests.find(({ account }) => account === person.id)?.granted).toBe(false);
  });

  it('of the last administrator stay, also when two take them from each other at once', async () => {
    const everyone = (await app.accounts.list({ limit: 200 })).accounts;
    const { person, browser } = await app.signedIn(`last-${counter()}`, ['administrator']);
    for (const { id, roles } of everyone)
      if (roles.includes('administrator') && id !== adminId) await app.accounts.disable(id, { by });
    const answers = await Promise.all([
      admin.ask('DELETE', `/api/accounts/${person.id}/roles/administrator`),
      browser.ask('POST', `/api/accounts/${adminId}/disable`),
    ]);
    expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    const left = answers[0]?.status === 200 ? adminId : person.id;
    await expect(app.accounts.disable(left, { by })).rejects.toThrow('identity.last_administrator');
    await expect(app.accounts.revoke(left, 'administrator', { by })).rejects.toThrow('identity.last_administrator');
  });
});

describe('a link to set a password', () => {
  const linkFor = async (id: string, headers = {}): Promise<string | null> =>
    bodyAs(linkDto, await admin.ask('POST', `/api/accounts/${id}/password-link`, undefined, headers)).link;
  const use = (link: string | null, password = 'quite another pass phrase') =>
    app.visitor().ask('POST', '/api/password', { link: link ?? '', password });

  it('works once, also when it is used twice at once, and ends the sessions of the account', async () => {
    const { person, browser } = await app.signedIn(`link-${counter()}`);
    const link = await linkFor(person.id);
    const both = await Promise.all([use(link), use(link)]);
    expect(both.map(codeIn).sort()).toEqual(['identity.wrong_link', 'no problem: 204']);
    expect(codeIn(await use(link))).toBe('identity.wrong_link');
    expect(codeIn(await browser.ask('GET', '/api/session'))).toBe('http.session_over');
  });

  it('holds for a day, until there is a newer one, and not for an account that is disabled', async () => {
    const { id } = await app.make(`link-${counter()}`);
    const older = await linkFor(id);
    const newer = await linkFor(id);
    expect(codeIn(await use(older))).toBe('identity.wrong_link');
    await app.plant(`update one_time_link set expires_at = now() - interval '1 second' where account_id = $1`, [id]);
    expect(codeIn(await use(newer))).toBe('identity.wrong_link');
    const last = await linkFor(id);
    await app.accounts.disable(id, { by });
    await app.accounts.enable(id, { by });
    expect(codeIn(await use(last))).toBe('identity.wrong_link');
  });

  it('can still be used after a password that is not taken', async () => {
    const name = `weak-${counter()}`;
    const { id } = await app.make(name);
    const link = await linkFor(id);
    expect(codeIn(await use(link, 'short'))).toBe('identity.password_too_short');
    expect(codeIn(await use(link, 'Password123456!'))).toBe('identity.password_common');
    expect(codeIn(await use(link, `${name}${name}`))).toBe('identity.password_is_name');
    expect((await use(link)).status).toBe(204);
    expect(await app.visitor().signIn(name, 'quite another pass phrase')).toMatchObject({ stage: 'full' });
  });

  it('is shown once: the same request again is answered without it', async () => {
    const { id } = await app.make(`link-${counter()}`);
    const key = { 'idempotency-key': `link-${counter()}` };
    const link = await linkFor(id, key);
    expect(await linkFor(id, key)).toBeNull();
    expect((await use(link)).status).toBe(204);
  });
});

describe('my own password', () => {
  it('is changed by whoever knows the old one; the other sessions end', async () => {
    const name = `own-${counter()}`;
    const { browser } = await app.signedIn(name);
    const other = app.visitor();
    await other.signIn(name, goodPassword);
    const change = (old: string, password = 'a new pass phrase of mine') =>
      browser.ask('POST', '/api/account/password', { old, password });
    expect(codeIn(await change('wrong password'))).toBe('identity.wrong_password');
    expect(codeIn(await change(goodPassword, 'mnopqrstuvwxyz'))).toBe('identity.password_predictable');
    expect((await change(goodPassword)).status).toBe(204);
    expect((await browser.ask('GET', '/api/session')).status).toBe(200);
    expect(codeIn(await other.ask('GET', '/api/session'))).toBe('http.session_over');
    expect(codeIn(await app.visitor().ask('POST', '/api/session', { name, password: goodPassword }))).toBe(
      'identity.wrong_sign_in',
    );
    await app.visitor().signIn(name, 'a new pass phrase of mine');
  });

  it('is hashed anew at the next sign-in where the hash was made at an older cost', async () => {
    const name = `stale-${counter()}`;
    const { id } = await app.make(name);
    // The same password with 8 MiB and one pass.
    const { argon2Sync } = await import('node:crypto');
    const salt = Buffer.alloc(16, 7);
    const cost = { parallelism: 1, memory: 8_192, passes: 1, tagLength: 32 };
    const tag = argon2Sync('argon2id', { message: goodPassword, nonce: salt, ...cost });
    const bare = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');
    await app.plant('update password set hash = $2 where account_id = $1', [
      id,
      `$argon2id$v=19$m=8192,t=1,p=1$${bare(salt)}$${bare(tag)}`,
    ]);
    await app.visitor().signIn(name, goodPassword);
    const [row] = await app.test.owner.query<{ hash: string }>('', 'select hash from password where account_id = $1', [
      id,
    ]);
    expect(row?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await app.visitor().signIn(name, goodPassword);
  });
});

describe('secrets', () => {
  it('stand in no table, no entry and no line of the log', async () => {
    const { person, browser } = await app.signedIn(`secret-${counter()}`, ['auditor']);
    const password = 'heather violin 北京 umbrella';
    const key = () => ({ 'idempotency-key': `secret-${counter()}` });
    await browser.ask('POST', '/api/account/password', { old: goodPassword, password }, key());
    await browser.ask('POST', '/api/session', { name: 'nobody', password }, key());
    browser.enter(await browser.ask('POST', '/api/session/confirmation', { password }, key()));
    const ask = { name: 'x', scopes: ['reports'] };
    const { token } = bodyAs(freshTokenDto, await browser.ask('POST', '/api/account/tokens', ask, key()));
    const { link } = bodyAs(
      linkDto,
      await admin.ask('POST', `/api/accounts/${person.id}/password-link`, undefined, key()),
    );
    const cookies = [...browser.cookies.values()];
    const secrets = [
      password,
      goodPassword,
      token ?? '',
      (token ?? '').slice(4, 47),
      link ?? '',
      browser.csrf ?? '',
      ...cookies,
    ];
    expect(secrets.every((secret) => secret.length > 20)).toBe(true);
    expect(await search(app.test.owner, await tablesBut(app.test.owner), containing(secrets))).toEqual([]);
    const log = JSON.stringify(app.lines);
    expect(secrets.filter((secret) => log.includes(secret))).toEqual([]);
    expect(log).toContain('/api/session');
  });

  it('of a token are not given again with the answer of before', async () => {
    const { browser } = await app.signedIn(`again-${counter()}`, ['auditor']);
    const ask = () =>
      browser.ask('POST', '/api/account/tokens', { name: 'x', scopes: ['reports'] }, { 'idempotency-key': 'again' });
    const [first, again] = [bodyAs(freshTokenDto, await ask()), bodyAs(freshTokenDto, await ask())];
    expect(again).toEqual({ ...first, token: null });
    const tokens = bodyAs(tokensDto, await browser.ask('GET', '/api/account/tokens'));
    expect(tokens.tokens).toHaveLength(1);
  });
});

describe('the description', () => {
  it('is what the answers are', async () => {
    const document = bodyIn(await admin.ask('GET', '/api/openapi.json')) as OpenAPIObject;
    const { id } = await app.make(`described-${counter()}`, ['auditor']);
    const asked: readonly [string, string, string, unknown?][] = [
      ['GET', '/api/session', '/api/session'],
      ['POST', '/api/session', '/api/session', { name: 'nobody', password: 'x' }],
      ['POST', '/api/session', '/api/session', { name: 'nobody' }],
      ['GET', '/api/accounts', '/api/accounts?limit=2'],
      ['POST', '/api/accounts', '/api/accounts', { name: `described-${counter()}` }],
      ['GET', '/api/accounts/{id}', `/api/accounts/${id}`],
      ['POST', '/api/accounts/{id}/roles', `/api/accounts/${id}/roles`, { role: 'handler' }],
      ['DELETE', '/api/accounts/{id}/roles/{role}', `/api/accounts/${id}/roles/handler`],
      ['PUT', '/api/accounts/{id}/units', `/api/accounts/${id}/units`, { units: ['a'] }],
      ['POST', '/api/accounts/{id}/password-link', `/api/accounts/${id}/password-link`],
      ['GET', '/api/accounts/{id}/tokens', `/api/accounts/${id}/tokens`],
      ['POST', '/api/accounts/{id}/disable', `/api/accounts/${id}/disable`],
      ['POST', '/api/accounts/{id}/enable', `/api/accounts/${id}/enable`],
      ['GET', '/api/role-requests', '/api/role-requests'],
      ['POST', '/api/role-requests/{id}/decision', `/api/role-requests/${id}/decision`, { granted: true }],
      ['GET', '/api/account/tokens', '/api/account/tokens'],
      ['POST', '/api/account/tokens', '/api/account/tokens', { name: 'x', scopes: ['policies:read'] }],
      ['GET', '/api/account/sessions', '/api/account/sessions'],
      ['DELETE', '/api/account/sessions', '/api/account/sessions'],
      ['POST', '/api/account/password', '/api/account/password', { old: 'x', password: 'y' }],
      ['POST', '/api/password', '/api/password', { link: 'x', password: 'y' }],
      ['DELETE', '/api/session', '/api/session'],
    ];
    for (const [method, pattern, path, body] of asked) {
      const { status, headers, text } = await admin.ask(method, path, body);
      const type = headers['content-type'];
      const answer = new Response(text === '' ? null : text, {
        status,
        headers: type === undefined ? {} : { 'content-type': type },
      });
      expect([method, path, status, await undocumented(document, method, pattern, answer)]).toEqual([
        method,
        path,
        status,
        [],
      ]);
      expect(status).toBeLessThan(500);
    }
  });
});

let counted = 0;
function counter(): number {
  return (counted += 1);
}
