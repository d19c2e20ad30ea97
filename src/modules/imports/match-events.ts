import type { ComplaintEvent } from '../../rules/complaint.js';
import { retractionType } from '../../rules/judge/timeline.js';
import type { NewEvent } from '../complaints/record-events.js';
import { idOfNone, keyOf, type FreeIds } from './event-ids.js';
import type { ImportManner } from './import-manner.js';
import { sameness, timeKey, type OwnEvent } from './import-view.js';

export interface Matched {
  /** Events that are not recorded yet, in the order of the file. */
  readonly added: readonly (NewEvent & { readonly id: string })[];
  /** Recorded under an id that now says something else. */
  readonly replaced: readonly OwnEvent[];
  /** Recorded, and not in the file. */
  readonly left: readonly OwnEvent[];
}

/**
 * Finds the events of a file among those recorded, each once: by what they say, and by their ids where these are names. What is new
 * gets an id that is free; a retraction names what it takes back by the id under which that is recorded.
 */
export function matchEvents(
  recorded: readonly OwnEvent[],
  given: readonly ComplaintEvent[],
  manner: ImportManner,
  ids: FreeIds,
): Matched {
  const pool = poolOf(recorded, manner);
  const names = new Map<string, string[]>();
  const added: { readonly index: number; readonly event: Matched['added'][number] }[] = [];
  const replaced: OwnEvent[] = [];
  const name = (given: string, stored: string): void => void namesOf(names, given).push(stored);

  function place(events: readonly { readonly index: number; readonly event: ComplaintEvent }[]): void {
    const unknown = events.filter(({ event }) => {
      const found = recorded.length === 0 ? undefined : pool.take(sayingOf(event, manner.byId ? keyOf(event.id) : ''));
      if (found !== undefined) name(event.id, found.event.id);
      return found === undefined;
    });
    for (const { index, event } of unknown) {
      const former = manner.byId ? pool.takeById(keyOf(event.id)) : undefined;
      if (former !== undefined) replaced.push(former);
      const id = ids.take(keyOf(event.id));
      name(event.id, id);
      added.push({ index, event: { ...event, id } });
    }
  }

  const indexed = given.map((event, index) => ({ index, event }));
  place(indexed.filter(({ event }) => event.type !== retractionType));
  const targetsOf = targetsIn(names, recorded, manner);
  for (const turn of inTurns(indexed.filter(({ event }) => event.type === retractionType)))
    place(turn.flatMap(({ index, event }) => naming(event, targetsOf).map((each) => ({ index, event: each }))));
  return {
    added: added.toSorted((a, b) => a.index - b.index).map(({ event }) => event),
    replaced,
    left: pool.left(),
  };
}

/** The ids under which stands what a retraction names. Rows without ids of their own name nothing outside their file. */
function targetsIn(
  inFile: ReadonlyMap<string, readonly string[]>,
  recorded: readonly OwnEvent[],
  { byId }: ImportManner,
): (target: string) => readonly string[] {
  const byKey = Map.groupBy(recorded, ({ key }) => key);
  return (target) => {
    const here = inFile.get(target);
    if (here !== undefined) return here;
    if (!byId) return [idOfNone(target)];
    return byKey.get(keyOf(target))?.map(({ event }) => event.id) ?? [keyOf(target)];
  };
}

type Indexed = { readonly index: number; readonly event: ComplaintEvent };

/** Retractions of events first, then those of retractions: each after what it names. Those that name each other come last. */
function inTurns(retractions: readonly Indexed[]): readonly (readonly Indexed[])[] {
  const turns: (readonly Indexed[])[] = [];
  let waiting = retractions;
  while (waiting.length > 0) {
    const open = new Set<unknown>(waiting.map(({ event }) => event.id));
    const ready = waiting.filter(({ event }) => !open.has(event.data['event']));
    turns.push(ready.length === 0 ? waiting : ready);
    const taken = new Set(turns.at(-1));
    waiting = waiting.filter((each) => !taken.has(each));
  }
  return turns;
}

/** One retraction for each event that bears the id: a row that stands twice in a log is taken back twice. */
function naming(event: ComplaintEvent, targetsOf: (target: string) => readonly string[]): readonly ComplaintEvent[] {
  const target = event.data['event'];
  if (typeof target !== 'string') return [event];
  return targetsOf(target).map((stored) => ({ ...event, data: { ...event.data, event: stored } }));
}

function namesOf(names: Map<string, string[]>, id: string): string[] {
  const known = names.get(id) ?? [];
  names.set(id, known);
  return known;
}

interface Pool {
  take(saying: string): OwnEvent | undefined;
  takeById(key: string): OwnEvent | undefined;
  left(): readonly OwnEvent[];
}

function poolOf(recorded: readonly OwnEvent[], manner: ImportManner): Pool {
  const free = new Set(recorded);
  const bySaying = Map.groupBy(recorded, ({ event, data, key }) =>
    sayingOf({ ...event, data }, manner.byId ? key : ''),
  );
  const byKey = manner.byId ? Map.groupBy(recorded, ({ key }) => key) : undefined;
  const first = (list: readonly OwnEvent[] | undefined): OwnEvent | undefined => {
    const found = list?.find((own) => free.has(own));
    if (found !== undefined) free.delete(found);
    return found;
  };
  return {
    take: (saying) => first(bySaying.get(saying)),
    takeById: (key) => first(byKey?.get(key)),
    left: () => [...free],
  };
}

/** Equal for events that say the same. */
function sayingOf({ type, at, recordedAt, ref, data }: Omit<ComplaintEvent, 'id'>, key: string): string {
  const facts = Object.keys(data)
    .sort()
    .map((name) => [name, data[name] === undefined ? '' : sameness(data[name])]);
  return JSON.stringify([key, type, timeKey(at), recordedAt ?? null, ref ?? null, facts]);
}
