import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { childEnvironment } from '../../src/config.js';
import { projectFolder } from '../../src/project.js';
import { runProgram, type Ran } from './run-program.js';

const results = '.redress/test-results.json';

describe('.ci/run', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-ci-'));
    for (const part of ['.ci', 'scripts']) await cp(join(projectFolder, part), join(folder, part), { recursive: true });
    await mkdir(join(folder, '.redress'));
    await onPostgres15('');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Stands in for the second run, of the database tests on PostgreSQL 15. */
  async function onPostgres15(code: string): Promise<void> {
    const head = `import fs from 'node:fs';\nconst results = process.argv[2];\n`;
    await writeFile(join(folder, 'scripts/test-postgres-15.mjs'), head + code);
  }

  /** Runs it with an `npm` that does this. */
  async function runWith(npm: string): Promise<Ran> {
    const bin = join(folder, 'bin');
    await mkdir(bin);
    await writeFile(join(bin, 'npm'), `#!/bin/sh\n${npm}\n`);
    await chmod(join(bin, 'npm'), 0o755);
    const path = childEnvironment()['PATH'] ?? '';
    return runProgram(join(folder, '.ci/run'), [], { cwd: tmpdir(), env: { PATH: `${bin}${delimiter}${path}` } });
  }

  const json = (counts: object): string => `printf '%s' '${JSON.stringify(counts)}' > ${results}`;
  const good = { numPassedTests: 12, numFailedTests: 0, numRuntimeErrorTestSuites: 0, success: true };

  it.each([
    { what: 'all tests pass', npm: `${json(good)}; echo chatter`, line: '12 passed, 0 failed', code: 0 },
    {
      what: 'tests fail',
      npm: `${json({ ...good, numFailedTests: 2, success: false })}; exit 1`,
      line: '12 passed, 2 failed',
      code: 1,
    },
    {
      what: 'a file of tests cannot start',
      npm: `${json({ ...good, numRuntimeErrorTestSuites: 1, success: false })}; exit 1`,
      line: '12 passed, 1 failed',
      code: 1,
    },
    { what: 'the runner dies', npm: 'kill -9 $$', line: '0 passed, 1 failed', code: 1 },
    { what: 'the runner leaves no results', npm: 'exit 0', line: '0 passed, 1 failed', code: 1 },
    {
      what: 'the results are cut off',
      npm: `echo '{"numPassedTests": 1' > ${results}`,
      line: '0 passed, 1 failed',
      code: 1,
    },
    {
      what: 'the runner fails although no test did',
      npm: `${json(good)}; exit 3`,
      line: '12 passed, 1 failed',
      code: 1,
    },
    { what: 'nothing was run', npm: json({ ...good, numPassedTests: 0 }), line: '0 passed, 1 failed', code: 1 },
  ])('ends with "$line" when $what', async ({ npm, line, code }) => {
    const ran = await runWith(`[ "$*" = test ] || exit 9\n${npm}`);
    expect(ran.stdout.trimEnd().split('\n').at(-1)).toBe(line);
    expect(ran.code).toBe(code);
  });

  const written = (counts: object): string => `fs.writeFileSync(results, '${JSON.stringify(counts)}');`;

  it.each([
    { what: 'passes', second: written({ ...good, numPassedTests: 5 }), line: '17 passed, 0 failed', code: 0 },
    {
      what: 'has a failure',
      second: `${written({ ...good, numPassedTests: 4, numFailedTests: 1, success: false })} process.exitCode = 1;`,
      line: '16 passed, 1 failed',
      code: 1,
    },
    { what: 'dies', second: 'process.exit(1);', line: '12 passed, 1 failed', code: 1 },
    { what: 'is impossible and has said so', second: '', line: '12 passed, 0 failed', code: 0 },
  ])('adds the run on PostgreSQL 15 when it $what', async ({ second, line, code }) => {
    await onPostgres15(second);
    const ran = await runWith(json(good));
    expect(ran.stdout.trimEnd().split('\n').at(-1)).toBe(line);
    expect(ran.code).toBe(code);
  });

  it('does not take the results of an earlier run for its own', async () => {
    await writeFile(join(folder, results), JSON.stringify(good));
    expect((await runWith('exit 0')).stdout).toBe('0 passed, 1 failed\n');
  });
});
