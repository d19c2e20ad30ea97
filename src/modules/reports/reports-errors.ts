import { faultsOf, type ErrorTable } from '../../errors.js';

/** What can be wrong with a report over what is stored, and with its files. */
export const reportsErrors = {
  'reports.wrong_day': {
    kind: 'invalid',
    cause: { en: '"{found}" is not a day.', zh: '“{found}”不是有效日期。' },
    remedy: { en: 'Write it as 2026-02-12.', zh: '请写成 2026-02-12 的形式。' },
  },
  'reports.period_reversed': {
    kind: 'invalid',
    cause: {
      en: 'The period ends ({to}) before it begins ({from}).',
      zh: '期间的截止日期（{to}）早于起始日期（{from}）。',
    },
    remedy: {
      en: 'Give the first day as from and the last as to; both belong to the period.',
      zh: '请以 from 给出首日、以 to 给出末日，首尾两日均计入。',
    },
  },
  'reports.wrong_at': {
    kind: 'invalid',
    cause: { en: 'This is no instant to judge at.', zh: '此处不是可用的判定时点。' },
    remedy: {
      en: 'Write a day (2026-11-21: from its first instant) or an instant with its offset (2026-11-21T09:00+08:00).',
      zh: '请写日期（2026-11-21，以当日零时为准）或带时区偏移的时刻（2026-11-21T09:00+08:00）。',
    },
  },
  'reports.too_many_waiting': {
    kind: 'unavailable',
    cause: { en: '{count} reports are waiting to be made already.', zh: '已有 {count} 份报告在等待生成。' },
    remedy: { en: 'Ask again when some of them are done.', zh: '请待其中一部分完成后再提交。' },
  },
  'reports.not_done': {
    kind: 'conflict',
    cause: { en: 'This report is not done ({status}): it has no files.', zh: '该报告尚未完成（{status}），没有文件。' },
    remedy: {
      en: 'Look at its status; a report that failed or was interrupted must be asked for again.',
      zh: '请查看其状态；失败或中断的报告需重新提交。',
    },
  },
  'reports.unknown_file': {
    kind: 'not_found',
    cause: { en: 'The report has no file of this name.', zh: '该报告没有此名称的文件。' },
    remedy: { en: 'The report lists its files: {known}.', zh: '该报告的文件：{known}。' },
  },
  'reports.not_kept': {
    kind: 'conflict',
    cause: {
      en: 'The files of this report were written by the command line to where they were wanted; they are not kept here.',
      zh: '该报告的文件由命令行输出到指定位置，此处没有保存。',
    },
    remedy: {
      en: 'Ask whoever made it for the file and compare its SHA-256, or order the report here.',
      zh: '请向生成者索取文件并核对 SHA-256，或在此重新申请生成。',
    },
  },
  'reports.file_missing': {
    kind: 'unavailable',
    cause: {
      en: 'The file {name} of this report is no longer where it was stored ({reason}).',
      zh: '该报告的文件 {name} 已不在存放处（{reason}）。',
    },
    remedy: {
      en: 'Restore the folder reports of the data folder from a backup, or make the report again.',
      zh: '请从备份恢复数据文件夹中的 reports 文件夹，或重新生成报告。',
    },
  },
  'reports.file_changed': {
    kind: 'conflict',
    cause: {
      en: 'The file {name} is not the one that was made: its digest is not the one in the account of the report. It is not given out.',
      zh: '文件 {name} 与生成时不同：其摘要与报告记录不符，因此不予提供。',
    },
    remedy: {
      en: 'Find out who changed it. Restore it from a backup, or make the report again.',
      zh: '请查明由谁改动；从备份恢复，或重新生成报告。',
    },
  },
} as const satisfies ErrorTable;

export const reportsFault = faultsOf(reportsErrors);
