import type { ErrorTable } from '../../../errors.js';

/** Plans that cannot be carried out as they are written. */
export const planErrors = {
  'check.warning_before_start': {
    kind: 'invalid',
    cause: {
      en: 'The warning is not later than the start: started {start}, due {due}, warned {warn}.',
      zh: '提醒不晚于起算：{start} 起算，{due} 到期，{warn} 提醒。',
    },
    remedy: { en: 'Warn later, or give a longer period.', zh: '请推迟提醒，或延长期限。' },
  },
  'check.pause_without_length': {
    kind: 'invalid',
    cause: { en: 'A pause of at most nothing never pauses.', zh: '“at-most”为零的中止不会产生任何中止效果。' },
    remedy: { en: 'Write how long it may last, or take the pause out.', zh: '请写明最长中止时间，或删除该中止。' },
  },
  'check.extension_not_longer': {
    kind: 'invalid',
    cause: {
      en: 'An extension to {to} never gives a later date than {within}.',
      zh: '延长至 {to} 在任何情况下都不会晚于 {within}。',
    },
    remedy: {
      en: '"to" is the new total from the same start: write the whole period.',
      zh: '“to”是自同一起点计算的总期限，请写明全长。',
    },
  },
  'check.cap_before_start': {
    kind: 'invalid',
    cause: {
      en: '"not-after" lies at or before the start: the period ends before it begins.',
      zh: '“not-after”不晚于起算时点，期限尚未开始即已届满。',
    },
    remedy: { en: 'Name a moment after the start.', zh: '请写起算之后的时点。' },
  },
  'check.restart_by_done': {
    kind: 'invalid',
    cause: { en: '"{event}" both ends the clock and restarts it.', zh: '“{event}”既结束该期限，又使其重新起算。' },
    remedy: { en: 'Take it out of "done" or out of "restarts".', zh: '请将其从“done”或“restarts”中删除。' },
  },
  'check.done_is_start': {
    kind: 'invalid',
    cause: {
      en: 'What starts the clock also ends it: it can never run out.',
      zh: '起算事件同时也是完成事件，该期限永远不会届满。',
    },
    remedy: { en: 'Name in "done" what is to be done after the start.', zh: '请在“done”中写明起算之后应完成的事项。' },
  },
  'check.escalation_before_start': {
    kind: 'invalid',
    cause: {
      en: 'The escalation begins at {at}, before "{rule}" does: started {start}, due {due}.',
      zh: '升级在 {at} 开始，早于“{rule}”起算：{start} 起算，{due} 到期。',
    },
    remedy: { en: 'Escalate later, or give the clock a longer period.', zh: '请推迟升级，或延长该期限。' },
  },
  'check.chain_after_due': {
    kind: 'invalid',
    cause: {
      en: 'The last level is told at {at}, when "{rule}" has run out: started {start}, due {due}.',
      zh: '最后一级在 {at} 才得知，此时“{rule}”已经届满：{start} 起算，{due} 到期。',
    },
    remedy: {
      en: 'Begin earlier, shorten "acknowledge-within", or leave out a level.',
      zh: '请提前开始升级、缩短“acknowledge-within”，或减少一级。',
    },
  },
  'check.role_twice': {
    kind: 'invalid',
    cause: { en: '"{role}" is told twice in one escalation.', zh: '同一升级中“{role}”被通知两次。' },
    remedy: {
      en: 'Name another role on the later level, or take the level out.',
      zh: '请在后一级改写其他岗位，或删除该级。',
    },
  },
  'check.acknowledgement_after_reply': {
    kind: 'invalid',
    cause: {
      en: 'The acknowledgement is due later than the answer "{rule}": started {start}, acknowledgement due {due}, answer due {reply}.',
      zh: '告知收悉的期限晚于答复“{rule}”：{start} 起算，收悉告知 {due} 到期，答复 {reply} 到期。',
    },
    remedy: { en: 'Shorten the one or lengthen the other.', zh: '请缩短前者或延长后者。' },
  },
  'check.update_after_main_clock': {
    kind: 'invalid',
    cause: {
      en: 'The first update is due after "{rule}" has run out, on every day.',
      zh: '在任何一天起算，首次进展告知的期限都晚于“{rule}”的期限。',
    },
    remedy: { en: 'Shorten the interval.', zh: '请缩短告知间隔。' },
  },
  'check.window_closes_before_opening': {
    kind: 'invalid',
    cause: {
      en: 'The window closes before it opens: counted from {start}, it opens {opens} and closes {closes}.',
      zh: '权利期间在开始之前已经结束：自 {start} 起算，{opens} 开始，{closes} 结束。',
    },
    remedy: { en: 'Mend "opens" or the period.', zh: '请更正“opens”或期限。' },
  },
  'check.retention_of_nothing': {
    kind: 'invalid',
    cause: { en: '"{key}" of nothing keeps nothing.', zh: '“{key}”为零，不产生任何保存效果。' },
    remedy: { en: 'Write a period, or take the key out.', zh: '请写明期限，或删除该项。' },
  },
  'check.minimum_after_maximum': {
    kind: 'invalid',
    cause: {
      en: 'Records "{records}" must be kept longer than "{rule}" allows: from {start}, kept through {keep}, gone after {go}.',
      zh: '记录“{records}”的最短保存期长于“{rule}”允许的最长期限：自 {start} 起，须保存至 {keep}，但 {go} 之后不得保留。',
    },
    remedy: { en: 'Shorten the minimum or lengthen the maximum.', zh: '请缩短最短期限或延长最长期限。' },
  },
  'check.in_force_outside': {
    kind: 'invalid',
    cause: {
      en: 'The rule is in force on no day of its policy: the rule from {from}, the policy from {policy}.',
      zh: '该规则的有效期与所属制度没有重合：规则自 {from} 起，制度自 {policy} 起。',
    },
    remedy: { en: 'Mend "in-force" of one of the two.', zh: '请更正其中之一的“in-force”。' },
  },
  'check.authority_decreases': {
    kind: 'invalid',
    cause: {
      en: '"{then}" decides beyond "{role}", and may grant less.',
      zh: '“{then}”负责审批超出“{role}”权限的事项，其限额却更低。',
    },
    remedy: { en: 'Raise the limit of "{then}", or name another role.', zh: '请提高“{then}”的限额，或改写其他岗位。' },
  },
  'check.authority_loop': {
    kind: 'invalid',
    cause: { en: 'Nobody decides in the end: {roles}.', zh: '审批链循环，最终无人决定：{roles}。' },
    remedy: {
      en: 'Let one of them lead to a role outside the loop, or to nobody.',
      zh: '请让其中之一指向循环之外的岗位，或不再上报。',
    },
  },
} as const satisfies ErrorTable;
