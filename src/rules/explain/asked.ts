import type { CompiledCondition, ConditionDocument, ConditionNode, Explanation } from '../conditions/condition.js';
import type { AnyRule } from '../analysis/all-rules.js';
import { readerOf } from '../judge/reader.js';
import type { Scope, View } from '../judge/scope.js';
import type { PolicySet } from '../policy/policy.js';
import type { Exclusion, Grant, Right } from '../policy/right-types.js';
import type { Truth } from '../values.js';
import { answering, type Answering } from './where-from.js';

/** A condition that was asked, what it came to, and which facts answered. */
export interface Asked {
  readonly what: 'applies' | 'when' | 'require' | 'exclusion' | 'unless' | 'extension' | 'gives' | 'trigger' | 'pause';
  readonly document: ConditionDocument;
  readonly result: Truth;
  /** The comparisons that made the result what it is. */
  readonly decided: readonly ConditionDocument[];
  readonly answers: readonly Answering[];
  readonly cite: readonly string[];
  /** The remedies that the condition is about. */
  readonly remedies?: readonly string[];
}

/** Every condition of a rule of any section, seen from a view. */
export function askedOf(scope: Scope, view: View, rule: AnyRule): readonly Asked[] {
  const { when, cite } = rule;
  const own = when === undefined ? [] : [ask(scope, view, 'when', when, cite)];
  switch (rule.kind) {
    case 'requirement':
      return [...own, ask(scope, view, 'require', rule.require, cite)];
    case 'deadline':
      return [
        ...own,
        ...rule.clock.pauses.flatMap((each) =>
          each.when === undefined ? [] : [ask(scope, view, 'pause', each.when, each.cite)],
        ),
        ...rule.clock.extensions.map((each) => ask(scope, view, 'extension', each.when, each.cite)),
      ];
    case 'right':
      return [...own, ...askedOfRight(scope, view, rule)];
    case 'escalation':
      return rule.trigger.kind === 'conditions' ? [...own, ask(scope, view, 'trigger', rule.trigger.when, cite)] : own;
    case 'judgement-needed':
    case 'retention':
    case 'statement':
      return own;
  }
}

function askedOfRight(scope: Scope, view: View, { exclusions, gives }: Right): readonly Asked[] {
  return [
    ...exclusions.flatMap((each) => askedOfExclusion(scope, view, each)),
    ...gives.flatMap((grant) => askedOfGrant(scope, view, grant)),
  ];
}

/** Nobody asks for the exception to an exclusion that does not hold. */
function askedOfExclusion(scope: Scope, view: View, { when, unless, cite }: Exclusion): readonly Asked[] {
  const holds = ask(scope, view, 'exclusion', when, cite);
  return unless === undefined || holds.result === false ? [holds] : [holds, ask(scope, view, 'unless', unless, cite)];
}

function askedOfGrant(scope: Scope, view: View, grant: Grant): readonly Asked[] {
  const remedies =
    grant.kind === 'one-of' ? grant.of.flatMap((each) => ('remedy' in each ? [each.remedy] : [])) : [grant.remedy];
  const own = grant.when === undefined ? [] : [{ ...ask(scope, view, 'gives', grant.when, []), remedies }];
  return grant.kind === 'one-of' ? [...own, ...grant.of.flatMap((each) => askedOfGrant(scope, view, each))] : own;
}

/** Asks a condition, and says what decided it. */
export function ask(
  scope: Scope,
  view: View,
  what: Asked['what'],
  condition: CompiledCondition,
  cite: readonly string[],
): Asked {
  const explained = condition.explain(readerOf(scope, view));
  return {
    what,
    document: condition.document,
    result: explained.result,
    decided: decisive(condition.document, explained, scope.of.set),
    answers: [...condition.names].map((name) => answering(scope, view, name)),
    cite,
  };
}

/** The comparisons that alone would give the result: the false ones of an `all` that fails, the open ones of one that is open. */
function decisive(node: ConditionNode, told: Explanation, set: PolicySet): readonly ConditionDocument[] {
  const [child] = told.children;
  if ('condition' in node) {
    const document = set.conditions.get(node.condition)?.document;
    return document === undefined || child === undefined ? [] : decisive(document, child, set);
  }
  if ('not' in node) return child === undefined ? [] : decisive(node.not, child, set);
  const nodes = 'all' in node ? node.all : 'any' in node ? node.any : undefined;
  if (nodes === undefined) return 'fact' in node ? [told.result === false ? { not: node } : { all: [node] }] : [];
  const parts = nodes.flatMap((each, index) => {
    const part = told.children[index];
    return part === undefined ? [] : [[each, part] as const];
  });
  const alike = parts.filter(([, part]) => part.result === told.result);
  return (alike.length > 0 ? alike : parts).flatMap(([each, part]) => decisive(each, part, set));
}
