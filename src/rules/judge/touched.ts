import { ruleOfState } from '../conditions/built-in.js';
import type { CompiledCondition } from '../conditions/condition.js';
import { isRecord } from '../facts/fact-value.js';
import type { WorkedOutIn } from './scope.js';

/** What can change an answer (S42). */
export interface Touched {
  /** Events and facts, by their names. */
  readonly names: ReadonlySet<string>;
  /** Whether lengths of time are asked about, which grow by themselves. */
  readonly growing: boolean;
  /** Rules whose state is asked about, which changes by itself at instants that are known. */
  readonly rules: ReadonlySet<string>;
}

const known = new WeakMap<CompiledCondition, Touched>();

/** Everything that a condition asks about, through worked-out facts too; found once for each condition. */
export function touchedBy(
  condition: CompiledCondition,
  workedOut: ReadonlyMap<string, readonly WorkedOutIn[]>,
): Touched {
  const before = known.get(condition);
  if (before !== undefined) return before;
  const names = new Set<string>();
  const rules = new Set<string>();
  const found = { names, rules, growing: false };
  const add = (name: string): void => {
    if (names.has(name)) return;
    names.add(name);
    const rule = ruleOfState(name);
    if (rule !== undefined) rules.add(rule);
    for (const { policy, fact } of workedOut.get(name) ?? []) {
      if (fact.form.kind === 'time') found.growing = true;
      walk([fact.form, fact.sets ? policy.applies : undefined]);
    }
  };
  const walk = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(walk);
    else if (part instanceof Map || part instanceof Set) [...part.values()].forEach(walk);
    if (!isRecord(part)) return;
    if (isCompiled(part)) part.names.forEach(add);
    if (part['kind'] === 'rule-due' && typeof part['rule'] === 'string') rules.add(part['rule']);
    for (const key of nameKeys) if (typeof part[key] === 'string') add(part[key]);
    if (Array.isArray(part['events'])) part['events'].forEach(add);
    if (!isCompiled(part)) Object.values(part).forEach(walk);
  };
  condition.names.forEach(add);
  known.set(condition, found);
  return found;
}

/** Where moments, values and forms of facts hold the names that they read. */
const nameKeys = ['event', 'fact', 'name', 'same'] as const;

function isCompiled(part: object): part is CompiledCondition {
  return 'test' in part && typeof part.test === 'function';
}
