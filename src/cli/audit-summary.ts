import type { Language, Text } from '../errors.js';
import type { AuditReport, FileSource, RuleTotals } from '../reports/audit-report.js';
import { formatCount } from '../reports/texts/numbers.js';
import { setApprovalText } from '../reports/view/set-approval.js';
import { formatDay } from '../rules/time/day.js';
import { databaseRemarks } from '../reports/texts/database-texts.js';
import { othersLines, othersOf } from './others-summary.js';
import { ruleTable } from './rule-table.js';

/** What an audit found, for a terminal: the account of rows or of stored complaints, then a line for each rule that applied to something. */
export function auditSummary(report: AuditReport, language: Language): readonly string[] {
  const say = (text: Text): string => text[language];
  const { totals, source } = report;
  const rules = table(totals.rules, language);
  return [
    ...accountOf(report).map(say),
    say({
      en: `Judged as at ${report.atText} by ${counted(report.policySet.policies.length, 'policy file')}; an assessment, not a legal determination.`,
      zh: `判定时点 ${report.atText}，依据 ${formatCount(report.policySet.policies.length)} 个制度文件；本结果为评估意见，不构成法律认定。`,
    }),
    ...(source.kind === 'database' ? [say(setLine(report))] : []),
    '',
    ...rules,
    ...(rules.length === 0 ? [say(whyNothing(report))] : []),
    ...othersLines(othersOf(report), language),
    ...missingLines(report, language),
    ...(source.kind === 'file' && source.rowsRejected > 0
      ? [
          '',
          say({
            en: `Rejected rows are listed in the report; --rejects FILE writes them back to be mended.`,
            zh: '被退回的行列于报告中；用 --rejects FILE 可导出，更正后重新提交。',
          }),
        ]
      : []),
  ];
}

/** Whose set it was judged by. */
function setLine(report: AuditReport): Text {
  const { en, zh } = setApprovalText(report);
  return { en: `The policy set: ${en}.`, zh: `制度集：${zh}。` };
}

/** Why no rule has a line. */
function whyNothing({ source, totals }: AuditReport): Text {
  if (source.kind === 'database' && totals.complaints === 0)
    return {
      en: 'No stored complaint is in what was asked for: nothing was judged.',
      zh: '查询范围内没有已登记的投诉，未作任何判定。',
    };
  if (source.kind === 'file' && source.rowsRead === 0)
    return { en: 'The file holds no rows: nothing was judged.', zh: '文件中没有数据行，未作任何判定。' };
  if (totals.complaints === 0)
    return { en: 'Every row was rejected: nothing was judged.', zh: '所有行均被退回，未作任何判定。' };
  return {
    en: 'No rule applied to any complaint: see the reasons with --findings all.',
    zh: '没有规则适用于任何投诉：可用 --findings all 查看原因。',
  };
}

function accountOf(report: AuditReport): readonly Text[] {
  const { source } = report;
  if (source.kind === 'database') return databaseRemarks(source, report.zone);
  return [fileAccount(source), ...(source.remarks ?? [])];
}

function fileAccount({ rowsRead, rowsRejected, complaints, withheld = 0 }: FileSource): Text {
  const cases =
    withheld === 0
      ? { en: '', zh: '' }
      : { en: `, ${counted(withheld, 'case')} withheld for them`, zh: `，因此暂缓 ${formatCount(withheld)} 件` };
  return {
    en: `${counted(rowsRead, 'row')} read, ${counted(complaints, 'complaint')} judged, ${counted(rowsRejected, 'row')} rejected${cases.en}.`,
    zh: `读取 ${formatCount(rowsRead)} 行，判定投诉 ${formatCount(complaints)} 件，退回 ${formatCount(rowsRejected)} 行${cases.zh}。`,
  };
}

function counted(count: number, word: string): string {
  return `${formatCount(count)} ${word}${count === 1 ? '' : 's'}`;
}

function table(rules: readonly RuleTotals[], language: Language): readonly string[] {
  const lines = rules.map(({ version, ...rest }) => ({
    ...rest,
    version: version === undefined ? undefined : formatDay(version),
  }));
  return ruleTable(lines, language);
}

function missingLines(report: AuditReport, language: Language): readonly string[] {
  const top = report.totals.missing.slice(0, 5);
  if (top.length === 0) return [];
  const head = language === 'en' ? 'What could not be judged, for want of:' : '无法判定，因为缺少：';
  return [
    '',
    head,
    ...top.map((missing) => `  ${nameFor(missing.name, report, language)}: ${formatCount(missing.findings)}`),
  ];
}

function nameFor(name: string, report: AuditReport, language: Language): string {
  const title = report.names[name];
  return title === undefined ? name : `${title[language]} (${name})`;
}
