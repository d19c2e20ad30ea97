import type { Reading } from '../values.js';
import type { CompiledCondition, ConditionCatalogue, FactReader } from './condition.js';
import { judgeWithEngine } from './engine.js';

/**
 * Whether json-rules-engine says the same as the compiled condition. Where ours is unknown there is nothing to compare:
 * the engine has no third value (S33). Where ours is true or false although facts are missing, the engine must say so too,
 * because no way of filling them in could change it.
 */
export async function agrees(
  condition: CompiledCondition,
  catalogue: ConditionCatalogue,
  reader: FactReader,
): Promise<boolean> {
  const ours = condition.test(reader);
  if (ours === undefined) return true;
  const facts = new Map<string, Reading>([...condition.names].map((name) => [name, reader.read(name)]));
  return (await judgeWithEngine(condition.document, catalogue, facts, reader.zone)) === ours;
}
