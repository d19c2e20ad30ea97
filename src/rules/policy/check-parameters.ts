import { formatDay } from '../time/day.js';
import type { Policy } from './policy.js';
import { report, type Reading } from './reading.js';

/** A parameter must have a value on the first day on which a rule may read it. */
export function checkParameterDays(policy: Policy, reading: Reading): void {
  for (const [name, { spot, since }] of reading.used) {
    const [first] = reading.names.parameters.get(name)?.values ?? [];
    const from = Math.max(policy.inForce.from, since ?? -Infinity);
    if (first === undefined || first.from <= from) continue;
    report(
      reading,
      'policy.parameter_starts_late',
      { name, first: formatDay(first.from), from: formatDay(from) },
      spot,
    );
  }
}
