import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { withPage } from './support/browser.js';
import { startShell, type Shell } from './support/shell.js';

let shell: Shell;
beforeAll(async () => {
  shell = await startShell();
});
afterAll(() => shell.close());

it('the page of the API works in a browser without any other server, and takes the token', async () => {
  await withPage(async (page) => {
    const complaints: string[] = [];
    const asked: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => asked.push(request.url()));

    await page.goto(`${shell.url}/api/docs`, { waitUntil: 'networkidle0' });
    expect(await page.title()).toBe('Redress API · 消费者投诉合规判定接口');
    await page.waitForSelector('#operations-health-healthLive');

    await page.click('.btn.authorize');
    await page.type('.auth-container input', shell.token);
    await page.click('.auth-btn-wrapper .authorize');
    await page.click('.auth-btn-wrapper .btn-done');
    await page.click('#operations-probe-probeList .opblock-summary-control');
    await page.waitForSelector('#operations-probe-probeList .try-out__btn');
    await page.click('#operations-probe-probeList .try-out__btn');
    await page.click('#operations-probe-probeList .execute');
    await page.waitForSelector('#operations-probe-probeList .live-responses-table');
    const cell = '#operations-probe-probeList .live-responses-table tbody .response-col_status';
    const answered: unknown = await page.evaluate(`document.querySelector('${cell}').textContent`);
    expect(answered).toContain('200');

    expect(complaints).toEqual([]);
    expect(asked.filter((url) => !url.startsWith(shell.url) && !url.startsWith('data:'))).toEqual([]);
  });
});
