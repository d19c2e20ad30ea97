import { faultsOf, type ErrorTable } from '../errors.js';

const help = {
  en: 'See "{command} --help".',
  zh: '请查看“{command} --help”。',
};

/** How a command can be used wrongly, and what to say when something happened that nobody foresaw. */
export const cliErrors = {
  'cli.unknown_command': {
    kind: 'invalid',
    cause: { en: 'There is no command "{name}"{hint}.', zh: '没有名为“{name}”的命令{hint}。' },
    remedy: help,
  },
  'cli.unknown_option': {
    kind: 'invalid',
    cause: { en: 'There is no option "{name}"{hint}.', zh: '没有名为“{name}”的选项{hint}。' },
    remedy: help,
  },
  'cli.missing_argument': {
    kind: 'invalid',
    cause: { en: '<{name}> is missing.', zh: '缺少 <{name}>。' },
    remedy: help,
  },
  'cli.missing_option': {
    kind: 'invalid',
    cause: { en: 'The option "{name}" is missing.', zh: '缺少选项“{name}”。' },
    remedy: help,
  },
  'cli.missing_value': {
    kind: 'invalid',
    cause: { en: 'The option "{name}" needs a value.', zh: '选项“{name}”需要一个值。' },
    remedy: help,
  },
  'cli.too_many_arguments': {
    kind: 'invalid',
    cause: { en: 'These are too many arguments: {detail}.', zh: '参数过多：{detail}。' },
    remedy: help,
  },
  'cli.wrong_value': {
    kind: 'invalid',
    cause: { en: '"{value}" is not a value of {name}{detail}.', zh: '“{value}”不能用作 {name} 的值{detail}。' },
    remedy: help,
  },
  'cli.conflicting_options': {
    kind: 'invalid',
    cause: { en: '{name} cannot be used together with {other}.', zh: '{name} 不能与 {other} 同时使用。' },
    remedy: help,
  },
  'cli.usage': {
    kind: 'invalid',
    cause: { en: 'The command cannot be used like this: {detail}.', zh: '命令用法有误：{detail}。' },
    remedy: help,
  },
  'redress.unexpected': {
    kind: 'unavailable',
    cause: { en: 'Something unexpected happened: {detail}.', zh: '发生意外错误：{detail}。' },
    remedy: {
      en: 'This is a defect of Redress. Run the command again with REDRESS_DEBUG=1 and report what it prints.',
      zh: '这是 Redress 自身的缺陷。请设置 REDRESS_DEBUG=1 重新运行，并反馈输出内容。',
    },
  },
  'redress.cannot_answer': {
    kind: 'unavailable',
    cause: {
      en: 'The answer could not be written where the output goes ({detail}).',
      zh: '无法将结果写入输出目标（{detail}）。',
    },
    remedy: { en: 'Make room there, or send the output elsewhere.', zh: '请在该处腾出空间，或将输出改到别处。' },
  },
  'redress.interrupted': {
    kind: 'unavailable',
    cause: { en: 'Interrupted.', zh: '已中断。' },
    remedy: { en: 'Nothing half-written was left under a final name.', zh: '未在最终文件名下留下不完整的文件。' },
  },
} as const satisfies ErrorTable;

export const cliFault = faultsOf(cliErrors);
