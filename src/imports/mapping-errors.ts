import { faultsOf, type ErrorTable } from '../errors.js';

/** What can be wrong with a mapping file beyond its shape. */
export const mappingErrors = {
  'mapping.unknown_fact': {
    kind: 'invalid',
    cause: { en: 'The vocabulary has no fact "{fact}".', zh: '词汇表中没有事实“{fact}”。' },
    remedy: {
      en: 'Use a fact of vocabulary.yaml{hint}, or add it there.',
      zh: '请使用 vocabulary.yaml 中的事实{hint}，或在其中添加。',
    },
  },
  'mapping.unknown_event': {
    kind: 'invalid',
    cause: { en: 'The vocabulary has no event "{event}".', zh: '词汇表中没有事件“{event}”。' },
    remedy: {
      en: 'Use an event of vocabulary.yaml{hint}, or add it there.',
      zh: '请使用 vocabulary.yaml 中的事件{hint}，或在其中添加。',
    },
  },
  'mapping.unknown_zone': {
    kind: 'invalid',
    cause: { en: '"{zone}" is not a time zone.', zh: '“{zone}”不是时区。' },
    remedy: {
      en: 'Write an IANA name such as Asia/Shanghai, or an offset such as +08:00.',
      zh: '请写 IANA 时区名，如 Asia/Shanghai，或时区偏移，如 +08:00。',
    },
  },
  'mapping.zone_missing': {
    kind: 'invalid',
    cause: {
      en: 'Times written as "{format}" are local, and the mapping names no zone.',
      zh: '“{format}”格式的时间是当地时间，但映射没有写明时区。',
    },
    remedy: {
      en: 'Add `zone:` with the zone in which the source writes its times.',
      zh: '请添加 `zone:`，写明来源记录时间所用的时区。',
    },
  },
  'mapping.unknown_time_format': {
    kind: 'invalid',
    cause: { en: '"{format}" is not a time format.', zh: '“{format}”不是时间格式。' },
    remedy: {
      en: 'Use {known}; put other letters in single quotes; name each of year, month and day once.',
      zh: '可用：{known}；其他字母须加单引号；年、月、日各写一次。',
    },
  },
  'mapping.format_without_time': {
    kind: 'invalid',
    cause: {
      en: '"{format}" has no time of day, and {what} needs one.',
      zh: '“{format}”没有时刻，而{what}需要时刻。',
    },
    remedy: {
      en: 'Use a format with hours, or a fact of type date.',
      zh: '请使用含小时的格式，或改用 date 类型的事实。',
    },
  },
  'mapping.key_not_for_type': {
    kind: 'invalid',
    cause: {
      en: '"{key}" does not fit the fact "{fact}" of type {type}.',
      zh: '“{key}”不适用于 {type} 类型的事实“{fact}”。',
    },
    remedy: { en: 'Remove it; it is for {types}.', zh: '请删除；它只用于 {types}。' },
  },
  'mapping.split_missing': {
    kind: 'invalid',
    cause: { en: 'The fact "{fact}" holds several words in one cell.', zh: '事实“{fact}”在一个单元格中含多个词语。' },
    remedy: { en: 'Say what separates them: split: ";".', zh: '请写明分隔符：split: ";"。' },
  },
  'mapping.otherwise_without_values': {
    kind: 'invalid',
    cause: {
      en: '"otherwise" would hide every value of "{fact}" that cannot be read.',
      zh: '“otherwise”会掩盖“{fact}”中所有无法读取的值。',
    },
    remedy: {
      en: 'List `values:` beside it, or remove it so that such rows are rejected.',
      zh: '请同时列出 `values:`，或删除它，使此类行被退回。',
    },
  },
  'mapping.fact_twice': {
    kind: 'invalid',
    cause: { en: 'The fact "{fact}" gets its value twice.', zh: '事实“{fact}”被赋值两次。' },
    remedy: { en: 'Keep one column or `set` entry for it.', zh: '请只保留一列或一个 `set` 项。' },
  },
  'mapping.key_missing': {
    kind: 'invalid',
    cause: { en: '`rows: {rows}` needs "{key}".', zh: '`rows: {rows}` 需要“{key}”。' },
    remedy: { en: 'Add {key}: {meaning}.', zh: '请添加 {key}（{meaningZh}）。' },
  },
  'mapping.key_not_for_rows': {
    kind: 'invalid',
    cause: { en: '"{key}" has no meaning with `rows: {rows}`.', zh: '“{key}”在 `rows: {rows}` 下没有意义。' },
    remedy: { en: 'Remove it, or change `rows`.', zh: '请删除，或修改 `rows`。' },
  },
  'mapping.observes_missing': {
    kind: 'invalid',
    cause: {
      en: 'Any event of the vocabulary may stand in this log, and nothing says which of them it would report.',
      zh: '此日志可含词汇表中的任何事件，但没有说明它会报告哪些事件。',
    },
    remedy: {
      en: 'Add `observes: { events: [...] }`: a listed event that is not in the log has not happened, any other is unknown.',
      zh: '请添加 `observes: { events: [...] }`：列出而日志中没有的事件视为未发生，其余视为未知。',
    },
  },
  'mapping.no_unit': {
    kind: 'invalid',
    cause: {
      en: 'The fact "{fact}" cannot name a unit: a unit is one word or text that is not personal.',
      zh: '事实“{fact}”不能用作单位：单位须为一个词或一段文字，且不属个人信息。',
    },
    remedy: { en: 'Name the fact of the store or region.', zh: '请填写表示门店或地区的事实。' },
  },
  'mapping.unit_not_given': {
    kind: 'invalid',
    cause: { en: 'Nothing in this mapping gives the fact "{fact}".', zh: '此映射没有为事实“{fact}”取值的列。' },
    remedy: {
      en: 'Map a column to it or `set` it, or remove `unit`.',
      zh: '请为其映射一列或用 `set` 赋值，或删除 `unit`。',
    },
  },
  'mapping.delimiter_is_quote': {
    kind: 'invalid',
    cause: { en: 'Delimiter and quote are the same character.', zh: '分隔符与引号是同一字符。' },
    remedy: { en: 'Change one of the two.', zh: '请修改其中一个。' },
  },
} as const satisfies ErrorTable;

export const mappingFault = faultsOf(mappingErrors);
