// npm test [-- JEST ARGUMENTS]: installs what is missing, builds what changed, runs every test, tells what took how long.
import fs from 'node:fs';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { jest } from './lib/jest.mjs';
import { at, root, script, tell } from './lib/project.mjs';
import { countResults, readResults, suiteTimes } from './lib/results.mjs';
import { run } from './lib/run.mjs';

const resultsFile = at('.redress/test-results.json');
/** Anything else was skipped. */
const marks = { passed: '✓', failed: '✗' };

await script(async (args) => {
  fs.rmSync(resultsFile, { force: true });
  await ensureInstalled();
  await ensureBuilt();
  const isLong = args.includes('--long');
  const own = ['--reporters=default', '--json', `--outputFile=${resultsFile}`];
  const given = args.filter((arg) => arg !== '--long');
  const { program, args: all, env } = jest([...own, ...given], isLong ? { REDRESS_LONG: '1' } : {});
  // Jest writes the JSON to the file alone; its report goes to standard error.
  const code = await run(program, all, { env });
  return summarise(code);
});

function summarise(code) {
  const results = readResults(resultsFile);
  tell({ en: '\nTime per suite:', zh: '\n各测试文件用时：' });
  for (const { name, seconds, status } of suiteTimes(results, root))
    process.stderr.write(`${seconds.toFixed(1).padStart(7)} s  ${marks[status] ?? '-'} ${name}\n`);
  const { passed, failed } = countResults(results, code);
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}
