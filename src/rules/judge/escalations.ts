import type { Escalation, EscalationLevel } from '../policy/escalation-types.js';
import { firstInstant } from '../time/compare.js';
import type { Instant } from '../values.js';
import type { Candidate, CaseRun, RuleFound } from './case-run.js';
import { acknowledgedBy, clockInstant } from './escalation-times.js';
import { occurrenceOf } from './findings.js';
import type { EscalationFinding } from './judgement.js';
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
): readonly EscalationFinding[] {
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
): readonly EscalationFinding[] {
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
  };
  return levelsFrom(scope.scope, view, candidate.rule.levels, head, at).filter((level) =>
    ends.every((end) => level.at < end),
  );
}

/** From the instant since which the conditions have held (S71). */
function onConditions(run: CaseRun, candidate: Candidate<Escalation>): readonly EscalationFinding[] {
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

type Head = Omit<EscalationFinding, 'level' | 'to' | 'at' | 'acknowledgeBy'>;

/** Each level when the one before has not acknowledged; after one that need not, or by a time nobody knows, there is none. */
function levelsFrom(
  scope: Scope,
  view: View,
  levels: readonly EscalationLevel[],
  head: Head,
  first: Instant,
): readonly EscalationFinding[] {
  const found: EscalationFinding[] = [];
  let at: Instant | undefined = first;
  for (const [index, { to, acknowledgeWithin }] of levels.entries()) {
    if (at === undefined) break;
    const within = acknowledgeWithin === undefined ? undefined : readDuration(scope, view, acknowledgeWithin);
    const by: Instant | undefined = within?.kind === 'duration' ? acknowledgedBy(scope, to, at, within) : undefined;
    found.push({ ...head, level: index + 1, to, at, ...(by === undefined ? {} : { acknowledgeBy: by }) });
    at = by;
  }
  return found;
}
