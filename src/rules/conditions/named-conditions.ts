import { isRecord } from '../facts/fact-value.js';
import type { ConditionCatalogue } from './condition.js';

/** Levels of nesting in one document; more is a mistake or an attack. */
export const depthLimit = 16;
/** Comparisons in a condition with its named ones written out, and named conditions inside each other. */
export const sizeLimit = 10_000;
const chainLimit = 64;

export type NamedProblem =
  | { readonly code: 'condition.unknown_condition' }
  | { readonly code: 'condition.cycle'; readonly cycle: readonly string[] }
  | { readonly code: 'condition.too_deep' };

/**
 * Follows a name through the conditions it refers to, and finds what would never end. What is wrong inside those
 * documents is reported where they stand.
 */
export function followName(name: string, catalogue: ConditionCatalogue): NamedProblem | undefined {
  if (catalogue.condition(name) === undefined) return { code: 'condition.unknown_condition' };
  const sound = new Set<string>();
  const follow = (each: string, trail: readonly string[]): NamedProblem | undefined => {
    const met = trail.indexOf(each);
    if (met >= 0) return { code: 'condition.cycle', cycle: [...trail.slice(met), each] };
    if (sound.has(each)) return undefined;
    if (trail.length >= chainLimit) return { code: 'condition.too_deep' };
    for (const next of referencesOf(catalogue.condition(each))) {
      const problem = follow(next, [...trail, each]);
      if (problem !== undefined) return problem;
    }
    sound.add(each);
    return undefined;
  };
  return follow(name, []);
}

/** Comparisons in a document with its named conditions written out; every name must have been followed before. */
export function sizeOf(document: unknown, catalogue: ConditionCatalogue): number {
  const known = new Map<string, number>();
  const size = (node: unknown): number => {
    const { references, leaves } = partsOf(node);
    return references.reduce((sum, name) => sum + sizeOfName(name), leaves);
  };
  const sizeOfName = (name: string): number => {
    const found = known.get(name) ?? size(catalogue.condition(name));
    known.set(name, found);
    return found;
  };
  return size(document);
}

function referencesOf(document: unknown): ReadonlySet<string> {
  return new Set(partsOf(document).references);
}

/** The names and the comparisons of any value that claims to be a condition, as far as it is one. */
function partsOf(document: unknown): { readonly references: readonly string[]; readonly leaves: number } {
  const references: string[] = [];
  let leaves = 0;
  const walk = (node: unknown, depth: number): void => {
    if (depth > depthLimit || !isRecord(node)) return;
    for (const key of ['all', 'any'] as const) {
      const children = Object.hasOwn(node, key) ? node[key] : undefined;
      if (Array.isArray(children)) for (const child of children) walk(child, depth + 1);
    }
    if (Object.hasOwn(node, 'not')) walk(node['not'], depth + 1);
    if (Object.hasOwn(node, 'condition') && typeof node['condition'] === 'string') references.push(node['condition']);
    if (Object.hasOwn(node, 'fact')) leaves++;
  };
  walk(document, 0);
  return { references, leaves };
}
