import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Language } from '../../src/errors.js';
import { createAuditAccumulator } from '../../src/reports/audit-accumulator.js';
import { auditHtml } from '../../src/reports/audit-html.renderer.js';
import { openAuditJson } from '../../src/reports/audit-json.writer.js';
import type { ApartComplaint, AuditReport, DatabaseSource } from '../../src/reports/audit-report.js';
import { auditView } from '../../src/reports/audit-view.js';
import { databaseRemarks } from '../../src/reports/texts/database-texts.js';
import { verdictOf } from '../../src/reports/view/page-one.js';
import { faultsIn } from './faults-in.js';
import { AT, finding, judgementOf, syntheticSet } from './synthetic-audit.js';

/** As if there were a face for every character. */
const everything = new Uint8Array(0x110000 / 8).fill(0xff);
const day = (year: number, month: number, date: number): number => Date.UTC(year, month - 1, date) / 86_400_000;

/** Of 1,050 stored 30 lie outside the period, 13 are void and 7 undated, which leaves a thousand. */
const source: Omit<DatabaseSource, 'complaints'> = {
  kind: 'database',
  readAt: AT,
  asked: { from: day(2026, 1, 1), to: day(2026, 3, 31), source: undefined, unit: undefined },
  setNumber: 42,
  stored: 1_050,
  outside: 30,
  population: 1_020,
  skipped: { void: 13, 'receipt-unknown': 7 },
  receiptUnknown: 7,
  bySource: [
    { source: 'shop', complaints: 1_009 },
    { source: 'desk', complaints: 11 },
  ],
  erased: 17,
  sha256: 'e'.repeat(64),
};

const apart = (count: number, reason: ApartComplaint['reason'], judged = false): ApartComplaint[] =>
  Array.from({ length: count }, (_, n) => ({ complaint: `${reason}-${n}`, reason, judged }));

function reportOf(changes: Partial<DatabaseSource> = {}, complaints = 1_000): AuditReport {
  const audit = createAuditAccumulator(syntheticSet, AT);
  const kept = finding(0, 'reply', { outcome: 'compliant', state: 'in-time' });
  for (let n = 0; n < complaints; n++) audit.add(judgementOf(`C-${n}`, [kept]), () => undefined);
  const account = { ...source, ...changes };
  for (const one of apart(account.skipped.void, 'void')) audit.setApart(one);
  const isJudged = account.skipped['receipt-unknown'] === 0;
  for (const one of apart(account.receiptUnknown, 'receipt-unknown', isJudged)) audit.setApart(one);
  return audit.finish(account);
}

const printed = async (report: AuditReport, language: Language): Promise<string> => {
  const html = await auditHtml(auditView(report, language, everything));
  return html
    .slice(html.indexOf('<body'))
    .replace(/<[^>]*>/gu, ' ')
    .replace(/\s+/gu, ' ');
};

describe('an audit of what is stored', () => {
  it.each([
    [
      'en',
      'Complaints stored 1,050',
      'outside the period −30',
      'Population 1,020',
      'taken back −13',
      'unknown −7',
      'Judged 1,000',
    ],
    ['zh', '已登记的投诉 1,050', '期间以外收到 −30', '审核范围 1,020', '均已撤回 −13', '不明 −7', '已判定 1,000'],
  ] as const)('adds up where its reader can see it: %s', async (language, ...lines) => {
    const text = await printed(reportOf(), language);
    for (const line of lines) expect(text).toContain(line);
    for (const fact of [
      '2026-01-01',
      '2026-03-31',
      'shop 1,009',
      'desk 11',
      '42',
      '17',
      'e'.repeat(64),
      'receipt-unknown-6',
    ])
      expect(text).toContain(fact);
  });

  it.each(['en', 'zh'] as const)('without a period speaks of none: %s', async (language) => {
    const report = reportOf({
      asked: {},
      stored: 1_013,
      outside: 0,
      population: 1_013,
      skipped: { void: 13, 'receipt-unknown': 0 },
      bySource: [{ source: 'shop', complaints: 1_013 }],
    });
    const text = await printed(report, language);
    expect(text).not.toMatch(/outside the period|期间以外|SOURCE\/REFERENCE|来源\/编号/);
    expect(text).toContain(language === 'en' ? 'received on any day' : '收到日期不限');
  });

  it('is not called lawful while it is unknown whether complaints belong to it', () => {
    expect(verdictOf(reportOf())).toMatchObject({
      tone: 'unknown',
      verdict: { en: expect.stringContaining('7 complaints were received') },
    });
    const none = { skipped: { void: 13, 'receipt-unknown': 0 }, receiptUnknown: 0, stored: 1_043, population: 1_013 };
    expect(verdictOf(reportOf({ ...none, bySource: [{ source: 'shop', complaints: 1_013 }] }))).toMatchObject({
      tone: 'kept',
    });
  });

  it.each([
    ['a complaint that is neither in nor outside the period', { stored: 1_051 }],
    ['a complaint of the population that nobody accounts for', { population: 1_021, stored: 1_051 }],
    ['a source too few', { bySource: [{ source: 'shop', complaints: 1_009 }] }],
    [
      'a complaint of unknown receipt that is not told',
      { receiptUnknown: 8, skipped: { void: 12, 'receipt-unknown': 8 } },
    ],
  ])('is refused with %s', (what, changes) => {
    const isUntold = what.endsWith('told');
    const report = () => {
      const audit = createAuditAccumulator(syntheticSet, AT);
      for (let n = 0; n < 1_000; n++) audit.add(judgementOf(`C-${n}`, []), () => undefined);
      for (const one of [...apart(isUntold ? 12 : 13, 'void'), ...apart(7, 'receipt-unknown')]) audit.setApart(one);
      return audit.finish({ ...source, ...changes });
    };
    expect(faultsIn(report).map(({ code }) => code)).toContain('report.does_not_add_up');
  });

  it('says in one line of a terminal how it adds up', () => {
    const [, sum] = databaseRemarks(reportOf().source as DatabaseSource, 'Asia/Shanghai');
    expect(sum).toEqual({
      en: '1,050 complaints stored, 30 received outside the period, population 1,020 = 1,000 judged + 13 void + 7 of unknown receipt.',
      zh: '已登记投诉 1,050 件，其中期间以外收到 30 件，审核范围 1,020 件 = 判定 1,000 件 + 已作废 13 件 + 收到时间不明 7 件。',
    });
  });

  it('lists in its JSON what was not judged, days as dates', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'redress-test-'));
    try {
      const file = join(folder, 'audit.json');
      const writer = await openAuditJson(file, syntheticSet, AT);
      for (const one of apart(2, 'void')) await writer.apart(one);
      await writer.finish(reportOf());
      const found = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
      expect(found).toMatchObject({
        apart: [{ complaint: 'void-0', reason: 'void', judged: false }, { complaint: 'void-1' }],
        source: { kind: 'database', asked: { from: '2026-01-01', to: '2026-03-31' }, readAt: '2026-03-31T18:00+08:00' },
        population: { stored: 1_050, outside: 30, population: 1_020, complaints: 1_000 },
      });
      expect(found).not.toHaveProperty('rejected');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('shows first those that may belong to it', () => {
    const rows = reportOf().lists.apart.rows.map(({ reason }) => reason);
    expect(rows.slice(0, 8)).toEqual([...Array<string>(7).fill('receipt-unknown'), 'void']);
  });
});
