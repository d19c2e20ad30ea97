import { faultsOf, type ErrorTable } from '../errors.js';

/** Why a row is not judged. The value itself is never in the text: it may be personal. */
export const rowErrors = {
  'row.no_id': {
    kind: 'invalid',
    cause: { en: 'The row has no id in "{column}".', zh: '该行的“{column}”列没有编号。' },
    remedy: { en: 'Fill it in; a complaint needs a name of its own.', zh: '请填写；每件投诉都需要自己的编号。' },
  },
  'row.id_too_long': {
    kind: 'invalid',
    cause: {
      en: 'The id has {length} characters; at most {limit} are taken.',
      zh: '编号有 {length} 个字符，最多 {limit} 个。',
    },
    remedy: { en: 'Check that "{column}" is the column of ids.', zh: '请检查“{column}”是否为编号列。' },
  },
  'row.repeated_id': {
    kind: 'conflict',
    cause: { en: 'The id already stands in row {first}.', zh: '该编号已出现在第 {first} 行。' },
    remedy: {
      en: 'Keep one row a complaint; if each row is an event, the mapping needs `rows: event`.',
      zh: '每件投诉只保留一行；若每行是一个事件，映射须写 `rows: event`。',
    },
  },
  'row.repeated_before': {
    kind: 'conflict',
    cause: {
      en: 'The row was rejected earlier because its id stood in another row.',
      zh: '该行此前因编号已出现在其他行而被退回。',
    },
    remedy: {
      en: 'Delete it if it is a copy; otherwise give it an id of its own and empty its redress_reason.',
      zh: '若为重复行请删除；否则请改用自己的编号，并清空其 redress_reason。',
    },
  },
  'row.not_a_time': {
    kind: 'invalid',
    cause: { en: 'Not a time written as "{format}".', zh: '不是“{format}”格式的时间。' },
    remedy: {
      en: 'Correct it to a day that exists between 1900 and 2199; if it stands for "none", list it under `nulls`.',
      zh: '请改为 1900 至 2199 年间实际存在的日期；若表示“无”，请列入 `nulls`。',
    },
  },
  'row.no_offset': {
    kind: 'invalid',
    cause: {
      en: 'The time has no offset, and the mapping names no zone.',
      zh: '时间没有时区偏移，映射也没有写明时区。',
    },
    remedy: {
      en: 'Add `zone:` to the mapping, or the offset to the time.',
      zh: '请在映射中添加 `zone:`，或在时间后写明时区偏移。',
    },
  },
  'row.needs_time_of_day': {
    kind: 'invalid',
    cause: { en: 'A day without a time of day, where an instant is needed.', zh: '此处需要时刻，但只有日期。' },
    remedy: { en: 'Add the time of day.', zh: '请补上时刻。' },
  },
  'row.doubled_local_time': {
    kind: 'invalid',
    cause: { en: 'Clocks showed this local time twice on that day.', zh: '当天钟表两次显示该当地时间。' },
    remedy: {
      en: 'Add the offset, or let the mapping decide: `ambiguous: earlier` or `later`.',
      zh: '请写明时区偏移，或由映射决定：`ambiguous: earlier` 或 `later`。',
    },
  },
  'row.missing_local_time': {
    kind: 'invalid',
    cause: { en: 'Clocks skipped this local time on that day.', zh: '当天钟表跳过了该当地时间。' },
    remedy: {
      en: 'Correct it, or let the mapping move it on: `missing: shift`.',
      zh: '请更正，或由映射顺延：`missing: shift`。',
    },
  },
  'row.value_not_listed': {
    kind: 'invalid',
    cause: { en: 'The mapping lists no such value for "{fact}".', zh: '映射未为“{fact}”列出该值。' },
    remedy: {
      en: 'Correct it, or add it under `values` or an `otherwise` in the mapping.',
      zh: '请更正，或在映射的 `values` 中添加，或写明 `otherwise`。',
    },
  },
  'row.not_a_word': {
    kind: 'invalid',
    cause: {
      en: 'Not one of the words that the vocabulary allows for "{fact}".',
      zh: '不是词汇表允许“{fact}”使用的词语。',
    },
    remedy: { en: 'Translate it under `values` in the mapping.', zh: '请在映射的 `values` 中写明对应的词语。' },
  },
  'row.not_yes_no': {
    kind: 'invalid',
    cause: { en: 'Not yes or no.', zh: '不是“是”或“否”。' },
    remedy: { en: 'Say under `values` what it means: `"Y": true`.', zh: '请在 `values` 中说明含义：`"Y": true`。' },
  },
  'row.not_a_number': {
    kind: 'invalid',
    cause: { en: 'Not a number with the decimal mark "{decimal}".', zh: '不是以“{decimal}”为小数点的数字。' },
    remedy: { en: 'Correct it, or the `decimal` of the mapping.', zh: '请更正，或修改映射的 `decimal`。' },
  },
  'row.number_not_exact': {
    kind: 'invalid',
    cause: { en: 'A number of more than 15 digits, which would be rounded.', zh: '数字超过 15 位，会被舍入。' },
    remedy: { en: 'Give it to a fact of type text or money.', zh: '请映射到 text 或 money 类型的事实。' },
  },
  'row.not_money': {
    kind: 'invalid',
    cause: {
      en: 'Not an amount with the decimal mark "{decimal}" and one known currency.',
      zh: '不是以“{decimal}”为小数点且币种明确的金额。',
    },
    remedy: {
      en: 'Correct it, or add `currency:` to the column if all amounts have one.',
      zh: '请更正；若全部金额币种相同，请为该列添加 `currency:`。',
    },
  },
  'row.not_a_duration': {
    kind: 'invalid',
    cause: { en: 'Not a length of time.', zh: '不是时长。' },
    remedy: { en: 'Write a whole number and its unit: 7 working days.', zh: '请写整数和单位：7 working days。' },
  },
  'row.nested_value': {
    kind: 'invalid',
    cause: { en: 'An object or list where a single value is needed.', zh: '此处需要单个值，但这里是对象或列表。' },
    remedy: { en: 'Name the inner value in the mapping: outer.inner.', zh: '请在映射中写明内层值：outer.inner。' },
  },
  'row.retracts_nothing': {
    kind: 'invalid',
    cause: {
      en: 'The row takes back an entry, and {column} does not name which.',
      zh: '该行撤回一条登记，但“{column}”未写明是哪一条。',
    },
    remedy: { en: 'Write the id of that entry there.', zh: '请在该列填写被撤回登记的编号。' },
  },
  'row.no_event': {
    kind: 'invalid',
    cause: {
      en: 'The row does not say what happened ("{column}" is blank).',
      zh: '该行没有说明发生了什么（“{column}”为空）。',
    },
    remedy: { en: 'Fill it in.', zh: '请填写。' },
  },
  'row.unknown_event': {
    kind: 'invalid',
    cause: { en: 'The mapping lists no such event in "{column}".', zh: '映射未在“{column}”中列出该事件。' },
    remedy: {
      en: 'Correct it, or add it under `event.values` or an `otherwise`.',
      zh: '请更正，或在 `event.values` 中添加，或写明 `otherwise`。',
    },
  },
  'row.no_time': {
    kind: 'invalid',
    cause: {
      en: 'The row does not say when it happened ("{column}" is blank).',
      zh: '该行没有说明发生时间（“{column}”为空）。',
    },
    remedy: { en: 'Fill it in.', zh: '请填写。' },
  },
  'row.case_withheld': {
    kind: 'invalid',
    cause: {
      en: 'Row {row} of the same case is rejected, and half a case is not judged.',
      zh: '同一案件的第 {row} 行被退回，不完整的案件不予判定。',
    },
    remedy: { en: 'Mend that row; this one is in order.', zh: '请更正该行；本行无误。' },
  },
  'row.case_too_large': {
    kind: 'invalid',
    cause: { en: 'The case has more than {limit} rows.', zh: '该案件超过 {limit} 行。' },
    remedy: { en: 'Check that "{column}" names the case.', zh: '请检查“{column}”是否为案件编号列。' },
  },
  'row.wrong_columns': {
    kind: 'invalid',
    cause: {
      en: 'The row has {found} columns, the header {expected}.',
      zh: '该行有 {found} 列，表头有 {expected} 列。',
    },
    remedy: {
      en: 'Look for a missing or unquoted delimiter, or a line break outside quotes.',
      zh: '请检查是否缺少分隔符、分隔符未加引号，或引号外有换行。',
    },
  },
  'row.text_after_quote': {
    kind: 'invalid',
    cause: { en: 'In column {number} text follows the closing quote.', zh: '第 {number} 列的右引号之后还有文字。' },
    remedy: { en: 'Double the quotes that are inside the cell.', zh: '请将单元格内的引号写成两个。' },
  },
  'row.quote_not_closed': {
    kind: 'invalid',
    cause: {
      en: 'The quote opened on line {line} is not closed; the row takes in everything up to line {lastLine}, the end of the file.',
      zh: '第 {line} 行打开的引号没有关闭；该行包含直至文件末尾第 {lastLine} 行的全部内容。',
    },
    remedy: {
      en: 'Close the quote, or export again: the file may be cut off.',
      zh: '请补上右引号，或重新导出：文件可能不完整。',
    },
  },
  'row.bad_bytes': {
    kind: 'invalid',
    cause: { en: 'Byte {byte} of the file is not {encoding}.', zh: '文件的第 {byte} 字节不是 {encoding}。' },
    remedy: {
      en: 'Correct the cell; if many rows have this, the mapping names the wrong `encoding`.',
      zh: '请更正该单元格；若许多行都有此问题，说明映射的 `encoding` 写错了。',
    },
  },
  'row.too_long': {
    kind: 'invalid',
    cause: {
      en: 'The row has {bytes} bytes, lines {line} to {lastLine}; at most {limit} are read.',
      zh: '该行有 {bytes} 字节（第 {line} 至 {lastLine} 行），最多读取 {limit} 字节。',
    },
    remedy: {
      en: 'Look for a quote that is not closed. The rejects file has only its beginning; the rest is in the file itself.',
      zh: '请检查是否有未关闭的引号。退回文件只含其开头，其余内容见原文件。',
    },
  },
  'row.cut_short': {
    kind: 'invalid',
    cause: {
      en: 'Only the beginning of the row stands here: it was too long to be read.',
      zh: '此处只有该行的开头：原行过长，无法读取。',
    },
    remedy: {
      en: 'Put the row as a whole in the place of this line, with its long text cut.',
      zh: '请用完整的行替换本行，并截短其中过长的文字。',
    },
  },
  'row.not_json': {
    kind: 'invalid',
    cause: { en: 'The line is not valid JSON.', zh: '该行不是有效的 JSON。' },
    remedy: { en: 'Correct it; one object a line.', zh: '请更正；每行一个对象。' },
  },
  'row.not_an_object': {
    kind: 'invalid',
    cause: { en: 'The line is not a JSON object.', zh: '该行不是 JSON 对象。' },
    remedy: { en: 'Write { } with names and values.', zh: '请写成 { } 形式的名称和值。' },
  },
} as const satisfies ErrorTable;

export const rowFault = faultsOf(rowErrors);
