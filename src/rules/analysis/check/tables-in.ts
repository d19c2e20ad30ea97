import type { Table } from '../../policy/value-types.js';
import { isCompiled } from '../walk-conditions.js';

/** Every table in a part of a policy, those within rows too. */
export function tablesIn(part: unknown): readonly Table<unknown>[] {
  if (typeof part !== 'object' || part === null || isCompiled(part) || part instanceof Set) return [];
  if (part instanceof Map) return [...part.values()].flatMap(tablesIn);
  const inside = Object.values(part).flatMap(tablesIn);
  return isTable(part) ? [part, ...inside] : inside;
}

function isTable(part: object): part is Table<unknown> {
  return 'kind' in part && part.kind === 'table' && 'rows' in part && Array.isArray(part.rows);
}
