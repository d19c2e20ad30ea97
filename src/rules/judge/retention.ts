import type { ComplaintEvent } from '../complaint.js';
import type { MissingFact } from '../conditions/condition.js';
import type { Retention } from '../policy/retention-types.js';
import type { DurationValue } from '../policy/value-types.js';
import { compareTimes, dayIn } from '../time/compare.js';
import type { Day, Time } from '../values.js';
import { awaited } from './awaited.js';
import type { Candidate } from './case-run.js';
import { occurrenceOf, placeOf } from './findings.js';
import type { Note, RetentionFinding, RetentionState } from './judgement.js';
import { readDuration } from './durations.js';
import { offsetFrom, resolve } from './moments.js';
import { ask } from './reader.js';
import type { Resolved, Spot } from './resolved.js';
import { joinMissing, now, termsOf, unreadFor, type Case, type Scope, type View } from './scope.js';
import type { Section } from './section.js';

/** How retention is answered: each rule by itself; what holds, other rules and `grace` make of it comes after (S66, S67). */
export const retentionSection: Section<Retention, RetentionFinding, undefined> = {
  judge: (scope, rule, occurrence, notes) => [
    { finding: judgeRetention(scope, rule, occurrence, notes), instance: undefined },
  ],
  notApplicable: (of, candidate, { reason, occurrence }) => ({
    ...head(of, candidate, occurrence),
    ...(reason === 'not-in-force' ? { version: undefined } : {}),
    state: 'not-applicable',
    reason,
    missing: [],
  }),
  indeterminate: (of, candidate, occurrence, missing) => ({
    ...head(of, candidate, occurrence),
    state: 'indeterminate',
    missing,
  }),
  unverified: (finding) => ({ ...finding, unverified: true }),
  said: new WeakMap(),
};

function head(of: Case, { policy, rule }: Candidate<Retention>, occurrence: ComplaintEvent | undefined) {
  const { records, then } = rule;
  return {
    ...placeOf(of, policy, rule),
    ...(occurrence === undefined ? {} : { occurrence: occurrenceOf(occurrence) }),
    records,
    // oxlint-disable-next-line unicorn/no-thenable -- a key of the policy language: a word, never a function
    then,
  };
}

function judgeRetention(
  scope: Scope,
  rule: Retention,
  occurrence: ComplaintEvent | undefined,
  _notes: readonly Note[],
): RetentionFinding {
  const start = head(scope.of, { policy: scope.policy, rule }, occurrence);
  const view: View = occurrence === undefined ? now : { occurrence, asOf: occurrence.at };
  const { truth, missing } = ask(scope, view, rule.when);
  if (truth === false) return { ...start, state: 'not-applicable', reason: 'when-false', missing: [] };
  if (truth === undefined) return { ...start, state: 'indeterminate', missing };
  const from = startOf(scope, view, rule);
  if (from.kind === 'unknown') return { ...start, state: 'indeterminate', missing: from.missing };
  if (from.kind !== 'at') return { ...start, state: 'not-started', missing: awaited(scope, view, rule.from) };
  return { ...start, start: from.time, ...periodsOf(scope, view, rule, from) };
}

/**
 * Where the period runs from: its moment, or the last restart after it (S68); where the moment has come again since that
 * restart, from there.
 */
function startOf(scope: Scope, view: View, rule: Retention): Resolved {
  const terms = termsOf(scope, scope.calendar, rule.counting);
  const first = resolve(scope, view, rule.from, { terms, roll: false });
  if (first.kind !== 'at') return first;
  const last = scope.of.timeline.events.findLast(
    (event) =>
      rule.restarts.includes(event.type) &&
      event !== first.event &&
      compareTimes(event.at, first.time, scope.zone) >= 0,
  );
  if (last === undefined) return first;
  const place = scope.of.timeline.order.get(last) ?? 0;
  const accepts = (event: ComplaintEvent): boolean => (scope.of.timeline.order.get(event) ?? 0) > place;
  const again = resolve(scope, view, rule.from, { terms, roll: false, accepts });
  const isAgain = again.kind === 'at' && again.event !== undefined && accepts(again.event);
  return isAgain ? again : { kind: 'at', time: last.at, provisional: false, event: last };
}

interface End {
  readonly day: Day;
  readonly provisional: boolean;
}
type EndFound = End | { readonly missing: readonly MissingFact[] } | undefined;

function periodsOf(
  scope: Scope,
  view: View,
  rule: Retention,
  from: Spot,
): Pick<RetentionFinding, 'state' | 'missing' | 'keepThrough' | 'goBy' | 'graceThrough' | 'provisional'> {
  const keep = endOf(scope, view, rule, from.time, rule.atLeast);
  const go = endOf(scope, view, rule, from.time, rule.atMost);
  const grace =
    go === undefined || 'missing' in go
      ? undefined
      : endOf(scope, view, rule, { kind: 'day', day: go.day }, rule.grace);
  const missing = joinMissing(
    ...[keep, go, grace].map((end) => (end !== undefined && 'missing' in end ? end.missing : [])),
  );
  const known = [keep, go, grace].map((end) => (end === undefined || 'missing' in end ? undefined : end));
  const [keepThrough, goBy, graceThrough] = known.map((end) => end?.day);
  const provisional = from.provisional || known.some((end) => end?.provisional === true);
  const unknown = (keep !== undefined && 'missing' in keep) || (go !== undefined && 'missing' in go);
  return {
    state: unknown ? 'indeterminate' : stateOn(today(scope.of, scope), keepThrough, goBy),
    ...(keepThrough === undefined ? {} : { keepThrough }),
    ...(goBy === undefined ? {} : { goBy }),
    ...(graceThrough === undefined ? {} : { graceThrough }),
    ...(provisional ? { provisional } : {}),
    missing,
  };
}

/** The last day of a period, included (S66). */
function endOf(scope: Scope, view: View, rule: Retention, from: Time, value: DurationValue | undefined): EndFound {
  if (value === undefined) return undefined;
  const by = readDuration(scope, view, value);
  if (by.kind === 'missing') return { missing: by.missing };
  const terms = termsOf(scope, scope.calendar, rule.counting);
  const unread = unreadFor(terms, by);
  if (unread.length > 0) return { missing: unread };
  const { time, provisional } = offsetFrom(from, by, 'after', { terms, roll: true });
  return { day: dayIn(time, scope.zone), provisional };
}

/** A minimum runs through its last day; a maximum that is over while it runs leaves the record to be kept and not used (S67). */
export function stateOn(day: Day, keepThrough: Day | undefined, goBy: Day | undefined): RetentionState {
  const kept = keepThrough !== undefined && day <= keepThrough;
  if (goBy !== undefined && day > goBy) return kept ? 'restricted' : 'must-go';
  return kept ? 'keep' : 'may-go';
}

export function today(of: Case, { zone }: Pick<Scope, 'zone'>): Day {
  return zone.dayOf(of.timeline.at);
}
