import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectFolder } from '../src/project.js';
import { scatterQueries } from './support/scatter-queries.js';
import { isRouted, splitTablesIn, unrouted } from './support/sql-audit.js';

const split = new Set(['complaint', 'event', 'look', 'notice']);

describe('what a statement over split tables must say', () => {
  it.each([
    ['select * from event where complaint_id = $1', ['event'], true],
    [
      'select * from complaint c join event e using (complaint_id) where c.complaint_id = any($1::uuid[])',
      ['complaint', 'event'],
      true,
    ],
    ['select * from complaint where source = $1', ['complaint'], false],
    [
      'select count(*) from look l left join complaint c on c.complaint_id = l.complaint_id where l.next_look_at <= $1',
      ['complaint', 'look'],
      false,
    ],
    [
      'insert into event (complaint_id, number) select * from jsonb_to_recordset($1) as r(complaint_id uuid, number int)',
      [],
      false,
    ],
    [
      'update look l set outcome = r.outcome from unnest($1::uuid[], $2::text[]) as r(id, outcome) where l.complaint_id = r.id',
      ['look'],
      true,
    ],
    ['delete from notice where rule = $1', ['notice'], false],
    ['with event as (select 1) select * from event', [], false],
    ['select * from run, notice n where n.rule = $1', ['notice'], false],
    ['select event from run where run_id = $1', [], false],
  ])('%s', (text, tables, routed) => {
    expect([splitTablesIn(text, split), isRouted(text)]).toEqual([tables, routed]);
  });

  it('is said of what is not on the list', () => {
    const sent = new Map([
      ['good', 'select * from event where complaint_id = $1'],
      ['bad', 'select * from event where run_id = $1'],
      ['list-of-some', 'select * from event where type = $1'],
      ['listed', 'select * from event'],
    ]);
    expect(unrouted(sent, split, ['list-*', 'listed']).map(({ name }) => name)).toEqual(['bad']);
  });
});

it('docs/scaling.md shows the list of statements that go over many complaints', async () => {
  const page = await readFile(join(projectFolder, 'docs/scaling.md'), 'utf8');
  const [, shown = ''] = /<!-- scatter queries -->\n([\s\S]*?)<!-- end -->/.exec(page) ?? [];
  const rows = Object.entries(scatterQueries).map(([name, { en, zh }]) => `| \`${name}\` | ${en} | ${zh} |\n`);
  expect(shown.replaceAll(/ +\|/g, ' |').replaceAll(/\| +/g, '| ').replaceAll(/-{3,}/g, '---').trim()).toBe(
    `| statement | why | 原因 |\n| --- | --- | --- |\n${rows.join('')}`.trim(),
  );
});
