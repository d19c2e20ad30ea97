import type { CompiledCondition } from '../conditions/condition.js';
import type { Clock, Extension } from './clock-types.js';
import type { Grant } from './right-types.js';
import type { DurationValue, Moment, Row, Table, Value } from './value-types.js';
import type { FactForm } from './worked-out-types.js';

/** Something that another thing depends on: a name that conditions may ask, or a rule as `policy#rule`. */
export type Use = { readonly kind: 'name' | 'rule'; readonly name: string };

type Uses = readonly Use[];

/** What a condition asks, through named conditions too; of the state of a rule, the rule. */
export function usesOfCondition(condition: CompiledCondition | undefined): Uses {
  return [...(condition?.names ?? [])].map((name) => {
    const [, rule] = /^state\((.*)\)$/u.exec(name) ?? [];
    return rule === undefined ? { kind: 'name', name } : { kind: 'rule', name: rule };
  });
}

function usesOfTable<T>(table: Table<T>, inside: (is: T) => Uses): Uses {
  return table.rows.flatMap((row: Row<T>) => [...usesOfCondition(row.when), ...inside(row.is)]);
}

/** What a length of time reads; a parameter gives its length without being a name of the complaint. */
export function usesOfDuration(value: DurationValue | undefined): Uses {
  if (value?.kind === 'fact') return [{ kind: 'name', name: value.name }];
  return value?.kind === 'table' ? usesOfTable(value, usesOfDuration) : [];
}

/** Every name and rule that a moment may read, through its parameters, tables and conditions too. */
export function usesOfMoment(moment: Moment | undefined): Uses {
  switch (moment?.kind) {
    case 'worked-out':
      return [{ kind: 'name', name: moment.name }];
    case 'fact':
      return [{ kind: 'name', name: moment.fact }];
    case 'rule-due':
      return [{ kind: 'rule', name: moment.rule }];
    case 'since':
      return usesOfCondition(moment.when);
    case 'first':
    case 'latest':
      return moment.of.flatMap(usesOfMoment);
    case 'offset':
      return [...usesOfDuration(moment.by), ...usesOfMoment(moment.base)];
    case 'parameter':
      return [...moment.options.values()].flatMap(usesOfMoment);
    case 'table':
      return usesOfTable(moment, usesOfMoment);
    default:
      return [];
  }
}

/** What a value reads, in every row and operand. */
export function usesOfValue(value: Value | undefined): Uses {
  switch (value?.kind) {
    case 'name':
      return [{ kind: 'name', name: value.name }];
    case 'moment':
      return usesOfMoment(value.moment);
    case 'table':
      return usesOfTable(value, usesOfValue);
    case 'largest-of':
    case 'smallest-of':
    case 'sum':
    case 'times':
      return value.of.flatMap(usesOfValue);
    case 'minus':
      return usesOfValue(value.of);
    case 'divided-by':
      return [...usesOfValue(value.of), ...usesOfValue(value.by)];
    default:
      return [];
  }
}

/** What a worked-out fact reads itself; not what its names read in turn. */
export function usesOfForm(form: FactForm): Uses {
  switch (form.kind) {
    case 'moment':
      return usesOfMoment(form.moment);
    case 'value':
      return usesOfValue(form.value);
    case 'count':
    case 'total':
      return usesOfCondition(form.where);
    case 'time':
      return [form, form.less].flatMap((each) => (each ? [each.from, each.until] : [])).flatMap(usesOfMoment);
    case 'register':
      return form.within === undefined ? [] : [...usesOfDuration(form.within.by), ...usesOfMoment(form.within.base)];
  }
}

/** What a clock reads: its period, cap, pauses, extensions and ends. */
export function usesOfClock(clock: Clock | undefined): Uses {
  if (clock === undefined) return [];
  const { period } = clock;
  return [
    ...(period.kind === 'due'
      ? usesOfMoment(period.due)
      : [...usesOfMoment(period.from), ...usesOfDuration(period.within)]),
    ...usesOfMoment(clock.notAfter),
    ...usesOfMoment(clock.cancelledBy),
    ...clock.pauses.flatMap(({ from, until, when, atMost }) => [
      ...[from, until].flatMap(usesOfMoment),
      ...usesOfCondition(when),
      ...usesOfDuration(atMost),
    ]),
    ...clock.extensions.flatMap(({ when, to }) => [...usesOfCondition(when), ...usesOfTo(to)]),
  ];
}

function usesOfTo(to: Extension['to']): Uses {
  return to.kind === 'moment' ? usesOfMoment(to.moment) : usesOfDuration(to);
}

/** What a remedy reads: its condition and amounts, of every choice. */
export function usesOfGrant(grant: Grant): Uses {
  const own = usesOfCondition(grant.when);
  if (grant.kind === 'one-of') return [...own, ...grant.of.flatMap(usesOfGrant)];
  return [...own, ...usesOfValue(grant.amount), ...usesOfValue(grant.upTo)];
}
