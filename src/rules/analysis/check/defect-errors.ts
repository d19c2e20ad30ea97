import type { ErrorTable } from '../../../errors.js';

/** Rules that cannot mean what they say, or that nobody has tried. */
export const defectErrors = {
  'check.never_holds': {
    kind: 'invalid',
    cause: { en: '"{key}" can never hold, whatever the complaint.', zh: '“{key}”在任何投诉中都不可能成立。' },
    remedy: {
      en: 'Mend the condition, or take it out with what depends on it.',
      zh: '请更正该条件，或将其连同所依附的内容一并删除。',
    },
  },
  'check.never_met': {
    kind: 'invalid',
    cause: { en: 'No complaint can ever meet this requirement.', zh: '任何投诉都不可能满足这项要求。' },
    remedy: { en: 'Mend "require": its parts exclude each other.', zh: '请更正“require”：其各部分相互排斥。' },
  },
  'check.always_holds': {
    kind: 'invalid',
    cause: {
      en: '"{key}" holds for every complaint, so it decides nothing.',
      zh: '“{key}”对所有投诉均成立，不起任何区分作用。',
    },
    remedy: { en: 'Take it out, or write what was meant.', zh: '请将其删除，或写明本意。' },
  },
  'check.never_with_applies': {
    kind: 'invalid',
    cause: {
      en: '"when" and "applies" of the policy can never hold together: the rule applies to nobody.',
      zh: '“when”与制度的“applies”不可能同时成立，该规则对任何投诉都不适用。',
    },
    remedy: { en: 'Mend one of the two.', zh: '请更正其中之一。' },
  },
  'check.contradiction': {
    kind: 'invalid',
    cause: {
      en: 'No complaint can meet both this requirement and "{other}".',
      zh: '任何投诉都不可能同时满足本要求和“{other}”。',
    },
    remedy: { en: 'Mend one of the two, or part them by "when".', zh: '请更正其中之一，或用“when”加以区分。' },
  },
  'check.row_never_holds': {
    kind: 'invalid',
    cause: { en: 'Row {row} of the table can never hold.', zh: '表中第 {row} 行不可能成立。' },
    remedy: { en: 'Mend its condition or take it out.', zh: '请更正其条件或删除该行。' },
  },
  'check.unreachable_row': {
    kind: 'invalid',
    cause: {
      en: 'Row {row} of the table is never reached: the rows before it take every case.',
      zh: '表中第 {row} 行永远不会被采用：之前各行已涵盖全部情形。',
    },
    remedy: {
      en: 'Put it further up, mend its condition, or take it out.',
      zh: '请将该行前移、更正其条件，或将其删除。',
    },
  },
  'check.gap': {
    kind: 'invalid',
    cause: { en: 'No row of the table holds for {example}.', zh: '{example} 时，表中没有任何一行成立。' },
    remedy: {
      en: 'Add a row for it, or a last row without "when".',
      zh: '请为该情形增加一行，或在末尾增加一行不带“when”的内容。',
    },
  },
  'check.overlap': {
    kind: 'invalid',
    cause: {
      en: '"{rule}" and "{other}" set different periods for one duty, and a complaint can fall under both.',
      zh: '“{rule}”与“{other}”就同一义务规定了不同期限，而同一投诉可能同时适用两者。',
    },
    remedy: {
      en: 'Part their conditions so that each complaint falls under one.',
      zh: '请划清两者的条件，使每件投诉只适用其一。',
    },
  },
  'check.no_test': {
    kind: 'invalid',
    cause: { en: 'No case tries "{rule}".', zh: '没有测试案例涉及“{rule}”。' },
    remedy: {
      en: 'Add a case for each outcome to the *.test.yaml file of its policy.',
      zh: '请在该制度的 *.test.yaml 文件中为每种结论增加案例。',
    },
  },
  'check.untried': {
    kind: 'invalid',
    cause: { en: 'No case expects of "{rule}": {outcomes}.', zh: '没有测试案例预期“{rule}”得出：{outcomes}。' },
    remedy: {
      en: 'Add a case for each to the *.test.yaml file of its policy.',
      zh: '请在该制度的 *.test.yaml 文件中逐一增加案例。',
    },
  },
  'check.looser_than_law': {
    kind: 'invalid',
    cause: {
      en: 'This promise can run out later than "{law}" on the same duty: started {start}, promised {promised}, by law {legal}. Facts: {facts}. Later on {later} of {days} start days.',
      zh: '该承诺可能晚于同一义务的法定期限“{law}”：{start} 起算，承诺 {promised}，法定 {legal}。事实：{facts}。在 {days} 个起算日中有 {later} 个晚于法定期限。',
    },
    remedy: { en: 'Shorten the promise, or count it as the law is counted.', zh: '请缩短承诺期限，或按法定方式计算。' },
  },
} as const satisfies ErrorTable;
