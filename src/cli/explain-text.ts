import type { Language, Text } from '../errors.js';
import { zoneOfRule } from '../modules/judgements/rule-explained-view.js';
import type { Answer } from '../rules/explain/answers.js';
import type { Asked } from '../rules/explain/asked.js';
import type { RuleExplained } from '../rules/explain/explain-rule.js';
import type { PolicySet } from '../rules/policy/policy.js';
import type { Zone } from '../rules/time/calendar.js';
import { smallestChangeText } from '../texts/change-texts.js';
import { dateTexts, readingText } from '../texts/explained-parts.js';
import { cameTexts } from '../texts/explained-texts.js';
import { missingTerms } from '../texts/glossary-texts.js';
import { citeWords } from '../texts/sentences/clock-words.js';
import { listed, lowered, quoted } from '../texts/sentences/phrase.js';
import { sentenceOf } from '../texts/sentences/sentence-of.js';
import { titlesFor, type Titles } from '../texts/sentences/titles.js';
import { amountLines } from './explain-amount-text.js';
import { askedLines, momentLines, type Context } from './explain-asked-text.js';
import { choiceLines } from './explain-choice-text.js';
import { derivationLines } from './explain-derivation-text.js';
import type { ExplainedAnswer, ExplainedComplaint } from './explain.js';

const heads = {
  asked: { en: 'Asked', zh: '判断过程' },
  moments: { en: 'Clock', zh: '期限的起止' },
  choices: { en: 'Tables', zh: '表的判断' },
  derivation: { en: 'How it came about', zh: '推算过程' },
  readings: { en: 'Readings of the text', zh: '条文的不同理解' },
  amounts: { en: 'Amounts', zh: '金额计算' },
  change: { en: 'Smallest change', zh: '最小改变' },
  missing: { en: 'Missing', zh: '缺少' },
} as const satisfies Record<string, Text>;

/** The explanation of a complaint, line by line. */
export function explainLines(
  { answers, quiet, open, isWhole }: ExplainedComplaint,
  set: PolicySet,
  language: Language,
): string[] {
  const groups = Map.groupBy(answers, ({ answer }) => answer.ref.split('#')[0] ?? '');
  const lines = isWhole
    ? answers.flatMap((answer) => [...answerLines(answer, set, language), ''])
    : [...groups.values()].flatMap((group) => policyLines(group, set, language));
  const whole = open.map(({ policy, missing }): Text => {
    const version = set.policies.find(({ id }) => id === policy);
    const titles = version && titlesFor(set, version);
    const names = listed(
      missing.map(({ name }) => quoted(titles?.name(name) ?? { en: name, zh: name })),
      'and',
    );
    const title = version?.title ?? { en: policy, zh: policy };
    return {
      en: `Nobody can say whether “${title.en}” applies: ${names.en} is missing.`,
      zh: `无法确定《${title.zh}》是否适用：缺少${names.zh}。`,
    };
  });
  const last = [...(quiet > 0 ? [quietText(quiet)] : []), ...(isWhole ? [] : [notSearchedText])];
  return [...lines, ...[...whole, ...last].map((text) => text[language])];
}

/** How many answers are left out. */
function quietText(quiet: number): Text {
  return {
    en: `${quiet === 1 ? '1 other answer is' : `${quiet} other answers are`} not shown: the rule does not apply, or nobody is to be told. Name it with --rule to see why.`,
    zh: `另有 ${quiet} 项结论未列出：相应规则不适用，或无须通知任何人。可用 --rule 指定规则查看原因。`,
  };
}

/** Said wherever the search for smallest changes was left out. */
export const notSearchedText: Text = {
  en: 'The smallest change that would give another answer was not looked for; name one rule with --rule.',
  zh: '未查找足以改变结论的最小改变；请用 --rule 指定一条规则。',
};

/** The answers of one policy, whether it applies told once; of what is not judged only what is missing. */
function policyLines(group: readonly ExplainedAnswer[], set: PolicySet, language: Language): string[] {
  const first = group[0]?.answer.explained;
  const applies = first?.asked.filter(({ what }) => what === 'applies') ?? [];
  const head = first === undefined ? [] : policyHead(first, applies, set, language);
  return [
    ...head,
    ...group.flatMap((each) => {
      const isOpen = each.answer.came === 'indeterminate';
      return [...(isOpen ? openLines(each.answer, set, language) : answerLines(each, set, language, false)), ''];
    }),
  ];
}

function policyHead(
  { policy }: RuleExplained,
  applies: readonly Asked[],
  set: PolicySet,
  language: Language,
): string[] {
  const titles = titlesFor(set, policy);
  const zone = zoneOfRule(undefined, policy, set);
  const lines = applies.flatMap((each) => askedLines(each, { titles, policy, zone, language, told: new Set() }));
  return [`${titleIn(policy.title)[language]}  ${policy.id}`, ...lines.map((line) => `  ${line}`), ''];
}

/** A policy is called by its title in marks. */
function titleIn({ en, zh }: Text): Text {
  return { en: `= ${en} =`, zh: `=《${zh}》=` };
}

function openLines(answer: Answer, set: PolicySet, language: Language): string[] {
  const { explained, ref } = answer;
  if (explained === undefined) return [ref];
  const { policy, rule } = explained;
  const titles = titlesFor(set, policy);
  const { line, remarks } = cameTexts(answer, { titles, zone: zoneOfRule(rule, policy, set) });
  const missing = missingLines(answer, titles, language).join(language === 'zh' ? '；' : '; ');
  const colon = language === 'zh' ? '：' : ': ';
  return [
    `${rule.title[language]}  ${ref}`,
    `  → ${line[language]}${citeWords(rule.cite, titles.instruments)[language]}`,
    ...remarks.map((remark) => `    ${remark[language]}`),
    ...(missing === '' ? [] : [`  ${heads.missing[language]}${colon}${missing}`]),
  ];
}

function answerLines(
  { answer, change }: ExplainedAnswer,
  set: PolicySet,
  language: Language,
  withPolicy = true,
): string[] {
  const { explained, ref } = answer;
  if (explained === undefined) return [ref];
  const { policy, rule } = explained;
  const asked = withPolicy ? explained.asked : explained.asked.filter(({ what }) => what !== 'applies');
  const say = (text: Text): string => text[language];
  const titles = titlesFor(set, policy);
  const zone = zoneOfRule(rule, policy, set);
  const context: Context = { titles, policy, zone, language, told: new Set() };
  const { line, remarks } = cameTexts(answer, { titles, zone });
  const section = (title: Text, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [`  ${say(title)}`, ...lines.map((each) => `    ${each}`)];
  return [
    `${say(rule.title)}  ${ref}`,
    `  ${say(sentenceOf(rule, policy, set))}`,
    `  → ${say(line)}`,
    ...remarks.map((remark) => `    ${say(remark)}`),
    ...section(heads.missing, missingLines(answer, titles, language)),
    ...section(
      heads.asked,
      asked.flatMap((each) => askedLines(each, context)),
    ),
    ...section(
      heads.moments,
      explained.moments.flatMap((each) => momentLines(each, rule.each, context)),
    ),
    ...section(heads.choices, choiceLines(explained, set, language)),
    ...dateLines(answer, titles, zone, language).flatMap(({ title, lines }) => section(title, lines)),
    ...section(heads.amounts, amountLines(explained, titles, language)),
    ...section(
      heads.readings,
      answer.readings.map((each) => say(readingText(each, titles, zone))),
    ),
    ...section(heads.change, change === undefined ? [] : [say(smallestChangeText(change, titles, zone))]),
  ];
}

/** The end of a right or of a period of retention: nothing is due then. */
const lastDay: Text = { en: 'last day', zh: '末日' };

/** Every date with its steps, day by day. */
function dateLines({ dates }: Answer, titles: Titles, zone: Zone, language: Language) {
  return dates.map(({ what, derivation }) => {
    const [date, how] = [dateTexts[what], heads.derivation];
    return {
      title: { en: `${date.en}: ${lowered(how).en}`, zh: `${date.zh}：${how.zh}` },
      lines: derivationLines(derivation, titles, zone, language, what === 'due' ? undefined : lastDay),
    };
  });
}

function missingLines({ found }: Answer, titles: Titles, language: Language): readonly string[] {
  const missing =
    found.kind === 'right'
      ? found.right.missing
      : found.kind === 'retention'
        ? found.retention.missing
        : found.kind === 'escalation'
          ? []
          : found.finding.missing;
  return missing.map(({ name, why }) => {
    const { en, zh } = {
      en: `${quoted(titles.name(name)).en}: ${missingTerms[why].why.en}`,
      zh: `${quoted(titles.name(name)).zh}：${missingTerms[why].why.zh}`,
    };
    return language === 'zh' ? zh : en;
  });
}
