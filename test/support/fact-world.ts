import type { Complaint } from '../../src/rules/complaint.js';
import type { FactReader, MissingFact, Range } from '../../src/rules/conditions/condition.js';
import { formatFactValue, parseFactValue } from '../../src/rules/facts/fact-value.js';
import { judge } from '../../src/rules/judge/judge.js';
import { loadPolicies } from '../../src/rules/policy/load-policies.js';
import type { PolicySet } from '../../src/rules/policy/policy.js';
import { zoneOf } from '../../src/rules/time/zone.js';
import type { FactType, FactValue, Reading } from '../../src/rules/values.js';
import { describe as describeFault } from '../../src/errors.js';
import { calendarTexts } from './calendar-texts.js';
import { instant } from './builders.js';

const title = 'title: { en: x, zh: 某 }';

export interface World {
  readonly events: string;
  /** Names by type; a name that ends with `~` changes. */
  readonly facts: Readonly<Partial<Record<FactType, string>>>;
  /** Documents of policies without their heads, by id; the first gets a requirement `probe`. */
  readonly policies: Readonly<Record<string, string>>;
  readonly organisation?: string;
}

const head = (id: string): string => `policy: ${id}
${title}
source: { instrument: Test, rank: law, checked: 2026-11-21 }
in-force: { from: 2000-01-01 }
version-by: received
binds: respondent
calendar: cn
counting: cn-day
`;

/** A set with this vocabulary and these policies, on the shipped calendars of China; throws on any fault. */
export function worldOf({ events, facts, policies, organisation = '' }: World): PolicySet {
  const names = Object.entries(facts).flatMap(([type, list]) =>
    list.split(' ').map((name) => {
      const changes = name.endsWith('~') ? ', changes: true' : '';
      return `  ${name.replace('~', '')}: { type: ${type}, ${title}${changes} }\n`;
    }),
  );
  const vocabulary = `events:
${['received', 'facts-recorded', ...events.split(' ')].map((name) => `  ${name}: { ${title}, data: any }\n`).join('')}facts:
  role: { type: word, ${title} }
${names.join('')}duties: []
parties: [respondent, complainant]
`;
  const bodies = Object.entries(policies).map(([id, body]) => [
    `${id}.yaml`,
    (/^policy:/mu.test(body) ? '' : head(id)) + body,
  ]);
  const files = [
    [
      'organisation.yaml',
      `organisation: { en: T, zh: 测 }\nzone: Asia/Shanghai\ncalendar: cn\nour: { role: respondent }\nroles: [front-line, manager, head]\n${organisation}`,
    ],
    ['vocabulary.yaml', vocabulary],
    ...calendarTexts(['cn']),
    ...bodies,
  ];
  const { set, faults } = loadPolicies(files.map(([file = '', text = '']) => ({ file, text })));
  if (set === undefined) throw new Error(faults.map((fault) => describeFault(fault, 'en')).join('\n'));
  return set;
}

/** A requirement that makes every reading visible to `readIn`. */
export const probe = `requirements:
  probe: { title: { en: x, zh: 某 }, cite: x, require: { all: [{ fact: role, operator: known, value: true }] }, breach: minor }
`;

export interface Read {
  readonly reading: Reading;
  readonly range: Range | undefined;
}

/** What a name reads as for the requirement `probe`, at an instant. */
export function readIn(set: PolicySet, complaint: Complaint, at: string, name: string): Read {
  let found: Read | undefined;
  const look = (reader: FactReader): boolean => {
    found = { reading: reader.read(name), range: reader.range?.(name) };
    return true;
  };
  const policies = set.policies.map((policy) => ({
    ...policy,
    rules: policy.rules.map((rule) =>
      rule.kind === 'requirement' && rule.id === 'probe' ? { ...rule, require: { ...rule.require, test: look } } : rule,
    ),
  }));
  judge({ ...set, policies }, complaint, instant(at));
  if (found === undefined) throw new Error('no requirement probe was judged');
  return found;
}

const zone = zoneOf('Asia/Shanghai');

/** The reading as a policy file writes it; `?` where there is none, with the range where it has one. */
export function shown({ reading, range }: Read): string {
  if (reading !== undefined) return formatFactValue(reading, zone);
  const end = (value: FactValue | undefined): string => (value === undefined ? '' : formatFactValue(value, zone));
  return range === undefined || (range.least === undefined && range.most === undefined)
    ? '?'
    : `${end(range.least)}..${end(range.most)}`;
}

/** A fact's value as a file writes it. */
export function value(type: FactType, text: string | number | boolean): FactValue {
  const parsed = parseFactValue(type, text);
  if ('problem' in parsed) throw new Error(parsed.problem.code);
  return parsed.value;
}

export const cny = (amount: string): FactValue => value('money', `${amount} CNY`);

export function missingNames(missing: readonly MissingFact[]): readonly string[] {
  return missing.map(({ name }) => name);
}
