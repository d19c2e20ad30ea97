import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../src/project.js';

/** What may be written in one file only. Searched in the code without its comments. */
const doors = [
  {
    what: 'the environment',
    pattern: /\bprocess\.env\b|from 'node:process'|\bimport\.meta\.env\b/,
    door: 'src/config.ts',
  },
  {
    what: 'the wall clock',
    pattern: /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\)|\bTemporal\.Now\b/,
    door: 'src/clock.ts',
  },
];

const comments = /\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm;

describe('the doors', () => {
  const code = new Map<string, string>();

  beforeAll(async () => {
    for await (const file of glob('src/**/*.ts', { cwd: projectFolder }))
      if (!file.endsWith('.spec.ts'))
        code.set(file.replaceAll('\\', '/'), (await readFile(join(projectFolder, file), 'utf8')).replace(comments, ''));
  });

  it.each(doors)('$what is read in $door and nowhere else', ({ pattern, door }) => {
    const readers = [...code].filter(([, text]) => pattern.test(text)).map(([file]) => file);
    expect(readers).toEqual([door]);
  });

  it('connections out are opened in src/outgoing and nowhere else', () => {
    const opening = /\bfetch\(|\bnew (WebSocket|EventSource|XMLHttpRequest)\b/;
    // Texts that are sent to a browser run there, where the policy of the page lets them reach this server alone.
    const found = [...code].filter(([, text]) => opening.test(text.replace(/`[^`]*`/g, ''))).map(([file]) => file);
    expect(found.filter((file) => !file.startsWith('src/outgoing/'))).toEqual([]);
  });

  it('nothing is evaluated, and no command is put together as a text', () => {
    // Programs are started with a list of arguments; what a shell is given is a fixed text.
    const risky =
      /\beval\(|\bnew Function\(|'(node:)?vm'|(?<![.\w])exec(Sync)?\(|\bshell:\s*(?!false)|sh', \['-c',(?!\s*')/;
    expect([...code].filter(([, text]) => risky.test(text)).map(([file]) => file)).toEqual([]);
  });

  it('nothing in the rules is left to chance or to the machine', () => {
    const ambient =
      /\bMath\.random\b|\brandomUUID\b|\brandomBytes\b|\bprocess\.(?!versions\.tz)|\bsetTimeout\b|\bconsole\./;
    const found = [...code]
      .filter(([file, text]) => file.startsWith('src/rules/') && ambient.test(text))
      .map(([file]) => file);
    expect(found).toEqual([]);
  });
});
