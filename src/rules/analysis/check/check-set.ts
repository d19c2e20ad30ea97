import { comparePaths } from '../../policy/policy-files.js';
import type { Policy, PolicySet } from '../../policy/policy.js';
import type { Instant } from '../../values.js';
import type { TestCase } from '../test-cases.js';
import { checkConditions } from './check-conditions.js';
import { checkCoverage } from './check-coverage.js';
import { checkDates } from './check-dates.js';
import { checkDeadlines } from './check-clocks.js';
import { checkRetention, checkRights } from './check-entitlements.js';
import { checkEscalations } from './check-escalations.js';
import { checkOrder } from './check-order.js';
import { checkAuthority, checkInForce, checkOverlaps } from './check-policy.js';
import { checkPromises } from './check-promises.js';
import { checkTables } from './check-tables.js';
import { groundOf, type Ground } from './decide.js';
import { placesIn, type Check, type Locate, type Remark } from './remark.js';

export interface CheckOptions {
  /** The cases of the set's test files; undefined: whether rules have tests is not asked. */
  readonly cases?: readonly TestCase[];
  /** The instant that counts as today. */
  readonly at: Instant;
  /** Finds places in the files; without it they are known by the line of their rule. */
  readonly locate?: Locate;
}

const ofPolicy: readonly ((check: Check, policy: Policy) => readonly Remark[])[] = [
  checkConditions,
  checkTables,
  checkDeadlines,
  checkRights,
  checkEscalations,
  checkAuthority,
  checkInForce,
  checkOverlaps,
];
const ofSet: readonly ((check: Check) => readonly Remark[])[] = [checkOrder, checkRetention, checkPromises, checkDates];

/**
 * Everything that can be said of a set that loads, without any complaint: what it cannot mean as it stands, and what somebody should know. In the
 * order of files and lines, defects before notices.
 */
export function checkSet(set: PolicySet, options: CheckOptions): readonly Remark[] {
  const steps = checkSteps(set, options);
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}

/** As checkSet, in steps: the check of a large set takes seconds, and between two steps others can have their turn. */
export function* checkSteps(
  set: PolicySet,
  { cases, at, locate = placesIn([]) }: CheckOptions,
): Generator<void, readonly Remark[]> {
  const grounds = new Map<Policy, Ground>();
  const check: Check = {
    set,
    cases: cases ?? [],
    at,
    locate,
    groundOf(policy) {
      const ground = grounds.get(policy) ?? groundOf(set, policy);
      grounds.set(policy, ground);
      return ground;
    },
  };
  const found: Remark[] = [];
  for (const policy of set.policies)
    for (const each of ofPolicy) {
      found.push(...each(check, policy));
      yield;
    }
  for (const each of cases === undefined ? ofSet : [...ofSet, checkCoverage]) {
    found.push(...each(check));
    yield;
  }
  return found.toSorted(inOrder);
}

function inOrder(a: Remark, b: Remark): number {
  if (a.grade !== b.grade) return a.grade === 'defect' ? -1 : 1;
  return (
    comparePaths(a.place?.file ?? '', b.place?.file ?? '') ||
    (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
    (a.place?.column ?? 0) - (b.place?.column ?? 0)
  );
}
