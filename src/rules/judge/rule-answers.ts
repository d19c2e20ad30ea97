import { firstInstant, passesAt } from '../time/compare.js';
import type { Instant, Time } from '../values.js';
import type { Finding, RightFinding } from './judgement.js';
import type { Answered, IndexedAnswer } from './memory.js';
import type { Scope, View } from './scope.js';

/** A reference as it may be written: `policy#rule`, or the bare id within its own policy. */
function refIn(scope: Scope, rule: string): string {
  return rule.includes('#') ? rule : `${scope.policy.id}#${rule}`;
}

/** What a rule says, of the occurrence judged where it speaks of it; undefined where there is no such rule. */
export function answerOf(scope: Scope, view: View, rule: string): Answered | undefined {
  const ref = refIn(scope, rule);
  const { memory } = scope.of;
  if (memory.under.has(ref)) {
    // A rule that asks about itself, through however many others, has no answer.
    memory.cuts += 1;
    return { findings: [], rights: [], missing: [{ name: rule, kind: 'fact', why: 'not-recorded' }] };
  }
  const known = memory.answers.get(ref) ?? answered(scope, ref);
  if (known === undefined || view.occurrence === undefined) return known?.all;
  return known.byEvent.get(view.occurrence.id) ?? known.byRef.get(view.occurrence.ref ?? '') ?? known.all;
}

function answered(scope: Scope, ref: string): IndexedAnswer | undefined {
  const { memory, answers } = scope.of;
  const { cuts } = memory;
  memory.under.add(ref);
  try {
    const duty = answers.ofRule(ref);
    const right = duty === undefined ? answers.ofRight(ref) : undefined;
    if (duty === undefined && right === undefined) return undefined;
    const all: Answered = {
      findings: duty?.found ?? [],
      rights: right?.found ?? [],
      missing: duty?.missing ?? right?.missing ?? [],
    };
    const answer = { all, ...indexed(all) };
    if (memory.cuts === cuts) memory.answers.set(ref, answer);
    return answer;
  } finally {
    memory.under.delete(ref);
  }
}

/** Of a rule with `each`: what it says of one occurrence, and of those with one `ref`. */
function indexed({ findings, rights }: Answered): Pick<IndexedAnswer, 'byEvent' | 'byRef'> {
  const [byEvent, byRef] = [new Map<string, Part>(), new Map<string, Part>()];
  const part = (map: Map<string, Part>, key: string): Part => {
    const known = map.get(key) ?? { findings: [], rights: [], missing: [] };
    map.set(key, known);
    return known;
  };
  const partsOf = ({ event, ref }: NonNullable<Finding['occurrence']>): readonly Part[] =>
    ref === undefined ? [part(byEvent, event)] : [part(byEvent, event), part(byRef, ref)];
  for (const finding of findings)
    if (finding.occurrence !== undefined) for (const each of partsOf(finding.occurrence)) each.findings.push(finding);
  for (const right of rights)
    if (right.occurrence !== undefined) for (const each of partsOf(right.occurrence)) each.rights.push(right);
  return { byEvent, byRef };
}

interface Part extends Answered {
  readonly findings: Finding[];
  readonly rights: RightFinding[];
}

/** The instants at which a rule's state changed or will: when its clock started, was at risk, ran out, was done; of a right its days. */
export function changesOfState(scope: Scope, rule: string): readonly Instant[] {
  const answer = answerOf(scope, {}, rule);
  if (answer === undefined) return [];
  const { zone } = scope;
  const from = (time: Time | undefined): readonly Instant[] => (time === undefined ? [] : [firstInstant(time, zone)]);
  const after = (time: Time | undefined): readonly Instant[] => (time === undefined ? [] : [passesAt(time, zone)]);
  return [
    ...answer.findings.flatMap(({ start, done, due, warnAt }) => [
      ...[start, done].flatMap(from),
      ...after(due),
      ...(warnAt === undefined ? [] : [warnAt]),
    ]),
    ...answer.rights.flatMap(({ opens, used, until }) => [...[opens, used].flatMap(from), ...after(until)]),
  ];
}
