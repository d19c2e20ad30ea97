import { RedressError } from '../../errors.js';
import { canonical, type Json } from '../../ledger/canonical.js';
import { disagreements, questionsOf, type Disagreement } from '../../rules/analysis/both-judges.js';
import { sections, type Section } from '../../rules/analysis/compare-judgements.js';
import { judge } from '../../rules/judge/judge.js';
import { loadPolicies } from '../../rules/policy/load-policies.js';
import type { PolicySet } from '../../rules/policy/policy.js';
import { formatDay } from '../../rules/time/day.js';
import { resultOf } from '../complaints/stored-judgement.js';
import { filesOf } from '../policies/stored-set.js';
import { judgementFileFault } from './judgement-file-errors.js';
import { plain, type ReadJudgementFile } from './judgement-file.js';

/** Where judging again says something else than the file. */
export type Difference =
  /** The digest that the receipt names, and that of the texts in the file. */
  | { readonly kind: 'policy-set' | 'engine'; readonly file: string; readonly here: string }
  /** A line of the judgement: `changed`, or on one side alone. */
  | {
      readonly kind: 'line';
      readonly section: Section;
      readonly about: string;
      readonly how: 'changed' | 'only-file' | 'only-here';
    }
  /** Everything that applies is the same; why the rest does not apply is not. */
  | { readonly kind: 'not-applicable' }
  /** A part of the receipt or of the result. */
  | { readonly kind: 'part'; readonly part: string }
  | { readonly kind: 'second-judge'; readonly disagreement: Disagreement };

export interface Verification {
  /** Whether judging again gives the same bytes, and both judges agree on every condition. */
  readonly same: boolean;
  readonly differences: readonly Difference[];
  /** The first byte of the canonical result that differs, from 0. */
  readonly firstByte: number | undefined;
  /** Digest of the result: as the file has it, and as it comes out here. */
  readonly digest: { readonly file: string; readonly here: string };
  /** How many times the second judge was asked. */
  readonly asked: number;
  /** Releases of the time-zone data, where they differ: not a difference by itself. */
  readonly timeZoneData: { readonly file: string; readonly here: string };
  readonly withheld: readonly string[];
  readonly erased: readonly string[];
}

/**
 * Judges what a file holds once more, by the texts in it, and compares byte for byte; json-rules-engine is asked about every condition
 * besides. Refuses texts that are no policies. `timeZoneData`: the release in use here.
 */
export async function verifyJudgement(file: ReadJudgementFile, timeZoneData: string): Promise<Verification> {
  const set = setIn(file);
  const release = textOf(file.receipt['timeZoneData']);
  const judgement = judge(set, file.complaint, file.at, { timeZoneData: release });
  const result = plain(resultOf(judgement));
  const { input: _, result: __, ...receipt } = file.receipt;
  const questions = questionsOf(set, file.complaint, file.at);
  const [there, here] = [canonical(file.result), canonical(result)];
  const differences: readonly Difference[] = [
    ...receiptDifferences(receipt, plain(judgement.receipt)),
    ...resultDifferences(file.result, result),
    ...(await disagreements(questions, set)).map((disagreement) => ({ kind: 'second-judge', disagreement }) as const),
  ];
  return {
    same: differences.length === 0 && there === here,
    differences,
    firstByte: there === here ? undefined : firstDifference(there, here),
    digest: { file: textOf(file.result['digest']), here: textOf(result['digest']) },
    asked: questions.length,
    timeZoneData: { file: release, here: timeZoneData },
    withheld: file.withheld,
    erased: file.erased,
  };
}

function setIn({ texts }: ReadJudgementFile): PolicySet {
  const { set, faults } = loadPolicies(filesOf(texts));
  if (set === undefined) throw new RedressError([judgementFileFault('judgement_file.policies_faulty'), ...faults]);
  return set;
}

type Content = { readonly [key: string]: Json | undefined };

function receiptDifferences(file: Content, here: Content): readonly Difference[] {
  const named = { policySet: 'policy-set', engine: 'engine' } as const;
  return unequalKeys(file, here).map((key): Difference => {
    if (key !== 'policySet' && key !== 'engine') return { kind: 'part', part: `receipt.${key}` };
    return { kind: named[key], file: textOf(file[key]), here: textOf(here[key]) };
  });
}

function resultDifferences(file: Content, here: Content): readonly Difference[] {
  const unequal = unequalKeys(file, here);
  const lines = sections.flatMap((section) =>
    unequal.includes(section) ? lineDifferences(section, file[section], here[section]) : [],
  );
  const parts = unequal.filter((key) => !sections.some((section) => section === key) && key !== 'digest');
  const others = parts.map((part): Difference => ({ kind: 'part', part }));
  const found = [...lines, ...others];
  return found.length === 0 && unequal.includes('digest') ? [{ kind: 'not-applicable' }] : found;
}

function unequalKeys(a: Content, b: Content): readonly string[] {
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return keys.filter((key) => canonicalOf(a[key]) !== canonicalOf(b[key]));
}

function canonicalOf(value: Json | undefined): string {
  return value === undefined ? '' : canonical(value);
}

function lineDifferences(section: Section, file: Json | undefined, here: Json | undefined): readonly Difference[] {
  const [there, now] = [linesOf(file), linesOf(here)];
  const abouts = [...new Set([...there.keys(), ...now.keys()])];
  const found = abouts.flatMap((about): Difference[] => {
    const [was, is] = [there.get(about), now.get(about)];
    if (was === is) return [];
    const how = was === undefined ? 'only-here' : is === undefined ? 'only-file' : 'changed';
    return [{ kind: 'line', section, about, how }];
  });
  // The same lines in another order, or the same line twice, are other bytes all the same.
  return found.length === 0 ? [{ kind: 'part', part: section }] : found;
}

function linesOf(list: Json | undefined): ReadonlyMap<string, string> {
  const items: readonly Json[] = isList(list) ? list : [];
  return new Map(items.map((item) => [aboutOf(item), canonical(item)]));
}

/** What a line of a judgement is about: `policy@2026-04-15#rule [event] /2`. */
export function aboutOf(item: Json): string {
  if (typeof item !== 'object' || item === null || isList(item)) return canonical(item);
  const { policy, version, rule, records, occurrence, round, level } = item;
  if (policy === undefined) return textOf(records);
  const at =
    typeof version === 'number' && Number.isInteger(version) && Math.abs(version) < 1e6 ? `@${formatDay(version)}` : '';
  const event = isObject(occurrence) ? ` [${textOf(occurrence['event'])}]` : '';
  const of = [
    rule === undefined ? '' : `#${textOf(rule)}`,
    event,
    round === undefined ? '' : ` /${canonical(round)}`,
    level === undefined ? '' : ` level ${canonical(level)}`,
  ];
  return `${textOf(policy)}${at}${of.join('')}`;
}

function firstDifference(a: string, b: string): number {
  const [first, second] = [Buffer.from(a), Buffer.from(b)];
  const length = Math.min(first.length, second.length);
  for (let index = 0; index < length; index++) if (first[index] !== second[index]) return index;
  return length;
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : canonicalOf(value);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json | undefined } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
