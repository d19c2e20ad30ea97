import type { z } from 'zod';
import { bestBranch, type Issue } from './check-shape.js';

type Path = readonly PropertyKey[];

/** Each round takes away what is wrong at least one level further up. */
const roundLimit = 40;

/**
 * What is left of a value when everything that its shape refuses is taken away, so that the rest can be looked at too and all
 * faults be told at once. Undefined where a part is missing without which there is nothing.
 */
export function soundParts<T extends z.ZodType>(schema: T, value: unknown): z.output<T> | undefined {
  const rest: unknown = structuredClone(value);
  for (let round = 0; round < roundLimit; round++) {
    const result = schema.safeParse(rest, { reportInput: true });
    if (result.success) return result.data;
    for (const path of result.error.issues.flatMap((issue) => faultyPaths(issue, []))) {
      if (path.length === 0) return undefined;
      remove(rest, path);
    }
  }
  return undefined;
}

/** Where something has to go; of a missing key that is the value which lacks it. */
function faultyPaths(issue: Issue, parents: Path): readonly Path[] {
  const path = [...parents, ...issue.path];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...path, key]);
  if (issue.code === 'invalid_union')
    return (bestBranch(issue.errors) ?? []).flatMap((inner) => faultyPaths(inner, path));
  // Without one of its entries a list would have the others at other places.
  return [issue.input === undefined || typeof path.at(-1) === 'number' ? path.slice(0, -1) : path];
}

function remove(value: unknown, path: Path): void {
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== 'object' || value === null) return;
  if (rest.length > 0) remove(Object.getOwnPropertyDescriptor(value, step)?.value, rest);
  else Reflect.deleteProperty(value, step);
}
