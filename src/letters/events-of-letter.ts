import type { CompiledCondition } from '../rules/conditions/condition.js';
import type { Finding, Judgement, Reason } from '../rules/judge/judgement.js';
import type { LetterKind } from '../rules/policy/letter-kinds.js';
import type { PolicySet } from '../rules/policy/policy.js';
import type { Rule } from '../rules/policy/rule-types.js';
import type { Statement } from '../rules/policy/statement-types.js';
import type { Moment } from '../rules/policy/value-types.js';

/** Reasons for which nothing of a rule is to be expected on this complaint any more. */
const closedReasons: ReadonlySet<Reason> = new Set<Reason>([
  'not-in-force',
  'applies-false',
  'when-false',
  'cancelled',
  'replaced',
  'unverified',
  'yields',
  'excluded',
]);

/** The events that the vocabulary marks as the sending of such a letter, in its order. */
export function eventsMarked({ vocabulary }: PolicySet, kind: LetterKind): readonly string[] {
  return [...vocabulary.events.values()].flatMap(({ id, letters = [] }) => (letters.includes(kind) ? [id] : []));
}

/**
 * The events that sending this letter is, on this complaint: of those that the vocabulary marks the first, which is true of every
 * such letter, and each for which our own rules wait. Empty where the vocabulary marks none. A rule of which it is not known whether
 * it applies waits for nothing yet.
 */
export function eventsOfLetter(set: PolicySet, judgement: Judgement, kind: LetterKind): readonly string[] {
  const marked = eventsMarked(set, kind);
  const wanted = new Set<string>();
  const withClock = new Set<string>();
  const live = judgement.findings.filter(isLive);
  for (const finding of live) {
    const rule = ruleOf(set, finding);
    const names =
      rule === undefined || rule.kind === 'statement' ? [] : awaitedBy(rule).filter((name) => marked.includes(name));
    for (const name of names) wanted.add(name);
    if (rule?.kind === 'deadline' && names.length > 0) withClock.add(finding.policy);
  }
  // What a letter must say is asked of several letters at once; which of them is due, the clocks of the same policy know.
  for (const finding of live) {
    const rule = ruleOf(set, finding);
    if (rule?.kind === 'statement' && !withClock.has(finding.policy)) for (const name of rule.each) wanted.add(name);
  }
  return marked.filter((name, index) => index === 0 || wanted.has(name));
}

/** Our own, not out of the question, and not done. */
export function isLive({ own, outcome, reason, done, kind, start }: Finding): boolean {
  if (!own || kind === 'policy' || done !== undefined) return false;
  if (reason !== undefined && closedReasons.has(reason)) return false;
  return outcome !== 'indeterminate' || start !== undefined;
}

/** The rule of a finding in the version that decided. */
export function ruleOf(set: PolicySet, { policy, version, rule }: Finding): Rule | Statement | undefined {
  const found = set.policies.find(({ id, inForce }) => id === policy && inForce.from === version);
  return found === undefined ? undefined : [...found.rules, ...found.statements].find(({ id }) => id === rule);
}

/** Names of events whose happening a rule asks for: what ends it, what extends it. What it is about is not asked for: nobody has to refuse. */
export function awaitedBy(rule: Rule): readonly string[] {
  switch (rule.kind) {
    case 'deadline':
      return [...eventsIn(rule.done), ...rule.clock.extensions.flatMap(({ when }) => namesIn(when))];
    case 'requirement':
      return namesIn(rule.require);
    case 'judgement-needed':
      return rule.done === undefined ? [] : eventsIn(rule.done);
  }
}

function namesIn({ names }: CompiledCondition): readonly string[] {
  return [...names];
}

/** The events that a moment is made of. */
export function eventsIn(moment: Moment): readonly string[] {
  switch (moment.kind) {
    case 'event':
      return [moment.event];
    case 'first':
    case 'latest':
      return moment.of.flatMap(eventsIn);
    case 'since':
      return namesIn(moment.when);
    case 'offset':
      return eventsIn(moment.base);
    case 'table':
      return moment.rows.flatMap(({ is }) => eventsIn(is));
    case 'parameter':
      return [...moment.options.values()].flatMap(eventsIn);
    default:
      return [];
  }
}
