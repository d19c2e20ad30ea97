import type { RuleBase } from '../policy/rule-types.js';
import { zoneOf } from '../time/zone.js';
import type { Instant } from '../values.js';
import type { Answer, CaseRun, Found, PolicyFound, PolicyPlan, RuleFound, RuleGroup, Undecided } from './case-run.js';
import { claimed } from './claims.js';
import { nextChange, type Instance } from './deadline.js';
import { superseded } from './duties.js';
import { escalationsOf, saidOf } from './escalations.js';
import { policyFinding } from './findings.js';
import { rightsFound, rulesFound, rulesSection } from './judge-policy.js';
import type { Finding, Judgement } from './judgement.js';
import { recordsOf } from './records.js';
import { retentionSection } from './retention.js';
import { rightsSection } from './rights.js';
import { joinMissing } from './scope.js';
import type { Section } from './section.js';
import { silenceOf, silentPolicy, silentRule } from './silent-policies.js';
import { statementsSection } from './statements.js';
import { judgeVersions } from './versions-of-rule.js';
import { waived } from './waivers.js';

export type Watch = (finding: Finding, instance: Instance | undefined) => void;

/** Everything that is found of a complaint. */
export interface Assembled extends Pick<
  Judgement,
  'findings' | 'rights' | 'retention' | 'records' | 'escalations' | 'telling'
> {
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
  const telling = plans.flatMap((plan) =>
    plan.escalations.flatMap(({ candidates }) => escalationsOf(run, candidates, settled)),
  );
  return {
    findings: inOrder(run, policies, waivers.found, watch),
    rights: rights.map(({ finding }) => finding),
    retention: kept.retention,
    records: kept.records,
    escalations: telling.map(saidOf),
    telling,
    changes: [
      ...changesAmong(run, waivers.found),
      ...waivers.changes,
      ...rights.flatMap(({ instance }) => instance?.changes ?? []),
      ...kept.changes,
      ...telling.flatMap(({ at, acknowledgeBy }) => (acknowledgeBy === undefined ? [at] : [at, acknowledgeBy])),
    ],
  };
}

/** As `flatMap`, which takes its time over lists of hundreds. */
function allOf<P, T>(parts: readonly P[], listOf: (part: P) => readonly T[]): readonly T[] {
  return ([] as T[]).concat(...parts.map(listOf));
}

/** What an escalation may be about: where nothing was due nobody is told. */
function watchedAmong(found: readonly RuleFound[]): readonly RuleFound[] {
  return found.filter(({ finding }) => finding.outcome !== 'not-applicable');
}

function judgePolicy(run: CaseRun, plan: PolicyPlan): PolicyFound {
  const silence = plan.asksFirst ? silenceOf(run, plan) : undefined;
  if (silence === undefined) return askPolicy(run, plan, (_section, group, ask) => ask(group));
  return (
    silentPolicy(run, plan, silence) ??
    askPolicy(run, plan, (section, group, ask) => silentRule(run, section, group, silence) ?? ask(group))
  );
}

/** How a rule is answered: asked, or without being asked. */
type Answering = <R extends RuleBase, F, I>(
  section: Section<R, F, I>,
  group: RuleGroup<R>,
  ask: (group: RuleGroup<R>) => Answer<Found<R, F, I>>,
) => Answer<Found<R, F, I>>;

function askPolicy(run: CaseRun, plan: PolicyPlan, answer: Answering): PolicyFound {
  const undecided: Undecided[] = [];
  const answers = <R extends RuleBase, F, I>(
    section: Section<R, F, I>,
    groups: readonly RuleGroup<R>[],
    ask: (group: RuleGroup<R>) => Answer<Found<R, F, I>>,
  ): readonly Found<R, F, I>[] => {
    const all: Found<R, F, I>[] = [];
    for (const group of groups) {
      const each = answer(section, group, ask);
      if (each.undecided !== undefined) undecided.push(each.undecided);
      for (const found of each.found) all.push(found);
    }
    return all;
  };
  const rules = answers(rulesSection, plan.rules, ({ ref }) => rulesFound(run, ref));
  const statements = answers(statementsSection, plan.statements, ({ candidates }) =>
    judgeVersions(run, statementsSection, candidates),
  );
  const rights = answers(rightsSection, plan.rights, ({ ref }) => rightsFound(run, ref));
  const retention = answers(retentionSection, plan.retention, ({ candidates }) =>
    judgeVersions(run, retentionSection, candidates),
  );
  return { rules, statements, rights, retention, undecided: together(undecided) };
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
    for (const end = place + rules.length; place < end; place++) {
      const each = settled[place];
      if (each !== undefined) report(each.finding, each.instance);
    }
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
    if (finding.done === undefined) changes.push(...versionStarts(run, candidate));
  }
  return changes;
}

function versionStarts(run: CaseRun, { policy }: RuleFound['candidate']): readonly Instant[] {
  const versions = run.plan.policies.get(policy.id)?.versions ?? [];
  if (versions.length < 2) return [];
  const zone = zoneOf(run.of.set.organisation.zone);
  return versions.map(({ inForce }) => zone.startOf(inForce.from));
}
