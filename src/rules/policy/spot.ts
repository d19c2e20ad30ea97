import type { z } from 'zod';
import type { Place } from '../../errors.js';
import { isRecord } from '../facts/fact-value.js';
import type { YamlFile } from '../yaml/read-yaml.js';

/** A value of a file together with the way to it, so that whatever is wrong with it can be shown there. */
export interface Spot {
  readonly yaml: YamlFile;
  readonly path: readonly PropertyKey[];
  readonly value: unknown;
}

/** The whole file. */
export function top(yaml: YamlFile): Spot {
  return { yaml, path: [], value: yaml.value };
}

/** Stands for a file that is not there: nothing is below it. */
export function nowhere(file: string): Spot {
  return { yaml: { file, value: undefined, faults: [], placeOf: () => ({ file }) }, path: [], value: undefined };
}

/** The value below by a key or an index; undefined where there is none. */
export function under(spot: Spot, key: string | number): Spot {
  return { yaml: spot.yaml, path: [...spot.path, key], value: below(spot.value, key) };
}

function below(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return typeof key === 'number' ? value[key] : undefined;
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Where it stands for people: file, line and column of the value, or of its key. */
export function placeOf(spot: Spot, at: 'value' | 'key' = 'value'): Place {
  return spot.yaml.placeOf(spot.path, at);
}

/** Whether a mapping has a key, be its value right or wrong. */
export function has(spot: Spot, key: string): boolean {
  return isRecord(spot.value) && Object.hasOwn(spot.value, key);
}

/** The keys of a mapping with what is below them; nothing for any other value. Keys without a value are left out. */
export function entriesOf(spot: Spot): readonly (readonly [string, Spot])[] {
  if (!isRecord(spot.value)) return [];
  return Object.keys(spot.value)
    .map((key) => [key, under(spot, key)] as const)
    .filter(([, each]) => each.value !== null);
}

/** The items of a list; nothing for any other value. */
export function itemsOf(spot: Spot): readonly Spot[] {
  return Array.isArray(spot.value) ? spot.value.map((_, index) => under(spot, index)) : [];
}

export type Fields<T extends z.ZodRawShape> = { readonly [K in keyof T]?: z.output<T[K]> | undefined };

/**
 * What can be used of a mapping: the keys whose values have the shape. What is missing or has another shape has been
 * reported by the check of the whole file and is left out, so that everything else can still be read and judged.
 */
export function fieldsOf<T extends z.ZodRawShape>(shape: T, spot: Spot): Fields<T> {
  const fields: { [K in keyof T]?: unknown } = {};
  for (const key of Object.keys(shape) as (keyof T & string)[]) {
    const value = below(spot.value, key);
    const result = value === undefined || value === null ? undefined : shape[key]?.['~standard'].validate(value);
    if (result !== undefined && 'value' in result && result.issues === undefined) fields[key] = result.value;
  }
  // Each value has just been checked by the schema of its own key.
  return fields as Fields<T>;
}
