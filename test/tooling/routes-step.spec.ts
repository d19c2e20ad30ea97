import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../src/project.js';
import { runProgram, script, type Ran } from './run-program.js';

const checks = 'modules/checks/checks.controller.js';
let folder = '';

beforeAll(async () => {
  const { code, stderr } = await script('build.mjs');
  expect({ code, stderr }).toMatchObject({ code: 0 });
}, 120_000);
/** A copy of what was built, in the project, where its packages are found. */
beforeEach(async () => {
  await mkdir(join(projectFolder, '.redress'), { recursive: true });
  folder = await mkdtemp(join(projectFolder, '.redress/routes-'));
  await cp(join(projectFolder, 'dist/src'), folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The step of the build that looks at the routes, on the copy. */
function step(env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const url = pathToFileURL(join(projectFolder, 'scripts/lib/build.mjs')).href;
  const project = pathToFileURL(join(projectFolder, 'scripts/lib/project.mjs')).href;
  const code = `import { refuseOpenRoutes } from '${url}'; import { script } from '${project}';
    await script(async () => refuseOpenRoutes(${JSON.stringify(folder)}));`;
  return runProgram(process.execPath, ['--input-type=module', '-e', code], { env });
}

/** Changes a built file; fails where there is nothing to change. */
async function change(file: string, from: RegExp, to: string): Promise<void> {
  const text = await readFile(join(folder, file), 'utf8');
  expect(text).toMatch(from);
  await writeFile(join(folder, file), text.replace(from, to));
}

describe('the build', () => {
  it('goes on where every route says who may use it', async () => {
    expect(await step()).toMatchObject({ code: 0, stderr: '' });
  });

  it('ends at a route that does not, and names it', async () => {
    await change(checks, /^ *Allow\('check\.read'\),\n/m, '');
    const { code, stderr } = await step();
    expect(code).toBe(1);
    expect(stderr).toContain('GET /api/checks (ChecksController.list) does not say who may use it: add @Allow');
    expect(stderr).toContain('The build failed');
    expect(stderr.match(/does not say/g)).toHaveLength(1);
    expect((await step({ LC_ALL: 'zh_CN.UTF-8' })).stderr).toContain('构建失败');
  });

  it('ends at one that writes and takes no key', async () => {
    await change(checks, /^ *__param\(\d+, Idempotent\(\)\),\n/m, '');
    expect((await step()).stderr).toContain(
      'POST /api/checks (ChecksController.order) writes, and takes no idempotency key',
    );
  });

  it('finds a controller in whatever file it stands', async () => {
    const text = await readFile(join(folder, checks), 'utf8');
    const open = text.replaceAll(/^ *Allow\('[\w.]+'\),\n/gm, '').replaceAll('api/checks', 'api/hidden');
    await writeFile(join(folder, 'modules/checks/hidden.js'), open);
    const { code, stderr } = await step();
    expect(code).toBe(1);
    expect(stderr.match(/\/api\/hidden.*does not say who may use it/g)).toHaveLength(
      text.match(/^ *Allow\(/gm)?.length ?? 0,
    );
  });
});
