import type { Text } from '../../errors.js';
import { formatDay } from '../../rules/time/day.js';
import { formatInstant } from '../../rules/time/parse-time.js';
import type { Zone } from '../../rules/time/calendar.js';
import type { Instant } from '../../rules/values.js';
import type { Told } from '../recipients/recipient.js';
import type { Foreseen } from './plan-complaint.js';
import { parseRuleKey } from './rule-key.js';

/** Tellings of one rule and level to the same people at the same time, together. */
export interface PlanLine {
  readonly date: string;
  /** The minute; null where there are so many different ones that the days alone are told apart. */
  readonly time: string | null;
  readonly roles: readonly string[];
  readonly people: readonly string[];
  readonly destinations: readonly string[];
  /** The fallback owner, who is told because nobody holds the roles. */
  readonly instead: string | null;
  readonly rule: string;
  readonly title: Text;
  readonly level: number;
  readonly count: number;
  /** Ids of the first of the complaints. */
  readonly examples: readonly string[];
}

export interface PlanLines {
  add(complaint: string, unit: string | null, foreseen: Foreseen): void;
  /** In the order of time. */
  lines(): readonly PlanLine[];
  /** Of all, whatever line they stand in. */
  count(): number;
}

interface Known {
  readonly zone: Zone;
  readonly title: (rule: string) => Text;
  readonly told: (roles: readonly string[], unit: string | null) => Told;
}

interface Group extends Omit<PlanLine, 'count' | 'examples'> {
  readonly at: Instant;
  count: number;
  readonly examples: string[];
}

/** More lines than this nobody reads, and memory is not without end: what comes after them is told apart by days. */
const mostTimes = 5_000;
const examplesShown = 5;

/** Gathers who would be told into lines: what is held does not grow with the number of complaints. */
export function planLines(known: Known): PlanLines {
  const groups = new Map<string, Group>();
  let count = 0;
  return {
    add(complaint, unit, { at, rule, level, to }) {
      count++;
      const told = known.told(to, unit);
      const { policy, rule: id } = parseRuleKey(rule);
      const group = { rule: `${policy}#${id}`, level, to, told, at };
      const exact = keyOf(group, Math.floor(at / 60_000));
      const isFull = groups.size >= mostTimes && !groups.has(exact);
      const key = isFull ? keyOf(group, `day ${known.zone.dayOf(at)}`) : exact;
      const found = groups.get(key) ?? newGroup(group, isFull, known);
      groups.set(key, found);
      found.count++;
      if (found.examples.length < examplesShown) found.examples.push(complaint);
    },
    lines() {
      return [...groups]
        .sort(([oneKey, one], [otherKey, other]) => inOrder(one, other) || (oneKey < otherKey ? -1 : 1))
        .map(([, group]) => lineOf(group));
    },
    count: () => count,
  };
}

function lineOf({ at: _at, ...line }: Group): PlanLine {
  return line;
}

/** By time, rule and level; of the same the line of most complaints first. */
function inOrder(one: Group, other: Group): number {
  const minutes = Math.floor(one.at / 60_000) - Math.floor(other.at / 60_000);
  const rules = one.rule === other.rule ? 0 : one.rule < other.rule ? -1 : 1;
  return minutes || rules || one.level - other.level || other.count - one.count;
}

interface Telling {
  readonly rule: string;
  readonly level: number;
  readonly to: readonly string[];
  readonly told: Told;
  readonly at: Instant;
}

function keyOf({ rule, level, to, told }: Telling, when: number | string): string {
  const { accounts, destinations, instead } = told;
  return JSON.stringify([when, rule, level, to, accounts.map(({ id }) => id), destinations, instead ?? '']);
}

function newGroup({ rule, level, to, told, at }: Telling, isFull: boolean, { zone, title }: Known): Group {
  return {
    at,
    date: formatDay(zone.dayOf(at)),
    time: isFull ? null : formatInstant(Math.floor(at / 60_000) * 60_000, zone),
    roles: to,
    people: told.accounts.map(({ name }) => name),
    destinations: told.destinations,
    instead: told.instead ?? null,
    rule,
    title: title(rule),
    level,
    count: 0,
    examples: [],
  };
}

/** What one side tells that the other does not, of one complaint: another time is another telling. */
export function onlyIn(one: readonly Foreseen[], other: readonly Foreseen[]): readonly Foreseen[] {
  const known = new Set(other.map(textOf));
  return one.filter((each) => !known.has(textOf(each)));
}

function textOf({ at, rule, level, round, to }: Foreseen): string {
  return JSON.stringify([at, rule, level, round, to]);
}
