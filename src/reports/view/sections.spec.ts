import { describe, expect, it } from '@jest/globals';
import { AT, finding, judgementOf, syntheticSet, syntheticSummary } from '../../../test/reports/synthetic-audit.js';
import { wholeReport } from '../../../test/reports/synthetic-entitlements.js';
import type { Language } from '../../errors.js';
import type { Derivation, Finding } from '../../rules/judge/judgement.js';
import { createAuditAccumulator } from '../audit-accumulator.js';
import type { AuditReport } from '../audit-report.js';
import { words } from '../texts/report-texts.js';
import { notJudgedView } from './findings-view.js';
import { methodView } from './method-view.js';
import { notesView } from './notes-view.js';
import { resultsView } from './results-view.js';
import { rightsView } from './rights-view.js';
import { speakerOf } from './speaker.js';
import type { SectionView } from './view-model.js';
import { toAssessView } from './waivers-view.js';
import { whyView } from './why-view.js';

function reportOf(complaints: readonly (readonly Finding[])[]): AuditReport {
  const audit = createAuditAccumulator(syntheticSet, AT);
  complaints.forEach((findings, n) => audit.add(judgementOf(`C-${n}`, findings), () => undefined));
  return audit.finish(syntheticSummary(complaints.length, 0));
}

/** Every cell of a section's tables, row by row, as people read it. */
const cellsOf = (section: Omit<SectionView, 'title'>): string[][] =>
  section.blocks.flatMap(({ table }) =>
    (table?.rows ?? []).map(({ cells }) =>
      cells.flatMap(({ text, data, small }) => [text, data, small].filter((part) => part !== undefined)),
    ),
  );

describe('a rule that was not in force', () => {
  const notInForce = finding(0, 'reasons', { outcome: 'not-applicable', reason: 'not-in-force', version: undefined });
  const report = reportOf([[finding(0, 'reply', {}), notInForce]]);

  it.each<[Language, string, string]>([
    ['en', 'Rules that were not in force', 'Give the reasons for a refusal'],
    ['zh', '尚未生效或已失效的规则', '拒绝时说明理由'],
  ])('stands in a table of its own, not among policies that applied to nothing (%s)', (language, heading, title) => {
    const section = resultsView(report, speakerOf(report, language));
    expect(section.blocks.map((block) => block.heading)).toEqual([
      language === 'en' ? 'Handling of consumer complaints' : '消费者投诉处理办法',
      heading,
    ]);
    expect(cellsOf(section).at(-1)?.[0]).toBe(title);
  });
});

describe('rules of a policy that applied to no complaint', () => {
  const unapplied = { outcome: 'not-applicable' } as const;
  const report = reportOf([
    [
      finding(0, 'reply', { outcome: 'pending', state: 'not-started' }),
      finding(0, 'reasons', unapplied),
      finding(0, 'reply-again', unapplied),
    ],
    [finding(0, 'reply', {}), finding(0, 'reasons', unapplied), finding(0, 'reply-again', unapplied)],
  ]);

  it('take one line, whose figures add up with the others, and are named below the table', () => {
    const [block] = resultsView(report, speakerOf(report, 'en')).blocks;
    const counts = (block?.table?.rows ?? []).map(({ cells }) => cells.map(({ text }) => text));
    expect(counts.map(([title, findings]) => [title, findings])).toEqual([
      ['Answer the complainant', '2'],
      ['2 more rules applied to no complaint.', '4'],
      ['Total', '6'],
    ]);
    expect(block?.table?.remark).toBe('Applied to no complaint: reply-again; Give the reasons for a refusal.');
  });

  it('are told from what is pending because nothing has started it', () => {
    const [first] = cellsOf(resultsView(report, speakerOf(report, 'zh')));
    expect(first).toContain('未起算 1');
  });
});

describe('what a person has yet to assess', () => {
  const waiting = (policy: number, rule: string, day: number): Finding =>
    finding(policy, rule, { outcome: 'judgement-needed', start: { kind: 'day', day } });
  const report = reportOf([
    [waiting(1, 'handle', 20_530)],
    [waiting(1, 'handle', 20_510)],
    [waiting(0, 'reasons', 20_540)],
    ...Array.from({ length: 70 }, () => [waiting(1, 'handle', 20_535)]),
  ]);

  it('is listed by rule, legal duties first and then the longest wait, and is cut with a word', () => {
    const section = toAssessView(report, speakerOf(report, 'en'));
    const rows = cellsOf(section).map(([first]) => first);
    expect(rows.slice(0, 5)).toEqual(['Give the reasons for a refusal', 'C-2', 'Handle the complaint', 'C-1', 'C-0']);
    expect(section.blocks[0]?.table?.remark).toBe(
      '60 of 73 shown: legal duties first, then those that have waited longest. The JSON and CSV results have every one.',
    );
  });
});

describe('rights that somebody should look at', () => {
  const report = wholeReport(60);

  it('stand below the title and source of their rule, which is said once', () => {
    const section = rightsView(report, speakerOf(report, 'en'));
    const rows = section.blocks[1]?.table?.rows ?? [];
    const groups = rows.filter(({ kind }) => kind === 'group').map(({ cells }) => cells[0]?.text);
    expect(new Set(groups).size).toBe(groups.length);
    expect(rows[0]?.kind).toBe('group');
    expect(rows.length - groups.length).toBe(report.lists.entitlements.rights.shown);
  });
});

describe('the readings in use', () => {
  it.each<[Language, string[], string[]]>([
    ['en', ['Term of claims', 'term@p'], ['2 years, Arranged breaks', '2 years, arranged-breaks']],
    ['zh', ['请求权期间', 'term@p'], ['2 年、放假安排', '2 years, arranged-breaks']],
  ])('have the titles of parameter and option, with their names (%s)', (language, parameter, option) => {
    const names = {
      'term@p': { en: 'Term of claims', zh: '请求权期间' },
      'arranged-breaks': { en: 'Arranged breaks', zh: '放假安排' },
    };
    const report = { ...reportOf([]), names, readings: { 'term@p': '2 years, arranged-breaks' } };
    const { blocks } = methodView(report, speakerOf(report, language));
    const table = blocks.find(({ heading }) => heading === words.readings[language])?.table;
    const cells = table?.rows[0]?.cells.map(({ text, smallData }) => [text, smallData]);
    expect(cells).toEqual([parameter, option]);
  });
});

describe('points for a person to look at', () => {
  const pause = {
    code: 'pause-without-proof',
    data: { from: '2026-05-11', until: '2026-05-18', due: '2026-05-25', dueIfProven: '2026-06-01' },
  } as const;
  const late = { code: 'recorded-after-due', data: { event: 'first-response-given', recorded: '2026-07-22' } } as const;
  const report = reportOf([
    [finding(0, 'reply', { notes: [pause] })],
    [finding(2, 'mediate', { notes: [{ ...pause, data: { ...pause.data, until: '', dueIfProven: '' } }] })],
    [finding(1, 'first-response', { notes: [late] })],
  ]);

  it('name the complaint, both dates of a pause, and when something was recorded', () => {
    expect(cellsOf(notesView(report, speakerOf(report, 'en')))).toEqual([
      ['A pause was recorded without what justifies it, so time ran on.', '2 findings on 2 complaints.'],
      ['C-0', 'Answer the complainant', 'paused 2026-05-11 to 2026-05-18: due 2026-05-25; with its proof 2026-06-01'],
      [
        'C-1',
        'Conclude the mediation',
        'clock of someone else',
        'paused since 2026-05-11: due 2026-05-25; with its proof there would be no due date yet',
      ],
      [
        'Done in time according to the record, but the record was written after the due time.',
        '1 finding on 1 complaint.',
      ],
      ['C-2', 'First response', 'First response given, recorded on 2026-07-22'],
    ]);
  });

  it('say the same in Chinese', () => {
    const cells = cellsOf(notesView(report, speakerOf(report, 'zh')));
    expect(cells[1]).toEqual([
      'C-0',
      '答复投诉人',
      '2026-05-11 至 2026-05-18 中止：2026-05-25 到期；如有依据则为 2026-06-01',
    ]);
    expect(cells[4]?.at(-1)).toBe('首次响应，登记于 2026-07-22');
  });
});

describe('missing facts', () => {
  it('of clocks of others are apart from our own', () => {
    const missing = [{ name: 'refusal_reason', kind: 'fact', why: 'not-recorded' } as const];
    const unknown = { outcome: 'indeterminate', missing } as const;
    const report = reportOf([[finding(0, 'reply', unknown), finding(2, 'mediate', unknown)]]);
    const rows = cellsOf(notJudgedView(report, speakerOf(report, 'en'))).map(([first]) => first);
    expect(rows.slice(0, 4)).toEqual([
      'For our own duties',
      'Reason for refusal',
      'For clocks of others: nothing on page one waits for these',
      'Reason for refusal',
    ]);
  });
});

describe('why a date that was given is what it is', () => {
  it('says the date once', () => {
    const report = reportOf([]);
    const due = { kind: 'day', day: 20_522 } as const;
    const given: Derivation = {
      calendar: 'cn',
      counting: 'cn-day',
      cite: '',
      start: due,
      steps: [{ kind: 'given', to: due }],
      due,
      provisional: false,
    };
    const said = (language: Language): string =>
      whyView(speakerOf(report, language), given, finding(0, 'reply', { due }))
        .parts.map(({ text }) => text)
        .join(' · ');
    expect(said('en')).toBe('due Tue 2026-03-10 · taken from the record');
    expect(said('zh')).toBe('2026-03-10（周二）到期 · 取自记录');
  });
});
