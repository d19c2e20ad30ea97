import { faultsOf, type ErrorTable } from '../../errors.js';

/** What can be wrong with a file of test cases, besides values that their facts cannot hold. */
export const testCaseErrors = {
  'test.unknown_policy': {
    kind: 'invalid',
    cause: { en: 'There is no policy "{policy}".', zh: '没有名为“{policy}”的制度。' },
    remedy: { en: 'Name a policy of this folder.{hint}', zh: '请写本文件夹中的制度。{hint}' },
  },
  'test.unknown_rule': {
    kind: 'invalid',
    cause: { en: 'The policy "{policy}" has no rule "{rule}".', zh: '制度“{policy}”没有规则“{rule}”。' },
    remedy: {
      en: 'Name one of its rules, policy#rule for one of another policy, or * for the policy as a whole.{hint}',
      zh: '请写该制度的规则；其他制度写“制度#规则”，整个制度写 *。{hint}',
    },
  },
  'test.unknown_records': {
    kind: 'invalid',
    cause: {
      en: 'No rule of retention speaks of records "{records}".',
      zh: '没有保存规则涉及“{records}”这一记录种类。',
    },
    remedy: {
      en: 'Name a kind of record as the rules write it, records.NAME.{hint}',
      zh: '请按规则中的写法写明记录种类：records.名称。{hint}',
    },
  },
  'test.unknown_register_fact': {
    kind: 'invalid',
    cause: {
      en: 'No policy works out "{fact}" from the register.',
      zh: '没有制度从登记簿得出“{fact}”。',
    },
    remedy: {
      en: 'Name a fact whose form is from: register.{hint}',
      zh: '请写形式为 from: register 的事实。{hint}',
    },
  },
  'test.unknown_fact': {
    kind: 'invalid',
    cause: { en: 'The vocabulary has no fact "{fact}".', zh: '词汇表中没有事实“{fact}”。' },
    remedy: {
      en: 'Mend the name or add it to vocabulary.yaml.{hint}',
      zh: '请更正名称，或将其加入 vocabulary.yaml。{hint}',
    },
  },
  'test.unknown_event': {
    kind: 'invalid',
    cause: { en: 'The vocabulary has no event "{event}".', zh: '词汇表中没有事件“{event}”。' },
    remedy: {
      en: 'Mend the name or add it to vocabulary.yaml.{hint}',
      zh: '请更正名称，或将其加入 vocabulary.yaml。{hint}',
    },
  },
  'test.facts_form': {
    kind: 'invalid',
    cause: { en: '"fact" of "expect" names no facts.', zh: '“expect”的“fact”没有写明事实。' },
    remedy: { en: 'Write fact: { NAME: VALUE }.', zh: '请写 fact: { 事实: 值 }。' },
  },
  'test.event_form': {
    kind: 'invalid',
    cause: { en: 'Each item of "events" is one event with its time.', zh: '“events”的每一项为一个事件及其时间。' },
    remedy: {
      en: 'Write - received: 2026-03-06T17:30+08:00, or - received: { at: …, a_fact: … }.',
      zh: '请写 - received: 2026-03-06T17:30+08:00，或 - received: { at: …, 事实: … }。',
    },
  },
  'test.event_without_time': {
    kind: 'invalid',
    cause: { en: 'The event "{event}" has no time.', zh: '事件“{event}”没有时间。' },
    remedy: { en: 'Add at: a day, or an instant with its offset.', zh: '请加上 at：日期，或带时区偏移的时刻。' },
  },
  'test.event_id_twice': {
    kind: 'invalid',
    cause: { en: 'Two events of this case have the id "{id}".', zh: '本案例中有两个事件的 id 为“{id}”。' },
    remedy: {
      en: 'Give each its own; without id an event is e1, e2, … by its place.',
      zh: '请分别编号；未写 id 的事件依次为 e1、e2 等。',
    },
  },
  'test.retracts_nothing': {
    kind: 'invalid',
    cause: { en: 'No event of this case is "{event}".', zh: '本案例中没有事件“{event}”。' },
    remedy: {
      en: 'Name the id of an event, or its type where it occurs once.',
      zh: '请写事件的 id；仅出现一次的，可写其类型。',
    },
  },
  'test.retracts_several': {
    kind: 'invalid',
    cause: { en: '"{event}" occurs more than once: {ids}.', zh: '“{event}”多次出现：{ids}。' },
    remedy: { en: 'Name the id of the one that is meant.', zh: '请写明所指事件的 id。' },
  },
  'test.expects_nothing': {
    kind: 'invalid',
    cause: { en: 'This case expects nothing, so it cannot fail.', zh: '本案例没有预期结果，因而永远不会失败。' },
    remedy: { en: 'Say what is expected of at least one rule.', zh: '请至少写明一条规则的预期结果。' },
  },
} as const satisfies ErrorTable;

export const testCaseFault = faultsOf(testCaseErrors);
