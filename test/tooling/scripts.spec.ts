import { mkdir, mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../src/project.js';
import { runProgram, type Ran } from './run-program.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-scripts-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs a line of code that uses one of the plain-JavaScript parts; `folder` is in scope. */
function runLine(part: string, names: string, code: string, env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const url = pathToFileURL(join(projectFolder, 'scripts/lib', part)).href;
  const source = `import { ${names} } from ${JSON.stringify(url)}; import fs from 'node:fs'; const folder = ${JSON.stringify(folder)}; ${code}`;
  return runProgram(process.execPath, ['--input-type=module', '-e', source], { env });
}

describe('a lock', () => {
  const work = `await alone('work', async () => {
    fs.appendFileSync(folder + '/log', 'in ');
    await new Promise((done) => setTimeout(done, 300));
    fs.appendFileSync(folder + '/log', 'out ');
  }, folder);`;

  it('keeps two processes apart', async () => {
    const both = await Promise.all([runLine('lock.mjs', 'alone', work), runLine('lock.mjs', 'alone', work)]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(await readFile(join(folder, 'log'), 'utf8')).toBe('in out in out ');
  });

  it('is let go when the work fails', async () => {
    const failed = await runLine('lock.mjs', 'alone', `await alone('work', () => { throw new Error('no') }, folder);`);
    expect(failed.code).not.toBe(0);
    expect((await runLine('lock.mjs', 'alone', work)).code).toBe(0);
  });

  it.each([
    { what: 'whose process is gone', content: JSON.stringify({ pid: 4_194_303, host: hostname() }), age: 0 },
    { what: 'that nobody has touched for long', content: '{"pid":1,"host":"elsewhere"}', age: 60 },
    { what: 'that was cut off while it was written, long ago', content: '', age: 60 },
  ])('$what is taken over', async ({ content, age }) => {
    const file = join(folder, 'work.lock');
    await writeFile(file, content);
    const then = (await stat(file)).mtimeMs / 1000 - age;
    await utimes(file, then, then);
    expect((await runLine('lock.mjs', 'alone', work)).code).toBe(0);
    expect(await readFile(join(folder, 'log'), 'utf8')).toBe('in out ');
  });
});

describe('the look at what is installed', () => {
  const lock = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '2.0.0', optional: true },
    },
  };

  async function isInPlace(installed: object | undefined): Promise<string> {
    await writeFile(join(folder, 'package-lock.json'), JSON.stringify(lock));
    await mkdir(join(folder, 'node_modules'));
    if (installed !== undefined)
      await writeFile(join(folder, 'node_modules/.package-lock.json'), JSON.stringify({ packages: installed }));
    return (await runLine('install.mjs', 'isInPlace', 'console.log(isInPlace(folder))')).stdout.trim();
  }

  it.each([
    { what: 'everything needed is there', installed: { 'node_modules/a': { version: '1.0.0' } }, answer: 'true' },
    { what: 'another version is there', installed: { 'node_modules/a': { version: '1.0.1' } }, answer: 'false' },
    { what: 'a package is missing', installed: {}, answer: 'false' },
    { what: 'nothing was ever installed', installed: undefined, answer: 'false' },
  ])('says $answer when $what', async ({ installed, answer }) => {
    expect(await isInPlace(installed)).toBe(answer);
  });
});

describe('the npm that installs', () => {
  it.each([
    { what: 'is the one that started us', cli: 'npm-cli.js', starts: 'npm-cli.js' },
    { what: 'is the one that npx belongs to', cli: 'npx-cli.js', starts: 'npm-cli.js' },
    { what: 'is the one on the path where another tool started us', cli: 'yarn.js', starts: 'npm' },
  ])('$what', async ({ cli, starts }) => {
    await writeFile(join(folder, 'npm-cli.js'), '');
    const { stdout } = await runLine(
      'install.mjs',
      'npmCommand',
      `console.log(JSON.stringify(npmCommand(['ci'], process.env).flat()))`,
      {
        npm_execpath: join(folder, cli),
        npm_node_execpath: '/some/node',
      },
    );
    const command: readonly string[] = JSON.parse(stdout);
    const expected = starts === 'npm' ? ['npm', 'ci'] : ['/some/node', join(folder, starts), 'ci'];
    expect(command).toEqual(expected);
  });
});

describe('the Node.js that runs Redress', () => {
  const ask = `try { console.log(node26(folder, version)) } catch (error) { console.log(error.message) }`;

  it('is refused with the remedy when it is not installed and ours is too old', async () => {
    const { stdout } = await runLine('node26.mjs', 'node26', `const version = '20.20.2'; ${ask}`);
    expect(stdout).toContain('npm ci --include=optional');
    const inChinese = await runLine('node26.mjs', 'node26', `const version = '20.20.2'; ${ask}`, {
      LC_ALL: 'zh_CN.UTF-8',
    });
    expect(inChinese.stdout).toMatch(/请运行.*npm ci --include=optional/);
  });

  it('is ours when ours is new enough', async () => {
    const { stdout } = await runLine('node26.mjs', 'node26', `const version = '26.10.0'; ${ask}`);
    expect(stdout.trim()).toBe(process.execPath);
  });
});
