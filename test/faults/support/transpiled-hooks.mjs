import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

/**
 * Lets Node.js run the sources as they are, decorators too, without a build: by the compiler that the tests use. What was compiled once
 * is kept in the folder of this run, for a process that is killed two hundred times is started as often.
 */
const kept = process.env.REDRESS_TEST_RUN && path.join(process.env.REDRESS_TEST_RUN, 'transpiled');
if (kept) fs.mkdirSync(kept, { recursive: true });
const root = path.join(import.meta.dirname, '../../..');
const options = { ...JSON.parse(fs.readFileSync(path.join(root, '.swcrc'), 'utf8')), swcrc: false };

registerHooks({
  resolve(specifier, context, next) {
    const isOurs = /^\.{1,2}\/.*\.js$/.test(specifier) && !context.parentURL?.includes('/node_modules/');
    if (!isOurs) return next(specifier, context);
    try {
      return next(specifier.replace(/\.js$/, '.ts'), context);
    } catch {
      return next(specifier, context);
    }
  },
  load(url, context, next) {
    if (!url.startsWith('file:') || !url.endsWith('.ts') || url.includes('/node_modules/')) return next(url, context);
    return { format: 'module', source: compiled(fileURLToPath(url)), shortCircuit: true };
  },
});

function compiled(filename) {
  const source = fs.readFileSync(filename, 'utf8');
  if (!kept) return transformSync(source, { ...options, filename }).code;
  const place = path.join(kept, createHash('sha256').update(filename).update('\0').update(source).digest('hex'));
  if (fs.existsSync(place)) return fs.readFileSync(place, 'utf8');
  const { code } = transformSync(source, { ...options, filename });
  fs.writeFileSync(`${place}.${process.pid}`, code);
  fs.renameSync(`${place}.${process.pid}`, place);
  return code;
}
