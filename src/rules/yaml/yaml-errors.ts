import { faultsOf, type ErrorTable } from '../../errors.js';

/** What can be wrong with a YAML file before anyone asks what it means. */
export const yamlErrors = {
  'yaml.syntax': {
    kind: 'invalid',
    cause: { en: 'This is not valid YAML: {detail}.', zh: '不是有效的 YAML：{detailZh}。' },
    remedy: {
      en: 'Check indentation, quotes and brackets at this place.',
      zh: '请检查此处的缩进、引号和括号。',
    },
  },
  'yaml.several_documents': {
    kind: 'invalid',
    cause: { en: 'The file holds {count} documents.', zh: '文件中有 {count} 个文档。' },
    remedy: { en: 'Keep one document a file: split it at `---`.', zh: '每个文件只写一个文档，请在 `---` 处拆分。' },
  },
  'yaml.empty': {
    kind: 'invalid',
    cause: { en: 'The file is empty.', zh: '文件为空。' },
    remedy: { en: 'Write its content or remove the file.', zh: '请填写内容或删除该文件。' },
  },
  'yaml.duplicate_key': {
    kind: 'invalid',
    cause: { en: 'The key "{key}" stands twice.', zh: '键“{key}”重复出现。' },
    remedy: { en: 'Keep one of the two.', zh: '请只保留一个。' },
  },
  'yaml.alias': {
    kind: 'invalid',
    cause: { en: 'Anchors and aliases (& and *) are not used here.', zh: '此处不使用锚点和别名（& 与 *）。' },
    remedy: { en: 'Write the value out.', zh: '请直接写出该值。' },
  },
  'yaml.tag': {
    kind: 'invalid',
    cause: { en: 'Tags (!) and directives (%) are not used here.', zh: '此处不使用标签（!）和指令（%）。' },
    remedy: { en: 'Write the plain value.', zh: '请直接写出普通的值。' },
  },
  'yaml.not_a_key': {
    kind: 'invalid',
    cause: { en: '"{key}" cannot be a key.', zh: '“{key}”不能作为键。' },
    remedy: {
      en: 'Use another name; a column of that name has to be renamed in its file.',
      zh: '请改用其他名称；若是数据列名，须在数据文件中改名。',
    },
  },
  'yaml.too_large': {
    kind: 'invalid',
    cause: {
      en: 'The file has {size} bytes; at most {limit} are read.',
      zh: '文件有 {size} 字节，最多读取 {limit} 字节。',
    },
    remedy: { en: 'Split it: one file, one subject.', zh: '请拆分：一个文件只写一个主题。' },
  },
  'yaml.too_deep': {
    kind: 'invalid',
    cause: { en: 'The file is nested more than {limit} levels deep.', zh: '文件嵌套超过 {limit} 层。' },
    remedy: { en: 'Name parts as conditions or facts of their own.', zh: '请将部分内容拆成具名条件或事实。' },
  },
  'yaml.not_text': {
    kind: 'invalid',
    cause: { en: 'The file is not UTF-8 text.', zh: '文件不是 UTF-8 文本。' },
    remedy: { en: 'Save it as UTF-8.', zh: '请以 UTF-8 编码保存。' },
  },
  'yaml.null_value': {
    kind: 'invalid',
    cause: { en: '"{key}" has no value.', zh: '“{key}”没有值。' },
    remedy: {
      en: 'Give a value or remove it; inside { } a text with a comma needs quotation marks, and so do the words null and ~ everywhere.',
      zh: '请给出值或将其删除；在 { } 内含逗号的文字须加引号，null 与 ~ 作为文字时也须加引号。',
    },
  },
  'yaml.unknown_key': {
    kind: 'invalid',
    cause: { en: '"{key}" is not a key here.', zh: '此处没有名为“{key}”的键。' },
    remedy: { en: 'Use one of: {known}.{hint}', zh: '可用的键：{known}。{hint}' },
  },
  'yaml.missing_key': {
    kind: 'invalid',
    cause: { en: '"{key}" is missing.', zh: '缺少“{key}”。' },
    remedy: { en: 'Add it: {expected}.', zh: '请补上：{expectedZh}。' },
  },
  'yaml.wrong_type': {
    kind: 'invalid',
    cause: { en: '"{key}" is {found}, which is not {expected}.', zh: '“{key}”为 {found}，而不是{expectedZh}。' },
    remedy: { en: 'Change the value.', zh: '请修改该值。' },
  },
  'yaml.wrong_value': {
    kind: 'invalid',
    cause: { en: '"{found}" is not a value of "{key}".', zh: '“{key}”不能为“{found}”。' },
    remedy: { en: 'Expected: {expected}.', zh: '应为：{expectedZh}。' },
  },
} as const satisfies ErrorTable;

export const yamlFault = faultsOf(yamlErrors);
