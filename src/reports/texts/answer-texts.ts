import type { Text } from '../../errors.js';
import { counted, formatCount } from './numbers.js';

/** The sentences that answer on page one. Each takes whole numbers and gives one sentence in each language. */
export const answers = {
  nothingJudged: (): Text => ({
    en: 'No answer: no complaint was judged.',
    zh: '无法回答：没有任何投诉得到判定。',
  }),
  noDuty: (all: number): Text => ({
    en: `No answer: no legal duty of ours in the policy set applied to any of the ${counted(all, 'complaint')}.`,
    zh: `无法回答：制度集中没有任何本单位的法定义务适用于这 ${formatCount(all)} 件投诉。`,
  }),
  broken: (broken: number, all: number): Text =>
    broken === all
      ? {
          en: `No: a legal duty was broken in ${all === 1 ? 'the one complaint judged' : `every one of the ${counted(all, 'complaint')}`}.`,
          zh: `不合规：全部 ${formatCount(all)} 件投诉均有违反法定义务的情形。`,
        }
      : {
          en: `Not fully: ${formatCount(broken)} of ${counted(all, 'complaint')} broke a legal duty.`,
          zh: `不完全合规：${formatCount(all)} 件投诉中，${formatCount(broken)} 件违反了法定义务。`,
        },
  unknown: (unknown: number, all: number): Text => ({
    en: `Cannot be confirmed: no broken legal duty was found, but ${formatCount(unknown)} of ${counted(all, 'complaint')} could not be judged.`,
    zh: `尚不能确认：未发现违反法定义务，但 ${formatCount(all)} 件投诉中有 ${formatCount(unknown)} 件无法判定。`,
  }),
  unread: (rows: number): Text => ({
    en: `Cannot be confirmed: no broken legal duty was found, but ${counted(rows, 'row')} of the file could not be used and ${rows === 1 ? 'was' : 'were'} not judged.`,
    zh: `尚不能确认：未发现违反法定义务，但文件中有 ${formatCount(rows)} 行无法使用，未作判定。`,
  }),
  unverified: (): Text => ({
    en: 'Cannot be confirmed: no broken legal duty was found, but it was judged by legal texts that have not yet been checked against their source.',
    zh: '尚不能确认：未发现违反法定义务，但所依据的部分法规条文尚未与原文核对。',
  }),
  nothingDue: (all: number): Text => ({
    en: `Nothing is due yet: legal duties apply, and for none of the ${counted(all, 'complaint')} has the time run out.`,
    zh: `均未到期：法定义务适用，但 ${formatCount(all)} 件投诉的期限均未届满。`,
  }),
  kept: (all: number): Text => ({
    en: `Yes, on the record as it stands: no broken legal duty was found in ${counted(all, 'complaint')}.`,
    zh: `合规（以现有记录为准）：${formatCount(all)} 件投诉中未发现违反法定义务。`,
  }),

  promiseBroken: (broken: number): Text => ({
    en: `${counted(broken, 'complaint')} broke a promise or standard of our own, which is no breach of law.`,
    zh: `${formatCount(broken)} 件违反了自身承诺或标准，但不属于违法。`,
  }),
  alsoUnknown: (unknown: number): Text => ({
    en: `${counted(unknown, 'complaint')} could not be judged on at least one legal duty.`,
    zh: `${formatCount(unknown)} 件至少有一项法定义务无法判定。`,
  }),
  promiseUnknown: (unknown: number): Text => ({
    en: `${counted(unknown, 'complaint')} could not be judged on a promise of our own.`,
    zh: `${formatCount(unknown)} 件的自身承诺无法判定。`,
  }),
  open: (open: number): Text => ({
    en: `${counted(open, 'complaint')} ${open === 1 ? 'has' : 'have'} time left on a legal duty.`,
    zh: `${formatCount(open)} 件的法定期限尚未届满。`,
  }),
  rowsUnread: (rows: number): Text => ({
    en: `${counted(rows, 'row')} of the file could not be used and ${rows === 1 ? 'is' : 'are'} in none of these figures.`,
    zh: `文件中有 ${formatCount(rows)} 行无法使用，未计入任何数字。`,
  }),
  restsOnUnverified: (findings: number): Text => ({
    en: `${counted(findings, 'finding')} ${findings === 1 ? 'rests' : 'rest'} on legal texts that have not yet been checked against their source.`,
    zh: `${formatCount(findings)} 项审核发现所依据的法规条文尚未与原文核对。`,
  }),
  provisional: (findings: number): Text => ({
    en: `${counted(findings, 'due date')} ${findings === 1 ? 'is' : 'are'} provisional, because the calendar of those days has not been published.`,
    zh: `${formatCount(findings)} 个到期日为暂定，因为相应日期的日历尚未公布。`,
  }),

  cause: (complaints: number): Text => ({
    en: counted(complaints, 'complaint'),
    zh: `${formatCount(complaints)} 件投诉`,
  }),
  notDone: (findings: number): Text => ({
    en: `${formatCount(findings)} not done to date`,
    zh: `${formatCount(findings)} 项至今未完成`,
  }),
  doneLate: (findings: number): Text => ({
    en: `${formatCount(findings)} done late`,
    zh: `${formatCount(findings)} 项逾期完成`,
  }),
  notMet: (findings: number): Text => ({
    en: `${formatCount(findings)} ${findings === 1 ? 'does' : 'do'} not meet the requirement`,
    zh: `${formatCount(findings)} 项未满足要求`,
  }),
  /** Under the number of non-compliant findings, only the parts that there are. */
  split: (overdue: number, late: number): Text => {
    const en = [overdue > 0 ? `${formatCount(overdue)} overdue` : '', late > 0 ? `${formatCount(late)} late` : ''];
    const zh = [overdue > 0 ? `未完成 ${formatCount(overdue)}` : '', late > 0 ? `逾期完成 ${formatCount(late)}` : ''];
    return { en: en.filter((part) => part !== '').join(', '), zh: zh.filter((part) => part !== '').join('，') };
  },
  delay: (median: number, longest: number): Text => {
    const days = (value: number): string => (value < 1 ? 'less than a day' : counted(value, 'day'));
    const zh = (value: number): string => (value < 1 ? '不足 1 日' : `${formatCount(value)} 日`);
    return median === longest
      ? { en: `late by ${days(longest)}`, zh: `逾期${longest < 1 ? '' : ' '}${zh(longest)}` }
      : {
          en: `half by up to ${days(median)}, the longest by ${days(longest)}`,
          zh: `半数逾期不超过 ${zh(median)}，最长 ${zh(longest)}`,
        };
  },
  moreRules: (rules: number): Text => ({
    en: `${counted(rules, 'more rule')} ${rules === 1 ? 'has' : 'have'} non-compliant findings: see section 1.`,
    zh: `另有 ${formatCount(rules)} 条规则存在不符合项，见第 1 节。`,
  }),
  moreFacts: (facts: number): Text => ({
    en: `${counted(facts, 'more fact')} ${facts === 1 ? 'is' : 'are'} missing: see section 5.`,
    zh: `另缺 ${formatCount(facts)} 项事实，见第 5 节。`,
  }),
  waiting: (findings: number, complaints: number): Text => ({
    en: `${counted(findings, 'finding')} on ${counted(complaints, 'complaint')} ${findings === 1 ? 'waits' : 'wait'} for it.`,
    zh: `涉及 ${formatCount(complaints)} 件投诉的 ${formatCount(findings)} 项审核发现。`,
  }),
};

/** What is said of lists and of the way this was judged. */
export const remarks = {
  cutOverdue: (shown: number, total: number): Text => ({
    en: `${formatCount(shown)} of ${formatCount(total)} shown, the most overdue.`,
    zh: `共 ${formatCount(total)} 项，列出逾期最久的 ${formatCount(shown)} 项。`,
  }),
  cutLatest: (shown: number, total: number): Text => ({
    en: `${formatCount(shown)} of ${formatCount(total)} shown, the latest.`,
    zh: `共 ${formatCount(total)} 项，列出逾期最久的 ${formatCount(shown)} 项。`,
  }),
  cutSoonest: (shown: number, total: number): Text => ({
    en: `${formatCount(shown)} of ${formatCount(total)} shown, the soonest due.`,
    zh: `共 ${formatCount(total)} 项，列出最先到期的 ${formatCount(shown)} 项。`,
  }),
  cut: (shown: number, total: number): Text => ({
    en: `${formatCount(shown)} of ${formatCount(total)} shown.`,
    zh: `共 ${formatCount(total)} 项，列出 ${formatCount(shown)} 项。`,
  }),
  all: (total: number): Text => ({ en: `${formatCount(total)} in all.`, zh: `共 ${formatCount(total)} 项。` }),
  jsonHasAll: (): Text => ({
    en: 'The JSON and CSV results have every one.',
    zh: '全部内容见 JSON 和 CSV 结果。',
  }),
  population: (read: number, used: number, rejected: number, complaints: number): Text => ({
    en: `Of ${counted(read, 'row')} read, ${formatCount(used)} ${used === 1 ? 'was' : 'were'} used and ${formatCount(rejected)} could not be used; the rows used make ${counted(complaints, 'complaint')}, all judged. No row is left out of account.`,
    zh: `共读取 ${formatCount(read)} 行，其中使用 ${formatCount(used)} 行，无法使用 ${formatCount(rejected)} 行；所用各行构成 ${formatCount(complaints)} 件投诉，均已判定。没有任何一行遗漏。`,
  }),
  findings: (findings: number, own: number): Text => ({
    en: `They gave ${counted(findings, 'finding')}, ${formatCount(own)} of them about our own duties. For each rule the outcomes add up to its findings; this was checked before printing.`,
    zh: `由此得出 ${formatCount(findings)} 项审核发现，其中 ${formatCount(own)} 项涉及本单位的义务。每条规则的各项结论之和等于其审核发现数，付印前已核对。`,
  }),
  unusedColumns: (): Text => ({ en: 'Columns of the file that were not used:', zh: '文件中未使用的列：' }),
  how: (): Text => ({
    en: 'Each complaint was judged by the policies listed below, as they were in force on the day that counts, at one instant. Redress reads what was recorded; it does not know what was not. An event that the source does not report is unknown and never “did not happen”; what depends on it is not judged.',
    zh: '每件投诉均按下列制度在相应日期的有效版本、以同一时点判定。Redress 只依据已登记的内容；未登记的内容无从得知。数据来源不提供的事件视为未知，绝不视为“未发生”，取决于它的事项不予判定。',
  }),
  provisional: (): Text => ({
    en: 'A due date is provisional where a day was counted whose holidays had not been published, or lie before the first published day. Such days were counted by the ordinary week; the date may still move.',
    zh: '计算到期日时，如涉及假日安排尚未公布的日期，或早于日历首个公布日的日期，该到期日即为暂定。这些日期按通常的工作周计算，到期日仍可能变动。',
  }),
  times: (zone: string): Text => ({
    en: `Days are calendar dates; times of day are local time of ${zone}. A complaint due on a day is in time until that day ends in the zone of the rule's calendar.`,
    zh: `日期为日历日期，时刻为 ${zone} 当地时间。以日为到期的，在规则所用日历的时区内，当日结束前完成即为按期。`,
  }),
  limits: (): Text => ({
    en: 'This report is an assessment by Redress, not a legal determination. Whether a duty was broken in law, and with what consequence, is for the competent authority or court.',
    zh: '本报告为 Redress 作出的评估意见，不构成法律认定。是否构成违法及其后果，由有权机关或法院认定。',
  }),
  repeat: (): Text => ({
    en: 'The same file, policies, calendars and instant give the same findings and, with the same browser, this same document byte for byte.',
    zh: '使用相同的文件、制度、日历和判定时点，可得出相同的审核发现；使用相同的浏览器，可生成逐字节一致的本文件。',
  }),
  stripLegend: (): Text => ({
    en: 'Each row says why its date is what it is, day by day. Numbers in brackets are the sources of days not counted, listed in the section on method.',
    zh: '每一行逐日说明到期日的由来。方括号中的编号为不计入日期的来源，见“方法与局限”一节。',
  }),
  sources: (): Text => ({ en: 'Sources of days not counted', zh: '不计入日期的来源' }),
};
