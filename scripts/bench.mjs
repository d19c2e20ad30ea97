// npm run bench [-- NAME …]: measures on this machine. The files in test/bench say what each takes, and how it is asked for more.
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { node26 } from './lib/node26.mjs';
import { at, Refusal, script } from './lib/project.mjs';
import { run } from './lib/run.mjs';

const benches = {
  judgements: [at('test/bench/judgements.mjs')],
  commit: ['--import', at('test/db/support/source-hooks.mjs'), at('test/bench/commit.bench.ts')],
  imports: [at('test/bench/imports.mjs')],
};

await script(async (names) => {
  const all = Object.keys(benches);
  const unknown = names.filter((name) => !all.includes(name));
  if (unknown.length > 0)
    throw new Refusal({
      en: `There is no bench "${unknown.join(', ')}"; there are: ${all.join(', ')}.`,
      zh: `没有名为“${unknown.join('、')}”的测量；可用：${all.join('、')}。`,
    });
  await ensureInstalled();
  await ensureBuilt();
  // One after the other: they would take the processor from each other.
  let failed = 0;
  for (const name of names.length > 0 ? names : all) failed ||= await run(node26(), benches[name]);
  return failed;
});
