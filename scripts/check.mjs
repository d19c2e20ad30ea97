// npm run check [-- STEP …]: the quality gate. Two steps at a time; each tells its time, a failing one everything it said.
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { jest } from './lib/jest.mjs';
import { node26 } from './lib/node26.mjs';
import { at, Refusal, script, tell } from './lib/project.mjs';
import { capture } from './lib/run.mjs';

const atOnce = 2;

const modules = (file, ...args) => [at('node_modules', file), ...args];
const redress = (...args) => [at('dist/src/cli/main.js'), ...args];

/** Longest first, so that two processors finish together. */
const steps = {
  'unit tests': () => jest([at('src/')]),
  types: () => node(modules('typescript/bin/tsc', '--noEmit', '-p', at('tsconfig.json'))),
  format: () => node(modules('prettier/bin/prettier.cjs', '--check', '--log-level=warn', at())),
  dependencies: () => node(modules('dependency-cruiser/bin/dependency-cruiser.mjs', 'src', 'test')),
  lint: () => node(modules('oxlint/bin/oxlint', '--type-aware', '--deny-warnings', at())),
  'unused code': () => node(modules('knip/bin/knip.js')),
  'policy check': () => node(redress('policy', 'check', 'policies')),
  'policy tests': () => node(redress('policy', 'test', 'policies')),
  'packages known': () => node([at('scripts/audit.mjs')]),
  'security page': () => node([at('scripts/check-security.mjs')]),
  generated: () => node([at('scripts/lib/generated.mjs'), '--check']),
};

await script(async (args) => {
  const unknown = args.filter((name) => !(name in steps));
  if (unknown.length > 0)
    throw new Refusal({
      en: `There is no step "${unknown.join(', ')}"; there are: ${Object.keys(steps).join(', ')}.`,
      zh: `没有名为“${unknown.join('、')}”的步骤；可用：${Object.keys(steps).join('、')}。`,
    });
  await ensureInstalled();
  await ensureBuilt();
  const start = performance.now();
  const failed = await runAll(args.length > 0 ? args : Object.keys(steps));
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  if (failed.length === 0) tell({ en: `All steps passed in ${seconds} s.`, zh: `全部步骤通过，用时 ${seconds} 秒。` });
  else
    tell({ en: `Failed: ${failed.join(', ')} (${seconds} s).`, zh: `未通过：${failed.join('、')}（${seconds} 秒）。` });
  return failed.length === 0 ? 0 : 1;
});

async function runAll(names) {
  const waiting = [...names];
  const failed = [];
  const worker = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift())
      if (!(await passes(name))) failed.push(name);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return failed;
}

async function passes(name) {
  const { program, args, env } = steps[name]();
  const { code, output, seconds } = await capture(program, args, { env });
  process.stdout.write(`${code === 0 ? '✓' : '✗'} ${name} (${seconds.toFixed(1)} s)\n`);
  if (code !== 0) process.stdout.write(`${output.trimEnd()}\n\n`);
  return code === 0;
}

function node(args) {
  return { program: node26(), args, env: process.env };
}
