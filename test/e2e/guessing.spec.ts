import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { goodPassword, peopleApp, type PeopleApp } from './support/accounts-app.js';
import { codeIn, type RawAnswer } from './support/raw.js';

let app: PeopleApp;
beforeAll(async () => {
  app = await peopleApp();
});
afterAll(() => app.stop());

const guess = (name: string, from: string, password = 'not the right password'): Promise<RawAnswer> =>
  app.visitor(from).ask('POST', '/api/session', { name, password });

/** Many guesses, fifty at once; how often each answer came. */
async function guesses(count: number, one: (index: number) => Promise<RawAnswer>): Promise<Record<string, number>> {
  const came: Record<string, number> = {};
  for (let begin = 0; begin < count; begin += 50)
    for (const answer of await Promise.all(
      Array.from({ length: Math.min(50, count - begin) }, (_, i) => one(begin + i)),
    ))
      came[codeIn(answer)] = (came[codeIn(answer)] ?? 0) + 1;
  return came;
}

const wrong = 'identity.wrong_sign_in';
const wait = 'identity.too_many_attempts';

describe('a thousand wrong passwords', () => {
  it('are five tries; the owner signs in from elsewhere, and from a device of before even beside the one who guesses', async () => {
    const { browser } = await app.signedIn('owner', [], '127.0.0.2');
    expect(await guesses(1_000, (index) => guess('owner', '127.0.0.2', `guess number ${index}`))).toEqual({
      [wrong]: 5,
      [wait]: 995,
    });
    const refused = await guess('OWNER', '127.0.0.2', goodPassword);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(30);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);

    expect((await guess('owner', '127.0.0.3', goodPassword)).status).toBe(200);
    browser.cookies.delete('__Host-redress');
    expect((await browser.ask('POST', '/api/session', { name: 'owner', password: goodPassword })).status).toBe(200);
    // Neither has opened the way for the one who guesses.
    expect((await guess('owner', '127.0.0.2', goodPassword)).status).toBe(429);
  });

  it('wait longer after each further one: 1, 2, 4, 8, 15 minutes', async () => {
    await app.make('slower');
    const waits: number[] = [];
    for (let round = 0; round < 6; round++) {
      await guesses(round === 0 ? 5 : 1, () => guess('slower', '127.0.0.4'));
      waits.push(Math.ceil(Number((await guess('slower', '127.0.0.4')).headers['retry-after']) / 60));
      await app.plant(`update sign_in_failure set blocked_until = now() - interval '1 second'`);
    }
    expect(waits).toEqual([1, 2, 4, 8, 15, 15]);
    expect((await guess('slower', '127.0.0.4', goodPassword)).status).toBe(200);
    expect(await guesses(5, () => guess('slower', '127.0.0.4'))).toEqual({ [wrong]: 5 });
  });

  it('from a device of before are slowed like others, and no device is made of a cookie that was made up', async () => {
    await app.make('device-other');
    const { browser } = await app.signedIn('device', [], '127.0.0.5');
    const mine = browser.cookies.get('__Host-redress-device') ?? '';
    const from = (name: string, cookie: string) => () =>
      app
        .visitor('127.0.0.6')
        .ask('POST', '/api/session', { name, password: 'no' }, { cookie: `__Host-redress-device=${cookie}` });
    expect(await guesses(20, from('device', mine))).toEqual({ [wrong]: 5, [wait]: 15 });
    // The cookie of one account helps with no other, and a mark that is not ours with none.
    expect(await guesses(20, from('device-other', mine))).toEqual({ [wrong]: 5, [wait]: 15 });
    const forged = `${'A'.repeat(22)}.${'A'.repeat(43)}`;
    await app.make('device-third');
    expect(await guesses(20, from('device-third', forged))).toEqual({ [wrong]: 5, [wait]: 15 });
    expect((await guess('device', '127.0.0.7', goodPassword)).status).toBe(200);
  });

  // As many as are free were tried already: hashing them all would take the test a while.
  const nearly = (free: number): Promise<void> =>
    app.plant(`update sign_in_failure set failures = ${free - 1} where failures = 1`);

  it('for many names from one address are held up too, without holding up other addresses', async () => {
    await app.make('neighbour');
    await guess('nobody-0', '127.0.0.8');
    await nearly(50);
    expect(await guesses(200, (index) => guess(`nobody-${index + 1}`, '127.0.0.8'))).toEqual({
      [wrong]: 1,
      [wait]: 199,
    });
    expect(codeIn(await guess('neighbour', '127.0.0.8', goodPassword))).toBe(wait);
    expect((await guess('neighbour', '127.0.0.9', goodPassword)).status).toBe(200);
  });

  it('for one name from many addresses are slowed at last to one a minute; a device of before is not', async () => {
    const { browser } = await app.signedIn('famous', [], '127.0.0.10');
    await guess('famous', '127.0.1.200');
    await nearly(100);
    expect(await guesses(40, (index) => guess('famous', `127.0.1.${index + 1}`))).toEqual({ [wrong]: 1, [wait]: 39 });
    const held = await guess('famous', '127.0.0.11', goodPassword);
    expect(codeIn(held)).toBe(wait);
    expect(Number(held.headers['retry-after'])).toBeLessThanOrEqual(60);
    await browser.signIn('famous', goodPassword);
  });
});

describe('a name that nobody has', () => {
  it('is answered in the same words as a wrong password, as a disabled account and as one without a password', async () => {
    await app.make('has-one');
    const by = { kind: 'system', id: 'test' } as const;
    const { id } = await app.make('was-disabled');
    await app.accounts.disable(id, { by });
    await app.accounts.make({ name: 'has-none', kind: 'person', roles: [], units: [] }, { by });
    const told = async (name: string): Promise<unknown> => {
      const { status, headers, text } = await guess(name, '127.0.0.12');
      const { instance: _, ...problem } = JSON.parse(text) as Record<string, unknown>;
      return { status, challenge: headers['www-authenticate'], cookies: headers['set-cookie'], problem };
    };
    const known = await told('has-one');
    for (const name of ['nobody at all', '没有此人', 'was-disabled', 'has-none'])
      expect(await told(name)).toEqual(known);
    expect(known).toMatchObject({ status: 401, challenge: 'Bearer' });
  });
});

describe('a password that is asked for again', () => {
  it('can be guessed at as little from within a session', async () => {
    const { browser } = await app.signedIn('within');
    const again = () => browser.ask('POST', '/api/session/confirmation', { password: 'not this one' });
    expect(await guesses(20, again)).toEqual({ 'identity.wrong_password': 5, [wait]: 15 });
    const change = { old: goodPassword, password: 'another good pass phrase' };
    expect((await browser.ask('POST', '/api/account/password', change)).status).toBe(429);
  });
});
