import type { AuditReport, CutList, FindingRow, Lateness, MissingTotals, RuleKey } from '../audit-report.js';
import { keyOf } from '../rule-index.js';
import { remarks } from '../texts/answer-texts.js';
import { breachTexts, missingTerms, outcomeTerms } from '../texts/glossary-texts.js';
import { otherRemarks } from '../texts/entitlement-report-texts.js';
import { lateText } from '../texts/late-text.js';
import { heads, stripWords, words } from '../texts/report-texts.js';
import type { Text } from '../../errors.js';
import { clip, column, data, number, row, text } from './cells.js';
import { nothing } from './page-one.js';
import type { Speaker } from './speaker.js';
import type { BlockView, CellView, ColumnView, RowView, SectionView, TableView } from './view-model.js';
import { legendOf } from './strip.js';
import { whyView } from './why-view.js';

type CutText = (shown: number, total: number) => Text;

/** Section: what is overdue and done late, each with the reason for its date; legal duties first. */
export function lateView(report: AuditReport, speaker: Speaker): Omit<SectionView, 'title'> {
  const { lists } = report;
  const { say } = speaker;
  const rank = (group: RuleKey): number => (speaker.index.dutyClass(group) === 'law' ? 0 : 1);
  const overdue = lists.overdue
    .filter(({ list }) => list.total > 0)
    .sort((a, b) => rank(a) - rank(b) || b.list.total - a.list.total)
    .map((group) => overdueBlock(group, speaker));
  const doneLate = lists.doneLate.total === 0 ? [] : [doneLateBlock(lists.doneLate, speaker)];
  const blocks = [...overdue, ...doneLate];
  if (blocks.length === 0) return { id: 'late', blocks: [{ paragraphs: [say(nothing(report, words.nothingLate))] }] };
  return { id: 'late', intro: say(remarks.stripLegend()), blocks: [{ legend: legendView(speaker) }, ...blocks] };
}

function legendView({ say }: Speaker): NonNullable<BlockView['legend']> {
  return legendOf().map(({ kind, shape, path }) => ({ kind, path, text: say(stripWords[shape]) }));
}

/** Section: not late yet, with the warning begun. */
export function atRiskView(report: AuditReport, speaker: Speaker): Omit<SectionView, 'title'> {
  const { lists } = report;
  const { say } = speaker;
  if (lists.atRisk.total === 0) return { id: 'at-risk', blocks: [{ paragraphs: [say(nothing(report, words.none))] }] };
  const columns = [column(say(heads.complaint), 34), column(say(heads.due), 31), column(say(heads.why), 109)];
  const cells = ({ complaint, finding, derivation }: FindingRow): CellView[] => [
    complaintCell({ complaint, finding }, speaker),
    dueCell({ complaint, finding }, speaker),
    { why: derivation && whyView(speaker, derivation, finding) },
  ];
  return {
    id: 'at-risk',
    intro: say(words.atRiskIntro),
    blocks: listBlocks(lists.atRisk, columns, cells, remarks.cutSoonest, speaker, words.atRisk),
  };
}

/** Section: requirements that the record shows were not met. */
export function requirementsView(report: AuditReport, speaker: Speaker): Omit<SectionView, 'title'> {
  const { lists } = report;
  const { say } = speaker;
  if (lists.requirements.total === 0)
    return { id: 'requirements', blocks: [{ paragraphs: [say(nothing(report, words.none))] }] };
  const columns = [column(say(heads.complaint), 120), column(say(heads.breach), 54)];
  const cells = (found: FindingRow): CellView[] => {
    const { breach } = found.finding;
    return [
      complaintCell(found, speaker),
      text(breach && say(breachTexts[breach]), breach === 'critical' ? 'broken' : undefined),
    ];
  };
  return {
    id: 'requirements',
    blocks: listBlocks(lists.requirements, columns, cells, remarks.cut, speaker, words.requirements),
  };
}

/** Section: missing facts, and the findings that wait for them. */
export function notJudgedView(report: AuditReport, speaker: Speaker): Omit<SectionView, 'title'> {
  const { lists, totals } = report;
  const { say } = speaker;
  if (totals.own.outcomes.indeterminate === 0 && lists.missing.total === 0) {
    return { id: 'not-judged', blocks: [{ paragraphs: [say(nothing(report, words.nothingUnknown))] }] };
  }
  const columns = [column(say(heads.complaint), 60), column(say(heads.missing), 82), column(say(heads.due), 32)];
  const cells = ({ complaint, finding }: FindingRow): CellView[] => [
    complaintCell({ complaint, finding }, speaker),
    text(speaker.list(finding.missing.map(({ name }) => speaker.name(name)))),
    dueCell({ complaint, finding }, speaker),
  ];
  return {
    id: 'not-judged',
    intro: say(words.missingIntro),
    blocks: [
      { table: missingTable(lists.missing, speaker) },
      ...(lists.indeterminate.total === 0
        ? []
        : listBlocks(lists.indeterminate, columns, cells, remarks.cut, speaker, words.notJudgedList).map((block) => ({
            heading: say(words.notJudgedList),
            ...block,
          }))),
    ],
  };
}

function missingTable(list: AuditReport['lists']['missing'], speaker: Speaker): TableView {
  const { say } = speaker;
  const group = (title: Text): RowView => ({ kind: 'group', cells: [{ text: say(title), span: 5 }] });
  const own = list.rows.filter((fact) => fact.own.findings > 0);
  const others = list.rows.filter((fact) => fact.others.findings > 0);
  const line = (fact: MissingTotals, side: 'own' | 'others'): RowView =>
    row([
      { text: speaker.name(fact.name), smallData: fact.name },
      text(say(missingTerms[fact.why].why)),
      number(fact[side].findings),
      number(fact[side].complaints),
      text(say(missingTerms[fact.why].cure)),
    ]);
  return {
    caption: say(words.notJudged),
    columns: [
      column(say(heads.fact), 54),
      column(say(heads.whyMissing), 38),
      column(say(heads.findings), 18, true),
      column(say(heads.complaints), 20, true),
      column(say(heads.cure), 44),
    ],
    rows: [
      ...(own.length === 0 ? [] : [group(words.missingOwn)]),
      ...own.map((fact) => line(fact, 'own')),
      ...(others.length === 0 ? [] : [group(words.missingOthers)]),
      ...others.map((fact) => line(fact, 'others')),
    ],
    ...(list.shown < list.total && { remark: cutRemark(list, remarks.cut, speaker) }),
  };
}

function overdueBlock(group: RuleKey & { readonly list: CutList<FindingRow> }, speaker: Speaker): BlockView {
  const { say } = speaker;
  const { list } = group;
  const title = `${say(words.overdue)}${speaker.language === 'zh' ? '：' : ': '}${speaker.ruleTitle(group)}`;
  const late = [column(say(heads.complaint), 34), column(say(heads.due), 31), column(say(heads.late), 23)];
  return {
    heading: title,
    detail: ruleDetail(group, speaker),
    table: {
      caption: title,
      columns: [...late, column(say(heads.why), 86)],
      rows: list.rows.map((found) =>
        row([
          complaintCell(found, speaker),
          dueCell(found, speaker),
          lateCell(found.late, speaker),
          whyCell(found, speaker),
        ]),
      ),
      remark: cutRemark(list, remarks.cutOverdue, speaker),
    },
  };
}

function doneLateBlock(list: CutList<FindingRow>, speaker: Speaker): BlockView {
  const { say } = speaker;
  const columns = [
    column(say(heads.complaint), 32),
    column(say(heads.due), 22),
    column(say(heads.done), 22),
    column(say(heads.late), 24),
    column(say(heads.why), 74),
  ];
  const cells = (found: FindingRow): CellView[] => [
    complaintCell(found, speaker),
    dueCell(found, speaker),
    text(found.finding.done && speaker.time(found.finding.done, found.finding)),
    lateCell(found.late, speaker),
    whyCell(found, speaker),
  ];
  return {
    heading: say(words.doneLate),
    table: {
      caption: say(words.doneLate),
      columns,
      rows: groupedRows(list.rows, columns, cells, speaker),
      remark: cutRemark(list, remarks.cutLatest, speaker),
    },
  };
}

/** One table of a list, with the rules as its groups. */
export function listBlocks(
  list: CutList<FindingRow>,
  columns: readonly ColumnView[],
  cells: (found: FindingRow) => CellView[],
  cut: CutText,
  speaker: Speaker,
  caption: Text,
): BlockView[] {
  if (list.total === 0) return [{ paragraphs: [speaker.say(words.none)] }];
  const rows = groupedRows(list.rows, columns, cells, speaker);
  return [{ table: { caption: speaker.say(caption), columns, rows, remark: cutRemark(list, cut, speaker) } }];
}

function groupedRows(
  found: readonly FindingRow[],
  columns: readonly ColumnView[],
  cells: (found: FindingRow) => CellView[],
  speaker: Speaker,
): RowView[] {
  const groups = Map.groupBy(found, ({ finding }) => keyOf(finding));
  return [...groups.values()].flatMap((rows) => {
    const [first] = rows;
    const head: CellView =
      first === undefined
        ? {}
        : { text: speaker.ruleTitle(first.finding), small: ruleDetail(first.finding, speaker), span: columns.length };
    const group: RowView = { kind: 'group', cells: [head] };
    return [group, ...rows.map((one) => row(cells(one)))];
  });
}

function ruleDetail(key: Omit<RuleKey, 'own'>, speaker: Speaker): string {
  const { say, index } = speaker;
  const period = index.rule(key)?.period;
  const zone = index.zone(key).id;
  return speaker.details([
    speaker.cite(key),
    ...(period === undefined ? [] : [say(period)]),
    ...(index.isUnverified(key) ? [say(words.unverified)] : []),
    ...(zone === speaker.zone.id ? [] : [say(remarks.timesIn(zone))]),
  ]);
}

/** The complaint, with what tells this finding from others of it: occurrence, round and marks. */
export function complaintCell({ complaint, finding }: FindingRow, speaker: Speaker): CellView {
  const { occurrence, round } = finding;
  const parts = [
    ...(occurrence === undefined ? [] : [`${speaker.name(occurrence.type)} ${speaker.time(occurrence.at, finding)}`]),
    ...(round === undefined || round === 1 ? [] : [speaker.language === 'zh' ? `第 ${round} 轮` : `round ${round}`]),
    ...marksOf(finding, speaker),
  ];
  return data(complaint, parts.length === 0 ? undefined : clip(speaker.details(parts)));
}

/** What stands beside the outcome of one finding. */
function marksOf({ superseded, disputed, assessedBy }: FindingRow['finding'], speaker: Speaker): string[] {
  const [policy = '', rule] = superseded?.split('#') ?? [];
  const answers = disputed?.outcomes.map((outcome) => outcomeTerms[outcome].name) ?? [];
  return [
    ...(superseded === undefined
      ? []
      : [speaker.say(otherRemarks.supersededBy(speaker.ruleTitle({ policy, version: undefined, rule })))]),
    ...(disputed === undefined ? [] : disputeOf(disputed.facts, answers, speaker)),
    ...(assessedBy === undefined ? [] : [speaker.say(otherRemarks.assessedBy(assessedBy))]),
  ];
}

/** Disputed facts, and what the parties' versions come to where that differs. */
export function disputeOf(facts: readonly string[], answers: readonly Text[], speaker: Speaker): readonly string[] {
  const { say } = speaker;
  const named = facts.map((name) => speaker.name(name));
  return [
    say(otherRemarks.disputedFacts(speaker.list(named))),
    ...(answers.length < 2 ? [] : [say(otherRemarks.eitherWay(answers.map(say)))]),
  ];
}

/** The due time, and that it is provisional; a grey dash where there is none. */
export function dueCell({ finding }: FindingRow, speaker: Speaker): CellView {
  const { due, provisional } = finding;
  if (due === undefined) return text(undefined, 'muted');
  return { text: speaker.time(due, finding), ...(provisional === true && { small: speaker.say(words.provisional) }) };
}

function lateCell(late: Lateness | undefined, speaker: Speaker): CellView {
  return late === undefined ? text(undefined, 'muted') : text(speaker.say(lateText(late)), 'broken');
}

function whyCell({ derivation, finding }: FindingRow, speaker: Speaker): CellView {
  return derivation === undefined ? text(undefined, 'muted') : { why: whyView(speaker, derivation, finding) };
}

/** How many there are; where the list was cut, how many are shown and which, and where the rest is. */
export function cutRemark(list: CutList<unknown>, cut: CutText, speaker: Speaker): string {
  if (list.shown === list.total) return speaker.say(remarks.all(list.total));
  return speaker.join([cut(list.shown, list.total), remarks.jsonHasAll()].map(speaker.say));
}
