import type { Text } from '../../errors.js';
import { zoneOf } from '../../rules/time/zone.js';
import type { AuditReport, DatabaseSource, FileSource } from '../audit-report.js';
import { shortTime } from '../texts/dates.js';
import { remarks } from '../texts/answer-texts.js';
import { apartTexts, databaseTexts, hasPeriod, skipTerms } from '../texts/database-texts.js';
import { formatBytes, formatCount } from '../texts/numbers.js';
import { heads, populationWords, words } from '../texts/report-texts.js';
import { clip, column, data, number, row, text } from './cells.js';
import { cutRemark } from './findings-view.js';
import type { Speaker } from './speaker.js';
import type { BlockView, RowView, SectionView, TableView } from './view-model.js';

/** Where the figures come from, adding up. */
export function populationBlocks(report: AuditReport, speaker: Speaker): BlockView[] {
  const { source, totals } = report;
  const findings = speaker.say(remarks.findings(totals.findings, totals.own.findings));
  const paragraphs =
    source.kind === 'file' ? fileTexts(source, findings, speaker) : storedTexts(report, source, findings, speaker);
  return [
    {
      heading: speaker.say(words.population),
      paragraphs,
      ...(source.kind === 'database' && { table: sumTable(source, speaker) }),
    },
  ];
}

function fileTexts(source: FileSource, findings: string, speaker: Speaker): string[] {
  const { say } = speaker;
  const unused = source.unusedColumns.map(clip);
  return [
    say(remarks.population(source.rowsRead, source.rowsUsed, source.rowsRejected, source.complaints)),
    findings,
    ...(source.remarks ?? []).map(say),
    ...(unused.length === 0 ? [] : [`${say(remarks.unusedColumns())} ${speaker.list(unused)}`]),
  ];
}

function storedTexts({ zone }: AuditReport, source: DatabaseSource, findings: string, speaker: Speaker): string[] {
  const period = hasPeriod(source.asked) ? [databaseTexts.days(zone)] : [];
  const several = source.bySource.length > 1 ? [databaseTexts.bySource(source.bySource), databaseTexts.named()] : [];
  return [
    speaker.join([databaseTexts.asked(source), ...period, databaseTexts.readAt(source, zone)].map(speaker.say)),
    speaker.join([speaker.say(databaseTexts.judgedBy(source)), findings]),
    ...apartTexts(source).map(speaker.say),
    ...(several.length === 0 ? [] : [speaker.join(several.map(speaker.say))]),
  ];
}

/** The sum as a column of figures: what is taken away has a minus before it. */
function sumTable(source: DatabaseSource, { say }: Speaker): TableView {
  const { stored, outside, population, skipped, complaints, asked } = source;
  const line = (label: string, count: number, kind: RowView['kind'] = 'row'): RowView => ({
    kind,
    cells: [text(label), number(count)],
  });
  const minus = (label: string, count: number): RowView => ({
    kind: 'row',
    cells: [text(label), { text: count === 0 ? '0' : `−${formatCount(count)}`, number: true }],
  });
  const period = hasPeriod(asked);
  const filtered = asked.source !== undefined || asked.unit !== undefined;
  return {
    caption: say(words.population),
    columns: [column(say(heads.item), 134), column(say(heads.complaints), 40, true)],
    rows: [
      line(say(filtered ? populationWords.storedOfThese : populationWords.stored), stored),
      ...(period ? [minus(say(populationWords.outside), outside)] : []),
      line(say(populationWords.population), population, 'total'),
      minus(say(skipTerms.void), skipped.void),
      ...(period ? [minus(say(skipTerms['receipt-unknown']), skipped['receipt-unknown'])] : []),
      line(say(populationWords.judged), complaints, 'total'),
    ],
  };
}

/** Section: complaints that were not judged, and those whose receipt is not known. */
export function apartView({ lists }: AuditReport, speaker: Speaker): Omit<SectionView, 'title'> {
  const { say } = speaker;
  const list = lists.apart;
  if (list.total === 0) return { id: 'apart', blocks: [{ paragraphs: [say(words.none)] }] };
  const table: TableView = {
    caption: say(populationWords.apart),
    columns: [column(say(heads.complaint), 70), column(say(heads.reason), 74), column(say(heads.judged), 30)],
    rows: list.rows.map(({ complaint, reason, judged }) =>
      row([data(complaint), text(say(skipTerms[reason])), text(say(judged ? words.yes : words.no))]),
    ),
    remark: cutRemark(list, remarks.cut, speaker),
  };
  return { id: 'apart', intro: say(populationWords.apartIntro), blocks: [{ table }] };
}

/** What identifies the complaints that were judged: of a file its digest, of the database that of its entries. */
export function sourceIdentity({ source, zone }: AuditReport): readonly (readonly [label: Text, value: string])[] {
  if (source.kind === 'file')
    return [
      [identity.file, `${source.file} (${formatBytes(source.bytes)})`],
      [identity.fileDigest, source.sha256],
      [identity.mapping, source.mapping],
    ];
  return [
    [identity.readAt, `${shortTime({ kind: 'instant', at: source.readAt }, zoneOf(zone))} (${zone})`],
    [identity.entries, source.sha256],
  ];
}

const identity = {
  file: { en: 'File', zh: '文件' },
  fileDigest: { en: 'SHA-256 of the file', zh: '文件 SHA-256' },
  mapping: { en: 'Mapping', zh: '映射' },
  readAt: { en: 'Read from the database', zh: '读取数据库时间' },
  entries: { en: 'SHA-256 of the entries', zh: '存证记录 SHA-256' },
};
