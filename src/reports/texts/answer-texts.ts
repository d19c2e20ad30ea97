import type { Text } from '../../errors.js';
import { counted, formatCount } from './numbers.js';

/** How many of the complaints judged stand where with our legal duties. */
export interface LegalScope {
  /** All that were judged. */
  readonly all: number;
  /** Those to which a legal duty applied, or may have. */
  readonly under: number;
  readonly broken: number;
  readonly unknown: number;
}

/** Nobody is told that a duty was kept in complaints to which none applied. */
const underEn = ({ all, under, unknown }: LegalScope): string =>
  all === under ? 'judged' : unknown > 0 ? 'to which one applies or may apply' : 'to which one applies';

const complaintsEn = (scope: LegalScope): string =>
  scope.all === scope.under
    ? counted(scope.under, 'complaint')
    : `the ${counted(scope.under, 'complaint')} ${underEn(scope)}`;

const complaintsZh = ({ all, under, unknown }: LegalScope): string =>
  all === under
    ? `${formatCount(under)} 件投诉`
    : `${unknown > 0 ? '适用或可能适用' : '适用'}法定义务的 ${formatCount(under)} 件投诉`;

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
  noneChecked: (): Text => ({
    en: 'No answer: the legal texts that would apply have not been checked against their source, so nothing was judged by them.',
    zh: '无法回答：本应适用的法规条文尚未与原文核对，未据以判定。',
  }),
  broken: (scope: LegalScope): Text =>
    scope.broken === scope.under
      ? {
          en:
            scope.under === 1
              ? `No: a legal duty was broken in the one complaint ${underEn(scope)}.`
              : `No: a legal duty was broken in every one of ${complaintsEn(scope)}.`,
          zh: `不合规：${complaintsZh(scope)}均有违反法定义务的情形。`,
        }
      : {
          en: `Not fully: a legal duty was broken in ${formatCount(scope.broken)} of ${complaintsEn(scope)}.`,
          zh: `不完全合规：${complaintsZh(scope)}中，${formatCount(scope.broken)} 件违反了法定义务。`,
        },
  unknown: (scope: LegalScope): Text => {
    const { all, under, unknown } = scope;
    const one = all === 1 ? 'the one complaint' : `the one complaint ${underEn(scope)}`;
    const none = under === 1 ? `${one} could not be judged` : `none of ${complaintsEn(scope)} could be judged`;
    return unknown === under
      ? {
          en: `Cannot be confirmed: no broken legal duty was found, but ${none}.`,
          zh: `尚不能确认：未发现违反法定义务，但${all === under ? ' ' : ''}${complaintsZh(scope)}${under === 1 ? '' : '均'}无法判定。`,
        }
      : {
          en: `Cannot be confirmed: no broken legal duty was found, but ${formatCount(unknown)} of ${complaintsEn(scope)} could not be judged.`,
          zh: `尚不能确认：未发现违反法定义务；${complaintsZh(scope)}中有 ${formatCount(unknown)} 件无法判定。`,
        };
  },
  unread: (rows: number): Text => ({
    en: `Cannot be confirmed: no broken legal duty was found, but ${counted(rows, 'row')} of the file could not be used and ${rows === 1 ? 'was' : 'were'} not judged.`,
    zh: `尚不能确认：未发现违反法定义务，但文件中有 ${formatCount(rows)} 行无法使用，未作判定。`,
  }),
  unplaced: (complaints: number): Text => ({
    en: `Cannot be confirmed: no broken legal duty was found, but it is not known when ${counted(complaints, 'complaint')} ${complaints === 1 ? 'was' : 'were'} received, so ${complaints === 1 ? 'it was' : 'they were'} not judged.`,
    zh: `尚不能确认：未发现违反法定义务，但有 ${formatCount(complaints)} 件投诉收到时间不明，未作判定。`,
  }),
  unverified: (): Text => ({
    en: 'Cannot be confirmed: no broken legal duty was found, but some legal texts have not been checked against their source, and nothing was judged by them.',
    zh: '尚不能确认：未发现违反法定义务，但部分法规条文尚未与原文核对，未据以判定。',
  }),
  toAssess: (waiting: number, scope: LegalScope): Text => ({
    en: `Cannot be confirmed: no broken legal duty was found, but in ${formatCount(waiting)} of ${complaintsEn(scope)} a person has yet to assess one.`,
    zh: `尚不能确认：未发现违反法定义务；${complaintsZh(scope)}中有 ${formatCount(waiting)} 件尚待人工判断。`,
  }),
  unverifiedUsed: (): Text => ({
    en: 'Cannot be confirmed: no broken legal duty was found, but some legal texts were used that have not been checked against their source.',
    zh: '尚不能确认：未发现违反法定义务，但所采用的部分法规条文尚未与原文核对。',
  }),
  nothingDue: (scope: LegalScope): Text => ({
    en: `Nothing is due yet: the time for our legal duties has not run out in any of ${complaintsEn(scope)}.`,
    zh: `均未到期：${complaintsZh(scope)}的期限均未届满。`,
  }),
  kept: (scope: LegalScope): Text => ({
    en: `Yes, on the record as it stands: no broken legal duty was found in ${complaintsEn(scope)}.`,
    zh: `合规（以现有记录为准）：${complaintsZh(scope)}中未发现违反法定义务。`,
  }),

  noLegalDuty: (none: number): Text => ({
    en: `No legal duty of ours in the policy set applied to the other ${none === 1 ? 'complaint' : counted(none, 'complaint')}.`,
    zh: `其余 ${formatCount(none)} 件没有适用的本单位法定义务。`,
  }),
  promiseBroken: (broken: number): Text => ({
    en: `In ${counted(broken, 'complaint')} a promise or standard of our own was broken, which is not counted as a breach of law.`,
    zh: `${formatCount(broken)} 件违反了自身承诺或标准，本报告不计为违法。`,
  }),
  waived: (waived: number): Text => ({
    en: `In ${counted(waived, 'complaint')} a broken house rule is waived for now; it is counted apart and listed.`,
    zh: `${formatCount(waived)} 件违反内部制度但现有豁免，单独计数并列出。`,
  }),
  alsoToAssess: (waiting: number): Text => ({
    en: `In ${counted(waiting, 'complaint')} a person has yet to assess at least one duty or promise.`,
    zh: `${formatCount(waiting)} 件至少有一项义务或承诺尚待人工判断。`,
  }),
  judgedUnverified: (findings: number): Text => ({
    en: `${counted(findings, 'finding')} ${findings === 1 ? 'rests' : 'rest'} on a legal text that has not been checked against its source.`,
    zh: `有 ${formatCount(findings)} 项审核发现所依据的法规条文尚未与原文核对。`,
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
  notPlaced: (complaints: number): Text => ({
    en: `${counted(complaints, 'complaint')} of unknown receipt ${complaints === 1 ? 'is' : 'are'} in none of these figures.`,
    zh: `有 ${formatCount(complaints)} 件投诉收到时间不明，未计入任何数字。`,
  }),
  erased: (complaints: number): Text => ({
    en: `In ${counted(complaints, 'complaint')} personal facts have been erased and count as unknown.`,
    zh: `${formatCount(complaints)} 件的个人信息已删除，视为未知。`,
  }),
  withheld: (complaints: number): Text => ({
    en: `${counted(complaints, 'complaint')} ${complaints === 1 ? 'was' : 'were'} not judged because of such rows.`,
    zh: `有 ${formatCount(complaints)} 件投诉因此未予判定。`,
  }),
  notJudgedUnverified: (rules: number): Text => ({
    en: `${counted(rules, 'legal rule')} ${rules === 1 ? 'was' : 'were'} not applied because ${rules === 1 ? 'its text has' : 'their texts have'} not yet been checked against the source.`,
    zh: `有 ${formatCount(rules)} 条法律规则因条文尚未与原文核对而未予适用。`,
  }),
  provisional: (findings: number): Text => ({
    en: `${counted(findings, 'due date')} ${findings === 1 ? 'is' : 'are'} provisional and may still move: the holidays of those days have not been published.`,
    zh: `${formatCount(findings)} 个到期日为暂定，仍可能变动，因为相应日期的假日安排尚未公布。`,
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
  /** Of what is pending. */
  notStarted: (findings: number): Text => ({
    en: `${formatCount(findings)} not started`,
    zh: `未起算 ${formatCount(findings)}`,
  }),
  split: (overdue: number, late: number): Text => {
    const en = [overdue > 0 ? `${formatCount(overdue)} overdue` : '', late > 0 ? `${formatCount(late)} late` : ''];
    const zh = [overdue > 0 ? `未完成 ${formatCount(overdue)}` : '', late > 0 ? `逾期完成 ${formatCount(late)}` : ''];
    return { en: en.filter((part) => part !== '').join(', '), zh: zh.filter((part) => part !== '').join('，') };
  },
  delay: (median: number, longest: number): Text => {
    const days = (value: number): string => (value < 1 ? 'less than a day' : counted(value, 'day'));
    const zh = (value: number): string => (value < 1 ? '不足 1 天' : `${formatCount(value)} 天`);
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
  cutWaiting: (shown: number, total: number): Text => ({
    en: `${formatCount(shown)} of ${formatCount(total)} shown: legal duties first, then those that have waited longest.`,
    zh: `共 ${formatCount(total)} 项，列出 ${formatCount(shown)} 项：法定义务在前，其余按等待时间从长到短。`,
  }),
  cut: (shown: number, total: number): Text => ({
    en: `${formatCount(shown)} of ${formatCount(total)} shown.`,
    zh: `共 ${formatCount(total)} 项，列出 ${formatCount(shown)} 项。`,
  }),
  dueOn: (time: string): Text => ({ en: `due ${time}`, zh: `${time} 到期` }),
  /** Of findings with a note. */
  noted: (findings: number, complaints: number, shown: number): Text => {
    const cut = shown < findings;
    return {
      en: `${counted(findings, 'finding')} on ${counted(complaints, 'complaint')}${cut ? `, ${formatCount(shown)} shown` : ''}.`,
      zh: `涉及 ${formatCount(complaints)} 件投诉的 ${formatCount(findings)} 项审核发现${cut ? `，列出 ${formatCount(shown)} 项` : ''}。`,
    };
  },
  all: (total: number): Text => ({ en: `${formatCount(total)} in all.`, zh: `共 ${formatCount(total)} 项。` }),
  jsonHasAll: (): Text => ({
    en: 'The JSON and CSV results have every one.',
    zh: '全部内容见 JSON 和 CSV 结果。',
  }),
  population: (read: number, used: number, rejected: number, complaints: number): Text => ({
    en: `Of ${counted(read, 'row')} read, ${formatCount(used)} ${used === 1 ? 'was' : 'were'} used and ${formatCount(rejected)} could not be used; ${complaints === 0 ? 'no complaint was judged' : `the rows used make ${counted(complaints, 'complaint')}, ${complaints === 1 ? 'which was' : 'all'} judged`}. No row is left out of account.`,
    zh: `共读取 ${formatCount(read)} 行，其中使用 ${formatCount(used)} 行，无法使用 ${formatCount(rejected)} 行；${complaints === 0 ? '没有任何投诉得到判定' : `所用各行构成 ${formatCount(complaints)} 件投诉，均已判定`}。没有任何一行遗漏。`,
  }),
  findings: (findings: number, own: number): Text => ({
    en: `They gave ${counted(findings, 'finding')}, ${formatCount(own)} of them about our own duties. For each rule the outcomes add up to its findings; this was checked before printing.`,
    zh: `由此得出 ${formatCount(findings)} 项审核发现，其中 ${formatCount(own)} 项涉及本单位的义务。每条规则的各项结论之和等于其审核发现数，付印前已核对。`,
  }),
  unusedColumns: (): Text => ({ en: 'Columns of the file that were not used:', zh: '文件中未使用的列：' }),
  how: (): Text => ({
    en: 'Each complaint was judged by the policies listed below, as they were in force on the day that counts, at one instant. Redress reads what was recorded; it does not know what was not. An event that the source does not report is unknown and never “did not happen”; what depends on it is not judged.',
    zh: '每件投诉均按下列制度在相应日期的有效版本、以同一时点判定。Redress 只依据已登记的内容，未登记的内容无从得知。数据来源不提供的事件视为未知，绝不视为“未发生”，取决于它的事项不予判定。',
  }),
  provisional: (): Text => ({
    en: 'A due date is provisional where a day was counted whose holidays had not been published, or lie before the first published day. Such days were counted by the ordinary week; the date may still move.',
    zh: '计算到期日时，如涉及假日安排尚未公布的日期，或早于日历首个公布日的日期，该到期日即为暂定。这些日期按通常的工作周计算，到期日仍可能变动。',
  }),
  times: (zone: string): Text => ({
    en: `Days are calendar dates; times of day are local time of ${zone}, unless the rule says otherwise. What is due on a day is in time until that day ends in the zone of the rule's calendar.`,
    zh: `日期为日历日期；时刻为 ${zone} 当地时间，规则处另有注明的除外。以日为到期的，在规则所用日历的时区内，当日结束前完成即为按期。`,
  }),
  timesIn: (zone: string): Text => ({ en: `times of ${zone}`, zh: `时刻为 ${zone} 当地时间` }),
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
