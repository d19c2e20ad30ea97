import { describe, expect, it } from '@jest/globals';
import { judge } from '../../src/rules/judge/judge.js';
import type { Finding } from '../../src/rules/judge/judgement.js';
import { formatTime } from '../../src/rules/time/parse-time.js';
import { zoneOf } from '../../src/rules/time/zone.js';
import type { FactValue } from '../../src/rules/values.js';
import { aComplaint, instant, type EventLine } from '../support/builders.js';
import { policyOf, workedSet } from '../support/worked-set.js';

const zone = zoneOf('Asia/Shanghai');
const source = (rank: string): string => `{ instrument: Test, rank: ${rank}, checked: 2026-11-21 }`;
const house = { source: source('house') };
const pauses = 'pauses: [{ from: appraisal-started, until: appraisal-ended }]';
const brief = ({ rule, policy, outcome, due, superseded, waived, unverified }: Finding): string =>
  `${policy}#${rule ?? ''} ${outcome}${due === undefined ? '' : ` ${formatTime(due, zone)}`}${superseded === undefined ? '' : ` < ${superseded}`}${waived === undefined ? '' : ` waived ${waived.waiver}`}${unverified === true ? ' unverified' : ''}`;

describe('the same duty (S45, S46)', () => {
  const set = workedSet([
    policyOf(
      'council',
      `deadlines:\n  conclude: { duty: conclude, from: accepted, within: 60 days, done: decided, ${pauses} }\n`,
      {
        source: source('administrative-regulation'),
      },
    ),
    policyOf(
      'order',
      `deadlines:\n  conclude: { duty: conclude, from: accepted, within: 45 working days, done: decided }\n`,
      {
        source: source('departmental-rule'),
      },
    ),
    policyOf(
      'promise',
      `deadlines:\n  answer: { duty: answer, from: received, within: 30 days, done: responded }\n`,
      house,
    ),
    policyOf('law', `deadlines:\n  answer: { duty: answer, from: received, within: 60 days, done: responded }\n`),
  ]);
  const found = (lines: readonly EventLine[], at: string, duty: string): readonly string[] =>
    judge(set, aComplaint(lines), instant(`${at}T12:00+08:00`))
      .findings.filter((finding) => finding.duty === duty)
      .map(brief);

  it.each([
    [
      'E5',
      '2025-09-01',
      ['council#conclude pending 2025-10-31', 'order#conclude pending 2025-11-07 < council#conclude'],
    ],
    [
      'E5',
      '2026-04-13',
      ['council#conclude pending 2026-06-12', 'order#conclude pending 2026-06-17 < council#conclude'],
    ],
    [
      'a tie',
      '2024-10-07',
      ['council#conclude pending 2024-12-06', 'order#conclude pending 2024-12-06 < council#conclude'],
    ],
  ])('%s: the earliest governs, then the higher rank; accepted %s', (_, day, expected) => {
    expect(found([['accepted', day]], day, 'conclude')).toEqual(expected);
  });

  it('S46: a pause changes who governs', () => {
    const lines: readonly EventLine[] = [
      ['accepted', '2025-09-01'],
      ['appraisal-started', '2025-09-10'],
      ['appraisal-ended', '2025-09-30'],
    ];
    expect(found(lines, '2025-10-10', 'conclude')).toEqual([
      'council#conclude pending 2025-11-20 < order#conclude',
      'order#conclude pending 2025-11-07',
    ]);
  });

  it('each keeps its own outcome: the promise was broken, the law was not', () => {
    const lines: readonly EventLine[] = [
      ['received', '2026-03-02'],
      ['responded', '2026-04-16'],
    ];
    expect(found(lines, '2026-05-01', 'answer')).toEqual([
      'law#answer compliant 2026-05-06',
      'promise#answer non-compliant 2026-04-01',
    ]);
  });
});

describe('what a person has to judge (S74)', () => {
  const set = workedSet([
    policyOf(
      'uk',
      `judgement-needed:
  prompt: { from: received, done: acknowledged, asks: { en: Was it prompt?, zh: 是否及时？ } }
  good: { each: refused, asks: { en: Good?, zh: 好吗？ } }
`,
    ),
  ]);
  const received: EventLine = ['received', '2026-03-02'];
  const assessed = (rule: string, assessment: string, rest: Record<string, string> = {}): EventLine => [
    'assessed',
    '2026-03-20',
    { assessed_rule: rule, assessment, assessed_by: 'head', assessment_reason: 'three days', ...rest },
  ];
  const of = (lines: readonly EventLine[], rule: string): readonly Finding[] =>
    judge(set, aComplaint(lines), instant('2026-04-01T12:00+08:00')).findings.filter((each) => each.rule === rule);

  it('needs a judgement, with the time that has run', () => {
    const [running] = of([received], 'prompt');
    expect(running).toMatchObject({ outcome: 'judgement-needed', elapsed: { until: undefined } });
    const [done] = of([received, ['acknowledged', '2026-03-05']], 'prompt');
    expect(formatTime(done?.elapsed?.until ?? { kind: 'day', day: 0 }, zone)).toBe('2026-03-05');
    expect(of([['told', '2026-03-02']], 'prompt')[0]).toMatchObject({ outcome: 'pending', state: 'not-started' });
  });

  it('is what the last assessment says, marked as theirs', () => {
    const lines = [received, assessed('prompt', 'non-compliant'), assessed('uk#prompt', 'compliant')];
    expect(of(lines, 'prompt')[0]).toMatchObject({ outcome: 'compliant', assessedBy: 'head' });
    expect(of(lines.slice(0, 2), 'prompt')[0]).toMatchObject({ outcome: 'non-compliant' });
  });

  it.each([
    ['of another rule', assessed('other', 'compliant')],
    ['without a reason', assessed('prompt', 'compliant', { assessment_reason: '' })],
    ['with another word', assessed('prompt', 'fine')],
  ])('an assessment %s is none', (_, event) => {
    expect(of([received, event], 'prompt')[0]?.outcome).toBe('judgement-needed');
  });

  it('is asked of each occurrence, and answered by its ref', () => {
    const lines: readonly EventLine[] = [
      received,
      ['refused', '2026-03-05', { ref: 'a' }],
      ['refused', '2026-03-06', { ref: 'b' }],
      assessed('good', 'compliant', { ref: 'b' }),
    ];
    expect(of(lines, 'good').map(({ outcome }) => outcome)).toEqual(['judgement-needed', 'compliant']);
  });
});

describe('waivers', () => {
  const waiver = (rest: string): readonly [string, string] => [
    'waivers/w.yaml',
    `waiver: w
title: { en: x, zh: 某 }
rule: promise#answer
reason: { en: flood, zh: 水灾 }
from: 2026-04-01
through: 2026-04-30
${rest}`,
  ];
  const promise = policyOf(
    'promise',
    `deadlines:\n  answer: { from: received, within: 10 days, done: responded }\n`,
    house,
  );
  const at = (set: ReturnType<typeof workedSet>, day: string, facts: Readonly<Record<string, FactValue>> = {}) =>
    judge(set, aComplaint([['received', '2026-03-26']], { facts }), instant(`${day}T12:00+08:00`));
  const set = workedSet([promise, waiver('')]);

  it.each([
    ['2026-04-07', 'promise#answer pending 2026-04-07'],
    ['2026-04-08', 'promise#answer non-compliant 2026-04-07 waived w'],
    ['2026-04-30', 'promise#answer non-compliant 2026-04-07 waived w'],
    ['2026-05-01', 'promise#answer non-compliant 2026-04-07'],
  ])('a breach stays a breach and is marked while it holds: %s', (day, expected) => {
    expect(at(set, day).findings.map(brief)).toEqual([expected]);
  });

  it('does not reach back to a breach of before it began', () => {
    const before = aComplaint([['received', '2026-03-02']]);
    expect(judge(set, before, instant('2026-04-10T12:00+08:00')).findings.map(brief)).toEqual([
      'promise#answer non-compliant 2026-03-12',
    ]);
  });

  it('says when to look again: the day after it ends', () => {
    expect(at(set, '2026-04-10').nextLookAt).toBe(instant('2026-05-01T00:00+08:00'));
    expect(at(set, '2026-05-10').nextLookAt).toBeUndefined();
  });

  it('holds for its scope alone', () => {
    const scoped = workedSet([promise, waiver('scope: { all: [{ fact: region, operator: equal, value: north }] }\n')]);
    expect(at(scoped, '2026-04-10', { region: 'north' }).findings[0]?.waived).toBeDefined();
    expect(at(scoped, '2026-04-10', { region: 'south' }).findings[0]?.waived).toBeUndefined();
    expect(at(scoped, '2026-04-10').findings[0]?.waived).toBeUndefined();
  });
});

describe('what nobody has checked', () => {
  const files = [
    policyOf(
      'draft',
      `deadlines:\n  one: { from: received, within: 10 days, done: responded }\n  two: { from: received, within: 5 days, done: told }\nrights:\n  three: { grants: [{ remedy: refund }] }\n`,
      { status: 'unverified' },
    ),
  ];
  const judged = (use: string) =>
    judge(workedSet(files, use), aComplaint([['received', '2026-03-02']]), instant('2026-03-03T12:00+08:00'));
  it.each([
    ['stays out of force', '', ['not-applicable', 'not-applicable'], 'not-applicable'],
    [
      'is used rule by rule',
      'use-unverified: ["draft#one"]\n',
      ['pending unverified', 'not-applicable'],
      'not-applicable',
    ],
    [
      'is used as a whole',
      'use-unverified: [draft]\n',
      ['pending unverified', 'pending unverified'],
      'open unverified',
    ],
  ])('%s', (_, use, outcomes, right) => {
    const { findings, rights } = judged(use);
    expect(findings.map(({ outcome, unverified }) => `${outcome}${unverified === true ? ' unverified' : ''}`)).toEqual(
      outcomes,
    );
    expect(rights.map(({ state, unverified }) => `${state}${unverified === true ? ' unverified' : ''}`)).toEqual([
      right,
    ]);
  });
});

describe('the version of a rule (S43, S44)', () => {
  it('E31: a rule in force from a day judges the occurrences from that day on', () => {
    const set = workedSet([
      policyOf(
        'uk',
        `requirements:
  content: { each: acknowledged, in-force: { from: 2026-06-01 }, require: { all: [{ fact: statement_good, operator: equal, value: true }] } }
judgement-needed:
  tone: { each: acknowledged, in-force: { from: 2026-06-01 }, asks: { en: Kind?, zh: 得体？ } }
rights:
  copy: { each: acknowledged, in-force: { from: 2026-06-01 }, grants: [{ remedy: copy }] }
`,
        { calendar: 'uk', counting: 'uk-plain' },
      ),
    ]);
    const judged = (day: string) =>
      judge(
        set,
        aComplaint([
          ['received', '2026-05-20'],
          ['acknowledged', day, { statement_good: true }],
        ]),
        instant('2026-06-20T12:00+01:00'),
      );
    const before = judged('2026-05-29');
    expect(before.findings.map(({ reason }) => reason)).toEqual(['not-in-force', 'not-in-force']);
    expect(before.rights.map(({ reason }) => reason)).toEqual(['not-in-force']);
    const after = judged('2026-06-02');
    expect(after.findings.map(({ outcome }) => outcome)).toEqual(['compliant', 'judgement-needed']);
    expect(after.rights.map(({ state }) => state)).toEqual(['open']);
  });
});
