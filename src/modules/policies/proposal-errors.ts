import { faultsOf, type ErrorTable } from '../../errors.js';

/** Why a set cannot be proposed, approved, refused or withdrawn. */
export const proposalErrors = {
  'policies.not_proposable': {
    kind: 'invalid',
    cause: {
      en: 'This set cannot be proposed: {faults} faults, {defects} defects.',
      zh: '该制度集不能提议：故障 {faults} 处，缺陷 {defects} 处。',
    },
    remedy: { en: 'Mend each of what follows, then propose again.', zh: '请逐一更正以下各项后重新提议。' },
  },
  'policies.wrong_file_name': {
    kind: 'invalid',
    cause: {
      en: 'A file of a set cannot have this name.',
      zh: '制度集的文件不能使用此名称。',
    },
    remedy: {
      en: 'Give a path in the folder of policies that ends in .yaml or .yml, with "/" between its parts, none of which begins with a dot, and each name once: house/promises.yaml.',
      zh: '请填写制度文件夹内以 .yaml 或 .yml 结尾的路径，各级以“/”分隔且不以点开头，每个名称只用一次，例如 house/promises.yaml。',
    },
  },
  'policies.no_reason': {
    kind: 'invalid',
    cause: { en: 'A reason is needed, of at most {limit} characters.', zh: '须说明理由，且不超过 {limit} 个字符。' },
    remedy: { en: 'Say why in a sentence.', zh: '请用一句话说明原因。' },
  },
  'policies.nothing_new': {
    kind: 'conflict',
    cause: {
      en: 'These are the texts of set {set}, which is in force.',
      zh: '这些文本与现行的第 {set} 号制度集相同。',
    },
    remedy: { en: 'There is nothing to propose.', zh: '没有可提议的内容。' },
  },
  'policies.already_proposed': {
    kind: 'conflict',
    cause: {
      en: 'Proposal {id} has the same texts and waits for approval.',
      zh: '提议 {id} 的文本与此相同，正等待审批。',
    },
    remedy: { en: 'Have that one approved, or withdraw it first.', zh: '请等待其审批，或先撤回该提议。' },
  },
  'policies.nothing_before': {
    kind: 'conflict',
    cause: {
      en: 'Set 1 is the first: there are no texts to return to.',
      zh: '第 1 号为首个制度集，之前没有可恢复的文本。',
    },
    remedy: { en: 'Change the texts and propose them.', zh: '请修改文本后提议。' },
  },
  'policies.not_proposed': {
    kind: 'conflict',
    cause: {
      en: 'This file was changed and never proposed: it would be lost.',
      zh: '此文件已修改但从未提议，覆盖后将会丢失。',
    },
    remedy: {
      en: 'Propose it (redress policy propose), keep a copy elsewhere, or overwrite it with --force.',
      zh: '请先提议（redress policy propose）或另存副本；如确需覆盖，请使用 --force。',
    },
  },
  'policies.unknown_proposal': {
    kind: 'not_found',
    cause: { en: 'There is no proposal with this id.', zh: '没有该编号的提议。' },
    remedy: { en: 'Look in the list of proposals.', zh: '请查看提议列表。' },
  },
  'policies.none_waiting': {
    kind: 'not_found',
    cause: { en: 'No proposal waits for approval.', zh: '没有等待审批的提议。' },
    remedy: { en: 'Propose a set first: redress policy propose.', zh: '请先提议制度集：redress policy propose。' },
  },
  'policies.proposal_decided': {
    kind: 'conflict',
    cause: { en: 'This proposal is no longer waiting: it is {status}.', zh: '该提议已不再等待审批，状态为 {status}。' },
    remedy: { en: 'Propose the texts again if they are still wanted.', zh: '如仍需要，请重新提议这些文本。' },
  },
  'policies.other_digest': {
    kind: 'conflict',
    cause: {
      en: 'The digest is not that of this proposal: something else was shown.',
      zh: '该摘要不属于此提议：所看到的并非此内容。',
    },
    remedy: {
      en: 'Read the proposal again, and send the digest that stands there.',
      zh: '请重新查看该提议，并发送其中的摘要。',
    },
  },
  'policies.base_moved': {
    kind: 'conflict',
    cause: {
      en: 'This was made from set {base}, and set {set} is in force now.',
      zh: '该提议基于第 {base} 号制度集，而现行的是第 {set} 号。',
    },
    remedy: {
      en: 'The author takes in what has changed meanwhile (redress policy pull, or by hand) and proposes again.',
      zh: '请起草人并入其间的变更（redress policy pull 或手工合并）后重新提议。',
    },
  },
  'policies.proposal_not_read': {
    kind: 'conflict',
    cause: {
      en: 'This version of Redress does not read the proposed texts as the one that took the proposal.',
      zh: '本版 Redress 对所提议文本的解读与受理提议时的版本不一致。',
    },
    remedy: { en: 'Propose the texts again.', zh: '请重新提议这些文本。' },
  },
  'policies.wrong_cursor': {
    kind: 'invalid',
    cause: { en: 'This is not where a page of proposals begins.', zh: '此处不是提议列表分页的有效位置。' },
    remedy: { en: 'Send "next" of the page before as it is.', zh: '请原样发送上一页的 “next”。' },
  },
} as const satisfies ErrorTable;

export const proposalFault = faultsOf(proposalErrors);
