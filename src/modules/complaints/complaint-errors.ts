import { faultsOf, type ErrorTable } from '../../errors.js';

/** What can be wrong with what is said of a complaint. None repeats a value: it may be personal. */
export const complaintErrors = {
  'complaint.unknown': {
    kind: 'not_found',
    cause: { en: 'There is no such complaint.', zh: '没有该投诉。' },
    remedy: {
      en: 'Look for it in the list of complaints by its source and reference.',
      zh: '请在投诉列表中按来源和编号查找。',
    },
  },
  'complaint.exists': {
    kind: 'conflict',
    cause: {
      en: 'A complaint of this source with this reference is stored already, with the id {id}.',
      zh: '该来源下已有此编号的投诉，其 id 为 {id}。',
    },
    remedy: {
      en: 'Send what is new to /api/complaints/{id}/events.',
      zh: '请将新增内容发送至 /api/complaints/{id}/events。',
    },
  },
  'complaint.reference_taken': {
    kind: 'conflict',
    cause: { en: 'This source has used this reference before.', zh: '该来源此前已使用此编号。' },
    remedy: { en: 'Give another reference, or none.', zh: '请改用其他编号，或不填编号。' },
  },
  'complaint.unit_missing': {
    kind: 'invalid',
    cause: { en: 'It is not said to which of your units the complaint belongs.', zh: '未说明该投诉属于您的哪个单位。' },
    remedy: { en: 'Set "unit" to one of: {units}.', zh: '请将“unit”设为以下之一：{units}。' },
  },
  'complaint.opens_nothing': {
    kind: 'invalid',
    cause: {
      en: 'That personal data were opened is recorded by opening them, never as an event beside it.',
      zh: '查阅个人信息由查阅操作本身登记，不得另行作为事件登记。',
    },
    remedy: { en: 'Use POST /api/complaints/{id}/openings.', zh: '请使用 POST /api/complaints/{id}/openings。' },
  },
  'complaint.opening_stands': {
    kind: 'conflict',
    cause: {
      en: 'That personal data were opened cannot be taken back.',
      zh: '查阅个人信息的登记不可撤回。',
    },
    remedy: { en: 'Leave it out.', zh: '请删去此项撤回。' },
  },
  'complaint.purpose_missing': {
    kind: 'invalid',
    cause: { en: 'It is not said what the personal data are opened for.', zh: '未说明查阅个人信息的用途。' },
    remedy: {
      en: 'Give "code", "text" or both in "purpose"; on the command line --purpose.',
      zh: '请在“purpose”中填写 "code"、"text" 或两者；命令行中使用 --purpose。',
    },
  },
  'complaint.nothing_withheld': {
    kind: 'invalid',
    cause: {
      en: 'The complaint has no personal value of this fact, or none any more.',
      zh: '该投诉没有此项事实的个人信息值，或其值已删除。',
    },
    remedy: {
      en: 'Name facts that reading the complaint shows as withheld, or none for all of them.',
      zh: '请填写查阅投诉时显示为不予展示（withheld）的事实；不填则为全部。',
    },
  },
  'complaint.nothing_recorded': {
    kind: 'invalid',
    cause: { en: 'Nothing is said of the complaint.', zh: '没有任何关于该投诉的内容。' },
    remedy: { en: 'Give at least one event or fact.', zh: '请至少给出一个事件或一项事实。' },
  },
  'complaint.nothing_new': {
    kind: 'invalid',
    cause: {
      en: 'There are no events here, and nothing about what is observed.',
      zh: '既没有事件，也没有说明可观察的事件类型。',
    },
    remedy: { en: 'Give at least one event, or "observes".', zh: '请至少给出一个事件，或给出“observes”。' },
  },
  'complaint.observes_missing': {
    kind: 'invalid',
    cause: {
      en: 'It is not said which events this source reports. What it does not report is unknown; it never counts as "did not happen".',
      zh: '未说明该来源会报告哪些事件。来源不报告的事件视为未知，绝不等于“没有发生”。',
    },
    remedy: {
      en: 'Set "observes" to the list of the event types that it would report if they happened, or to "everything" where it reports every one.',
      zh: '请将“observes”设为该来源在事件发生时会报告的事件类型列表；若全部报告，请写 "everything"。',
    },
  },
  'complaint.observes_form': {
    kind: 'invalid',
    cause: { en: 'This does not say which events are reported.', zh: '此处未说明会报告哪些事件。' },
    remedy: { en: 'Write "everything", or a list of event types.', zh: '请写 "everything"，或事件类型列表。' },
  },
  'complaint.unknown_event': {
    kind: 'invalid',
    cause: { en: 'The vocabulary has no event type "{event}".', zh: '词汇表中没有事件类型“{event}”。' },
    remedy: {
      en: 'Use one of those that GET /api/policies/vocabulary lists.{hint}',
      zh: '请使用 GET /api/policies/vocabulary 所列的事件类型。{hint}',
    },
  },
  'complaint.not_an_event': {
    kind: 'invalid',
    cause: { en: 'This is not the name of an event type.', zh: '此处不是事件类型的名称。' },
    remedy: {
      en: 'Use one of the event types of vocabulary.yaml, such as "received".',
      zh: '请使用 vocabulary.yaml 中的事件类型，例如 "received"。',
    },
  },
  'complaint.unknown_fact': {
    kind: 'invalid',
    cause: { en: 'The vocabulary has no fact "{fact}".', zh: '词汇表中没有事实“{fact}”。' },
    remedy: {
      en: 'Use one of those that GET /api/policies/vocabulary lists.{hint}',
      zh: '请使用 GET /api/policies/vocabulary 所列的事实。{hint}',
    },
  },
  'complaint.not_a_fact': {
    kind: 'invalid',
    cause: { en: 'A key here is not the name of a fact.', zh: '此处有一个键不是事实的名称。' },
    remedy: {
      en: 'Use the facts of vocabulary.yaml, such as "category".',
      zh: '请使用 vocabulary.yaml 中的事实，例如 "category"。',
    },
  },
  'complaint.unknown_register_fact': {
    kind: 'invalid',
    cause: {
      en: 'No policy counts "{fact}" over other complaints.',
      zh: '没有制度就其他投诉计数“{fact}”。',
    },
    remedy: {
      en: 'Name a fact that a policy declares with "from: register".{hint}',
      zh: '请写制度中以 "from: register" 声明的事实。{hint}',
    },
  },
  'complaint.not_a_count': {
    kind: 'invalid',
    cause: {
      en: 'This is no number of complaints.',
      zh: '此处不是投诉件数。',
    },
    remedy: {
      en: 'Give a whole number, 0 or more; leave out what the register was not asked.',
      zh: '请写不小于 0 的整数；未查询的事项请勿写出。',
    },
  },
  'complaint.not_a_time': {
    kind: 'invalid',
    cause: { en: 'This does not say when the event happened.', zh: '此处未说明事件发生的时间。' },
    remedy: {
      en: 'Write a day that exists, 2026-02-12, or an instant with its offset, 2026-02-12T09:00+08:00.',
      zh: '请写实际存在的日期，如 2026-02-12；或带时区偏移的时刻，如 2026-02-12T09:00+08:00。',
    },
  },
  'complaint.year_outside': {
    kind: 'invalid',
    cause: { en: 'This lies outside the years 1900 to 2199.', zh: '此处年份不在 1900 至 2199 之间。' },
    remedy: { en: 'Mend the year.', zh: '请更正年份。' },
  },
  'complaint.unusable_text': {
    kind: 'invalid',
    cause: {
      en: 'This text holds a character that cannot be kept: NUL, or half a surrogate pair.',
      zh: '此处文本含有无法保存的字符：空字符（NUL）或不成对的代理码元。',
    },
    remedy: { en: 'Remove it.', zh: '请将其删除。' },
  },
  'complaint.event_id_twice': {
    kind: 'invalid',
    cause: {
      en: 'Two different events of this request have the same id.',
      zh: '本次请求中有两个不同的事件使用了同一 id。',
    },
    remedy: { en: 'Give each event its own id, or none.', zh: '请为每个事件使用各自的 id，或不写 id。' },
  },
  'complaint.event_id_taken': {
    kind: 'conflict',
    cause: {
      en: 'An event with this id is stored already, with other content. Nothing was recorded.',
      zh: '已存有此 id 的事件，且内容不同。本次未登记任何内容。',
    },
    remedy: {
      en: 'What is stored is never edited: take it back with an "event-retracted" event and record the right one under a new id.',
      zh: '已存内容不可修改：请用 "event-retracted" 事件撤回，再以新的 id 登记正确的事件。',
    },
  },
  'complaint.retracts_nothing': {
    kind: 'invalid',
    cause: { en: 'This retraction does not name an event.', zh: '此项撤回未指明所撤回的事件。' },
    remedy: { en: 'Give its id in "data": { "event": … }.', zh: '请在 "data": { "event": … } 中写明其 id。' },
  },
  'complaint.retracts_unknown': {
    kind: 'invalid',
    cause: {
      en: 'No event of this complaint has the id that is retracted here.',
      zh: '该投诉没有此处所要撤回的事件 id。',
    },
    remedy: {
      en: 'Use the id of an event as the complaint lists it.',
      zh: '请使用投诉事件列表中的 id。',
    },
  },
  'complaint.retracts_without_reason': {
    kind: 'invalid',
    cause: { en: 'This retraction does not say why.', zh: '此项撤回未说明理由。' },
    remedy: { en: 'Give the reason in "data": { "reason": … }.', zh: '请在 "data": { "reason": … } 中写明理由。' },
  },
  'complaint.wrong_cursor': {
    kind: 'invalid',
    cause: {
      en: 'This is not where a page of this list begins: it is damaged, or belongs to other filters.',
      zh: '这不是该列表某一页的起点：内容有误，或属于其他筛选条件。',
    },
    remedy: {
      en: 'Use "next" of the page before as it came, with the same filters, or begin without it.',
      zh: '请原样使用上一页返回的“next”并保持相同的筛选条件，或不带该参数从头开始。',
    },
  },
  'complaint.days_reversed': {
    kind: 'invalid',
    cause: { en: 'The first day lies after the last.', zh: '起始日期晚于截止日期。' },
    remedy: { en: 'Exchange them.', zh: '请对调两个日期。' },
  },
  'complaint.unknown_judgement': {
    kind: 'not_found',
    cause: {
      en: 'There is no judgement with this number.',
      zh: '没有此编号的判定。',
    },
    remedy: { en: 'Look in the list of judgements of this complaint.', zh: '请查看该投诉的判定列表。' },
  },
} as const satisfies ErrorTable;

export const complaintFault = faultsOf(complaintErrors);
