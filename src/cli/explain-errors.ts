import { faultsOf, type ErrorTable } from '../errors.js';

/** What can be wrong with a question for an explanation. */
export const explainErrors = {
  'explain.unknown_rule': {
    kind: 'not_found',
    cause: { en: 'There is no rule "{rule}"{hint}.', zh: '没有名为“{rule}”的规则{hint}。' },
    remedy: {
      en: 'Write policy#rule, or the id of a rule that only one policy has.',
      zh: '请写成“制度#规则”，或仅一个制度具有的规则编号。',
    },
  },
  'explain.rule_of_several': {
    kind: 'invalid',
    cause: { en: '"{rule}" is a rule of several policies: {known}.', zh: '多个制度都有规则“{rule}”：{known}。' },
    remedy: { en: 'Write one of them.', zh: '请写明其中之一。' },
  },
  'explain.not_a_supposition': {
    kind: 'invalid',
    cause: { en: '"{text}" supposes nothing.', zh: '“{text}”不是有效的假设。' },
    remedy: {
      en: 'Write --suppose fact=value, for example --suppose urgency=urgent; an event takes its time or none.',
      zh: '请写成 --suppose 事实=取值，例如 --suppose urgency=urgent；事件写时间或 none。',
    },
  },
  'explain.unknown_name': {
    kind: 'not_found',
    cause: { en: 'There is no fact or event "{name}"{hint}.', zh: '没有名为“{name}”的事实或者事件{hint}。' },
    remedy: { en: 'Use a name of the vocabulary.', zh: '请使用词汇表中的名称。' },
  },
  'explain.unknown_case': {
    kind: 'not_found',
    cause: { en: 'The file has no case "{name}".', zh: '文件中没有用例“{name}”。' },
    remedy: { en: 'Name one with --case: {known}.', zh: '请用 --case 指定：{known}。' },
  },
  'explain.no_complaint': {
    kind: 'not_found',
    cause: { en: 'No complaint of the file has the id "{id}".', zh: '文件中没有编号为“{id}”的投诉。' },
    remedy: { en: 'Give an id of the file with --id.', zh: '请用 --id 指定文件中的编号。' },
  },
} as const satisfies ErrorTable;

export const explainFault = faultsOf(explainErrors);
