import type { Policy } from '../policy/policy.js';
import type { InForce, RuleBase } from '../policy/rule-types.js';
import type { Parameter } from '../policy/vocabulary-types.js';
import type { Day } from '../values.js';
import { sameMeaning } from './meaning.js';

/** Days, both ends included; an end that is not there is open. */
export interface Period {
  readonly from?: Day;
  readonly through?: Day;
}

/** Both ends included; infinite where it is open. */
export type Range = readonly [from: number, through: number];

const always: Range = [-Infinity, Infinity];

/** The days on which a rule of a policy is in force; a policy's own where no rule is given. */
export function daysInForce(policy: Policy | undefined, rule?: Pick<RuleBase, 'inForce'>): Range | undefined {
  if (policy === undefined) return undefined;
  const [own, whole] = [rangeOf(rule?.inForce), rangeOf(policy.inForce)];
  const range: Range = [Math.max(own[0], whole[0]), Math.min(own[1], whole[1])];
  return range[0] > range[1] ? undefined : range;
}

function rangeOf(inForce: InForce | undefined): Range {
  return inForce === undefined ? always : [inForce.from, inForce.through ?? Infinity];
}

/** The days that one of the two covers; with `onlyDays` those that exactly one covers, for nothing else has changed. */
export function daysOfEither(
  before: Range | undefined,
  after: Range | undefined,
  onlyDays: boolean,
): readonly Period[] {
  const cuts = [...new Set([before, after].flatMap((range) => (range === undefined ? [] : [range[0], range[1] + 1])))];
  cuts.sort((a, b) => a - b);
  const parts = cuts.flatMap((from, index): Range[] => {
    const next = cuts[index + 1];
    if (next === undefined) return [];
    const [inBefore, inAfter] = [covers(before, from), covers(after, from)];
    return (onlyDays ? inBefore !== inAfter : inBefore || inAfter) ? [[from, next - 1]] : [];
  });
  return joined(parts).map(periodOf);
}

function covers(range: Range | undefined, day: number): boolean {
  return range !== undefined && range[0] <= day && day <= range[1];
}

function joined(parts: readonly Range[]): readonly Range[] {
  const found: Range[] = [];
  for (const part of parts) {
    const last = found.at(-1);
    if (last !== undefined && last[1] + 1 >= part[0]) found[found.length - 1] = [last[0], part[1]];
    else found.push(part);
  }
  return found;
}

function periodOf([from, through]: Range): Period {
  return { ...(Number.isFinite(from) ? { from } : {}), ...(Number.isFinite(through) ? { through } : {}) };
}

/** The days on which a parameter has another value than before, or has one only before or only now. */
export function daysOfParameter(before: Parameter | undefined, after: Parameter | undefined): readonly Period[] {
  const days = [before, after].flatMap((parameter) => parameter?.values.map(({ from }) => from) ?? []);
  const cuts = [...new Set(days)].sort((a, b) => a - b);
  const parts = cuts.flatMap((from, index): Range[] => {
    const until = (cuts[index + 1] ?? Infinity) - 1;
    return sameMeaning(valueOn(before, from), valueOn(after, from)) ? [] : [[from, until]];
  });
  return joined(parts).map(periodOf);
}

function valueOn(parameter: Parameter | undefined, day: Day): unknown {
  return parameter?.values.findLast(({ from }) => from <= day)?.value;
}
