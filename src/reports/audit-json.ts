import { formatDay } from '../rules/time/day.js';
import { formatInstant } from '../rules/time/parse-time.js';
import { zoneOf } from '../rules/time/zone.js';
import type { AuditReport, CalendarInfo, PolicyInfo, RejectedRow, RuleTotals } from './audit-report.js';

/**
 * The layout of the JSON results, one object:
 *
 * - `redress`: `{ audit: 1 }`, the number of this layout
 * - `at`: the instant judged
 * - `findings`: one object a finding, as `PlainFinding`
 * - `rejected`: one object a row that could not be used; of a database instead `apart`: one object a complaint that was not
 *   judged or whose receipt is not known
 * - `missing`: each missing fact with the findings and complaints that wait for it
 * - `source`, `population`, `policySet`, `calendars`, `engine`, `timeZoneData`, `readings`
 * - `totals`: over everything, over our own duties, by policy and by rule
 *
 * Findings are written while the file is read, hence the totals come after them.
 */
export const JSON_LAYOUT = 1;

/** What the file says after its lists: every figure of the run, days as dates. */
export function jsonTail(report: AuditReport): Readonly<Record<string, unknown>> {
  const { totals, policySet, calendars } = report;
  return {
    missing: totals.missing,
    source: plainSource(report),
    population: populationOf(report),
    generatedFor: report.generatedFor,
    zone: report.zone,
    policySet: { digest: policySet.digest, policies: policySet.policies.map(plainPolicy) },
    calendars: calendars.map(plainCalendar),
    engine: report.engine,
    timeZoneData: report.timeZoneData,
    readings: report.readings,
    totals: {
      complaints: totals.complaints,
      findings: totals.findings,
      outcomes: totals.outcomes,
      states: totals.states,
      own: totals.own,
      policies: totals.policies,
      rules: totals.rules.map(plainRule),
      notes: totals.notes,
    },
  };
}

function plainSource({ source, zone }: AuditReport): object {
  if (source.kind === 'file') {
    const { kind: _, ...file } = source;
    return file;
  }
  const { from, to, ...asked } = source.asked;
  return {
    ...source,
    readAt: formatInstant(source.readAt, zoneOf(zone)),
    asked: {
      ...(from !== undefined && { from: formatDay(from) }),
      ...(to !== undefined && { to: formatDay(to) }),
      ...asked,
    },
  };
}

function populationOf({ source, totals }: AuditReport): object {
  const { complaints } = totals;
  if (source.kind === 'file') {
    const { rowsRead, rowsUsed, rowsRejected } = source;
    return { rowsRead, rowsUsed, rowsRejected, complaints };
  }
  const { stored, outside, population, skipped } = source;
  return { stored, outside, population, skipped, complaints };
}

function plainPolicy({ version, through, rules, ...policy }: PolicyInfo): object {
  return {
    ...policy,
    version: formatDay(version),
    ...(through !== undefined && { through: formatDay(through) }),
    rules: rules.map(({ id, title, kind, cite, status, binds }) => ({ id, title, kind, cite, status, binds })),
  };
}

function plainCalendar({ publishedFrom, publishedThrough, ...calendar }: CalendarInfo): object {
  return {
    ...calendar,
    ...(publishedFrom !== undefined && { publishedFrom: formatDay(publishedFrom) }),
    ...(publishedThrough !== undefined && { publishedThrough: formatDay(publishedThrough) }),
  };
}

function plainRule({ version, ...rule }: RuleTotals): object {
  const { policy, rule: id, ...rest } = rule;
  return {
    policy,
    ...(version !== undefined && { version: formatDay(version) }),
    ...(id !== undefined && { rule: id }),
    ...rest,
  };
}

export function plainRejected({ row, column, code, reason, value, personalLength }: RejectedRow): object {
  return {
    row,
    ...(column !== undefined && { column }),
    code,
    reason,
    ...(value !== undefined && { value }),
    ...(personalLength !== undefined && { personalLength }),
  };
}
