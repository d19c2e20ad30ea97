import { describe, expect, it } from '@jest/globals';
import { explainFinding } from '../src/rules/judge/derivation.js';
import { judge } from '../src/rules/judge/judge.js';
import { aComplaint, aSet, brief, findingsOf, instant, setOf, type EventLine } from './support/builders.js';

const reply = (more = ''): string =>
  `deadlines:\n  reply: { from: received, done: responded, within: 10 days${more} }\n`;
const seen = (...types: string[]): ReadonlySet<string> => new Set(['received', ...types]);
const received: EventLine = ['received', '2026-03-02T10:00+08:00'];

describe('a clock of ten days', () => {
  const set = aSet(reply(', warn: 2 days'));
  it.each([
    ['runs', [received], '2026-03-05T10:00+08:00', 'pending running 2026-03-12'],
    [
      'is at risk from the first instant of the warning day',
      [received],
      '2026-03-10T00:00+08:00',
      'pending at-risk 2026-03-12',
    ],
    [
      'is not overdue in the last minute of its day',
      [received],
      '2026-03-12T23:59+08:00',
      'pending at-risk 2026-03-12',
    ],
    ['is overdue at 24:00', [received], '2026-03-13T00:00+08:00', 'non-compliant overdue 2026-03-12'],
    [
      'is done in time in its last second',
      [received, ['responded', '2026-03-12T23:59:59+08:00']],
      '2026-04-01T00:00+08:00',
      'compliant in-time 2026-03-12',
    ],
    [
      'is done late a second later',
      [received, ['responded', '2026-03-13T00:00+08:00']],
      '2026-04-01T00:00+08:00',
      'non-compliant done-late 2026-03-12',
    ],
    [
      'ignores what happens after the instant judged',
      [received, ['responded', '2026-03-06T10:00+08:00']],
      '2026-03-05T10:00+08:00',
      'pending running 2026-03-12',
    ],
    ['has not started', [], '2026-03-05T10:00+08:00', 'pending not-started'],
  ] satisfies [string, EventLine[], string, string][])('%s', (_, events, at, expected) => {
    const seed: EventLine = ['told', '2026-02-01'];
    expect(findingsOf(set, aComplaint([seed, ...events]), at, 'reply').map(brief)).toEqual([expected]);
  });

  it('says when to look again: the warning, then the end of the due day', () => {
    const next = (at: string): number | undefined => judge(set, aComplaint([received]), instant(at)).nextLookAt;
    expect(next('2026-03-03T10:00+08:00')).toBe(instant('2026-03-10T00:00+08:00'));
    expect(next('2026-03-11T10:00+08:00')).toBe(instant('2026-03-13T00:00+08:00'));
    expect(next('2026-03-13T00:00+08:00')).toBeUndefined();
  });
});

describe('what a source does not report (S32)', () => {
  const done: EventLine = ['responded', '2026-03-20'];
  it.each([
    ['the stop', reply(), [received], seen(), 'indeterminate 2026-03-12 ?responded'],
    [
      'one of two stops, while the other came in time',
      reply().replace('responded', '[responded, told]'),
      [received, ['told', '2026-03-05']],
      seen('told'),
      'compliant in-time 2026-03-12',
    ],
    [
      'one of two stops, while the other came late',
      reply().replace('responded', '[responded, told]'),
      [received, ['told', '2026-03-15']],
      seen('told'),
      'indeterminate 2026-03-12 ?responded',
    ],
    [
      'pauses of a clock that looks late',
      reply(', pauses: [{ from: paused, until: resumed }]'),
      [received, done],
      seen('responded'),
      'indeterminate 2026-03-12 ?paused',
    ],
    [
      'pauses of a clock that was in time anyway',
      reply(', pauses: [{ from: paused, until: resumed }]'),
      [received, ['responded', '2026-03-12']],
      seen('responded'),
      'compliant in-time 2026-03-12',
    ],
    [
      'the cancellation of a clock that looks overdue',
      reply(', cancelled-by: withdrawn'),
      [received],
      seen('responded'),
      'indeterminate 2026-03-12 ?withdrawn',
    ],
    [
      'restarts of a clock that looks overdue',
      reply(', restarts: [reopened]'),
      [received],
      seen('responded'),
      'indeterminate 2026-03-12 ?reopened',
    ],
    [
      'the approval of an extension, between the two dates',
      reply(', extensions: [{ when: { all: [{ fact: approved, operator: happened, value: true }] }, to: 20 days }]'),
      [received, done],
      seen('responded'),
      'indeterminate 2026-03-12/2026-03-22 ?approved',
    ],
    [
      'the approval of an extension, later than both dates',
      reply(', extensions: [{ when: { all: [{ fact: approved, operator: happened, value: true }] }, to: 15 days }]'),
      [received, done],
      seen('responded'),
      'non-compliant done-late 2026-03-12/2026-03-17',
    ],
  ] satisfies [string, string, EventLine[], ReadonlySet<string>, string][])(
    '%s',
    (_, body, events, observed, expected) => {
      const [finding] = findingsOf(aSet(body), aComplaint(events, { observed }), '2026-06-01T10:00+08:00', 'reply');
      expect(finding === undefined ? '' : brief(finding)).toBe(expected);
    },
  );
});

describe('a date without a time of day against an hour clock (S13)', () => {
  const set = aSet('deadlines:\n  reply: { from: received, done: responded, within: 48 hours }\n');
  it.each([
    ['a day before', '2026-05-04T09:00+08:00', '2026-05-05', 'compliant in-time 2026-05-06T09:00+08:00'],
    ['the same day', '2026-05-04T09:00+08:00', '2026-05-06', 'indeterminate 2026-05-06T09:00+08:00 ?responded'],
    ['a day after', '2026-05-04T09:00+08:00', '2026-05-07', 'non-compliant done-late 2026-05-06T09:00+08:00'],
    [
      'a start without a time of day',
      '2026-05-04',
      '2026-05-06T10:00+08:00',
      'indeterminate 2026-05-06T00:00+08:00/2026-05-07T00:00+08:00 ?received',
    ],
    [
      'a start without a time of day, in time anyway',
      '2026-05-04',
      '2026-05-05',
      'compliant in-time 2026-05-06T00:00+08:00/2026-05-07T00:00+08:00',
    ],
  ])('%s', (_, start, stop, expected) => {
    const found = findingsOf(
      set,
      aComplaint([
        ['received', start],
        ['responded', stop],
      ]),
      '2026-06-01T10:00+08:00',
      'reply',
    );
    expect(found.map(brief)).toEqual([expected]);
  });
});

describe('a cap that is not known (S40)', () => {
  const set = aSet(reply(', not-after: { since: { all: [{ fact: km, operator: greaterThan, value: 50000 }] }}'));
  it('leaves the clock undecided while it runs', () => {
    expect(findingsOf(set, aComplaint([received]), '2026-03-05T10:00+08:00', 'reply').map(brief)).toEqual([
      'indeterminate 2026-03-12 ?km',
    ]);
  });
  it('does not matter once the clock has run out without it', () => {
    expect(findingsOf(set, aComplaint([received]), '2026-04-05T10:00+08:00', 'reply').map(brief)).toEqual([
      'non-compliant overdue 2026-03-12',
    ]);
  });
  it('ends the clock at the reading that first passed it', () => {
    const complaint = aComplaint([
      received,
      ['told', '2026-03-04', { km: 40000 }],
      ['told', '2026-03-07', { km: 50001 }],
    ]);
    expect(findingsOf(set, complaint, '2026-04-05T10:00+08:00', 'reply').map(brief)).toEqual([
      'non-compliant overdue 2026-03-07',
    ]);
  });
});

describe('what was known then and what is known now (S36, S37)', () => {
  const set = aSet(reply());
  const complaint = aComplaint([
    received,
    ['responded', '2026-03-05T10:00+08:00', {}, '2026-03-05T10:00+08:00'],
    ['event-retracted', '2026-03-20T10:00+08:00', { event: 'e2', reason: 'wrong complaint' }, '2026-03-20T10:00+08:00'],
  ]);
  it('a retraction rewrites what is judged now', () => {
    expect(findingsOf(set, complaint, '2026-04-01T10:00+08:00', 'reply').map(brief)).toEqual([
      'non-compliant overdue 2026-03-12',
    ]);
  });
  it('and leaves what is judged as at a time before it', () => {
    expect(findingsOf(set, complaint, '2026-03-15T10:00+08:00', 'reply').map(brief)).toEqual([
      'compliant in-time 2026-03-12',
    ]);
  });
  it('a retraction of the retraction brings the event back', () => {
    const back = aComplaint([
      received,
      ['responded', '2026-03-05'],
      ['event-retracted', '2026-03-20', { event: 'e2', reason: 'x' }],
      ['event-retracted', '2026-03-21', { event: 'e3', reason: 'y' }],
    ]);
    expect(findingsOf(set, back, '2026-04-01T10:00+08:00', 'reply').map(brief)).toEqual([
      'compliant in-time 2026-03-12',
    ]);
  });
  it('an entry made after the due date is in time, and says so', () => {
    const late = aComplaint([received, ['responded', '2026-03-11', {}, '2026-03-20T10:00+08:00']]);
    const [finding] = findingsOf(set, late, '2026-04-01T10:00+08:00', 'reply');
    expect(finding?.outcome).toBe('compliant');
    expect(finding?.notes.map((note) => note.code)).toEqual(['recorded-after-due']);
  });
});

describe('occurrences (S62–S64)', () => {
  it('a good second refusal does not cure the first', () => {
    const set = aSet(
      'requirements:\n  reasons: { each: refused, require: { all: [{ fact: reasons, operator: equal, value: true }] } }\n',
    );
    const complaint = aComplaint([received, ['refused', '2026-03-05'], ['refused', '2026-03-09', { reasons: true }]]);
    expect(findingsOf(set, complaint, '2026-04-01T10:00+08:00').map(brief)).toEqual([
      'indeterminate ?reasons',
      'compliant',
    ]);
  });
  it('an unpaired stop is a data fault and ends nothing', () => {
    const set = aSet('deadlines:\n  part: { each: asked, due: due_on, done: answered }\n');
    const complaint = aComplaint([
      received,
      ['asked', '2026-03-03', { ref: 'A', due_on: { kind: 'day', day: 20522 } }],
      ['answered', '2026-03-04'],
    ]);
    const [finding] = findingsOf(set, complaint, '2026-04-01T10:00+08:00', 'part');
    expect(finding?.state).toBe('overdue');
    expect(finding?.notes.map((note) => note.code)).toEqual(['unpaired-stop']);
  });
  it('a rule that nothing happened for is not applicable, and not known where the source would not tell', () => {
    const set = aSet('deadlines:\n  part: { each: asked, within: 3 days, done: answered }\n');
    const outcome = (observed: 'everything' | ReadonlySet<string>): string | undefined =>
      findingsOf(set, aComplaint([received], { observed }), '2026-04-01T10:00+08:00', 'part')[0]?.outcome;
    expect(outcome('everything')).toBe('not-applicable');
    expect(outcome(seen())).toBe('indeterminate');
  });
});

describe('pauses', () => {
  const paused = (more = ''): string => reply(`, counting: rolling, pauses: [{ from: paused, until: resumed${more} }]`);
  it.each([
    ['of six days moves the date by six', '', ['2026-03-04', '2026-03-10'], 'pending running 2026-03-18'],
    ['after the due day changes nothing', '', ['2026-03-13', '2026-03-20'], 'non-compliant overdue 2026-03-12'],
    ['that is still open leaves no due date', '', ['2026-03-04', undefined], 'pending paused'],
    [
      'with a cap lets the excess run',
      ', at-most: 2 days',
      ['2026-03-04', '2026-03-10'],
      'non-compliant overdue 2026-03-16',
    ],
    [
      'without its proof does not count',
      ', when: { all: [{ fact: proof, operator: equal, value: true }] }',
      ['2026-03-04', '2026-03-10'],
      'non-compliant overdue 2026-03-12',
    ],
  ] satisfies [string, string, [string, string | undefined], string][])('%s', (_, more, [from, until], expected) => {
    const events: EventLine[] = [
      received,
      ['paused', from],
      ...(until === undefined ? [] : [['resumed', until] satisfies EventLine]),
    ];
    expect(findingsOf(aSet(paused(more)), aComplaint(events), '2026-03-17T10:00+08:00', 'reply').map(brief)).toEqual([
      expected,
    ]);
  });
  it('shows both dates of a pause without proof', () => {
    const set = aSet(paused(', when: { all: [{ fact: proof, operator: equal, value: true }] }'));
    const [finding] = findingsOf(
      set,
      aComplaint([received, ['paused', '2026-03-04'], ['resumed', '2026-03-10']]),
      '2026-03-17T10:00+08:00',
      'reply',
    );
    expect(finding?.notes).toEqual([
      {
        code: 'pause-without-proof',
        data: { from: '2026-03-04', until: '2026-03-10', due: '2026-03-12', dueIfProven: '2026-03-18' },
      },
    ]);
  });
});

describe('versions (S43, S44)', () => {
  const version = (head: string, days: number): string =>
    `policy: p\ntitle: { en: x, zh: 某 }\nsource: { instrument: Test, rank: house }\nin-force: ${head}\nversion-by: received\nbinds: respondent\ncalendar: cn\ndeadlines:\n  reply: { from: received, done: responded, within: ${String(days)} days }\n`;
  const set = setOf([
    ['old.yaml', version('{ from: 2024-01-01, through: 2026-03-31 }', 5)],
    ['new.yaml', version('{ from: 2026-04-01 }', 7)],
  ]);
  it.each([
    ['the last evening of the old one', '2026-03-31T15:59:59Z', '2026-04-05'],
    ['the first midnight of the new one', '2026-03-31T16:00:00Z', '2026-04-08'],
  ])('%s', (_, at, due) => {
    const [finding, more] = findingsOf(set, aComplaint([['received', at]]), '2026-04-02T10:00+08:00', 'reply');
    expect(finding === undefined ? '' : brief(finding)).toBe(`pending running ${due}`);
    expect(more).toBeUndefined();
  });
  it('before any version the rule is not applicable, once', () => {
    const found = findingsOf(set, aComplaint([['received', '2023-05-01']]), '2026-04-02T10:00+08:00', 'reply');
    expect(found.map((finding) => [finding.outcome, finding.reason])).toEqual([['not-applicable', 'not-in-force']]);
  });
});

describe('a policy of which it is not known whether it applies (S38)', () => {
  it('is one finding, not one for each rule', () => {
    const set = aSet(
      'applies: { all: [{ fact: rural, operator: equal, value: true }] }\ndeadlines:\n  a: { from: received, done: told, within: 1 day }\n  b: { from: received, done: told, within: 2 days }\n',
    );
    const found = findingsOf(set, aComplaint([received]), '2026-04-02T10:00+08:00');
    expect(found.map((finding) => [finding.rule, brief(finding)])).toEqual([[undefined, 'indeterminate ?rural']]);
  });
});

describe('a duty measured backwards (S14)', () => {
  const set = aSet('deadlines:\n  announce: { due: 30 days before close_on, done: told }\n');
  const day = (text: string) => ({ close_on: { kind: 'day', day: Date.parse(text) / 86_400_000 } }) as const;
  it.each([
    ['moves with its event while the due day has not passed', '2026-09-20', 'pending running 2026-10-31'],
    ['stays broken when the event moves later', '2026-10-05', 'non-compliant overdue 2026-10-01'],
  ])('%s', (_, moved, expected) => {
    const complaint = aComplaint([
      ['received', '2026-09-01', day('2026-10-31')],
      ['asked', moved, day('2026-11-30')],
    ]);
    expect(findingsOf(set, complaint, '2026-10-10T10:00+08:00', 'announce').map(brief)).toEqual([expected]);
  });
});

describe('the derivation', () => {
  it('tells the period, the roll and the days', () => {
    const set = aSet(reply(', counting: rolling'));
    const complaint = aComplaint([['received', '2026-04-23']]);
    const at = instant('2026-06-01T10:00+08:00');
    const [finding] = judge(set, complaint, at).findings;
    const derivation = finding === undefined ? undefined : explainFinding(set, complaint, at, finding);
    expect(derivation?.steps.map((step) => step.kind)).toEqual(['period', 'roll']);
    expect(derivation?.due).toEqual({ kind: 'day', day: Date.parse('2026-05-06') / 86_400_000 });
  });
});

it('judging is a function: the same arguments give the same judgement', () => {
  const set = aSet(reply());
  const complaint = aComplaint([received]);
  const at = instant('2026-03-05T10:00+08:00');
  expect(judge(set, complaint, at)).toEqual(judge(set, complaint, at));
});
