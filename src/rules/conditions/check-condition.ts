import { isRecord, showRaw } from '../facts/fact-value.js';
import { hint } from '../nearest.js';
import { checkLeaf, leafKeys } from './check-leaf.js';
import type { ConditionProblem, Report } from './condition-errors.js';
import type { ConditionCatalogue, ConditionDocument } from './condition.js';
import { depthLimit, followName, sizeLimit, sizeOf } from './named-conditions.js';

/**
 * Everything that is wrong with a condition, all at once; an empty list means that it can be compiled. Refuses besides
 * unknown names and wrong values what json-rules-engine would let pass and judge otherwise than was meant: empty or
 * doubled groups, priorities, paths and decorators.
 */
export function checkCondition(document: unknown, catalogue: ConditionCatalogue): readonly ConditionProblem[] {
  const problems: ConditionProblem[] = [];
  const report: Report = (code, data, path) => void problems.push({ code, data, path });
  if (isRecord(document) && isLeaf(document)) report('condition.bare_leaf', {}, []);
  checkNode(document, [], 1, catalogue, report);
  if (problems.length === 0 && sizeOf(document, catalogue) > sizeLimit)
    report('condition.too_large', { limit: sizeLimit }, []);
  return problems;
}

/** The check's verdict for the compiler: a document without problems is a condition. */
export function isCondition(document: unknown, catalogue: ConditionCatalogue): document is ConditionDocument {
  return checkCondition(document, catalogue).length === 0;
}

type Path = readonly PropertyKey[];
type Node = Readonly<Record<string, unknown>>;

const groups = ['all', 'any', 'not', 'condition'] as const;
const ruleKeys: readonly string[] = ['name', 'event', 'conditions', 'onSuccess', 'onFailure'];

function checkNode(node: unknown, path: Path, depth: number, catalogue: ConditionCatalogue, report: Report): void {
  if (!isRecord(node)) return report('condition.not_a_condition', { found: showRaw(node) }, path);
  if (depth > depthLimit) return report('condition.too_deep', { limit: depthLimit }, path);
  const kinds = groups.filter((group) => Object.hasOwn(node, group));
  const leaf = isLeaf(node);
  if (kinds.length + (leaf ? 1 : 0) > 1)
    report('condition.two_kinds', { keys: [...kinds, ...(leaf ? ['fact'] : [])].join(', ') }, path);
  checkKeys(node, kinds, path, report);
  for (const kind of kinds) checkGroup(node, kind, [...path, kind], depth, catalogue, report);
  if (leaf) checkLeaf(node, path, catalogue, report);
  else if (kinds.length === 0) report('condition.not_a_condition', { found: showRaw(node) }, path);
}

function checkGroup(
  node: Node,
  kind: (typeof groups)[number],
  path: Path,
  depth: number,
  catalogue: ConditionCatalogue,
  report: Report,
): void {
  const value = node[kind];
  if (kind === 'condition') return checkReference(value, path, catalogue, report);
  if (kind === 'not') {
    if (Array.isArray(value)) return report('condition.not_takes_one', {}, path);
    return checkNode(value, path, depth + 1, catalogue, report);
  }
  if (!Array.isArray(value)) return report('condition.not_a_list', { key: kind }, path);
  if (value.length === 0) return report('condition.empty', { key: kind }, path);
  for (const [index, child] of value.entries()) checkNode(child, [...path, index], depth + 1, catalogue, report);
}

function checkReference(value: unknown, path: Path, catalogue: ConditionCatalogue, report: Report): void {
  if (typeof value !== 'string')
    return report('condition.not_a_name', { key: 'condition', found: showRaw(value) }, path);
  const problem = followName(value, catalogue);
  switch (problem?.code) {
    case 'condition.unknown_condition': {
      const known = catalogue.conditionNames?.() ?? [];
      return report(problem.code, { condition: showRaw(value), hint: hint(value, known) }, path);
    }
    case 'condition.cycle':
      return report(problem.code, { cycle: problem.cycle.join(' → ') }, path);
    case 'condition.too_deep':
      return report(problem.code, { limit: depthLimit }, path);
    case undefined:
  }
}

/** Keys that mean something to the engine get their own remedy; all others are unknown (S78). */
function checkKeys(node: Node, kinds: readonly string[], path: Path, report: Report): void {
  const known: readonly string[] = isLeaf(node) ? leafKeys : groups;
  for (const key of Object.keys(node)) {
    const at = [...path, key];
    if (kinds.includes(key) || (isLeaf(node) && leafKeys.includes(key))) continue;
    if (key === 'priority') report('condition.priority', {}, at);
    else if (key === 'path') report('condition.path', {}, at);
    else if (ruleKeys.includes(key)) report('condition.engine_key', { key }, at);
    else report('condition.unknown_key', { key, known: known.join(', '), hint: hint(key, known) }, at);
  }
}

/** Anything with a fact or an operator is meant as a comparison, whatever else is wrong with it. */
function isLeaf(node: Node): boolean {
  return Object.hasOwn(node, 'fact') || Object.hasOwn(node, 'operator');
}
