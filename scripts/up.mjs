import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { node26 } from './lib/node26.mjs';
import { at, script } from './lib/project.mjs';
import { run } from './lib/run.mjs';

// A first look on one machine: one person may approve what they wrote, and every report says so.
if (!process.env.DATABASE_URL && process.env.NODE_ENV !== 'production') process.env.REDRESS_SOLO ??= '1';

await script(async (args) => {
  await ensureInstalled();
  await ensureBuilt();
  return run(node26(), [at('dist/src/cli/main.js'), 'up', ...args]);
});
