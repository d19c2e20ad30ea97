import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codeIn, send } from './support/raw.js';
import { startShell, type Shell } from './support/shell.js';

let shell: Shell;
beforeAll(async () => {
  shell = await startShell();
});
afterAll(() => shell.close());

describe('a route that is not for anyone', () => {
  it.each([
    { authorization: undefined, code: 'http.no_token', challenge: 'Bearer' },
    { authorization: 'Bearer TOKEN', code: 'no problem: 200', challenge: undefined },
    { authorization: 'bearer  TOKEN', code: 'no problem: 200', challenge: undefined },
    { authorization: 'Bearer TOKENx', code: 'http.wrong_token', challenge: 'Bearer error="invalid_token"' },
    { authorization: 'Bearer', code: 'http.wrong_token', challenge: 'Bearer error="invalid_token"' },
    {
      authorization: 'Bearer TOKEN, Bearer TOKEN',
      code: 'http.wrong_token',
      challenge: 'Bearer error="invalid_token"',
    },
    { authorization: 'Basic dG9rZW46', code: 'http.wrong_token', challenge: 'Bearer error="invalid_token"' },
    { authorization: 'TOKEN', code: 'http.wrong_token', challenge: 'Bearer error="invalid_token"' },
  ])('answers $code to "$authorization"', async ({ authorization, code, challenge }) => {
    const headers =
      authorization === undefined ? {} : { authorization: authorization.replaceAll('TOKEN', shell.token) };
    const answer = await send(`${shell.url}/api/probe`, { headers });
    expect(codeIn(answer)).toBe(code);
    expect(answer.headers['www-authenticate']).toBe(challenge);
  });

  it('does not take the token from the address', async () => {
    expect(codeIn(await send(`${shell.url}/api/probe?access_token=${shell.token}`))).toBe('http.no_token');
  });

  it('says who acts', async () => {
    const { lines: _, ...other } = await startShell({ store: savingStore() });
    try {
      const answer = await other.ask('POST', '/api/probe/save', { title: 'a' });
      expect(await answer.json()).toMatchObject({ by: 'token:start-up' });
    } finally {
      await other.close();
    }
  });
});

describe('the token', () => {
  it('has 256 bits and is another at each start', async () => {
    const other = await startShell();
    await other.close();
    expect(other.token).toMatch(/^[\w-]{43}$/);
    expect(other.token).not.toBe(shell.token);
  });
});

describe('what watches the server', () => {
  it.each(['/api/health/live', '/api/openapi.json', '/api/docs', '/api/docs/start.js'])(
    '%s needs no token',
    async (path) => {
      expect((await send(shell.url + path)).status).toBe(200);
    },
  );
});

/** Takes every statement and has no rows. */
function savingStore() {
  const tx = { query: () => Promise.resolve([]) };
  return {
    database: {
      transaction: <T>(work: (given: typeof tx) => Promise<T>) => work(tx),
      reading: tx,
      close: () => Promise.resolve(),
    },
    close: () => Promise.resolve(),
  };
}
