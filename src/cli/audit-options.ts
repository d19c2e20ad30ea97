import { Option } from 'commander';
import { say } from './language.js';

/**
 * The outcome of one of our own duties at which a command ends with 1, the graver ones included. `indeterminate` leaves out what a person
 * has to assess: a text without a measure lacks no fact, and would fail every run.
 */
const failOnOutcomes = ['non-compliant', 'indeterminate', 'judgement-needed'] as const;
export type FailOn = (typeof failOnOutcomes)[number];

/** What may be asked of an audit, of a file or of what is stored. */
export interface AuditOutputs {
  readonly at?: string;
  readonly json?: string;
  readonly csv?: string;
  readonly pdf?: string;
  readonly findings: 'notable' | 'all';
  readonly failOn?: FailOn;
}

/** `--at`: an instant or a day. */
export function atOption(): Option {
  return new Option(
    '--at <instant>',
    say({ en: 'judge as at this instant or day; otherwise now', zh: '判定时点（时刻或日期），默认为现在' }),
  );
}

/** `--csv`. */
export function csvOption(): Option {
  return new Option('--csv <file>', say({ en: 'a row for each finding', zh: '逐条输出审核发现（CSV）' }));
}

/** `--pdf`. */
export function pdfOption(): Option {
  return new Option('--pdf <file>', say({ en: 'the audit report', zh: '输出审核报告（PDF）' }));
}

/** `--findings`: the notable ones unless said otherwise. */
export function findingsOption(): Option {
  return new Option(
    '--findings <which>',
    say({ en: 'also those that are compliant or do not apply', zh: '是否包括符合与不适用的发现' }),
  )
    .choices(['notable', 'all'])
    .default('notable');
}

/** `--fail-on`: see `FailOn`. */
export function failOnOption(): Option {
  return new Option(
    '--fail-on <outcome>',
    say({
      en: 'exit with 1 when one of our own duties came to this or to one named before it: what nobody has assessed yet fails with judgement-needed alone',
      zh: '本机构义务出现该结论或排在其前的结论时以 1 退出；尚待人工判断的，仅在选择 judgement-needed 时以 1 退出',
    }),
  ).choices(failOnOutcomes);
}

/** Whether one of our own duties came to this outcome, or to a graver one. Waived breaches do not count. */
export function fails(outcomes: Readonly<Record<FailOn, number>>, failOn: FailOn | undefined): boolean {
  if (failOn === undefined) return false;
  return failOnOutcomes.slice(0, failOnOutcomes.indexOf(failOn) + 1).some((outcome) => outcomes[outcome] > 0);
}
