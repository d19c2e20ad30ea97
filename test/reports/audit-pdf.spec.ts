import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Language } from '../../src/errors.js';
import { auditHtml } from '../../src/reports/audit-html.renderer.js';
import { auditView } from '../../src/reports/audit-view.js';
import { createAuditAccumulator } from '../../src/reports/audit-accumulator.js';
import type { AuditReport } from '../../src/reports/audit-report.js';
import { writeAtomically } from '../../src/reports/atomic-file.writer.js';
import { covers } from '../../src/reports/printing/coverage.js';
import { printable } from '../../src/reports/printing/printable.js';
import { withPrinter, type PdfPrinter } from '../../src/reports/printing/pdf.printer.js';
import { answers, remarks } from '../../src/reports/texts/answer-texts.js';
import * as glossary from '../../src/reports/texts/glossary-texts.js';
import * as reportWords from '../../src/reports/texts/report-texts.js';
import { projectFolder } from '../../src/project.js';
import { readPdf, type ReadPdf } from './pdf-text.js';
import { AT, finding, judgementOf, syntheticReport, syntheticSet, syntheticSummary } from './synthetic-audit.js';

const CACHE = join(projectFolder, '.redress', 'cache');
const TRIAL_DATA = process.env['REDRESS_TRIAL_DATA'] ?? join(projectFolder, '..', 'shared', 'data');

const withoutSpace = (text: string): string => text.replace(/\s/gu, '');

const html = (report: AuditReport, language: Language, printer: PdfPrinter): Promise<string> =>
  auditHtml(auditView(report, language, printer.fonts.coverage));

/** One overdue complaint for each name. */
function overdueReport(ids: readonly string[]): AuditReport {
  const audit = createAuditAccumulator(syntheticSet, AT, { perList: 2_000, allRows: 3_000 });
  const overdue = finding(0, 'reply', {
    outcome: 'non-compliant',
    state: 'overdue',
    due: { kind: 'day', day: 20_500 },
  });
  for (const id of ids) audit.add(judgementOf(id, [overdue]), () => undefined);
  return audit.finish(syntheticSummary(ids.length, 0));
}

/** One browser prints everything that is looked at below. */
async function printAll(printer: PdfPrinter): Promise<Record<'en' | 'again' | 'zh' | 'dog' | 'naughty', Buffer>> {
  const report = syntheticReport(40, 3);
  const english = await html(report, 'en', printer);
  return {
    en: await printer.print(english, AT),
    again: await printer.print(english, AT),
    zh: await printer.print(await html(report, 'zh', printer), AT),
    dog: await printer.print(await html(syntheticReport(8, 0, ['狗🐕𬭎']), 'zh', printer), AT),
    naughty: await printer.print(await html(overdueReport(naughty), 'en', printer), AT),
  };
}

let naughty: string[] = [];
let pdfs: Awaited<ReturnType<typeof printAll>>;
let coverage: PdfPrinter['fonts']['coverage'];
let seconds = 0;

beforeAll(async () => {
  const file = join(TRIAL_DATA, 'oracles', 'naughty-strings', 'blns.json');
  naughty = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as string[],
    () => {
      console.log(`not tried: naughty strings (${file} is missing)`);
      return ['plain'];
    },
  );
  await withPrinter({ cache: CACHE }, async (printer) => {
    coverage = printer.fonts.coverage;
    const start = performance.now();
    pdfs = await printAll(printer);
    seconds = (performance.now() - start) / 1000;
  });
}, 120_000);

describe.each<Language>(['en', 'zh'])('the audit in %s, printed', (language) => {
  let pdf: ReadPdf;
  beforeAll(() => {
    pdf = readPdf(pdfs[language]);
  });

  it('is a tagged A4 document in its language, with an outline of its sections', () => {
    expect(pdf).toMatchObject({ tagged: true, language: language === 'zh' ? 'zh-CN' : 'en' });
    expect(pdf.mediaBoxes).toHaveLength(1);
    const [, , width = 0, height = 0] = (pdf.mediaBoxes[0] ?? '').split(' ').map(Number);
    expect([Math.round(width), Math.round(height)]).toEqual([595, 842]);
    expect(pdf.outline.length).toBeGreaterThan(12);
    expect(pdf.outline.join()).toContain(language === 'zh' ? '我们是否合法合规' : 'Are we lawful?');
    expect(pdf.title).toBe(
      language === 'zh'
        ? '投诉处理合规审核报告，示例商店有限公司，2026-03-31'
        : 'Compliance audit of complaint handling, Example Stores Ltd, 2026-03-31',
    );
  });

  it('names each section once in its outline', () => {
    const sections = pdf.outline.filter((title) => /^\d/.test(title)).map((title) => title.replace(/\s+/g, ' '));
    expect(sections.map((title) => Number.parseInt(title, 10)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 17 }, (_, place) => place + 1),
    );
    expect(pdf.outline.filter((title) => /^(.{2,})\1$/su.test(title))).toEqual([]);
  });

  it('leaves no heading alone at the foot of a page', () => {
    // What stands in the margins is drawn first, hence the text of a page ends with the end of its body.
    const alone = pdf.pageTexts.flatMap((page) =>
      pdf.outline.filter((title) => withoutSpace(page).endsWith(withoutSpace(title))),
    );
    expect(alone).toEqual([]);
  });

  it('numbers its pages and says on each what it is', () => {
    const text = withoutSpace(pdf.text);
    for (let page = 1; page <= pdf.pages; page++) {
      expect(text).toContain(language === 'zh' ? `第${page}页，共${pdf.pages}页` : `Page${page}of${pdf.pages}`);
    }
    const note =
      language === 'zh' ? '本报告为评估意见，不构成法律认定' : 'AnassessmentbyRedress,notalegaldetermination';
    expect(text.split(note).length - 1).toBeGreaterThanOrEqual(pdf.pages);
  });

  it('is set in its own typefaces, all inside the file', () => {
    expect(new Set(pdf.fonts.map(({ name }) => name.replace(/^[A-Z]{6}\+/, '')))).toEqual(
      new Set(['NotoSansSC-Regular', 'NotoSansSC-Bold']),
    );
    expect(pdf.fonts.every(({ embedded }) => embedded)).toBe(true);
  });

  it('answers on its first page and lists what is late', () => {
    const text = withoutSpace(pdf.text);
    expect(text).toContain(withoutSpace(answers.broken({ all: 40, under: 35, broken: 15, unknown: 5 })[language]));
    expect(text).toContain('C-00032');
  });
});

describe('a printed report', () => {
  it('has the same bytes when it is printed again', () => {
    expect(pdfs.en.equals(pdfs.again)).toBe(true);
  });

  it('prints a character that no face has by its number, counts and lists it', () => {
    const text = withoutSpace(readPdf(pdfs.dog).text);
    // The rarer Chinese character comes from the second face.
    expect(text).toContain('狗‹U+1F415›𬭎');
    expect(text).toMatch(/以编码显示的字符.*U\+1F415/);
  });

  it('shows every naughty string as text', () => {
    // Faces have one shape for several ways of writing a letter; the text is the same when these are made alike.
    const alike = (some: string): string => withoutSpace(some.normalize('NFKC'));
    const text = alike(readPdf(pdfs.naughty).text);
    const lost = naughty.filter((string) => {
      const clipped = Array.from(string).length > 160 ? Array.from(string).slice(0, 160).join('') : string;
      return !text.includes(alike(printable(clipped, coverage, new Map())));
    });
    expect(lost).toEqual([]);
  });

  it('has a shape for every character that we write ourselves', () => {
    const ours = JSON.stringify([glossary, reportWords, Object.values({ ...answers, ...remarks }).map(String)]);
    const without = [...new Set(ours)].filter((character) => !covers(coverage, character.codePointAt(0) ?? 0));
    expect(without).toEqual([]);
  });

  it('is printed in seconds', () => {
    console.log(`five reports printed in ${seconds.toFixed(1)} s`);
    expect(seconds).toBeLessThan(60);
  });
});

describe('a PDF that cannot be written', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-test-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('leaves nothing behind', async () => {
    await expect(writeAtomically(join(folder, 'missing', 'a.pdf'), pdfs.en)).rejects.toThrow('report.not_writable');
    expect(await readdir(folder)).toEqual([]);
  });
});
