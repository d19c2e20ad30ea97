import { readFileSync } from 'node:fs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { redress } from '../tooling/run-program.js';
import { header, ownProject, type OwnProject } from './own-project.js';

const chinese = /[\u4E00-\u9FFF]/;
/** One row for each way to be rejected, a personal value in every one of them. */
const bad = [
  '1,2026-03-02,2026-03-03,quality,Ann Secret,1980-02-30',
  '2,2026-03-02,,noise,Ben Secret,-',
  ',2026-03-02,,delay,Cy Secret,-',
  '3,2026-03-02,,delay,"Di" Secret,-',
  '4,2026-03-02,,delay,Ed Secret',
  `${'Secret '.repeat(60)},2026-03-02,,delay,Flo,-`,
].join('\n');
const good = '5,2026-03-02,2026-03-03,quality,Gus Secret,1980-02-29\n6,2026-03-02,,delay,Hal Secret,-\n';

interface Results {
  readonly source: { readonly rowsRead: number; readonly rowsUsed: number; readonly rowsRejected: number };
  readonly findings: readonly unknown[];
  readonly rejected: readonly { readonly code: string; readonly personalLength?: number }[];
  readonly totals: {
    readonly findings: number;
    readonly rules: readonly { readonly findings: number; readonly outcomes: Readonly<Record<string, number>> }[];
  };
}

describe('the account of an audit', () => {
  let project: OwnProject;

  beforeAll(async () => {
    expect((await redress(['--version'])).code).toBe(0);
  }, 120_000);
  beforeEach(() => {
    project = ownProject(`${bad}\n${good}`);
  });
  afterEach(() => project.remove());

  const read = (name: string): string => readFileSync(project.path(name), 'utf8');
  const results = (name: string): Results => {
    const parsed: Results = JSON.parse(read(name));
    return parsed;
  };

  it('adds up: judged and rejected are what was read, outcomes are the findings of their rule', async () => {
    const { code, stdout } = await project.audit({ json: 'out.json', csv: 'out.csv' }, '--findings', 'all');
    expect(code).toBe(0);
    expect(stdout).toContain('8 rows read, 2 complaints judged, 6 rows rejected.');
    const { source, findings, rejected, totals } = results('out.json');
    expect(source).toMatchObject({ rowsRead: 8, rowsUsed: 2, rowsRejected: 6 });
    expect(rejected.map((row) => row.code)).toEqual([
      'row.not_a_time',
      'row.not_a_word',
      'row.no_id',
      'row.text_after_quote',
      'row.wrong_columns',
      'row.id_too_long',
    ]);
    expect(findings).toHaveLength(totals.findings);
    for (const rule of totals.rules)
      expect(Object.values(rule.outcomes).reduce((sum, count) => sum + count, 0)).toBe(rule.findings);
    expect(read('out.csv').trimEnd().split('\r\n')).toHaveLength(findings.length + 1);
  });

  it.each(['en', 'zh'])('shows nobody’s data anywhere but in the rejects file: %s', async (language) => {
    const { stdout, stderr } = await project.audit(
      { json: 'out.json', csv: 'out.csv', rejects: 'r.csv' },
      '--lang',
      language,
    );
    for (const text of [stdout, stderr, read('out.json'), read('out.csv')]) expect(text).not.toContain('Secret');
    expect(chinese.test(stdout)).toBe(language === 'zh');
    expect(read('r.csv').match(/Secret/g)?.length).toBeGreaterThan(4);
    expect(results('out.json').rejected[0]).toMatchObject({ personalLength: 10 });
  });

  it('rejects the rejects again for the same reasons, and judges them once they are mended', async () => {
    await project.audit({ json: 'first.json', rejects: 'r1.csv' });
    project.write('input.csv', read('r1.csv'));
    await project.audit({ json: 'second.json', rejects: 'r2.csv' });
    const codes = results('first.json').rejected.map((row) => row.code);
    expect(results('second.json').rejected.map((row) => row.code)).toEqual(codes);
    const mended = read('r2.csv')
      .replace('1980-02-30', '1980-02-29')
      .replace('noise', 'delay')
      .replace(/^,2026/m, '7,2026')
      // The row with the wrong quotes stands in one cell, where its quotes are doubled.
      .replace('""Di"" Secret', '""Di Secret""')
      .replace('Ed Secret,', 'Ed Secret,-,')
      .replace(/^(Secret )+,/m, '8,');
    project.write('input.csv', mended);
    const { stdout } = await project.audit();
    expect(stdout).toContain('6 rows read, 6 complaints judged, 0 rows rejected.');
  });

  it('takes the rejects of NDJSON in which no row has every key', async () => {
    const mapping = read('mapping.yaml').replace('{ csv: { nulls: ["-"] } }', '{ ndjson: {} }');
    project.write('mapping.yaml', mapping);
    const lines = [
      '{"id":1,"received":"2026-03-02","replied":"2026-03-03","kind":"delay","caller":"Ann","born":"1980-02-29"}',
      '{"id":2,"received":"soon","kind":"delay"}',
    ];
    project.write('input.csv', lines.join('\n'));
    await project.audit({ rejects: 'r.ndjson' });
    project.write('input.csv', read('r.ndjson').replace('soon', '2026-03-02'));
    const { code, stdout } = await project.audit({ json: 'out.json' });
    expect(stdout).toContain('1 row read, 1 complaint judged');
    expect(code).toBe(0);
    // The source reports replies: that this row has none means that there was none.
    expect(results('out.json').findings).toContainEqual(
      expect.objectContaining({ rule: 'reply', outcome: 'non-compliant', state: 'overdue' }),
    );
  });

  it('tells what was read otherwise than it stands in the file', async () => {
    project.write('input.csv', `${header}1,2026-10-25T01:30,2026-03-29T01:30,quality,A\0B,-\n`);
    const { stdout } = await project.audit({ json: 'out.json' });
    expect(stdout).toContain('read as U+FFFD: 1.');
    expect(stdout).toContain('clocks show twice');
    expect(stdout).toContain('clocks skip');
    expect(results('out.json').source).toMatchObject({
      notes: { replacedCharacters: 1, doubledTimes: 1, missingTimes: 1 },
    });
  });

  it.each([
    ['', 'The file holds no rows: nothing was judged.', '文件中没有数据行，未作任何判定。'],
    ['1,x,,delay,A,-\n', 'Every row was rejected: nothing was judged.', '所有行均被退回，未作任何判定。'],
  ])('says why nothing was judged: %j', async (rows, en, zh) => {
    project.write('input.csv', header + rows);
    expect((await project.audit()).stdout).toContain(en);
    expect((await project.audit({}, '--lang', 'zh')).stdout).toContain(zh);
  });

  it('does not take the first complaint of a file without header for its columns', async () => {
    project.write('input.csv', '1,2026-03-02,,delay,Ann Secret,-\n');
    const { code, stderr } = await project.audit();
    expect(code).toBe(2);
    expect(stderr).toContain('[import.header_missing]');
    expect(stderr).not.toContain('Secret');
  });

  it('tells the faults of a mapping all at once, of its form and of its words', async () => {
    project.write(
      'mapping.yaml',
      `mapping: shop
rows: complaint
format: { csv: { encoding: latin-1, delimiter: ab } }
zone: Mars/Base
ambiguous: maybe
id: 5
columns:
  received: { event: recieved, as: YYYY-MM-DD }
  caller: { fact: callr }
  __proto__: { fact: kind }
set: { nothing: 1 }
`,
    );
    const { stderr } = await project.audit();
    expect([...stderr.matchAll(/mapping\.yaml:(\d+):/g)].map((match) => Number(match[1]))).toEqual([
      3, 3, 4, 5, 6, 8, 8, 9, 10, 11,
    ]);
  });
});
