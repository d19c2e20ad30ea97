import { z } from 'zod';
import { RedressError, type Fault, type Language, type Place } from '../../errors.js';
import type { PopulationAsked } from '../../reports/audit-report.js';
import { firstInstant } from '../../rules/time/compare.js';
import type { Zone } from '../../rules/time/calendar.js';
import { formatDay } from '../../rules/time/day.js';
import { parseTime } from '../../rules/time/parse-time.js';
import type { Day, Instant, Time } from '../../rules/values.js';
import type { RunRecord } from '../runs/run.js';
import { reportsFault } from './reports-errors.js';

export const reportFormats = ['pdf', 'json', 'csv'] as const;

export type ReportFormat = (typeof reportFormats)[number];

/** An audit of what is stored: of which complaints, as at when, and what is to be written of it. */
export interface AuditRequest {
  readonly asked: PopulationAsked;
  /** Absent: the instant at which it is made. */
  readonly at: Time | undefined;
  readonly findings: 'attention' | 'all';
}

/** What somebody writes to ask for an audit; days and instants as texts. */
export interface WrittenRequest {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly source?: string | undefined;
  readonly unit?: string | undefined;
  readonly at?: string | undefined;
  readonly findings?: AuditRequest['findings'] | undefined;
}

/** Reads a request. Refuses, all at once, what is no day or instant between 1900 and 2200, and a period that ends before it begins. */
export function readRequest(
  written: WrittenRequest,
  placeOf: (name: keyof WrittenRequest) => Place | undefined,
): AuditRequest {
  const faults: Fault[] = [];
  const dayOf = (name: 'from' | 'to'): Day | undefined => {
    const text = written[name];
    if (text === undefined) return undefined;
    const time = parseTime(text);
    if (time?.kind === 'day') return time.day;
    faults.push(reportsFault('reports.wrong_day', { found: text.slice(0, 40) }, placeOf(name)));
    return undefined;
  };
  const [from, to] = [dayOf('from'), dayOf('to')];
  if (from !== undefined && to !== undefined && to < from)
    faults.push(reportsFault('reports.period_reversed', { from: formatDay(from), to: formatDay(to) }, placeOf('to')));
  const at = written.at === undefined ? undefined : parseTime(written.at);
  if (written.at !== undefined && at === undefined) faults.push(reportsFault('reports.wrong_at', {}, placeOf('at')));
  if (faults.length > 0) throw new RedressError(faults);
  const { source, unit, findings = 'attention' } = written;
  return { asked: { from, to, source, unit }, at, findings };
}

/** The instant judged: a day from its first instant in the zone, or this moment. */
export function judgedAt({ at }: Pick<AuditRequest, 'at'>, zone: Zone, moment: Instant): Instant {
  return at === undefined ? moment : firstInstant(at, zone);
}

/** A file that a report is to have. */
export interface PlannedFile {
  readonly name: string;
  readonly format: ReportFormat;
  /** Of a PDF. */
  readonly language?: Language;
}

/** The files of a report, a PDF for each language. */
export function plannedFiles(formats: readonly ReportFormat[], languages: readonly Language[]): readonly PlannedFile[] {
  return [...new Set(formats)].flatMap((format): readonly PlannedFile[] =>
    format === 'pdf'
      ? [...new Set(languages)].map((language) => ({ name: `audit.${language}.pdf`, format, language }))
      : [{ name: `audit.${format}`, format }],
  );
}

/** The request as its run keeps it, in the words in which it was written. */
export function requestRecord(written: WrittenRequest, files: readonly PlannedFile[]): RunRecord {
  const { from, to, source, unit, at, findings } = written;
  return {
    kind: 'audit',
    ...given({ from, to, source, unit, at, findings }),
    files: files.map(({ name }) => name),
  };
}

const text = z.string().optional();
const recorded = z.object({
  from: text,
  to: text,
  source: text,
  unit: text,
  at: text,
  findings: z.enum(['attention', 'all']).optional(),
  files: z.array(z.string()),
});

/** What a run is to make, as `requestRecord` has kept it. Refuses what that did not write. */
export function orderOf(record: RunRecord): { readonly request: AuditRequest; readonly files: readonly PlannedFile[] } {
  const { files, ...written } = recorded.parse(record);
  return { request: readRequest(written, () => undefined), files: files.map(plannedFile) };
}

/** `audit.zh.pdf`, `audit.json`. */
function plannedFile(name: string): PlannedFile {
  const known = plannedFiles(reportFormats, ['en', 'zh']).find((file) => file.name === name);
  if (known === undefined) throw new RangeError(`no report has a file ${name}`);
  return known;
}

function given(texts: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const entries = Object.entries(texts).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(entries);
}
