import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import type { Scope } from '../../src/authority/scopes.js';
import type { Role } from '../../src/authority/roles.js';
import type { Known } from '../../src/authority/known.js';
import type { NotKnown } from '../../src/http/authenticate.js';
import { AccountsService } from '../../src/modules/identity/accounts.service.js';
import { Authentication } from '../../src/modules/identity/authentication.service.js';
import { Passwords } from '../../src/modules/identity/passwords.service.js';
import { Tokens } from '../../src/modules/identity/tokens.service.js';
import { testDatabase, type TestDatabase } from '../db/support/test-database.js';
import { goodPassword } from '../e2e/support/accounts-app.js';
import { probeApp } from '../e2e/support/probe.module.js';
import { startShell, type Shell } from '../e2e/support/shell.js';
import { IdentityModule } from '../../src/modules/identity/identity.module.js';
import { containing, search, tablesBut } from '../support/table-search.js';
import { builtRedress, redress, type Ran } from './run-program.js';

@Module({})
class Root {}

const chinese = /\p{Script=Han}/u;

let test: TestDatabase;
let shell: Shell;
let folder = '';
beforeAll(async () => {
  expect((await redress(['--version'])).code).toBe(0);
  test = await testDatabase();
  // The same accounts, as a server sees them.
  shell = await startShell({
    store: { database: test.database, close: () => Promise.resolve() },
    module: { module: Root, imports: [probeApp(test.database), IdentityModule] },
    authenticate: (app) => app.get(Authentication, { strict: false }).authenticate,
  });
  folder = await mkdtemp(join(tmpdir(), 'redress-accounts-'));
}, 180_000);
afterAll(async () => {
  await shell.close();
  await test.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  builtRedress(args, { DATABASE_URL: test.url, ...env });
const accounts = (...args: readonly string[]): Promise<Ran> => run(['accounts', ...args]);
const codes = ({ code, stdout, stderr }: Ran) => ({
  code,
  stdout,
  codes: [...stderr.matchAll(/\[([a-z_]+\.[a-z_]+)\]/g)].map((match) => match[1]),
});
const service = <T>(of: abstract new (...args: never[]) => T): T => shell.app.get<T>(of, { strict: false });
const knownBy = (token: string): Promise<Known | NotKnown> =>
  service(Authentication).authenticate({
    authorization: `Bearer ${token}`,
    cookie: undefined,
    csrf: undefined,
    isChange: false,
    address: '127.0.0.1',
  });

/** What the command is tried on is made without it: each command is a process. */
const make = (name: string, roles: readonly Role[], kind: 'person' | 'service' = 'person') =>
  service(AccountsService).make({ name, kind, roles, units: [] }, { by: { kind: 'system', id: 'test' } });
const giveToken = async (name: string, scopes: readonly Scope[]): Promise<string> => {
  const { id } = await service(AccountsService).byName(name);
  const { body } = await service(Tokens).make(id, { name: 'a', scopes }, { by: { kind: 'system', id: 'test' } });
  return body.token ?? '';
};
const givePassword = async (name: string): Promise<void> => {
  const { id } = await service(AccountsService).byName(name);
  const { body } = await service(Passwords).makeLink(id, { by: { kind: 'system', id: 'test' } });
  await service(Passwords).setByLink(body.link ?? '', goodPassword);
};

/** Sets a password by a link as the command printed it. */
async function setPassword({ code, stdout }: Ran, password = goodPassword): Promise<void> {
  expect(code).toBe(0);
  const [, secret = ''] = /^http:\/\/127\.0\.0\.1:3000\/set-password#([\w-]{43})\n$/.exec(stdout) ?? [];
  await service(Passwords).setByLink(secret, password);
}

describe('redress accounts', () => {
  it('says in both languages that there are none', async () => {
    expect((await accounts('list')).stdout).toMatch(/^There are no accounts yet/);
    expect((await accounts('list', '--lang', 'zh')).stdout).toMatch(/^尚无账号/);
  });

  it('makes an account with its roles and units, and shows it in either language and as JSON', async () => {
    const added = await accounts('add', 'li.wei', '--role', 'handler', '--role', 'officer', '--unit', 'nanjing road');
    expect(added).toMatchObject({ code: 0, stdout: expect.stringContaining('redress accounts password-link li.wei') });
    const english = await accounts('show', 'LI.WEI');
    expect(english.stdout).toMatch(/roles +handler \(Complaint handler\), officer \(Compliance officer\)\n/);
    expect(english.stdout).toMatch(/units +nanjing road\n/);
    expect(english.stdout).not.toMatch(chinese);
    const inChinese = await accounts('show', 'li.wei', '--lang', 'zh');
    expect(inChinese.stdout).toMatch(/角色 +handler（投诉处理人员）、officer（合规专员）\n/);
    expect(JSON.parse((await accounts('show', 'li.wei', '--json')).stdout)).toMatchObject({
      name: 'li.wei',
      kind: 'person',
      roles: ['handler', 'officer'],
      units: ['nanjing road'],
      has_password: false,
    });
    expect((await accounts('list')).stdout).toMatch(
      /^name +kind +state +roles +units\nli\.wei +person +enabled +handler officer +nanjing road\n$/,
    );
  });

  it('gives and takes roles and units', async () => {
    await make('zhou.jie', ['officer']);
    const { stdout } = await accounts(
      'roles',
      'zhou.jie',
      '--revoke',
      'officer',
      '--grant',
      'legal',
      '--grant',
      'privacy',
    );
    expect(stdout).toMatch(/roles +legal \(Legal counsel\), privacy/);
    expect((await accounts('units', 'zhou.jie', 'north', 'south')).stdout).toMatch(/units +north, south\n/);
    expect((await accounts('units', 'zhou.jie')).stdout).toMatch(/units +-\n/);
  });

  it('takes no role away when another cannot be given', async () => {
    await make('wu.lan', ['legal', 'auditor']);
    const refused = await accounts('roles', 'wu.lan', '--revoke', 'auditor', '--grant', 'officer');
    expect(codes(refused)).toEqual({ code: 2, stdout: '', codes: ['identity.roles_conflict'] });
    expect((await service(AccountsService).byName('wu.lan')).roles).toEqual(['auditor', 'legal']);
  });

  it.each([
    { args: ['add', 'x.y', '--role', 'boss'], code: 'cli.wrong_value' },
    { args: ['add'], code: 'cli.missing_argument' },
    { args: ['add', ' ', '--role', 'auditor'], code: 'identity.wrong_name' },
    { args: ['add', 'LI.WEI'], code: 'identity.name_taken' },
    { args: ['add', 'p.q', '--role', 'officer', '--role', 'legal'], code: 'identity.roles_conflict' },
    { args: ['add', 'robot', '--service', '--role', 'administrator'], code: 'identity.not_a_person' },
    { args: ['show', 'nobody'], code: 'identity.unknown_account' },
    { args: ['rotate', 'nobody'], code: 'identity.unknown_account' },
    { args: ['reset-second-factor', 'li.wei'], code: 'second_factor.off' },
    { args: ['token', 'create', 'li.wei'], code: 'cli.missing_option' },
    { args: ['token', 'create', 'li.wei', '--scope', 'everything'], code: 'cli.wrong_value' },
    { args: ['token', 'create', 'li.wei', '--scope', 'reports', '--days', '366'], code: 'cli.wrong_value' },
    { args: ['token', 'revoke', 'li.wei', 'x'], code: 'cli.wrong_value' },
    {
      args: ['token', 'revoke', 'li.wei', '9c5b94b1-35ad-49bb-b118-8e8fc24abf80'],
      code: 'identity.unknown_token',
    },
    { args: ['leave'], code: 'cli.unknown_command' },
  ])('refuses $args in words, with exit code 2', async ({ args, code }) => {
    expect(codes(await accounts(...args))).toEqual({ code: 2, stdout: '', codes: [code] });
  });

  it('refuses in the language that is asked for', async () => {
    expect((await accounts('add', 'x.y', '--role', 'boss')).stderr).not.toMatch(chinese);
    expect((await accounts('show', 'nobody', '--lang', 'zh')).stderr).toMatch(/没有此账号/);
  });

  it('keeps the last administrator', async () => {
    await make('root.one', ['administrator']);
    expect(codes(await accounts('disable', 'root.one')).codes).toEqual(['identity.last_administrator']);
    await make('root.two', ['administrator']);
    expect((await accounts('disable', 'root.one')).stdout).toMatch(/state +disabled \d{4}-\d\d-\d\d\n/);
    expect((await accounts('enable', 'root.one')).stdout).toMatch(/state +enabled\n/);
  });
});

describe('secrets', () => {
  it('are printed alone on the standard output, and nothing that is stored holds one', async () => {
    await make('chen.mo', ['auditor']);
    const link = await accounts('password-link', 'chen.mo');
    expect(link.stderr).toMatch(/once, within 24 hours/);
    const token = await accounts('token', 'create', 'chen.mo', '--scope', 'reports', '--days', '3');
    expect(token.stdout).toMatch(/^rdr_[\w-]{49}\n$/);
    for (const secret of [link.stdout.split('#')[1]?.trim() ?? '', token.stdout.trim()]) {
      expect(secret.length).toBeGreaterThan(40);
      expect([link.stderr, token.stderr].join('')).not.toContain(secret);
      expect(await search(test.owner, await tablesBut(test.owner), containing([secret]))).toEqual([]);
    }
    await setPassword(link);
    await expect(setPassword(link)).rejects.toThrow('identity.wrong_link');
  });

  it('that are tokens act for their account until they are revoked', async () => {
    await make('sun.yu', ['auditor']);
    const token = (
      await accounts('token', 'create', 'sun.yu', '--scope', 'reports', '--scope', 'checks')
    ).stdout.trim();
    const { id } = await service(AccountsService).byName('sun.yu');
    expect(await knownBy(token)).toMatchObject({ account: id, scopes: new Set(['checks', 'reports']) });
    const listed = (await accounts('token', 'list', 'sun.yu')).stdout;
    expect(listed).toMatch(/^[0-9a-f-]{36} {2}until \d{4}-\d\d-\d\d {2}checks reports {2}command-line\n$/);
    const revoked = await accounts('token', 'revoke', 'sun.yu', listed.slice(0, 36));
    expect(revoked.stdout).toContain('revoked');
    expect(await knownBy(token)).toBe('wrong-token');
  });

  it('are all ended by a rotation, after which the owner sets another password', async () => {
    await make('he.xin', ['auditor']);
    await givePassword('he.xin');
    const token = await giveToken('he.xin', ['reports']);
    const signIn = (password: string) =>
      shell.ask('POST', '/api/session', { name: 'he.xin', password }, { authorization: '' });
    expect((await signIn(goodPassword)).status).toBe(200);
    const rotated = await accounts('rotate', 'he.xin');
    expect(rotated.stderr).toMatch(/1 sessions and 1 tokens were ended/);
    expect(await knownBy(token)).toBe('wrong-token');
    expect((await signIn(goodPassword)).status).toBe(401);
    await setPassword(rotated, 'another granite willow');
    expect((await signIn('another granite willow')).status).toBe(200);
    await make('robot.two', ['auditor'], 'service');
    expect(await accounts('rotate', 'robot.two')).toMatchObject({ code: 0, stdout: expect.not.stringContaining('#') });
  });
});

describe('a command that acts for somebody', () => {
  const propose = (env: Readonly<Record<string, string>> = {}, ...args: readonly string[]): Promise<Ran> =>
    run(['policy', 'propose', '--reason', 'as it was', ...args], env);
  let passwordFile = '';
  beforeAll(async () => {
    passwordFile = join(folder, 'password');
    await writeFile(passwordFile, `${goodPassword}\n`);
    await chmod(passwordFile, 0o600);
    await make('actor.officer', ['officer']);
    await make('actor.auditor', ['auditor']);
    for (const name of ['actor.officer', 'actor.auditor']) await givePassword(name);
  });

  it('is told to say for whom, where there are accounts', async () => {
    const { code, stderr } = await propose();
    expect(code).toBe(2);
    expect(stderr).toMatch(/--as NAME.*\[acting\.nobody\]/);
    expect((await propose({}, '--lang', 'zh')).stderr).toMatch(/须指明以谁的名义/);
  });

  it.each([
    { what: 'a wrong password', env: { wrong: 'yes' }, as: 'actor.officer', code: 'identity.wrong_sign_in' },
    { what: 'a name that is none', env: {}, as: 'nobody', code: 'identity.wrong_sign_in' },
    { what: 'somebody who may not', env: {}, as: 'actor.auditor', code: 'authority.role' },
    {
      what: 'a password that cannot be read',
      env: { REDRESS_PASSWORD_FILE: '/nowhere' },
      as: 'actor.officer',
      code: 'acting.password_file',
    },
    {
      what: 'no terminal to ask at',
      env: { REDRESS_PASSWORD_FILE: '' },
      as: 'actor.officer',
      code: 'acting.no_terminal',
    },
    { what: 'a token that is none', env: { REDRESS_TOKEN: 'rdr_x' }, as: undefined, code: 'acting.wrong_token' },
  ])('refuses $what', async ({ env, as, code }) => {
    const wrong = join(folder, 'wrong');
    await writeFile(wrong, 'not the password at all');
    const ran = await propose(
      { REDRESS_PASSWORD_FILE: 'wrong' in env ? wrong : passwordFile, ...env },
      ...(as === undefined ? [] : ['--as', as]),
    );
    expect(codes(ran)).toEqual({ code: 2, stdout: '', codes: [code] });
  });

  it('acts for whoever has shown a password, and for whom a token stands', async () => {
    // The first set of an empty database is the folder itself: there is nothing to propose, and the policies say so, not the accounts.
    const [byPassword, token] = [
      await propose({ REDRESS_PASSWORD_FILE: passwordFile }, '--as', 'actor.officer'),
      await giveToken('actor.officer', ['policies:write']),
    ];
    const byToken = await propose({ REDRESS_TOKEN: token });
    for (const ran of [byPassword, byToken])
      expect(codes(ran).codes.filter((code) => /^(acting|identity|authority|http)\./.test(code ?? ''))).toEqual([]);
    expect(codes(byToken)).toEqual(codes(byPassword));
  });
});
