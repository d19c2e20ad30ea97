import type { Complaint, ComplaintEvent, Observed } from '../../src/rules/complaint.js';
import { judge } from '../../src/rules/judge/judge.js';
import type { Finding } from '../../src/rules/judge/judgement.js';
import { loadPolicies } from '../../src/rules/policy/load-policies.js';
import type { PolicySet } from '../../src/rules/policy/policy.js';
import { formatTime, parseTime } from '../../src/rules/time/parse-time.js';
import { zoneOf } from '../../src/rules/time/zone.js';
import { describe as describeFault } from '../../src/errors.js';
import type { FactValue, Instant, None, Time } from '../../src/rules/values.js';

/** A small world for tests: one calendar with weekends and one holiday week, a vocabulary, and the policies of the test. */
const calendar = `
calendar: cn
zone: Asia/Shanghai
published-from: 2024-01-01
published-through: 2026-12-31
week: [mon, tue, wed, thu, fri]
hours: ["09:00-12:00", "13:30-18:00"]
default-counting: plain
days:
  2026:
    source: { notice: Notice of the test }
    rest: [2026-05-01/2026-05-05]
    work: [2026-05-09]
    festivals: [2026-05-01]
counting:
  plain: { first-day: not-counted, last-day-rolls-off: nothing, ends: midnight, cite: test }
  rolling: { first-day: not-counted, last-day-rolls-off: rest-days, ends: midnight, cite: test }
`;
const organisation = `
organisation: { en: Test, zh: 测试 }
zone: Asia/Shanghai
calendar: cn
our: { role: respondent }
`;
const title = 'title: { en: x, zh: 某 }';
const event = (name: string): string => `  ${name}: { ${title}, data: any }\n`;
const fact = (name: string, type: string, rest = ''): string => `  ${name}: { type: ${type}, ${title}${rest} }\n`;
const events = [
  'received',
  'responded',
  'told',
  'paused',
  'resumed',
  'approved',
  'reopened',
  'withdrawn',
  'asked',
  'answered',
  'closed',
  'refused',
];
const vocabulary = `
events:
${events.map(event).join('')}
facts:
${fact('role', 'word')}${fact('urgent', 'yes-no', ', changes: true')}${fact('rural', 'yes-no')}${fact('reasons', 'yes-no')}${fact('proof', 'yes-no')}${fact('due_on', 'date')}${fact('close_on', 'date')}${fact('km', 'number', ', changes: true')}
duties: []
parties: [complainant, respondent, regulator]
`;

/** A policy set whose one policy `p` has these sections; in force since 2024 unless the text says otherwise. */
export function aSet(body: string, head = 'in-force: { from: 2024-01-01 }'): PolicySet {
  const policy = `policy: p\n${title}\nsource: { instrument: Test, rank: house, checked: 2026-11-21 }\n${head}\nversion-by: received\nbinds: respondent\ncalendar: cn\n${body}`;
  return setOf([['p.yaml', policy]]);
}

/** A policy set of these files, with the calendar, vocabulary and organisation of the tests. */
export function setOf(policies: readonly (readonly [string, string])[]): PolicySet {
  const texts = [
    ['organisation.yaml', organisation],
    ['vocabulary.yaml', vocabulary],
    ['calendars/cn.yaml', calendar],
    ...policies,
  ] as const;
  const { set, faults } = loadPolicies(texts.map(([file, text]) => ({ file, text })));
  if (set === undefined) throw new Error(faults.map((fault) => describeFault(fault, 'en')).join('\n'));
  return set;
}

type Data = Readonly<Record<string, FactValue | None>> & { readonly ref?: string };
export type EventLine = readonly [type: string, at: string, data?: Data, recordedAt?: string];

/** A complaint from lines `[type, time, data]`; ids are `e1`, `e2` … in the order given. */
export function aComplaint(
  lines: readonly EventLine[],
  rest: { facts?: Complaint['facts']; observed?: Observed } = {},
): Complaint {
  return { id: 'c', facts: rest.facts ?? {}, observed: rest.observed ?? 'everything', events: lines.map(eventOf) };
}

function eventOf([type, at, data = {}, recordedAt]: EventLine, index: number): ComplaintEvent {
  const { ref, ...facts } = data;
  const recorded = recordedAt === undefined ? {} : { recordedAt: instant(recordedAt) };
  return {
    id: `e${String(index + 1)}`,
    type,
    at: time(at),
    data: facts,
    ...recorded,
    ...(typeof ref === 'string' ? { ref } : {}),
  };
}

export function time(text: string): Time {
  const parsed = parseTime(text);
  if (parsed === undefined) throw new Error(`not a time: ${text}`);
  return parsed;
}

export function instant(text: string): Instant {
  const parsed = time(text);
  if (parsed.kind !== 'instant') throw new Error(`not an instant: ${text}`);
  return parsed.at;
}

/** The findings about one rule that say something, each as `outcome state due`. */
export function findingsOf(set: PolicySet, complaint: Complaint, at: string, rule?: string): readonly Finding[] {
  const { findings } = judge(set, complaint, instant(at));
  return rule === undefined ? findings : findings.filter((finding) => finding.rule === rule);
}

const zone = zoneOf('Asia/Shanghai');

export function brief({ outcome, state, due, dueAtLatest, missing }: Finding): string {
  const date = due === undefined ? '' : ` ${formatTime(due, zone)}`;
  const latest = dueAtLatest === undefined ? '' : `/${formatTime(dueAtLatest, zone)}`;
  const lacks = missing.length === 0 ? '' : ` ?${missing.map((each) => each.name).join(',')}`;
  return `${outcome}${state === undefined ? '' : ` ${state}`}${date}${latest}${lacks}`;
}
