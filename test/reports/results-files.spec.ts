import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile, lstat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { createAuditAccumulator } from '../../src/reports/audit-accumulator.js';
import { openAuditCsv } from '../../src/reports/audit-csv.writer.js';
import type { FindingChoice, PlainFinding } from '../../src/reports/audit-finding.js';
import { openAuditJson, type ResultsWriter } from '../../src/reports/audit-json.writer.js';
import { openAtomic, writeAtomically } from '../../src/reports/atomic-file.writer.js';
import { projectFolder } from '../../src/project.js';
import { faultsOfPromise } from './faults-in.js';
import { AT, rejectedRow, syntheticJudgement, syntheticSet, syntheticSummary } from './synthetic-audit.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Gives a writer what an audit would, rejected rows between the complaints. */
async function run(
  writer: ResultsWriter,
  complaints: number,
  rejected: number,
  ids: readonly string[] = [],
): Promise<void> {
  const audit = createAuditAccumulator(syntheticSet, AT);
  for (let n = 0; n < complaints; n++) {
    const judgement = syntheticJudgement(n, ids[n]);
    audit.add(judgement, () => undefined);
    await writer.judged(judgement);
    if (n >= rejected) continue;
    audit.reject(rejectedRow(n));
    await writer.rejected(rejectedRow(n));
  }
  await writer.finish(audit.finish(syntheticSummary(complaints, rejected)));
}

interface Results {
  readonly at: string;
  readonly findings: readonly PlainFinding[];
  readonly rejected: readonly { readonly row: number }[];
  readonly population: { readonly rowsRead: number; readonly complaints: number };
  readonly totals: { readonly findings: number; readonly outcomes: Readonly<Record<string, number>> };
}

async function json(choice: FindingChoice, ids?: readonly string[]): Promise<Results> {
  const file = join(folder, 'findings.json');
  await run(await openAuditJson(file, syntheticSet, AT, choice), 40, 3, ids);
  return JSON.parse(await readFile(file, 'utf8')) as Results;
}

describe('the JSON results', () => {
  it('hold every finding that is neither compliant nor without application, and all totals', async () => {
    const results = await json('attention');
    const { outcomes } = results.totals;
    const expected = ['non-compliant', 'pending', 'indeterminate'].map((outcome) => outcomes[outcome] ?? 0);
    expect(results.findings).toHaveLength(expected.reduce((sum, value) => sum + value, 0));
    expect(results.findings.some(({ outcome }) => outcome === 'compliant' || outcome === 'not-applicable')).toBe(false);
    expect(results.rejected.map(({ row }) => row)).toEqual([0, 1, 2]);
    expect(results.population).toMatchObject({ rowsRead: 43, complaints: 40 });
    expect(results.at).toBe('2026-03-31T18:00+08:00');
  });

  it('hold every finding when all are asked for', async () => {
    const results = await json('all');
    expect(results.findings).toHaveLength(results.totals.findings);
  });

  it('write days as dates and instants with their offset', async () => {
    const { findings } = await json('attention');
    expect(findings.find(({ complaint, rule }) => complaint === 'C-00001' && rule === 'reply')).toEqual({
      complaint: 'C-00001',
      policy: 'cn.complaints',
      version: '2024-06-22',
      rule: 'reply',
      kind: 'deadline',
      outcome: 'non-compliant',
      state: 'done-late',
      own: true,
      start: '2026-02-12',
      due: '2026-02-28',
      done: '2026-03-03',
      daysLate: 3,
    });
    expect(findings.find(({ complaint, rule }) => complaint === 'C-00007' && rule === 'first-response')).toMatchObject({
      due: '2026-03-30T17:00+08:00',
      done: '2026-03-30T19:46:40+08:00',
      daysLate: 0.1158,
      notes: [{ code: 'recorded-after-due', data: {} }],
    });
  });

  it('keep any text as it is', async () => {
    const ids = ['"\\\u0000\n\u2028', '🐕‮', '__proto__'];
    const { findings } = await json('all', ids);
    expect([...new Set(findings.map(({ complaint }) => complaint))].slice(0, 3)).toEqual(ids);
  });

  it('leave nothing behind when the audit is broken off', async () => {
    const writer = await openAuditJson(join(folder, 'findings.json'), syntheticSet, AT);
    await writer.judged(syntheticJudgement(0));
    await writer.rejected(rejectedRow(1));
    await writer.abort();
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('the CSV results', () => {
  it('have a row for each finding of the JSON results, and read back as they were', async () => {
    const file = join(folder, 'findings.csv');
    const ids = ['=HYPERLINK("x")', 'a,"b"\r\nc'];
    await run(await openAuditCsv(file, syntheticSet, AT), 40, 3, ids);
    const rows: Record<string, string>[] = parse(await readFile(file), { bom: true, columns: true });
    expect(rows).toHaveLength((await json('attention', ids)).findings.length);
    expect(rows[0]).toMatchObject({
      complaint: `'${ids[0]}`,
      rule: 'reply',
      state: 'overdue',
      breach: 'major',
      own: 'true',
    });
    expect(rows.find(({ complaint }) => complaint === ids[1])).toMatchObject({ due: '2026-02-28', days_late: '3' });
    expect(rows.find(({ rule }) => rule === 'first-response')).toMatchObject({
      missing: 'first-response-given (not-reported)',
    });
  });
});

describe('a file that is written whole or not at all', () => {
  it('replaces the earlier one only when it is complete', async () => {
    const file = join(folder, 'a');
    await writeFile(file, 'before');
    const target = await openAtomic(file);
    await target.write('after');
    expect(await readFile(file, 'utf8')).toBe('before');
    await target.commit();
    expect(await readFile(file, 'utf8')).toBe('after');
    expect(await readdir(folder)).toEqual(['a']);
  });

  it('goes where a link points, and leaves the link', async () => {
    await writeFile(join(folder, 'real'), 'before');
    await symlink('real', join(folder, 'link'));
    await writeAtomically(join(folder, 'link'), Buffer.from('after'));
    expect((await lstat(join(folder, 'link'))).isSymbolicLink()).toBe(true);
    expect(await readFile(join(folder, 'real'), 'utf8')).toBe('after');
  });

  it.each([
    ['a folder that is not there', (at: string) => join(at, 'missing', 'a')],
    ['a folder in its place', (at: string) => at],
  ])('is refused for %s', async (_, place) => {
    const faults = await faultsOfPromise(writeAtomically(place(folder), Buffer.from('x')));
    expect(faults.map(({ code }) => code)).toEqual(['report.not_writable']);
    expect(await readdir(folder)).toEqual([]);
  });

  it('never replaces a device, and says when a disk is full', async () => {
    const full = await lstat('/dev/full').catch(() => undefined);
    if (full === undefined) {
      console.log('not tried: /dev/full is missing');
      return;
    }
    const faults = await faultsOfPromise(writeAtomically('/dev/full', Buffer.from('x')));
    expect(faults.map(({ code }) => code)).toEqual(['report.disk_full']);
    expect((await lstat('/dev/full')).isCharacterDevice()).toBe(true);
  });

  it('leaves nothing under its name and nothing beside it when the disk runs full', async () => {
    const file = join(folder, 'a.pdf');
    await writeFile(file, 'before');
    const code = await writtenWithin(200_000, file, 1_000_000);
    if (code === undefined) {
      console.log('not tried: prlimit is missing');
      return;
    }
    expect(code).toBe('report.disk_full');
    expect(await readFile(file, 'utf8')).toBe('before');
    expect(await readdir(folder)).toEqual(['a.pdf']);
  });
});

/** Runs the TypeScript of the project as it stands. */
const HOOKS = `import { registerHooks } from 'node:module';
registerHooks({ resolve(name, from, next) { try { return next(name, from); } catch { return next(name.replace(/\\.js$/, '.ts'), from); } } });`;

/**
 * Writes so many bytes to a file in a process that may write no file longer than a limit, and gives the code of the fault.
 * A process of its own, since the test runner does not outlive the signal that goes with the limit.
 */
async function writtenWithin(limit: number, file: string, bytes: number): Promise<string | undefined> {
  const module = pathToFileURL(join(projectFolder, 'src', 'reports', 'atomic-file.writer.ts')).href;
  const script = `${HOOKS}
const { writeAtomically } = await import(${JSON.stringify(module)});
await writeAtomically(${JSON.stringify(file)}, Buffer.alloc(${bytes}, 'x')).catch((error) => console.log(error.faults[0].code));`;
  return new Promise((resolve, reject) => {
    const command = [`--fsize=${limit}`, process.execPath, '--no-warnings', '--input-type=module', '-e', script];
    execFile('prlimit', command, { env: { PATH: process.env['PATH'] } }, (error, out) => {
      if (error?.code === 'ENOENT') resolve(undefined);
      else if (error) reject(error);
      else resolve(out.trim());
    });
  });
}
