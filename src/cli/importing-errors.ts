import { faultsOf, type ErrorTable } from '../errors.js';

/** What can be wrong with how an import is asked for, and with a folder that is watched. */
export const importingErrors = {
  'importing.one_of': {
    kind: 'invalid',
    cause: {
      en: 'An import needs one of: a FILE, --undo RUN, --watch FOLDER; here are {count}.',
      zh: '导入须指定以下之一：文件、--undo 执行编号、--watch 文件夹；此处给出 {count} 个。',
    },
    remedy: { en: 'See "redress import --help".', zh: '请参阅“redress import --help”。' },
  },
  'importing.no_mapping': {
    kind: 'invalid',
    cause: { en: 'It is not said how the columns become complaints.', zh: '未说明各列如何对应为投诉。' },
    remedy: {
      en: 'Give a mapping with --mapping; see policies/mappings for examples.',
      zh: '请用 --mapping 指定字段映射文件；示例见 policies/mappings。',
    },
  },
  'importing.not_with': {
    kind: 'invalid',
    cause: { en: '{option} does not go with {with}.', zh: '{option} 不能与 {with} 同用。' },
    remedy: { en: 'Leave it out.', zh: '请去掉该选项。' },
  },
  'importing.no_folder': {
    kind: 'not_found',
    cause: { en: 'The folder {folder} cannot be watched ({detail}).', zh: '无法监视文件夹 {folder}（{detail}）。' },
    remedy: {
      en: 'Give a folder that exists and in which files may be moved.',
      zh: '请指定存在且允许移动其中文件的文件夹。',
    },
  },
  'importing.already_watched': {
    kind: 'conflict',
    cause: { en: 'Another process is watching the folder {folder}.', zh: '另一进程正在监视文件夹 {folder}。' },
    remedy: { en: 'End that one first, or watch another folder.', zh: '请先结束该进程，或监视其他文件夹。' },
  },
} as const satisfies ErrorTable;

export const importingFault = faultsOf(importingErrors);
