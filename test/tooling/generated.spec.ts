import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../src/project.js';
import { runProgram, script } from './run-program.js';

it('what is generated is in step: the errors page, the licences, the schemas', async () => {
  const { code, stderr } = await script('generate.mjs', ['--check']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
}, 60_000);

describe('the errors page', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-errors-'));
    await mkdir(join(folder, 'deep'));
    await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const table = (name: string, code: string): string =>
    `export const ${name} = { '${code}': { kind: 'invalid', cause: { en: 'It <is>.', zh: '是。' }, remedy: { en: 'Mend it.', zh: '请修正。' } } };
     export const fault = () => undefined;`;

  async function page(): Promise<string> {
    const url = pathToFileURL(join(projectFolder, 'scripts/lib/errors-page.mjs')).href;
    const code = `import { collectErrors, errorsPage } from '${url}'; console.log(errorsPage(await collectErrors(${JSON.stringify(folder)})));`;
    const { stdout, stderr } = await runProgram(process.execPath, ['--input-type=module', '-e', code]);
    return stdout + stderr;
  }

  it('finds every table at any depth and sorts by code, in both languages', async () => {
    await writeFile(join(folder, 'z-errors.js'), table('zErrors', 'b.second'));
    await writeFile(join(folder, 'deep/a-errors.js'), table('aErrors', 'a.first'));
    await writeFile(join(folder, 'deep/other.js'), table('noErrors', 'c.third'));
    const text = await page();
    expect([...text.matchAll(/^## `(.*)`$/gm)].map((match) => match[1])).toEqual(['a.first', 'b.second']);
    expect(text).toContain('It \\<is\\>. Mend it.');
    expect(text).toContain('是。请修正。');
  });

  it('refuses a code that two tables have', async () => {
    await writeFile(join(folder, 'a-errors.js'), table('aErrors', 'a.first'));
    await writeFile(join(folder, 'deep/b-errors.js'), table('bErrors', 'a.first'));
    expect(await page()).toContain('a.first stands in a-errors.js and in');
  });
});
