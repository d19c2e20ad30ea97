import type { MissingFact } from '../conditions/condition.js';
import type { Row, Table } from '../policy/value-types.js';
import { ask, type Asked } from './reader.js';
import { joinMissing, type Scope, type View } from './scope.js';

/** The rows of a table that may be the first to hold (S39): one where all is known. */
export interface Candidates<T> {
  readonly rows: readonly Row<T>[];
  /** Perhaps no row holds at all. */
  readonly perhapsNone: boolean;
  /** What decides between them. */
  readonly lacking: () => readonly MissingFact[];
}

export function candidatesOf<T>(scope: Scope, view: View, { rows }: Table<T>): Candidates<T> {
  const possible: Row<T>[] = [];
  const open: Asked[] = [];
  let perhapsNone = true;
  for (const row of rows) {
    const asked = ask(scope, view, row.when);
    if (asked.truth === false) continue;
    possible.push(row);
    if (asked.truth === true) {
      perhapsNone = false;
      break;
    }
    open.push(asked);
  }
  return { rows: possible, perhapsNone, lacking: () => joinMissing(...open.map(({ missing }) => missing)) };
}
