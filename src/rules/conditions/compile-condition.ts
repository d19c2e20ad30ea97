import type { Truth } from '../values.js';
import { compileLeaf, type CompiledNode } from './compile-leaf.js';
import type {
  CompiledCondition,
  ConditionCatalogue,
  ConditionDocument,
  ConditionNode,
  FactReader,
} from './condition.js';

/**
 * Compiles a condition that `checkCondition` has found nothing wrong with; throws a RangeError on any other.
 * Every test is synchronous and three-valued (S33): one false makes `all` false and one true makes `any` true,
 * whatever is unknown beside it.
 */
export function compileCondition(document: ConditionDocument, catalogue: ConditionCatalogue): CompiledCondition {
  const node = compileNode(document, { catalogue, within: new Set(), done: new Map() });
  return {
    document,
    names: new Set(node.names),
    test: node.test,
    missing: (reader) => (node.test(reader) === undefined ? [...new Set(node.unknowns(reader))] : []),
    explain: node.explain,
  };
}

interface Context {
  readonly catalogue: ConditionCatalogue;
  /** Named conditions that are being compiled: one that meets itself again has no end. */
  readonly within: ReadonlySet<string>;
  readonly done: Map<string, CompiledNode>;
}

function compileNode(document: ConditionNode, context: Context): CompiledNode {
  if ('all' in document) return compileGroup('all', document.all, context);
  if ('any' in document) return compileGroup('any', document.any, context);
  if ('not' in document) return compileNot(document.not, context);
  if ('condition' in document) return compileNamed(document.condition, context);
  return compileLeaf(document, context.catalogue);
}

function compileGroup(kind: 'all' | 'any', documents: readonly ConditionNode[], context: Context): CompiledNode {
  const nodes = documents.map((document) => compileNode(document, context));
  const test = kleene(
    nodes.map((node) => node.test),
    kind === 'any',
  );
  return {
    names: nodes.flatMap((node) => node.names),
    test,
    unknowns: unknownsOf(nodes),
    explain: (reader) => ({ kind, result: test(reader), children: nodes.map((node) => node.explain(reader)) }),
  };
}

/** Of the parts that are open; a part that stands alone is open where the group is. */
function unknownsOf(nodes: readonly CompiledNode[]): CompiledNode['unknowns'] {
  const [first, ...others] = nodes;
  if (first !== undefined && others.length === 0) return first.unknowns;
  return (reader) => nodes.flatMap((node) => (node.test(reader) === undefined ? node.unknowns(reader) : []));
}

/** `decisive` settles it: false for `all`, true for `any`. */
function kleene(tests: readonly CompiledNode['test'][], decisive: boolean): CompiledNode['test'] {
  const [first] = tests;
  if (first === undefined) throw new RangeError('an empty all or any has not been checked');
  if (tests.length === 1) return first;
  return (reader) => {
    let open = false;
    for (const test of tests) {
      const truth = test(reader);
      if (truth === decisive) return decisive;
      if (truth === undefined) open = true;
    }
    return open ? undefined : !decisive;
  };
}

function compileNot(document: ConditionNode, context: Context): CompiledNode {
  const node = compileNode(document, context);
  const test = (reader: FactReader): Truth => {
    const truth = node.test(reader);
    return truth === undefined ? undefined : !truth;
  };
  return {
    names: node.names,
    test,
    unknowns: node.unknowns,
    explain: (reader) => ({ kind: 'not', result: test(reader), children: [node.explain(reader)] }),
  };
}

function compileNamed(condition: string, context: Context): CompiledNode {
  const { catalogue, within, done } = context;
  const document = catalogue.condition(condition);
  if (document === undefined || within.has(condition))
    throw new RangeError(`condition ${condition} has not been checked`);
  const node = done.get(condition) ?? compileNode(document, { ...context, within: new Set([...within, condition]) });
  done.set(condition, node);
  return {
    ...node,
    explain: (reader) => {
      const explained = node.explain(reader);
      return { kind: 'condition', result: explained.result, children: [explained], condition };
    },
  };
}
