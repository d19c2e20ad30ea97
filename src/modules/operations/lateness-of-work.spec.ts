import { describe, expect, it } from '@jest/globals';
import type { Figures } from './figures.js';
import { backlogFault, noticesFault, queueFault, stuckFault, sweepFault } from './lateness-of-work.js';

const quiet: Figures = {
  due: 0,
  oldestDueSeconds: 0,
  stuck: 0,
  beats: new Map(),
  unacknowledged: [],
  waiting: { notices: 0, oldestSeconds: 0 },
  messages: [],
  wrongRuns: [],
  newestSet: 1,
  toRejudge: 0,
};

describe('the sweep', () => {
  it.each<[string, number, number | undefined, boolean]>([
    ['nothing is due and nobody has ever looked', 0, undefined, false],
    ['nothing is due and nobody looks any more', 0, 9_999, false],
    ['something has just become due', 30, undefined, false],
    ['something is due and nobody has ever looked', 61, undefined, true],
    ['something is due and nobody looks any more', 61, 61, true],
    ['a month of downtime is being caught up', 2_592_000, 1, false],
  ])('where %s', (_, oldestDueSeconds, beat, isLate) => {
    const beats = new Map(beat === undefined ? [] : [['sweep', beat]]);
    const code = sweepFault({ ...quiet, due: 7, oldestDueSeconds, beats })?.code;
    expect(code).toBe(isLate ? 'operation.sweep_late' : undefined);
  });

  it('that cannot keep up is told after five minutes, and not before', () => {
    expect(backlogFault({ ...quiet, due: 7, oldestDueSeconds: 300 })).toBeUndefined();
    expect(backlogFault({ ...quiet, due: 7, oldestDueSeconds: 301 })?.data).toEqual({ complaints: 7, due: 301 });
  });
});

describe('what somebody has to look at', () => {
  it('is nothing in a quiet service', () => {
    expect([stuckFault(quiet), noticesFault(quiet, []), queueFault([])]).toEqual([undefined, undefined, undefined]);
  });

  it('is a role that nobody holds, by its name, even before the notice is late', () => {
    const fault = noticesFault({ ...quiet, waiting: { notices: 1, oldestSeconds: 5 } }, ['team-lead', 'counsel']);
    expect(fault).toMatchObject({ code: 'operation.nobody_to_tell', data: { roles: 'team-lead, counsel' } });
  });

  it('is a notice of which nobody was told in time', () => {
    const waiting = { notices: 3, oldestSeconds: 121 };
    expect(noticesFault({ ...quiet, waiting }, [])?.code).toBe('operation.notices_wait');
  });

  it('is one complaint that cannot be judged', () => {
    expect(stuckFault({ ...quiet, stuck: 1 })?.code).toBe('operation.complaints_stuck');
  });

  it('is the queue that is furthest behind', () => {
    const queues = [
      { queue: 'deliver', waiting: 2, age: 301_000 },
      { queue: 'report', waiting: 1, age: 900_000 },
    ];
    expect(queueFault(queues)).toMatchObject({
      code: 'operation.queue_behind',
      data: { queue: 'report', seconds: 900 },
    });
    expect(queueFault([{ queue: 'deliver', waiting: 9, age: 300_000 }])).toBeUndefined();
  });
});
