import { describe, expect, it } from '@jest/globals';
import { aComplaint, aSet, brief, findingsOf, setOf, type EventLine } from './support/builders.js';
import { received, reply, seen } from './support/reply-clock.js';

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
