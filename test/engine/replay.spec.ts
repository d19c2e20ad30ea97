import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Complaint } from '../../src/rules/complaint.js';
import { judge } from '../../src/rules/judge/judge.js';
import type { PolicySet } from '../../src/rules/policy/policy.js';
import { parseDay } from '../../src/rules/time/day.js';
import type { Day } from '../../src/rules/values.js';
import { calendarOf } from '../support/calendars.js';
import { examinerSet } from './examiner-set.js';
import { replay, type ReplayClock, type ReplayEvent } from './replay.js';
import { parameters, runs } from './runs.js';

/** The rules of `examiner/replayed.yaml`, as the replay knows them. */
const clocks: Readonly<Record<string, ReplayClock>> = {
  days: {
    unit: 'days',
    within: 10,
    extensions: [
      { on: 'approved', to: 20 },
      { on: 'notified', to: 30 },
    ],
  },
  'working-days': {
    unit: 'working days',
    within: 6,
    extensions: [
      { on: 'approved', to: 9 },
      { on: 'notified', to: 15 },
    ],
  },
  capped: { unit: 'days', within: 10, extensions: [{ on: 'approved', to: 20 }], cap: 25 },
};
const set = examinerSet();
const calendar = calendarOf('cn');
const zone = calendar.zone;
const first = parseDay('2026-01-26') ?? 0;

/** Days around the Spring Festival, at most one event of a type a day, and pauses that neither begin nor end on one day twice. */
const events = fc
  .record({
    received: fc.integer({ min: 0, max: 20 }),
    others: fc.uniqueArray(
      fc.record({
        type: fc.constantFrom(
          'hold-started',
          'hold-ended',
          'approved',
          'notified',
          'answered',
          'withdrawn',
          'reopened',
        ),
        day: fc.integer({ min: 0, max: 60 }),
      }),
      { maxLength: 9, selector: ({ type, day }) => `${type.startsWith('hold') ? 'hold' : type} ${day}` },
    ),
  })
  .map(({ received, others }): readonly ReplayEvent[] => [
    { type: 'received', day: first + received },
    ...others
      .filter(({ type, day }) => !(type === 'reopened' && day === received))
      .map(({ type, day }) => ({ type, day: first + day })),
  ]);

function complaintOf(all: readonly ReplayEvent[]): Complaint {
  const dated = all.map(({ type, day }, index) => ({
    id: `e${index}`,
    type,
    at: { kind: 'day', day } as const,
    data: {},
  }));
  return { id: 'c', facts: {}, observed: 'everything', events: dated };
}

function judged(policies: PolicySet, all: readonly ReplayEvent[], rule: string, through: Day) {
  const { findings } = judge(policies, complaintOf(all), zone.startOf(through) + 12 * 3_600_000);
  return findings
    .filter((finding) => finding.policy === 'replayed' && finding.rule === rule)
    .map(({ state, due }) => {
      const over = state === 'in-time' || state === 'done-late' || state === 'overdue';
      return { state, due: over && due?.kind === 'day' ? due.day : undefined };
    });
}

describe('the engine, which looks back, and a replay, which lives through the days, agree', () => {
  it.each(Object.entries(clocks))('%s', (rule, clock) => {
    fc.assert(
      fc.property(events, fc.integer({ min: 0, max: 90 }), (all, after) => {
        const received = all[0]?.day ?? first;
        const through = received + after;
        const seen = all.filter(({ day }) => day <= through);
        expect(judged(set, seen, rule, through)).toEqual(replay(clock, calendar, seen, through));
      }),
      { ...parameters, numRuns: runs(400) },
    );
  });
});
