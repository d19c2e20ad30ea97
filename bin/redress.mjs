#!/usr/bin/env node
import { ensureBuilt } from '../scripts/lib/build.mjs';
import { ensureInstalled } from '../scripts/lib/install.mjs';
import { node26 } from '../scripts/lib/node26.mjs';
import { at, script } from '../scripts/lib/project.mjs';
import { run } from '../scripts/lib/run.mjs';

await script(async (args) => {
  await ensureInstalled();
  await ensureBuilt();
  return run(node26(), [at('dist/src/cli/main.js'), ...args], { cwd: process.cwd() });
});
