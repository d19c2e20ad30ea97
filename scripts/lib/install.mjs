import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { alone } from './lock.mjs';
import { ownNode } from './node26.mjs';
import { Refusal, root, tell } from './project.mjs';
import { run } from './run.mjs';

/** Installs what is missing, exactly as locked. Without network, lock or output when everything is in place. */
export async function ensureInstalled(folder = root) {
  if (isMarked(folder)) return;
  await alone('install', () => install(folder), path.join(folder, '.redress'));
}

async function install(folder) {
  if (isMarked(folder)) return;
  if (!isInPlace(folder)) {
    tell({ en: 'Installing packages (once; a few minutes at most) …', zh: '正在安装依赖包（仅需一次，最多几分钟）……' });
    const start = performance.now();
    await installWithNpm(folder);
    const seconds = ((performance.now() - start) / 1000).toFixed(0);
    tell({ en: `Packages installed in ${seconds} s.`, zh: `依赖包已安装，用时 ${seconds} 秒。` });
  }
  fs.writeFileSync(marker(folder), lockDigest(folder));
}

async function installWithNpm(folder) {
  // Nothing here needs an install script; development packages build and test, the optional ones bring Node.js.
  const flags = [
    '--include=dev',
    '--include=optional',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    '--loglevel=error',
  ];
  const npm = (command) => run(...npmCommand([command, ...flags]), { cwd: folder });
  if ((await npm('ci')) === 0) return;
  tell({
    en: '"npm ci" failed: trying "npm install", which may choose newer versions than those that were tested.',
    zh: '“npm ci”失败，改用“npm install”；所装版本可能比测试过的版本新。',
  });
  if ((await npm('install')) === 0) return;
  throw new Refusal({
    en: 'The packages could not be installed: see the messages of npm above. Check the network, the registry (npm config get registry) and the free disk space, then run this again.',
    zh: '依赖包安装失败，请查看上方 npm 的提示。请检查网络、软件源（npm config get registry）和磁盘空间，然后重试。',
  });
}

/** The npm that started us, run by the Node.js that runs it; otherwise the one on the path. Program first, then its arguments. */
export function npmCommand(args, env = process.env) {
  const cli = (env.npm_execpath ?? '').replace(/npx-cli\.js$/, 'npm-cli.js');
  if (cli.endsWith('npm-cli.js') && fs.existsSync(cli))
    return [env.npm_node_execpath ?? process.execPath, [cli, ...args]];
  // On Windows npm is a batch file, which only a shell can start.
  return process.platform === 'win32' ? ['cmd.exe', ['/d', '/s', '/c', 'npm', ...args]] : ['npm', args];
}

function marker(folder) {
  return path.join(folder, 'node_modules/.redress-installed');
}

function lockDigest(folder) {
  return createHash('sha256')
    .update(fs.readFileSync(path.join(folder, 'package-lock.json')))
    .digest('hex');
}

function isMarked(folder) {
  return read(marker(folder)) === lockDigest(folder) && hasNode(folder);
}

/** Whether someone else ran npm here already: npm's own record names every package of the lock in its version. */
export function isInPlace(folder) {
  const record = read(path.join(folder, 'node_modules/.package-lock.json'));
  if (record === undefined || !hasNode(folder)) return false;
  const there = JSON.parse(record).packages ?? {};
  const wanted = JSON.parse(fs.readFileSync(path.join(folder, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(
    ([name, entry]) =>
      name === '' || entry.optional || entry.devOptional || entry.link || there[name]?.version === entry.version,
  );
}

function hasNode(folder) {
  return ownNode(path.join(folder, 'node_modules')) !== undefined || Number.parseInt(process.versions.node, 10) >= 26;
}

function read(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
}
