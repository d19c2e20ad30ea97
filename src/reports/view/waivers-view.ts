import { ruleKindTexts } from '../../texts/judgement-texts.js';
import { formatDay } from '../../rules/time/day.js';
import type { AuditReport, FindingRow, RuleKey } from '../audit-report.js';
import { approvalText } from '../../texts/approval-texts.js';
import { waiverStateOn, type WaiverInfo } from '../entitlement-report.js';
import { remarks } from '../texts/answer-texts.js';
import { otherHeads, otherRemarks, otherWords } from '../texts/entitlement-report-texts.js';
import { waiverStateTexts } from '../texts/glossary-texts.js';
import { heads, words } from '../texts/report-texts.js';
import { column, number, row, text } from './cells.js';
import { complaintCell, dueCell, listBlocks } from './findings-view.js';
import { nothing } from './page-one.js';
import { ruleCell } from './rights-view.js';
import type { Speaker } from './speaker.js';
import type { BlockView, CellView, SectionView, TableView } from './view-model.js';

/** Section: duties that a person must assess, and since when they wait. */
export function toAssessView(report: AuditReport, speaker: Speaker): Omit<SectionView, 'title'> {
  const { say } = speaker;
  const list = report.lists.judgementNeeded;
  if (list.total === 0) return { id: 'to-assess', blocks: [{ paragraphs: [say(nothing(report, words.none))] }] };
  const columns = [column(say(heads.complaint), 120), column(say(otherHeads.since), 54)];
  const cells = (found: FindingRow): CellView[] => {
    const { elapsed, start } = found.finding;
    const since = elapsed?.from ?? start;
    return [complaintCell(found, speaker), text(since && speaker.time(since, found.finding))];
  };
  return {
    id: 'to-assess',
    intro: say(otherWords.toAssessIntro),
    blocks: listBlocks(list, columns, cells, remarks.cutWaiting, speaker, otherWords.toAssess),
  };
}

/** Section: the waivers of the set with what each excuses, and the findings that are excused. */
export function waiversView(report: AuditReport, speaker: Speaker): Omit<SectionView, 'title'> {
  const { say } = speaker;
  const { waivers, lists } = report;
  if (waivers.length === 0 && lists.waived.total === 0)
    return { id: 'waivers', blocks: [{ paragraphs: [say(words.none)] }] };
  return {
    id: 'waivers',
    intro: say(otherWords.waiversIntro),
    blocks: [
      { table: waiversTable(report, speaker) },
      ...(lists.waived.total === 0 ? [] : waivedBlocks(report, speaker)),
    ],
  };
}

function waiversTable(report: AuditReport, speaker: Speaker): TableView {
  const { say, language } = speaker;
  const today = speaker.zone.dayOf(report.at);
  const found = new Map(report.totals.entitlements.waivers.map(({ waiver, findings }) => [waiver, findings]));
  const period = ({ from, through }: WaiverInfo): string =>
    language === 'zh' ? `${formatDay(from)} 至 ${formatDay(through)}` : `${formatDay(from)} to ${formatDay(through)}`;
  return {
    caption: say(otherWords.waivers),
    columns: [
      column(say(otherHeads.waiver), 38),
      column(say(heads.rule), 40),
      column(say(otherHeads.period), 40),
      column(say(otherHeads.reason), 40),
      column(say(otherHeads.findings), 16, true),
    ],
    rows: report.waivers.map((waiver) =>
      row([
        { text: say(waiver.title), smallData: waiver.id },
        { text: ruleTitleOf(waiver.rule, speaker), smallData: waiver.rule },
        { text: period(waiver), small: say(waiverStateTexts[waiverStateOn(waiver, today)]) },
        { text: say(waiver.reason), ...(waiver.approval && { small: say(approvalText(waiver.approval)) }) },
        number(found.get(waiver.id) ?? 0),
      ]),
    ),
  };
}

/** The title of `policy#rule` in whatever version has it. */
export function ruleTitleOf(ref: string, speaker: Speaker): string {
  const [policy = '', rule] = ref.split('#');
  return speaker.ruleTitle({ policy, version: undefined, rule });
}

function waivedBlocks({ lists, waivers }: AuditReport, speaker: Speaker): BlockView[] {
  const { say } = speaker;
  const titles = new Map(waivers.map(({ id, title }) => [id, say(title)]));
  const columns = [column(say(heads.complaint), 80), column(say(heads.due), 34), column(say(otherHeads.waiver), 60)];
  const cells = (found: FindingRow): CellView[] => {
    const { waived } = found.finding;
    const title = waived && (titles.get(waived.waiver) ?? waived.waiver);
    return [
      complaintCell(found, speaker),
      dueCell(found, speaker),
      text(title && waived && say(otherRemarks.waivedThrough(title, formatDay(waived.through)))),
    ];
  };
  const blocks = listBlocks(lists.waived, columns, cells, remarks.cut, speaker, otherWords.waivedFindings);
  return blocks.map((block) => ({ heading: say(otherWords.waivedFindings), ...block }));
}

/** Section: rules whose text nobody has checked and that were used all the same, with how much rests on them. */
export function unverifiedView(report: AuditReport, speaker: Speaker): Omit<SectionView, 'title'> {
  const { say } = speaker;
  const used = unverifiedOf(report);
  if (used.length === 0) return { id: 'unverified', blocks: [{ paragraphs: [say(words.none)] }] };
  const rows = used.map(({ key, count }) => {
    const kind = speaker.index.rule(key)?.kind;
    return row([ruleCell(key, false, speaker), text(kind && say(ruleKindTexts[kind])), number(count)]);
  });
  return {
    id: 'unverified',
    intro: say(otherWords.unverifiedIntro),
    blocks: [
      {
        table: {
          caption: say(otherWords.unverifiedUsed),
          columns: [
            column(say(heads.rule), 116),
            column(say(otherHeads.kind), 34),
            column(say(heads.findings), 24, true),
          ],
          rows,
        },
      },
    ],
  };
}

function unverifiedOf({ totals }: AuditReport) {
  const { rights, retention, escalations } = totals.entitlements;
  const all: readonly (Omit<RuleKey, 'own'> & { readonly unverified: number })[] = [
    ...totals.rules,
    ...rights,
    ...retention,
    ...escalations,
  ];
  return all.flatMap(({ policy, version, rule, unverified }) =>
    unverified > 0 && rule !== undefined ? [{ key: { policy, version, rule, own: true }, count: unverified }] : [],
  );
}
