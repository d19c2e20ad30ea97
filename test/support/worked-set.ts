import { readFileSync } from 'node:fs';
import { describe as describeFault } from '../../src/errors.js';
import { loadPolicies } from '../../src/rules/policy/load-policies.js';
import type { PolicySet } from '../../src/rules/policy/policy.js';

const title = 'title: { en: x, zh: 某 }';

const events = [
  'received responded told accepted refused decided closed reopened resolved withdrawn',
  'delivered return-notified goods-rejected repair-requested repaired-goods-received repair-started repair-finished exchanged',
  'appraisal-started appraisal-ended acknowledged final-response-sent referred src-sent transaction-completed record-made',
  'merchant-left purpose-achieved replacement-demanded refund-requested legal-threat-made action-agreed action-finished',
  'statement-confirmed assessed elected hold-placed hold-lifted fact-disputed fact-established facts-recorded',
].flatMap((line) => line.split(' '));

const facts: Readonly<Record<string, string>> = {
  role: 'word',
  region: 'word',
  product: 'word',
  goods_kind: 'word',
  promised_return: 'yes-no',
  confirmed: 'yes-no',
  seal_broken: 'yes-no',
  opened_to_inspect: 'yes-no',
  complete: 'yes-no',
  conforms: 'yes-no',
  fraud: 'yes-no',
  unsafe: 'yes-no',
  serious: 'yes-no',
  legal_threat: 'yes-no',
  rural: 'yes-no',
  urgent: 'yes-no',
  price: 'money',
  loss: 'money',
  factor: 'number',
  odometer_km: 'number',
  fault_id: 'word',
  delivered_on: 'date',
  owned_on: 'date',
  invoice_on: 'date',
  fault_found_on: 'date',
  shelf_life_ends_on: 'date',
  action_due_on: 'date',
  statement_good: 'yes-no',
  elected_right: 'word',
  confirmed_statement: 'word',
  confirmed_found: 'yes-no',
  confirmed_by: 'word',
  assessed_rule: 'word',
  assessment: 'word',
  assessed_by: 'word',
  assessment_reason: 'text',
  held_records: 'word',
  hold_reason: 'text',
};

const vocabulary = `events:
${events.map((name) => `  ${name}: { ${title}, data: any }`).join('\n')}
facts:
${Object.entries(facts)
  .map(
    ([name, type]) =>
      `  ${name}: { type: ${type}, ${title}${name === 'urgent' || name === 'odometer_km' ? ', changes: true' : ''} }`,
  )
  .join('\n')}
duties: [conclude, answer]
claims: [damages]
parties: [respondent, complainant, market-regulator, platform]
`;

const organisation = (rest: string): string => `organisation: { en: Test, zh: 测试 }
zone: Asia/Shanghai
calendar: cn
our: { role: respondent }
roles: [team-lead, head, general-manager]
${rest}`;

const parameters = `holiday_scope:
  options: [festivals, arranged-breaks, rest-days]
  2000-01-01: { value: arranged-breaks, why: test }
seven_day_roll:
  options: [rest-days, nothing]
  2014-03-15: { value: rest-days, why: test }
`;

const calendars = ['cn', 'uk'].map(
  (id) => [`calendars/${id}.yaml`, readFileSync(`policies/calendars/${id}.yaml`, 'utf8')] as const,
);

/** The head of a policy of the law of China; \`rest\` replaces or adds keys line by line. */
export function policyOf(
  id: string,
  body: string,
  rest: Readonly<Record<string, string>> = {},
): readonly [string, string] {
  const head: Readonly<Record<string, string>> = {
    policy: id,
    title: '{ en: x, zh: 某 }',
    source: '{ instrument: Test, rank: law, checked: 2026-11-21 }',
    'in-force': '{ from: 2000-01-01 }',
    'version-by': 'received',
    binds: 'respondent',
    calendar: 'cn',
    counting: 'cn-day',
    ...rest,
  };
  const lines = Object.entries(head).map(([key, value]) => `${key}: ${value}\n`);
  return [`${id}-${head['in-force']?.replaceAll(/\D/gu, '') ?? ''}.yaml`, `${lines.join('')}${body}`];
}

/** A set of these policies and files on the calendars of China and the United Kingdom; fails on any fault. */
export function workedSet(files: readonly (readonly [string, string])[], organisationRest = ''): PolicySet {
  const all = [
    ['organisation.yaml', organisation(organisationRest)] as const,
    ['vocabulary.yaml', vocabulary] as const,
    ['parameters.yaml', parameters] as const,
    ...calendars,
    ...files,
  ];
  const { set, faults } = loadPolicies(all.map(([file, text]) => ({ file, text })));
  if (set === undefined) throw new Error(faults.map((fault) => describeFault(fault, 'en')).join('\n'));
  return set;
}
