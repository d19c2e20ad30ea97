import { formatDay } from '../rules/time/day.js';
import { formatInstant } from '../rules/time/parse-time.js';
import { zoneOf } from '../rules/time/zone.js';
import type { AuditReport, CalendarInfo, PolicyInfo, RejectedRow, RuleTotals, WaiverInfo } from './audit-report.js';
import { approvalText, folderText, personText, type SetApproval } from '../texts/approval-texts.js';
import { waiverStateOn } from './entitlement-report.js';

/**
 * The layout of the JSON results, one object:
 *
 * - `redress`: `{ audit: 1 }`, the number of this layout
 * - `at`: the instant judged
 * - `findings`: one object a finding, as `PlainFinding`
 * - `rights`: one object a right that is open, was used late or could not be judged (with all findings: every right)
 * - `retention`: with all findings, one object for each rule that speaks of a kind of record; otherwise empty
 * - `records`: one object a kind of record that is restricted, must go or could not be judged (with all findings: every one)
 * - `escalations`: one object a level that was due by then (with all findings: the later ones too)
 * - `rejected`: one object a row that could not be used; of a database instead `apart`: one object a complaint that was not
 *   judged or whose receipt is not known
 * - `missing`: each missing fact with the findings and complaints that wait for it
 * - `source`, `population`, `policySet`, `calendars`, `engine`, `timeZoneData`, `readings`; `policySet.approval` says who wrote and who
 *   approved the set, and whether a second person did
 * - `waivers`: each waiver of the set, with the approval of the set in which its text first stood so
 * - `totals`: over everything, over our own duties, by policy and by rule; `rights`, `retention`, `records` and `escalations` by
 *   rule and state, `waivers` by waiver. A waived breach is counted under `waived` and nowhere else.
 *
 * Findings are written while the file is read, hence the totals come after them.
 */
export const JSON_LAYOUT = 1;

/** What the file says after its lists: every figure of the run, days as dates. */
export function jsonTail(report: AuditReport): Readonly<Record<string, unknown>> {
  const { totals, policySet, calendars } = report;
  const { rights, retention, records, escalations, waivers } = totals.entitlements;
  return {
    missing: totals.missing,
    source: plainSource(report),
    population: populationOf(report),
    generatedFor: report.generatedFor,
    zone: report.zone,
    policySet: {
      digest: policySet.digest,
      approval: plainApproval(policySet.approval),
      solo: policySet.solo === true,
      policies: policySet.policies.map(plainPolicy),
    },
    calendars: calendars.map(plainCalendar),
    engine: report.engine,
    timeZoneData: report.timeZoneData,
    readings: report.readings,
    waivers: report.waivers.map((waiver) => plainWaiver(waiver, report)),
    totals: {
      complaints: totals.complaints,
      findings: totals.findings,
      outcomes: totals.outcomes,
      states: totals.states,
      own: totals.own,
      policies: totals.policies,
      rules: totals.rules.map(plainRule),
      notes: totals.notes,
      rights: rights.map(plainRule),
      retention: retention.map(plainRule),
      records,
      escalations: escalations.map(plainRule),
      waivers,
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

/** By account names, as in the PDF; of policies that were read from a folder that nobody's approval is known. */
function plainApproval(approval: SetApproval | undefined): object {
  if (approval === undefined) return { state: 'folder', bySecondPerson: false, text: folderText };
  const { set, state, author, approver } = approval;
  return {
    set,
    state,
    bySecondPerson: state === 'approved',
    author: personText(author).en,
    ...(approver !== undefined && { approver: personText(approver).en }),
    text: approvalText(approval),
  };
}

function plainPolicy(info: PolicyInfo): object {
  const { version, through, rules, sentence: _, ...policy } = info;
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

function plainWaiver({ from, through, approval, ...waiver }: WaiverInfo, { at, zone }: AuditReport): object {
  const state = waiverStateOn({ from, through }, zoneOf(zone).dayOf(at));
  return {
    ...waiver,
    from: formatDay(from),
    through: formatDay(through),
    state,
    approval: plainApproval(approval),
  };
}

function plainRule({ version, ...rule }: Pick<RuleTotals, 'policy' | 'version' | 'rule'>): object {
  const { policy, rule: id, ...rest } = rule;
  return {
    policy,
    ...(version !== undefined && { version: formatDay(version) }),
    ...(id !== undefined && { rule: id }),
    ...rest,
  };
}

/** A rejected row as the JSON results have it: of a personal value only its length. */
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
