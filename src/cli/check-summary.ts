import type { Language, Text } from '../errors.js';
import type { CheckAccount, RuleAccount } from '../modules/checks/check-account.js';
import { skipTexts } from '../modules/checks/check-texts.js';
import { formatCount } from '../reports/texts/numbers.js';
import { othersLines } from './others-summary.js';
import { ruleTable } from './rule-table.js';

/** What a check found, for a terminal: the account of complaints, then a line for each rule that applied to something. */
export function checkSummary(account: CheckAccount, atText: string, language: Language): readonly string[] {
  const lines = [accountText(account), ...skippedTexts(account), judgedText(account, atText), storedText(account)];
  return [
    ...lines.map((text) => text[language]),
    ...(account.examined === 0
      ? []
      : ['', ...table(account.rules, language), ...othersLines(account.others, language)]),
  ];
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

function table(rules: readonly RuleAccount[], language: Language): readonly string[] {
  const lines = rules.map(({ version, rule, ...rest }) => ({
    ...rest,
    version: version ?? undefined,
    rule: rule ?? undefined,
  }));
  const shown = ruleTable(lines, language);
  if (shown.length > 0) return shown;
  return [language === 'en' ? 'No rule applied to any complaint.' : '没有规则适用于任何投诉。'];
}
