import { describe, expect, it } from '@jest/globals';
import { load, usualFiles } from '../../../test/support/policy-files.js';
import type { Schedule } from '../../rules/schedule/schedule.js';
import { caughtUpAtMost, planRuns, type Stretch } from './plan-runs.js';

const hour = 3_600_000;
const start = Date.UTC(2026, 1, 12);

function hourly(catchUp: string, minute = 0): Schedule {
  const text = `schedules:
  s:
    title: { en: S, zh: 任务 }
    at: { cron: "${minute} * * * *", zone: UTC }
    does: check
    catch-up: ${catchUp}
`;
  const [schedule] = load({ ...usualFiles, 'schedules.yaml': text }).set?.schedules ?? [];
  if (schedule === undefined) throw new Error('no schedule');
  return schedule;
}

function stretch(catchUp: string, hours: number, from = start): Stretch {
  return { from, until: from + hours * hour, set: 1, schedules: [hourly(catchUp)] };
}

const shown = (stretches: readonly Stretch[], at: number) =>
  planRuns(stretches, at).runs.map(
    ({ dueAt, state, isLate }) => `${(dueAt - start) / hour} ${state}${isLate ? ' late' : ''}`,
  );

describe('what becomes of due times', () => {
  it.each([
    ['latest', ['1 passed-over late', '2 passed-over late', '3 claimed late']],
    ['all', ['1 claimed late', '2 claimed late', '3 claimed late']],
    ['none', ['1 missed late', '2 missed late', '3 missed late']],
  ])('after a downtime of three hours, with catch-up %s', (catchUp, expected) => {
    expect(shown([stretch(catchUp, 3.5)], start + 3.5 * hour)).toEqual(expected);
  });

  it('a run that is just due stands for those before it', () => {
    expect(shown([stretch('latest', 3)], start + 3 * hour)).toEqual([
      '1 passed-over late',
      '2 passed-over late',
      '3 claimed',
    ]);
  });

  it('five minutes late is in time', () => {
    const until = start + hour + 5 * 60_000;
    expect(shown([{ ...stretch('none', 0), until }], until)).toEqual(['1 claimed']);
    expect(shown([{ ...stretch('none', 0), until: until + 1 }], until + 1)).toEqual(['1 missed late']);
  });

  it('of all, the newest hundred are made up for', () => {
    const { runs } = planRuns([stretch('all', 130.5)], start + 130.5 * hour);
    expect(runs.filter(({ state }) => state === 'claimed')).toHaveLength(caughtUpAtMost);
    expect(runs.slice(0, 30).map(({ state }) => state)).toEqual(Array.from({ length: 30 }, () => 'passed-over'));
  });

  it('goes by the set that was in force at each time, and no time is lost or comes twice where it changes', () => {
    const change = start + 2 * hour;
    const later: Stretch = { from: change, until: start + 4 * hour, set: 2, schedules: [hourly('all', 30)] };
    const { runs, through } = planRuns([stretch('all', 2), later], start + 4 * hour);
    expect(runs.map(({ dueAt, set }) => [(dueAt - start) / hour, set])).toEqual([
      [1, 1],
      [2, 1],
      [2.5, 2],
      [3.5, 2],
    ]);
    expect(through).toBe(start + 4 * hour);
  });

  it('a very long downtime is worked off in turns, and none of the times before its end is taken for the latest', () => {
    const long = stretch('latest', 25_000.5);
    const first = planRuns([long], long.until);
    expect(first.runs).toHaveLength(20_000);
    expect(first.runs.at(-1)?.state).toBe('passed-over');
    expect(first.through).toBe(start + 20_000 * hour);
    const second = planRuns([{ ...long, from: first.through }], long.until);
    expect(second.runs).toHaveLength(5_000);
    expect(second.runs.at(-1)?.state).toBe('claimed');
    expect(second.through).toBe(long.until);
  });
});
