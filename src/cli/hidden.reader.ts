import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { RedressError } from '../errors.js';
import { actingFault } from './acting-errors.js';

interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
}

const terminal: Terminal = { input: process.stdin, output: process.stderr };

/**
 * Asks for a secret on the terminal: what is typed is not shown. Refuses where the input is no terminal, and one that ends before a line
 * came; Ctrl-C interrupts the command as ever.
 */
export async function askHidden(question: string, { input, output }: Terminal = terminal): Promise<string> {
  if (input.isTTY !== true) throw new RedressError([actingFault('acting.no_terminal')]);
  output.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: nowhere, terminal: true, historySize: 0 });
  lines.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const ended = new AbortController();
  lines.once('close', () => ended.abort());
  try {
    const [line] = (await once(lines, 'line', { signal: ended.signal })) as [string]; // what the event brings
    return line;
  } catch (error) {
    if (!ended.signal.aborted) throw error;
    throw new RedressError([actingFault('acting.no_terminal')], { cause: error });
  } finally {
    lines.close();
    output.write('\n');
  }
}
