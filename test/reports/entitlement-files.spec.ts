import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Language } from '../../src/errors.js';
import { createAuditAccumulator } from '../../src/reports/audit-accumulator.js';
import { openAuditCsv } from '../../src/reports/audit-csv.writer.js';
import type { FindingChoice } from '../../src/reports/audit-finding.js';
import { auditHtml } from '../../src/reports/audit-html.renderer.js';
import { openAuditJson, type ResultsWriter } from '../../src/reports/audit-json.writer.js';
import { auditView } from '../../src/reports/audit-view.js';
import type { Coverage } from '../../src/reports/printing/coverage.js';
import { AT, syntheticSummary } from './synthetic-audit.js';
import { wholeJudgement, wholeReport, wholeSet } from './synthetic-entitlements.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function run(writer: ResultsWriter): Promise<void> {
  const audit = createAuditAccumulator(wholeSet, AT);
  for (let n = 0; n < 12; n++) {
    audit.add(wholeJudgement(n), () => undefined);
    await writer.judged(wholeJudgement(n));
  }
  await writer.finish(audit.finish(syntheticSummary(12, 0)));
}

type Entry = Readonly<Record<string, unknown>>;
interface Results {
  readonly findings: readonly Entry[];
  readonly rights: readonly Entry[];
  readonly retention: readonly Entry[];
  readonly records: readonly Entry[];
  readonly escalations: readonly Entry[];
  readonly waivers: readonly Entry[];
  readonly totals: Readonly<Record<'rights' | 'records' | 'escalations' | 'waivers' | 'rules', readonly Entry[]>>;
}

async function json(choice: FindingChoice): Promise<Results> {
  const file = join(folder, 'findings.json');
  await run(await openAuditJson(file, wholeSet, AT, choice));
  expect(await readdir(folder)).toEqual(['findings.json']);
  return JSON.parse(await readFile(file, 'utf8')) as Results;
}

describe('the JSON results', () => {
  it('list rights, records and escalations that need attention, and total them all by rule and state', async () => {
    const { rights, retention, records, escalations, totals } = await json('attention');
    expect([rights, retention, records, escalations].map((list) => list.length)).toEqual([18, 0, 6, 4]);
    expect(rights[0]).toEqual({
      complaint: 'C-00000',
      policy: 'cn.complaints',
      version: '2024-06-22',
      rule: 'return-in-seven-days',
      own: true,
      state: 'open',
      until: '2026-04-03',
      gives: [
        { oneOf: [{ remedy: 'exchange' }, { remedy: 'refund', amount: '2000.00 CNY' }] },
        { remedy: 'transport-costs', paidBy: 'respondent' },
      ],
    });
    expect(escalations[0]).toMatchObject({ at: '2026-03-31T17:00+08:00', due: true, to: ['head-of-compliance'] });
    expect(totals.rights[0]).toMatchObject({ version: '2024-06-22', total: 12, usedLate: 2, states: { lapsed: 4 } });
    expect(totals.records).toMatchObject([{ records: 'transaction', total: 12, held: 2 }]);
    expect(totals.escalations).toMatchObject([{ total: 12, due: 4, later: 8 }]);
  });

  it('list every one when all are asked for', async () => {
    const { rights, retention, records, escalations } = await json('all');
    expect([rights, retention, records, escalations].map((list) => list.length)).toEqual([36, 12, 12, 12]);
  });

  it('say where each waiver stands, and mark what it excuses', async () => {
    const { waivers, findings } = await json('attention');
    expect(waivers.map(({ id, state }) => [id, state])).toEqual([
      ['spring-peak', 'in-force'],
      ['old-system', 'ended'],
      ['summer', 'not-begun'],
    ]);
    const waived = findings.filter((finding) => 'waived' in finding);
    expect(waived).toHaveLength(6);
    expect(waived[0]).toMatchObject({
      outcome: 'non-compliant',
      waived: { waiver: 'spring-peak', through: '2026-04-30' },
    });
  });
});

describe('the CSV results', () => {
  it('have columns for what stands beside an outcome', async () => {
    const file = join(folder, 'findings.csv');
    await run(await openAuditCsv(file, wholeSet, AT, 'all'));
    const rows: Record<string, string>[] = parse(await readFile(file), { bom: true, columns: true });
    const filled = (name: string): string[] => [...new Set(rows.map((row) => row[name] ?? '?'))];
    expect(filled('waived')).toEqual(['', 'spring-peak (2026-04-30)']);
    expect(filled('superseded')).toEqual(['house.clocks#handle', '']);
    expect(filled('unverified')).toEqual(['', 'true']);
    expect(filled('disputed')).toEqual(['', 'refusal_reason (non-compliant)']);
  });
});

const EVERYTHING: Coverage = new Uint8Array(0x110000 / 8).fill(0xff);

describe.each<[Language, readonly string[]]>([
  [
    'en',
    [
      'in 8 of 12 complaints a person has yet to assess one',
      'a broken house rule is waived for now',
      '6 findings|12 findings rest on a legal text that has not been checked',
      'either exchange or refund 2000.00 CNY; transport-costs paid by respondent',
      'refund at least 1000.00 CNY, missing Reason for refusal',
      'Used late',
      'Spring peak, through 2026-04-30',
      'not begun',
      'disputed: Reason for refusal, by one version or another Open or Lapsed',
      'governed by Handle the complaint|a stricter rule governs in 2',
    ],
  ],
  [
    'zh',
    [
      '尚待人工判断',
      '现有豁免',
      '条文尚未与原文核对',
      '择一：exchange／refund 2000.00 CNY',
      '逾期行使',
      '有争议：拒绝理由，按不同陈述分别为可行使或已失效',
      '春节高峰，至 2026-04-30',
      '尚未生效',
    ],
  ],
])('the printed report in %s', (language, sentences) => {
  it('says who may demand what, what is kept, what is waived, what nobody has checked and what waits for a person', async () => {
    const html = await auditHtml(auditView(wholeReport(12), language, EVERYTHING));
    const text = html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    for (const sentence of sentences) expect(text).toMatch(new RegExp(sentence));
    expect(html).not.toMatch(/undefined|\[object|NaN/);
  });

  it('has columns for waived and to be assessed, that add up', () => {
    const view = auditView(wholeReport(12), language, EVERYTHING);
    const heads = view.answer.standing.columns.map(({ head }) => head);
    expect(heads).toHaveLength(9);
    for (const { cells } of view.answer.standing.rows) {
      const numbers = cells.slice(1).map(({ text }) => Number(text));
      expect(numbers.slice(0, -1).reduce((sum, value) => sum + value, 0)).toBe(numbers.at(-1));
    }
    const [table] = view.sections[0]?.blocks ?? [];
    expect(table?.table?.columns.reduce((sum, { width }) => sum + width, 0)).toBe(174);
  });
});
