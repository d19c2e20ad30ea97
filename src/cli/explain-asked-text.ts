import type { Language, Text } from '../errors.js';
import { ruleOfState } from '../rules/conditions/built-in.js';
import type { Asked } from '../rules/explain/asked.js';
import type { MomentRead } from '../rules/explain/moments-read.js';
import type { Answering } from '../rules/explain/where-from.js';
import type { Policy } from '../rules/policy/policy.js';
import type { Zone } from '../rules/time/calendar.js';
import { formatTime } from '../rules/time/parse-time.js';
import { isNone, type FactValue, type None } from '../rules/values.js';
import { momentTexts } from '../texts/explained-parts.js';
import { citeWords } from '../texts/sentences/clock-words.js';
import { conditionWords, stateTitle } from '../texts/sentences/condition-words.js';
import { literalWords } from '../texts/sentences/literal-words.js';
import { clauses, listed, quoted, same } from '../texts/sentences/phrase.js';
import type { Titles } from '../texts/sentences/titles.js';
import { momentWords } from '../texts/sentences/value-words.js';
import { decidedBy } from './explain-decided-text.js';

const askedTexts: Readonly<Record<Asked['what'], Text>> = {
  applies: { en: 'The policy applies', zh: '制度适用' },
  when: { en: 'The rule applies', zh: '规则适用' },
  require: { en: 'The requirement is met', zh: '满足要求' },
  exclusion: { en: 'An exclusion holds', zh: '除外情形成立' },
  unless: { en: 'The exception to the exclusion holds', zh: '除外的例外成立' },
  extension: { en: 'The extension holds', zh: '延期成立' },
  gives: { en: 'The remedy belongs to it', zh: '包含该项救济' },
  trigger: { en: 'What it waits for holds', zh: '触发条件成立' },
  pause: { en: 'The pause counts', zh: '中止成立' },
};

const truths = {
  true: { en: 'yes', zh: '是' },
  false: { en: 'no', zh: '否' },
  undefined: { en: 'not known', zh: '不明' },
} as const satisfies Record<string, Text>;

/** What the lines of one answer are told with. */
export interface Context {
  readonly titles: Titles;
  readonly policy: Policy;
  readonly zone: Zone;
  readonly language: Language;
  /** Worked-out facts that were told with their parts. */
  readonly told: Set<string>;
}

/** A condition: what it came to, what decided it, and which facts answered. */
export function askedLines(
  { what, document, result, decided, answers, cite, remedies = [] }: Asked,
  context: Context,
): readonly string[] {
  const { titles, policy, language } = context;
  const say = (text: Text): string => text[language];
  const words = conditionWords(document, titles, policy.id);
  const by = clauses(decided.map((each) => conditionWords(each, titles, policy.id)));
  const truth = truths[`${result}`];
  const colon = language === 'zh' ? '：' : ': ';
  const about = remedies.length === 0 ? askedTexts[what] : remedyTexts(remedies, titles);
  return [
    `${say(about)}${colon}${say(truth)}${say(citeWords(cite, titles.instruments))}`,
    `  ${say({ en: 'condition', zh: '条件' })}${colon}${say(words)}`,
    ...(decided.length > 1 || by.en !== words.en ? [`  ${say(decidedBy(result))}${colon}${say(by)}`] : []),
    ...answers.flatMap((each) => answerTexts(each, context, 0)).map((text) => `  ${say(text)}`),
  ];
}

/** Whether a remedy belongs to the right. */
function remedyTexts(remedies: readonly string[], titles: Titles): Text {
  const names = listed(
    remedies.map((remedy) => quoted(titles.word('remedies', remedy))),
    'or',
  );
  return { en: `It gives ${names.en}`, zh: `包含${names.zh}` };
}

/** A moment with what answered; those that nothing is known of stand by their name alone. */
export function momentLines(
  { what, moment, answers }: MomentRead,
  each: readonly string[],
  context: Context,
): readonly string[] {
  const { titles, policy, language } = context;
  const words = momentWords(moment, { titles, policy: policy.id, each });
  const colon = language === 'zh' ? '：' : ': ';
  const facts = answers.flatMap((answer) => answerTexts(answer, context, 1));
  return [`${momentTexts[what][language]}${colon}${words[language]}`, ...facts.map((text) => text[language])];
}

/** A fact with its value and where it stands; of what is worked out, also from what, once for an answer. */
function answerTexts(
  { name, reading, origin, disputed = [] }: Answering,
  { titles, zone, told }: Pick<Context, 'titles' | 'zone' | 'told'>,
  depth: number,
): readonly Text[] {
  const rule = ruleOfState(name);
  const indent = '  '.repeat(depth);
  if (titles.typeOf(name) === 'event') return [eventText(name, reading, { titles, zone }, indent)];
  const title = quoted(rule === undefined ? titleOf(name, origin, titles) : titles.rule(rule));
  const state = typeof reading === 'string' && rule !== undefined ? quoted(stateTitle(reading)) : undefined;
  const value =
    state ?? (reading === undefined ? { en: 'not known', zh: '不明' } : literalWords(reading, titles, zone.id));
  const others = disputedText(disputed, { titles, zone });
  const isTold = told.has(name);
  told.add(name);
  const hasParts = origin.kind === 'worked-out' && origin.from.length > 0;
  const from =
    hasParts && isTold ? { en: 'worked out, see above', zh: '计算得出，见上文' } : originText(origin, titles, zone);
  const own = {
    en: `${indent}· ${title.en} = ${value.en} (${from.en}${others.en})`,
    zh: `${indent}· ${title.zh} = ${value.zh}（${from.zh}${others.zh}）`,
  };
  if (origin.kind !== 'worked-out' || isTold) return [own];
  return [own, ...origin.from.flatMap((each) => answerTexts(each, { titles, zone, told }, depth + 1))];
}

/** An event says itself when it happened. */
function eventText(
  name: string,
  reading: Answering['reading'],
  { titles, zone }: Pick<Context, 'titles' | 'zone'>,
  indent: string,
): Text {
  const title = quoted(titles.name(name));
  if (reading === undefined)
    return {
      en: `${indent}· ${title.en}: not known, this source does not report it`,
      zh: `${indent}· ${title.zh}：不明，数据来源不提供`,
    };
  if (isNone(reading)) return { en: `${indent}· ${title.en}: has not happened`, zh: `${indent}· ${title.zh}：未发生` };
  const at = literalWords(reading, titles, zone.id);
  return { en: `${indent}· ${title.en}: ${at.en}`, zh: `${indent}· ${title.zh}：${at.zh}` };
}

/** What others say of a fact. */
function disputedText(values: readonly (FactValue | None)[], { titles, zone }: Pick<Context, 'titles' | 'zone'>): Text {
  if (values.length === 0) return same('');
  const said = listed(
    values.map((value) => literalWords(value, titles, zone.id)),
    'or',
  );
  return { en: `; disputed: another party says ${said.en}`, zh: `；有争议：另一方称${said.zh}` };
}

function titleOf(name: string, origin: Answering['origin'], titles: Titles): Text {
  const parameter = origin.kind === 'parameter' ? titles.parameter(name)?.title : undefined;
  return parameter ?? titles.name(name);
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
      const cite = citeWords(origin.cite, titles.instruments);
      return { en: `worked out${cite.en}`, zh: `计算得出${cite.zh}` };
    }
    case 'nowhere':
      return { en: 'recorded nowhere', zh: '未登记' };
  }
}
