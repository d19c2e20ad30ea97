import type { Language, Text } from '../errors.js';
import type { ImportAccount, ImportProgress } from '../modules/imports/import-account.js';
import type { UndoAccount } from '../modules/imports/undo.runner.js';
import { counted, formatCount } from '../reports/texts/numbers.js';

/** What an import came to, for a terminal: the account of rows and complaints, what a reader must know, and how to take it back. */
export function importSummary(run: string, account: ImportAccount, language: Language): readonly string[] {
  const { absent, withheld } = account.complaints;
  const lines: readonly Text[] = [
    rowsText(account.rows),
    ...rejectedTexts(account),
    complaintsText(account.complaints),
    ...(withheld > 0 ? [withheldText(withheld)] : []),
    ...(absent !== null && absent > 0 ? [absentText(absent)] : []),
    ...account.remarks,
    {
      en: `Recorded as run ${run}; to take it back: redress import --undo ${run}`,
      zh: `已记录为执行 ${run}；如需撤销：redress import --undo ${run}`,
    },
  ];
  return lines.map((text) => text[language]);
}

/** The same in one line, for a file of a watched folder. */
export function importLine(file: string, run: string, account: ImportAccount, language: Language): string {
  return {
    en: `${file}: ${rowsText(account.rows).en} Run ${run}.`,
    zh: `${file}：${rowsText(account.rows).zh}执行 ${run}。`,
  }[language];
}

/** How far a failed import came, and how it goes on. */
export function storedSoFar({ complaints, rows }: ImportProgress, language: Language): string {
  const stored = complaints.new + complaints.changed;
  return {
    en: `Stored before it failed: ${counted(stored, 'complaint')} (${formatCount(complaints.new)} new, ${formatCount(complaints.changed)} changed) of ${counted(rows.read, 'row')} read. Import the file again to go on: nothing is stored twice.`,
    zh: `失败前已保存投诉 ${formatCount(stored)} 件（新增 ${formatCount(complaints.new)} 件，变更 ${formatCount(complaints.changed)} 件），已读取 ${formatCount(rows.read)} 行。重新导入该文件即可继续，不会重复保存。`,
  }[language];
}

/** What taking an import back came to. */
export function undoSummary(run: string, { import: undone, events, complaints }: UndoAccount, language: Language) {
  const lines: readonly Text[] = [
    {
      en: `Import ${undone} is taken back: ${counted(events, 'event')} retracted.`,
      zh: `已撤销导入 ${undone}：撤回事件 ${formatCount(events)} 个。`,
    },
    {
      en: `${counted(complaints.read, 'complaint')} looked at: ${formatCount(complaints.void)} now void, ${formatCount(complaints.undone)} with something left, ${formatCount(complaints.unchanged)} unchanged.`,
      zh: `涉及投诉 ${formatCount(complaints.read)} 件：作废 ${formatCount(complaints.void)} 件，尚有其他内容 ${formatCount(complaints.undone)} 件，未变 ${formatCount(complaints.unchanged)} 件。`,
    },
    { en: `Recorded as run ${run}.`, zh: `已记录为执行 ${run}。` },
  ];
  return lines.map((text) => text[language]);
}

function rowsText(rows: ImportAccount['rows']): Text {
  const { read, changed, unchanged, rejected } = rows;
  return {
    en: `${counted(read, 'row')} read: ${formatCount(rows.new)} new, ${formatCount(changed)} changed, ${formatCount(unchanged)} unchanged, ${formatCount(rejected)} rejected.`,
    zh: `读取 ${formatCount(read)} 行：新增 ${formatCount(rows.new)}，变更 ${formatCount(changed)}，未变 ${formatCount(unchanged)}，退回 ${formatCount(rejected)}。`,
  };
}

/** The codes stand in docs/errors.md with what to do; the file of rejected rows has a reason behind each row. */
function rejectedTexts({ rejectedFor }: ImportAccount): readonly Text[] {
  const codes = Object.entries(rejectedFor).sort(([, a], [, b]) => b - a);
  if (codes.length === 0) return [];
  const list = codes.map(([code, count]) => `${code} × ${formatCount(count)}`);
  return [
    {
      en: `Rejected for: ${list.join(', ')}; --rejects FILE writes the rows back to be mended.`,
      zh: `退回原因：${list.join('，')}；用 --rejects 文件 可导出退回行，更正后重新提交。`,
    },
  ];
}

function complaintsText(complaints: ImportAccount['complaints']): Text {
  const [added, changed, unchanged] = [complaints.new, complaints.changed, complaints.unchanged].map(formatCount);
  return {
    en: `Complaints: ${added} new, ${changed} changed, ${unchanged} unchanged.`,
    zh: `投诉：新增 ${added} 件，变更 ${changed} 件，未变 ${unchanged} 件。`,
  };
}

function withheldText(withheld: number): Text {
  return {
    en: `${counted(withheld, 'case')} withheld: a row of each is rejected, and half a case is not recorded.`,
    zh: `暂缓案件 ${formatCount(withheld)} 件：其中各有退回行，不完整的案件不予登记。`,
  };
}

function absentText(absent: number): Text {
  return {
    en: `${counted(absent, 'complaint')} of earlier imports ${absent === 1 ? 'is' : 'are'} no longer in the export: listed with the run, not closed.`,
    zh: `此前导入的投诉有 ${formatCount(absent)} 件已不在本次导出中：列入执行记录，不作办结。`,
  };
}
