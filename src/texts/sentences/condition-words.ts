import type { Text } from '../../errors.js';
import type { ConditionDocument, ConditionLeaf, ConditionNode, NameType } from '../../rules/conditions/condition.js';
import { parseEventTime, parseFactValue } from '../../rules/facts/fact-value.js';
import type { FactValue } from '../../rules/values.js';
import { rightStateTerms } from '../entitlement-texts.js';
import { stateTerms } from '../glossary-texts.js';
import { literalWords } from './literal-words.js';
import { joined, listed, quoted, same } from './phrase.js';
import type { Titles } from './titles.js';

/** A condition in words, such as `“Urgency” is “Urgent”, and “Refunded” has not happened`. Never refuses. */
export function conditionWords(node: ConditionNode, titles: Titles, policy: string): Text {
  return nodeWords(node, { titles, policy, within: [] });
}

interface Context {
  readonly titles: Titles;
  /** The policy in which bare ids of rules stand. */
  readonly policy: string;
  /** The kind of the group that holds this one. */
  readonly group?: 'all' | 'any';
  /** Named conditions that are being told; one that meets itself again is told by its name. */
  readonly within: readonly string[];
}

function nodeWords(node: ConditionNode, context: Context): Text {
  if ('all' in node) return groupWords('all', node.all, context);
  if ('any' in node) return groupWords('any', node.any, context);
  if ('not' in node) return notWords(node.not, context);
  if ('condition' in node) return namedWords(node.condition, context);
  return leafWords(node, true, context);
}

const ties = {
  all: { en: ' and ', zh: '且' },
  any: { en: ' or ', zh: '或者' },
} as const satisfies Record<string, Text>;

function groupWords(kind: 'all' | 'any', nodes: readonly ConditionNode[], context: Context): Text {
  const [only, ...more] = nodes;
  if (only !== undefined && more.length === 0) return nodeWords(only, context);
  const { group, ...plain } = context;
  const alike = kind === 'any' ? alikeWords(nodes, context) : undefined;
  if (alike !== undefined) return alike;
  const parts = nodes.map((node) => nodeWords(node, { ...plain, group: kind }));
  const tie = ties[kind];
  const [head, tail] = [parts.slice(0, -1), parts.slice(-1)];
  const text = {
    en: [head.map(({ en }) => en).join(', '), ...tail.map(({ en }) => en)].join(
      head.length > 1 ? `,${tie.en}` : tie.en,
    ),
    zh: parts.map(({ zh }) => zh).join(kind === 'all' ? `，${tie.zh}` : tie.zh),
  };
  return group === undefined || group === kind ? text : { en: `(${text.en})`, zh: `（${text.zh}）` };
}

/** Comparisons of one kind with one value that hold or not together: `one of “A” and “B” is recorded`. */
function alikeWords(nodes: readonly ConditionNode[], { titles }: Context): Text | undefined {
  const leaves = nodes.filter((node): node is ConditionLeaf => 'fact' in node);
  const [first] = leaves;
  const isAlike = ({ operator, value, params }: ConditionLeaf): boolean =>
    operator === first?.operator && value === first.value && params === undefined;
  if (first === undefined || leaves.length !== nodes.length || leaves.length < 3 || !leaves.every(isAlike))
    return undefined;
  if (typeof first.value !== 'boolean' || !['equal', 'happened', 'proven', 'known'].includes(first.operator))
    return undefined;
  const names = listed(
    leaves.map(({ fact }) => quoted(titles.name(fact))),
    'or',
  );
  const { en, zh } = verb(first.operator, first.value, true);
  const value =
    first.operator === 'equal' || first.operator === 'proven' ? literalWords(first.value, titles) : same('');
  return { en: `at least one of ${names.en} ${en}${spaced(value.en)}`, zh: `${names.zh}中至少一项${zh}${value.zh}` };
}

/** A negation goes into the comparison; of a group it stands before it. */
function notWords(node: ConditionNode, context: Context): Text {
  if ('fact' in node) return leafWords(node, false, context);
  if ('not' in node) return nodeWords(node.not, context);
  const only = 'all' in node ? node.all : 'any' in node ? node.any : [];
  if (only.length === 1 && only[0] !== undefined) return notWords(only[0], context);
  const { group: _, ...plain } = context;
  const inner = nodeWords(node, plain);
  return { en: `it is not so that ${inner.en}`, zh: `并非“${inner.zh}”` };
}

function namedWords(name: string, context: Context): Text {
  const document: ConditionDocument | undefined = context.titles.condition(name);
  if (document === undefined || context.within.includes(name)) return quoted(same(name));
  return nodeWords(document, { ...context, within: [...context.within, name] });
}

function leafWords(leaf: ConditionLeaf, holds: boolean, context: Context): Text {
  const { titles } = context;
  const { fact, operator, value } = leaf;
  if (fact === 'state') return stateWords(leaf, holds, context);
  const type = titles.typeOf(fact);
  const name = quoted(titles.name(fact));
  if (operator === 'happened' || operator === 'known') {
    const { en, zh } = verb(operator, value === holds, true, type);
    return { en: `${name.en} ${en}`, zh: `${name.zh}${zh}` };
  }
  // What is not yes is no: only what is shown may be neither.
  if (!holds && typeof value === 'boolean' && operator === 'equal')
    return leafWords({ ...leaf, value: !value }, true, context);
  const right = rightWords(value, operator, type, titles);
  const { en, zh } = verb(operator, value, holds, type);
  const none = (operator === 'in' && !holds) || (operator === 'notIn' && holds);
  const after = none ? { en: '', zh: '中的任何一项' } : same('');
  return { en: `${name.en} ${en} ${right.en}`, zh: `${name.zh}${zh}${right.zh}${after.zh}` };
}

/** What is said of a name: with `holds` false, the contrary. */
function verb(operator: string, value: unknown, holds: boolean, type?: NameType): Text {
  switch (operator) {
    case 'happened':
      return value === true ? { en: 'has happened', zh: '已发生' } : { en: 'has not happened', zh: '未发生' };
    case 'known':
      if (type === 'event') return verb('happened', value, holds);
      return value === true ? { en: 'is recorded', zh: '已登记' } : { en: 'is not recorded', zh: '未登记' };
    case 'proven':
      return holds ? { en: 'is shown to be', zh: '经证明为' } : { en: 'is not shown to be', zh: '未经证明为' };
    default:
      return (holds ? signs : contrary)[operator]?.(type) ?? same(operator);
  }
}

type Sign = (type: NameType | undefined) => Text;

const is: Sign = () => ({ en: 'is', zh: '为' });
const isNot: Sign = () => ({ en: 'is not', zh: '不为' });

const noneOf: Sign = () => ({ en: 'is none of', zh: '不为' });
const includes: Sign = () => ({ en: 'includes', zh: '包含' });
const lacks: Sign = () => ({ en: 'does not include', zh: '不包含' });
const below: Sign = () => ({ en: 'is less than', zh: '少于' });
const atMost: Sign = () => ({ en: 'is at most', zh: '不超过' });
const above: Sign = () => ({ en: 'is more than', zh: '超过' });
const atLeast: Sign = () => ({ en: 'is at least', zh: '不少于' });
const moves =
  (event: string, fact: string, zh: string): Sign =>
  (type) => ({ en: type === 'event' ? event : fact, zh });
const before = moves('happened before', 'is before', '早于');
const onOrBefore = moves('happened no later than', 'is no later than', '不晚于');
const after = moves('happened after', 'is after', '晚于');
const onOrAfter = moves('happened no earlier than', 'is no earlier than', '不早于');

const signs: Readonly<Record<string, Sign>> = {
  equal: is,
  notEqual: isNot,
  in: is,
  notIn: noneOf,
  contains: includes,
  doesNotContain: lacks,
  lessThan: below,
  lessThanInclusive: atMost,
  greaterThan: above,
  greaterThanInclusive: atLeast,
  before,
  onOrBefore,
  after,
  onOrAfter,
};
/** An event that has not happened is neither before nor after: the contrary of an order is said as such. */
const did =
  (what: string): Sign =>
  (type) => ({ en: type === 'event' ? `did not happen ${what}` : `is not ${what}`, zh: `并非${zhOf[what] ?? ''}` });
const zhOf: Readonly<Record<string, string>> = {
  before: '早于',
  'no later than': '不晚于',
  after: '晚于',
  'no earlier than': '不早于',
};
const contrary: Readonly<Record<string, Sign>> = {
  equal: isNot,
  notEqual: is,
  in: noneOf,
  notIn: is,
  contains: lacks,
  doesNotContain: includes,
  lessThan: atLeast,
  lessThanInclusive: above,
  greaterThan: atMost,
  greaterThanInclusive: below,
  before: did('before'),
  onOrBefore: did('no later than'),
  after: did('after'),
  onOrAfter: did('no earlier than'),
};

function rightWords(value: unknown, operator: string, type: NameType | undefined, titles: Titles): Text {
  if (Array.isArray(value))
    return listed(
      value.map((each: unknown) => rightWords(each, operator, type, titles)),
      operator === 'notIn' || operator === 'in' ? 'or' : 'and',
    );
  if (typeof value === 'object' && value !== null) return referenceWords(value, titles);
  return literalWords(literalOf(value, type) ?? String(value), titles);
}

function referenceWords(value: object, titles: Titles): Text {
  if ('fact' in value) return quoted(titles.name(String(value.fact)));
  return 'parameter' in value ? parameterWords(String(value.parameter), titles) : same('');
}

/** What a parameter comes to: its value, with its days where it has changed. */
export function parameterWords(name: string, titles: Titles): Text {
  const values = titles.parameter(name)?.values ?? [];
  const last = values.at(-1);
  if (last === undefined) return quoted(titles.parameter(name)?.title ?? same(name));
  const now = literalWords(last.value, titles);
  if (values.length === 1) return now;
  const since = literalWords({ kind: 'day', day: last.from }, titles);
  const earlier = values.slice(0, -1).map((each) => {
    const from = literalWords({ kind: 'day', day: each.from }, titles);
    const was = literalWords(each.value, titles);
    return { en: `${was.en} from ${from.en}`, zh: `${from.zh} 起为${was.zh}` };
  });
  const all = listed(earlier, 'and');
  return joined(now, { en: ` (since ${since.en}; ${all.en})`, zh: `（${since.zh} 起；此前${all.zh}）` });
}

function literalOf(value: unknown, type: NameType | undefined): FactValue | undefined {
  if (typeof value === 'boolean' || typeof value === 'number') return value;
  const wanted = type === 'words' || type === undefined ? 'word' : type;
  const parsed = wanted === 'event' || wanted === 'instant' ? parseEventTime(value) : parseFactValue(wanted, value);
  return 'value' in parsed ? parsed.value : undefined;
}

function stateWords({ params, operator, value }: ConditionLeaf, holds: boolean, { titles, policy }: Context): Text {
  const raw = typeof params?.['rule'] === 'string' ? params['rule'] : '';
  const rule = quoted(titles.rule(raw.includes('#') ? raw : `${policy}#${raw}`));
  const words = (Array.isArray(value) ? value : [value]).map((each: unknown) => quoted(stateTitle(String(each))));
  const isPlain = ['equal', 'in'].includes(operator) === holds;
  const which = listed(words, 'or');
  return isPlain
    ? { en: `${rule.en} stands at ${which.en}`, zh: `${rule.zh}的状态为${which.zh}` }
    : { en: `${rule.en} does not stand at ${which.en}`, zh: `${rule.zh}的状态不为${which.zh}` };
}

/** The state of a clock or right, by its title. */
export function stateTitle(state: string): Text {
  const terms: Readonly<Record<string, { readonly name: Text }>> = { ...rightStateTerms, ...stateTerms };
  return terms[state]?.name ?? same(state);
}

function spaced(text: string): string {
  return text === '' ? '' : ` ${text}`;
}
