import { isRecord } from '../facts/fact-value.js';
import { checkCondition, isCondition } from '../conditions/check-condition.js';
import { compileCondition } from '../conditions/compile-condition.js';
import type { CompiledCondition } from '../conditions/condition.js';
import { problemFault, type ConditionProblem } from '../conditions/condition-errors.js';
import { use, type Reading } from './reading.js';
import type { Spot } from './spot.js';

/** Stands where a fault has been reported; a set with faults is never handed out. */
export const noCondition: CompiledCondition = {
  document: { all: [] },
  names: new Set(),
  test: () => undefined,
  missing: () => [],
  explain: () => ({ kind: 'all', result: undefined, children: [] }),
};

/** Checks and compiles a condition; undefined where there is none. Every problem is reported where it stands. */
export function readCondition(spot: Spot, reading: Reading): CompiledCondition | undefined {
  const { value } = spot;
  if (value === undefined || value === null) return undefined;
  return requiredCondition(spot, reading);
}

/** As readCondition, for places where the shape has already asked for one. */
export function requiredCondition(spot: Spot, reading: Reading): CompiledCondition {
  const { catalogue } = reading.names;
  if (!isCondition(spot.value, catalogue)) {
    reportProblems(checkCondition(spot.value, catalogue), spot, reading);
    return noCondition;
  }
  if (!reading.names.compiles) return noCondition;
  const compiled = compileCondition(spot.value, catalogue);
  for (const name of compiled.names) if (reading.names.parameters.has(name)) use(name, spot, reading);
  return compiled;
}

/** Reports the problems of a condition, each where it stands. */
export function reportProblems(problems: readonly ConditionProblem[], spot: Spot, reading: Reading): void {
  for (const problem of problems) {
    if (isExcused(problem, spot, reading)) continue;
    reading.faults.push(problemFault(problem, spot.yaml.placeOf([...spot.path, ...problem.path])));
  }
}

/** An unknown name is no second fault where its declaration has one, or where the declarations could not be read. */
function isExcused(problem: ConditionProblem, spot: Spot, reading: Reading): boolean {
  if (isNullBelow(spot.value, problem.path)) return true;
  if (problem.code === 'condition.unknown_rule') return !reading.names.rules.whole;
  const name = problem.data['fact'] ?? problem.data['condition'];
  const unknown = problem.code === 'condition.unknown_fact' || problem.code === 'condition.unknown_condition';
  const { complete, broken, workedOut } = reading.names;
  // What is known to be worked out, but not to what, has its fault where it is worked out.
  return unknown && (!complete || broken.has(String(name)) || workedOut.has(String(name)));
}

/** A key without a value has been reported as such. */
function isNullBelow(value: unknown, path: readonly PropertyKey[]): boolean {
  let at = value;
  for (const key of path) at = Array.isArray(at) ? at[Number(key)] : isRecord(at) ? at[String(key)] : undefined;
  return at === null;
}
