import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { ClockKeeper } from '../../src/clock.keeper.js';
import { now, replaceClock } from '../../src/clock.js';
import { FrameworkLogger } from '../../src/http/json.logger.js';
import type { LogLine } from '../../src/http/log-line.js';
import { projectFolder } from '../../src/project.js';
import { testDatabase, type TestDatabase } from './support/test-database.js';

let test: TestDatabase;
let keeper: ClockKeeper;
let restore = (): void => undefined;
const lines: LogLine[] = [];

beforeAll(async () => {
  test = await testDatabase();
});
afterEach(async () => {
  await keeper.onModuleDestroy();
  restore();
  Logger.overrideLogger(false);
});
afterAll(() => test.close());

const minutes = 60_000;

/** A machine whose clock is off by so much, from the time of the database. */
async function machine(off: () => number, steady = () => performance.now()): Promise<void> {
  lines.length = 0;
  Logger.overrideLogger(new FrameworkLogger((line) => lines.push(line), false));
  restore = replaceClock(() => Date.now() + off());
  keeper = new ClockKeeper(test.database);
  await keeper.start({ reference: () => Promise.resolve(Date.now()), steady });
}

describe('one clock for all workers', () => {
  it.each([5 * minutes, -5 * minutes])(
    'a machine that is off by %d ms goes by the right time, and says so',
    async (off) => {
      await machine(() => off);
      expect(Math.abs(now() - Date.now())).toBeLessThan(1_000);
      expect(lines).toMatchObject([{ level: 'warn', context: 'Clock' }]);
    },
  );

  it('the time of the database is the right one', async () => {
    restore = replaceClock(() => Date.now() + 5 * minutes);
    Logger.overrideLogger(false);
    keeper = new ClockKeeper(test.database);
    await keeper.start();
    const [row] = await test.owner.query<{ at: Date }>('at', 'select clock_timestamp() as at');
    expect(Math.abs(now() - (row?.at.getTime() ?? 0))).toBeLessThan(1_000);
  });

  it('a clock that somebody sets forward or back is noticed at once, and moves nothing', async () => {
    let off = 0;
    await machine(() => off);
    expect(lines).toEqual([]);
    for (const jump of [365 * 24 * 60 * minutes, -30 * minutes]) {
      off = jump;
      keeper.check();
      expect(Math.abs(now() - Date.now())).toBeLessThan(1_000);
    }
    expect(lines.map(({ level }) => level)).toEqual(['warn', 'warn']);
  });

  it('keeps to the last correction while the reference cannot be reached', async () => {
    let isThere = true;
    restore = replaceClock(() => Date.now() + 5 * minutes);
    Logger.overrideLogger(false);
    keeper = new ClockKeeper(test.database);
    const reference = () => (isThere ? Promise.resolve(Date.now()) : Promise.reject(new Error('gone')));
    await keeper.start({ reference });
    isThere = false;
    await keeper.measure();
    expect(Math.abs(now() - Date.now())).toBeLessThan(1_000);
  });
});

it('nothing in the product sets the time: `replaceClock` is called by tests alone', async () => {
  const source = join(projectFolder, 'src');
  const files = (await readdir(source, { recursive: true })).filter(
    (file) => file.endsWith('.ts') && file !== 'clock.ts',
  );
  expect(files.length).toBeGreaterThan(500);
  const named = await Promise.all(
    files.map(async (file) => ((await readFile(join(source, file), 'utf8')).includes('replaceClock') ? [file] : [])),
  );
  expect(named.flat()).toEqual([]);
});
