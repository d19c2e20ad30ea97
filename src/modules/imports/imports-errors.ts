import { faultsOf, type ErrorTable } from '../../errors.js';

/** What can be wrong with an import into the store, besides its file and its mapping. */
export const importsErrors = {
  'imports.does_not_add_up': {
    kind: 'unavailable',
    cause: {
      en: 'The account of the import does not add up: {what}, {found} counted of {expected}.',
      zh: '导入台账不平：{what}，计得 {found}，应为 {expected}。',
    },
    remedy: {
      en: 'What was stored stays. Report this as a defect of Redress, and import the file again.',
      zh: '已保存的内容仍然保留。请作为 Redress 的缺陷报告，并重新导入该文件。',
    },
  },
  'imports.unknown_mapping': {
    kind: 'not_found',
    cause: { en: 'The policies in force hold no mapping "{mapping}".', zh: '现行制度中没有字段映射“{mapping}”。' },
    remedy: {
      en: 'Use one of: {known}; mappings stand in the folder mappings of the policies.',
      zh: '可用的映射：{known}；映射文件位于制度文件夹的 mappings 中。',
    },
  },
  'imports.not_an_import': {
    kind: 'conflict',
    cause: { en: 'This run is no import.', zh: '该次执行不是导入。' },
    remedy: {
      en: 'Give the id of an import. An undone import is brought back by importing its file again.',
      zh: '请给出导入的 id。已撤销的导入可通过重新导入其文件恢复。',
    },
  },
  'imports.still_running': {
    kind: 'conflict',
    cause: { en: 'This import is still running.', zh: '该导入仍在进行。' },
    remedy: { en: 'Wait for its end, then undo it.', zh: '请等待其结束后再撤销。' },
  },
  'imports.nothing_to_undo': {
    kind: 'conflict',
    cause: {
      en: 'There is nothing left to undo: of this import no event stands.',
      zh: '没有可撤销的内容：该导入已没有仍然有效的事件。',
    },
    remedy: {
      en: 'Nothing needs to be done. Importing the file again brings its content back.',
      zh: '无需任何操作。重新导入该文件即可恢复其内容。',
    },
  },
  'imports.newer_first': {
    kind: 'conflict',
    cause: {
      en: 'Newer imports have changed complaints of this one: {runs}.',
      zh: '更新的导入已更改本次导入的投诉：{runs}。',
    },
    remedy: {
      en: 'Undo those first, the newest one first; each rests on what was imported before it.',
      zh: '请先撤销这些导入，从最新的开始；每次导入都以此前的内容为基础。',
    },
  },
  'imports.no_rejects': {
    kind: 'not_found',
    cause: { en: 'No rejected rows of this import are kept here.', zh: '此处没有保存该导入的退回行。' },
    remedy: {
      en: 'Rejected rows are kept of files that were uploaded, for 30 days after the import; the command line writes them with --rejects. To get them again, import the file again.',
      zh: '仅保存上传文件的退回行，自导入起保留 30 天；命令行导入请使用 --rejects 输出。如需再次取得，请重新导入该文件。',
    },
  },
  'imports.file_too_large': {
    kind: 'invalid',
    cause: { en: 'The file is larger than {limit} bytes.', zh: '文件超过 {limit} 字节。' },
    remedy: {
      en: 'Import it with the command line, or raise REDRESS_UPLOAD_LIMIT.',
      zh: '请用命令行导入，或调高 REDRESS_UPLOAD_LIMIT。',
    },
  },
  'imports.too_many_waiting': {
    kind: 'unavailable',
    cause: { en: '{count} imports are waiting already.', zh: '已有 {count} 次导入在等待。' },
    remedy: { en: 'Send the file again when some of them are done.', zh: '请待其中一部分完成后再提交。' },
  },
  'imports.cut_off': {
    kind: 'invalid',
    cause: {
      en: 'The connection ended before the whole file had arrived; nothing of it was imported.',
      zh: '文件尚未传完连接已中断，未导入任何内容。',
    },
    remedy: { en: 'Send the file again.', zh: '请重新发送该文件。' },
  },
  'imports.wrong_cursor': {
    kind: 'invalid',
    cause: { en: 'This is not where a page of this list begins.', zh: '这不是该列表某一页的起点。' },
    remedy: { en: 'Use "next" of the page before as it came.', zh: '请原样使用上一页返回的 next。' },
  },
} as const satisfies ErrorTable;

export const importsFault = faultsOf(importsErrors);
