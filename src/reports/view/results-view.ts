import { addTotals, newFindingCounter } from '../audit-counters.js';
import type { AuditReport, FindingTotals, PolicyInfo, RuleTotals } from '../audit-report.js';
import { answers } from '../texts/answer-texts.js';
import { otherHeads, otherRemarks } from '../texts/entitlement-report-texts.js';
import { rankTexts } from '../texts/glossary-texts.js';
import { formatShare } from '../texts/numbers.js';
import { heads, words } from '../texts/report-texts.js';
import { column, number, row, text } from './cells.js';
import { inForceText, versionText, type Speaker } from './speaker.js';
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
  const blocks = ruleBlocks(report, speaker, false);
  const isEmpty = report.totals.rules.every((rule) => rule.own);
  return { id: 'others', ...(!isEmpty && { intro: speaker.say(words.othersIntro) }), blocks };
}

function ruleBlocks({ totals, policySet }: AuditReport, speaker: Speaker, own: boolean): BlockView[] {
  const all = totals.rules.filter((rule) => rule.own === own).slice(0, MOST_RULES);
  if (all.length === 0)
    return [{ paragraphs: [speaker.say(totals.complaints === 0 ? words.nothingWasJudged : words.none)] }];
  const [dormant, rules] = partition(all, (rule) => rule.version === undefined && rule.rule !== undefined);
  // Policies keep the order of the set; those of unknown version come last.
  const order = new Map(policySet.policies.map((policy, place) => [`${policy.id}@${policy.version}`, place]));
  const groups = Map.groupBy(rules, (rule) => `${rule.policy}@${rule.version}`);
  const inOrder = [...groups]
    .sort(([a], [b]) => (order.get(a) ?? Infinity) - (order.get(b) ?? Infinity) || (a < b ? -1 : 1))
    .map(([, inVersion]) => inVersion);
  const extra = extraOutcomes(totals);
  const idle = inOrder.filter((inVersion) => !inVersion.some(applied));
  return [
    ...inOrder
      .filter((inVersion) => inVersion.some(applied))
      .map((inVersion) => policyBlock(inVersion, extra, speaker)),
    ...(idle.length === 0 ? [] : [idleBlock(idle, speaker)]),
    ...(dormant.length === 0 ? [] : [dormantBlock(dormant, policySet.policies, speaker)]),
  ];
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): readonly [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

/** Rules that were not in force: by rule, since other rules of the same policy may well have applied. */
function dormantBlock(rules: readonly RuleTotals[], policies: readonly PolicyInfo[], speaker: Speaker): BlockView {
  const { say } = speaker;
  const order = new Map(policies.map(({ id }, place) => [id, place]));
  const place = ({ policy }: RuleTotals): number => order.get(policy) ?? Infinity;
  const cells = (rule: RuleTotals): CellView[] => [
    { text: speaker.ruleTitle(rule), small: titlesOf(rule, policies, speaker) },
    text(datesOf(rule, policies, speaker)),
    number(rule.findings),
  ];
  return {
    heading: say(words.rulesNotInForce),
    detail: say(words.rulesNotInForceIntro),
    table: {
      caption: say(words.rulesNotInForce),
      columns: [column(say(heads.rule), 92), column(say(heads.inForce), 52), column(say(heads.findings), 30, true)],
      rows: [...rules]
        .sort((a, b) => place(a) - place(b) || byPlaceInPolicy(speaker)(a, b))
        .map((rule) => row(cells(rule))),
    },
  };
}

/** When a rule is in force, by its own dates or those of the versions of its policy that have it. */
function datesOf(rule: RuleTotals, policies: readonly PolicyInfo[], speaker: Speaker): string {
  const texts = versionsWith(rule, policies).map(({ version, through, rules }) => {
    const dates = rules.find(({ id }) => id === rule.rule)?.inForce ?? { from: version, through };
    return inForceText(speaker, dates);
  });
  return speaker.details(texts);
}

function titlesOf(rule: RuleTotals, policies: readonly PolicyInfo[], speaker: Speaker): string {
  const titles = versionsWith(rule, policies).map(({ title }) => speaker.say(title));
  return speaker.details([...new Set(titles)]);
}

function versionsWith({ policy, rule }: RuleTotals, policies: readonly PolicyInfo[]): PolicyInfo[] {
  return policies.filter(({ id, rules }) => id === policy && rules.some((one) => one.id === rule));
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

function policyBlock(rules: readonly RuleTotals[], extra: readonly Extra[], speaker: Speaker): BlockView {
  const [first] = rules;
  if (first === undefined) return {};
  return {
    heading: speaker.policyTitle(first),
    detail: policyDetail(first, speaker),
    table: rulesTable(rules, extra, speaker),
  };
}

function policyDetail(rule: RuleTotals, speaker: Speaker): string {
  const { say } = speaker;
  const policy = rule.version === undefined ? undefined : speaker.index.policy(rule);
  if (policy === undefined) return say(words.notInForce);
  return speaker.details([
    say(policy.instrument),
    say(rankTexts[policy.rank]),
    versionText(speaker, policy),
    ...(policy.status === 'unverified' ? [say(words.unverified)] : []),
  ]);
}

function rulesTable(rules: readonly RuleTotals[], extra: readonly Extra[], speaker: Speaker): TableView {
  const { say } = speaker;
  const [applying, others] = partition(rules, applied);
  // One rule that never applied takes no more room by itself than the line that would stand for it.
  const idle = others.length > 1 ? others : [];
  const listed = idle.length > 0 ? applying : rules;
  return {
    caption: rules[0] === undefined ? '' : speaker.policyTitle(rules[0]),
    columns: [
      column(say(heads.rule), 58 - 10 * extra.length),
      column(say(heads.findings), 14, true),
      column(say(heads.compliant), 16, true),
      column(say(heads.nonCompliant), 30 - 4 * extra.length, true),
      ...extra.map((outcome) => column(say(EXTRA[outcome]), 14, true)),
      column(say(heads.pending), 13, true),
      column(say(heads.notJudged), 15, true),
      column(say(heads.notApplicable), 15, true),
      column(say(heads.kept), 13, true),
    ],
    rows: [
      ...[...listed]
        .sort(byPlaceInPolicy(speaker))
        .map((rule) => row([ruleCell(rule, speaker), ...countCells(rule, extra, speaker)])),
      ...(idle.length > 0
        ? [row([text(say(otherRemarks.idle(idle.length))), ...countCells(sumOf(idle), extra, speaker)])]
        : []),
      ...(rules.length > 1 ? [totalRow(rules, extra, speaker)] : []),
    ],
    ...(idle.length > 0 && { remark: idleRemark(idle, speaker) }),
  };
}

/** Outcomes that few organisations ever have: a column for each that this report has. */
const EXTRA = { waived: otherHeads.waived, 'judgement-needed': otherHeads.toAssess } as const;
type Extra = keyof typeof EXTRA;

function extraOutcomes({ outcomes }: FindingTotals): readonly Extra[] {
  return (['waived', 'judgement-needed'] as const).filter((outcome) => outcomes[outcome] > 0);
}

function byPlaceInPolicy(speaker: Speaker): (a: RuleTotals, b: RuleTotals) => number {
  const place = (rule: RuleTotals): number =>
    speaker.index.policy(rule)?.rules.findIndex(({ id }) => id === rule.rule) ?? -1;
  return (a, b) => place(a) - place(b);
}

function ruleCell(rule: RuleTotals, speaker: Speaker): CellView {
  const info = speaker.index.rule(rule);
  const { say } = speaker;
  const small = speaker.details([
    ...(info?.period === undefined ? [] : [say(info.period)]),
    ...(info?.cite ?? []).map(speaker.article),
    ...(info?.inForce === undefined ? [] : [inForceText(speaker, info.inForce)]),
    ...(info?.status === 'unverified' ? [say(words.unverified)] : []),
    ...(rule.superseded > 0 ? [say(otherRemarks.superseded(rule.superseded))] : []),
    ...(rule.disputed > 0 ? [say(otherRemarks.disputed(rule.disputed))] : []),
  ]);
  return { text: speaker.ruleTitle(rule), ...(small !== '' && { small }) };
}

function countCells(
  { findings, outcomes, states }: FindingTotals,
  extra: readonly Extra[],
  speaker: Speaker,
): CellView[] {
  const broken = number(outcomes['non-compliant'], 'broken');
  const late = states.overdue + states['done-late'];
  const split = speaker.say(answers.split(states.overdue, states['done-late']));
  const decided = outcomes.compliant + outcomes['non-compliant'];
  return [
    number(findings),
    number(outcomes.compliant),
    late > 0 ? { ...broken, small: split } : broken,
    ...extra.map((outcome) => number(outcomes[outcome], 'unknown')),
    pendingCell(outcomes.pending, states['not-started'], speaker),
    number(outcomes.indeterminate, 'unknown'),
    number(outcomes['not-applicable']),
    {
      text: formatShare(outcomes.compliant, decided, speaker.language),
      number: true,
      ...(decided === 0 && { tone: 'muted' as const }),
    },
  ];
}

/** What is pending, and how much of it because nothing has started its clock. */
function pendingCell(pending: number, notStarted: number, speaker: Speaker): CellView {
  const cell = number(pending);
  return pending > 0 && notStarted > 0 ? { ...cell, small: speaker.say(answers.notStarted(notStarted)) } : cell;
}

function totalRow(rules: readonly RuleTotals[], extra: readonly Extra[], speaker: Speaker): RowView {
  return { kind: 'total', cells: [{ text: speaker.say(words.total) }, ...countCells(sumOf(rules), extra, speaker)] };
}

function sumOf(rules: readonly RuleTotals[]): FindingTotals {
  const totals = newFindingCounter();
  for (const rule of rules) addTotals(totals, rule);
  return totals;
}

/** Which rules the line for those that applied to no complaint stands for. */
function idleRemark(rules: readonly RuleTotals[], speaker: Speaker): string {
  const titles = [...rules].sort(byPlaceInPolicy(speaker)).map((rule) => speaker.ruleTitle(rule));
  return speaker.say(otherRemarks.idleRules(titles));
}
