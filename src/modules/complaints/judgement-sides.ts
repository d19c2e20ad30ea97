import { compareJudgements, type Axis, type Comparison } from '../../rules/analysis/compare-judgements.js';
import { judge } from '../../rules/judge/judge.js';
import type { Judgement } from '../../rules/judge/judgement.js';
import type { PolicySet } from '../../rules/policy/policy.js';
import type { Instant } from '../../rules/values.js';
import type { StoredComplaint } from './complaint.js';
import { judgeable } from './judgeable.js';

/** One way to judge a complaint: by what was known of it, by which set, for which instant. */
export interface Side {
  /** The complaint with the events that count. */
  readonly known: StoredComplaint;
  /** Until when they were learnt; undefined for all of them. */
  readonly knownAt: Instant | undefined;
  readonly set: PolicySet;
  readonly number: number;
  readonly at: Instant;
}

export interface Compared {
  readonly before: Judgement;
  readonly after: Judgement;
  /** In which the two sides differ. */
  readonly axes: readonly Axis[];
  readonly comparison: Comparison;
}

/** Judges a complaint in two ways, and finds what they say otherwise and which of the three axes caused it. */
export function compareSides(before: Side, after: Side, timeZoneData: string): Compared {
  const differing = axesBetween(before, after);
  const judgeWith = (axes: readonly Axis[]): Judgement => {
    const from = (axis: Axis): Side => (axes.includes(axis) ? after : before);
    return judge(from('set').set, judgeable(from('known').known, from('at').at), from('at').at, { timeZoneData });
  };
  const comparison = compareJudgements(differing, judgeWith);
  return { before: judgeWith([]), after: judgeWith(differing), axes: differing, comparison };
}

function axesBetween(before: Side, after: Side): readonly Axis[] {
  const isSameKnown = before.known.events.length === after.known.events.length;
  return [
    ...(isSameKnown ? [] : (['known'] as const)),
    ...(before.set.digest === after.set.digest ? [] : (['set'] as const)),
    ...(before.at === after.at ? [] : (['at'] as const)),
  ];
}
