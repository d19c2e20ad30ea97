import type { ComplaintEvent } from '../complaint.js';
import type { JudgementNeeded } from '../policy/rule-types.js';
import { isNone } from '../values.js';
import type { Finding, Outcome } from './judgement.js';
import { resolve } from './moments.js';
import { ask } from './reader.js';
import type { Resolved } from './resolved.js';
import { spotOf } from './resolved.js';
import { now, termsOf, type Scope, type View } from './scope.js';

type Result = Pick<Finding, 'outcome' | 'missing'> & Partial<Finding>;

/**
 * A text without a figure (S74): it needs a judgement from its start on, until a person assessed it, who gives a name and a
 * reason. The time between start and end, or up to now, is shown.
 */
export function judgementNeededOf(scope: Scope, rule: JudgementNeeded, occurrence: ComplaintEvent | undefined): Result {
  const view: View = occurrence === undefined ? now : { occurrence, asOf: occurrence.at };
  const { truth, missing } = ask(scope, view, rule.when);
  if (truth === false) return { outcome: 'not-applicable', reason: 'when-false', missing: [] };
  if (truth === undefined) return { outcome: 'indeterminate', missing };
  const start = startOf(scope, view, rule);
  if (start?.kind === 'unknown') return { outcome: 'indeterminate', missing: start.missing };
  if (start?.kind === 'none') return { outcome: 'not-applicable', reason: 'no-deadline', missing: [] };
  if (start?.kind === 'not-yet') return { outcome: 'pending', state: 'not-started', missing: [] };
  const elapsed = start === undefined ? {} : { elapsed: elapsedOf(scope, view, rule, start.time) };
  const assessed = lastAssessment(scope, rule, occurrence);
  if (assessed === undefined) return { outcome: 'judgement-needed', ...elapsed, missing: [] };
  return { ...assessed, ...elapsed, missing: [] };
}

function startOf(scope: Scope, view: View, { from }: JudgementNeeded): Resolved | undefined {
  if (from === undefined) return view.occurrence === undefined ? undefined : spotOf(view.occurrence);
  return resolve(scope, view, from, { terms: termsOf(scope, scope.calendar, scope.policy.counting), roll: false });
}

function elapsedOf(
  scope: Scope,
  view: View,
  { done, each }: JudgementNeeded,
  from: NonNullable<Finding['elapsed']>['from'],
): NonNullable<Finding['elapsed']> {
  if (done === undefined) return { from, until: undefined };
  const { occurrence } = view;
  const accepts = (event: ComplaintEvent): boolean =>
    event !== occurrence && follows(scope, event, occurrence) && pairsWith(scope, each, event, occurrence);
  const terms = termsOf(scope, scope.calendar, scope.policy.counting);
  const end = resolve(scope, view, done, { terms, roll: false, accepts });
  return { from, until: end.kind === 'at' ? end.time : undefined };
}

function lastAssessment(
  scope: Scope,
  rule: JudgementNeeded,
  occurrence: ComplaintEvent | undefined,
): { readonly outcome: Outcome; readonly assessedBy: string } | undefined {
  const assessments = (scope.of.timeline.byType.get('assessed') ?? []).flatMap((event) => {
    const about = wordIn(event, 'assessed_rule');
    const by = wordIn(event, 'assessed_by');
    const outcome = wordIn(event, 'assessment');
    const isThis = about === rule.ref || about === rule.id;
    if (!isThis || by === undefined || wordIn(event, 'assessment_reason') === undefined) return [];
    if (outcome !== 'compliant' && outcome !== 'non-compliant') return [];
    const belongs = follows(scope, event, occurrence) && pairsWith(scope, rule.each, event, occurrence);
    return belongs ? [{ outcome, assessedBy: by } as const] : [];
  });
  return assessments.at(-1);
}

function wordIn({ data }: ComplaintEvent, name: string): string | undefined {
  const value = Object.hasOwn(data, name) ? data[name] : undefined;
  return typeof value === 'string' && value.trim() !== '' && !isNone(value) ? value : undefined;
}

/** What happened before an occurrence does not concern it. */
function follows({ of }: Scope, event: ComplaintEvent, occurrence: ComplaintEvent | undefined): boolean {
  if (occurrence === undefined) return true;
  return (of.timeline.order.get(event) ?? 0) > (of.timeline.order.get(occurrence) ?? 0);
}

/** With a `ref` what has the same; without one, what has none or one that no other occurrence has (S62). */
function pairsWith(
  { of }: Scope,
  each: readonly string[],
  { ref }: ComplaintEvent,
  occurrence: ComplaintEvent | undefined,
): boolean {
  if (occurrence === undefined || ref === occurrence.ref) return true;
  if (occurrence.ref !== undefined) return false;
  return !each.some((type) => (of.timeline.byType.get(type) ?? []).some((other) => other.ref === ref));
}
