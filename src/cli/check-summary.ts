import type { Language, Text } from '../errors.js';
import type { CheckAccount, RuleAccount } from '../modules/checks/check-account.js';
import { skipTexts } from '../modules/checks/check-texts.js';
import { formatCount } from '../reports/texts/numbers.js';
import { displayWidth, padEnd, padStart } from './columns.js';

/** What a check found, for a terminal: the account of complaints, then a line for each rule that applied to something. */
export function checkSummary(account: CheckAccount, atText: string, language: Language): readonly string[] {
  const applied = account.rules.filter((rule) => rule.outcomes['not-applicable'] < rule.findings);
  const lines = [accountText(account), ...skippedTexts(account), judgedText(account, atText), storedText(account)];
  return [...lines.map((text) => text[language]), ...(account.examined === 0 ? [] : ['', ...table(applied, language)])];
}

function accountText({ population, examined, skipped }: CheckAccount): Text {
  const [all, some, others] = [population, examined, skipped].map(formatCount);
  return {
    en: `${all} complaints in the population: ${some} examined, ${others} skipped.`,
    zh: `检查范围内投诉 ${all} 件：已检查 ${some} 件，跳过 ${others} 件。`,
  };
}

function skippedTexts({ skippedFor }: CheckAccount): readonly Text[] {
  return (['void', 'receipt-unknown'] as const)
    .filter((reason) => skippedFor[reason] > 0)
    .map((reason) => ({
      en: `  ${formatCount(skippedFor[reason])}: ${skipTexts[reason].en}.`,
      zh: `  ${formatCount(skippedFor[reason])} 件：${skipTexts[reason].zh}。`,
    }));
}

function judgedText({ setNumber }: CheckAccount, atText: string): Text {
  return {
    en: `Judged as at ${atText} by set ${setNumber}; an assessment, not a legal determination.`,
    zh: `判定时点 ${atText}，依据第 ${setNumber} 号制度集；本结果为评估意见，不构成法律认定。`,
  };
}

function storedText({ stored, renewed, changed }: CheckAccount): Text {
  if (!stored) return { en: 'Nothing of it is stored with the complaints.', zh: '本次结果不保存到投诉中。' };
  return {
    en: `${formatCount(renewed)} stored judgements renewed, ${formatCount(changed)} of them say something else than before.`,
    zh: `已更新存档判定 ${formatCount(renewed)} 件，其中 ${formatCount(changed)} 件与此前不同。`,
  };
}

const columns = [
  ['compliant', { en: 'compliant', zh: '符合' }],
  ['non-compliant', { en: 'non-compliant', zh: '不符合' }],
  ['pending', { en: 'pending', zh: '未到期' }],
  ['indeterminate', { en: 'unknown', zh: '无法判定' }],
  ['not-applicable', { en: 'n/a', zh: '不适用' }],
] as const;

/** Our own rules first; a rule of somebody else is marked. */
function table(rules: readonly RuleAccount[], language: Language): readonly string[] {
  if (rules.length === 0) return [language === 'en' ? 'No rule applied to any complaint.' : '没有规则适用于任何投诉。'];
  const rows = [...rules]
    .sort((a, b) => Number(b.own) - Number(a.own))
    .map((rule) => [nameOf(rule, rules, language), ...columns.map(([outcome]) => formatCount(rule.outcomes[outcome]))]);
  const head = [language === 'en' ? 'rule' : '规则', ...columns.map(([, title]) => title[language])];
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => displayWidth(row[i] ?? ''))));
  const line = (row: readonly string[]): string =>
    row.map((cell, i) => (i === 0 ? padEnd(cell, widths[0] ?? 0) : padStart(cell, widths[i] ?? 0))).join('  ');
  const others = rules.some((rule) => !rule.own)
    ? [language === 'en' ? '* binds somebody else: not a finding about us' : '* 约束他人的规则，不计入本机构的发现']
    : [];
  return [line(head), ...rows.map(line), ...others];
}

/** `policy#rule`, with the first day of its version where several versions were applied. */
function nameOf(rule: RuleAccount, all: readonly RuleAccount[], language: Language): string {
  const versions = new Set(all.filter(({ policy }) => policy === rule.policy).map(({ version }) => version));
  const version = versions.size > 1 && rule.version !== null ? `@${rule.version}` : '';
  const whole = language === 'en' ? 'whole policy' : '整份制度';
  return `${rule.policy}${version}#${rule.rule ?? whole}${rule.own ? '' : ' *'}`;
}
