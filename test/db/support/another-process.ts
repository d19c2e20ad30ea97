import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { childEnvironment } from '../../../src/config.js';
import { projectFolder } from '../../../src/project.js';

/** What a process that opens a database says about it. */
export interface Said {
  readonly folder?: string;
  readonly startedAt?: string;
  /** Of the refusal, instead of the others. */
  readonly codes?: readonly string[];
}

/** Another process that uses the database of a data folder. */
export interface OtherProcess {
  readonly child: ChildProcessWithoutNullStreams;
  /** Its next line. */
  said(): Promise<Said>;
  /** Ends it as it should end. */
  close(): Promise<void>;
  /** Ends it as it should not. */
  end(how: 'SIGKILL' | 'exit'): Promise<void>;
}

/** Starts a process that opens the database of this data folder (with this cache and these programs), as this user if one is given. */
export function anotherProcess(
  folders: readonly [data: string, cache: string, bin: string],
  { uid, env = {} }: { uid?: number; env?: Record<string, string> } = {},
): OtherProcess {
  const here = join(projectFolder, 'test/db/support');
  const args = [
    '--no-warnings',
    '--import',
    join(here, 'source-hooks.mjs'),
    join(here, 'opening-process.ts'),
    ...folders,
  ];
  const child = spawn(process.execPath, args, {
    ...(uid === undefined ? {} : { uid, gid: uid }),
    env: childEnvironment({ NODE_OPTIONS: '', ...env }),
  });
  child.stderr.pipe(process.stderr);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = once(child, 'close');
  return {
    child,
    async said() {
      const { value, done } = await lines.next();
      if (done === true) throw new Error('the process ended without a word');
      return JSON.parse(value) as Said;
    },
    async close() {
      child.stdin.end();
      await ended;
    },
    async end(how) {
      if (how === 'SIGKILL') child.kill('SIGKILL');
      else child.stdin.write('exit\n');
      await ended;
    },
  };
}
