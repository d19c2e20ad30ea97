import { workedOut } from './rule-shape.js';
import type { CalendarChoice } from './clock-types.js';
import type { FactForm, WorkedOutFact } from './worked-out-types.js';
import type { FactType } from '../values.js';
import { calendarIn, checkCounting } from './read-calendar-choice.js';
import { readEvents } from './read-clock.js';
import { readCondition } from './read-condition.js';
import { readMoment } from './read-moment.js';
import { readRegister } from './read-register.js';
import { readTimeBetween } from './read-time-between.js';
import { citesOf } from './read-source.js';
import { readValue } from './read-value.js';
import { checkFact, report, type Reading } from './reading.js';
import { entriesOf, fieldsOf, has, under, type Fields, type Spot } from './spot.js';

type FactFields = Fields<typeof workedOut>;

/** What says how a fact is worked out; each fact has exactly one of them. */
const forms = [
  'moment',
  'first',
  'count',
  'total',
  'time',
  'from',
  'largest-of',
  'smallest-of',
  'sum',
  'minus',
  'times',
] as const;
type FormKey = (typeof forms)[number];

/** What stands beside a form. */
const beside: Readonly<Partial<Record<FormKey, readonly (keyof FactFields)[]>>> = {
  count: ['where', 'same'],
  total: ['of', 'where'],
  time: ['as', 'longest'],
  from: ['count', 'same', 'within'],
  times: ['divided-by'],
};
const companions = ['count', 'where', 'same', 'of', 'as', 'longest', 'within', 'divided-by'] as const;

/** Worked-out facts by their names. Reports a fact that says in no way, or in several, how it is worked out. */
export function readFacts(spot: Spot, calendar: CalendarChoice, reading: Reading): ReadonlyMap<string, WorkedOutFact> {
  const facts = new Map<string, WorkedOutFact>();
  for (const [id, each] of entriesOf(spot)) {
    const fields = fieldsOf(workedOut, each);
    const { title, counting, cite } = fields;
    if (counting !== undefined)
      checkCounting(counting, calendarIn(calendar, reading), under(each, 'counting'), reading);
    const read = readFactForm(id, fields, each, reading);
    if (read === undefined) continue;
    const { form } = read;
    const type = reading.names.workedOut.get(id)?.type;
    if (type === undefined && read.type !== undefined)
      report(reading, 'policy.fact_types_differ', { name: id }, each, 'key');
    const named = title === undefined ? {} : { title };
    facts.set(id, { id, ...named, type, sets: false, form, counting, cite: citesOf(cite) });
  }
  return facts;
}

function readFactForm(id: string, fields: FactFields, spot: Spot, reading: Reading): TypedForm | undefined {
  const given = forms.filter((form) => has(spot, form));
  const [form, second] = given.includes('from')
    ? ['from' as const, ...given.filter((key) => key !== 'from' && key !== 'count')]
    : given;
  if (form === undefined) report(reading, 'policy.fact_without_moment', { name: id }, spot, 'key');
  if (second !== undefined)
    report(
      reading,
      'policy.fact_of_two_forms',
      { name: id, form: form ?? '', other: second },
      under(spot, second),
      'key',
    );
  if (form === undefined || second !== undefined) return undefined;
  for (const key of companions)
    if (has(spot, key) && key !== form && beside[form]?.includes(key) !== true)
      report(reading, 'policy.key_out_of_place', { key, form }, under(spot, key), 'key');
  return fields[form] === undefined ? undefined : readForm(form, fields, spot, reading);
}

interface TypedForm {
  readonly form: FactForm;
  readonly type: FactType | undefined;
}

function readForm(form: FormKey, fields: FactFields, spot: Spot, reading: Reading): TypedForm {
  const number = (read: FactForm): TypedForm => ({ form: read, type: 'number' });
  switch (form) {
    case 'moment': {
      const moment = readMoment(fields.moment ?? [], under(spot, 'moment'), reading);
      return { form: { kind: 'moment', moment }, type: 'instant' };
    }
    case 'count':
      return number(readCount(fields, spot, reading));
    case 'total':
      return { form: readTotal(fields, spot, reading), type: reading.names.facts.get(fields.total ?? '')?.type };
    case 'time':
      return number(readTimeBetween(fields, spot, reading));
    case 'from':
      return number(readRegister(fields, spot, reading));
    default: {
      // A table or an amount stands under its own key.
      const raw = { [form]: fields[form], 'divided-by': fields['divided-by'] };
      const { value, type } = readValue(raw, spot, {}, reading);
      return { form: { kind: 'value', value }, type };
    }
  }
}

function readCount(fields: FactFields, spot: Spot, reading: Reading): FactForm {
  const same = typeof fields.same === 'string' ? fields.same : undefined;
  // A count tells how many share a value, never the value: a personal fact may be asked.
  if (same !== undefined) checkFact(same, undefined, under(spot, 'same'), reading);
  else if (fields.same !== undefined) report(reading, 'policy.one_name', { key: 'same' }, under(spot, 'same'));
  return {
    kind: 'count',
    events: readEvents(fields.count, under(spot, 'count'), reading),
    where: readCondition(under(spot, 'where'), reading),
    same,
  };
}

function readTotal(fields: FactFields, spot: Spot, reading: Reading): FactForm {
  const fact = fields.total ?? '';
  checkFact(fact, ['number', 'money'], under(spot, 'total'), reading, 'answers');
  if (!has(spot, 'of')) report(reading, 'policy.key_missing', { key: 'of' }, spot, 'key');
  return {
    kind: 'total',
    fact,
    events: readEvents(fields.of, under(spot, 'of'), reading),
    where: readCondition(under(spot, 'where'), reading),
  };
}
