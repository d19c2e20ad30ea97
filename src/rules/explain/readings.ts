import { allRules } from '../analysis/all-rules.js';
import { judge } from '../judge/judge.js';
import type { PolicySet } from '../policy/policy.js';
import type { Parameter } from '../policy/vocabulary-types.js';
import { formatFactValue } from '../facts/fact-value.js';
import type { FactValue, Instant, Time } from '../values.js';
import type { Complaint } from '../complaint.js';
import { cameOf, foundOf, type Found } from './found.js';
import type { Came } from './came.js';
import { whatItReads } from './what-it-reads.js';

/** One way of reading an ambiguous text, and what the rule comes to under it (S49). */
export interface ReadingFound {
  readonly parameter: string;
  readonly value: FactValue;
  readonly chosen: boolean;
  readonly came: readonly Came[];
  /** Due dates, ends of windows and of periods, and when somebody is to be told. */
  readonly dates: readonly Time[];
}

/** What a rule comes to under every option of each reading that it uses; a rule without readings has none. */
export function readingsOf(set: PolicySet, complaint: Complaint, at: Instant, ref: string): readonly ReadingFound[] {
  const { policies, parameters } = whatItReads(set, ref);
  const counted = countingParameters(set, ref);
  const small: PolicySet = { ...set, policies: set.policies.filter(({ id }) => policies.has(id)), waivers: [] };
  const { receipt } = judge(small, complaint, at);
  return Object.entries(receipt.readings).flatMap(([key, used]) => {
    const [name = '', policy = ''] = key.split('@');
    if (!parameters.has(name) && !counted.has(name)) return [];
    const parameter = small.policies.find(({ id }) => id === policy)?.parameters.get(name) ?? set.parameters.get(name);
    return (parameter?.options ?? []).map((value): ReadingFound => {
      const judged = judge(withReading(small, name, value), complaint, at);
      const chosen = used.split(', ').includes(shown(value));
      const found = foundOf(judged, ref, small);
      return {
        parameter: name,
        value,
        chosen,
        came: found.map((each) => cameOf(each, at)),
        dates: found.flatMap(datesIn),
      };
    });
  });
}

/** The readings on which hangs how the last day of the rule's period rolls. */
function countingParameters({ policies, calendars }: PolicySet, ref: string): ReadonlySet<string> {
  const names = policies.flatMap((policy) =>
    allRules(policy).flatMap((rule) => {
      if (rule.ref !== ref) return [];
      const clock = rule.kind === 'deadline' ? rule.clock : rule.kind === 'right' ? rule.window?.clock : undefined;
      return [rule.kind === 'retention' ? rule.counting : clock?.counting, policy.counting];
    }),
  );
  const countings = [...calendars.values()].flatMap((calendar) => [...calendar.countings]);
  const used = countings.flatMap(([name, { rolls }]) =>
    names.includes(name) && typeof rolls !== 'string' ? [rolls.parameter] : [],
  );
  return new Set(used);
}

function datesIn(found: Found): readonly Time[] {
  switch (found.kind) {
    case 'duty':
      return found.finding.due === undefined ? [] : [found.finding.due];
    case 'right':
      return found.right.until === undefined ? [] : [found.right.until];
    case 'retention':
      return [found.retention.keepThrough, found.retention.goBy].flatMap((day) =>
        day === undefined ? [] : [{ kind: 'day', day } as const],
      );
    case 'undecided':
      return [];
    case 'escalation':
      return found.levels.map(({ at }) => ({ kind: 'instant', at }));
  }
}

/** As the receipt writes it. */
function shown(value: FactValue): string {
  return typeof value === 'object' ? formatFactValue(value) : String(value);
}

/** The set as if a parameter had always had one value. */
function withReading(set: PolicySet, name: string, value: FactValue): PolicySet {
  const settled = (parameters: ReadonlyMap<string, Parameter>): ReadonlyMap<string, Parameter> => {
    const known = parameters.get(name);
    if (known === undefined) return parameters;
    const first = known.values[0]?.from ?? 0;
    return new Map(parameters).set(name, { ...known, values: [{ from: Math.min(first, 0), value }] });
  };
  return {
    ...set,
    parameters: settled(set.parameters),
    policies: set.policies.map((policy) => ({ ...policy, parameters: settled(policy.parameters) })),
  };
}
