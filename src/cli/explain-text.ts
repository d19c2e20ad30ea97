import type { Language, Text } from '../errors.js';
import type { Asked, RuleExplained } from '../rules/explain/explain-rule.js';
import type { ReadingFound } from '../rules/explain/readings.js';
import type { Answering } from '../rules/explain/where-from.js';
import { ruleOfState } from '../rules/conditions/built-in.js';
import type { AmountFound, Derivation, StripDay } from '../rules/judge/judgement.js';
import type { Policy, PolicySet } from '../rules/policy/policy.js';
import type { Zone } from '../rules/time/calendar.js';
import { formatDay } from '../rules/time/day.js';
import { formatTime } from '../rules/time/parse-time.js';
import { formatDuration } from '../rules/time/duration.js';
import { zoneOf } from '../rules/time/zone.js';
import type { Money, Time } from '../rules/values.js';
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
import { valueWords } from '../texts/sentences/value-words.js';
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
  { answers, quiet, open }: ExplainedComplaint,
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
  const rest: Text = {
    en: `${quiet} other answers are not shown: their policies do not apply. Name a rule with --rule to see why.`,
    zh: `另有 ${quiet} 项结论未列出：相应制度不适用。可用 --rule 指定规则查看原因。`,
  };
  return [...lines, ...whole.map((text) => text[language]), ...(quiet > 0 ? [rest[language]] : [])];
}

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
    ...section(heads.change, [say(smallestChangeText(answer.change, titles, zone))]),
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

function derivationLines(
  { calendar, counting, cite, start, steps, due, provisional }: Derivation,
  zone: Zone,
  language: Language,
): readonly string[] {
  const say = (text: Text): string => text[language];
  const time = (at: Time): string => formatTime(at, zone);
  const lines = steps.map((step): Text => {
    switch (step.kind) {
      case 'period': {
        const [en, zh] = [formatDuration(step.by, 'en'), formatDuration(step.by, 'zh')];
        const days = stripText(step.days, language);
        const tail = days === '' ? '' : `: ${days}`;
        return {
          en: `${en} from ${time(start)} to ${time(step.to)}${tail}`,
          zh: `自 ${time(start)} 起${zh}，至 ${time(step.to)}${tail}`,
        };
      }
      case 'pause': {
        const until = step.until === undefined ? '…' : time(step.until);
        return {
          en: `not counted: ${time(step.from)} to ${until} ${step.cite}`.trimEnd(),
          zh: `不计入：${time(step.from)} 至 ${until} ${step.cite}`.trimEnd(),
        };
      }
      case 'extension':
        return {
          en: `extended: ${time(step.to)} ${step.cite}`.trimEnd(),
          zh: `延长：${time(step.to)} ${step.cite}`.trimEnd(),
        };
      case 'roll': {
        const [from, to] = [time({ kind: 'day', day: step.from }), time({ kind: 'day', day: step.to })];
        return { en: `the last day moves from ${from} to ${to}`, zh: `末日由 ${from} 顺延至 ${to}` };
      }
      case 'cap':
        return { en: `never later than ${time(step.to)}`, zh: `最迟 ${time(step.to)}` };
      case 'closing':
        return { en: `until close of business: ${time(step.to)}`, zh: `至营业结束：${time(step.to)}` };
      case 'given':
        return { en: `given: ${time(step.to)}`, zh: `既定日期：${time(step.to)}` };
    }
  });
  const by = cite === '' ? '' : language === 'zh' ? `（${cite}）` : ` (${cite})`;
  const end =
    due === undefined
      ? []
      : [
          {
            en: `due ${time(due)}${provisional ? ', not yet certain' : ''}`,
            zh: `到期 ${time(due)}${provisional ? '（暂定）' : ''}`,
          },
        ];
  return [`${calendar} · ${counting}${by}`, ...lines.map(say), ...end.map(say)];
}

const dayTexts: Readonly<Record<StripDay['kind'], Text>> = {
  start: { en: 'start', zh: '起算日' },
  counted: { en: 'counted', zh: '计入' },
  skipped: { en: 'not counted', zh: '不计入' },
  paused: { en: 'paused', zh: '中止' },
  due: { en: 'due', zh: '到期' },
};

/** The strip of days in runs: `2026-03-02 start, 2026-03-03…2026-03-06 counted 1–4, 2026-03-07…2026-03-08 not counted`. */
function stripText(days: readonly StripDay[], language: Language): string {
  const runs: StripDay[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run !== undefined && last?.kind === day.kind && last.day + 1 === day.day) run.push(day);
    else runs.push([day]);
  }
  const parts = runs.map((run) => {
    const [first, last] = [run[0], run.at(-1)];
    if (first === undefined || last === undefined) return '';
    const when = first === last ? formatDay(first.day) : `${formatDay(first.day)}…${formatDay(last.day)}`;
    const numbers = first.n === undefined ? '' : first.n === last.n ? ` ${first.n}` : ` ${first.n}–${last.n ?? ''}`;
    return `${when} ${dayTexts[first.kind][language]}${numbers}`;
  });
  return parts.join(language === 'zh' ? '，' : ', ');
}

function amountLines({ rule, amounts, policy }: RuleExplained, titles: Titles, language: Language): readonly string[] {
  const speech = { titles, policy: policy.id, each: rule.each };
  return amounts.flatMap(({ remedy, steps }) => [
    titles.word('remedies', remedy)[language],
    ...steps.map(
      ({ value, found }) => `  ${valueWords(value, speech)[language]} = ${amountText(found, titles)[language]}`,
    ),
  ]);
}

function amountText(found: AmountFound, titles: Titles): Text {
  const money = ({ amount, currency }: Money): string => `${amount} ${currency}`;
  if (found.kind === 'exact') return { en: money(found.amount), zh: money(found.amount) };
  const { atLeast, atMost, missing } = found;
  const names = listed(
    missing.map(({ name }) => quoted(titles.name(name))),
    'and',
  );
  return clauses([
    ...(atLeast === undefined ? [] : [{ en: `at least ${money(atLeast)}`, zh: `至少 ${money(atLeast)}` }]),
    ...(atMost === undefined ? [] : [{ en: `at most ${money(atMost)}`, zh: `至多 ${money(atMost)}` }]),
    ...(missing.length === 0
      ? [{ en: 'a number', zh: '数值' }]
      : [{ en: `missing ${names.en}`, zh: `缺少${names.zh}` }]),
  ]);
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
