import type { Escalation, EscalationLevel } from '../policy/escalation-types.js';
import { firstInstant } from '../time/compare.js';
import type { Instant } from '../values.js';
import type { Candidate, CaseRun, RuleFound } from './case-run.js';
import { acknowledgedBy, clockInstant } from './escalation-times.js';
import { occurrenceOf } from './findings.js';
import type { EscalationFinding, Finding, LevelToTell } from './judgement.js';
import { readDuration } from './durations.js';
import { resolve } from './moments.js';
import { ask } from './reader.js';
import { now, termsOf, type Scope, type View } from './scope.js';
import { refIn } from './set-plan.js';
import { dayOf, standingOf } from './standing.js';

/**
 * Who is to be told of what, and when, in every version of an escalation (S69-S71). `settled` gives a finding as it stands
 * after all rules were judged: a clock that another of its duty governs warns nobody (S45).
 */
export function escalationsOf(
  run: CaseRun,
  candidates: readonly Candidate<Escalation>[],
  settled: (ref: string) => readonly RuleFound[],
): readonly LevelToTell[] {
  return candidates.flatMap((candidate) => {
    const { trigger } = candidate.rule;
    if (trigger.kind === 'conditions') return onConditions(run, candidate);
    const ref = refIn(candidate.policy, trigger.rule);
    return settled(ref).flatMap((watched) => onClock(run, candidate, watched));
  });
}

/** Rounds whose clock runs, or ran out: what was done, cancelled or replaced in time tells nobody anything. */
function onClock(
  run: CaseRun,
  candidate: Candidate<Escalation>,
  { finding, instance, occurrence, candidate: watched }: RuleFound,
): readonly LevelToTell[] {
  const { trigger } = candidate.rule;
  const isWatched =
    finding.outcome === 'pending' || finding.outcome === 'non-compliant' || finding.outcome === 'indeterminate';
  if (trigger.kind !== 'clock' || instance === undefined || !isWatched || finding.superseded !== undefined) return [];
  const scope = scopeFor(run, candidate, occurrence);
  if (scope === undefined) return [];
  const view: View = occurrence === undefined ? now : { occurrence };
  if (ask(scope.scope, view, candidate.rule.when).truth !== true) return [];
  const warn = watched.rule.kind === 'deadline' ? watched.rule.warn : undefined;
  const at = clockInstant(scope.scope, view, finding.due, instance, { at: trigger.at, warn });
  if (at === undefined) return [];
  const { zone } = instance.terms.calendar;
  const ends = [finding.done, instance.endedAt].flatMap((time) =>
    time === undefined ? [] : [firstInstant(time, zone)],
  );
  const head = {
    ...headOf(candidate, scope.unverified),
    for: watched.rule.ref,
    ...(occurrence === undefined ? {} : { occurrence: occurrenceOf(occurrence) }),
    round: finding.round ?? 1,
    ...(ends.length === 0 && !isUnreported(finding) ? {} : { over: true as const }),
  };
  return levelsFrom(scope.scope, view, candidate.rule.levels, head, at).filter((level) =>
    ends.every((end) => level.at < end),
  );
}

/** Its source does not report whether the duty was done (S32): that it is late would be said of what nobody knows. */
function isUnreported({ outcome, missing }: Finding): boolean {
  return outcome === 'indeterminate' && missing.some(({ kind, why }) => kind === 'event' && why === 'not-reported');
}

/** From the instant since which the conditions have held (S71). */
function onConditions(run: CaseRun, candidate: Candidate<Escalation>): readonly LevelToTell[] {
  const { rule } = candidate;
  if (rule.trigger.kind !== 'conditions') return [];
  const { when } = rule.trigger;
  const occurrences =
    rule.each.length === 0 ? [undefined] : run.of.timeline.events.filter(({ type }) => rule.each.includes(type));
  return occurrences.flatMap((occurrence) => {
    const found = scopeFor(run, candidate, occurrence);
    if (found === undefined) return [];
    const view: View = occurrence === undefined ? now : { occurrence };
    if (ask(found.scope, view, rule.when).truth !== true) return [];
    const terms = termsOf(found.scope, found.scope.calendar, found.scope.policy.counting);
    const since = resolve(found.scope, view, { kind: 'since', when }, { terms, roll: false });
    if (since.kind !== 'at') return [];
    const head = {
      ...headOf(candidate, found.unverified),
      ...(occurrence === undefined ? {} : { occurrence: occurrenceOf(occurrence) }),
      round: 1,
    };
    return levelsFrom(found.scope, view, rule.levels, head, firstInstant(since.time, found.scope.zone));
  });
}

function scopeFor(
  run: CaseRun,
  candidate: Candidate<Escalation>,
  occurrence: RuleFound['occurrence'],
): { readonly scope: Scope; readonly unverified: boolean } | undefined {
  const standing = standingOf(run, candidate, { occurrence, day: dayOf(run, candidate, occurrence) });
  return standing.kind === 'yes' ? standing : undefined;
}

function headOf({ policy, rule }: Candidate<Escalation>, unverified: boolean) {
  return {
    policy: policy.id,
    version: policy.inForce.from,
    rule: rule.id,
    ...(unverified ? { unverified: true as const } : {}),
  };
}

type Head = Omit<LevelToTell, 'level' | 'to' | 'at' | 'acknowledgeBy' | 'within'>;

/** Each level when the one before has not acknowledged; after one that need not, or by a time nobody knows, there is none. */
function levelsFrom(
  scope: Scope,
  view: View,
  levels: readonly EscalationLevel[],
  head: Head,
  first: Instant,
): readonly LevelToTell[] {
  const found: LevelToTell[] = [];
  let at: Instant | undefined = first;
  for (const [index, { to, acknowledgeWithin }] of levels.entries()) {
    if (at === undefined) break;
    const within = acknowledgeWithin === undefined ? undefined : readDuration(scope, view, acknowledgeWithin);
    const by: Instant | undefined =
      within?.kind === 'duration' ? acknowledgedBy(scope.of.set, to, at, within) : undefined;
    const acknowledging = within?.kind === 'duration' && by !== undefined ? { acknowledgeBy: by, within } : {};
    found.push({ ...head, level: index + 1, to, at, ...acknowledging });
    at = by;
  }
  return found;
}

/** A level as the judgement says it. */
export function saidOf({ within: _within, over: _over, ...said }: LevelToTell): EscalationFinding {
  return said;
}
