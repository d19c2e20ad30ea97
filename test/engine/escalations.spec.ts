import { describe, expect, it } from '@jest/globals';
import { judge } from '../../src/rules/judge/judge.js';
import type { EscalationFinding } from '../../src/rules/judge/judgement.js';
import { aComplaint, instant, time, type EventLine } from '../support/builders.js';
import { headCalendar, minuteOf } from '../support/head-calendar.js';
import { policyOf, workedSet } from '../support/worked-set.js';

const set = workedSet([
  headCalendar,
  policyOf(
    'house',
    `deadlines:
  answer: { from: received, within: 10 days, done: responded, warn: 2 days, restarts: reopened, pauses: [{ from: appraisal-started, until: appraisal-ended }] }
  later: { from: received, within: 15 days, done: told }
  quick: { from: received, within: 2 working hours, done: told }
  action: { each: action-agreed, due: action_due_on, done: action-finished }
escalations:
  late: { for: answer, at: 24 hours after due, to: team-lead, acknowledge-within: 1 working hour, otherwise: { to: head, acknowledge-within: 1 working hour, otherwise: { to: general-manager } } }
  soon: { for: answer, at: 24 hours before due, to: team-lead }
  vector: { for: later, at: 24 hours after due, to: team-lead }
  days: { for: answer, at: 2 working days after due, to: team-lead }
  warned: { for: answer, at: warn, to: team-lead, acknowledge-within: 2 working days, otherwise: { to: head } }
  quick-late: { for: quick, at: overdue, to: team-lead }
  action-missed: { for: action, at: overdue, to: team-lead }
  legal: { when: { all: [{ fact: legal_threat, operator: equal, value: true }] }, to: [team-lead, head], acknowledge-within: 2 working hours, otherwise: { to: general-manager } }
`,
    { source: '{ instrument: House, rank: house, checked: 2026-11-21 }', counting: 'cn-term' },
  ),
]);

const received: EventLine = ['received', '2026-03-02T10:00+08:00'];
const levels = (lines: readonly EventLine[], when: string, rule: string): readonly EscalationFinding[] =>
  judge(set, aComplaint([received, ...lines]), instant(when)).escalations.filter((each) => each.rule === rule);
const brief = ({ level, to, at: from, acknowledgeBy, round }: EscalationFinding): string =>
  `${String(round)}.${String(level)} ${to.join('+')} ${minuteOf(from)}${acknowledgeBy === undefined ? '' : ` by ${minuteOf(acknowledgeBy)}`}`;
const now = '2026-03-03T12:00+08:00';

describe('when somebody is told', () => {
  it.each([
    ['S69: 24 hours after a due day, the vector', 'vector', ['1.1 team-lead 2026-03-19T00:00']],
    ['S69: 24 hours before a due day counts from its end', 'soon', ['1.1 team-lead 2026-03-12T00:00']],
    [
      'S69, S71: after a due day from its end, each level on the calendar of its role',
      'late',
      [
        '1.1 team-lead 2026-03-14T00:00 by 2026-03-16T10:00',
        '1.2 head 2026-03-16T10:00 by 2026-03-16T21:00',
        '1.3 general-manager 2026-03-16T21:00',
      ],
    ],
    ['working days after a due day, through their end', 'days', ['1.1 team-lead 2026-03-17T00:00']],
    [
      'a warning, and days to acknowledge it',
      'warned',
      ['1.1 team-lead 2026-03-10T00:00 by 2026-03-13T00:00', '1.2 head 2026-03-13T00:00'],
    ],
    ['a due instant, when it runs out', 'quick-late', ['1.1 team-lead 2026-03-02T12:00']],
  ])('%s', (_, rule, expected) => {
    expect(levels([], now, rule).map(brief)).toEqual(expected);
  });

  it('S71: on conditions from the instant at which they held, the first calendar to run out counting', () => {
    expect(levels([], now, 'legal')).toEqual([]);
    const threat: EventLine = ['facts-recorded', '2026-03-02T16:30+08:00', { legal_threat: true }];
    expect(levels([threat], now, 'legal').map(brief)).toEqual([
      '1.1 team-lead+head 2026-03-02T16:30 by 2026-03-02T22:00',
      '1.2 general-manager 2026-03-02T22:00',
    ]);
  });

  it('tells nothing of a clock that was done before, nor of one that is paused', () => {
    expect(levels([['responded', '2026-03-05']], now.replace('03T', '06T'), 'late')).toEqual([]);
    expect(levels([['appraisal-started', '2026-03-03T09:00+08:00']], now, 'late')).toEqual([]);
    const late = levels([['responded', '2026-03-16T09:00+08:00']], '2026-04-01T00:00+08:00', 'late');
    expect(late.map(({ level }) => level)).toEqual([1]);
  });

  it('S32: tells nobody of a clock whose end its source does not report', () => {
    const telling = (observed: 'everything' | ReadonlySet<string>): readonly (true | undefined)[] =>
      judge(set, { ...aComplaint([received]), observed }, instant('2026-04-20T12:00+08:00'))
        .telling.filter(({ rule }) => rule === 'vector')
        .map(({ over }) => over);
    expect(telling('everything')).toEqual([undefined]);
    expect(telling(new Set(['received', 'told']))).toEqual([undefined]);
    expect(telling(new Set(['received'])).filter((over) => over !== true)).toEqual([]);
  });

  it('S70: a restart begins a new round', () => {
    const rounds = levels([['reopened', '2026-03-05T10:00+08:00']], '2026-03-06T10:00+08:00', 'soon');
    expect(rounds.map(brief)).toEqual(['2.1 team-lead 2026-03-15T00:00']);
  });

  it('watches each occurrence of a clock', () => {
    const action = (day: string): EventLine => ['action-agreed', '2026-03-02', { action_due_on: time(day) }];
    const found = levels([action('2026-03-05'), action('2026-03-09')], now, 'action-missed');
    expect(found.map((each) => [each.occurrence?.event, minuteOf(each.at)])).toEqual([
      ['e2', '2026-03-06T00:00'],
      ['e3', '2026-03-10T00:00'],
    ]);
    expect(found[0]?.for).toBe('house#action');
  });

  it('S42: looks again at each of these instants', () => {
    const complaint = aComplaint([received, ['told', '2026-03-02T11:00+08:00']]);
    const next = (when: string): string => minuteOf(judge(set, complaint, instant(when)).nextLookAt ?? 0);
    expect(next('2026-03-10T00:00+08:00')).toBe('2026-03-12T00:00');
    expect(next('2026-03-13T00:00+08:00')).toBe('2026-03-14T00:00');
    expect(next('2026-03-14T00:00+08:00')).toBe('2026-03-16T10:00');
  });
});
