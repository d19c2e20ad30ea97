import { isRecord } from '../facts/fact-value.js';
import type { ConditionCatalogue, NameType } from './condition.js';

/** Facts of the language itself, which no vocabulary declares. */
export const builtInFacts = ['state', 'within_authority'] as const;
export type BuiltInFact = (typeof builtInFacts)[number];

/** The states of a clock: what `state` of a deadline may be. */
export const clockStates = [
  'not-started',
  'running',
  'at-risk',
  'paused',
  'in-time',
  'done-late',
  'overdue',
  'cancelled',
  'replaced',
  'no-deadline',
] as const;
/** The states of a right: what `state` of one may be; where it is indeterminate, its state cannot be read. */
export const rightStates = ['not-open-yet', 'open', 'used', 'lapsed', 'not-applicable'] as const;

export function isBuiltIn(name: string): name is BuiltInFact {
  return builtInFacts.some((each) => each === name);
}

/** The type of any name, built in or declared. */
export function typeIn(name: string, catalogue: ConditionCatalogue): NameType | undefined {
  if (!isBuiltIn(name)) return catalogue.typeOf(name);
  return name === 'state' ? 'word' : 'yes-no';
}

/** The rule that a comparison of `state` names, as `policy#rule` where the catalogue knows it; undefined where it names none. */
export function ruleIn({ params }: { readonly params?: unknown }, catalogue: ConditionCatalogue): string | undefined {
  const rule = isRecord(params) ? params['rule'] : undefined;
  return typeof rule === 'string' ? (catalogue.ruleRef?.(rule) ?? rule) : undefined;
}

/** The words that the fact of a comparison may have, where they are listed. */
export function valuesIn(
  leaf: { readonly fact?: unknown; readonly params?: unknown },
  catalogue: ConditionCatalogue,
): readonly string[] | undefined {
  if (leaf.fact !== 'state') return catalogue.valuesOf(String(leaf.fact));
  return catalogue.statesOf?.(ruleIn(leaf, catalogue) ?? '');
}

/** The one name under which the state of a rule is read: `state(policy#rule)`. */
export function stateName(rule: string): string {
  return `state(${rule})`;
}

/** The rule whose state a name stands for; undefined for every other name. */
export function ruleOfState(name: string): string | undefined {
  return name.startsWith('state(') && name.endsWith(')') ? name.slice(6, -1) : undefined;
}
