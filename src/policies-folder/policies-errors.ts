import { faultsOf, type ErrorTable } from '../errors.js';

/** Why a folder of policies, or a file in it, cannot be read from disk. */
export const policiesErrors = {
  'policies.no_folder': {
    kind: 'not_found',
    cause: { en: 'There is no folder "{folder}".', zh: '没有文件夹“{folder}”。' },
    remedy: {
      en: 'Give the folder that holds organisation.yaml and the policies.',
      zh: '请指定包含 organisation.yaml 和制度文件的文件夹。',
    },
  },
  'policies.no_files': {
    kind: 'not_found',
    cause: { en: 'The folder "{folder}" holds no YAML file.', zh: '文件夹“{folder}”中没有 YAML 文件。' },
    remedy: {
      en: 'Give the folder that holds organisation.yaml and the policies.',
      zh: '请指定包含 organisation.yaml 和制度文件的文件夹。',
    },
  },
  'policies.unreadable': {
    kind: 'unavailable',
    cause: { en: 'This cannot be read: {reason}.', zh: '无法读取：{reason}。' },
    remedy: { en: 'Check who may read it.', zh: '请检查读取权限。' },
  },
  'policies.not_a_file': {
    kind: 'invalid',
    cause: {
      en: 'This is neither an ordinary file nor a link to one in the same folder of policies.',
      zh: '既不是普通文件，也不是指向同一制度文件夹内文件的链接。',
    },
    remedy: { en: 'Put the file itself here, or remove this.', zh: '请将文件本身放在此处，或将其移除。' },
  },
  'policies.file_too_large': {
    kind: 'invalid',
    cause: {
      en: 'The file has {size} bytes; at most {limit} are read.',
      zh: '文件有 {size} 字节，最多读取 {limit} 字节。',
    },
    remedy: { en: 'Split it: one file, one subject.', zh: '请拆分：一个文件只写一个主题。' },
  },
  'policies.not_writable': {
    kind: 'unavailable',
    cause: { en: 'The folder "{folder}" cannot be changed: {reason}.', zh: '无法修改文件夹“{folder}”：{reason}。' },
    remedy: {
      en: 'Nothing was changed. Check who may write there, and the space.',
      zh: '未作任何更改。请检查写入权限和磁盘空间。',
    },
  },
  'policies.half_changed': {
    kind: 'unavailable',
    cause: {
      en: 'Changing the folder failed half-way, and so did putting it back; what is missing stands in {folder}.',
      zh: '修改文件夹中途失败且无法还原；缺失的文件存放于 {folder}。',
    },
    remedy: {
      en: 'Move those files back by hand, or run the command again once the folder can be written.',
      zh: '请手工移回这些文件，或在文件夹可写后重新运行该命令。',
    },
  },
  'policies.too_many': {
    kind: 'invalid',
    cause: {
      en: 'The folder holds more than {limit} files, or folders more than {depth} deep.',
      zh: '文件夹中的文件超过 {limit} 个，或嵌套超过 {depth} 层。',
    },
    remedy: { en: 'Give the folder of policies itself, not one above it.', zh: '请指定制度文件夹本身，而不是其上级。' },
  },
} as const satisfies ErrorTable;

export const policiesFault = faultsOf(policiesErrors);
