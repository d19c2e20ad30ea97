import { faultsOf, type ErrorTable } from '../errors.js';

/** What can be wrong with a file of complaints as a whole: nothing of it is judged. */
export const importErrors = {
  'import.cannot_read': {
    kind: 'not_found',
    cause: { en: 'The file cannot be read ({detail}).', zh: '无法读取文件（{detail}）。' },
    remedy: { en: 'Check the path and the permissions.', zh: '请检查路径和权限。' },
  },
  'import.not_a_file': {
    kind: 'invalid',
    cause: { en: 'This is a folder, a pipe or a device, not a file.', zh: '这是文件夹、管道或设备，不是文件。' },
    remedy: { en: 'Save the data to a file and give its path.', zh: '请将数据存为文件并给出路径。' },
  },
  'import.empty_file': {
    kind: 'invalid',
    cause: { en: 'The file is empty.', zh: '文件为空。' },
    remedy: {
      en: 'Export it again; a file without complaints still has its header line.',
      zh: '请重新导出；没有投诉的文件也应有表头行。',
    },
  },
  'import.binary_file': {
    kind: 'invalid',
    cause: { en: 'This is {what}, not a text file.', zh: '这是{whatZh}，不是文本文件。' },
    remedy: {
      en: 'Open it in the program that wrote it and save it as CSV (UTF-8).',
      zh: '请用生成它的程序打开，并另存为 CSV（UTF-8）。',
    },
  },
  'import.json_array': {
    kind: 'invalid',
    cause: {
      en: 'The file is one JSON document, not one object a line.',
      zh: '文件是一整个 JSON 文档，而非每行一个对象。',
    },
    remedy: { en: 'Write one object a line (`jq -c ".[]"` does it).', zh: '请每行写一个对象（可用 `jq -c ".[]"`）。' },
  },
  'import.encoding_mismatch': {
    kind: 'invalid',
    cause: {
      en: 'The mapping says {said}, but the file is {found}.',
      zh: '映射写的是 {said}，但文件是 {found}。',
    },
    remedy: { en: 'Write `encoding: {found}` in the mapping.', zh: '请在映射中写 `encoding: {found}`。' },
  },
  'import.header_unreadable': {
    kind: 'invalid',
    cause: {
      en: 'The first line is not a header: {why}.',
      zh: '第一行不是表头：{whyZh}。',
    },
    remedy: {
      en: 'Check encoding, delimiter and quote of the mapping against the file.',
      zh: '请对照文件检查映射中的编码、分隔符和引号。',
    },
  },
  'import.wrong_delimiter': {
    kind: 'invalid',
    cause: {
      en: 'With the delimiter "{delimiter}" the header is one single column.',
      zh: '按分隔符“{delimiter}”读取，表头只有一列。',
    },
    remedy: { en: 'Write `delimiter: "{better}"` in the mapping.', zh: '请在映射中写 `delimiter: "{better}"`。' },
  },
  'import.header_missing': {
    kind: 'invalid',
    cause: {
      en: 'None of the columns of the mapping stands in the first line, which has {count}.',
      zh: '第一行有 {count} 列，其中没有映射所列的任何一列。',
    },
    remedy: {
      en: 'The mapping names: {columns}. If the file has no header line, list its columns under `header:` beside `delimiter:`.',
      zh: '映射中的列：{columns}。若文件没有表头行，请在 `delimiter:` 旁用 `header:` 列出各列。',
    },
  },
  'import.column_missing': {
    kind: 'invalid',
    cause: {
      en: 'The mapping names the column "{column}", and the file has none.',
      zh: '映射中的列“{column}”在文件中不存在。',
    },
    remedy: {
      en: 'Correct the name{hint}; the file has: {header}. A column that some exports lack can be `optional: true`.',
      zh: '请更正列名{hint}；文件中的列：{header}。部分导出没有的列可写 `optional: true`。',
    },
  },
  'import.column_twice': {
    kind: 'invalid',
    cause: {
      en: 'The column name "{column}" stands twice in the header, as columns {first} and {second}.',
      zh: '列名“{column}”在表头中重复，分别为第 {first} 列和第 {second} 列。',
    },
    remedy: { en: 'Rename one of them in the file.', zh: '请在文件中将其中一列改名。' },
  },
  'import.rejects_is_input': {
    kind: 'conflict',
    cause: { en: 'The rejects file would overwrite the file that is read.', zh: '退回文件会覆盖正在读取的文件。' },
    remedy: { en: 'Give the rejects file another name.', zh: '请为退回文件另取名称。' },
  },
  'import.cannot_write': {
    kind: 'unavailable',
    cause: { en: 'The file cannot be written ({detail}).', zh: '无法写入文件（{detail}）。' },
    remedy: {
      en: 'Check the folder, its permissions and the free space. Nothing stands under the final name.',
      zh: '请检查文件夹、权限和剩余空间。最终文件名下没有留下任何内容。',
    },
  },
  'import.no_temporary_space': {
    kind: 'unavailable',
    cause: {
      en: 'The temporary file for sorting cannot be written ({detail}).',
      zh: '无法写入排序用的临时文件（{detail}）。',
    },
    remedy: {
      en: 'Free some space, or name another folder in TMPDIR; about twice the size of the file is needed.',
      zh: '请腾出空间，或通过 TMPDIR 指定其他文件夹；约需文件大小的两倍。',
    },
  },
} as const satisfies ErrorTable;

export const importFault = faultsOf(importErrors);
