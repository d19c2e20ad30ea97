import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { confirmationLasts } from '../../src/authority/authority.js';
import { readServerConfig, readUploadLimit } from '../../src/config.js';
import { limits as guessing } from '../../src/modules/identity/attempts.js';
import { presentCost } from '../../src/modules/identity/password-hash.js';
import { passwordLength } from '../../src/modules/identity/password-rules.js';
import { recoveryCodes } from '../../src/modules/identity/recovery-code.js';
import { sessionTimes } from '../../src/modules/identity/session-times.js';
import { destinationShapes } from '../../src/outgoing/destination-shapes.js';
import { projectFolder } from '../../src/project.js';
import { runProgram, script } from './run-program.js';

const minute = 60_000;

describe('docs/security.md', () => {
  let page = '';
  const code = new Map<string, string>();
  beforeAll(async () => {
    page = await readFile(join(projectFolder, 'docs/security.md'), 'utf8');
    for await (const file of glob('src/**/*.ts', { cwd: projectFolder }))
      if (!file.endsWith('.spec.ts')) code.set(file, await readFile(join(projectFolder, file), 'utf8'));
  });

  /** What the second cell of a row says. */
  const cell = (label: string): string | undefined =>
    page
      .split('\n')
      .map((line) => line.split('|').map((part) => part.trim()))
      .find(([, first]) => first === label)?.[2];
  /** A number that a file keeps to itself. */
  const inCode = (file: string, pattern: RegExp): number =>
    Number(pattern.exec(code.get(file) ?? '')?.[1]?.replaceAll('_', '') ?? Number.NaN);
  const section = (title: string): string => page.split(`### ${title}\n`)[1]?.split(/\n##/)[0] ?? '';

  it('tells the times of sessions as the code has them', () => {
    const { idle, whole, code: waiting } = sessionTimes;
    const days = inCode('src/modules/identity/tokens.service.ts', /longestDays = ([\d_]+)/);
    expect(cell('a session that is not used ends after')).toBe(`${idle / minute} minutes`);
    expect(cell('a session ends in any case after')).toBe(`${whole / minute / 60} hours`);
    expect(cell('a sign-in waits for the code of the second factor for')).toBe(`${waiting / minute} minutes`);
    expect(cell('a password or code that was shown again counts for')).toBe(`${confirmationLasts / minute} minutes`);
    expect(cell('a token runs out after, at most')).toBe(`${days} days`);
  });

  it('tells what a password may be as the code has it', () => {
    const { least, most } = passwordLength;
    const { memory, passes, parallelism } = presentCost;
    const cost = `argon2id, ${memory / 1_024} MiB, ${passes} passes, ${parallelism} lane`;
    expect([cell('a password has'), cell('it is hashed by')]).toEqual([`${least} to ${most} characters`, cost]);
    expect(cell('recovery codes')).toBe(String(recoveryCodes));
    for (const way of ['a name with a password', 'second factor', 'a provider', 'a token', 'a link', 'npm run up'])
      expect(section('Passwords, and guessing')).toContain(way);
  });

  it('tells how guessing is slowed as the code does it', () => {
    const rows = {
      'wrong tries of a name from one address before one waits': 'name-and-address',
      'wrong tries from one address, whatever the names': 'address',
      'wrong tries of one name, from anywhere': 'name',
      'wrong tries of a device that signed in before': 'device',
    } as const;
    for (const [label, kind] of Object.entries(rows)) expect(cell(label)).toBe(String(guessing[kind].free));
    const longest = inCode('src/modules/identity/attempts.ts', /longestWait = (\d+) \* minute/);
    expect(cell('one waits at most')).toBe(`${longest} minutes`);
  });

  it('tells the limits that the code has', () => {
    const { limits } = readServerConfig({});
    expect(cell('requests of an account in a minute (`REDRESS_RATE_LIMIT`)')).toBe(String(limits.account));
    expect(cell('requests of an address that shows nobody in a minute')).toBe(String(limits.address));
    expect(cell('a file that is uploaded (`REDRESS_UPLOAD_LIMIT`)')).toBe(`${readUploadLimit({})} bytes`);
    const bytes = (label: string, file: string, pattern: RegExp): void =>
      expect(cell(label)).toBe(`${inCode(file, pattern)} bytes`);
    bytes('a body of JSON', 'src/http/body.reader.ts', /longestBody = ([\d_]+)/);
    bytes('an address', 'src/http/front-door.ts', /longestAddress = ([\d_]+)/);
    bytes('an answer from a destination', 'src/outgoing/outgoing.door.ts', /bytes: ([\d_]+)/);
    const seconds = inCode('src/outgoing/outgoing.door.ts', /milliseconds: ([\d_]+)/) / 1_000;
    expect(cell('everything of a request to a destination')).toBe(`${seconds} seconds`);
  });

  it('lists the algorithms that the code has', () => {
    const text = [...code.values()].join('\n');
    const used = [
      ...text.matchAll(/\b(?:createHash|createHmac|hash|hkdfSync|createCipheriv|argon2)\(\s*'([\w-]+)'/g),
      ...text.matchAll(/= '(aes-[\w-]+)'/g),
    ].map(([, name = '']) => name);
    const listed = section('Algorithms and keys');
    expect(used.length).toBeGreaterThan(10);
    expect([...new Set(used)].filter((name) => !listed.includes(name))).toEqual([]);
    const weak = /'(md5|sha1|aes-\d+-(?:ecb|cbc)|des-[\w-]*|rc4)'/gi;
    expect([...text.matchAll(weak)].map(([, name]) => name)).toEqual([]);
    for (const other of ['node:crypto', 'otplib', 'src/random.ts', 'REDRESS_SECRET_KEY_FILE'])
      expect(listed).toContain(other);
  });

  it('names every level of data', () => {
    const levels = section('Data')
      .split('\n')
      .map((line) => line.split('|')[1]?.trim());
    expect(levels).toEqual(expect.arrayContaining(['secret', 'personal', 'internal', 'open']));
  });

  it('tells what a line of the log holds', () => {
    const told = new Set([...section('The log').matchAll(/`([a-z]+)`/g)].map(([, name]) => name));
    const line = /return \{\s+event: 'request',([\s\S]*?)\n {2}\};/.exec(
      code.get('src/http/front-door.middleware.ts') ?? '',
    )?.[1];
    const held = [...(line ?? '').matchAll(/(?:^\s+|\{ )([a-z]+)(?=[:,] ?|: true| \})/gm)].map(([, name]) => name);
    expect(held.length).toBeGreaterThan(7);
    expect(held.filter((name) => !told.has(name))).toEqual([]);
  });

  it('tells where connections go', () => {
    for (const kind of Object.keys(destinationShapes)) expect(section('Connections out')).toMatch(`\n| ${kind} |`);
    for (const word of ['destinations.yaml', 'REDRESS_DESTINATIONS', 'allow-private', 'redirect'])
      expect(section('Connections out')).toContain(word);
  });

  it('says when faults of packages are mended', () => {
    expect(section('Packages')).toMatch(/\*critical\* or \*high\* [\s\S]*within 7 days; \*moderate\* within 30 days/);
  });

  it('is in order by its own check', async () => {
    const { code: exit, stderr } = await script('check-security.mjs');
    expect([exit, stderr]).toEqual([0, expect.stringContaining('docs/security.md')]);
  });
});

describe('the check of the page', () => {
  const line = (number: string, level: string, stands: string): string => `| ${number} | ${level} | x | ${stands} |`;
  const sums = (all: number, na = 0, open = 0): string =>
    `Of ${all} lines ${all - na - open} name tests, ${na} do not apply, ${open} are open.`;
  const standard = '# licence\n1.1.1 2\n1.1.2 1\n';
  const file = `describe('a', () => { it('works', () => {}); it.each([\n1])(\n 'of %s', () => {}); it('isn\\'t', f) });`;

  async function faults(page: string): Promise<readonly string[]> {
    const url = pathToFileURL(join(projectFolder, 'scripts/lib/security-page.mjs')).href;
    const source = `import { securityFaults } from ${JSON.stringify(url)};
      const read = (name) => (name === 'a.spec.ts' ? ${JSON.stringify(file)} : undefined);
      process.stdout.write(JSON.stringify(securityFaults(${JSON.stringify(page)}, ${JSON.stringify(standard)}, read)));`;
    const { stdout } = await runProgram(process.execPath, ['--input-type=module', '-e', source]);
    return JSON.parse(stdout) as readonly string[];
  }

  it.each([
    { second: '`a.spec.ts` › works', found: [] },
    { second: '`a.spec.ts` › of %s<br>`a.spec.ts` › a', found: [] },
    { second: "`a.spec.ts` › isn't", found: [] },
    { second: '`a.spec.ts` › work', found: ['1.1.2 names a test that is not in a.spec.ts: work'] },
    { second: '`b.spec.ts` › works', found: ['1.1.2 names a file that is not there: b.spec.ts'] },
    { second: 'it is fine', found: ['1.1.2 names no test, no reason and nothing open: it is fine'] },
    { second: 'open', found: expect.arrayContaining(['1.1.2 names no test, no reason and nothing open: open']) },
  ])('of "$second" finds what is wrong', async ({ second, found }) => {
    const page = [line('1.1.1', '2', '`a.spec.ts` › works'), line('1.1.2', '1', second), sums(2)].join('\n');
    expect(await faults(page)).toEqual(found);
  });

  it('finds what is missing, there twice, foreign, of another level, and wrong sums', async () => {
    const one = line('1.1.1', '1', 'open: later');
    expect(await faults([one, one, line('9.9.9', '1', 'not applicable: no'), sums(2)].join('\n'))).toEqual([
      '1.1.2 is missing',
      '1.1.1 is there twice',
      "9.9.9 is none of the standard's",
      '1.1.1 has another level',
      '1.1.1 has another level',
      'the page does not say: Of 3 lines 0 name tests, 1 do not apply, 2 are open.',
    ]);
  });
});
