import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Page } from 'puppeteer-core';
import { childEnvironment, readConfig } from '../../../src/config.js';
import { BROWSER_ARGUMENTS } from '../../../src/reports/printing/browser-plan.js';
import { unpackChromium } from '../../../src/reports/printing/chromium.unpacker.js';

/** Lends a page of the browser that reports are printed with; it can reach this machine and nothing else. */
export async function withPage(use: (page: Page) => Promise<void>): Promise<void> {
  const { cache, chrome } = readConfig();
  const bundled = chrome === undefined ? await unpackChromium(cache) : undefined;
  const home = await mkdtemp(join(tmpdir(), 'redress-browser-'));
  const browser = await puppeteer.launch({
    executablePath: bundled?.executable ?? chrome ?? '',
    headless: bundled === undefined ? true : 'shell',
    userDataDir: join(home, 'profile'),
    // Our own pages alone: the sandbox that root cannot have is not needed.
    args: [
      '--no-sandbox',
      ...BROWSER_ARGUMENTS.map((one) => one.replace('MAP * ~NOTFOUND', 'MAP * ~NOTFOUND, EXCLUDE 127.0.0.*')),
    ],
    env: childEnvironment({
      HOME: home,
      ...(bundled?.libraries === undefined ? {} : { LD_LIBRARY_PATH: bundled.libraries }),
    }),
  });
  try {
    await use(await browser.newPage());
  } finally {
    await browser.close();
    await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}
