import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../src/project.js';
import { runProgram, script } from './run-program.js';

interface Component {
  readonly name: string;
  readonly version: string;
}

interface Bom {
  readonly bomFormat: string;
  readonly metadata: { readonly component: { readonly name: string } };
  readonly components: readonly Component[];
}

/** Calls a function of scripts/lib/bom.mjs in a process of its own, as the scripts are plain JavaScript. */
async function call(name: string, ...args: readonly unknown[]): Promise<unknown> {
  const url = pathToFileURL(join(projectFolder, 'scripts/lib/bom.mjs')).href;
  const code = `import { ${name} } from ${JSON.stringify(url)};
    process.stdout.write(JSON.stringify(${name}(...${JSON.stringify(args)})) ?? 'undefined');`;
  const { stdout } = await runProgram(process.execPath, ['--input-type=module', '-e', code]);
  return stdout === 'undefined' ? undefined : JSON.parse(stdout);
}

describe('the list of packages', () => {
  let text = '';
  let bom: Bom;
  beforeAll(async () => {
    const { code, stderr } = await script('audit.mjs', ['--offline']);
    expect([code, stderr]).toEqual([0, expect.stringContaining('out/sbom.json')]);
    text = await readFile(join(projectFolder, 'out/sbom.json'), 'utf8');
    bom = JSON.parse(text) as Bom;
  });

  it('names what is installed at run time, as it is locked, and nothing of development', async () => {
    expect([bom.bomFormat, bom.metadata.component.name]).toEqual(['CycloneDX', 'redress']);
    const {
      dependencies,
      devDependencies,
    }: Record<string, Record<string, string>> = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8'));
    const listed = new Set(bom.components.map(({ name, version }) => `${name}@${version}`));
    expect(Object.entries(dependencies ?? {}).filter(([name, version]) => !listed.has(`${name}@${version}`))).toEqual(
      [],
    );
    expect(
      Object.keys(devDependencies ?? {}).filter((name) => bom.components.some((one) => one.name === name)),
    ).toEqual([]);
  });

  it('names no machine, no folder, no registry and no time', () => {
    expect(text.replace(/"\$schema": "[^"]*"/, '')).not.toMatch(/https?:|registry|"timestamp"|serialNumber/);
    expect(text).not.toContain(projectFolder);
  });

  it('that differs from the lock is refused', async () => {
    const lock = {
      packages: {
        '': {},
        'node_modules/a': { version: '1.0.0', integrity: 'sha512-AAAA' },
        'node_modules/b': { version: '1.0.0' },
        'node_modules/c': { version: '1.0.0', dev: true },
      },
    };
    const component = (name: string, content?: string) => ({
      name,
      version: '1.0.0',
      ...(content === undefined ? {} : { hashes: [{ alg: 'SHA-512', content }] }),
    });
    expect(await call('bomFaults', { components: [component('a', '000000'), component('b')] }, lock)).toEqual([]);
    expect(await call('bomFaults', { components: [component('a', '000001'), component('d')] }, lock)).toEqual([
      'b@1.0.0 is in the lock and not in the list',
      'd@1.0.0 is in the list and not in the lock',
      'a@1.0.0 has another digest than in the lock',
    ]);
  });
});

describe('what the registry knows', () => {
  const report = (severity: string) =>
    JSON.stringify({
      auditReportVersion: 2,
      vulnerabilities: { a: { name: 'a', severity, range: '<2', via: [{ title: 'Prototype pollution' }, 'b'] } },
    });

  it.each([
    { severity: 'critical', isGrave: true },
    { severity: 'high', isGrave: true },
    { severity: 'moderate', isGrave: false },
  ])('that is $severity: grave $isGrave', async ({ severity, isGrave }) => {
    expect(await call('auditLines', report(severity))).toEqual({
      lines: [`${severity}: a <2 Prototype pollution`],
      isGrave,
    });
  });

  it.each(['', '{"statusCode":405}', 'no JSON', '[]'])('is not known from "%s"', async (answer) => {
    expect(await call('auditLines', answer)).toBeUndefined();
  });
});
