import type { Instant, Time } from '../../rules/values.js';
import type { NewEvent } from '../complaints/record-events.js';
import { factsKey, type FreeIds } from './event-ids.js';
import { sameness, timeKey, type Facts, type OwnEvent } from './import-view.js';
import { takeBack } from './take-back.js';

export const factsType = 'facts-recorded';

export interface FactsNow {
  readonly facts: Facts;
  /** Of the first event of the row, or the instant of the import: facts from the start need some time. */
  readonly from: Time;
  readonly at: Instant;
  /** Facts that this export could not have told: their optional columns are missing. */
  readonly silent: ReadonlySet<string>;
  /** Whether a fact may change while the complaint runs (S35). */
  readonly changes: (fact: string) => boolean;
  /** Facts of which a value was erased, whoever had recorded it: they stay out. */
  readonly erased: ReadonlySet<string>;
}

export interface Difference {
  readonly retractions: readonly NewEvent[];
  readonly added: readonly NewEvent[];
  /** Values of the file that are left out because they were erased. */
  readonly erased: number;
}

/** What a row's facts mean beside those recorded earlier. Facts that change hold from this import on, the others always have. */
export function diffFacts(own: readonly OwnEvent[], now: FactsNow, ids: FreeIds): Difference {
  const inForce = inOrder(own.filter(({ key, stands }) => key === factsKey && stands));
  const carriers = carriersOf(inForce);
  const { erased } = now;
  let leftOut = 0;
  const added = new Map<string, Facts[string]>();
  const moved = new Set<string>();
  for (const [name, value] of Object.entries(now.facts)) {
    const carrier = carriers.get(name);
    if (carrier !== undefined && isSame(carrier.data[name], value)) continue;
    if (erased.has(name)) {
      leftOut++;
      continue;
    }
    added.set(name, value);
    // A fact that does not change holds from the start: what was told of it with a date would hide that.
    if (carrier !== undefined && !carrier.event.fromStart && !now.changes(name)) moved.add(name);
  }
  for (const name of carriers.keys())
    if (!Object.hasOwn(now.facts, name) && !now.silent.has(name) && !erased.has(name)) moved.add(name);
  const { retractions, left } = withoutFacts(inForce, moved, ids);
  return {
    retractions,
    added: [...left, ...factEvents(added, now, inForce, ids)],
    erased: leftOut,
  };
}

/** In the order in which a later one hides an earlier: what holds from the start, then by date. */
function inOrder(events: readonly OwnEvent[]): readonly OwnEvent[] {
  const dated = events.filter(({ event }) => !event.fromStart);
  const rank = ({ event: { at } }: OwnEvent): number => (at.kind === 'instant' ? at.at : at.day * 86_400_000);
  return [
    ...events.filter(({ event }) => event.fromStart),
    ...dated.toSorted((a, b) => rank(a) - rank(b) || a.event.number - b.event.number),
  ];
}

function carriersOf(inForce: readonly OwnEvent[]): ReadonlyMap<string, OwnEvent> {
  const carriers = new Map<string, OwnEvent>();
  for (const own of inForce) for (const name of Object.keys(own.data)) carriers.set(name, own);
  return carriers;
}

function isSame(a: Facts[string] | undefined, b: Facts[string]): boolean {
  return a !== undefined && (a === b || sameness(a) === sameness(b));
}

/** Takes back every event that carries one of these facts and records what is left of it. */
function withoutFacts(
  inForce: readonly OwnEvent[],
  moved: ReadonlySet<string>,
  ids: FreeIds,
): { readonly retractions: readonly NewEvent[]; readonly left: readonly NewEvent[] } {
  const affected = inForce.filter(({ data }) => Object.keys(data).some((name) => moved.has(name)));
  const left = affected.flatMap((own) => {
    const data = Object.fromEntries(
      Object.entries(own.data).filter(([name]) => !moved.has(name) && !isHidden(name, own, inForce)),
    );
    if (Object.keys(data).length === 0) return [];
    const { at, fromStart } = own.event;
    return [{ id: ids.take(factsKey), type: factsType, at, fromStart, data }];
  });
  return { retractions: affected.map(({ event }) => takeBack(event, 'newer-export', ids)), left };
}

/** A later one of the same standing tells the fact too. Recorded again, the earlier value would be the later. */
function isHidden(name: string, own: OwnEvent, inForce: readonly OwnEvent[]): boolean {
  return inForce
    .slice(inForce.indexOf(own) + 1)
    .some(({ event, data }) => Object.hasOwn(data, name) && layerOf(event) === layerOf(own.event));
}

function layerOf({ fromStart, at }: OwnEvent['event']): string {
  return fromStart ? 'start' : timeKey(at);
}

function factEvents(
  added: ReadonlyMap<string, Facts[string]>,
  now: FactsNow,
  inForce: readonly OwnEvent[],
  ids: FreeIds,
): readonly NewEvent[] {
  const isFirst = inForce.length === 0;
  const always = [...added].filter(([name]) => isFirst || !now.changes(name));
  const since = [...added].filter(([name]) => !isFirst && now.changes(name));
  const event = (facts: typeof always, at: Time, fromStart: boolean): readonly NewEvent[] =>
    facts.length === 0
      ? []
      : [{ id: ids.take(factsKey), type: factsType, at, fromStart, data: Object.fromEntries(facts) }];
  return [
    ...event(always, now.from, true),
    ...event(since, { kind: 'instant', at: notBefore(inForce, now.at) }, false),
  ];
}

/** A clock that was put back must not let an older value hide the newer. */
function notBefore(inForce: readonly OwnEvent[], at: Instant): Instant {
  const last = inForce.at(-1)?.event;
  return last !== undefined && !last.fromStart && last.at.kind === 'instant' ? Math.max(at, last.at.at) : at;
}
