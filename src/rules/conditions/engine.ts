import { Engine, type TopLevelCondition } from 'json-rules-engine';
import type { Zone } from '../time/calendar.js';
import type { Reading } from '../values.js';
import { ruleIn, ruleOfState, stateName, typeIn } from './built-in.js';
import type { ConditionCatalogue, ConditionDocument, ConditionNode } from './condition.js';
import { engineOperators, type Typed } from './engine-operators.js';

/**
 * The one door to json-rules-engine: its verdict on a checked condition, with its own `all`, `any`, `not` and named
 * conditions, over facts that carry their types. A fact without a reading is left out, and every comparison with it but
 * `known` and `proven` is false there: a verdict means something only where ours is not unknown.
 */
export async function judgeWithEngine(
  document: ConditionDocument,
  catalogue: ConditionCatalogue,
  facts: ReadonlyMap<string, Reading>,
  zone: Zone,
  assumed: ReadonlySet<string> = new Set(),
): Promise<boolean> {
  const engine = new Engine([], { allowUndefinedFacts: true });
  const typed = new Map<string, Typed>();
  for (const [name, reading] of facts) {
    const type = ruleOfState(name) === undefined ? typeIn(name, catalogue) : 'word';
    if (type !== undefined && reading !== undefined)
      typed.set(name, { kind: 'typed', name, type, reading, ...(assumed.has(name) ? { assumed: true } : {}) });
  }
  for (const [name, fact] of typed) engine.addFact(name, fact);
  // The engine's own way to ask for one of many: a fact that is worked out from the parameters of the comparison.
  engine.addFact('state', (params) => typed.get(stateName(ruleIn({ params }, catalogue) ?? '')));
  for (const [name, operator] of engineOperators(typed, catalogue, zone)) engine.addOperator(name, operator);
  for (const [name, named] of namedIn(document, catalogue)) engine.setCondition(name, forEngine(named));
  engine.addRule({ conditions: forEngine(document), event: { type: 'holds' } });
  const { results } = await engine.run();
  return results.length > 0;
}

/** Every named condition that a document refers to, through others too. */
function namedIn(document: ConditionDocument, catalogue: ConditionCatalogue): ReadonlyMap<string, ConditionDocument> {
  const found = new Map<string, ConditionDocument>();
  const walk = (node: ConditionNode): void => {
    if ('all' in node) node.all.forEach(walk);
    else if ('any' in node) node.any.forEach(walk);
    else if ('not' in node) walk(node.not);
    else if ('condition' in node && !found.has(node.condition)) {
      const named = catalogue.condition(node.condition);
      if (named === undefined) throw new RangeError(`condition ${node.condition} has not been checked`);
      found.set(node.condition, named);
      walk(named);
    }
  };
  walk(document);
  return found;
}

/** The same document in the engine's types, which want lists that may be written to: hence a copy, and the cast. */
function forEngine(document: ConditionDocument): TopLevelCondition {
  return structuredClone(document) as TopLevelCondition;
}
