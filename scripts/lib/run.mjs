import { spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { root } from './project.mjs';

const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Runs a program on our own terminal, hands signals to it, and gives its exit code (128 + n when signal n ended it). */
export async function run(program, args, options = {}) {
  const child = spawn(program, args, { stdio: 'inherit', cwd: root, ...options });
  // The terminal sends SIGINT to the whole group; passing it on again would interrupt the child's own clean-up.
  const handlers = passedOn.map((signal) => [
    signal,
    () => (signal === 'SIGINT' && process.stdin.isTTY ? 0 : child.kill(signal)),
  ]);
  for (const [signal, handler] of handlers) process.on(signal, handler);
  try {
    const [code, signal] = await once(child, 'close');
    return code ?? 128 + (os.constants.signals[signal] ?? 0);
  } finally {
    for (const [signal, handler] of handlers) process.off(signal, handler);
  }
}

/** Runs a program silently; gives its exit code, everything it wrote, and the seconds it took. */
export async function capture(program, args, options = {}) {
  const start = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: root, ...options });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const [code] = await once(child, 'close');
  return { code: code ?? 1, output, seconds: (performance.now() - start) / 1000 };
}
