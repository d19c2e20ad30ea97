import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { RedressError } from '../../src/errors.js';
import type { LogLine } from '../../src/http/log-line.js';
import { HealthChecks } from '../../src/modules/health/health-checks.service.js';
import { HealthWatch } from '../../src/modules/health/health-watch.service.js';
import { PageCheck, type PrintPage } from '../../src/modules/reports/page-check.service.js';
import { reportFault } from '../../src/reports/report-errors.js';

const started: { onModuleDestroy(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of started.splice(0)) await one.onModuleDestroy();
});

/** The check as a process that prints has it, a page every 200 ms. */
function pageCheck(print?: PrintPage): HealthChecks {
  const checks = new HealthChecks();
  const check = new PageCheck(checks);
  started.push(check);
  check.start({ first: 0, ...(print === undefined ? {} : { print, interval: 200 }) });
  return checks;
}

/** How the page is, when it has come to be like that; within half a minute. */
async function pageOnce(checks: HealthChecks, isSo: (state: PageState) => boolean): Promise<PageState> {
  for (let left = 300; left > 0; left -= 1) {
    const state = (await checks.states()).find(({ part }) => part === 'page');
    if (state !== undefined && isSo(state)) return state;
    await sleep(100);
  }
  throw new Error('the page never came to be like that');
}

type PageState = Awaited<ReturnType<HealthChecks['states']>>[number];

describe('the page that is printed to see whether reports can be', () => {
  it('comes out of the real browser in the real typefaces', async () => {
    const { ageSeconds, fault } = await pageOnce(
      pageCheck(),
      (state) => state.ageSeconds !== undefined || state.fault !== undefined,
    );
    expect(fault).toBeUndefined();
    expect(ageSeconds).toBeLessThan(30);
  });

  it('is not printed for whoever asks', async () => {
    let printed = 0;
    const checks = pageCheck(() => {
      printed += 1;
      return Promise.resolve();
    });
    await pageOnce(checks, ({ ageSeconds }) => ageSeconds !== undefined);
    const before = printed;
    for (let n = 0; n < 500; n += 1) await checks.ready();
    expect(printed - before).toBeLessThanOrEqual(3);
  });

  it('that fails makes the process unready, says why, and is well again by itself', async () => {
    let isBroken = true;
    const noRoom = new RedressError([reportFault('report.no_room', { folder: '/tmp' })]);
    const checks = pageCheck(() => (isBroken ? Promise.reject(noRoom) : Promise.resolve()));
    const state = await pageOnce(checks, ({ fault }) => fault !== undefined);
    expect(state.fault).toMatchObject({ code: 'operation.page_unprinted', data: { code: 'report.no_room' } });
    await expect(checks.ready()).rejects.toMatchObject({ faults: [{ code: 'health.not_ready' }] });
    // Requests go on: whoever shares them out asks for that.
    expect(await checks.servesRequests()).toBe('ready');
    isBroken = false;
    await pageOnce(checks, ({ fault }) => fault === undefined);
    expect(await checks.ready()).toBe('ready');
  });
});

describe('the log', () => {
  it('has a line when a part goes wrong and one when it is well again, however often somebody looks', async () => {
    const lines: LogLine[] = [];
    const checks = new HealthChecks();
    let isBroken = true;
    checks.add('disk', () => (isBroken ? Promise.reject(new TypeError('/home/张三')) : Promise.resolve()));
    const watch = new HealthWatch(checks);
    started.push(watch);
    watch.start((line) => void lines.push(line), 50);
    await sleep(1_500);
    expect(lines).toEqual([
      { event: 'health', level: 'error', part: 'disk', state: 'unwell', code: 'health.part_failed' },
    ]);
    isBroken = false;
    await sleep(1_500);
    expect(lines.slice(1)).toEqual([{ event: 'health', part: 'disk', state: 'well' }]);
  });
});
