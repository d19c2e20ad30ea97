import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { RedressError } from '../errors.js';
import { askHidden } from './hidden.reader.js';

function terminal(isTTY = true) {
  const input = Object.assign(new PassThrough(), { isTTY });
  const output = new PassThrough();
  let shown = '';
  output.setEncoding('utf8').on('data', (text: string) => (shown += text));
  return { input, output, shown: () => shown };
}

describe('asking for a secret', () => {
  it('shows the question and nothing of what is typed, not even its length', async () => {
    const { input, output, shown } = terminal();
    const asked = askHidden('Password of li.wei: ', { input, output });
    for (const key of [...'maplex', '\u007f', ...' orbit 密码', '\r']) input.write(key);
    expect(await asked).toBe('maple orbit 密码');
    expect(shown()).toBe('Password of li.wei: \n');
  });

  it('asks twice on one terminal', async () => {
    const { input, output } = terminal();
    const first = askHidden('one: ', { input, output });
    input.write('first\r');
    expect(await first).toBe('first');
    const second = askHidden('two: ', { input, output });
    input.write('second\r');
    expect(await second).toBe('second');
  });

  it('is refused where there is no terminal, and where it is closed before a line came', async () => {
    await expect(askHidden('?', terminal(false))).rejects.toThrow(RedressError);
    const { input, output } = terminal();
    const asked = askHidden('?', { input, output });
    input.end();
    await expect(asked).rejects.toThrow('acting.no_terminal');
  });
});
