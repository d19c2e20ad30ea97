import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { configErrors } from '../../src/config-errors.js';
import { readConfig } from '../../src/config.js';
import { readProcessRoles } from '../../src/process-roles.js';
import { projectFolder } from '../../src/project.js';
import { ownDataFolder, type DataFolder } from '../e2e/support/data-folder.js';

const composeFile = z.object({
  services: z.record(
    z.string(),
    z.object({
      build: z.string().optional(),
      command: z.array(z.string()).optional(),
      environment: z.record(z.string(), z.string()).optional(),
      secrets: z.array(z.string()).optional(),
      volumes: z.array(z.string()).optional(),
    }),
  ),
  volumes: z.record(z.string(), z.unknown()),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
});

const read = (file: string): Promise<string> => readFile(join(projectFolder, file), 'utf8');
const isThere = (file: string): Promise<boolean> =>
  access(join(projectFolder, file)).then(
    () => true,
    () => false,
  );

describe('compose.yaml', () => {
  let compose: z.infer<typeof composeFile>;
  beforeAll(async () => {
    compose = composeFile.parse(parse(await read('compose.yaml'), { merge: true }));
  });

  it('shares out every role, each once', () => {
    const roles = Object.values(compose.services).flatMap(({ command = [] }) =>
      command[0] === 'serve' ? [...readProcessRoles(command[2] ?? '').roles] : [],
    );
    expect(roles.sort()).toEqual(['api', 'jobs', 'render', 'sweep']);
  });

  it('names files that there are, and volumes and secrets that it makes', async () => {
    for (const [name, { volumes = [], secrets = [], build }] of Object.entries(compose.services)) {
      expect([name, secrets.filter((secret) => !(secret in compose.secrets))]).toEqual([name, []]);
      for (const volume of volumes) {
        const [from = ''] = volume.split(':');
        expect([name, from, from.startsWith('./') ? await isThere(from) : from in compose.volumes]).toEqual([
          name,
          from,
          true,
        ]);
      }
      if (build !== undefined) expect(await isThere(join(build, 'Dockerfile'))).toBe(true);
    }
  });

  it('gives no secret but as a file, and the role that owns the tables to the process that makes them alone', () => {
    const owners = Object.entries(compose.services).filter(([, { environment = {}, secrets = [] }]) => {
      for (const [variable, value] of Object.entries(environment))
        if (/SECRET|PASSWORD|DATABASE/.test(variable)) expect(value).toMatch(/^\/run\/secrets\/\w+$/);
      for (const value of Object.values(environment))
        if (value.startsWith('/run/secrets/')) expect(secrets).toContain(value.slice('/run/secrets/'.length));
      return secrets.includes('database_owner_url');
    });
    expect(owners.map(([name]) => name)).toEqual(['migrate']);
  });

  it('names variables that the service reads', async () => {
    const config = await read('src/config.ts');
    for (const { environment = {} } of Object.values(compose.services))
      for (const variable of Object.keys(environment).filter((one) => !one.startsWith('POSTGRES_')))
        expect([variable, config.includes(variable)]).toEqual([variable, true]);
  });
});

describe('the Dockerfile', () => {
  it('is short, copies what there is, is not run by root, and says that it is untried', async () => {
    const lines = (await read('Dockerfile')).split('\n').filter((line) => line !== '');
    expect(lines.length).toBeLessThanOrEqual(32);
    expect(lines[0]).toContain('Untried');
    expect(lines).toContain('USER node');
    const copied = lines.flatMap((line) => {
      const [, args = ''] = /^COPY (?:--from=build )?(.+)$/.exec(line) ?? [];
      return args
        .split(' ')
        .slice(0, -1)
        .map((path) => path.replace(/^\/app\//, ''));
    });
    for (const path of copied.filter((one) => !['dist', 'node_modules'].includes(one)))
      expect([path, await isThere(path)]).toEqual([path, true]);
    expect(await isThere('src/cli/main.ts')).toBe(true);
  });
});

describe('an address of a database in a file', () => {
  let data: DataFolder;
  beforeAll(async () => {
    data = await ownDataFolder();
  });
  afterAll(() => data.remove());

  it('is that of the file, without the end of its line; the variable without a file comes first', async () => {
    const file = join(data.path, 'url');
    await writeFile(file, 'postgres://app:secret@db/redress\n');
    expect(readConfig({ DATABASE_URL_FILE: file }).databaseUrl).toBe('postgres://app:secret@db/redress');
    expect(readConfig({ DATABASE_OWNER_URL_FILE: file }).databaseOwnerUrl).toBe('postgres://app:secret@db/redress');
    expect(readConfig({ DATABASE_URL_FILE: file, DATABASE_URL: 'postgres://x/y' }).databaseUrl).toBe('postgres://x/y');
    expect(readConfig({}).databaseUrl).toBeUndefined();
  });

  it('that is not there, or empty, is refused: the service would begin on another database', async () => {
    const empty = join(data.path, 'empty');
    await writeFile(empty, '\n');
    for (const [file, reason] of [
      [join(data.path, 'gone'), 'ENOENT'],
      [empty, 'empty'],
    ]) {
      expect(() => readConfig({ DATABASE_URL_FILE: file }).databaseUrl).toThrow(`(${reason})`);
    }
    expect(configErrors['config.unreadable_file'].kind).toBe('invalid');
  });
});
