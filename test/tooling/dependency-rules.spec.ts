import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../src/project.js';
import { runProgram } from './run-program.js';

/** One file a violation, with the rules that must catch it. */
const planted: Readonly<Record<string, { readonly text: string; readonly caughtBy: readonly string[] }>> = {
  'src/rules/reaches-out.ts': { text: `import '../clock.js';`, caughtBy: ['rules-stand-alone'] },
  'src/rules/reads-files.ts': {
    text: `import 'node:fs';`,
    caughtBy: ['rules-touch-nothing', 'pure-files-touch-nothing'],
  },
  'src/rules/reads-the-machine.ts': { text: `import 'node:os';`, caughtBy: ['rules-touch-nothing'] },
  'src/rules/opens-yaml.ts': { text: `import 'yaml';`, caughtBy: ['one-door-to-yaml'] },
  'src/rules/opens-engine.ts': { text: `import 'json-rules-engine';`, caughtBy: ['one-door-to-json-rules-engine'] },
  'src/rules/knows-nest.ts': { text: `import '@nestjs/common';`, caughtBy: ['rules-know-no-framework'] },
  'src/imports/spawns.ts': { text: `import 'node:child_process';`, caughtBy: ['pure-files-touch-nothing'] },
  'src/imports/prints.ts': { text: `import '../reports/page.js';`, caughtBy: ['reports-are-for-the-edges'] },
  'src/imports/asks-the-command.ts': {
    text: `import '../cli/main.js';`,
    caughtBy: ['nothing-imports-the-command-line'],
  },
  'src/imports/borrows-a-hand.ts': { text: `import './a.reader.js';`, caughtBy: ['pure-files-import-pure-files'] },
  'src/imports/uses-jest.ts': { text: `import 'fast-check';`, caughtBy: ['production-needs-no-development-package'] },
  'src/reports/page.ts': { text: `import 'handlebars';`, caughtBy: ['one-door-to-handlebars'] },
  'src/reports/b.writer.ts': { text: `import 'puppeteer-core';`, caughtBy: ['one-door-to-puppeteer'] },
  'src/modules/counts.service.ts': { text: `import 'prom-client';`, caughtBy: ['one-door-to-prom-client'] },
  'src/modules/traces.service.ts': { text: `import '@opentelemetry/api';`, caughtBy: ['one-door-to-opentelemetry'] },
  'src/modules/calls-out.service.ts': { text: `import 'node:https';`, caughtBy: ['one-door-out'] },
  'src/modules/asks-names.service.ts': { text: `import 'node:dns/promises';`, caughtBy: ['one-door-out'] },
  'src/reports/circle.ts': { text: `import './round.js';`, caughtBy: ['no-cycles'] },
  'src/reports/lost.ts': { text: `import './nowhere.js';`, caughtBy: ['everything-resolves'] },
};

/** What is allowed, so that a rule that forbids everything is seen too. */
const allowed: Readonly<Record<string, string>> = {
  'src/clock.ts': 'export {};',
  'src/errors.ts': 'export {};',
  'src/cli/main.ts': `import '../reports/page.js'; import 'node:fs';`,
  'src/imports/a.reader.ts': `import 'node:fs'; import '../rules/hashes.js';`,
  'src/outgoing/outgoing.door.ts': `import 'node:http'; import 'node:tls';`,
  'src/http/shell.adapter.ts': `import 'node:http';`,
  'src/http/front.middleware.ts': `import type { Server } from 'node:http';`,
  'src/reports/round.ts': `import './circle.js';`,
  'src/rules/hashes.ts': `import 'node:crypto'; import '../errors.js';`,
  'src/telemetry/process.counters.ts': `import 'prom-client';`,
  'src/telemetry/spans.tracer.ts': `import '@opentelemetry/api';`,
  'src/rules/yaml/read-yaml.ts': `import 'yaml';`,
  'src/rules/conditions/engine.ts': `import 'json-rules-engine';`,
};

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

describe('the dependency rules', () => {
  let folder = '';
  let violations: readonly Violation[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-rules-'));
    for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'])
      await cp(join(projectFolder, file), join(folder, file));
    await symlink(join(projectFolder, 'node_modules'), join(folder, 'node_modules'));
    for (const [file, plant] of [...Object.entries(planted), ...Object.entries(allowed)]) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), `${typeof plant === 'string' ? plant : plant.text}\nexport {};\n`);
    }
    const cruiser = join(projectFolder, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
    const { stdout } = await runProgram(process.execPath, [cruiser, '--output-type', 'json', 'src'], { cwd: folder });
    const { summary }: { summary: { violations: readonly Violation[] } } = JSON.parse(stdout);
    violations = summary.violations;
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(Object.entries(planted))('catch %s', (file, { caughtBy }) => {
    const found = violations.filter(({ from }) => from === file).map(({ rule }) => rule.name);
    expect(found).toEqual(expect.arrayContaining([...caughtBy]));
  });

  it('let the doors and the edges be', () => {
    const blamed = violations.filter(({ from, rule }) => from in allowed && rule.name !== 'no-cycles');
    expect(blamed).toEqual([]);
  });
});
