import type { Reading } from '../values.js';
import type { CompiledCondition, ConditionCatalogue, FactReader } from './condition.js';
import { judgeWithEngine } from './engine.js';
import { believing, waysOf } from './possible.js';

/**
 * Whether json-rules-engine says the same as the compiled condition. Where ours is unknown there is nothing to compare:
 * the engine has no third value (S33). Where ours is true or false although facts are missing, the engine must say so too,
 * because no way of filling them in could change it: of what a table leaves possible each is tried (S39).
 */
export async function agrees(
  condition: CompiledCondition,
  catalogue: ConditionCatalogue,
  reader: FactReader,
): Promise<boolean> {
  const ours = condition.test(reader);
  if (ours === undefined) return true;
  const { document, names } = condition;
  for (const way of waysOf(names, reader) ?? [new Map()]) {
    const filled = believing(reader, way);
    const facts = new Map<string, Reading>([...names].map((name) => [name, readingOf(filled, name)]));
    const assumed = new Set([...facts.keys()].filter((name) => reader.read(name) === undefined));
    if ((await judgeWithEngine(document, catalogue, facts, reader.zone, assumed)) !== ours) return false;
  }
  return true;
}

/** What lies in a range is taken at one end of it: any value of the range is one way of filling it in. */
function readingOf(reader: FactReader, name: string): Reading {
  const range = reader.read(name) === undefined ? reader.range?.(name) : undefined;
  return range === undefined ? reader.read(name) : (range.least ?? range.most);
}
