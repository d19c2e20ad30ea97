import type { MissingFact } from '../conditions/condition.js';
import type { DurationValue, Table } from '../policy/value-types.js';
import { isDuration, type Duration, type Reading } from '../values.js';
import { read, whyMissing } from './reader.js';
import { joinMissing, readParameter, type Scope, type View } from './scope.js';
import { candidatesOf } from './tables.js';

/** A duration; or what is missing to know it, with the `possible` ones where a table leaves several and no other (S39). */
export type DurationReading =
  | Duration
  | {
      readonly kind: 'missing';
      readonly missing: readonly MissingFact[];
      readonly possible?: readonly [Duration, ...Duration[]];
    };

/** A duration that is written down, stands in a fact or a parameter (C42), or is picked by a table. */
export function readDuration(scope: Scope, view: View, value: DurationValue): DurationReading {
  switch (value.kind) {
    case 'duration':
      return value;
    case 'table':
      return fromTable(scope, view, value);
    case 'fact':
      return ofReading(read(scope, view, value.name), () => whyNoDuration(scope, view, value.name));
    case 'parameter':
      return ofReading(readParameter(scope, value.name), () => [
        { name: value.name, kind: 'fact', why: 'not-recorded' },
      ]);
  }
}

function ofReading(reading: Reading, missing: () => readonly MissingFact[]): DurationReading {
  return isDuration(reading) ? reading : { kind: 'missing', missing: missing() };
}

function whyNoDuration(scope: Scope, view: View, name: string): readonly MissingFact[] {
  const missing = whyMissing(scope, view, name).filter(({ why }) => why !== 'not-comparable');
  return missing.length > 0 ? missing : [{ name, kind: 'fact', why: 'not-recorded' }];
}

function fromTable(scope: Scope, view: View, table: Table<DurationValue>): DurationReading {
  const { rows, perhapsNone, lacking } = candidatesOf(scope, view, table);
  const readings = rows.map((row) => readDuration(scope, view, row.is));
  const possible = readings.flatMap((each) => (each.kind === 'duration' ? [each] : (each.possible ?? [])));
  const [first, ...others] = distinct(possible);
  const open = perhapsNone || readings.some((each) => each.kind === 'missing' && each.possible === undefined);
  if (first !== undefined && !open && others.length === 0) return first;
  const missing = joinMissing(lacking(), ...readings.map((each) => (each.kind === 'missing' ? each.missing : [])));
  return first === undefined || open
    ? { kind: 'missing', missing }
    : { kind: 'missing', missing, possible: [first, ...others] };
}

function distinct(durations: readonly Duration[]): readonly Duration[] {
  const isSame = (a: Duration, b: Duration): boolean => a.count === b.count && a.unit === b.unit;
  return durations.filter((each, index) => durations.findIndex((other) => isSame(other, each)) === index);
}
