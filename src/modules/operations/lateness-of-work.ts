import type { Fault } from '../../errors.js';
import type { Figures } from './figures.js';
import { operationFault } from './operation-errors.js';

/** In seconds. A sweep comes every second; one that is busy with a batch beats after each. */
export const patienceWith = { sweep: 60, backlog: 300, notices: 120, jobs: 300 } as const;

/** What is wrong where something is due and nobody looks at what is due; undefined where nothing is. */
export function sweepFault({ oldestDueSeconds, beats }: Figures): Fault | undefined {
  // Nobody has ever looked: for at least as long as something has been due.
  const silent = beats.get('sweep') ?? oldestDueSeconds;
  if (oldestDueSeconds <= patienceWith.sweep || silent <= patienceWith.sweep) return undefined;
  return operationFault('operation.sweep_late', { due: Math.round(oldestDueSeconds), silent: Math.round(silent) });
}

/** What is wrong where what is due is looked at, and not in time. */
export function backlogFault({ due, oldestDueSeconds }: Figures): Fault | undefined {
  if (oldestDueSeconds <= patienceWith.backlog) return undefined;
  return operationFault('operation.sweep_behind', { complaints: due, due: Math.round(oldestDueSeconds) });
}

/** What is wrong with complaints that cannot be judged. */
export function stuckFault({ stuck }: Figures): Fault | undefined {
  return stuck === 0 ? undefined : operationFault('operation.complaints_stuck', { complaints: stuck });
}

/** What is wrong with notices that nobody was told of; `roles` are those of them that nobody holds. */
export function noticesFault({ waiting }: Figures, roles: readonly string[]): Fault | undefined {
  if (roles.length > 0) return operationFault('operation.nobody_to_tell', { roles: roles.join(', ') });
  if (waiting.oldestSeconds <= patienceWith.notices) return undefined;
  return operationFault('operation.notices_wait', {
    notices: waiting.notices,
    seconds: Math.round(waiting.oldestSeconds),
  });
}

/** A queue as its door tells of it; `age` is how long the oldest job that could be done has waited, in milliseconds. */
export interface QueueAge {
  readonly queue: string;
  readonly waiting: number;
  readonly age: number;
}

/** What is wrong with the queue that is furthest behind. */
export function queueFault(queues: readonly QueueAge[]): Fault | undefined {
  const worst = queues.toSorted((a, b) => b.age - a.age)[0];
  if (worst === undefined || worst.age <= patienceWith.jobs * 1_000) return undefined;
  const { queue, waiting: jobs, age } = worst;
  return operationFault('operation.queue_behind', { queue, jobs, seconds: Math.round(age / 1_000) });
}
