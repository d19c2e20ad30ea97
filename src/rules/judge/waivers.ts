import type { Waiver } from '../policy/policy.js';
import { zoneOf } from '../time/zone.js';
import { dayIn } from '../time/compare.js';
import type { Day, Instant } from '../values.js';
import type { RuleFound } from './case-run.js';
import type { Finding } from './judgement.js';
import { ask } from './reader.js';
import { now, type Case, type Scope } from './scope.js';

/**
 * Breaches of a house rule that a waiver in force counts apart: they keep their outcome. A statutory duty cannot be waived, nor a
 * breach of before the waiver began.
 * `changes`: when a waiver of one of these breaches begins or ends.
 */
export function waived(
  of: Case,
  found: readonly RuleFound[],
): { readonly found: readonly RuleFound[]; readonly changes: readonly Instant[] } {
  const { waivers, organisation } = of.set;
  const waivable = new Set(waivers.map(({ rule }) => rule));
  const isWaivable = ({ finding, candidate }: RuleFound): boolean =>
    finding.outcome === 'non-compliant' && waivable.has(candidate.rule.ref);
  if (!found.some(isWaivable)) return { found, changes: [] };
  const zone = zoneOf(organisation.zone);
  const today = zone.dayOf(of.timeline.at);
  const changes: Instant[] = [];
  const marked = found.map((each): RuleFound => {
    if (!isWaivable(each)) return each;
    const matching = waivers.filter((waiver) => concerns(waiver, each));
    for (const { from, through } of matching) changes.push(zone.startOf(from), zone.startOf(through + 1));
    const [waiver] = matching
      .filter(({ from, through }) => from <= today && today <= through)
      .toSorted((a, b) => b.through - a.through || (a.id < b.id ? -1 : 1));
    if (waiver === undefined) return each;
    return { ...each, finding: { ...each.finding, waived: { waiver: waiver.id, through: waiver.through } } };
  });
  return { found: marked, changes };
}

function concerns(waiver: Waiver, { candidate, scope, occurrence, finding }: RuleFound): boolean {
  if (waiver.rule !== candidate.rule.ref || candidate.policy.source.rank !== 'house' || scope === undefined)
    return false;
  if (breachDay(finding, scope) < waiver.from) return false;
  return ask(scope, occurrence === undefined ? now : { occurrence }, waiver.scope).truth === true;
}

/** When it was due, or what it is a breach of happened; otherwise the day that picks the version. */
function breachDay({ due, occurrence }: Finding, { day, zone }: Scope): Day {
  const time = due ?? occurrence?.at;
  return time === undefined ? day : dayIn(time, zone);
}
