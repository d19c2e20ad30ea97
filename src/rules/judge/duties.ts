import { ranks } from '../policy/ranks.js';
import { passesAt } from '../time/compare.js';
import type { Instant } from '../values.js';
import type { RuleFound } from './case-run.js';

/**
 * Of the clocks of one duty that run, the earliest due governs; at a tie the higher rank. The others keep their outcome and
 * say which one governs (S45). Judged anew each time, because a pause or an extension may change it (S46).
 */
export function superseded(found: readonly RuleFound[]): readonly RuleFound[] {
  const running: Contender[] = [];
  for (const each of found) {
    const contender = contenderOf(each);
    if (contender !== undefined) running.push(contender);
  }
  if (running.length < 2) return found;
  const governed = new Map<RuleFound, string>();
  for (const group of Map.groupBy(running, ({ key }) => key).values()) {
    const [first, ...others] = group.toSorted(strictestFirst);
    for (const { each } of others)
      if (first !== undefined && first.ref !== each.candidate.rule.ref) governed.set(each, first.ref);
  }
  if (governed.size === 0) return found;
  return found.map((each) => {
    const ref = governed.get(each);
    return ref === undefined ? each : { ...each, finding: { ...each.finding, superseded: ref } };
  });
}

interface Contender {
  readonly each: RuleFound;
  readonly ref: string;
  /** Whose duty, on which occurrence. */
  readonly key: string;
  readonly endsAt: Instant;
}

function contenderOf(each: RuleFound): Contender | undefined {
  const { finding, candidate, instance, occurrence } = each;
  const { duty, binds, ref } = candidate.rule;
  const runs = finding.state === 'running' || finding.state === 'at-risk';
  if (duty === undefined || !runs || finding.due === undefined || instance === undefined) return undefined;
  const endsAt = passesAt(finding.due, instance.terms.calendar.zone);
  return { each, ref, key: JSON.stringify([duty, binds, occurrence?.id ?? null]), endsAt };
}

function strictestFirst(a: Contender, b: Contender): number {
  return a.endsAt - b.endsAt || rankOf(a) - rankOf(b) || (a.ref < b.ref ? -1 : a.ref > b.ref ? 1 : 0);
}

function rankOf({ each }: Contender): number {
  return ranks.indexOf(each.candidate.policy.source.rank);
}
