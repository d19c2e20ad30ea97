import { faultsOf, type ErrorTable } from '../../errors.js';

/** What can be wrong with the sets that are stored, and with taking another. */
export const policySetErrors = {
  'policies.none_in_force': {
    kind: 'unavailable',
    cause: { en: 'No policies are in force: none have been taken yet.', zh: '尚未采用任何制度，目前没有生效的制度。' },
    remedy: {
      en: 'Mend the faults of the folder of policies; "redress policy check" lists them.',
      zh: '请更正制度文件夹中的问题；“redress policy check”会逐一列出。',
    },
  },
  'policies.no_policy': {
    kind: 'invalid',
    cause: {
      en: 'The folder holds no policy: with it in force nothing would be judged.',
      zh: '文件夹中没有制度文件：一旦生效，将不作任何判定。',
    },
    remedy: { en: 'Put at least one policy there.', zh: '请至少放入一个制度文件。' },
  },
  'policies.not_text': {
    kind: 'invalid',
    cause: { en: 'The file holds the character NUL and cannot be kept.', zh: '文件含有空字符（NUL），无法保存。' },
    remedy: { en: 'Save it as text in UTF-8.', zh: '请以 UTF-8 文本格式保存。' },
  },
  'policies.unknown_set': {
    kind: 'not_found',
    cause: { en: 'There is no set of policies with this number.', zh: '没有该编号的制度集。' },
    remedy: { en: 'Look in the list of sets.', zh: '请查看制度集列表。' },
  },
  'policies.set_not_read': {
    kind: 'conflict',
    cause: {
      en: 'This version of Redress cannot read the texts of set {number}.',
      zh: '本版 Redress 无法读取第 {number} 号制度集的文本。',
    },
    remedy: {
      en: 'Compare its files by their texts, or use the version that took it.',
      zh: '请直接比较其文本，或使用采用该制度集时的版本。',
    },
  },
  'policies.unreadable_set': {
    kind: 'unavailable',
    cause: {
      en: 'Set {number}, which is in force, is not what this version of Redress reads from its stored texts.',
      zh: '现行的第 {number} 号制度集与本版 Redress 从其存档文本中读出的内容不一致。',
    },
    remedy: {
      en: 'Run the version that took it, or mend the folder of policies for this version.',
      zh: '请使用采用该制度集时的版本，或按本版要求修改制度文件夹。',
    },
  },
} as const satisfies ErrorTable;

export const policySetFault = faultsOf(policySetErrors);
