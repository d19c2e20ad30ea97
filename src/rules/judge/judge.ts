import type { Complaint } from '../complaint.js';
import type { PolicySet } from '../policy/policy.js';
import { zoneOf } from '../time/zone.js';
import type { Instant } from '../values.js';
import type { Instance } from './deadline.js';
import type { Finding, Judgement } from './judgement.js';
import { resolveWorkedOut } from './moments.js';
import { judgePolicy, planPolicy, type PolicyPlan } from './judge-policy.js';
import type { Case, WorkedOutIn } from './scope.js';
import { timelineAt } from './timeline.js';

/** Raised with every change of the engine that can change a judgement; part of the receipt. */
export const engineNumber = '1';

export interface JudgeOptions {
  /** Release of the time-zone data in use (`process.versions.tz`), for the receipt. */
  readonly timeZoneData?: string;
  /** Told of every finding with the computation behind it; for explanations. */
  readonly watch?: (finding: Finding, instance: Instance | undefined) => void;
}

/**
 * Judges one complaint by a policy set at an instant. Pure and synchronous: the same arguments give the same judgement.
 * Never refuses a complaint; what cannot be decided is an indeterminate finding that names the missing facts.
 */
export function judge(set: PolicySet, complaint: Complaint, at: Instant, options: JudgeOptions = {}): Judgement {
  const of = caseOf(set, complaint, at);
  const findings: Finding[] = [];
  let nextLookAt: Instant | undefined = of.timeline.nextAt;
  for (const policy of planOf(set).policies) {
    const result = judgePolicy(of, policy, options.watch);
    findings.push(...result.findings);
    if (result.nextLookAt !== undefined) nextLookAt = Math.min(nextLookAt ?? Infinity, result.nextLookAt);
  }
  const receipt = {
    policySet: set.digest,
    calendars: planOf(set).calendars,
    timeZoneData: options.timeZoneData ?? '',
    engine: engineNumber,
    readings: Object.fromEntries(of.readings),
  };
  return { complaint: complaint.id, at, findings, nextLookAt, receipt };
}

function caseOf(set: PolicySet, complaint: Complaint, at: Instant): Case {
  const our = complaint.our === undefined ? set.organisation.our : { ...set.organisation.our, ...complaint.our };
  const role = our['role'];
  return {
    set,
    timeline: timelineAt(complaint, at, zoneOf(set.organisation.zone)),
    our,
    role: typeof role === 'string' ? role : set.organisation.role,
    workedOut: planOf(set).workedOut,
    workOut: resolveWorkedOut,
    readings: new Map(),
  };
}

interface Plan {
  readonly policies: readonly PolicyPlan[];
  readonly workedOut: ReadonlyMap<string, readonly WorkedOutIn[]>;
  readonly calendars: Readonly<Record<string, string>>;
}

const plans = new WeakMap<PolicySet, Plan>();

/** What can be said of a set before any complaint, worked out once. */
function planOf(set: PolicySet): Plan {
  const known = plans.get(set);
  if (known !== undefined) return known;
  const workedOut = new Map<string, WorkedOutIn[]>();
  for (const policy of set.policies) {
    for (const [name, fact] of policy.facts) workedOut.set(name, [...(workedOut.get(name) ?? []), { policy, fact }]);
  }
  const plan = {
    policies: [...Map.groupBy(set.policies, (policy) => policy.id)].map(([id, versions]) => planPolicy(id, versions)),
    workedOut,
    calendars: Object.fromEntries([...set.calendars].map(([id, calendar]) => [id, calendar.digest])),
  };
  plans.set(set, plan);
  return plan;
}
