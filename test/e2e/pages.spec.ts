import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import type { Page } from 'puppeteer-core';
import { Authentication } from '../../src/modules/identity/authentication.service.js';
import { AccountsService } from '../../src/modules/identity/accounts.service.js';
import { Demo } from '../../src/modules/identity/demo.service.js';
import { FirstAdministrator } from '../../src/modules/identity/first-administrator.service.js';
import { Passwords } from '../../src/modules/identity/passwords.service.js';
import { PagesModule } from '../../src/modules/pages/pages.module.js';
import { testDatabase, type TestDatabase } from '../db/support/test-database.js';
import { goodPassword } from './support/accounts-app.js';
import { withPage } from './support/browser.js';
import { probeApp } from './support/probe.module.js';
import { send } from './support/raw.js';
import { startShell, type Shell } from './support/shell.js';

@Module({})
class Root {}

const by = { kind: 'system', id: 'test' } as const;
const names = ['sign-in', 'first-administrator', 'set-password', 'demo'];
const languages = ['en', 'zh'] as const;

let test: TestDatabase;
let shell: Shell;
beforeAll(async () => {
  test = await testDatabase();
  shell = await startShell({
    store: { database: test.database, close: () => Promise.resolve() },
    module: { module: Root, imports: [probeApp(test.database), PagesModule] },
    authenticate: (app) => app.get(Authentication, { strict: false }).authenticate,
  });
});
afterAll(async () => {
  await shell.close();
  await test.close();
});

const service = <T>(of: abstract new (...args: never[]) => T): T => shell.app.get<T>(of, { strict: false });

async function newPerson(name: string): Promise<string> {
  const { body } = await service(AccountsService).make({ name, kind: 'person', roles: ['officer'], units: [] }, { by });
  const passwords = service(Passwords);
  await passwords.setByLink((await passwords.makeLink(body.id, { by })).body.link ?? '', goodPassword);
  return body.id;
}

/** A page of a reader of this language, and everything that its browser finds wrong or asks of others. */
async function reading(
  language: (typeof languages)[number],
  use: (page: Page, troubles: () => readonly string[]) => Promise<void>,
): Promise<void> {
  await withPage(async (page) => {
    const found: string[] = [];
    page.on('pageerror', (error) => found.push(String(error)));
    page.on('console', (message) => {
      // That a request was refused is told by the page itself.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        found.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(shell.url) && !request.url().startsWith('data:')) found.push(request.url());
    });
    await page.setExtraHTTPHeaders({ 'Accept-Language': language === 'zh' ? 'zh-CN,zh;q=0.9' : 'en-GB' });
    await use(page, () => found);
  });
}

/** What can be seen of the page. */
const seen = async (page: Page): Promise<string> => String(await page.evaluate('document.body.innerText'));
const path = (page: Page): string => new URL(page.url()).pathname;

describe('the pages on which people come in', () => {
  it.each(names)('%s runs nothing but its own script, and may not be framed, cached or sent anywhere', async (name) => {
    const { status, headers, text } = await send(`${shell.url}/${name}`);
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).toContain("script-src 'self'");
    expect(headers['content-security-policy']).toContain("form-action 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(text).not.toMatch(/https?:\/\/|<script(?! type="module" src="\/pages\/)|<style| style=| on\w+=/);
  });

  it.each(languages)('are read in one language, %s first, and in the other at a press', async (language) => {
    await reading(language, async (page, troubles) => {
      for (const name of names) {
        await page.goto(`${shell.url}/sign-in`);
        await page.evaluate('localStorage.clear()');
        await page.goto(`${shell.url}/${name}#token`, { waitUntil: 'networkidle0' });
        expect([name, languageSeen(await seen(page))]).toEqual([name, language]);
        await page.click('#language');
        expect([name, languageSeen(await seen(page))]).toEqual([name, language === 'zh' ? 'en' : 'zh']);
        expect(await page.evaluate('document.documentElement.lang')).toBe(language === 'zh' ? 'en' : 'zh-CN');
        expect(new URL(page.url()).hash).toBe('#token');
      }
      await page.goto(`${shell.url}/set-password#token`, { waitUntil: 'networkidle0' });
      expect(languageSeen(await seen(page))).toBe(language === 'zh' ? 'en' : 'zh');
      expect(troubles()).toEqual([]);
    });
  });

  it('can be used by keyboard and by those who hear them: each field is named, colours contrast', async () => {
    await reading('en', async (page) => {
      for (const name of names) {
        await page.goto(`${shell.url}/${name}#token`, { waitUntil: 'networkidle0' });
        expect([name, await page.evaluate(accessibilityFaults)]).toEqual([name, []]);
        const reached: unknown[] = [];
        for (let presses = 0; presses < 12; presses++) {
          await page.keyboard.press('Tab');
          reached.push(await page.evaluate(`${nameOf}(document.activeElement)`));
        }
        const wanted = await page.evaluate(
          `[...document.querySelectorAll('button, input')].filter((one) => one.offsetParent).map(${nameOf})`,
        );
        expect([name, reached]).toEqual([name, expect.arrayContaining(wanted as unknown[])]);
      }
    });
  });
});

const nameOf = '((one) => one.id || one.dataset.choice || one.innerText || one.dataset.shows)';

/** The language of what is seen: neither holds a word of the other but names and commands. */
function languageSeen(text: string): 'en' | 'zh' | 'both' {
  const shown = text.replaceAll(/Redress|English|中文|npm run up|redress accounts leave-demo/g, '');
  const [han, latin] = [/\p{Script=Han}/u.test(shown), /[A-Za-z]{2}/.test(shown)];
  return han && latin ? 'both' : han ? 'zh' : 'en';
}

/** What axe would find first: fields and buttons without a name, ids twice, texts that can hardly be seen (WCAG 1.4.3, 2.1). */
const accessibilityFaults = `(() => {
  const faults = [];
  const visible = (one) => one.offsetParent !== null;
  for (const field of document.querySelectorAll('input'))
    if (visible(field) && ![...field.labels].some((label) => label.innerText.trim() !== '')) faults.push('no label: ' + field.id);
  for (const button of document.querySelectorAll('button, a'))
    if (visible(button) && button.innerText.trim() === '') faults.push('no name: ' + button.outerHTML);
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  if (new Set(ids).size !== ids.length) faults.push('an id twice');
  for (const one of document.querySelectorAll('[aria-describedby]'))
    if (!document.getElementById(one.getAttribute('aria-describedby'))) faults.push('described by nothing: ' + one.id);
  if (document.querySelectorAll('h1').length !== 1 || !document.querySelector('main')) faults.push('no h1, no main');
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const colour = channels(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  for (const one of document.querySelectorAll('body *')) {
    const hasText = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '');
    if (!hasText || !visible(one)) continue;
    const [a, b] = [light(channels(getComputedStyle(one).color)), light(behind(one))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) faults.push(ratio.toFixed(1) + ': ' + one.innerText);
  }
  return faults;
})()`;

describe('signing in by the page', () => {
  it('tells what was wrong in the language of the reader, then leads to the API, which works with the session', async () => {
    await newPerson('wang.fang');
    await reading('zh', async (page, troubles) => {
      await page.goto(shell.url, { waitUntil: 'networkidle0' });
      expect(path(page)).toBe('/sign-in');
      await page.type('#password-name', 'wang.fang');
      await page.type('#password-password', 'not this one at all');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#notice:not([hidden])');
      expect(await seen(page)).toContain('用户名或密码不正确');
      expect(await page.evaluate('document.activeElement.id')).toBe('notice');

      await page.evaluate(`document.querySelector('#password-password').value = ''`);
      await page.type('#password-password', goodPassword);
      await Promise.all([page.waitForNavigation({ waitUntil: 'networkidle0' }), page.keyboard.press('Enter')]);
      expect(path(page)).toBe('/api/docs');
      await page.waitForFunction(`document.getElementById('who').innerText.includes('wang.fang')`);
      expect(await page.evaluate(`document.getElementById('who').innerText`)).toContain(
        '当前登录：wang.fang（officer）',
      );

      expect(await tried(page, '#operations-probe-probeSave', { title: 'by the page' })).toContain('201');
      await Promise.all([page.waitForNavigation({ waitUntil: 'networkidle0' }), page.click('#who button')]);
      expect(path(page)).toBe('/sign-in');
      await page.goto(shell.url, { waitUntil: 'networkidle0' });
      expect(path(page)).toBe('/sign-in');
      expect(troubles()).toEqual([]);
    });
  });

  it('leads whoever has a session from the root to the API', async () => {
    expect((await send(shell.url)).headers['location']).toBe('/sign-in');
    expect((await send(shell.url, { headers: { cookie: '__Host-redress=old' } })).headers['location']).toBe('/sign-in');
  });
});

/** Tries a request on the page of the API and gives the status that it shows. */
async function tried(page: Page, operation: string, body: object): Promise<string> {
  await page.waitForSelector(`${operation} .opblock-summary-control`);
  await page.click(`${operation} .opblock-summary-control`);
  await page.waitForSelector(`${operation} .try-out__btn`);
  await page.click(`${operation} .try-out__btn`);
  await page.waitForSelector(`${operation} textarea`);
  await page.click(`${operation} textarea`, { count: 3 });
  await page.keyboard.down('Control');
  await page.keyboard.press('a');
  await page.keyboard.up('Control');
  await page.type(`${operation} textarea`, JSON.stringify(body));
  await page.click(`${operation} .execute`);
  await page.waitForSelector(`${operation} .live-responses-table .response-col_status`);
  const status = `${operation} .live-responses-table tbody .response-col_status`;
  return String(await page.evaluate(`document.querySelector('${status}').textContent`));
}

describe('setting a password by its link', () => {
  it('says which rule a password breaks, takes a good one, and works once', async () => {
    const id = await newPerson('zhao.min');
    const link = (await service(Passwords).makeLink(id, { by })).body.link ?? '';
    await reading('en', async (page, troubles) => {
      await page.goto(`${shell.url}/set-password#${link}`, { waitUntil: 'networkidle0' });
      await page.type('#set-password', 'password');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#notice:not([hidden])');
      expect(await seen(page)).toMatch(/fewer than 12 characters[\s\S]*many people use/);
      expect(await page.evaluate(`document.getElementById('set-password').getAttribute('aria-invalid')`)).toBe('true');
      await page.type('#set-password', ' granite willow nine');
      await Promise.all([page.waitForNavigation({ waitUntil: 'networkidle0' }), page.keyboard.press('Enter')]);
      expect(path(page)).toBe('/sign-in');
      expect(await seen(page)).toContain('The password is set');
      await page.type('#password-name', 'ZHAO.MIN');
      await page.type('#password-password', 'password granite willow nine');
      await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
      expect(path(page)).toBe('/api/docs');

      await page.goto(`${shell.url}/set-password#${link}`, { waitUntil: 'networkidle0' });
      await page.type('#set-password', 'another granite willow');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#notice:not([hidden])');
      expect(await seen(page)).toContain('This link does not hold');
      expect(troubles()).toEqual([]);
    });
  });
});

describe('the first administrator', () => {
  it('is made on the page, once, and is signed in at once', async () => {
    const link = (await service(FirstAdministrator).link()) ?? '';
    const other = (await service(FirstAdministrator).link()) ?? '';
    await reading('zh', async (page, troubles) => {
      await page.goto(`${shell.url}/first-administrator#${link}`, { waitUntil: 'networkidle0' });
      await page.type('#administrator-name', 'a');
      await page.type('#administrator-password', 'aaaaaaaaaaaa');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#notice:not([hidden])');
      expect(await seen(page)).toMatch(/账号名不符合要求[\s\S]*重复而成/);
      await page.type('#administrator-name', 'dmin');
      await page.evaluate(`document.querySelector('#administrator-password').value = ''`);
      await page.type('#administrator-password', 'harbour lemon quartz');
      await Promise.all([page.waitForNavigation({ waitUntil: 'networkidle0' }), page.keyboard.press('Enter')]);
      expect(path(page)).toBe('/api/docs');
      await page.waitForFunction(`document.getElementById('who').innerText.includes('admin（administrator）')`);
      expect(troubles()).toEqual([]);
    });
    expect(await service(FirstAdministrator).link()).toBeUndefined();
    for (const token of [link, other]) {
      const body = { token, name: 'second', password: 'harbour lemon quartz' };
      const answer = await shell.ask('POST', '/api/first-administrator', body, { authorization: '' });
      expect({ status: answer.status, ...((await answer.json()) as object) }).toMatchObject({
        status: 400,
        code: 'first_administrator.wrong_link',
      });
    }
  });
});

describe('the first look', () => {
  it('offers every role on the page, and the session of one works', async () => {
    const own = await testDatabase();
    const lookShell = await startShell({
      store: { database: own.database, close: () => Promise.resolve() },
      module: { module: Root, imports: [probeApp(own.database), PagesModule] },
      authenticate: (app) => app.get(Authentication, { strict: false }).authenticate,
    });
    try {
      const surroundings = { address: '127.0.0.1', hasOwnDatabase: false, isProduction: false };
      const { link } = await lookShell.app.get(Demo, { strict: false }).open(surroundings);
      await withPage(async (page) => {
        await page.goto(`${lookShell.url}/demo#${link}`, { waitUntil: 'networkidle0' });
        expect(await page.$$eval('[data-choice] strong', (all) => all.length)).toBe(7);
        await Promise.all([
          page.waitForNavigation({ waitUntil: 'networkidle0' }),
          page.click('[data-choice="demo-officer"]'),
        ]);
        expect(path(page)).toBe('/api/docs');
        await page.waitForFunction(`document.getElementById('who').innerText.includes('demo-officer (officer)')`);
        await page.goto(`${lookShell.url}/demo#${'x'.repeat(43)}`, { waitUntil: 'networkidle0' });
        await page.reload({ waitUntil: 'networkidle0' });
        await page.click('[data-choice="demo-officer"]');
        await page.waitForSelector('#notice:not([hidden])');
        expect(await seen(page)).toContain('each start of the first look prints its own');
      });
    } finally {
      await lookShell.close();
      await own.close();
    }
  });
});
