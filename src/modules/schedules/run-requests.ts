import type { ReceivedPeriod } from '../../rules/schedule/received-period.js';
import { receivedDays } from '../../rules/schedule/received-period.js';
import type { Schedule, SchedulePopulation } from '../../rules/schedule/schedule.js';
import type { Zone } from '../../rules/time/calendar.js';
import { formatDay } from '../../rules/time/day.js';
import { formatInstant } from '../../rules/time/parse-time.js';
import type { Day, Instant } from '../../rules/values.js';
import { requestRecord as checkRecord } from '../checks/check-request.js';
import { plannedFiles, requestRecord as reportRecord } from '../reports/report-request.js';
import type { OrderKind } from '../runs/orders.service.js';
import type { RunRecord } from '../runs/run.js';

/** What a run of a schedule is asked to do, in the words from which its service reads it again. */
export interface RunRequest {
  readonly kind: OrderKind;
  readonly request: RunRecord;
}

/** Which run: of when, and whether it is to say what would have been said then. */
export interface Occasion {
  readonly dueAt: Instant;
  /** Of the organisation: days of receipt are days there. */
  readonly zone: Zone;
  readonly asThen: boolean;
}

/**
 * The request of a run. Days of receipt are seen from the day on which it is due, whenever it is carried out. What is made up for is judged
 * as at the time that was missed; only a check that stands for the present judges the present, and renews what is stored.
 */
export function runRequest(schedule: Schedule, { dueAt, zone, asThen }: Occasion): RunRequest {
  const { does, over, report } = schedule;
  // On the clock by which it is due: its `last month` is the month before that day, wherever the organisation is.
  const day = schedule.at.zone.dayOf(dueAt);
  const by = { schedule: schedule.id, due: formatInstant(dueAt, zone) };
  const at = asThen ? formatInstant(dueAt, zone) : undefined;
  switch (does) {
    case 'check':
      return { kind: 'check', request: { ...checkRecord({ population: populationOf(over, day), at }), ...by } };
    case 'retention':
      return { kind: 'retention', request: { ...checkRecord({ population: populationOf(over, day) }), ...by } };
    case 'verify':
      return { kind: 'verification', request: by };
    case 'report': {
      const [from, to] = daysOf(over.received, day);
      const files = plannedFiles(report.formats, report.languages);
      const written = { from, to, source: over.source, unit: over.unit, at, findings: report.findings };
      return { kind: 'report', request: { ...reportRecord(written, files), ...by } };
    }
  }
}

function populationOf({ status, outcome, source, unit, received }: SchedulePopulation, day: Day) {
  const [from, to] = daysOf(received, day);
  return { source, unit, status, outcome, received_from: from, received_to: to };
}

function daysOf(received: ReceivedPeriod | undefined, day: Day): readonly [string | undefined, string | undefined] {
  if (received === undefined) return [undefined, undefined];
  const [from, through] = receivedDays(received, day);
  return [formatDay(from), formatDay(through)];
}
