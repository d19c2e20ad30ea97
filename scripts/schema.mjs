// node scripts/schema.mjs: draws docs/schema.md from a fresh database; test/db/schema.spec.ts tells when it is out of step.
import { ensureInstalled } from './lib/install.mjs';
import { node26 } from './lib/node26.mjs';
import { at, script } from './lib/project.mjs';
import { run } from './lib/run.mjs';

await script(async () => {
  await ensureInstalled();
  const hooks = ['--no-warnings', '--import', at('test/db/support/source-hooks.mjs')];
  return run(node26(), [...hooks, at('test/support/draw-schema.ts')]);
});
