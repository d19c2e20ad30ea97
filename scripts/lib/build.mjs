import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { alone } from './lock.mjs';
import { node26 } from './node26.mjs';
import { at, Refusal, tell } from './project.mjs';
import { run } from './run.mjs';

const dist = at('dist');
const stampFile = path.join(dist, '.stamp.json');
const inputs = ['src', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];
const isCode = (file) => /\.tsx?$/.test(file);

/** Builds `dist/` when a source has changed since; says so only then. */
export async function ensureBuilt() {
  if (isFresh()) return;
  await alone('build', build);
}

async function build() {
  if (isFresh()) return;
  tell({ en: 'Building …', zh: '正在构建……' });
  const start = performance.now();
  const stamp = { glance: glance(), digest: digest() };
  const fresh = at('.redress', `build-${process.pid}`);
  try {
    const compiler = at('node_modules/typescript/bin/tsc');
    if ((await run(node26(), [compiler, '-p', at('tsconfig.build.json'), '--outDir', fresh])) !== 0)
      throw new Refusal({
        en: 'The build failed: see the messages of the compiler above.',
        zh: '构建失败，请查看上方编译器的提示。',
      });
    copyAssets(path.join(fresh, 'src'));
    await refuseOpenRoutes(path.join(fresh, 'src'));
    fs.writeFileSync(path.join(fresh, '.stamp.json'), JSON.stringify(stamp));
    replaceWith(fresh);
  } finally {
    fs.rmSync(fresh, { recursive: true, force: true });
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  tell({ en: `Built in ${seconds} s.`, zh: `构建完成，用时 ${seconds} 秒。` });
}

/** Ends the build where a route does not say who may use it, or declares too little else. */
export async function refuseOpenRoutes(folder) {
  if ((await run(node26(), [at('scripts/lib/check-routes.mjs'), folder])) === 0) return;
  throw new Refusal({
    en: 'The build failed: see the routes above, and docs/recipes/add-a-route.md.',
    zh: '构建失败：请查看上方所列接口及 docs/recipes/add-a-route.md。',
  });
}

/** Templates, styles and other files that are read at run time keep their place beside the code. */
function copyAssets(target) {
  fs.cpSync(at('src'), target, {
    recursive: true,
    filter: (source) => fs.statSync(source).isDirectory() || !isCode(source),
  });
}

/** Two renames, so that nobody ever meets half a build. */
function replaceWith(fresh) {
  const old = at('.redress', `old-${process.pid}`);
  if (fs.existsSync(dist)) fs.renameSync(dist, old);
  fs.renameSync(fresh, dist);
  fs.rmSync(old, { recursive: true, force: true });
}

function isFresh() {
  if (!fs.existsSync(stampFile)) return false;
  const stamp = JSON.parse(fs.readFileSync(stampFile, 'utf8'));
  if (stamp.glance === glance()) return true;
  // Touched, but not changed: a checkout writes new times. Where we may not write, we only look longer next time.
  if (stamp.digest !== digest()) return false;
  try {
    fs.writeFileSync(stampFile, JSON.stringify({ ...stamp, glance: glance() }));
  } catch (error) {
    if (!['EACCES', 'EROFS', 'EPERM'].includes(error.code)) throw error;
  }
  return true;
}

/** Names, sizes and times of the sources: quick to compare. */
function glance() {
  return hash(
    sources().map(({ name, file }) => {
      const { size, mtimeMs } = fs.statSync(file);
      return `${name} ${size} ${mtimeMs}`;
    }),
  );
}

function digest() {
  return hash(sources().flatMap(({ name, file }) => [name, fs.readFileSync(file)]));
}

function hash(parts) {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part).update('\0');
  return sum.digest('hex');
}

function sources() {
  return inputs
    .flatMap((name) => walk(name))
    .filter(({ name }) => !name.endsWith('.spec.ts'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function walk(name) {
  const file = at(name);
  if (!fs.statSync(file).isDirectory()) return [{ name, file }];
  return fs.readdirSync(file).flatMap((entry) => walk(`${name}/${entry}`));
}
