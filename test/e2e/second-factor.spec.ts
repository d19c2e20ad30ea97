import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateSync } from 'otplib';
import { freshTokenDto } from '../../src/modules/identity/identity.dto.js';
import { begunDto, codesDto, switchedOnDto } from '../../src/modules/identity/second-factor.dto.js';
import { chainOf } from '../../src/store/entries.repository.js';
import { containing, search, tablesBut } from '../support/table-search.js';
import { goodPassword, peopleApp, type PeopleApp, type Person } from './support/accounts-app.js';
import { codeIn, type RawAnswer } from './support/raw.js';
import { bodyAs, bodyIn, type Visitor } from './support/visitor.js';

let app: PeopleApp;
beforeAll(async () => {
  app = await peopleApp();
});
afterAll(() => app.stop());

const ago = (milliseconds: number): string => new Date(Date.now() - milliseconds).toISOString();
const wrong = 'second_factor.wrong_code';

/** The code of so many steps from now, early enough in a step for it to stand for that step when it arrives. */
async function code(secret: string, steps = 0): Promise<string> {
  const into = Date.now() % 30_000;
  if (into > 26_000) await sleep(30_000 - into);
  return generateSync({ secret, epoch: Math.floor(Date.now() / 1_000) + steps * 30 });
}

interface WithFactor {
  readonly person: Person;
  readonly browser: Visitor;
  readonly secret: string;
  readonly recovery: readonly string[];
}

/** Somebody who signed in and switched the second factor on; no step counts as used any more. */
async function withFactor(name: string, from?: string): Promise<WithFactor> {
  const { person, browser } = await app.signedIn(name, ['auditor'], from);
  const { secret } = bodyAs(begunDto, await browser.ask('POST', '/api/account/second-factor'));
  const on = await browser.ask('POST', '/api/account/second-factor/confirmation', { code: await code(secret) });
  expect(on.status).toBe(200);
  await unused(person);
  return { person, browser, secret, recovery: bodyAs(switchedOnDto, on).recovery_codes };
}

const unused = ({ id }: Person): Promise<void> =>
  app.plant('update second_factor set last_step = 0 where account_id = $1', [id]);

/** Somebody with the right password, who still has to show a code. */
async function halfway(name: string, from?: string): Promise<Visitor> {
  const browser = app.visitor(from);
  expect((await browser.signIn(name, goodPassword)).stage).toBe('code');
  return browser;
}

const show = (browser: Visitor, shown: string): Promise<RawAnswer> =>
  browser.ask('POST', '/api/session/code', { code: shown });
const entries = async ({ id }: Person) =>
  (await chainOf(app.test.database.reading, { kind: 'account', id })).map(({ type, body }) => ({ type, body }));

describe('a second factor', () => {
  it('is switched on with a first code of it, and asked for from then on', async () => {
    const { person, browser } = await app.signedIn('sets-up', ['auditor']);
    const other = app.visitor();
    await other.signIn('sets-up', goodPassword);
    const begun = bodyAs(begunDto, await browser.ask('POST', '/api/account/second-factor'));
    expect(begun.address).toBe(`otpauth://totp/Redress:sets-up?secret=${begun.secret}&issuer=Redress`);
    // Begun is not on.
    expect(bodyIn(await browser.ask('GET', '/api/session'))).toMatchObject({ second_factor: false });
    expect((await app.visitor().signIn('sets-up', goodPassword)).stage).toBe('full');
    const confirm = (given: string) => browser.ask('POST', '/api/account/second-factor/confirmation', { code: given });
    expect(codeIn(await confirm('000000'))).toBe(wrong);
    const first = await code(begun.secret);
    const on = bodyAs(switchedOnDto, await confirm(first));
    expect(new Set(on.recovery_codes).size).toBe(10);
    expect(bodyIn(await browser.ask('GET', '/api/account/second-factor'))).toEqual({
      on: true,
      since: expect.any(String),
      recovery_codes: 10,
    });
    expect(bodyIn(await browser.ask('GET', '/api/session'))).toMatchObject({ second_factor: true });
    // Sessions from before, begun without a code, are over; this one goes on.
    expect(codeIn(await other.ask('GET', '/api/session'))).toBe('http.session_over');
    expect(codeIn(await confirm(first))).toBe('second_factor.on_already');
    expect(codeIn(await browser.ask('POST', '/api/account/second-factor'))).toBe('second_factor.on_already');
    // The code that switched it on does not sign in as well.
    expect(codeIn(await show(await halfway('sets-up'), first))).toBe(wrong);
    expect(await entries(person)).toContainEqual({
      type: 'second-factor-on',
      body: { sessions: [expect.any(String), expect.any(String)], recovery_codes: 10 },
    });
  });

  it('cannot be confirmed when it was not begun, or begun half an hour ago', async () => {
    const { person, browser } = await app.signedIn('too-late', ['auditor']);
    const confirm = (given: string) => browser.ask('POST', '/api/account/second-factor/confirmation', { code: given });
    expect(codeIn(await confirm('123456'))).toBe('second_factor.not_begun');
    const { secret } = bodyAs(begunDto, await browser.ask('POST', '/api/account/second-factor'));
    await app.plant('update second_factor set begun_at = $2 where account_id = $1', [person.id, ago(30 * 60_000 + 1)]);
    expect(codeIn(await confirm(await code(secret)))).toBe('second_factor.not_begun');
    const again = bodyAs(begunDto, await browser.ask('POST', '/api/account/second-factor'));
    expect(again.secret).not.toBe(secret);
    expect(codeIn(await confirm(await code(secret)))).toBe(wrong);
    expect((await confirm(await code(again.secret))).status).toBe(200);
  });

  it('is not switched on where the database is one of our own and the key would be of this machine alone', async () => {
    const { browser } = await app.signedIn('own-database', ['auditor']);
    const file = process.env['REDRESS_SECRET_KEY_FILE'];
    const begin = () => browser.ask('POST', '/api/account/second-factor');
    process.env['DATABASE_URL'] = 'postgresql://redress@db.example.org/redress';
    try {
      expect((await begin()).status).toBe(200);
      delete process.env['REDRESS_SECRET_KEY_FILE'];
      expect(codeIn(await begin())).toBe('second_factor.no_key_file');
      delete process.env['DATABASE_URL'];
      expect((await begin()).status).toBe(200);
    } finally {
      delete process.env['DATABASE_URL'];
      process.env['REDRESS_SECRET_KEY_FILE'] = file;
    }
  });

  it('is set up, renewed and switched off by somebody who showed a password or code in the last five minutes, and by no token', async () => {
    const { person, browser, secret } = await withFactor('confirmed');
    const asks = [
      ['POST', '/api/account/second-factor'],
      ['POST', '/api/account/second-factor/recovery-codes'],
      ['DELETE', '/api/account/second-factor'],
    ] as const;
    await app.plant('update session set confirmed_at = $2 where account_id = $1', [person.id, ago(5 * 60_000 + 1)]);
    for (const [method, path] of asks) expect(codeIn(await browser.ask(method, path))).toBe('authority.step_up');
    browser.enter(await browser.ask('POST', '/api/session/confirmation', { code: await code(secret) }));
    const made = await browser.ask('POST', '/api/account/tokens', { name: 'x', scopes: ['reports'] });
    const { token } = bodyAs(freshTokenDto, made);
    for (const [method, path] of asks)
      expect(codeIn(await browser.ask(method, path, undefined, { authorization: `Bearer ${token}` }))).toBe(
        'authority.person',
      );
    expect((await browser.ask('DELETE', '/api/account/second-factor')).status).toBe(200);
    expect(codeIn(await browser.ask('DELETE', '/api/account/second-factor'))).toBe('second_factor.off');
    expect(codeIn(await browser.ask('POST', '/api/account/second-factor/recovery-codes'))).toBe('second_factor.off');
    expect((await app.visitor().signIn('confirmed', goodPassword)).stage).toBe('full');
  });
});

describe('signing in with a second factor', () => {
  it('takes both: until the code is shown the session opens nothing, and then it is another one', async () => {
    const { secret } = await withFactor('both');
    const browser = await halfway('both');
    const before = { cookie: browser.cookies.get('__Host-redress'), csrf: browser.csrf };
    expect(codeIn(await browser.ask('GET', '/api/session'))).toBe('http.code_missing');
    expect(codeIn(await browser.ask('POST', '/api/session/confirmation', { password: goodPassword }))).toBe(
      'http.code_missing',
    );
    expect(codeIn(await browser.ask('DELETE', '/api/account/second-factor'))).toBe('http.code_missing');
    expect([...browser.cookies.keys()]).toEqual(['__Host-redress']);
    expect(bodyIn(await browser.ask('GET', '/api/session/code'))).toEqual({
      csrf: browser.csrf,
      expires_at: expect.any(String),
    });
    const entered = browser.enter(await show(browser, await code(secret)));
    expect(entered.stage).toBe('full');
    expect(browser.cookies.get('__Host-redress')).not.toBe(before.cookie);
    expect(browser.csrf).not.toBe(before.csrf);
    expect((await browser.ask('GET', '/api/session')).status).toBe(200);
    expect(codeIn(await browser.ask('GET', '/api/session/code'))).toBe('http.session_over');
    expect(codeIn(await show(browser, await code(secret, 1)))).toBe('http.session_over');
  });

  it('waits five minutes for the code, and takes none without the token of its session', async () => {
    const { person, secret } = await withFactor('waits');
    const browser = await halfway('waits');
    const forged = await browser.ask(
      'POST',
      '/api/session/code',
      { code: await code(secret) },
      { 'x-csrf-token': 'x' },
    );
    expect(codeIn(forged)).toBe('http.wrong_csrf');
    await app.plant(`update session set expires_at = $2 where account_id = $1 and stage = 'code'`, [person.id, ago(1)]);
    expect(codeIn(await show(browser, await code(secret)))).toBe('http.session_over');
    expect(codeIn(await app.visitor().ask('POST', '/api/session/code', { code: '123456' }))).toBe('http.session_over');
  });

  it('takes each code once: not again in its step, and none of a step before', async () => {
    const { secret } = await withFactor('once');
    const now = await code(secret);
    const before = await code(secret, -1);
    (await halfway('once')).enter(await show(await halfway('once'), now));
    const again = await halfway('once');
    expect(codeIn(await show(again, now))).toBe(wrong);
    expect(codeIn(await show(again, before))).toBe(wrong);
    again.enter(await show(again, await code(secret, 1)));
  });

  it('takes a code once, also when it comes several times at once', async () => {
    const { secret } = await withFactor('at-once');
    const browsers = await Promise.all(Array.from({ length: 4 }, () => halfway('at-once')));
    const shown = await code(secret);
    const answers = await Promise.all(browsers.map((browser) => show(browser, shown)));
    expect(answers.map(codeIn).sort()).toEqual(['no problem: 200', wrong, wrong, wrong]);
  });

  it.each([
    { steps: -2, taken: false },
    { steps: -1, taken: true },
    { steps: 1, taken: true },
    { steps: 2, taken: false },
  ])('bears a clock that is $steps steps of 30 seconds off: $taken', async ({ steps, taken }) => {
    const { secret } = await withFactor(`drift${steps}`);
    const answer = await show(await halfway(`drift${steps}`), await code(secret, steps));
    expect(answer.status === 200).toBe(taken);
  });

  it('takes a recovery code instead, each once, until new ones are made', async () => {
    const { person, browser, recovery } = await withFactor('recovers');
    const [first = '', second = '', third = ''] = recovery;
    const enter = async (shown: string) => show(await halfway('recovers'), shown);
    expect((await enter(first.toLowerCase().replaceAll('-', ' '))).status).toBe(200);
    expect(codeIn(await enter(first))).toBe(wrong);
    expect((await enter(second)).status).toBe(200);
    expect(bodyIn(await browser.ask('GET', '/api/account/second-factor'))).toMatchObject({ recovery_codes: 8 });
    expect((await entries(person)).filter(({ type }) => type === 'recovery-code-used')).toEqual([
      { type: 'recovery-code-used', body: { left: 9 } },
      { type: 'recovery-code-used', body: { left: 8 } },
    ]);
    const fresh = await browser.ask('POST', '/api/account/second-factor/recovery-codes', undefined, {
      'idempotency-key': 'k',
    });
    expect(fresh.status).toBe(201);
    const again = await browser.ask('POST', '/api/account/second-factor/recovery-codes', undefined, {
      'idempotency-key': 'k',
    });
    expect(bodyIn(again)).toEqual({ recovery_codes: null });
    const codes = bodyAs(codesDto, fresh).recovery_codes ?? [];
    expect(codes).toHaveLength(10);
    expect(codeIn(await enter(third))).toBe(wrong);
    expect((await enter(codes[9] ?? '')).status).toBe(200);
  });

  it('is slowed after five wrong codes, for whoever knows the password elsewhere but not for the owner', async () => {
    const { browser, secret } = await withFactor('guessed', '127.0.0.21');
    browser.cookies.delete('__Host-redress');
    const thief = await halfway('guessed', '127.0.0.22');
    const came: string[] = [];
    for (let index = 0; index < 8; index++) came.push(codeIn(await show(thief, String(100_000 + index))));
    expect(came).toEqual([...Array<string>(5).fill(wrong), ...Array<string>(3).fill('identity.too_many_attempts')]);
    const waiting = await show(thief, await code(secret));
    expect(waiting.status).toBe(429);
    expect(Number(waiting.headers['retry-after'])).toBeGreaterThan(30);
    // A new session of the thief does not help; the owner is not held up, neither on the device of before nor on another.
    expect((await show(await halfway('guessed', '127.0.0.22'), await code(secret))).status).toBe(429);
    expect((await browser.signIn('guessed', goodPassword)).stage).toBe('code');
    browser.enter(await show(browser, await code(secret)));
    expect((await show(await halfway('guessed', '127.0.0.23'), await code(secret, 1))).status).toBe(200);
  });

  it('is for the account that the session is of', async () => {
    const mine = await withFactor('mine');
    const other = await withFactor('other');
    expect(codeIn(await show(await halfway('mine'), await code(other.secret)))).toBe(wrong);
    expect(codeIn(await show(await halfway('mine'), other.recovery[0] ?? ''))).toBe(wrong);
    // Nor does the secret of one account in the row of another.
    await app.plant(
      `update second_factor set secret = (select secret from second_factor where account_id = $1) where account_id = $2`,
      [other.person.id, mine.person.id],
    );
    const answer = await show(await halfway('mine'), await code(other.secret));
    expect([answer.status, codeIn(answer)]).toEqual([503, 'second_factor.other_key']);
    expect((await show(await halfway('mine'), mine.recovery[0] ?? '')).status).toBe(200);
  });
});

describe('showing again who one is', () => {
  it('takes a code where there is a second factor, and the password no more; it lasts five minutes', async () => {
    const { person, browser, secret, recovery } = await withFactor('again');
    const confirm = (body: object) => browser.ask('POST', '/api/session/confirmation', body);
    const makes = () => browser.ask('POST', '/api/account/tokens', { name: 'x', scopes: ['reports'] });
    const later = (milliseconds: number) =>
      app.plant('update session set confirmed_at = $2 where account_id = $1', [person.id, ago(milliseconds)]);
    await later(5 * 60_000 + 1);
    expect(codeIn(await makes())).toBe('authority.step_up');
    expect(codeIn(await confirm({ password: goodPassword }))).toBe('second_factor.code_needed');
    expect(codeIn(await confirm({ code: '000000' }))).toBe(wrong);
    expect(codeIn(await confirm({ password: goodPassword, code: await code(secret) }))).not.toBe('no problem: 200');
    expect(codeIn(await makes())).toBe('authority.step_up');
    browser.enter(await confirm({ code: await code(secret) }));
    expect((await makes()).status).toBe(201);
    await later(5 * 60_000 - 20_000);
    expect((await makes()).status).toBe(201);
    await later(5 * 60_000 + 1);
    expect(codeIn(await makes())).toBe('authority.step_up');
    browser.enter(await confirm({ code: recovery[0] }));
    expect((await makes()).status).toBe(201);
  });

  it('takes the password where there is none, and no code', async () => {
    const { browser } = await app.signedIn('plain', ['auditor']);
    const confirm = (body: object) => browser.ask('POST', '/api/session/confirmation', body);
    expect(codeIn(await confirm({ code: '123456' }))).toBe('second_factor.password_needed');
    browser.enter(await confirm({ password: goodPassword }));
  });
});

describe('an administrator', () => {
  it("resets somebody's second factor: their sessions end, it is recorded, and the password is enough again", async () => {
    const { person, browser } = await withFactor('lost-it');
    const { person: chief, browser: admin } = await app.signedIn('chief', ['administrator']);
    const reset = () => admin.ask('DELETE', `/api/accounts/${person.id}/second-factor`);
    expect(bodyIn(await reset())).toMatchObject({ id: person.id, second_factor: false });
    expect(codeIn(await browser.ask('GET', '/api/session'))).toBe('http.session_over');
    expect((await app.visitor().signIn('lost-it', goodPassword)).stage).toBe('full');
    expect(codeIn(await reset())).toBe('second_factor.off');
    const chain = await chainOf(app.test.database.reading, { kind: 'account', id: person.id });
    expect(chain.find(({ type }) => type === 'second-factor-reset')).toMatchObject({
      actor: `account:${chief.id}`,
      body: { sessions: [expect.any(String)] },
    });
    const { browser: auditor } = await app.signedIn('looks-on', ['auditor']);
    expect(codeIn(await auditor.ask('DELETE', `/api/accounts/${person.id}/second-factor`))).toBe('authority.role');
  });
});

describe('what is kept', () => {
  it('holds no secret of a generator and no code, in any table or line of the log', async () => {
    const { person, secret, recovery } = await withFactor('kept');
    const shown = await code(secret);
    (await halfway('kept')).enter(await show(await halfway('kept'), shown));
    await show(await halfway('kept'), recovery[0] ?? '');
    const bytes = Buffer.from(base32(secret));
    const looked = [
      secret,
      bytes.toString('hex'),
      bytes.toString('base64'),
      bytes.toString('base64url'),
      ...recovery,
      ...recovery.map((one) => one.replaceAll('-', '')),
    ];
    const finder = containing(looked);
    expect(await search(app.test.owner, await tablesBut(app.test.owner), finder)).toEqual([]);
    expect(finder(JSON.stringify(app.lines))).toEqual([]);
    // The search would find it.
    await app.plant('update second_factor set secret = $2 where account_id = $1', [person.id, bytes]);
    expect((await search(app.test.owner, ['second_factor'], finder)).length).toBeGreaterThan(0);
  });
});

function base32(text: string): number[] {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...text].map((sign) => alphabet.indexOf(sign).toString(2).padStart(5, '0')).join('');
  return (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
}
