import type { Fault } from '../../errors.js';
import { formatDay } from '../time/day.js';
import type { Policy } from './policy.js';
import { report } from './reading.js';
import { under, type Spot } from './spot.js';

/** A version with its place, and whether its file says that a gap or an overlap beside it is meant. */
export interface Version {
  readonly policy: Policy;
  readonly spot: Spot;
}

/**
 * Two versions of one id on the same day, or a day without one between two, unless one of the two declares it (S44). Gaps
 * are only looked for where every version could be read: the one that could not may fill them.
 */
export function checkVersions(
  versions: readonly Version[],
  whole: boolean,
  reading: { readonly faults: Fault[] },
): void {
  for (const [, same] of Map.groupBy(versions, ({ policy }) => policy.id)) {
    const ordered = same.toSorted((a, b) => a.policy.inForce.from - b.policy.inForce.from);
    for (const [index, later] of ordered.entries()) {
      const earlier = ordered[index - 1];
      if (earlier !== undefined) checkPair(earlier, later, whole, reading);
    }
  }
}

function checkPair(earlier: Version, later: Version, whole: boolean, reading: { readonly faults: Fault[] }): void {
  const { through = Infinity } = earlier.policy.inForce;
  const { from } = later.policy.inForce;
  const data = { policy: later.policy.id, other: earlier.policy.file };
  const spot = under(under(later.spot, 'in-force'), 'from');
  if (through >= from && !declares('overlap', earlier, later))
    report(reading, 'policy.versions_overlap', { ...data, day: formatDay(from) }, spot);
  if (whole && through + 1 < from && !declares('gap', earlier, later)) {
    const days = { from: formatDay(through + 1), through: formatDay(from - 1) };
    report(reading, 'policy.versions_gap', { ...data, ...days }, spot);
  }
}

function declares(what: string, ...pair: readonly Version[]): boolean {
  return pair.some(({ spot }) => {
    const declared = under(under(spot, 'in-force'), 'declared').value;
    return Array.isArray(declared) && declared.includes(what);
  });
}
