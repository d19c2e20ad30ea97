import { faultsOf, type ErrorTable } from '../../errors.js';

const damaged = {
  en: 'Take the file again from where it was made.',
  zh: '请向出具方重新索取该文件。',
};

/** Why a judgement file cannot be read at all; what can be read and says something else is no error but a difference. */
export const judgementFileErrors = {
  'judgement_file.unreadable': {
    kind: 'unavailable',
    cause: { en: 'The file "{name}" cannot be read: {reason}.', zh: '无法读取文件“{name}”：{reason}。' },
    remedy: { en: 'Give a judgement file.', zh: '请指定判定文件。' },
  },
  'judgement_file.too_large': {
    kind: 'invalid',
    cause: {
      en: 'The file has {size} bytes; a judgement file has at most {limit}.',
      zh: '文件有 {size} 字节；判定文件最多 {limit} 字节。',
    },
    remedy: { en: 'Give a judgement file.', zh: '请指定判定文件。' },
  },
  'judgement_file.not_json': {
    kind: 'invalid',
    cause: { en: 'This is not JSON in UTF-8.', zh: '不是 UTF-8 编码的 JSON。' },
    remedy: damaged,
  },
  'judgement_file.unknown_format': {
    kind: 'invalid',
    cause: {
      en: 'This is not a judgement file of a form that this version of Redress knows ("{format}").',
      zh: '不是本版 Redress 所知格式的判定文件（“{format}”）。',
    },
    remedy: {
      en: 'Use the version of Redress that made it, or a newer one.',
      zh: '请使用出具该文件的版本或更新的版本。',
    },
  },
  'judgement_file.wrong_form': {
    kind: 'invalid',
    cause: {
      en: 'The file is not as Redress writes it, first at {pointer}.',
      zh: '文件与 Redress 写出的形式不符，首处位于 {pointer}。',
    },
    remedy: damaged,
  },
  'judgement_file.changed': {
    kind: 'invalid',
    cause: {
      en: 'The file was changed after it was written: it is not that of its own digest {digest}.',
      zh: '文件写出后被改动：与其自带的摘要 {digest} 不符。',
    },
    remedy: damaged,
  },
  'judgement_file.policies_faulty': {
    kind: 'invalid',
    cause: {
      en: 'The policies in the file cannot be read by this version of Redress.',
      zh: '本版 Redress 无法读取文件中的制度。',
    },
    remedy: {
      en: 'Use the version of Redress that made it; the faults are told below.',
      zh: '请使用出具该文件的版本；具体问题列于下方。',
    },
  },
} as const satisfies ErrorTable;

export const judgementFileFault = faultsOf(judgementFileErrors);
