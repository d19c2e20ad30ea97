import { describe, expect, it } from '@jest/globals';
import { explainFinding } from '../src/rules/judge/derivation.js';
import { judge } from '../src/rules/judge/judge.js';
import { aComplaint, aSet, brief, findingsOf, instant, type EventLine } from './support/builders.js';
import { received, reply, seen } from './support/reply-clock.js';

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

describe('a policy of which it is not known whether it applies (S38)', () => {
  it('is one finding, not one for each rule', () => {
    const set = aSet(
      'applies: { all: [{ fact: rural, operator: equal, value: true }] }\ndeadlines:\n  a: { from: received, done: told, within: 1 day }\n  b: { from: received, done: told, within: 2 days }\n',
    );
    const found = findingsOf(set, aComplaint([received]), '2026-04-02T10:00+08:00');
    expect(found.map((finding) => [finding.rule, brief(finding)])).toEqual([[undefined, 'indeterminate ?rural']]);
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
