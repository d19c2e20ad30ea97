import { faultsOf, type ErrorTable } from '../errors.js';

/** What can be wrong with a letter that is to be checked. */
export const replyErrors = {
  'reply.unreadable': {
    kind: 'unavailable',
    cause: { en: 'The letter cannot be read ({reason}).', zh: '无法读取答复文件（{reason}）。' },
    remedy: { en: 'Check the path and who may read it.', zh: '请检查路径和读取权限。' },
  },
  'reply.too_large': {
    kind: 'invalid',
    cause: { en: 'The letter has more than {limit} bytes.', zh: '答复文件超过 {limit} 字节。' },
    remedy: { en: 'Give the text of one letter.', zh: '请只提供一份答复的文本。' },
  },
  'reply.not_text': {
    kind: 'invalid',
    cause: { en: 'The letter is not plain text in UTF-8.', zh: '答复文件不是 UTF-8 编码的纯文本。' },
    remedy: {
      en: 'Save it as text (UTF-8) or HTML: in a word processor, "Save as", "Plain text".',
      zh: '请另存为纯文本（UTF-8）或 HTML，例如在文字处理软件中选择“另存为”“纯文本”。',
    },
  },
  'reply.empty': {
    kind: 'invalid',
    cause: { en: 'The letter has no words.', zh: '答复文件没有文字。' },
    remedy: { en: 'Give the letter as it is to be sent.', zh: '请提供拟发送的答复全文。' },
  },
  'reply.which_letter': {
    kind: 'invalid',
    cause: {
      en: 'The policies speak of several letters: {known}.',
      zh: '制度对多种函件的内容有要求：{known}。',
    },
    remedy: { en: 'Say which one it is with --letter.', zh: '请用 --letter 指明是哪一种。' },
  },
  'reply.unknown_letter': {
    kind: 'not_found',
    cause: {
      en: 'No policy says what a letter "{letter}" must say.',
      zh: '没有制度规定“{letter}”应当载明的内容。',
    },
    remedy: { en: 'Use one of: {known}.', zh: '请使用其中之一：{known}。' },
  },
} as const satisfies ErrorTable;

export const replyFault = faultsOf(replyErrors);
