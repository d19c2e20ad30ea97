import { faultsOf, type ErrorTable, type Fault, type FaultData, type Place } from '../../errors.js';
import { factValueFault, type factValueErrors } from '../facts/fact-value-errors.js';

/** What can be wrong with a condition. json-rules-engine would let most of these pass, and judge otherwise than was meant. */
export const conditionErrors = {
  'condition.not_a_condition': {
    kind: 'invalid',
    cause: { en: '"{found}" is not a condition.', zh: '“{found}”不是条件。' },
    remedy: {
      en: 'Write all, any, not or condition, or inside them { fact, operator, value }.',
      zh: '请写 all、any、not 或 condition，其内写 { fact, operator, value }。',
    },
  },
  'condition.bare_leaf': {
    kind: 'invalid',
    cause: { en: 'A single comparison cannot stand alone.', zh: '单个比较不能单独作为条件。' },
    remedy: { en: 'Wrap it in all: [ … ].', zh: '请放入 all: [ … ] 中。' },
  },
  'condition.two_kinds': {
    kind: 'invalid',
    cause: {
      en: '{keys} stand side by side; only one of them would count.',
      zh: '{keys} 并列出现，只有其中一个会生效。',
    },
    remedy: { en: 'Nest them: all: [ { any: [ … ] }, … ].', zh: '请嵌套书写：all: [ { any: [ … ] }, … ]。' },
  },
  'condition.empty': {
    kind: 'invalid',
    cause: { en: '"{key}" is empty, so it says nothing.', zh: '“{key}”为空，没有任何含义。' },
    remedy: { en: 'List at least one condition, or remove it.', zh: '请至少列出一个条件，或将其删除。' },
  },
  'condition.not_a_list': {
    kind: 'invalid',
    cause: { en: '"{key}" takes a list of conditions.', zh: '“{key}”须为条件列表。' },
    remedy: { en: 'Write {key}: [ … ].', zh: '请写成 {key}: [ … ]。' },
  },
  'condition.not_takes_one': {
    kind: 'invalid',
    cause: { en: '"not" takes one condition, not a list.', zh: '“not”只接受一个条件，不接受列表。' },
    remedy: {
      en: 'Write not: { any: [ … ] } or not: { all: [ … ] }.',
      zh: '请写 not: { any: [ … ] } 或 not: { all: [ … ] }。',
    },
  },
  'condition.unknown_key': {
    kind: 'invalid',
    cause: { en: '"{key}" is not a key of a condition.', zh: '条件中没有名为“{key}”的键。' },
    remedy: { en: 'Use one of: {known}.{hint}', zh: '可用的键：{known}。{hint}' },
  },
  'condition.missing_key': {
    kind: 'invalid',
    cause: { en: 'A comparison needs "{key}".', zh: '比较缺少“{key}”。' },
    remedy: {
      en: 'Write { fact: NAME, operator: OPERATOR, value: VALUE }.',
      zh: '请写 { fact: 名称, operator: 运算, value: 值 }。',
    },
  },
  'condition.not_a_name': {
    kind: 'invalid',
    cause: { en: '"{found}" is not a name.', zh: '“{found}”不是名称。' },
    remedy: { en: 'Give {key} the name as a text.', zh: '请以文字给出 {key} 的名称。' },
  },
  'condition.unknown_fact': {
    kind: 'invalid',
    cause: { en: 'There is no fact, event or parameter "{fact}".', zh: '没有名为“{fact}”的事实、事件或参数。' },
    remedy: {
      en: 'Add it to vocabulary.yaml or mend the name.{hint}',
      zh: '请将其加入 vocabulary.yaml，或更正名称。{hint}',
    },
  },
  'condition.unknown_condition': {
    kind: 'invalid',
    cause: { en: 'There is no condition named "{condition}".', zh: '没有名为“{condition}”的条件。' },
    remedy: {
      en: 'Add it under conditions in vocabulary.yaml or mend the name.{hint}',
      zh: '请在 vocabulary.yaml 的 conditions 下添加，或更正名称。{hint}',
    },
  },
  'condition.cycle': {
    kind: 'invalid',
    cause: { en: 'Named conditions refer to each other in a circle: {cycle}.', zh: '具名条件循环引用：{cycle}。' },
    remedy: { en: 'Write one of them out.', zh: '请将其中一个直接写出。' },
  },
  'condition.unknown_operator': {
    kind: 'invalid',
    cause: { en: 'There is no operator "{operator}".', zh: '没有名为“{operator}”的运算。' },
    remedy: { en: 'Use one of: {known}.{hint}', zh: '可用的运算：{known}。{hint}' },
  },
  'condition.decorator': {
    kind: 'invalid',
    cause: { en: 'The operator "{operator}" has a decorator.', zh: '运算“{operator}”带有修饰前缀。' },
    remedy: { en: 'Write it with all, any and not around plain operators.', zh: '请用 all、any、not 与普通运算表达。' },
  },
  'condition.operator_does_not_fit': {
    kind: 'invalid',
    cause: {
      en: '"{operator}" cannot be asked of "{fact}", which is of type {type}.',
      zh: '“{fact}”的类型为 {type}，不能使用“{operator}”。',
    },
    remedy: { en: 'Use one of: {operators}.', zh: '可用的运算：{operators}。' },
  },
  'condition.wrong_right_side': {
    kind: 'invalid',
    cause: {
      en: '"{fact}" ({type}) cannot be compared with "{right}" ({rightType}) by "{operator}".',
      zh: '“{fact}”（{type}）不能用“{operator}”与“{right}”（{rightType}）比较。',
    },
    remedy: { en: 'Compare values of the same type.', zh: '请比较同一类型的值。' },
  },
  'condition.needs_literal': {
    kind: 'invalid',
    cause: { en: '"{operator}" takes true or false.', zh: '“{operator}”的值须为 true 或 false。' },
    remedy: { en: 'Write value: true or value: false.', zh: '请写 value: true 或 value: false。' },
  },
  'condition.needs_list': {
    kind: 'invalid',
    cause: { en: '"{operator}" takes a list with at least one value.', zh: '“{operator}”的值须为至少含一项的列表。' },
    remedy: { en: 'Write value: [ first, second ].', zh: '请写 value: [ 甲, 乙 ]。' },
  },
  'condition.list_not_allowed': {
    kind: 'invalid',
    cause: { en: '"{operator}" takes one value, not a list.', zh: '“{operator}”只接受一个值，不接受列表。' },
    remedy: { en: 'Use in or notIn for a list.', zh: '列表请用 in 或 notIn。' },
  },
  'condition.priority': {
    kind: 'invalid',
    cause: { en: '"priority" would leave parts of a condition unread.', zh: '“priority”会使条件的一部分不被读取。' },
    remedy: { en: 'Remove it: every part is read, in any order.', zh: '请删除：各部分均会读取，与次序无关。' },
  },
  'condition.path': {
    kind: 'invalid',
    cause: {
      en: '"path" looks inside a value; facts are plain values here.',
      zh: '“path”用于读取值的内部，此处的事实均为简单值。',
    },
    remedy: { en: 'Make the part a fact of its own.', zh: '请将该部分另设为一个事实。' },
  },
  'condition.params': {
    kind: 'invalid',
    cause: { en: '"{fact}" takes no "params".', zh: '“{fact}”不接受“params”。' },
    remedy: { en: 'Remove them.', zh: '请删除。' },
  },
  'condition.engine_key': {
    kind: 'invalid',
    cause: {
      en: '"{key}" belongs to a rule of json-rules-engine, not to a condition.',
      zh: '“{key}”属于 json-rules-engine 的规则，不属于条件。',
    },
    remedy: {
      en: 'Remove it: what follows from a condition stands in the policy.',
      zh: '请删除：条件的后果写在制度中。',
    },
  },
  'condition.state_of_no_rule': {
    kind: 'invalid',
    cause: { en: '"state" does not say of which rule.', zh: '“state”未说明是哪条规则的状态。' },
    remedy: {
      en: 'Add "params: { rule: RULE }" with the rule\'s id, or policy#rule for one of another policy.',
      zh: '请加上“params: { rule: 规则 }”，填写规则的 id；其他制度的规则写作 制度#规则。',
    },
  },
  'condition.unknown_rule': {
    kind: 'invalid',
    cause: { en: 'There is no deadline or right "{rule}".', zh: '没有名为“{rule}”的期限或权利。' },
    remedy: {
      en: 'Write the id of a deadline or right of this policy, or policy#rule for one of another.{hint}',
      zh: '请写本制度中期限或权利的 id；其他制度的写作 制度#规则。{hint}',
    },
  },
  'condition.built_in_on_right': {
    kind: 'invalid',
    cause: { en: '"{fact}" cannot stand on the right-hand side.', zh: '“{fact}”不能写在比较的右侧。' },
    remedy: { en: 'Compare it with words or with true or false.', zh: '请将其与词语或 true、false 比较。' },
  },
  'condition.too_deep': {
    kind: 'invalid',
    cause: { en: 'The condition is nested more than {limit} levels deep.', zh: '条件嵌套超过 {limit} 层。' },
    remedy: {
      en: 'Give its parts names under conditions in vocabulary.yaml.',
      zh: '请在 vocabulary.yaml 的 conditions 下将其部分命名。',
    },
  },
  'condition.too_large': {
    kind: 'invalid',
    cause: {
      en: 'With its named conditions it makes more than {limit} comparisons.',
      zh: '连同具名条件，其比较超过 {limit} 次。',
    },
    remedy: { en: 'Ask less in one condition.', zh: '请减少一个条件中的比较。' },
  },
} as const satisfies ErrorTable;

export const conditionFault = faultsOf(conditionErrors);

/** One thing wrong with a condition; `path` from the condition itself. */
export interface ConditionProblem {
  readonly code: keyof typeof conditionErrors | keyof typeof factValueErrors;
  readonly data: FaultData;
  readonly path: readonly PropertyKey[];
}

/** Takes down one problem. */
export type Report = (code: ConditionProblem['code'], data: FaultData, path: readonly PropertyKey[]) => void;

/** The fault of a problem, at the place where it stands. */
export function problemFault({ code, data }: ConditionProblem, place?: Place): Fault {
  return isConditionCode(code) ? conditionFault(code, data, place) : factValueFault(code, data, place);
}

function isConditionCode(code: ConditionProblem['code']): code is keyof typeof conditionErrors {
  return Object.hasOwn(conditionErrors, code);
}
