import type { Text } from '../../errors.js';
import { judge } from '../judge/judge.js';
import type { Finding, Judgement } from '../judge/judgement.js';
import type { PolicySet } from '../policy/policy.js';
import type { Zone } from '../time/calendar.js';
import { zoneOf } from '../time/zone.js';
import type { TestCase } from './test-cases.js';
import { compareLevels, compareRecords, compareRetention, compareRight } from './test-cases-check-others.js';
import { compareNotes, comparisonOf, instantTime, refIn, type Comparison } from './test-cases-compare.js';
import type { Expected, Timed } from './test-cases-expectation.js';
import { factDifferences } from './test-cases-facts.js';
import type { FindingShape } from './test-cases-shape.js';
import { setUsing } from './test-cases-unverified.js';

export interface CaseResult {
  readonly passed: boolean;
  /** What was expected and what was found, rule by rule. */
  readonly differences: readonly Text[];
}

/** Judges a case by the set and compares everything that it expects; all differences at once. */
export function checkCase(testCase: TestCase, set: PolicySet): CaseResult {
  const used = setUsing(set, testCase.useUnverified);
  const judgement = judge(used, testCase.complaint, testCase.at);
  const differences = [...differencesOf(testCase, judgement, used), ...factDifferences(testCase, used)];
  return { passed: differences.length === 0, differences };
}

/** Compares a judgement with what a case expects of it. */
export function differencesOf(
  { policy, expected }: Pick<TestCase, 'policy' | 'expected'>,
  judgement: Judgement,
  set: PolicySet,
): readonly Text[] {
  const zone = zoneOfPolicy(policy, set);
  return expected.flatMap((one) => compareExpected(one, judgement, zone));
}

/** What one expectation is compared with, and the differences found so far. */
interface Comparing {
  readonly expected: Expected;
  readonly judgement: Judgement;
  readonly zone: Zone;
  readonly differences: Text[];
}

function compareExpected(expected: Expected, judgement: Judgement, zone: Zone): readonly Text[] {
  const to: Comparing = { expected, judgement, zone, differences: [] };
  const of = <T extends { readonly policy: string; readonly rule: string | undefined }>(all: readonly T[]) =>
    all.filter(({ policy, rule }) => policy === expected.policy && 'rule' in expected && rule === expected.rule);
  switch (expected.sort) {
    case 'finding':
      compareEach(to, of(judgement.findings), expected.each, ({ outcome, state }) => state ?? outcome, compareFinding);
      break;
    case 'right':
      compareEach(to, of(judgement.rights), expected.each, ({ state }) => state, compareRight);
      break;
    case 'retention':
      compareEach(to, of(judgement.retention), expected.each, ({ state }) => state, compareRetention);
      break;
    case 'records': {
      const found = judgement.records.filter(({ records }) => records === expected.records);
      compareEach(to, found, expected.each, ({ state }) => state, compareRecords);
      break;
    }
    case 'escalation':
      // The levels of a rule are one list, whatever their rounds.
      compareEach(to, [of(judgement.escalations)], expected.each, ({ length }) => String(length), compareLevels);
  }
  return to.differences;
}

/** One after another; where there are more or fewer than expected, only that is said. */
function compareEach<Shape, Found>(
  { expected, judgement, zone, differences }: Comparing,
  found: readonly Found[],
  wanted: readonly Timed<Shape>[],
  stateOf: (one: Found) => string,
  compare: (wanted: Timed<Shape>, one: Found, comparison: Comparison) => void,
): void {
  const { key } = expected;
  if (found.length !== wanted.length) {
    differences.push(countText(key, wanted.length, found.map(stateOf)));
    if (expected.sort !== 'records' && expected.rule !== undefined)
      differences.push(...wholePolicy(expected.policy, judgement.findings));
    return;
  }
  found.forEach((one, index) => {
    const shape = wanted[index];
    const label = found.length === 1 ? key : `${key}[${index + 1}]`;
    if (shape !== undefined) compare(shape, one, comparisonOf(label, zone, differences));
  });
}

function countText(key: string, expected: number, found: readonly string[]): Text {
  const states = found.join(', ');
  return {
    en: `${key}: expected ${expected} finding(s), found ${found.length}${states === '' ? '' : ` (${states})`}`,
    zh: `${key}：应有 ${expected} 项审核发现，实有 ${found.length} 项${states === '' ? '' : `（${states}）`}`,
  };
}

/** A rule without a finding of its own is decided by its policy's (S38): say so, and for want of what. */
function wholePolicy(policy: string, all: readonly Finding[]): readonly Text[] {
  const whole = all.find((finding) => finding.policy === policy && finding.rule === undefined);
  if (whole === undefined) return [];
  const missing = whole.missing.map(({ name }) => name).join(', ');
  return [
    {
      en: `*: it is not known whether ${policy} applies; missing: ${missing}`,
      zh: `*：无法确定 ${policy} 是否适用；缺少：${missing}`,
    },
  ];
}

function compareFinding({ shape, times }: Timed<FindingShape>, found: Finding, comparison: Comparison): void {
  comparison.word('outcome', shape.outcome, found.outcome);
  comparison.word('state', shape.state, found.state);
  comparison.time('start', times.get('start'), found.start);
  comparison.time('due', times.get('due'), found.due);
  comparison.time('due-at-latest', times.get('due-at-latest'), found.dueAtLatest);
  comparison.time('done', times.get('done'), found.done);
  comparison.time('warn', times.get('warn'), instantTime(found.warnAt));
  comparison.number('round', shape.round, found.round);
  comparison.word('reason', shape.reason, found.reason);
  comparison.flag('provisional', shape.provisional, found.provisional === true);
  comparison.names(
    'missing',
    shape.missing,
    found.missing.map(({ name }) => name),
  );
  compareNotes(shape.notes, found.notes, comparison);
  comparison.word('superseded', refIn(found.policy, shape.superseded), found.superseded);
  comparison.word('waived', shape.waived, found.waived?.waiver);
  comparison.flag('disputed', shape.disputed, found.disputed !== undefined);
  comparison.word('yields-to', refIn(found.policy, shape['yields-to'], found.yieldsTo), found.yieldsTo);
  comparison.flag('unverified', shape.unverified, found.unverified === true);
  comparison.word('assessed-by', shape['assessed-by'], found.assessedBy);
}

/** The zone in which differences are shown: that of the policy's calendar. */
function zoneOfPolicy(id: string, set: PolicySet): Zone {
  const choice = set.policies.find((policy) => policy.id === id)?.calendar;
  const named = choice?.kind === 'named' ? choice.id : choice?.or;
  return set.calendars.get(named ?? '')?.zone ?? zoneOf(set.organisation.zone);
}
