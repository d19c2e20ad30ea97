import { describe, expect, it } from '@jest/globals';
import { aComplaint, instant, type EventLine } from '../../../test/support/builders.js';
import { headCalendar, minuteOf } from '../../../test/support/head-calendar.js';
import { policyOf, workedSet } from '../../../test/support/worked-set.js';
import type { Instant } from '../values.js';
import { acknowledgedBy } from './escalation-times.js';
import { judge } from './judge.js';
import type { LevelToTell } from './judgement.js';
import { levelKey, levelsToTell, type ToldLevel } from './levels-to-tell.js';

const set = workedSet([
  headCalendar,
  policyOf(
    'house',
    `deadlines:
  answer: { from: received, within: 10 days, done: responded, restarts: reopened, pauses: [{ from: appraisal-started, until: appraisal-ended }] }
  action: { each: action-agreed, within: 3 days, done: action-finished }
escalations:
  late: { for: answer, at: overdue, to: team-lead, acknowledge-within: 1 working hour, otherwise: { to: head, acknowledge-within: 1 working hour, otherwise: { to: general-manager } } }
  unacted: { for: action, at: overdue, to: team-lead }
  legal: { when: { all: [{ fact: legal_threat, operator: equal, value: true }] }, to: team-lead, acknowledge-within: 2 hours, otherwise: { to: general-manager } }
`,
    { source: '{ instrument: House, rank: house, checked: 2026-11-21 }', counting: 'cn-term' },
  ),
]);

const received: EventLine = ['received', '2026-03-02T10:00+08:00'];
const threat: EventLine = ['facts-recorded', '2026-03-02T16:30+08:00', { legal_threat: true }];
/** Overdue from 2026-03-13T00:00, a Friday; the team lead's hours are 09:00 to 18:00, the head's 20:00 to 22:00. */
const late = ['1 at 2026-03-13T00:00 by 2026-03-13T10:00', '2 at 2026-03-13T10:00 by 2026-03-13T21:00'] as const;

/** One complaint over time: what is told is kept as it would be stored. */
function telling(rule: string) {
  const told = new Map<string, ToldLevel>();
  const levels = (lines: readonly EventLine[], when: string): readonly LevelToTell[] =>
    judge(set, aComplaint([received, ...lines]), instant(when)).telling.filter((each) => each.rule === rule);
  return {
    told,
    look(when: string, lines: readonly EventLine[] = [], endedAt?: Instant) {
      const found = levelsToTell(levels(lines, when), {
        at: instant(when),
        told,
        endedAt,
        acknowledgedBy: (to, from, within) => acknowledgedBy(set, to, from, within),
      });
      for (const key of found.moot) told.set(key, { at: told.get(key)?.at ?? 0, status: 'moot' });
      for (const { key } of found.tell) told.set(key, { at: instant(when), status: 'waiting' });
      for (const [status, keys] of [
        ['over', found.over],
        ['told', found.again],
      ] as const)
        for (const key of keys) told.set(key, { at: told.get(key)?.at ?? 0, status });
      return {
        told: found.tell.map(({ level, at: due, acknowledgeBy, passedOver }) =>
          [
            `${level.level} at ${minuteOf(due)}`,
            ...(acknowledgeBy === undefined ? [] : [`by ${minuteOf(acknowledgeBy)}`]),
            ...(passedOver.length === 0 ? [] : [`over ${passedOver.join()}`]),
          ].join(' '),
        ),
        moot: found.moot.length,
        next: found.nextAt === undefined ? undefined : minuteOf(found.nextAt),
      };
    },
    statuses: () => [...told.values()].map(({ status }) => status),
    turn(status: ToldLevel['status'], level: number) {
      for (const [key, one] of told) if (key.endsWith(`,${level}]`)) told.set(key, { ...one, status });
    },
  };
}

describe('who is told when', () => {
  it('S70: each level from its instant on, once, and the next when the one below has not acknowledged', () => {
    const { look } = telling('late');
    expect(look('2026-03-12T23:59+08:00')).toEqual({ told: [], moot: 0, next: '2026-03-13T00:00' });
    expect(look('2026-03-13T00:00+08:00')).toEqual({ told: [late[0]], moot: 0, next: '2026-03-13T10:00' });
    expect(look('2026-03-13T00:00+08:00')).toEqual({ told: [], moot: 0, next: '2026-03-13T10:00' });
    expect(look('2026-03-13T10:00+08:00')).toEqual({ told: [late[1]], moot: 0, next: '2026-03-13T21:00' });
    expect(look('2026-03-13T21:00+08:00')).toEqual({ told: ['3 at 2026-03-13T21:00'], moot: 0, next: undefined });
    expect(look('2027-03-13T21:00+08:00')).toEqual({ told: [], moot: 0, next: undefined });
  });

  it('S71: the time to acknowledge runs from when it was really told, on the calendar of who was told', () => {
    const { look } = telling('late');
    expect(look('2026-03-13T09:30+08:00')).toMatchObject({
      told: ['1 at 2026-03-13T00:00 by 2026-03-13T10:30'],
      next: '2026-03-13T10:30',
    });
    expect(look('2026-03-13T10:10+08:00').told).toEqual([]);
    expect(look('2026-03-13T20:30+08:00')).toMatchObject({
      told: ['2 at 2026-03-13T10:30 by 2026-03-13T21:30'],
      next: '2026-03-13T21:30',
    });
  });

  it('S70: of levels that passed while nobody could tell them the highest alone, naming the others', () => {
    const { look } = telling('late');
    expect(look('2026-04-12T00:00+08:00')).toEqual({
      told: ['3 at 2026-03-13T21:00 over 1,2'],
      moot: 0,
      next: undefined,
    });
    const other = telling('late');
    other.look('2026-03-13T00:00+08:00');
    expect(other.look('2026-04-12T00:00+08:00').told).toEqual(['3 at 2026-03-13T21:00 over 2']);
    const third = telling('late');
    expect(third.look('2026-03-13T12:00+08:00')).toEqual({
      told: ['2 at 2026-03-13T10:00 by 2026-03-13T21:00 over 1'],
      moot: 0,
      next: '2026-03-13T21:00',
    });
  });

  it('nobody any more when the clock has ended; what was told is over, and stands again where that end is taken back', () => {
    const { look, turn, statuses } = telling('late');
    const done: EventLine = ['responded', '2026-03-13T08:00+08:00'];
    look('2026-03-13T00:00+08:00');
    turn('told', 1);
    look('2026-03-13T08:30+08:00');
    expect(statuses()).toEqual(['told']);
    expect(look('2026-03-13T09:00+08:00', [done])).toEqual({ told: [], moot: 0, next: undefined });
    expect(statuses()).toEqual(['over']);
    expect(look('2026-03-13T09:30+08:00')).toEqual({ told: [], moot: 0, next: '2026-03-13T10:00' });
    expect(statuses()).toEqual(['told']);
    look('2026-03-13T10:00+08:00');
    turn('told', 2);
    turn('acknowledged', 2);
    look('2026-03-13T10:30+08:00');
    expect(statuses()).toEqual(['over', 'acknowledged']);
  });

  it('nobody while the clock is paused: what was told is over, and stands again when it goes on', () => {
    const { look, turn, statuses } = telling('late');
    look('2026-03-13T00:00+08:00');
    turn('told', 1);
    const paused: EventLine = ['appraisal-started', '2026-03-12T10:00+08:00'];
    look('2026-03-13T09:00+08:00', [paused]);
    expect(statuses()).toEqual(['over']);
    const { told, next } = look('2026-03-14T09:00+08:00', [paused, ['appraisal-ended', '2026-03-14T08:00+08:00']]);
    expect([told, next === undefined, statuses()]).toEqual([[], false, ['told']]);
  });

  it('nobody above a level that acknowledged, and nobody else at all', () => {
    const { look, turn } = telling('late');
    look('2026-03-13T00:00+08:00');
    turn('acknowledged', 1);
    expect(look('2026-04-12T00:00+08:00')).toEqual({ told: [], moot: 0, next: undefined });
    const two = telling('late');
    two.look('2026-03-13T00:00+08:00');
    two.look('2026-03-13T10:00+08:00');
    two.turn('acknowledged', 1);
    expect(two.look('2026-03-13T21:00+08:00')).toEqual({ told: [], moot: 1, next: undefined });
  });

  it('nobody of a clock that has ended, however late that is looked at', () => {
    const done: EventLine = ['responded', '2026-03-14T09:00+08:00'];
    expect(telling('late').look('2026-04-12T00:00+08:00', [done])).toEqual({ told: [], moot: 0, next: undefined });
  });

  it('S70: a pause or an extension does not tell a level again; the next waits for the new date', () => {
    const { look } = telling('late');
    look('2026-03-13T00:00+08:00');
    const paused: EventLine[] = [['appraisal-started', '2026-03-10T09:00+08:00']];
    const resumed: EventLine[] = [...paused, ['appraisal-ended', '2026-03-17T09:00+08:00']];
    expect(look('2026-03-13T09:00+08:00', paused)).toMatchObject({ told: [], moot: 1 });
    const other = telling('late');
    other.look('2026-03-13T00:00+08:00');
    other.turn('told', 1);
    expect(other.look('2026-03-13T09:00+08:00', paused)).toMatchObject({ told: [], moot: 0 });
    const next = other.look('2026-03-18T09:00+08:00', resumed);
    expect(next.told).toEqual([]);
    expect(next.next).toBe('2026-03-20T10:00');
    expect(other.look('2026-03-31T09:00+08:00', resumed).told).toEqual([expect.stringMatching(/^3 .* over 2$/)]);
  });

  it('S70: a restart begins anew', () => {
    const { look, told } = telling('late');
    look('2026-03-13T00:00+08:00');
    const reopened: EventLine[] = [
      ['responded', '2026-03-13T08:00+08:00'],
      ['reopened', '2026-03-14T10:00+08:00'],
    ];
    expect(look('2026-03-24T23:00+08:00', reopened).told).toEqual([]);
    expect(look('2026-03-25T00:00+08:00', reopened).told).toEqual([expect.stringMatching(/^1 at 2026-03-25T00:00/)]);
    expect([...told.keys()]).toEqual(['["house#late",1,1]', '["house#late",2,1]']);
  });

  it('what was moot before it was sent is told when it is due again', () => {
    const { look } = telling('late');
    look('2026-03-13T00:00+08:00');
    const done: EventLine = ['responded', '2026-03-13T08:00+08:00'];
    expect(look('2026-03-13T08:01+08:00', [done])).toEqual({ told: [], moot: 1, next: undefined });
    const back = look('2026-03-13T09:00+08:00');
    expect(back).toMatchObject({ told: ['1 at 2026-03-13T00:00 by 2026-03-13T10:00'], moot: 0 });
  });

  it('each occurrence by itself', () => {
    const agreed = (day: string): EventLine => ['action-agreed', `${day}T09:00+08:00`];
    const { look, told } = telling('unacted');
    look('2026-03-10T00:00+08:00', [agreed('2026-03-03'), agreed('2026-03-04')]);
    expect([...told.keys()]).toEqual(['["house#unacted@e2",1,1]', '["house#unacted@e3",1,1]']);
  });

  it('S71: of conditions since they hold, until the complaint comes to its end', () => {
    const { look } = telling('legal');
    expect(look('2026-03-02T16:30+08:00', [threat])).toMatchObject({
      told: ['1 at 2026-03-02T16:30 by 2026-03-02T18:30'],
      next: '2026-03-02T18:30',
    });
    const closed = instant('2026-03-02T17:00+08:00');
    expect(look('2026-03-02T18:30+08:00', [threat], closed)).toEqual({ told: [], moot: 1, next: undefined });
    expect(look('2026-03-02T18:30+08:00', [threat], instant('2026-03-02T16:00+08:00')).told).toHaveLength(1);
  });

  it('a level that two versions say, once', () => {
    const [level] = judge(set, aComplaint([received]), instant('2026-03-13T00:00+08:00')).telling;
    if (level === undefined) throw new Error('nothing is to be told');
    const how = { at: level.at, told: new Map(), acknowledgedBy: () => undefined };
    const { tell } = levelsToTell(
      [
        { ...level, version: 1 },
        { ...level, at: level.at - 1 },
      ],
      how,
    );
    expect(tell.map(({ key, at: due }) => [key, due])).toEqual([[levelKey(level), level.at - 1]]);
  });
});
