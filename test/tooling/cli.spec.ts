import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../src/project.js';
import { builtRedress, redress, runProgram } from './run-program.js';

const chinese = /[\u4E00-\u9FFF]/;
const commands = [
  ['due'],
  ['audit'],
  ['policy', 'check'],
  ['policy', 'test'],
  ['accounts'],
  ['accounts', 'add'],
  ['accounts', 'roles'],
  ['accounts', 'token', 'create'],
  ['doctor'],
  ['up'],
];

describe('the redress command', () => {
  beforeAll(async () => {
    expect((await redress(['--version'])).code).toBe(0);
  }, 120_000);

  it('lists every command in its help, in the language of the locale', async () => {
    const english = await builtRedress(['--help']);
    const inChinese = await builtRedress(['--help'], { LC_ALL: '', LC_MESSAGES: '', LANG: 'zh_CN.UTF-8' });
    for (const [name = ''] of commands) {
      expect(english.stdout).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
      expect(inChinese.stdout).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    }
    expect(english.stdout).not.toMatch(chinese);
    expect(inChinese.stdout).toMatch(/^用法：/);
    expect(inChinese.stdout).not.toMatch(/Usage|Options|Commands|show this help/);
    expect([english.code, inChinese.code]).toEqual([0, 0]);
  });

  it('keeps itself compiled in a cache of its own alone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'redress-cache-'));
    const caches = { ours: 0o755, everybodys: 0o777 };
    for (const [name, mode] of Object.entries(caches)) {
      await mkdir(join(folder, name));
      await chmod(join(folder, name), mode);
    }
    for (const name of [...Object.keys(caches), 'missing'])
      expect((await builtRedress(['--version'], { REDRESS_CACHE: join(folder, name) })).code).toBe(0);
    expect(existsSync(join(folder, 'ours', 'compiled'))).toBe(true);
    expect(existsSync(join(folder, 'everybodys', 'compiled'))).toBe(false);
    expect(existsSync(join(folder, 'missing'))).toBe(false);
    await rm(folder, { recursive: true });
  });

  it.each(commands)(
    'explains "%s %s" in both languages, without an English word of its own in Chinese',
    async (...words) => {
      const path = words.filter((word) => typeof word === 'string');
      const english = await builtRedress([...path, '--help']);
      const inChinese = await builtRedress([...path, '--help', '--lang', 'zh']);
      expect(english.stdout).toMatch(new RegExp(`^Usage: redress ${path.join(' ')} `));
      expect(english.stdout).not.toMatch(chinese);
      expect(inChinese.stdout).toMatch(/^用法：/);
      expect(inChinese.stdout).not.toMatch(/Usage:|Options:|Arguments:|choices:|default:/);
      for (const line of inChinese.stdout.split('\n').filter((each) => /^ {2}-/.test(each)))
        expect(line).toMatch(chinese);
      expect([english.code, inChinese.code]).toEqual([0, 0]);
    },
    30_000,
  );

  it('knows its version', async () => {
    expect(await builtRedress(['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });

  it.each([
    { args: ['dctor'], code: 'cli.unknown_command' },
    { args: ['policy', 'chek'], code: 'cli.unknown_command' },
    { args: ['doctor', '--fix'], code: 'cli.unknown_option' },
    { args: ['doctor', 'now'], code: 'cli.too_many_arguments' },
    { args: ['doctor', '--lang', 'fr'], code: 'cli.wrong_value' },
    { args: ['doctor', '--lang'], code: 'cli.missing_value' },
    { args: ['audit', 'export.csv'], code: 'cli.missing_option' },
    { args: ['audit', '--mapping', 'm.yaml', '--policies', 'p'], code: 'cli.missing_argument' },
  ])('refuses $args with exit code 2', async ({ args, code }) => {
    const { code: exit, stderr, stdout } = await builtRedress(args);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toContain(`[${code}]`);
    expect(stderr).not.toMatch(chinese);
  });

  it('shows its help and exit code 2 when nothing is asked', async () => {
    const { code, stderr } = await builtRedress([]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^Usage: redress/);
  });

  it('takes the language before or after the command', async () => {
    const before = await builtRedress(['--lang', 'zh', 'doctor', '--fix']);
    const after = await builtRedress(['doctor', '--fix', '--lang=zh'], { LC_ALL: 'en_GB.UTF-8' });
    expect(before).toMatchObject({ code: 2, stderr: expect.stringMatching(chinese) });
    expect(after.stderr).toBe(before.stderr);
  });

  it('runs by npx in the checkout, with an empty npm cache and no network', async () => {
    const cache = join(tmpdir(), `redress-npx-${process.pid}`);
    const env = { npm_config_cache: cache, npm_config_offline: 'true' };
    const { code, stdout } = await runProgram('npx', ['redress', '--version'], { env });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+$/m);
  });

  it('runs from another folder by its path', async () => {
    const { code } = await runProgram(join(projectFolder, 'bin/redress.mjs'), ['--version'], { cwd: tmpdir() });
    expect(code).toBe(0);
  });

  it('ends quietly when its reader closes the pipe', async () => {
    const bin = join(projectFolder, 'bin/redress.mjs');
    const { stdout, stderr } = await runProgram('sh', ['-c', `"${process.execPath}" "${bin}" --help | head -n 1`]);
    expect(stdout).toMatch(/^Usage/);
    expect(stderr).toBe('');
  });
});
