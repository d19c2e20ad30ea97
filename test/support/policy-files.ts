import type { Fault } from '../../src/errors.js';
import { loadPolicies, type LoadedPolicies } from '../../src/rules/policy/load-policies.js';
import type { Policy } from '../../src/rules/policy/policy.js';
import type { Deadline } from '../../src/rules/policy/rule-types.js';

/** The files of a small but complete folder; a test replaces the ones that matter to it. */
export type Files = Readonly<Record<string, string>>;

const calendar = `calendar: cn
zone: Asia/Shanghai
published-from: 2007-01-01
published-through: 2026-12-31
week: [mon, tue, wed, thu, fri]
hours: ["09:00-12:00", "13:30-18:00"]
default-counting: cn-day
counting:
  cn-day: { first-day: not-counted, last-day-rolls-off: rest-days, ends: midnight, cite: art. 201 }
  cn-close: { first-day: not-counted, last-day-rolls-off: nothing, ends: close-of-business, cite: house }
  order-121-days: { first-day: not-counted, last-day-rolls-off: { parameter: holiday_scope }, ends: midnight, cite: art. 45 }
`;

const alwaysOpen = `calendar: uk
zone: Europe/London
default-counting: uk-plain
counting:
  uk-plain: { first-day: not-counted, last-day-rolls-off: nothing, ends: midnight, cite: DISP }
`;

const organisation = `organisation: { en: Example Stores, zh: 示例商店 }
zone: Asia/Shanghai
calendar: cn
our: { role: respondent, our_complaint: true }
roles: [team-lead]
fallback-owner: team-lead
`;

const vocabulary = `events:
  received: { title: { en: Received, zh: 收到 }, data: [price] }
  accepted: { title: { en: Accepted, zh: 受理 } }
  refused: {}
  told: {}
  appraisal-started: {}
  appraisal-ended: {}
  withdrawn: {}
  reopened: {}
  closed: {}
facts:
  price: { type: money }
  urgency: { type: word, values: [normal, urgent], changes: true }
  complainant_name: { type: text, personal: true }
  delivered_on: { type: date }
  replied_at: { type: instant }
  promised_period: { type: duration }
  our_complaint: { type: yes-no }
duties: [answer]
parties: [respondent, complainant, market-regulator]
conditions:
  is-urgent: { all: [{ fact: urgency, operator: equal, value: urgent }] }
`;

const parameters = `holiday_scope:
  options: [festivals, arranged-breaks, rest-days]
  2020-01-01: { value: arranged-breaks, why: a reading }
`;

export const usualFiles: Files = {
  'organisation.yaml': organisation,
  'vocabulary.yaml': vocabulary,
  'parameters.yaml': parameters,
  'calendars/cn.yaml': calendar,
  'calendars/uk.yaml': alwaysOpen,
};

/** The head of a policy; a test writes the rest. */
export const policyHead = `policy: cn.example
source: { instrument: Example, rank: law }
in-force: { from: 2020-01-01 }
binds: respondent
calendar: cn
counting: cn-day
`;

/** Loads the usual files with these instead of or beside them; an empty text takes a file away. */
export function load(files: Files): LoadedPolicies {
  const all = Object.entries({ ...usualFiles, ...files }).filter(([, text]) => text !== '');
  return loadPolicies(all.map(([file, text]) => ({ file, text })));
}

/** The usual files with one policy: the usual head and this. */
export function loadPolicy(body: string): LoadedPolicies {
  return load({ 'example.yaml': policyHead + body });
}

/** The only policy of a set without faults. */
export function thePolicy({ set, faults }: LoadedPolicies): Policy {
  const [policy] = set?.policies ?? [];
  if (policy === undefined) throw new Error(faults.map(codeAndPlace).join('\n'));
  return policy;
}

/** The only deadline of a policy that consists of one, given as its keys. */
export function theDeadline(keys: string): Deadline {
  const [rule] = thePolicy(loadPolicy(`deadlines:\n  one: ${keys}\n`)).rules;
  if (rule?.kind !== 'deadline') throw new Error('not a deadline');
  return rule;
}

/** `policy.unknown_event example.yaml:9:5 deadlines.one.each`: what a test compares. */
export function codeAndPlace({ code, place }: Fault): string {
  return [code, `${place?.file}:${place?.line}:${place?.column}`, place?.path].filter(Boolean).join(' ');
}
