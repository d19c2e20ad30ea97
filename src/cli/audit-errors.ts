import { faultsOf, type ErrorTable } from '../errors.js';

/** What can be wrong with how an audit is asked for. */
export const auditErrors = {
  'audit.no_mapping': {
    kind: 'not_found',
    cause: { en: 'The mapping {file} cannot be read ({detail}).', zh: '无法读取字段映射文件 {file}（{detail}）。' },
    remedy: {
      en: 'Give the path of a mapping with --mapping; see policies/mappings for examples.',
      zh: '请用 --mapping 指定字段映射文件；示例见 policies/mappings。',
    },
  },
  'audit.wrong_at': {
    kind: 'invalid',
    cause: { en: '"{found}" is no instant to judge at.', zh: '“{found}”不能作为判定时点。' },
    remedy: {
      en: 'Write a day (2026-11-21: from its first instant) or an instant with its offset (2026-11-21T09:00+08:00).',
      zh: '请写日期（2026-11-21，以当日零时为准）或带时区偏移的时刻（2026-11-21T09:00+08:00）。',
    },
  },
  'audit.same_file': {
    kind: 'conflict',
    cause: {
      en: 'Two outputs, or an output and the input, are the same file: {file}.',
      zh: '输出文件之间或与输入文件重复：{file}。',
    },
    remedy: { en: 'Give each its own name.', zh: '请分别指定不同的文件名。' },
  },
} as const satisfies ErrorTable;

export const auditFault = faultsOf(auditErrors);
