import { describe, expect, it } from '@jest/globals';
import { tarEntries } from './tar-entries.js';

function tar(path: string, content: string, kind = '0', mode = '0000755'): Uint8Array {
  const header = Buffer.alloc(512);
  header.write(path, 0);
  header.write(mode, 100);
  header.write(content.length.toString(8).padStart(11, '0'), 124);
  header.write(kind, 156);
  const body = Buffer.alloc(Math.ceil(content.length / 512) * 512);
  body.write(content);
  return Buffer.concat([header, body]);
}

const end = Buffer.alloc(1024);

describe('a tar archive', () => {
  it('gives its files with their bytes and whether they run', () => {
    const archive = Buffer.concat([
      tar('lib/', '', '5'),
      tar('lib/a.so', 'x'.repeat(600)),
      tar('b', 'yy', '0', '0000644'),
      end,
    ]);
    const entries = tarEntries(archive).map(({ path, executable, bytes }) => [path, executable, bytes.length]);
    expect(entries).toEqual([
      ['lib/a.so', true, 600],
      ['b', false, 2],
    ]);
  });

  it.each([
    ['a way out of its folder', tar('../x', 'a')],
    ['an absolute path', tar('/etc/x', 'a')],
    ['a link', tar('x', '', '2')],
  ])('is refused with %s', (_, archive) => {
    expect(() => tarEntries(Buffer.concat([archive, end]))).toThrow(RangeError);
  });
});
