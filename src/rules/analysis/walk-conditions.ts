import type { CompiledCondition } from '../conditions/condition.js';

/** Whether a loaded value is a condition: nothing else in a set can be asked. */
export function isCompiled(value: unknown): value is CompiledCondition {
  return typeof value === 'object' && value !== null && 'test' in value && typeof value.test === 'function';
}

/** A copy in which every compiled condition, wherever it stands, is replaced. */
export function withConditions<T>(value: T, replace: (condition: CompiledCondition) => CompiledCondition): T {
  // The copy has the shape of the original, which the compiler cannot see through a walk over its keys.
  return copy(value, replace) as T;
}

function copy(value: unknown, replace: (condition: CompiledCondition) => CompiledCondition): unknown {
  if (isCompiled(value)) return replace(value);
  if (Array.isArray(value)) return value.map((each) => copy(each, replace));
  if (value instanceof Map) return new Map([...value].map(([key, each]) => [key, copy(each, replace)]));
  if (typeof value !== 'object' || value === null || value instanceof Set) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, copy(each, replace)]));
}
