import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../src/project.js';
import { names } from '../../src/store/embedded/server-commands.js';
import { schemaPage } from '../support/schema-page.js';
import { testDatabase, type TestDatabase } from './support/test-database.js';

let test: TestDatabase;
let page: string;
beforeAll(async () => {
  test = await testDatabase();
  page = await readFile(join(projectFolder, 'docs', 'schema.md'), 'utf8');
});
afterAll(() => test.close());

describe('docs/schema.md', () => {
  it('is what the database says of itself: otherwise run "node scripts/schema.mjs"', async () => {
    expect(await schemaPage(test.owner, names.app)).toBe(page);
  });

  it('has a sentence for every table, and tells what the application may not do', async () => {
    const tables = await test.owner.query<{ name: string; sentence: string | null }>(
      'sentences',
      `select relname as name, obj_description(oid) as sentence from pg_class
       where relnamespace = 'public'::regnamespace and relkind = 'r'`,
    );
    expect(tables.filter(({ sentence }) => sentence === null)).toEqual([]);
    for (const { name } of tables) expect(page).toContain(`## \`${name}\``);
    for (const name of ['event', 'judgement', 'entry', 'leaf', 'policy_set'])
      expect(page.split(`## \`${name}\``)[1]).toMatch(/^\n\n.+\n\nThe application may: read, add\.\n/);
  });

  it('would change with the smallest change of a table', async () => {
    await test.owner.query('column', 'alter table account add column planted text');
    expect(await schemaPage(test.owner, names.app)).not.toBe(page);
    await test.owner.query('grant', `grant delete on event to ${names.app}`);
    expect(await schemaPage(test.owner, names.app)).toContain('The application may: read, add, remove.');
  });

  it('shows that every table of a complaint has its id in the primary key', async () => {
    const without = await test.owner.query<{ name: string }>(
      'keys',
      `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'complaint_id'
       where c.relkind = 'r' and not exists (select from pg_constraint k
         where k.conrelid = c.oid and k.contype = 'p' and a.attnum = any(k.conkey))`,
    );
    expect(without).toEqual([]);
  });
});
