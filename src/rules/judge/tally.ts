import type { ComplaintEvent } from '../complaint.js';
import type { MissingFact } from '../conditions/condition.js';
import { noCurrency } from '../facts/currency.js';
import { formatFactValue } from '../facts/fact-value.js';
import type { FactForm } from '../policy/worked-out-types.js';
import { isNone, type FactType, type Truth } from '../values.js';
import { amountIn, eitherAmount, sumOf, unknownAmount, type Amount } from './amount.js';
import { eventsOf, eventsSeen } from './events-by.js';
import { remembered } from './memory.js';
import { ask, isObserved, read, whyMissing } from './reader.js';
import type { WorkedOut } from './resolved.js';
import { joinMissing, type Scope, type View } from './scope.js';
import { ofAmount } from './worked-value.js';

type Count = Extract<FactForm, { kind: 'count' }>;
type Total = Extract<FactForm, { kind: 'total' }>;

/** An occurrence that counts, or, where `truth` is unknown, perhaps does. */
interface Item {
  readonly event: ComplaintEvent;
  readonly truth: Exclude<Truth, false>;
  readonly missing: readonly MissingFact[];
}

/** The occurrences in their order, and what they come to after each of them: first after none. */
interface Tally {
  readonly events: readonly ComplaintEvent[];
  readonly after: readonly WorkedOut[];
}

/**
 * How many events, those for which `where` holds on what the occurrence carries, as it is known now; with `same` the largest
 * number that share a value (S65). Worked out once for all views, so that a long log is not counted again at each event.
 */
export function countOf(scope: Scope, view: View, form: Count): WorkedOut {
  return tallied(scope, view, form, (items) =>
    form.same === undefined ? plainCounts(items) : groupCounts(items, form.same, scope),
  );
}

/** The sum of a number or money fact over the events that carry it; of none it is nothing. */
export function totalOf(scope: Scope, view: View, form: Total, type: FactType | undefined): WorkedOut {
  return tallied(scope, view, form, (items) => totals(items, form, type));
}

function tallied(
  scope: Scope,
  view: View,
  form: Count | Total,
  make: (items: readonly Item[]) => readonly WorkedOut[],
): WorkedOut {
  const unseen = form.events.filter((type) => !isObserved(scope, type));
  if (unseen.length > 0)
    return { kind: 'unknown', missing: unseen.map((name) => ({ name, kind: 'event', why: 'not-reported' })) };
  const byScope = remembered(scope.of.memory, form, () => new Map<string, Tally>());
  const key = `${String(scope.day)} ${scope.calendar.id}`;
  const tally = byScope.get(key) ?? tallyOf(scope, form, make);
  byScope.set(key, tally);
  const { count, vague } = eventsSeen(tally.events, view, scope);
  const [unclear] = vague;
  if (unclear !== undefined)
    return { kind: 'unknown', missing: [{ name: unclear.type, kind: 'event', why: 'time-of-day' }] };
  return tally.after[count] ?? { kind: 'none' };
}

function tallyOf(scope: Scope, form: Count | Total, make: (items: readonly Item[]) => readonly WorkedOut[]): Tally {
  const items = eventsOf(scope, form.events).flatMap((event): readonly Item[] => {
    const { truth, missing } = ask(scope, { occurrence: event, asOf: event.at }, form.where);
    return truth === false ? [] : [{ event, truth, missing }];
  });
  return { events: items.map(({ event }) => event), after: make(items) };
}

/** Between what is sure and what is sure with all that is perhaps. */
function between(least: number, most: number, missing: readonly MissingFact[]): WorkedOut {
  return least === most ? { kind: 'value', value: least } : { kind: 'unknown', missing, range: { least, most } };
}

function plainCounts(items: readonly Item[]): readonly WorkedOut[] {
  let [sure, perhaps] = [0, 0];
  let missing: readonly MissingFact[] = [];
  return [
    between(0, 0, []),
    ...items.map((item) => {
      if (item.truth === true) sure += 1;
      else perhaps += 1;
      missing = joinMissing(missing, item.missing);
      return between(sure, sure + perhaps, missing);
    }),
  ];
}

/** The largest group; what has no known value may belong to any. What is known to have none shares it with nothing. */
function groupCounts(items: readonly Item[], same: string, scope: Scope): readonly WorkedOut[] {
  const groups = new Map<string, number>();
  let [largest, perhaps, alone, perhapsAlone] = [0, 0, 0, 0];
  let missing: readonly MissingFact[] = [];
  return [
    between(0, 0, []),
    ...items.map(({ event, truth, missing: lacking }) => {
      const view: View = { occurrence: event, asOf: event.at };
      const value = read(scope, view, same);
      missing = joinMissing(missing, lacking, value === undefined ? whyMissing(scope, view, same) : []);
      if (isNone(value)) {
        perhapsAlone = 1;
        if (truth === true) alone = 1;
      } else if (truth === undefined || value === undefined) {
        perhaps += 1;
        if (truth === true) alone = 1;
      } else {
        const key = formatFactValue(value);
        const size = (groups.get(key) ?? 0) + 1;
        groups.set(key, size);
        largest = Math.max(largest, size);
      }
      return between(Math.max(largest, alone), Math.max(largest + perhaps, perhapsAlone), missing);
    }),
  ];
}

function totals(items: readonly Item[], { fact }: Total, type: FactType | undefined): readonly WorkedOut[] {
  const nothing = amountIn(type === 'number' ? 0 : { kind: 'money', amount: '0', currency: noCurrency }, []);
  if (nothing === undefined) return [];
  let sum: Amount = nothing;
  return [
    ofAmount(sum),
    ...items.map(({ event, truth, missing }) => {
      const value = Object.hasOwn(event.data, fact) ? event.data[fact] : undefined;
      if (value === undefined || isNone(value)) return ofAmount(sum);
      const amount =
        amountIn(value, [fact]) ?? unknownAmount(() => [{ name: fact, kind: 'fact', why: 'not-comparable' }], [fact]);
      sum = sumOf([sum, truth === true ? amount : eitherAmount([nothing, amount], () => missing)]);
      return ofAmount(sum);
    }),
  ];
}
