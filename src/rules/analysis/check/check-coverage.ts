import type { PolicySet } from '../../policy/policy.js';
import { allRules } from '../all-rules.js';
import { coverageOf } from '../test-cases-coverage.js';
import { remark, type Check, type Remark } from './remark.js';

/** Rules that no case tries, and outcomes that no case expects. What is out of force because nobody has verified it gives none. */
export function checkCoverage(check: Check): readonly Remark[] {
  const inUse = rulesInUse(check.set);
  return coverageOf(check.set, check.cases).flatMap(({ policy, file, line, rule, tested, untried }) => {
    const place = { file, line, path: rule };
    if (!inUse.has(`${policy}#${rule}`)) return [];
    if (!tested) return [remark('check.no_test', { rule }, place)];
    return untried.length === 0 ? [] : [remark('check.untried', { rule, outcomes: untried.join(', ') }, place)];
  });
}

function rulesInUse({ policies, organisation }: PolicySet): ReadonlySet<string> {
  const named = new Set(organisation.useUnverified);
  const used = policies.flatMap((policy) =>
    allRules(policy).filter(({ status, ref }) => status !== 'unverified' || named.has(policy.id) || named.has(ref)),
  );
  return new Set(used.map(({ ref }) => ref));
}
