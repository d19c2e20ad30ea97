import type {
  EscalationFinding,
  Finding,
  RecordsRetention,
  RetentionFinding,
  RightFinding,
} from '../judge/judgement.js';
import { sameMeaning } from './meaning.js';

/** What a judgement depends on: what was known of the complaint, the set of policies, and the instant judged for. */
export const axes = ['known', 'set', 'at'] as const;
export type Axis = (typeof axes)[number];

/** The lines of a judgement, by the list in which they stand. */
export interface Lines {
  readonly findings: Finding;
  readonly rights: RightFinding;
  readonly retention: RetentionFinding;
  readonly records: RecordsRetention;
  readonly escalations: EscalationFinding;
}
export type Section = keyof Lines;
export const sections = [
  'findings',
  'rights',
  'retention',
  'records',
  'escalations',
] as const satisfies readonly Section[];

/** A line that two judgements of one complaint say otherwise; absent on a side that has no such line. */
export interface LineDifference<Line> {
  readonly before?: Line;
  readonly after?: Line;
  /** The smallest sets of axes of which each by itself makes the line what it is afterwards: of one axis where one explains it. */
  readonly causes: readonly (readonly Axis[])[];
}

/** What two judgements say otherwise, list by list. */
export type Comparison = { readonly [S in Section]: readonly LineDifference<Lines[S]>[] };

type Listed = { readonly [S in Section]: readonly Lines[S][] };
type JudgeWith = (after: readonly Axis[]) => Listed;

/**
 * What two judgements of one complaint say otherwise, line by line, and what caused it: the complaint is judged once more with one axis
 * as it is afterwards, then with two, until that gives the line of afterwards. `judgeWith` gives the judgement with these axes as they
 * are afterwards and the others as they were; with none it is the one before. Lines that do not apply on either side are left out.
 */
export function compareJudgements(differing: readonly Axis[], judgeWith: JudgeWith): Comparison {
  const known = new Map<string, Listed>();
  const once: JudgeWith = (after) => {
    const key = after.join();
    const judgement = known.get(key) ?? judgeWith(after);
    known.set(key, judgement);
    return judgement;
  };
  return {
    findings: compareLists('findings', differing, once),
    rights: compareLists('rights', differing, once),
    retention: compareLists('retention', differing, once),
    records: compareLists('records', differing, once),
    escalations: compareLists('escalations', differing, once),
  };
}

function compareLists<S extends Section>(
  section: S,
  differing: readonly Axis[],
  judgeWith: JudgeWith,
): readonly LineDifference<Lines[S]>[] {
  const known = new Map<readonly Axis[], ReadonlyMap<string, Lines[S]>>();
  const linesWith = (after: readonly Axis[]): ReadonlyMap<string, Lines[S]> => {
    const found = known.get(after) ?? keyed<Lines[S]>(judgeWith(after)[section]);
    known.set(after, found);
    return found;
  };
  const [before, after] = [linesWith([]), linesWith(differing)];
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  const subsets = subsetsOf(differing);
  return keys.flatMap((key): LineDifference<Lines[S]>[] => {
    const [was, is] = [before.get(key), after.get(key)];
    if (sameMeaning(was, is) || ![was, is].some(applies)) return [];
    const causes = causesOf(subsets, (some) => sameMeaning(linesWith(some).get(key), is));
    return [{ ...(was && { before: was }), ...(is && { after: is }), causes }];
  });
}

/** The sets of axes that explain a line, without those that hold a smaller one. */
function causesOf(
  subsets: readonly (readonly Axis[])[],
  explains: (some: readonly Axis[]) => boolean,
): readonly (readonly Axis[])[] {
  const found: (readonly Axis[])[] = [];
  for (const some of subsets) {
    const isLarger = found.some((smaller) => smaller.every((axis) => some.includes(axis)));
    if (!isLarger && explains(some)) found.push(some);
  }
  return found;
}

/** Every set of some of them, from the smallest, in their order. */
function subsetsOf(all: readonly Axis[]): readonly (readonly Axis[])[] {
  const sets = all.reduce<readonly (readonly Axis[])[]>(
    (some, axis) => [...some, ...some.map((each) => [...each, axis])],
    [[]],
  );
  return sets.filter((each) => each.length > 0).toSorted((a, b) => a.length - b.length);
}

type AnyLine = Lines[Section];

function keyed<Line extends AnyLine>(list: readonly Line[]): ReadonlyMap<string, Line> {
  const lines = new Map<string, Line>();
  for (const line of list) {
    let key = keyOf(line);
    // Where a rule is judged by two versions there are two lines about it.
    while (lines.has(key)) key = `${key}+`;
    lines.set(key, line);
  }
  return lines;
}

/** What a line is about, whatever it says: not the version, for another version of the same rule is a difference of that line. */
function keyOf(line: AnyLine): string {
  const nothing = { policy: '', rule: '', records: '', round: 0, level: 0, occurrence: undefined };
  const { policy, rule, records, round, level, occurrence } = { ...nothing, ...line };
  return JSON.stringify([policy, rule, records, round, level, occurrence?.event]);
}

function applies(line: AnyLine | undefined): boolean {
  if (line === undefined) return false;
  const { outcome, state } = { outcome: undefined, state: undefined, ...line };
  return outcome !== 'not-applicable' && (outcome !== undefined || state !== 'not-applicable');
}
