import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { childEnvironment } from '../../../src/config.js';
import { projectFolder } from '../../../src/project.js';

export interface WorkerProcess {
  readonly url: string;
  readonly child: ChildProcessWithoutNullStreams;
  /** Lines of its log that tell of trouble. */
  readonly troubles: readonly string[];
  /** As a power cut would. */
  kill(): Promise<void>;
  /** As a service manager would; gives its exit code. */
  stop(): Promise<number | null>;
}

export interface WorkerOptions {
  readonly clockFile: string;
  /** How far its own clock is wrong, in milliseconds. */
  readonly skew?: number;
  readonly env: Readonly<Record<string, string>>;
}

const here = join(projectFolder, 'test/faults/support');

/** Starts a process of the service; resolves when it is ready. Rejects where it refuses to start. */
export async function startWorker({ clockFile, skew = 0, env }: WorkerOptions): Promise<WorkerProcess> {
  const hooks = join(here, 'transpiled-hooks.mjs');
  const args = ['--no-warnings', '--import', hooks, join(here, 'worker.ts'), clockFile, String(skew)];
  const child = spawn(process.execPath, args, { env: childEnvironment({ NODE_OPTIONS: '', PORT: '0', ...env }) });
  const ended = once(child, 'close') as Promise<[number | null, string | null]>; // what `close` tells
  const troubles: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (!line.startsWith('{') || /"level":"(warn|error)"/.test(line)) troubles.push(line);
  });
  const first = createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  const said = await Promise.race([first, ended.then(() => undefined)]);
  const { url, codes } = JSON.parse(said?.value ?? '{}') as { url?: string; codes?: readonly string[] };
  if (url === undefined) throw new Error(`no worker: ${codes?.join(', ') ?? ''}\n${troubles.slice(-20).join('\n')}`);
  return {
    url,
    child,
    troubles,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      child.kill('SIGTERM');
      return (await ended)[0];
    },
  };
}
