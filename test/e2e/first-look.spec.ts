import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { roles } from '../../src/authority/roles.js';
import { RedressError } from '../../src/errors.js';
import { AccountsService } from '../../src/modules/identity/accounts.service.js';
import { Authentication } from '../../src/modules/identity/authentication.service.js';
import { demoUnits } from '../../src/modules/identity/demo.js';
import { Demo } from '../../src/modules/identity/demo.service.js';
import { FirstAdministrator } from '../../src/modules/identity/first-administrator.service.js';
import { IdentityModule } from '../../src/modules/identity/identity.module.js';
import { projectFolder } from '../../src/project.js';
import { testDatabase, type TestDatabase } from '../db/support/test-database.js';
import { containing, search, tablesBut } from '../support/table-search.js';
import { probeApp } from './support/probe.module.js';
import { codeIn, send, type RawAnswer } from './support/raw.js';
import { startShell, type Shell } from './support/shell.js';
import { visitor } from './support/visitor.js';

@Module({})
class Root {}

const here = { address: '127.0.0.1', hasOwnDatabase: false, isProduction: false };
const by = { kind: 'system', id: 'test' } as const;

let test: TestDatabase;
let shell: Shell;
let demo: Demo;

/** A start of the server on the same database. */
async function start(): Promise<void> {
  shell = await startShell({
    store: { database: test.database, close: () => Promise.resolve() },
    module: { module: Root, imports: [probeApp(test.database), IdentityModule] },
    authenticate: (app) => app.get(Authentication, { strict: false }).authenticate,
  });
  demo = shell.app.get(Demo, { strict: false });
}

beforeEach(async () => {
  test = await testDatabase();
  await start();
});
afterEach(async () => {
  await shell.close();
  await test.close();
});

const accounts = (): AccountsService => shell.app.get(AccountsService, { strict: false });
const enter = (token: string, account = 'demo-officer', headers = {}): Promise<RawAnswer> =>
  visitor(shell.url).ask('POST', '/api/session/link', { token, account }, headers);
const refusal = (work: Promise<unknown>): Promise<readonly string[]> =>
  work.then(
    () => [],
    (error: unknown) => (error instanceof RedressError ? error.faults.map(({ code }) => code) : [String(error)]),
  );
const readsProbe = (token: string): Promise<RawAnswer> =>
  send(`${shell.url}/api/session`, { headers: { authorization: `Bearer ${token}` } });

describe('the link of a first look', () => {
  it('signs in as each role, with what the role may do, recorded as what it is', async () => {
    const { link } = await demo.open(here);
    for (const role of roles) {
      const browser = visitor(shell.url);
      browser.enter(await browser.ask('POST', '/api/session/link', { token: link, account: `demo-${role}` }));
      expect(JSON.parse((await browser.ask('GET', '/api/session')).text)).toMatchObject({
        name: `demo-${role}`,
        kind: 'demo',
        roles: [role],
        units: role === 'handler' ? demoUnits : [],
      });
    }
    const entries = await test.owner.query<{ type: string; body: { way?: string } }>(
      'signed-in',
      `select type, body from entry where type = 'signed-in'`,
    );
    expect(entries.map(({ body }) => body.way)).toEqual(roles.map(() => 'link'));
  });

  it('gives the handler a unit that the samples have', async () => {
    const samples = await readFile(join(projectFolder, 'samples/complaints.csv'), 'utf8');
    for (const unit of demoUnits) expect(samples).toContain(`,${unit},`);
  });

  it.each(['Forwarded', 'X-Forwarded-For', 'x-forwarded-host', 'X-Forwarded-Proto', 'X-Forwarded-Server'])(
    'is refused to a request with the header %s',
    async (name) => {
      const { link } = await demo.open(here);
      expect(codeIn(await enter(link, 'demo-officer', { [name]: 'for=127.0.0.1' }))).toBe('demo.forwarded');
      expect((await enter(link)).status).toBe(200);
    },
  );

  it.each([
    { what: 'an address that others reach', surroundings: { ...here, address: '0.0.0.0' }, code: 'demo.address' },
    { what: 'a database of one’s own', surroundings: { ...here, hasOwnDatabase: true }, code: 'demo.own_database' },
    { what: 'production', surroundings: { ...here, isProduction: true }, code: 'demo.production' },
  ])('is not given out with $what, and no account is made', async ({ surroundings, code }) => {
    expect(await refusal(demo.open(surroundings))).toEqual([code]);
    expect((await accounts().list({ limit: 10 })).accounts).toEqual([]);
  });

  it('of an earlier start is refused, and sessions and tokens of that start have ended', async () => {
    const first = await demo.open(here);
    const browser = visitor(shell.url);
    browser.enter(await browser.ask('POST', '/api/session/link', { token: first.link, account: 'demo-legal' }));
    expect((await readsProbe(first.token)).status).toBe(200);
    await shell.close();
    await start();
    expect(codeIn(await enter(first.link))).toBe('demo.wrong_link');
    const second = await demo.open(here);
    expect(codeIn(await enter(first.link))).toBe('demo.wrong_link');
    expect((await enter(second.link)).status).toBe(200);
    expect((await readsProbe(first.token)).status).toBe(401);
    expect((await readsProbe(second.token)).status).toBe(200);
    const moved = visitor(shell.url);
    for (const [name, value] of browser.cookies) moved.cookies.set(name, value);
    expect(codeIn(await moved.ask('GET', '/api/session'))).toBe('http.session_over');
  });

  it.each(['x', 'y'.repeat(43), 'rdr_'])('is refused as "%s"', async (token) => {
    expect(codeIn(await enter(token))).toBe('demo.wrong_link');
    await demo.open(here);
    expect(codeIn(await enter(token))).toBe('demo.wrong_link');
  });

  it('opens no account of anybody else, and none that is disabled', async () => {
    const { link } = await demo.open(here);
    await accounts().make({ name: 'real', kind: 'person', roles: ['administrator'], units: [] }, { by });
    const auditor = await accounts().byName('demo-auditor');
    await accounts().disable(auditor.id, { by });
    for (const name of ['real', 'demo-auditor', auditor.id, 'demo-%'])
      expect(codeIn(await enter(link, name))).toBe('demo.unknown_account');
  });

  it('and the token that comes with it stand nowhere in the database or the log', async () => {
    const { link, token } = await demo.open(here);
    await enter(link);
    await readsProbe(token);
    const secrets = containing([link, token]);
    expect(await search(test.owner, await tablesBut(test.owner), secrets)).toEqual([]);
    expect(secrets(JSON.stringify(shell.lines))).toEqual([]);
  });

  it('ends when the first look stops', async () => {
    const { link, token } = await demo.open(here);
    await demo.close();
    expect(codeIn(await enter(link))).toBe('demo.wrong_link');
    expect((await readsProbe(token)).status).toBe(401);
  });
});

describe('leaving the first look', () => {
  it('ends sessions and tokens at once, and is for good; what was done stays recorded', async () => {
    const { link, token } = await demo.open(here);
    const browser = visitor(shell.url);
    browser.enter(await browser.ask('POST', '/api/session/link', { token: link, account: 'demo-officer' }));
    const before = await test.owner.query('entries', 'select from entry');
    expect(await demo.leave(by)).toEqual([...roles].sort().map((role) => `demo-${role}`));
    expect(codeIn(await browser.ask('GET', '/api/session'))).toBe('http.session_over');
    expect((await readsProbe(token)).status).toBe(401);
    expect(codeIn(await enter(link))).toBe('demo.wrong_link');
    expect((await test.owner.query('entries', 'select from entry')).length).toBe(before.length + roles.length);

    await shell.close();
    await start();
    expect(await refusal(demo.open(here))).toEqual(['demo.left']);
    const officer = await accounts().byName('demo-officer');
    expect(officer.disabledAt).toBeDefined();
    expect(await refusal(accounts().enable(officer.id, { by }))).toEqual(['demo.left']);
    expect(await demo.leave(by)).toEqual([]);
  });

  it('keeps it from ever beginning where it has not begun', async () => {
    expect(await demo.leave(by)).toEqual([]);
    expect(await refusal(demo.open(here))).toEqual(['demo.left']);
  });
});

describe('a first look', () => {
  it('does not begin where there are accounts in earnest, but goes on where some were made while looking', async () => {
    await demo.open(here);
    await accounts().make({ name: 'tried.out', kind: 'person', roles: ['officer'], units: [] }, { by });
    expect(await refusal(demo.open(here))).toEqual([]);

    const own = await testDatabase();
    await shell.close();
    const before = test;
    test = own;
    await before.close();
    await start();
    await accounts().make({ name: 'in.earnest', kind: 'person', roles: ['officer'], units: [] }, { by });
    expect(await refusal(demo.open(here))).toEqual(['demo.in_use']);
    expect((await accounts().list({ limit: 10 })).accounts.map(({ name }) => name)).toEqual(['in.earnest']);
  });

  it('makes its accounts once, however many begin it at once', async () => {
    await Promise.all([demo.open(here), demo.open(here), demo.open(here)]);
    expect((await accounts().list({ limit: 50 })).accounts.map(({ name }) => name)).toEqual(
      [...roles].sort().map((role) => `demo-${role}`),
    );
  });
});

describe('the link of the first administrator', () => {
  const password = 'harbour lemon quartz';
  const make = (token: string, name = 'admin'): Promise<RawAnswer> =>
    visitor(shell.url).ask('POST', '/api/first-administrator', { token, name, password });
  const first = (): FirstAdministrator => shell.app.get(FirstAdministrator, { strict: false });

  it('works once, and all others end with it; two that come at once make one', async () => {
    const links = [await first().link(), await first().link()].map((link) => link ?? '');
    const answers = await Promise.all(
      links.flatMap((link, index) => [make(link, `one-${index}`), make(link, `two-${index}`)]),
    );
    expect(answers.map(({ status }) => String(status)).sort()).toEqual(['201', '400', '400', '400']);
    expect(await first().link()).toBeUndefined();
    const { accounts: made } = await accounts().list({ limit: 10 });
    expect(made).toMatchObject([{ kind: 'person', roles: ['administrator'], hasPassword: true }]);
    const browser = visitor(shell.url);
    expect(await browser.signIn(made[0]?.name ?? '', password)).toMatchObject({ stage: 'full' });
  });

  it('runs out after a day, and is there again at the next start', async () => {
    const link = (await first().link()) ?? '';
    await test.owner.query('age', `update one_time_link set expires_at = now() - interval '1 second'`);
    expect(codeIn(await make(link))).toBe('first_administrator.wrong_link');
    expect((await make((await first().link()) ?? '')).status).toBe(201);
  });

  it('is worth nothing when somebody has become administrator otherwise', async () => {
    const link = (await first().link()) ?? '';
    await accounts().make({ name: 'other', kind: 'person', roles: ['administrator'], units: [] }, { by });
    expect(codeIn(await make(link))).toBe('first_administrator.exists');
  });

  it('is given out where only a first look has an administrator, and where the last one is disabled', async () => {
    await demo.open(here);
    expect(await first().link()).toMatch(/^[\w-]{43}$/);
    await accounts().make({ name: 'gone', kind: 'person', roles: ['administrator'], units: [] }, { by });
    expect(await first().link()).toBeUndefined();
    const gone = (await accounts().byName('gone')).id;
    // The account of a first look is nobody who could take over.
    await expect(accounts().disable(gone, { by })).rejects.toThrow('identity.last_administrator');
    await test.owner.query('', 'update account set disabled_at = now() where account_id = $1', [gone]);
    expect(await first().link()).toMatch(/^[\w-]{43}$/);
  });

  it('sets no password of an account, and a password link makes no administrator', async () => {
    const link = (await first().link()) ?? '';
    const answer = await visitor(shell.url).ask('POST', '/api/password', { link, password });
    expect(codeIn(answer)).toBe('identity.wrong_link');
  });
});
