import type { ErrorTable } from '../../errors.js';

/** What can be wrong with rights, retention, escalations, intake, authority, indicators, statements and waivers. */
export const sectionErrors = {
  'policy.unknown_rule': {
    kind: 'invalid',
    cause: { en: 'There is no rule "{name}".', zh: '没有规则“{name}”。' },
    remedy: {
      en: 'Write policy#rule, or the id of a rule of this policy.{hint}',
      zh: '请写 制度#规则；本制度内可只写规则名称。{hint}',
    },
  },
  'policy.unknown_policy': {
    kind: 'invalid',
    cause: { en: 'There is no policy or rule "{name}".', zh: '没有制度或规则“{name}”。' },
    remedy: {
      en: 'Write the id of a policy, policy#rule, or the id of a rule of this policy.{hint}',
      zh: '请写制度名称、制度#规则，或本制度内的规则名称。{hint}',
    },
  },
  'policy.rule_of_wrong_kind': {
    kind: 'invalid',
    cause: {
      en: '"{name}" is a rule of kind {kind}; here stands one of kind {wanted}.',
      zh: '规则“{name}”的种类为 {kind}，此处需要 {wanted}。',
    },
    remedy: { en: 'Name a rule of that kind.', zh: '请写该种类的规则。' },
  },
  'policy.unknown_claim': {
    kind: 'invalid',
    cause: { en: 'The claim "{name}" is not declared.', zh: '请求权“{name}”未声明。' },
    remedy: {
      en: 'Correct the name or add it to `claims` in vocabulary.yaml.{hint}',
      zh: '请更正名称，或加入 vocabulary.yaml 的 claims。{hint}',
    },
  },
  'policy.unknown_state': {
    kind: 'invalid',
    cause: { en: 'There is no state "{name}".', zh: '没有状态“{name}”。' },
    remedy: { en: 'The states of a clock are: {known}.{hint}', zh: '计时的状态有：{known}。{hint}' },
  },
  'policy.wording_says_nothing': {
    kind: 'invalid',
    cause: {
      en: 'None of the words of `said-by` in the language "{language}" is found in this wording, or the wording denies it.',
      zh: '此表述（{language}）中找不到 said-by 所列该语言的任何词句，或者表述的意思是否定的。',
    },
    remedy: {
      en: 'Use one of the words of `said-by` in the sentence.',
      zh: '请在句中使用 said-by 所列的词句之一。',
    },
  },
  'policy.window_without_end': {
    kind: 'invalid',
    cause: {
      en: 'The window says neither when it opens nor when it closes.',
      zh: '该权利期间既未写明开始，也未写明结束。',
    },
    remedy: {
      en: 'Give `from` and `within`, `opens`, or `closes`; a right without a window has no `window`.',
      zh: '请写 from 和 within、opens 或 closes；没有期间的权利不写 window。',
    },
  },
  'policy.window_closes_twice': {
    kind: 'invalid',
    cause: { en: '`closes` stands beside `{key}`.', zh: 'closes 与 {key} 同时出现。' },
    remedy: {
      en: 'Keep either `from` and `within`, or `closes`; a cap is `not-after`, a first day `opens`.',
      zh: '请保留 from 和 within，或 closes；上限写 not-after，首日写 opens。',
    },
  },
  'policy.window_never_closes': {
    kind: 'invalid',
    cause: {
      en: 'The window has no end, so "{key}" changes nothing.',
      zh: '该权利期间没有终点，“{key}”不起作用。',
    },
    remedy: { en: 'Remove it, or give `closes`.', zh: '请删除，或写 closes。' },
  },
  'policy.grant_without_remedy': {
    kind: 'invalid',
    cause: { en: 'This does not say what is given.', zh: '未说明给予何种救济。' },
    remedy: { en: 'Give `remedy`, or `one-of` for a choice.', zh: '请写 remedy；可供选择的写 one-of。' },
  },
  'policy.choice_beside': {
    kind: 'invalid',
    cause: { en: '"{key}" stands beside a choice.', zh: '“{key}”与可选项并列。' },
    remedy: { en: 'Write it inside the options of `one-of`.', zh: '请写入 one-of 的各个选项中。' },
  },
  'policy.retention_without_period': {
    kind: 'invalid',
    cause: { en: 'This does not say how long records are kept.', zh: '未说明记录保存多久。' },
    remedy: { en: 'Give `at-least`, `at-most`, or both.', zh: '请写 at-least、at-most 或两者。' },
  },
  'policy.retention_without_start': {
    kind: 'invalid',
    cause: { en: 'This does not say from when records are kept.', zh: '未说明记录自何时起保存。' },
    remedy: { en: 'Give `from`, for example `closed`.', zh: '请写 from，例如 closed。' },
  },
  'policy.retention_contradicts': {
    kind: 'invalid',
    cause: {
      en: 'The maximum of {most} is over before the minimum of {least}.',
      zh: '最长 {most} 短于最短 {least}。',
    },
    remedy: { en: 'Correct one of the two.', zh: '请更正其中之一。' },
  },
  'policy.escalation_trigger': {
    kind: 'invalid',
    cause: {
      en: 'An escalation is started by a clock or by conditions: by exactly one of them.',
      zh: '升级由计时或条件之一触发，且只能有一个。',
    },
    remedy: {
      en: 'Write `for: RULE` with `at: overdue`, or `when: { all: [ … ] }`.',
      zh: '请写 for: 规则 与 at: overdue，或 when: { all: [ … ] }。',
    },
  },
  'policy.escalation_time': {
    kind: 'invalid',
    cause: { en: '"{text}" does not say when.', zh: '“{text}”未说明何时升级。' },
    remedy: {
      en: 'Write one of: warn; overdue; 4 hours before due; 24 hours after due.{hint}',
      zh: '请写其中之一：warn；overdue；4 hours before due；24 hours after due。{hint}',
    },
  },
  'policy.escalation_unreachable': {
    kind: 'invalid',
    cause: {
      en: 'Nobody knows when this next level is to be told: the one before has no time to acknowledge.',
      zh: '上一级未规定确认时限，无从得知何时通知下一级。',
    },
    remedy: { en: 'Give the level before `acknowledge-within`.', zh: '请为上一级写 acknowledge-within。' },
  },
  'policy.escalation_without_warning': {
    kind: 'invalid',
    cause: {
      en: 'The rule "{name}" has no warning, so that nobody would ever be told.',
      zh: '规则“{name}”没有提醒，该升级永远不会发生。',
    },
    remedy: {
      en: 'Give the rule `warn`, or write `at: 4 hours before due`.',
      zh: '请为该规则写 warn，或写 at: 4 hours before due。',
    },
  },
  'policy.authority_of_itself': {
    kind: 'invalid',
    cause: { en: 'Beyond its limit "{role}" would ask itself.', zh: '超出限额时“{role}”须请示自己。' },
    remedy: { en: 'Name another role, or remove `then`.', zh: '请写其他岗位，或删除 then。' },
  },
  'policy.measure_form': {
    kind: 'invalid',
    cause: { en: 'This is not one measure.', zh: '此处不是一种度量。' },
    remedy: {
      en: 'Write one of: count; { share: { state: in-time } }; { share: CONDITIONS }; { mean: FACT }; { sum: FACT }.',
      zh: '请写其中之一：count；{ share: { state: in-time } }；{ share: 条件 }；{ mean: 事实 }；{ sum: 事实 }。',
    },
  },
  'policy.state_of_no_rule': {
    kind: 'invalid',
    cause: { en: 'Complaints have no state of a clock; rules do.', zh: '投诉本身没有计时状态，规则才有。' },
    remedy: { en: 'Write `of: { rule: policy#rule }`.', zh: '请写 of: { rule: 制度#规则 }。' },
  },
  'policy.bound_form': {
    kind: 'invalid',
    cause: { en: '"{text}" is not a bound.', zh: '“{text}”不是界限。' },
    remedy: {
      en: 'Write for example: at least 98 %; at most 3.5 days; at most 500 CNY; at least 4.5.',
      zh: '请写例如：at least 98 %；at most 3.5 days；at most 500 CNY；at least 4.5。',
    },
  },
  'policy.waiver_of_law': {
    kind: 'invalid',
    cause: {
      en: '"{name}" is not a house rule: what the law asks for cannot be waived.',
      zh: '“{name}”不是内部规则：法定义务不得豁免。',
    },
    remedy: { en: 'Name a rule of a policy of rank house.', zh: '请写位阶为 house 的制度中的规则。' },
  },
  'policy.waiver_twice': {
    kind: 'invalid',
    cause: { en: 'The waiver "{name}" stands in {other} too.', zh: '豁免“{name}”也出现在 {other} 中。' },
    remedy: { en: 'Give one of the two another id.', zh: '请为其中之一另取名称。' },
  },
  'policy.declared_twice': {
    kind: 'invalid',
    cause: { en: '"{name}" is declared in {other} already.', zh: '“{name}”已在 {other} 中声明。' },
    remedy: { en: 'Keep one of the two.', zh: '请只保留其一。' },
  },
} as const satisfies ErrorTable;
