import type { EscalationPlan } from './escalation-plans.service.js';
import type { PlanLine } from './plan-lines.js';

/** A plan as the API and the command line give it. */
export function planView({ isDraft, lookedAt, lines, difference, unforeseen, ...plan }: EscalationPlan) {
  return {
    ...plan,
    draft: isDraft,
    looked_at: lookedAt,
    lines: lines.map(lineView),
    difference:
      difference === undefined ? null : { more: difference.more.map(lineView), fewer: difference.fewer.map(lineView) },
    unforeseen: { count: unforeseen.count, first: [...unforeseen.first] },
  };
}

export type PlanView = ReturnType<typeof planView>;

function lineView({ roles, people, destinations, examples, ...line }: PlanLine) {
  return {
    ...line,
    roles: [...roles],
    people: [...people],
    destinations: [...destinations],
    examples: [...examples],
  };
}
