import type { Text } from '../../errors.js';
import { formatFactValue } from '../facts/fact-value.js';
import { sameTime } from '../time/compare.js';
import type { Zone } from '../time/calendar.js';
import type { Day, Instant, Time } from '../values.js';

/** Takes down what was found otherwise than it was expected; what is not expected may be anything. */
export interface Comparison {
  /** Two words, compared as they stand. */
  word(what: string, expected: string | undefined, found: string | undefined): void;
  flag(what: string, expected: boolean | undefined, found: boolean): void;
  number(what: string, expected: number | undefined, found: number | undefined): void;
  /** Only which names there are counts, not their order. */
  names(what: string, expected: readonly string[] | undefined, found: readonly string[]): void;
  time(what: string, expected: Time | 'none' | undefined, found: Time | undefined): void;
  /** Another label for the differences of a part. */
  part(label: string): Comparison;
  readonly zone: Zone;
}

/** Compares under a label such as `answer` or `answer[2]`; times are shown in `zone`. */
export function comparisonOf(label: string, zone: Zone, differences: Text[]): Comparison {
  const differ = (what: string, expected: string, found: string): void => {
    differences.push({
      en: `${label}: ${what} expected ${expected}, found ${found}`,
      zh: `${label}：${what} 应为 ${expected}，实为 ${found}`,
    });
  };
  const word = (what: string, expected: string | undefined, found: string | undefined): void => {
    if (expected !== undefined && expected !== (found ?? 'none')) differ(what, expected, found ?? 'none');
  };
  return {
    zone,
    word,
    flag: (what, expected, found) => word(what, textOf(expected), String(found)),
    number: (what, expected, found) => word(what, textOf(expected), textOf(found)),
    names: (what, expected, found) => word(what, expected && sortedNames(expected), sortedNames(found)),
    time(what, expected, found) {
      if (expected === undefined) return;
      const same =
        expected === 'none' || found === undefined
          ? expected === 'none' && found === undefined
          : sameTime(expected, found);
      if (!same) differ(what, show(expected, zone), show(found, zone));
    },
    part: (name) => comparisonOf(`${label} ${name}`, zone, differences),
  };
}

/** A day as a time, for comparing; undefined for none. */
export function dayTime(day: Day | undefined): Time | undefined {
  return day === undefined ? undefined : { kind: 'day', day };
}

/** An instant as a time, for comparing; undefined for none. */
export function instantTime(at: Instant | undefined): Time | undefined {
  return at === undefined ? undefined : { kind: 'instant', at };
}

/** `[a, b]`, each once. */
function sortedNames(names: readonly string[]): string {
  return `[${[...new Set(names)].sort().join(', ')}]`;
}

/** A bare rule is one of the same policy, unless it is the whole policy that was found. */
export function refIn(policy: string, ref: string | undefined, found?: string): string | undefined {
  if (ref === undefined || ref === 'none' || ref === found || ref.includes('#')) return ref;
  return `${policy}#${ref}`;
}

/** The notes that are named must be there; others may be. */
export function compareNotes(
  expected: readonly string[] | undefined,
  found: readonly { readonly code: string }[],
  comparison: Comparison,
): void {
  const codes = found.map(({ code }) => code);
  for (const note of expected ?? []) if (!codes.includes(note)) comparison.word('notes', note, sortedNames(codes));
}

function show(time: Time | 'none' | undefined, zone: Zone): string {
  return time === undefined || time === 'none' ? 'none' : formatFactValue(time, zone);
}

function textOf(value: number | boolean | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}
