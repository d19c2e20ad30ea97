/** The literals that stand for nothing in a source: `N/A`, `NULL`, `-`. An empty cell always does. */
export interface Nulls {
  has(cell: string): boolean;
}

/** Most cells are longer than any of these literals: they are told apart without being looked up. */
export function nullsOf(literals: readonly string[]): Nulls {
  const set = new Set(literals);
  const longest = Math.max(0, ...literals.map((literal) => literal.length));
  return { has: (cell) => cell.length <= longest && set.has(cell) };
}
