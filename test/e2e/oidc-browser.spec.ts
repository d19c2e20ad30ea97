import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { generateSync } from 'otplib';
import type { Page } from 'puppeteer-core';
import { Authentication } from '../../src/modules/identity/authentication.service.js';
import { PagesModule } from '../../src/modules/pages/pages.module.js';
import { testDatabase, type TestDatabase } from '../db/support/test-database.js';
import { withPage } from './support/browser.js';
import { withDestinations } from './support/destinations-file.js';
import { clientSecret, oidcTestProvider, type TestProvider } from './support/oidc-provider.js';
import { probeApp } from './support/probe.module.js';
import { startShell, type Shell } from './support/shell.js';

@Module({})
class Root {}

let test: TestDatabase;
let shell: Shell;
/** On another site, with a page on which one signs in. */
let corp: TestProvider;
let forget: () => Promise<void>;

beforeAll(async () => {
  corp = await oidcTestProvider({ host: '127.0.0.2', asks: true });
  forget = await withDestinations(`  corp:
    kind: oidc
    issuer: ${corp.issuer}
    client-id: redress
    client-secret: { env: REDRESS_TEST_OIDC_SECRET }
    allow-private: true
    create-accounts: always
    roles: { claim: groups, map: { compliance: officer, privacy-office: privacy } }
    label: { en: Head office, zh: 总部 }
`);
  process.env['REDRESS_TEST_OIDC_SECRET'] = clientSecret;
  test = await testDatabase();
  shell = await startShell({
    store: { database: test.database, close: () => Promise.resolve() },
    module: { module: Root, imports: [probeApp(test.database), PagesModule] },
    authenticate: (app) => app.get(Authentication, { strict: false }).authenticate,
  });
  corp.serve([`${shell.url}/api/session/oidc/corp/callback`]);
});
afterAll(async () => {
  await forget();
  await shell.close();
  await corp.close();
  await test.close();
});

/** What the page itself asks of the server, as its scripts would. */
function fromPage<T>(page: Page, method: string, path: string, body?: unknown, csrf = ''): Promise<T> {
  const options = { method, headers: { 'content-type': 'application/json', 'x-csrf-token': csrf } };
  const sent = body === undefined ? options : { ...options, body: JSON.stringify(body) };
  return page.evaluate(
    `fetch(${JSON.stringify(path)}, ${JSON.stringify(sent)}).then((one) => one.json())`,
  ) as Promise<T>;
}

/** From the page to sign in to the provider, and back. */
async function away(page: Page, person: string): Promise<void> {
  corp.person = person;
  await page.goto(`${shell.url}/`, { waitUntil: 'networkidle0' });
  expect(new URL(page.url()).pathname).toBe('/sign-in');
  await Promise.all([page.waitForNavigation({ waitUntil: 'networkidle0' }), page.click('#services a')]);
  expect(page.url().startsWith(corp.issuer)).toBe(true);
  await Promise.all([page.waitForNavigation({ waitUntil: 'networkidle0' }), page.click('button')]);
}

describe('a browser', () => {
  it('goes to a sign-in service on another site and comes back signed in', async () => {
    corp.people.set('sub-li', { preferred_username: 'li.wei', groups: ['compliance'] });
    await withPage(async (page) => {
      await away(page, 'sub-li');
      await page.waitForFunction('location.pathname === "/api/docs"');
      expect(await fromPage(page, 'GET', '/api/session')).toMatchObject({ name: 'li.wei', roles: ['officer'] });
    });
  });

  it('is asked for the code on the page to sign in, where the account has a second factor', async () => {
    corp.people.set('sub-two', { preferred_username: 'two', groups: ['compliance'] });
    let secret = '';
    await withPage(async (page) => {
      await away(page, 'sub-two');
      await page.waitForFunction('location.pathname === "/api/docs"');
      // Signed in by a provider that asked nobody: to change how one signs in, it has to ask.
      await page.goto(`${shell.url}/api/session/oidc/corp?confirm=true`, { waitUntil: 'networkidle0' });
      await Promise.all([page.waitForNavigation({ waitUntil: 'networkidle0' }), page.click('button')]);
      await page.waitForFunction('location.pathname === "/api/docs"');
      const { csrf } = await fromPage<{ csrf: string }>(page, 'GET', '/api/session');
      ({ secret } = await fromPage<{ secret: string }>(page, 'POST', '/api/account/second-factor', undefined, csrf));
      const code = generateSync({ secret });
      await fromPage(page, 'POST', '/api/account/second-factor/confirmation', { code }, csrf);
    });
    await test.owner.query('', 'update second_factor set last_step = 0');
    await withPage(async (page) => {
      await away(page, 'sub-two');
      await page.waitForSelector('#code-code', { visible: true });
      await page.type('#code-code', generateSync({ secret }));
      await page.keyboard.press('Enter');
      await page.waitForFunction('location.pathname === "/api/docs"');
      expect(await fromPage(page, 'GET', '/api/session')).toMatchObject({ name: 'two', second_factor: true });
    });
  });

  it('shows in words of ours why somebody is not let in, with a way on', async () => {
    corp.people.set('sub-both', { preferred_username: 'both', groups: ['compliance', 'privacy-office'] });
    await withPage(async (page) => {
      await page.setExtraHTTPHeaders({ 'Accept-Language': 'zh-CN' });
      await away(page, 'sub-both');
      expect(await page.evaluate('document.body.innerText')).toContain('同一人不得兼任');
      await Promise.all([page.waitForNavigation({ waitUntil: 'networkidle0' }), page.click('main a')]);
      expect(new URL(page.url()).pathname).toBe('/sign-in');
    });
  });
});
