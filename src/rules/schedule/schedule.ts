import type { Language, Text } from '../../errors.js';
import type { Calendar, Zone } from '../time/calendar.js';
import type { Cron } from './cron.js';
import type { ReceivedPeriod } from './received-period.js';
import type { HourRules } from './wall-times.js';
import type { WorkingDayRule } from './working-day-rule.js';

/** What runs: a compliance check, an audit report, a count of records whose time is over, a verification of the evidence. */
export const scheduleKinds = ['check', 'report', 'retention', 'verify'] as const;

export type ScheduleKind = (typeof scheduleKinds)[number];

/** What is done with runs whose time came while nothing ran: the last one is made up for, all of them up to a bound, or none. */
export const catchUps = ['latest', 'all', 'none'] as const;

export type CatchUp = (typeof catchUps)[number];

/** When something is due. */
export type ScheduleTime = { readonly zone: Zone; readonly hours: HourRules } & (
  | { readonly kind: 'cron'; readonly cron: Cron }
  | {
      readonly kind: 'working-day';
      readonly rule: WorkingDayRule;
      /** As it was written. */
      readonly text: string;
      readonly calendar: Calendar;
      /** After 00:00. */
      readonly minutes: number;
    }
);

export const statuses = ['open', 'closed', 'withdrawn', 'merged', 'void'] as const;

export const outcomes = [
  'compliant',
  'non-compliant',
  'waived',
  'pending',
  'indeterminate',
  'judgement-needed',
  'not-applicable',
] as const;

/** Which complaints; every part narrows it. */
export interface SchedulePopulation {
  readonly status?: (typeof statuses)[number];
  readonly outcome?: (typeof outcomes)[number];
  readonly source?: string;
  readonly unit?: string;
  readonly received?: ReceivedPeriod;
}

export const reportFormats = ['pdf', 'json', 'csv'] as const;

export interface ScheduledReport {
  readonly languages: readonly Language[];
  readonly formats: readonly (typeof reportFormats)[number][];
  readonly findings: 'attention' | 'all';
}

/** Something that is done again and again, as `schedules.yaml` has it. */
export interface Schedule {
  readonly id: string;
  readonly title: Text;
  readonly at: ScheduleTime;
  readonly does: ScheduleKind;
  readonly over: SchedulePopulation;
  /** Of what makes a report. */
  readonly report: ScheduledReport;
  readonly catchUp: CatchUp;
  /** Roles of the organisation who hear of missed and failed runs, and that a report is there; empty: the fallback owner. */
  readonly tell: readonly string[];
}
