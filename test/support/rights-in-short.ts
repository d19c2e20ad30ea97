import { judge } from '../../src/rules/judge/judge.js';
import type { AmountFound, Given, RightFinding } from '../../src/rules/judge/judgement.js';
import { formatTime } from '../../src/rules/time/parse-time.js';
import { zoneOf } from '../../src/rules/time/zone.js';
import type { FactValue } from '../../src/rules/values.js';
import { aComplaint, instant, time, type EventLine } from './builders.js';
import type { workedSet } from './worked-set.js';

const zone = zoneOf('Asia/Shanghai');
/** A condition of one comparison, as a policy writes it. */
export const is = (fact: string, value: string, operator = 'equal'): string =>
  `{ all: [{ fact: ${fact}, operator: ${operator}, value: ${value} }] }`;
/** An amount in yuan. */
export const cny = (amount: string): FactValue => ({ kind: 'money', amount, currency: 'CNY' });
/** A day or an instant as the value of a fact. */
export const on = (text: string): FactValue => time(text);

/** What is recorded beside the events. */
export type Facts = Readonly<Record<string, FactValue>>;

/** The rights in the judgement of these events and facts; `observed`: all that the source reports. */
export function rightsOf(
  set: ReturnType<typeof workedSet>,
  lines: readonly EventLine[],
  facts: Facts,
  at: string,
  observed?: ReadonlySet<string>,
): readonly RightFinding[] {
  const rest = observed === undefined ? { facts } : { facts, observed };
  return judge(set, aComplaint(lines, rest), instant(at)).rights;
}

const show = (found: AmountFound | undefined): string => {
  if (found === undefined) return '';
  if (found.kind === 'exact') return ` ${found.amount.amount}`;
  const least = found.atLeast === undefined ? '' : ` >=${found.atLeast.amount}`;
  return `${least} ?${found.missing.map(({ name }) => name).join(',')}`;
};

/** What a right gives in short: `refund >=500 ?price | repair`. */
export const gift = (given: Given): string => {
  if ('oneOf' in given) return `(${given.oneOf.map(gift).join(' | ')})`;
  const bound = given.upTo === undefined ? '' : ` up to${show(given.upTo)}`;
  const payer = given.paidBy === undefined ? '' : ` by ${given.paidBy}`;
  const unsure = given.missing === undefined ? '' : ` if ?${given.missing.map(({ name }) => name).join(',')}`;
  return `${given.remedy}${show(given.amount)}${bound}${payer}${unsure}`;
};

/** A right in short: `open until 2026-03-08`. */
export const brief = (right: RightFinding | undefined): string => {
  if (right === undefined) return 'none';
  const date = (label: string, at: RightFinding['until']): string =>
    at === undefined ? '' : ` ${label} ${formatTime(at, zone)}`;
  const parts = [
    right.state,
    right.reason === undefined ? '' : ` ${right.reason}`,
    right.exclusion === undefined ? '' : ` ${right.exclusion.join('; ')}`,
    date('from', right.opens),
    date('until', right.until),
    date('or', right.untilAtLatest),
    right.paused === true ? ' paused' : '',
    date('used', right.used),
    date('used late', right.usedLate),
    right.missing.length === 0 ? '' : ` ?${right.missing.map(({ name }) => name).join(',')}`,
  ];
  return parts.join('');
};

/** Received on the day of most examples. */
export const received: EventLine = ['received', '2026-03-01'];
