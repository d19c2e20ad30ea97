import type { MissingFact } from '../conditions/condition.js';

const nothingMissing: readonly MissingFact[] = [];

/** Joins lists of missing facts, each name once. */
export function joinMissing(...lists: readonly (readonly MissingFact[])[]): readonly MissingFact[] {
  let only = nothingMissing;
  for (const list of lists) {
    if (list.length === 0) continue;
    if (only.length > 0 && list !== only) return joined(lists);
    only = list;
  }
  return only.length < 2 ? only : joined([only]);
}

function joined(lists: readonly (readonly MissingFact[])[]): readonly MissingFact[] {
  const byName = new Map<string, MissingFact>();
  for (const list of lists) for (const missing of list) byName.set(missing.name, missing);
  return [...byName.values()];
}
