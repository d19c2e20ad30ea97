import type { Figures } from './figures.js';
import type { GaugeName } from './gauges.js';

/** One value of one gauge. */
export interface Sample {
  readonly name: GaugeName;
  readonly labels?: Readonly<Record<string, string | number>>;
  readonly value: number;
}

/** A queue as its door tells of it; `age` in milliseconds. */
export interface QueueFigures {
  readonly queue: string;
  readonly waiting: number;
  readonly working: number;
  readonly age: number;
}

/** Works whose age has a gauge of its own. */
const ownGauges = { sweep: 'redress_sweep_age_seconds', backup: 'redress_backup_age_seconds' } as const;

/** What the database tells, as values of gauges. */
export function figureSamples(figures: Figures): readonly Sample[] {
  const { due, oldestDueSeconds, stuck, beats, waiting, newestSet, toRejudge } = figures;
  const own = Object.entries(ownGauges).flatMap(([work, name]): readonly Sample[] => {
    const age = beats.get(work);
    return age === undefined ? [] : [{ name, value: age }];
  });
  return [
    { name: 'redress_complaints_due', value: due },
    { name: 'redress_oldest_unexamined_complaint_seconds', value: oldestDueSeconds },
    { name: 'redress_complaints_stuck', value: stuck },
    { name: 'redress_complaints_to_rejudge', value: toRejudge },
    { name: 'redress_policy_set_number', value: newestSet },
    { name: 'redress_notices_waiting', value: waiting.notices },
    { name: 'redress_notices_waiting_oldest_seconds', value: waiting.oldestSeconds },
    ...own,
    ...[...beats].map(([work, value]): Sample => ({ name: 'redress_beat_age_seconds', labels: { work }, value })),
    ...figures.unacknowledged.map(({ level, notices }): Sample => ({
      name: 'redress_escalations_unacknowledged',
      labels: { level },
      value: notices,
    })),
    ...figures.wrongRuns.map(({ runs, ...labels }): Sample => ({
      name: 'redress_schedule_runs_wrong',
      labels,
      value: runs,
    })),
    ...messageSamples(figures.messages),
  ];
}

const ways = ['mail', 'webhook', 'robot'] as const;

/** Every way, whether anything waits or not: a figure that comes and goes cannot be told from one that is lost. */
function messageSamples(messages: Figures['messages']): readonly Sample[] {
  return ways.flatMap((way): readonly Sample[] => {
    const of = (status: 'waiting' | 'failed'): Figures['messages'][number] | undefined =>
      messages.find((one) => one.way === way && one.status === status);
    return [
      { name: 'redress_messages', labels: { way, status: 'waiting' }, value: of('waiting')?.messages ?? 0 },
      { name: 'redress_messages', labels: { way, status: 'failed' }, value: of('failed')?.messages ?? 0 },
      { name: 'redress_messages_waiting_oldest_seconds', labels: { way }, value: of('waiting')?.oldestSeconds ?? 0 },
    ];
  });
}

/** The queues, as values of gauges. */
export function queueSamples(queues: readonly QueueFigures[]): readonly Sample[] {
  return queues.flatMap(({ queue, waiting, working, age }): readonly Sample[] => [
    { name: 'redress_queue_jobs', labels: { queue, state: 'waiting' }, value: waiting },
    { name: 'redress_queue_jobs', labels: { queue, state: 'working' }, value: working },
    { name: 'redress_queue_oldest_seconds', labels: { queue }, value: age / 1_000 },
  ]);
}
