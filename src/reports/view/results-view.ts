import { addTotals, newFindingCounter } from '../audit-counters.js';
import type { AuditReport, FindingTotals, RuleTotals } from '../audit-report.js';
import { answers } from '../texts/answer-texts.js';
import { rankTexts } from '../texts/glossary-texts.js';
import { formatShare } from '../texts/numbers.js';
import { heads, words } from '../texts/report-texts.js';
import { column, number, row } from './cells.js';
import { versionText, type Speaker } from './speaker.js';
import type { BlockView, CellView, RowView, SectionView, TableView } from './view-model.js';

/** Rules that a table of results lists; more than any organisation's set, fewer than would hide the page. */
const MOST_RULES = 600;

/** Section: what came of each of our own rules, by policy and version. */
export function resultsView(report: AuditReport, speaker: Speaker): Omit<SectionView, 'title'> {
  return {
    id: 'results',
    newPage: true,
    intro: speaker.say(words.resultsIntro),
    blocks: ruleBlocks(report, speaker, true),
  };
}

/** Section: the clocks of others, which say nothing of our own compliance. */
export function othersView(report: AuditReport, speaker: Speaker): Omit<SectionView, 'title'> {
  return { id: 'others', intro: speaker.say(words.othersIntro), blocks: ruleBlocks(report, speaker, false) };
}

function ruleBlocks({ totals, policySet }: AuditReport, speaker: Speaker, own: boolean): BlockView[] {
  const rules = totals.rules.filter((rule) => rule.own === own).slice(0, MOST_RULES);
  if (rules.length === 0) return [{ paragraphs: [speaker.say(words.none)] }];
  // Policies keep the order of the set; those of unknown version come last.
  const order = new Map(policySet.policies.map((policy, place) => [`${policy.id}@${policy.version}`, place]));
  const groups = Map.groupBy(rules, (rule) => `${rule.policy}@${rule.version}`);
  const inOrder = [...groups]
    .sort(([a], [b]) => (order.get(a) ?? Infinity) - (order.get(b) ?? Infinity) || (a < b ? -1 : 1))
    .map(([, inVersion]) => inVersion);
  const idle = inOrder.filter((inVersion) => !inVersion.some(applied));
  return [
    ...inOrder.filter((inVersion) => inVersion.some(applied)).map((inVersion) => policyBlock(inVersion, speaker)),
    ...(idle.length === 0 ? [] : [idleBlock(idle, speaker)]),
  ];
}

function applied({ findings, outcomes }: RuleTotals): boolean {
  return findings > outcomes['not-applicable'];
}

/** Policies that applied to no complaint, in a table of one line each: there is nothing to read in their rules. */
function idleBlock(policies: readonly (readonly RuleTotals[])[], speaker: Speaker): BlockView {
  const { say } = speaker;
  const rows = policies.flatMap((rules) => {
    const [first] = rules;
    if (first === undefined) return [];
    const findings = rules.reduce((sum, rule) => sum + rule.findings, 0);
    return [
      row([
        { text: speaker.policyTitle(first), small: policyDetail(first, speaker) },
        number(rules.length),
        number(findings),
      ]),
    ];
  });
  return {
    heading: say(words.nothingApplied),
    table: {
      caption: say(words.nothingApplied),
      columns: [
        column(say(heads.policy), 118),
        column(say(heads.rules), 22, true),
        column(say(heads.notApplicable), 34, true),
      ],
      rows,
    },
  };
}

function policyBlock(rules: readonly RuleTotals[], speaker: Speaker): BlockView {
  const [first] = rules;
  if (first === undefined) return {};
  return {
    heading: speaker.policyTitle(first),
    detail: policyDetail(first, speaker),
    table: rulesTable(rules, speaker),
  };
}

function policyDetail(rule: RuleTotals, speaker: Speaker): string {
  const { say } = speaker;
  const policy = rule.version === undefined ? undefined : speaker.index.policy(rule);
  if (policy === undefined) return say(words.notInForce);
  return speaker.list([
    say(policy.instrument),
    say(rankTexts[policy.rank]),
    versionText(speaker, policy),
    ...(policy.status === 'unverified' ? [say(words.unverified)] : []),
  ]);
}

function rulesTable(rules: readonly RuleTotals[], speaker: Speaker): TableView {
  const { say } = speaker;
  return {
    caption: rules[0] === undefined ? '' : speaker.policyTitle(rules[0]),
    columns: [
      column(say(heads.rule), 50),
      column(say(heads.findings), 17, true),
      column(say(heads.compliant), 17, true),
      column(say(heads.nonCompliant), 30, true),
      column(say(heads.pending), 15, true),
      column(say(heads.notJudged), 15, true),
      column(say(heads.notApplicable), 16, true),
      column(say(heads.kept), 14, true),
    ],
    rows: [
      ...[...rules]
        .sort(byPlaceInPolicy(speaker))
        .map((rule) => row([ruleCell(rule, speaker), ...countCells(rule, speaker)])),
      ...(rules.length > 1 ? [totalRow(rules, speaker)] : []),
    ],
  };
}

function byPlaceInPolicy(speaker: Speaker): (a: RuleTotals, b: RuleTotals) => number {
  const place = (rule: RuleTotals): number =>
    speaker.index.policy(rule)?.rules.findIndex(({ id }) => id === rule.rule) ?? -1;
  return (a, b) => place(a) - place(b);
}

function ruleCell(rule: RuleTotals, speaker: Speaker): CellView {
  const info = speaker.index.rule(rule);
  const period = info?.period === undefined ? [] : [speaker.say(info.period)];
  const small = [...period, ...(info?.cite ?? [])].join(speaker.language === 'zh' ? '，' : ', ');
  return { text: speaker.ruleTitle(rule), ...(small !== '' && { small }) };
}

function countCells({ findings, outcomes, states }: FindingTotals, speaker: Speaker): CellView[] {
  const broken = number(outcomes['non-compliant'], 'broken');
  const late = states.overdue + states['done-late'];
  const split = speaker.say(answers.split(states.overdue, states['done-late']));
  const decided = outcomes.compliant + outcomes['non-compliant'];
  return [
    number(findings),
    number(outcomes.compliant),
    late > 0 ? { ...broken, small: split } : broken,
    number(outcomes.pending),
    number(outcomes.indeterminate, 'unknown'),
    number(outcomes['not-applicable']),
    {
      text: formatShare(outcomes.compliant, decided, speaker.language),
      number: true,
      ...(decided === 0 && { tone: 'muted' as const }),
    },
  ];
}

function totalRow(rules: readonly RuleTotals[], speaker: Speaker): RowView {
  const totals = newFindingCounter();
  for (const rule of rules) addTotals(totals, rule);
  return { kind: 'total', cells: [{ text: speaker.say(words.total) }, ...countCells(totals, speaker)] };
}
