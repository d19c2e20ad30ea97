import type { ErrorTable } from '../../errors.js';

/** What can be wrong with names: unknown, used twice, badly formed, or of the wrong kind for their place. */
export const nameErrors = {
  'policy.unknown_event': {
    kind: 'invalid',
    cause: { en: 'There is no event "{name}".', zh: '没有事件“{name}”。' },
    remedy: {
      en: 'Correct the name or declare it under `events` in vocabulary.yaml.{hint}',
      zh: '请更正名称，或在 vocabulary.yaml 的 events 中声明。{hint}',
    },
  },
  'policy.unknown_fact': {
    kind: 'invalid',
    cause: { en: 'There is no fact "{name}".', zh: '没有事实“{name}”。' },
    remedy: {
      en: 'Correct the name or declare it under `facts` in vocabulary.yaml.{hint}',
      zh: '请更正名称，或在 vocabulary.yaml 的 facts 中声明。{hint}',
    },
  },
  'policy.unknown_moment': {
    kind: 'invalid',
    cause: { en: 'There is no event or date "{name}".', zh: '没有名为“{name}”的事件或日期。' },
    remedy: {
      en: 'Correct the name, or declare it in vocabulary.yaml as an event or as a fact of type date or instant.{hint}',
      zh: '请更正名称，或在 vocabulary.yaml 中声明为事件，或类型为 date、instant 的事实。{hint}',
    },
  },
  'policy.unknown_parameter': {
    kind: 'invalid',
    cause: { en: 'There is no parameter "{name}".', zh: '没有参数“{name}”。' },
    remedy: {
      en: 'Correct the name or declare it in parameters.yaml or under `parameters` of the policy.{hint}',
      zh: '请更正名称，或在 parameters.yaml 或本制度的 parameters 中声明。{hint}',
    },
  },
  'policy.unknown_duty': {
    kind: 'invalid',
    cause: { en: 'The duty "{name}" is not declared.', zh: '义务“{name}”未声明。' },
    remedy: {
      en: 'Correct the name or add it to `duties` in vocabulary.yaml.{hint}',
      zh: '请更正名称，或加入 vocabulary.yaml 的 duties。{hint}',
    },
  },
  'policy.unknown_party': {
    kind: 'invalid',
    cause: { en: 'There is no party "{name}".', zh: '没有当事方“{name}”。' },
    remedy: {
      en: 'Correct the name or add it to `parties` in vocabulary.yaml.{hint}',
      zh: '请更正名称，或加入 vocabulary.yaml 的 parties。{hint}',
    },
  },
  'policy.unknown_role': {
    kind: 'invalid',
    cause: { en: 'There is no role "{name}".', zh: '没有岗位“{name}”。' },
    remedy: { en: 'The `roles` are: {known}.{hint}', zh: 'roles 中的岗位：{known}。{hint}' },
  },
  'policy.unknown_calendar': {
    kind: 'invalid',
    cause: { en: 'There is no calendar "{name}".', zh: '没有日历“{name}”。' },
    remedy: { en: 'Calendars stand in calendars/: {known}.{hint}', zh: '日历位于 calendars/：{known}。{hint}' },
  },
  'policy.unknown_counting': {
    kind: 'invalid',
    cause: { en: 'There is no counting "{name}".', zh: '没有计算方式“{name}”。' },
    remedy: {
      en: 'The countings of the calendar are: {known}.{hint}',
      zh: '该日历的计算方式：{known}。{hint}',
    },
  },
  'policy.not_a_moment': {
    kind: 'invalid',
    cause: {
      en: '"{name}" is of type {type}; a point in time is needed here.',
      zh: '“{name}”的类型为 {type}，此处需要时间点。',
    },
    remedy: {
      en: 'Name an event or a fact of type date or instant.',
      zh: '请写事件，或类型为 date、instant 的事实。',
    },
  },
  'policy.not_a_duration': {
    kind: 'invalid',
    cause: {
      en: '"{name}" is of type {type}; a length of time is needed here.',
      zh: '“{name}”的类型为 {type}，此处需要时长。',
    },
    remedy: {
      en: 'Name a fact of type duration or a parameter whose values are durations.',
      zh: '请写类型为 duration 的事实，或值为时长的参数。',
    },
  },
  'policy.personal_moment': {
    kind: 'invalid',
    cause: {
      en: '"{name}" is personal: a date worked out from it would still stand in findings after it has been erased.',
      zh: '“{name}”属于个人信息：由其推算的日期会留在判定结果中，该信息删除后仍会残留。',
    },
    remedy: {
      en: 'Conditions may ask about it; for a date, a length of time or a calendar, name an event or a fact that is not marked `personal: true`.',
      zh: '条件可以使用该事实；日期、时长或日历请改用事件，或未标记 personal: true 的事实。',
    },
  },
  'policy.calendar_fact_not_a_word': {
    kind: 'invalid',
    cause: {
      en: '"{name}" would name the calendar but is of type {type}.',
      zh: '“{name}”应给出日历名称，但类型为 {type}。',
    },
    remedy: { en: 'Give it the type word.', zh: '请将其类型改为 word。' },
  },
  'policy.not_a_roll': {
    kind: 'invalid',
    cause: {
      en: 'The counting "{counting}" reads the parameter "{name}", which has the value "{value}".',
      zh: '计算方式“{counting}”读取参数“{name}”，其值为“{value}”。',
    },
    remedy: {
      en: 'Its values must be rest-days, arranged-breaks, festivals or nothing.',
      zh: '其值须为 rest-days、arranged-breaks、festivals 或 nothing。',
    },
  },
  'policy.on_at_mismatch': {
    kind: 'invalid',
    cause: {
      en: '"{name}" ends in {ending} but is of type {type}.',
      zh: '“{name}”以 {ending} 结尾，但类型为 {type}。',
    },
    remedy: {
      en: 'A name in _on is a day (type date), one in _at an instant (type instant): change the name or the type.',
      zh: '以 _on 结尾为日期（date），以 _at 结尾为时刻（instant）：请更改名称或类型。',
    },
  },
  'policy.values_without_words': {
    kind: 'invalid',
    cause: { en: '"{name}" is of type {type} and cannot list values.', zh: '“{name}”的类型为 {type}，不能列出取值。' },
    remedy: { en: 'Remove `values`, or use type word or words.', zh: '请删除 values，或使用类型 word、words。' },
  },
  'policy.name_used_twice': {
    kind: 'invalid',
    cause: {
      en: '"{name}" already names something else: {kind} in {other}.',
      zh: '“{name}”已用于其他内容：{other} 中的 {kind}。',
    },
    remedy: {
      en: 'Events, facts, worked-out facts and parameters share one set of names: rename one of the two.',
      zh: '事件、事实、推算的事实和参数共用同一组名称：请将其中之一改名。',
    },
  },
  'policy.rule_twice': {
    kind: 'invalid',
    cause: { en: 'The policy has two rules named "{name}".', zh: '该制度有两条名为“{name}”的规则。' },
    remedy: {
      en: 'Rename one: deadlines and requirements share one set of names.',
      zh: '请将其中之一改名：期限与要求共用同一组名称。',
    },
  },
  'policy.name_malformed': {
    kind: 'invalid',
    cause: { en: '"{name}" cannot be a name.', zh: '“{name}”不能用作名称。' },
    remedy: {
      en: 'Use letters, digits, hyphens, underscores and dots, beginning with a letter or digit, at most 100 in all.',
      zh: '请使用文字、数字、连字符、下划线和点，以文字或数字开头，最多 100 个字符。',
    },
  },
  'policy.name_reserved': {
    kind: 'invalid',
    cause: { en: '"{name}" is a reserved name.', zh: '“{name}”是保留名称。' },
    remedy: { en: 'Choose another name.', zh: '请另选名称。' },
  },
} as const satisfies ErrorTable;
