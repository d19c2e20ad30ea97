import type { FactValue, None, Truth } from '../values.js';
import type { FactReader } from './condition.js';
import type { Test } from './leaf-tests.js';

/** So many ways of filling in a comparison are tried; beyond them it stays open. */
const mostWays = 256;

/**
 * A comparison that is open though the values are known that a table leaves (S39): certain where it comes to the same under each of
 * them. What leaves it open otherwise keeps it so.
 */
export function underEach(names: readonly string[], test: Test): Test {
  return (reader) => {
    const truth = test(reader);
    return truth === undefined && reader.possible !== undefined ? agreed(names, test, reader) : truth;
  };
}

function agreed(names: readonly string[], test: Test, reader: FactReader): Truth {
  // Most comparisons are open because nothing is known at all.
  if (!names.some((name) => reader.possible?.(name) !== undefined)) return undefined;
  const ways = waysOf(names, reader);
  if (ways === undefined) return undefined;
  const [first, ...others] = ways.map((values) => test(believing(reader, values)));
  return others.every((truth) => truth === first) ? first : undefined;
}

/** Every way in which the names that cannot be read may turn out; undefined where there is none to try, or too many. */
export function waysOf(
  names: Iterable<string>,
  reader: FactReader,
): readonly ReadonlyMap<string, FactValue | None>[] | undefined {
  let ways: readonly ReadonlyMap<string, FactValue | None>[] | undefined;
  for (const name of names) {
    const possible = reader.possible?.(name);
    if (possible === undefined || reader.read(name) !== undefined || ways?.[0]?.has(name) === true) continue;
    const before: readonly ReadonlyMap<string, FactValue | None>[] = ways ?? [new Map()];
    if (possible.length * before.length > mostWays) return undefined;
    ways = before.flatMap((way) => possible.map((value) => new Map([...way, [name, value]])));
  }
  return ways;
}

/** The same reader, to which these are known. */
export function believing(reader: FactReader, values: ReadonlyMap<string, FactValue | None>): FactReader {
  return {
    zone: reader.zone,
    read: (name) => values.get(name) ?? reader.read(name),
    range: (name) => reader.range?.(name),
  };
}
