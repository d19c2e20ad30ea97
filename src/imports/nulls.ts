import type { YamlFile } from '../rules/yaml/read-yaml.js';

type Path = readonly PropertyKey[];

/** The literals that stand for nothing in a source: `N/A`, `NULL`, `-`. An empty cell always does. */
export interface Nulls {
  has(cell: string): boolean;
}

/** The literals listed at a place of a mapping, as they are written there: `0.00` and `007` without quotation marks too. */
export function nullsIn(yaml: YamlFile, path: Path, listed: readonly unknown[] | undefined): Nulls {
  return nullsOf((listed ?? []).map((each, i) => yaml.textOf?.([...path, 'nulls', i]) ?? String(each)));
}

/** Most cells are longer than any of these literals: they are told apart without being looked up. */
function nullsOf(literals: readonly string[]): Nulls {
  const set = new Set(literals);
  const longest = Math.max(0, ...literals.map((literal) => literal.length));
  return { has: (cell) => cell.length <= longest && set.has(cell) };
}
