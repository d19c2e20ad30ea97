import type { Text } from '../../errors.js';
import { formatFactValue } from '../facts/fact-value.js';
import { judge } from '../judge/judge.js';
import type { Finding } from '../judge/judgement.js';
import type { PolicySet } from '../policy/policy.js';
import { sameTime } from '../time/compare.js';
import type { Zone } from '../time/calendar.js';
import { zoneOf } from '../time/zone.js';
import type { Time } from '../values.js';
import type { TestCase } from './test-cases.js';
import type { Expectation, Expected, TimeKey } from './test-cases-expectation.js';

export interface CaseResult {
  readonly passed: boolean;
  /** What was expected and what was found, rule by rule. */
  readonly differences: readonly Text[];
}

/** Judges a case by the set and compares every finding that it expects something of; all differences at once. */
export function checkCase(testCase: TestCase, set: PolicySet): CaseResult {
  const { findings } = judge(set, testCase.complaint, testCase.at);
  const zone = zoneOfPolicy(testCase.policy, set);
  const differences = testCase.expected.flatMap((expected) => compareRule(expected, findings, zone));
  return { passed: differences.length === 0, differences };
}

function compareRule(expected: Expected, all: readonly Finding[], zone: Zone): readonly Text[] {
  const found = all.filter(({ policy, rule }) => policy === expected.policy && rule === expected.rule);
  const { key, findings } = expected;
  if (found.length !== findings.length) {
    const outcomes = found.map(({ outcome, state }) => state ?? outcome).join(', ');
    return [
      {
        en: `${key}: expected ${findings.length} finding(s), found ${found.length}${outcomes === '' ? '' : ` (${outcomes})`}`,
        zh: `${key}：应有 ${findings.length} 项审核发现，实有 ${found.length} 项${outcomes === '' ? '' : `（${outcomes}）`}`,
      },
      ...wholePolicy(expected, all),
    ];
  }
  return findings.flatMap((each, index) => {
    const finding = found[index];
    const label = findings.length === 1 ? key : `${key}[${index + 1}]`;
    return finding === undefined ? [] : compareFinding(label, each, finding, zone);
  });
}

/** A rule without a finding of its own is decided by its policy's (S38): say so, and for want of what. */
function wholePolicy({ policy, rule }: Expected, all: readonly Finding[]): readonly Text[] {
  const whole = all.find((finding) => finding.policy === policy && finding.rule === undefined);
  if (rule === undefined || whole === undefined) return [];
  const missing = whole.missing.map(({ name }) => name).join(', ');
  return [
    {
      en: `*: it is not known whether ${policy} applies; missing: ${missing}`,
      zh: `*：无法确定 ${policy} 是否适用；缺少：${missing}`,
    },
  ];
}

function compareFinding(label: string, expected: Expectation, found: Finding, zone: Zone): readonly Text[] {
  const differences: Text[] = [];
  const compare = (what: string, wanted: string | undefined, have: string): void => {
    if (wanted !== undefined && wanted !== have)
      differences.push({
        en: `${label}: ${what} expected ${wanted}, found ${have}`,
        zh: `${label}：${what} 应为 ${wanted}，实为 ${have}`,
      });
  };
  compare('outcome', expected.outcome, found.outcome);
  compare('state', expected.state, found.state ?? 'none');
  for (const [key, time] of expected.times) {
    const have = timeOf(found, key);
    const same = time === 'none' || have === undefined ? time === 'none' && have === undefined : sameTime(time, have);
    if (!same) compare(key, show(time, zone), show(have, zone));
  }
  compare('round', textOf(expected.round), textOf(found.round) ?? 'none');
  compare('reason', expected.reason, found.reason ?? 'none');
  compare('provisional', textOf(expected.provisional), String(found.provisional === true));
  const missing = found.missing.map(({ name }) => name);
  compare('missing', sorted(expected.missing), sorted(missing) ?? '');
  const notes = new Set<string>(found.notes.map(({ code }) => code));
  for (const note of expected.notes ?? []) if (!notes.has(note)) compare('notes', note, sorted([...notes]) ?? '');
  return differences;
}

function timeOf(found: Finding, key: TimeKey): Time | undefined {
  if (key === 'warn') return found.warnAt === undefined ? undefined : { kind: 'instant', at: found.warnAt };
  return key === 'due-at-latest' ? found.dueAtLatest : found[key];
}

function show(time: Time | 'none' | undefined, zone: Zone): string {
  return time === undefined || time === 'none' ? 'none' : formatFactValue(time, zone);
}

function textOf(value: number | boolean | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

/** `[a, b]`: of names only which ones counts, not their order. */
function sorted(names: readonly string[] | undefined): string | undefined {
  return names === undefined ? undefined : `[${[...new Set(names)].sort().join(', ')}]`;
}

/** The zone in which differences are shown: that of the policy's calendar. */
function zoneOfPolicy(id: string, set: PolicySet): Zone {
  const choice = set.policies.find((policy) => policy.id === id)?.calendar;
  const named = choice?.kind === 'named' ? choice.id : choice?.or;
  return set.calendars.get(named ?? '')?.zone ?? zoneOf(set.organisation.zone);
}
