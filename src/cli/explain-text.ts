import type { Language, Text } from '../errors.js';
import type { Asked } from '../rules/explain/explain-rule.js';
import type { ReadingFound } from '../rules/explain/readings.js';
import type { Answering } from '../rules/explain/where-from.js';
import { ruleOfState } from '../rules/conditions/built-in.js';
import type { Policy, PolicySet } from '../rules/policy/policy.js';
import type { Zone } from '../rules/time/calendar.js';
import { formatTime } from '../rules/time/parse-time.js';
import { zoneOf } from '../rules/time/zone.js';
import type { Time } from '../rules/values.js';
import { cameText, smallestChangeText } from '../texts/change-texts.js';
import { usedLateText } from '../texts/entitlement-texts.js';
import { missingTerms, stateTerms } from '../texts/glossary-texts.js';
import { reasonTexts } from '../texts/judgement-texts.js';
import { citeWords } from '../texts/sentences/clock-words.js';
import { conditionWords } from '../texts/sentences/condition-words.js';
import { literalWords } from '../texts/sentences/literal-words.js';
import { clauses, listed, quoted } from '../texts/sentences/phrase.js';
import { sentenceOf } from '../texts/sentences/sentence-of.js';
import { titlesFor, type Titles } from '../texts/sentences/titles.js';
import { amountLines } from './explain-amount-text.js';
import { derivationLines } from './explain-derivation-text.js';
import type { ExplainedAnswer, ExplainedComplaint } from './explain.js';

const heads = {
  asked: { en: 'Asked', zh: '判断过程' },
  derivation: { en: 'Date', zh: '日期推算' },
  readings: { en: 'Readings of the text', zh: '条文的不同理解' },
  amounts: { en: 'Amounts', zh: '金额计算' },
  change: { en: 'Smallest change', zh: '最小改变' },
  missing: { en: 'Missing', zh: '缺少' },
} as const satisfies Record<string, Text>;

const askedTexts: Readonly<Record<Asked['what'], Text>> = {
  applies: { en: 'The policy applies', zh: '制度适用' },
  when: { en: 'The rule applies', zh: '规则适用' },
  require: { en: 'The requirement is met', zh: '满足要求' },
  exclusion: { en: 'An exclusion holds', zh: '除外情形成立' },
  unless: { en: 'The exception to the exclusion holds', zh: '除外的例外成立' },
  extension: { en: 'The extension holds', zh: '延期成立' },
  gives: { en: 'The remedy belongs to it', zh: '包含该项救济' },
};

const truths = {
  true: { en: 'yes', zh: '是' },
  false: { en: 'no', zh: '否' },
  undefined: { en: 'not known', zh: '不明' },
} as const satisfies Record<string, Text>;

/** The explanation of a complaint, line by line. */
export function explainLines(
  { answers, quiet, open, isWhole }: ExplainedComplaint,
  set: PolicySet,
  language: Language,
): string[] {
  const lines = answers.flatMap((answer) => [...answerLines(answer, set, language), '']);
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
    en: `${quiet} other answers are not shown: they do not apply. Name a rule with --rule to see why.`,
    zh: `另有 ${quiet} 项结论未列出：相应规则不适用。可用 --rule 指定规则查看原因。`,
  };
}

/** Said wherever the search for smallest changes was left out. */
export const notSearchedText: Text = {
  en: 'The smallest change that would give another answer was not looked for; name one rule with --rule.',
  zh: '未查找足以改变结论的最小改变；请用 --rule 指定一条规则。',
};

function answerLines(answer: ExplainedAnswer, set: PolicySet, language: Language): string[] {
  const { explained, ref } = answer;
  if (explained === undefined) return [ref];
  const { policy, rule } = explained;
  const say = (text: Text): string => text[language];
  const titles = titlesFor(set, policy);
  const zone = zoneFor(policy, set);
  const section = (title: Text, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [`  ${say(title)}`, ...lines.map((line) => `    ${line}`)];
  return [
    `${say(rule.title)}  ${ref}`,
    `  ${say(sentenceOf(rule, policy, set))}`,
    `  → ${say(cameLine(answer, titles, zone))}`,
    ...section(heads.missing, missingLines(answer, titles, language)),
    ...section(
      heads.asked,
      explained.asked.flatMap((each) => askedLines(each, { titles, policy, zone, language })),
    ),
    ...section(
      heads.derivation,
      answer.derivation === undefined ? [] : derivationLines(answer.derivation, zone, language),
    ),
    ...section(heads.amounts, amountLines(explained, titles, language)),
    ...section(
      heads.readings,
      answer.readings.map((each) => say(readingText(each, titles, zone))),
    ),
    ...section(heads.change, answer.change === undefined ? [] : [say(smallestChangeText(answer.change, titles, zone))]),
  ];
}

function zoneFor({ calendar }: Policy, set: PolicySet): Zone {
  const id = calendar.kind === 'named' ? calendar.id : calendar.or;
  return set.calendars.get(id)?.zone ?? zoneOf(set.organisation.zone);
}

/** What it came to, since when, until when, and why where it does not apply. */
function cameLine({ finding, right }: ExplainedAnswer, titles: Titles, zone: Zone): Text {
  const time = (at: Time | undefined, label: Text): readonly Text[] =>
    at === undefined ? [] : [{ en: `${label.en} ${formatTime(at, zone)}`, zh: `${label.zh} ${formatTime(at, zone)}` }];
  const until = { en: 'until', zh: '至' };
  if (right !== undefined)
    return clauses([
      cameText(right.state),
      ...(right.reason === undefined ? [] : [reasonTexts[right.reason]]),
      ...(right.exclusion === undefined ? [] : [citeWords(right.exclusion)]),
      ...(right.yieldsTo === undefined ? [] : [quoted(titles.rule(right.yieldsTo))]),
      ...time(right.opens, { en: 'from', zh: '自' }),
      ...time(right.until, until),
      ...time(right.used, { en: 'used', zh: '行使于' }),
      ...(right.usedLate === undefined ? [] : [usedLateText]),
    ]);
  if (finding === undefined) return { en: '', zh: '' };
  return clauses([
    cameText(finding.outcome),
    ...(finding.state === undefined ? [] : [stateTerms[finding.state].name]),
    ...(finding.reason === undefined ? [] : [reasonTexts[finding.reason]]),
    ...(finding.yieldsTo === undefined ? [] : [quoted(titles.rule(finding.yieldsTo))]),
    ...time(finding.start, { en: 'started', zh: '起算' }),
    ...time(finding.due, { en: 'due', zh: '到期' }),
    ...time(finding.dueAtLatest, { en: 'at the latest', zh: '最迟' }),
    ...time(finding.done, { en: 'done', zh: '完成' }),
  ]);
}

function missingLines({ finding, right }: ExplainedAnswer, titles: Titles, language: Language): readonly string[] {
  return [...(finding?.missing ?? []), ...(right?.missing ?? [])].map(({ name, why }) => {
    const { en, zh } = {
      en: `${quoted(titles.name(name)).en}: ${missingTerms[why].why.en}`,
      zh: `${quoted(titles.name(name)).zh}：${missingTerms[why].why.zh}`,
    };
    return language === 'zh' ? zh : en;
  });
}

interface Context {
  readonly titles: Titles;
  readonly policy: Policy;
  readonly zone: Zone;
  readonly language: Language;
}

function askedLines({ what, document, result, decided, answers, cite }: Asked, context: Context): readonly string[] {
  const { titles, policy, zone, language } = context;
  const say = (text: Text): string => text[language];
  const words = conditionWords(document, titles, policy.id);
  const by = clauses(decided.map((each) => conditionWords(each, titles, policy.id)));
  const truth = truths[`${result}`];
  const colon = language === 'zh' ? '：' : ': ';
  return [
    `${say(askedTexts[what])}${colon}${say(truth)}${say(citeWords(cite))}`,
    `  ${say({ en: 'condition', zh: '条件' })}${colon}${say(words)}`,
    ...(decided.length > 1 || by.en !== words.en
      ? [`  ${say({ en: 'decided by', zh: '起决定作用' })}${colon}${say(by)}`]
      : []),
    ...answers.flatMap((each) => answerTexts(each, titles, zone, 0)).map((text) => `  ${say(text)}`),
  ];
}

/** A fact with its value and where it stands; of what is worked out, also from what. */
function answerTexts({ name, reading, origin }: Answering, titles: Titles, zone: Zone, depth: number): readonly Text[] {
  const rule = ruleOfState(name);
  const title = rule === undefined ? quoted(titles.name(name)) : quoted(titles.rule(rule));
  const state =
    typeof reading === 'string' && rule !== undefined ? cameText(reading as Parameters<typeof cameText>[0]) : undefined;
  const value =
    state ?? (reading === undefined ? { en: 'not known', zh: '不明' } : literalWords(reading, titles, zone.id));
  const from = originText(origin, titles, zone);
  const indent = '  '.repeat(depth);
  const own = {
    en: `${indent}· ${title.en} = ${value.en} (${from.en})`,
    zh: `${indent}· ${title.zh} = ${value.zh}（${from.zh}）`,
  };
  const parts =
    origin.kind === 'worked-out' ? origin.from.flatMap((each) => answerTexts(each, titles, zone, depth + 1)) : [];
  return [own, ...parts];
}

function originText(origin: Answering['origin'], titles: Titles, zone: Zone): Text {
  switch (origin.kind) {
    case 'row':
      return { en: 'recorded on the complaint', zh: '投诉登记' };
    case 'event': {
      const [name, at] = [quoted(titles.name(origin.event.type)), formatTime(origin.event.at, zone)];
      return { en: `event ${name.en} of ${at}`, zh: `事件${name.zh}，${at}` };
    }
    case 'our':
      return { en: 'said by the organisation of itself', zh: '本机构设定' };
    case 'register':
      return { en: 'counted in the register', zh: '登记簿统计' };
    case 'parameter':
      return { en: 'parameter', zh: '参数' };
    case 'rule':
      return { en: 'state of the rule', zh: '规则状态' };
    case 'worked-out': {
      const cite = citeWords(origin.cite);
      return { en: `worked out${cite.en}`, zh: `计算得出${cite.zh}` };
    }
    case 'nowhere':
      return { en: 'recorded nowhere', zh: '未登记' };
  }
}

function readingText({ parameter, value, chosen, findings, rights }: ReadingFound, titles: Titles, zone: Zone): Text {
  const dates = [...findings.map(({ due }) => due), ...rights.map(({ until }) => until)].flatMap((time) =>
    time === undefined ? [] : [formatTime(time, zone)],
  );
  const came = [...findings.map(({ outcome }) => cameText(outcome)), ...rights.map(({ state }) => cameText(state))];
  const title = titles.parameter(parameter)?.title ?? { en: parameter, zh: parameter };
  const option = optionText(value, titles);
  const [outcomes, all] = [listed(came, 'and'), dates.join(', ')];
  return {
    en: `${title.en} = ${option.en}${chosen ? ' (chosen)' : ''}: ${outcomes.en}${all === '' ? '' : `, ${all}`}`,
    zh: `${title.zh} = ${option.zh}${chosen ? '（所选）' : ''}：${outcomes.zh}${all === '' ? '' : `，${all}`}`,
  };
}

/** A reading may name an event or fact, or where the clock of each rule starts. */
function optionText(value: ReadingFound['value'], titles: Titles): Text {
  if (value === 'step') return { en: 'where the rule’s own clock starts', zh: '规则自身的起算时点' };
  const isName = typeof value === 'string' && titles.typeOf(value) !== undefined;
  return isName ? quoted(titles.name(value)) : literalWords(value, titles);
}
