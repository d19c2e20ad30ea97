import type { Note } from '../../rules/judge/judgement.js';
import type { AuditReport, FindingRow, NoteList, NoteTotals } from '../audit-report.js';
import { remarks } from '../texts/answer-texts.js';
import { noteTexts } from '../texts/glossary-texts.js';
import { noteDetail } from '../texts/note-texts.js';
import { heads, words } from '../texts/report-texts.js';
import { column, data, row, text } from './cells.js';
import { complaintCell } from './findings-view.js';
import { nothing } from './page-one.js';
import type { Speaker } from './speaker.js';
import type { CellView, RowView, SectionView } from './view-model.js';

/** Section: findings that a person should look at although their outcome stands, each with what the record says. */
export function notesView(report: AuditReport, speaker: Speaker): Omit<SectionView, 'title'> {
  const { say } = speaker;
  const { totals, lists } = report;
  const id = 'notes';
  if (totals.notes.length === 0) return { id, blocks: [{ paragraphs: [say(nothing(report, words.none))] }] };
  const listed = new Map(lists.notes.map((list) => [list.code, list]));
  const columns = [column(say(heads.complaint), 44), column(say(heads.rule), 60), column(say(heads.recorded), 70)];
  const rows = totals.notes.flatMap((note) => noteRows(note, listed.get(note.code), columns.length, speaker));
  return { id, intro: say(words.notesIntro), blocks: [{ table: { caption: say(words.notes), columns, rows } }] };
}

function noteRows(note: NoteTotals, found: NoteList | undefined, columns: number, speaker: Speaker): RowView[] {
  const { say } = speaker;
  const rows = found?.list.rows ?? [];
  const count = say(remarks.noted(note.findings, note.complaints, rows.length));
  const group: RowView = { kind: 'group', cells: [{ text: say(noteTexts[note.code]), small: count, span: columns }] };
  return [group, ...rows.map((one) => row(noteCells(one, note.code, speaker)))];
}

function noteCells(found: FindingRow, code: Note['code'], speaker: Speaker): CellView[] {
  const { finding } = found;
  const details = finding.notes
    .filter((note) => note.code === code)
    .map((note) => speaker.say(noteDetail(note, speaker.nameIn)));
  const { due } = finding;
  const said = [...new Set(details)].filter((detail) => detail !== '');
  if (said.length === 0 && due !== undefined) said.push(speaker.say(remarks.dueOn(speaker.time(due, finding))));
  return [
    complaintCell(found, speaker),
    { text: speaker.ruleTitle(finding), ...(!finding.own && { small: speaker.say(words.otherClock) }) },
    said.length === 0 ? text(undefined, 'muted') : data(said.join(speaker.language === 'zh' ? '；' : '; ')),
  ];
}
