import { access, chmod, chown, constants, mkdtemp, rm, stat, statfs, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { childEnvironment } from '../../config.js';
import { RedressError } from '../../errors.js';
import { removeAtExit } from '../../leftovers.remover.js';
import type { Instant } from '../../rules/values.js';
import { reportFault } from '../report-errors.js';
import {
  BROWSER_ARGUMENTS,
  browserPlans,
  fontconfig,
  NOBODY,
  wrapperScript,
  type BrowserPlan,
} from './browser-plan.js';
import { unpackChromium, type Chromium } from './chromium.unpacker.js';
import { unpackFonts, type ReportFonts } from './fonts.unpacker.js';
import { headingsOf, withSingleTitles } from './outline-titles.js';
import { withPdfDates } from './pdf-dates.js';

export interface PrinterOptions {
  /** Folder for the browser and the typefaces, unpacked once: about 250 MB. */
  readonly cache: string;
  /** A Chrome or Chromium of the machine, instead of the one that comes with Redress. */
  readonly executable?: string | undefined;
  /** For one document, in milliseconds. */
  readonly timeout?: number;
}

export interface PdfPrinter {
  readonly fonts: ReportFonts;
  /** For the method page and the doctor: which browser, and whether it runs in its sandbox. */
  readonly browser: string;
  readonly sandbox: 'full' | 'none';
  /** One HTML document with everything it needs inside, as a PDF dated `at`. Scripts do not run and nothing is fetched. */
  print(html: string, at: Instant): Promise<Buffer>;
}

const TIMEOUT = 120_000;
const LAUNCH_TIMEOUT = 30_000;
/** The family in which reports are set. */
const FACE = 'Noto Sans SC';
const DOCUMENT = 'http://report.invalid/';

/** Starts one browser, lends it to `use`, and ends it whatever happens. Refuses a machine without a browser that starts. */
export async function withPrinter<T>(options: PrinterOptions, use: (printer: PdfPrinter) => Promise<T>): Promise<T> {
  const place = await reachableCache(options.cache);
  const fonts = await unpackFonts(place.cache);
  const chromium = await chromiumOf(options, place.cache);
  const run = await mkdtemp(join(tmpdir(), 'redress-print-'));
  const isGone = removeAtExit(run);
  let browser: Browser | undefined;
  try {
    const started = await launch(chromium, fonts, run, place.reachable);
    browser = started.browser;
    const open = started.browser;
    return await use({
      fonts,
      browser: await open.version(),
      sandbox: started.plan.sandbox ? 'full' : 'none',
      print: (html, at) => print(open, html, at, options.timeout ?? TIMEOUT),
    });
  } finally {
    if (browser !== undefined) await end(browser);
    await rm(run, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch(() => undefined);
    isGone();
  }
}

async function chromiumOf(options: PrinterOptions, cache: string): Promise<Chromium> {
  if (options.executable === undefined) return unpackChromium(cache);
  const executable = options.executable;
  await access(executable, constants.X_OK).catch(() => {
    throw new RedressError([reportFault('report.no_browser', { reason: `REDRESS_CHROME=${executable}` })]);
  });
  return { executable, libraries: undefined, bundled: false };
}

/** Tries the plans in turn; the next one only when the browser itself did not start. */
async function launch(
  chromium: Chromium,
  fonts: ReportFonts,
  run: string,
  reachable: boolean,
): Promise<{ browser: Browser; plan: BrowserPlan }> {
  const isRoot = process.getuid?.() === 0;
  const plans = browserPlans(isRoot, reachable && (await hasProgram('setpriv')));
  let last: unknown;
  for (const plan of plans) {
    try {
      return { browser: await launchAs(plan, chromium, fonts, run), plan };
    } catch (error) {
      last = error;
    }
  }
  throw await browserFailure(last, run);
}

async function launchAs(plan: BrowserPlan, chromium: Chromium, fonts: ReportFonts, run: string): Promise<Browser> {
  const home = await mkdtemp(join(run, 'home-'));
  const faces = join(home, 'fonts.conf');
  await writeFile(faces, fontconfig(fonts.folder, join(home, 'fontcache')));
  // The process's own mask may have taken away what another user needs.
  await chmod(faces, 0o644);
  let executable = chromium.executable;
  if (plan.asNobody) {
    await chmod(run, 0o755);
    await chown(home, NOBODY, NOBODY);
    executable = join(run, 'chromium-as-nobody');
    await writeFile(executable, wrapperScript(chromium.executable), { mode: 0o755 });
  }
  return puppeteer.launch({
    executablePath: executable,
    headless: chromium.bundled ? 'shell' : true,
    userDataDir: join(home, 'profile'),
    timeout: LAUNCH_TIMEOUT,
    protocolTimeout: TIMEOUT * 2,
    args: [...BROWSER_ARGUMENTS, ...(plan.sandbox ? [] : ['--no-sandbox'])],
    env: childEnvironment({
      HOME: home,
      // What it leaves when it cannot start goes with this folder.
      TMPDIR: home,
      XDG_CACHE_HOME: join(home, 'cache'),
      XDG_CONFIG_HOME: join(home, 'config'),
      FONTCONFIG_FILE: faces,
      TZ: 'UTC',
      ...(chromium.libraries === undefined ? {} : { LD_LIBRARY_PATH: chromium.libraries }),
    }),
  });
}

async function print(browser: Browser, html: string, at: Instant, timeout: number): Promise<Buffer> {
  let page: Page | undefined;
  let timer: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<never>((_, reject) => {
    const fault = reportFault('report.printing_too_slow', { seconds: Math.ceil(timeout / 1000) });
    timer = setTimeout(() => reject(new RedressError([fault])), timeout);
  });
  const work = async (): Promise<Uint8Array> => {
    page = await browser.newPage();
    await serveOnly(page, html);
    await page.goto(DOCUMENT, { waitUntil: 'load', timeout: 0 });
    return page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true, timeout: 0 });
  };
  const working = work();
  try {
    const pdf = ownFaces(html, await Promise.race([working, tooSlow]));
    return withPdfDates(withSingleTitles(pdf, headingsOf(html)), at);
  } catch (error) {
    working.catch(() => undefined);
    if (error instanceof RedressError) throw error;
    throw await browserFailure(error, tmpdir());
  } finally {
    clearTimeout(timer);
    await page?.close().catch(() => undefined);
  }
}

/** Refuses a PDF set in a face of the machine: a browser that cannot read our folder takes whatever it finds, and says nothing. */
function ownFaces(html: string, pdf: Uint8Array): Uint8Array {
  const asked = html.includes(`'${FACE}'`);
  const used = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).includes(`+${FACE.replaceAll(' ', '')}-`);
  if (asked && !used) throw new RedressError([reportFault('report.no_fonts', { reason: FACE })]);
  return pdf;
}

/** The page gets its own document and nothing else, and runs no script. */
async function serveOnly(page: Page, html: string): Promise<void> {
  await page.setJavaScriptEnabled(false);
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const isDocument = request.url() === DOCUMENT && request.isNavigationRequest();
    const answer = isDocument
      ? request.respond({ status: 200, contentType: 'text/html; charset=utf-8', body: html })
      : request.abort();
    answer.catch(() => undefined);
  });
}

/** Asks the browser to end, and ends it if it does not. */
async function end(browser: Browser): Promise<void> {
  const process = browser.process();
  const patience = new Promise<void>((resolve) => setTimeout(resolve, 5_000).unref());
  await Promise.race([browser.close().catch(() => undefined), patience]);
  if (process !== null && process.exitCode === null && process.signalCode === null) process.kill('SIGKILL');
}

/**
 * Where to unpack. Root prints as `nobody`, who must be able to enter every folder above; a checkout in root's home cannot
 * be entered, so root then uses a folder of the system that only root can write.
 */
async function reachableCache(cache: string): Promise<{ cache: string; reachable: boolean }> {
  if (process.getuid?.() !== 0 || (await othersCanEnter(cache))) return { cache, reachable: true };
  const shared = '/var/cache/redress';
  const usable = await access('/var/cache', constants.W_OK).then(
    () => othersCanEnter(shared),
    () => false,
  );
  return usable ? { cache: shared, reachable: true } : { cache, reachable: false };
}

async function othersCanEnter(folder: string): Promise<boolean> {
  const mode = await stat(folder).then(
    (found) => found.mode & 0o001,
    // Not there yet: it will be made with everyone allowed to enter.
    () => 1,
  );
  const parent = dirname(folder);
  return mode !== 0 && (parent === folder || othersCanEnter(parent));
}

/** Why the browser did not do its work: often it had no room for the memory that its processes share. */
async function browserFailure(cause: unknown, folder: string): Promise<RedressError> {
  const fault = (await hasRoom(folder))
    ? reportFault('report.browser_failed', { reason: summary(cause) })
    : reportFault('report.no_room', { folder: tmpdir() });
  return new RedressError([fault], { cause });
}

const ROOM = 64 * 1024 * 1024;

/** Whether a file of the size that the browser needs could be made; an empty one is stretched, which costs nothing. */
async function hasRoom(folder: string): Promise<boolean> {
  const probe = join(folder, `redress-room-${process.pid}`);
  try {
    const { bavail, bsize } = await statfs(folder);
    await writeFile(probe, '', { flag: 'wx' });
    await truncate(probe, ROOM);
    return bavail * bsize >= ROOM;
  } catch {
    return false;
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
  }
}

async function hasProgram(name: string): Promise<boolean> {
  const folders = (childEnvironment()['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = await Promise.all(
    folders.map((folder) =>
      access(join(folder, name), constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}

function summary(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (
    text
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.slice(0, 200) ?? ''
  );
}
