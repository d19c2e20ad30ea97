import type { MissingFact } from '../../rules/conditions/condition.js';
import type { Finding } from '../../rules/judge/judgement.js';
import { formatDay } from '../../rules/time/day.js';
import { formatInstant, formatTime } from '../../rules/time/parse-time.js';
import type { Time } from '../../rules/values.js';
import type { Text } from '../../errors.js';
import {
  breachWords,
  kindWords,
  noteWords,
  outcomeWords,
  reasonWords,
  stateWords,
  whyWords,
} from './judgement-words.js';
import type { DerivationView } from './derivation-view.js';
import type { SetIndex } from './set-index.js';

/**
 * A finding as answers give it: codes with both languages, days as `2026-02-28`, instants with the offset of the rule's zone. What a
 * finding does not have is left out.
 */
export function findingView(finding: Finding, index: SetIndex, why?: DerivationView) {
  const { policy, version, rule, kind, outcome, state, reason, own, breach, occurrence, round, left } = finding;
  const { start, due, dueAtLatest, done, warnAt, provisional, missing, notes } = finding;
  const { elapsed } = finding;
  const info = index.rule(policy, version, rule);
  const zone = info?.zone ?? index.zone;
  const time = (at: Time): string => formatTime(at, zone);
  return {
    policy,
    ...(version !== undefined && { version: formatDay(version) }),
    ...(rule !== undefined && { rule }),
    ...(info && { title: info.title, cite: info.cite }),
    kind: kindWords[kind],
    own,
    outcome: outcomeWords[outcome],
    ...(state && { state: stateWords[state] }),
    ...(reason && { reason: reasonWords[reason] }),
    ...(breach && { breach: breachWords[breach] }),
    ...(occurrence && { occurrence: { ...occurrence, at: time(occurrence.at) } }),
    ...(round !== undefined && { round }),
    ...(start && { start: time(start) }),
    ...(due && { due: time(due) }),
    ...(dueAtLatest && { due_at_latest: time(dueAtLatest) }),
    ...(done && { done: time(done) }),
    ...(warnAt !== undefined && { warn_at: formatInstant(warnAt, zone) }),
    ...(provisional !== undefined && { provisional }),
    ...(left && { left }),
    ...(elapsed && { elapsed: { from: time(elapsed.from), ...(elapsed.until && { until: time(elapsed.until) }) } }),
    ...marksView(finding),
    ...(missing.length > 0 && { missing: [...missing] }),
    ...(notes.length > 0 && { notes: notes.map(({ code, data }) => ({ ...noteWords[code], data })) }),
    ...(why && { explanation: why }),
  };
}

/** What stands beside an outcome: who governs, what excuses it, how sure it is. */
function marksView({ duty, superseded, yieldsTo, unverified, waived, disputed, assessedBy }: Finding) {
  return {
    ...(duty !== undefined && { duty }),
    ...(superseded !== undefined && { superseded_by: superseded }),
    ...(yieldsTo !== undefined && { yields_to: yieldsTo }),
    ...(unverified && { unverified }),
    ...(waived && { waived: { waiver: waived.waiver, through: formatDay(waived.through) } }),
    ...(disputed && {
      disputed: { facts: [...disputed.facts], outcomes: disputed.outcomes.map((one) => outcomeWords[one]) },
    }),
    ...(assessedBy !== undefined && { assessed_by: assessedBy }),
  };
}

export interface MissingView {
  readonly name: string;
  readonly kind: MissingFact['kind'];
  readonly title: Text;
  readonly why: Text & { readonly code: MissingFact['why'] };
}

/** A missing fact with its title, and why it is missing in both languages. */
export function missingView({ name, kind, why }: MissingFact, index: SetIndex): MissingView {
  return { name, kind, title: index.title(name), why: whyWords[why] };
}

/** A rule that does not apply, of whatever section. */
export interface NotApplying {
  readonly policy: string;
  readonly version: Finding['version'];
  readonly rule: string | undefined;
  readonly reason?: Finding['reason'] | undefined;
  readonly occurrence?: Finding['occurrence'] | undefined;
  readonly round?: number | undefined;
}

/** The rules that do not apply, and why: those of one policy with one reason together. */
export function notApplicableViews(findings: readonly NotApplying[]) {
  const groups = new Map<string, ReturnType<typeof groupOf>>();
  for (const finding of findings) {
    const { policy, version, reason, occurrence, round } = finding;
    const key = `${policy} ${version} ${reason} ${round} ${occurrence?.event ?? ''}`;
    const group = groups.get(key) ?? groupOf(finding);
    groups.set(key, group);
    if (finding.rule !== undefined) group.rules.push(finding.rule);
  }
  return [...groups.values()];
}

function groupOf({ policy, version, reason, occurrence, round }: NotApplying) {
  const rules: string[] = [];
  return {
    policy,
    ...(version !== undefined && { version: formatDay(version) }),
    ...(occurrence && { occurrence: { event: occurrence.event, type: occurrence.type } }),
    ...(round !== undefined && { round }),
    ...(reason && { reason: reasonWords[reason] }),
    rules,
  };
}
