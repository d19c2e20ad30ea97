// Completes package-lock.json after a change of dependencies. Many tools bring one optional package per platform; a registry
// that lacks some of them makes npm leave those out of the lock, and then `npm ci` refuses the lock everywhere. An entry with the
// version and platform is enough: on its own platform npm fetches exactly that version, elsewhere it is skipped.
import fs from 'node:fs';
import { at } from './lib/project.mjs';

const systems = {
  android: 'android',
  darwin: 'darwin',
  freebsd: 'freebsd',
  linux: 'linux',
  openharmony: 'openharmony',
  win32: 'win32',
  wasm32: undefined,
};
const processors = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 's390x', 'riscv64', 'loong64', 'wasm32'];
const libraries = { gnu: 'glibc', musl: 'musl' };

const file = process.argv[2] ?? at('package-lock.json');
const lock = JSON.parse(fs.readFileSync(file, 'utf8'));
const packages = lock.packages;
for (const [, entry] of Object.entries(packages))
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {}))
    if (packages[`node_modules/${name}`] === undefined) add(name, version, entry.dev);
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);

function add(name, version, dev) {
  const words = name.replace(/^@[^/]+\//, '').split('-');
  const os = words.find((word) => word in systems);
  const cpu = processors.find((processor) => words.includes(processor));
  if (os === undefined || cpu === undefined || !/^\d/.test(version)) {
    process.stderr.write(`left out: ${name}@${version}\n`);
    return;
  }
  const library = os === 'linux' ? libraries[words.at(-1)] : undefined;
  packages[`node_modules/${name}`] = {
    version,
    cpu: [cpu],
    ...(dev ? { dev: true } : {}),
    ...(library === undefined ? {} : { libc: [library] }),
    optional: true,
    ...(systems[os] === undefined ? {} : { os: [systems[os]] }),
  };
  process.stdout.write(`added: ${name}@${version}\n`);
}
