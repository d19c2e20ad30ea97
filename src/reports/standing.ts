import { countedAs, type CountedAs } from '../rules/analysis/counted-as.js';
import type { Finding } from '../rules/judge/judgement.js';
import type { Rank } from '../rules/policy/policy.js';
import type { DutyClass, Standing } from './audit-report.js';

/** Standards and house rules bind because the organisation says so; every other rank is law of some kind. */
export function dutyClassOf(rank: Rank): DutyClass {
  return rank === 'house' || rank === 'standard' ? 'promise' : 'law';
}

/**
 * Where a complaint stands after these findings of one class: one broken duty is enough, then one that could not be judged, one
 * that a person must assess, one that is broken and waived, one that is still open. `none` where no duty applied. Never "kept" while anything is unknown.
 */
export function standingOf(findings: readonly Finding[]): Standing {
  const found = new Set(findings.map(countedAs));
  const has = (place: CountedAs): boolean => found.has(place);
  if (has('non-compliant')) return 'broken';
  if (has('indeterminate')) return 'unknown';
  if (has('judgement-needed')) return 'to-assess';
  if (has('waived')) return 'waived';
  if (has('pending')) return 'open';
  return has('compliant') ? 'kept' : 'none';
}

export const STANDINGS = [
  'kept',
  'open',
  'unknown',
  'to-assess',
  'waived',
  'broken',
  'none',
] as const satisfies readonly Standing[];
