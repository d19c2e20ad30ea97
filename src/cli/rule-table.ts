import type { Language } from '../errors.js';
import { formatCount } from '../reports/texts/numbers.js';
import { heads as words } from '../reports/texts/report-texts.js';
import { otherHeads } from '../reports/texts/entitlement-report-texts.js';
import type { CountedAs } from '../rules/analysis/counted-as.js';
import { displayWidth, padEnd, padStart } from './columns.js';

/** What became of one rule in one version of its policy. */
export interface RuleLine {
  readonly policy: string;
  /** The first day in force; undefined where no version was. */
  readonly version: string | undefined;
  /** Undefined for findings about the whole policy. */
  readonly rule: string | undefined;
  /** A rule of somebody else is marked. */
  readonly own: boolean;
  readonly findings: number;
  readonly outcomes: Readonly<Record<CountedAs, number>>;
}

const columns = [
  ['compliant', words.compliant],
  ['non-compliant', words.nonCompliant],
  ['pending', words.pending],
  ['indeterminate', words.notJudged],
  ['not-applicable', words.notApplicable],
] as const;

/** Outcomes that few organisations ever have: a column for each that is there. */
const rare = [
  ['waived', otherHeads.waived],
  ['judgement-needed', otherHeads.toAssess],
] as const;

/** A table for a terminal of the rules that applied to something, our own first; no line where none did. */
export function ruleTable(rules: readonly RuleLine[], language: Language): readonly string[] {
  const applied = rules.filter(({ outcomes, findings }) => outcomes['not-applicable'] < findings);
  if (applied.length === 0) return [];
  const extra = rare.filter(([outcome]) => applied.some(({ outcomes }) => outcomes[outcome] > 0));
  const shown = [...columns.slice(0, 2), ...extra, ...columns.slice(2)];
  const rows = applied
    .toSorted((a, b) => Number(b.own) - Number(a.own))
    .map((rule) => [nameOf(rule, applied, language), ...shown.map(([outcome]) => formatCount(rule.outcomes[outcome]))]);
  const head = [words.rule, ...shown.map(([, title]) => title)].map((title) => title[language].toLowerCase());
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => displayWidth(row[i] ?? ''))));
  const line = (row: readonly string[]): string =>
    row.map((cell, i) => (i === 0 ? padEnd(cell, widths[0] ?? 0) : padStart(cell, widths[i] ?? 0))).join('  ');
  const others = applied.some((rule) => !rule.own)
    ? [language === 'en' ? '* binds somebody else: not a finding about us' : '* 约束他人的规则，不计入本机构的发现']
    : [];
  return [line(head), ...rows.map(line), ...others];
}

/** `policy#rule`, with the first day of its version where several versions were applied. */
function nameOf(rule: RuleLine, all: readonly RuleLine[], language: Language): string {
  const versions = new Set(all.filter(({ policy }) => policy === rule.policy).map(({ version }) => version));
  const version = versions.size > 1 && rule.version !== undefined ? `@${rule.version}` : '';
  const whole = language === 'en' ? 'whole policy' : '整份制度';
  return `${rule.policy}${version}#${rule.rule ?? whole}${rule.own ? '' : ' *'}`;
}
