import type { RuleBase } from '../policy/policy.js';
import { zoneOf } from '../time/zone.js';
import type { Instant } from '../values.js';
import type { Answer, Candidate, CaseRun, PolicyFound, PolicyPlan, RuleFound, Undecided } from './case-run.js';
import { claimed } from './claims.js';
import { nextChange, type Instance } from './deadline.js';
import { superseded } from './duties.js';
import { escalationsOf } from './escalations.js';
import { policyFinding } from './findings.js';
import { rightsFound, rulesFound } from './judge-policy.js';
import type { Finding, Judgement } from './judgement.js';
import { recordsOf } from './records.js';
import { retentionSection } from './retention.js';
import { joinMissing } from './scope.js';
import { silentPolicy } from './silent-policies.js';
import { statementsSection } from './statements.js';
import { judgeVersions } from './versions-of-rule.js';
import { waived } from './waivers.js';

export type Watch = (finding: Finding, instance: Instance | undefined) => void;

/** Everything that is found of a complaint. */
export interface Assembled extends Pick<Judgement, 'findings' | 'rights' | 'retention' | 'records' | 'escalations'> {
  /** Instants at which time alone can change something, of which those ahead matter (S42). */
  readonly changes: readonly Instant[];
}

/** Judges every rule of every policy, in the order of the set, then what they make of each other. */
export function assemble(run: CaseRun, watch: Watch | undefined): Assembled {
  const plans = [...run.plan.policies.values()];
  const policies = plans.map((plan) => judgePolicy(run, plan));
  const waivers = waived(run.of, superseded(allOf(policies, ({ rules }) => rules)));
  const rights = claimed(
    run.of,
    allOf(policies, (each) => each.rights),
  );
  const kept = recordsOf(
    run.of,
    allOf(policies, ({ retention }) => retention),
  );
  let byRef: ReadonlyMap<string, readonly RuleFound[]> | undefined;
  const settled = (ref: string): readonly RuleFound[] => {
    byRef ??= Map.groupBy(watchedAmong(waivers.found), ({ candidate }) => candidate.rule.ref);
    return byRef.get(ref) ?? [];
  };
  const escalations = plans.flatMap((plan) =>
    plan.escalations.flatMap((candidates) => escalationsOf(run, candidates, settled)),
  );
  return {
    findings: inOrder(run, policies, waivers.found, watch),
    rights: rights.map(({ finding }) => finding),
    retention: kept.retention,
    records: kept.records,
    escalations,
    changes: [
      ...changesAmong(run, waivers.found),
      ...waivers.changes,
      ...rights.flatMap(({ instance }) => instance?.changes ?? []),
      ...kept.changes,
      ...escalations.flatMap(({ at, acknowledgeBy }) => (acknowledgeBy === undefined ? [at] : [at, acknowledgeBy])),
    ],
  };
}

/** As `flatMap`, which takes its time over lists of hundreds. */
function allOf<P, T>(parts: readonly P[], listOf: (part: P) => readonly T[]): readonly T[] {
  const all: T[] = [];
  for (const part of parts) for (const each of listOf(part)) all.push(each);
  return all;
}

/** What an escalation may be about: where nothing was due nobody is told. */
function watchedAmong(found: readonly RuleFound[]): readonly RuleFound[] {
  return found.filter(({ finding }) => finding.outcome !== 'not-applicable');
}

function judgePolicy(run: CaseRun, plan: PolicyPlan): PolicyFound {
  return silentPolicy(run, plan) ?? askPolicy(run, plan);
}

function askPolicy(run: CaseRun, plan: PolicyPlan): PolicyFound {
  const rules = plan.rules.map((candidates) => rulesFound(run, refOf(candidates)));
  const statements = plan.statements.map((candidates) => judgeVersions(run, statementsSection, candidates));
  const rights = plan.rights.map((candidates) => rightsFound(run, refOf(candidates)));
  const retention = plan.retention.map((candidates) => judgeVersions(run, retentionSection, candidates));
  const undecided = [rules, statements, rights, retention].flatMap((answers: readonly Answer<unknown>[]) =>
    answers.filter((answer) => answer.undecided !== undefined),
  );
  return {
    rules: allOf(rules, ({ found }) => found),
    statements: allOf(statements, ({ found }) => found),
    rights: allOf(rights, ({ found }) => found),
    retention: allOf(retention, ({ found }) => found),
    undecided: together(undecided.flatMap((answer) => answer.undecided ?? [])),
  };
}

function refOf([first]: readonly Candidate<RuleBase>[]): string {
  return first?.rule.ref ?? '';
}

/** One finding for the policy with everything that is missing (S38), whatever the order of its rules. */
function together(all: readonly Undecided[]): Undecided | undefined {
  const [first, ...others] = all;
  if (first === undefined || others.every(({ missing }) => missing === first.missing)) return first;
  const versions = all.map(({ policy }) => policy).toSorted((a, b) => a.inForce.from - b.inForce.from);
  const missing = joinMissing(...all.map((each) => each.missing)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return { policy: versions[0] ?? first.policy, missing };
}

/** The findings policy by policy, as they stand in the files; what nobody can say of a whole policy comes last (S38). */
function inOrder(
  run: CaseRun,
  policies: readonly PolicyFound[],
  settled: readonly RuleFound[],
  watch: Watch | undefined,
): readonly Finding[] {
  const findings: Finding[] = [];
  const report = (finding: Finding, instance: Instance | undefined): void => {
    findings.push(finding);
    watch?.(finding, instance);
  };
  let place = 0;
  for (const { rules, statements, undecided } of policies) {
    const end = place + rules.length;
    for (const { finding, instance } of settled.slice(place, end)) report(finding, instance);
    place = end;
    for (const { finding } of statements) report(finding, undefined);
    if (undecided !== undefined) report(policyFinding(run.of, undecided.policy, undecided.missing), undefined);
  }
  return findings;
}

/** When time alone changes a finding: its clock, or another version of its policy while it is not done (S42). */
function changesAmong(run: CaseRun, found: readonly RuleFound[]): readonly Instant[] {
  const changes: Instant[] = [];
  for (const { finding, instance, candidate } of found) {
    if (finding.outcome === 'not-applicable' || instance === undefined) continue;
    const next = nextChange(instance, run.of.timeline.at);
    if (next !== undefined) changes.push(next);
    if (finding.outcome === 'pending') changes.push(...versionStarts(run, candidate));
  }
  return changes;
}

function versionStarts(run: CaseRun, { policy }: RuleFound['candidate']): readonly Instant[] {
  const versions = run.plan.policies.get(policy.id)?.versions ?? [];
  if (versions.length < 2) return [];
  const zone = zoneOf(run.of.set.organisation.zone);
  return versions.map(({ inForce }) => zone.startOf(inForce.from));
}
