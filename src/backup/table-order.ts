/** A table and the tables that its rows refer to. */
export interface Referring {
  readonly name: string;
  readonly refersTo: readonly string[];
}

/**
 * The tables in an order in which their rows can go into an empty database: what is referred to comes first, otherwise by name. Refuses a
 * circle of references with a RangeError; a table may refer to itself.
 */
export function inOrderOfReferences<T extends Referring>(tables: readonly T[]): readonly T[] {
  const ordered: T[] = [];
  const done = new Set<string>();
  let left = tables.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const names = new Set(left.map(({ name }) => name));
  while (left.length > 0) {
    const ready = left.filter(({ name, refersTo }) =>
      refersTo.every((other) => other === name || done.has(other) || !names.has(other)),
    );
    if (ready.length === 0) throw new RangeError(`tables refer to each other in a circle: ${left[0]?.name ?? ''}`);
    for (const table of ready) done.add(table.name);
    ordered.push(...ready);
    left = left.filter(({ name }) => !done.has(name));
  }
  return ordered;
}
