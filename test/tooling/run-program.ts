import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { childEnvironment } from '../../src/config.js';
import { projectFolder } from '../../src/project.js';

export interface Ran {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, with an English locale unless told otherwise. */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string | undefined>> } = {},
): Promise<Ran> {
  const child = spawn(program, args, {
    cwd: options.cwd ?? projectFolder,
    env: childEnvironment({ LC_ALL: 'C', NODE_OPTIONS: '', ...options.env }),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A program that hangs must not hang the tests with it.
    timeout: 120_000,
    killSignal: 'SIGKILL',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  await once(child, 'close');
  return { code: child.exitCode, signal: child.signalCode, stdout, stderr };
}

/** Runs `redress` as its users do: builds first when a source has changed. */
export function redress(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return runProgram(process.execPath, [join(projectFolder, 'bin/redress.mjs'), ...args], { env });
}

/** Runs the built command line itself, twice as fast; something must have built it before. */
export function builtRedress(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return runProgram(process.execPath, [join(projectFolder, 'dist/src/cli/main.js'), ...args], { env });
}

/** Runs a script of the project with the Node.js of the tests. */
export function script(
  name: string,
  args: readonly string[] = [],
  options: Parameters<typeof runProgram>[2] = {},
): Promise<Ran> {
  return runProgram(process.execPath, [join(projectFolder, 'scripts', name), ...args], options);
}
