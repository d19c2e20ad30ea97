import { faultsOf, type ErrorTable } from '../../errors.js';

/** What can be wrong with letters to complainants. None repeats what a letter says. */
export const letterErrors = {
  'letter.unknown': {
    kind: 'not_found',
    cause: { en: 'The complaint has no such letter.', zh: '该投诉没有此函件。' },
    remedy: {
      en: 'Look at the letters of the complaint: GET /api/complaints/{id}/letters.',
      zh: '请查看该投诉的函件：GET /api/complaints/{id}/letters。',
    },
  },
  'letter.not_a_draft': {
    kind: 'conflict',
    cause: { en: 'The letter is no draft any more: {status}.', zh: '该函件已不是草稿：{status}。' },
    remedy: { en: 'Draft another letter.', zh: '请另行起草函件。' },
  },
  'letter.erased': {
    kind: 'conflict',
    cause: { en: 'The text of the letter was erased.', zh: '该函件的内容已删除。' },
    remedy: { en: 'Draft another letter.', zh: '请另行起草函件。' },
  },
  'letter.has_gaps': {
    kind: 'conflict',
    cause: { en: 'The letter has {count} places that are still to be filled in.', zh: '函件中还有 {count} 处待填写。' },
    remedy: {
      en: 'Fill them in (PUT the text), then send it.',
      zh: '请先填写（以 PUT 提交函件内容），再行发送。',
    },
  },
  'letter.lacks_statement': {
    kind: 'conflict',
    cause: {
      en: 'The letter does not say what {statement} asks for: {en}',
      zh: '函件未载明 {statement} 所要求的内容：{zh}',
    },
    remedy: {
      en: 'Add it, or give the reason why it is left out in "despite".',
      zh: '请补充该内容，或者在“despite”中说明不载明的理由。',
    },
  },
  'letter.out_of_date': {
    kind: 'conflict',
    cause: {
      en: 'A date, a right or an amount that the letter gives is not what the rules give now.',
      zh: '函件所载日期、权利或金额与现行判定不一致。',
    },
    remedy: {
      en: 'Draft the letter anew, or give the reason why it goes as it is in "despite".',
      zh: '请重新起草，或者在“despite”中说明按原样发送的理由。',
    },
  },
  'letter.gone_not_recorded': {
    kind: 'conflict',
    cause: {
      en: 'The mail server has taken this letter, but that it went could not be recorded.',
      zh: '邮件服务器已接收该函件，但未能登记其发出。',
    },
    remedy: {
      en: 'Do not send it again: record it as sent (recorded-as-sent), at the instant that it shows.',
      zh: '请勿重新发送：请按所示时间登记为已发出（recorded-as-sent）。',
    },
  },
  'letter.gone_otherwise': {
    kind: 'conflict',
    cause: {
      en: 'The mail server took this letter at {at}: it went then, by mail.',
      zh: '邮件服务器已于 {at} 接收该函件：应以该时间、以邮件方式登记。',
    },
    remedy: { en: 'Give that instant, and mail as the way.', zh: '请填写该时间，方式填写 mail。' },
  },
  'letter.no_event': {
    kind: 'conflict',
    cause: {
      en: 'The vocabulary marks no event as the sending of such a letter ({kind}); nothing would be recorded.',
      zh: '词汇表中没有事件标明为发送此类函件（{kind}），发送将得不到登记。',
    },
    remedy: {
      en: 'Give an event of vocabulary.yaml the key `letter`.',
      zh: '请在 vocabulary.yaml 的事件中填写 letter。',
    },
  },
  'letter.no_address': {
    kind: 'conflict',
    cause: {
      en: 'No mail address of the complainant is recorded.',
      zh: '没有登记投诉人的电子邮件地址。',
    },
    remedy: {
      en: 'Give it in "to", or send the letter by another way and record that it was sent.',
      zh: '请在“to”中填写，或者以其他方式发送后登记。',
    },
  },
  'letter.not_gone_yet': {
    kind: 'invalid',
    cause: { en: 'The letter cannot have gone at a time that lies ahead.', zh: '函件的发出时间不能晚于现在。' },
    remedy: { en: 'Give the instant at which it went.', zh: '请填写函件实际发出的时间。' },
  },
  'letter.gone_before_drafted': {
    kind: 'invalid',
    cause: { en: 'The letter cannot have gone before it was drafted.', zh: '函件的发出时间不能早于起草时间。' },
    remedy: {
      en: 'Give the instant at which it went; what went before is recorded as an event.',
      zh: '请填写函件实际发出的时间；此前已发出的函件请作为事件登记。',
    },
  },
  'letter.wrong_instant': {
    kind: 'invalid',
    cause: { en: 'This is not a point in time with its offset.', zh: '此处不是带时区偏移的时刻。' },
    remedy: { en: 'Write it as 2026-03-02T10:00:00+08:00.', zh: '请写成 2026-03-02T10:00:00+08:00 的形式。' },
  },
  'letter.fact_not_carried': {
    kind: 'invalid',
    cause: {
      en: 'None of the events of this letter ({events}) carries the fact "{fact}".',
      zh: '此函件的事件（{events}）均不记载事实“{fact}”。',
    },
    remedy: {
      en: 'Leave it out, or record it as facts-recorded.',
      zh: '请删去，或者以 facts-recorded 登记。',
    },
  },
} as const satisfies ErrorTable;

export const letterFault = faultsOf(letterErrors);
