import type { ComplaintEvent } from '../../rules/complaint.js';
import { retractionType } from '../../rules/judge/timeline.js';
import type { NewEvent } from '../complaints/record-events.js';
import type { Difference } from './diff-facts.js';
import { factsKey, firstKey, idOfNone, isFirstKey, keyOf, type FreeIds } from './event-ids.js';
import type { ImportManner } from './import-manner.js';
import { timeKey, type OwnEvent } from './import-view.js';
import { matchEvents } from './match-events.js';
import { takeBack } from './take-back.js';

/**
 * What a row's events, or the rows of a case, mean beside those recorded earlier. A snapshot tells all: what it lacks is taken back.
 * A log may be a part: what it lacks stays.
 */
export function diffEvents(
  own: readonly OwnEvent[],
  incoming: readonly ComplaintEvent[],
  manner: ImportManner,
  erased: ReadonlySet<string>,
  ids: FreeIds,
): Difference {
  const rows = own.filter(({ key, event }) => key !== factsKey && !isFirstKey(key) && !manner.keeps.has(event.type));
  const told = withoutFirst(incoming, manner);
  const known = rows.filter(({ stands }) => stands);
  const given = told.map((event) => ({ ...event, data: without(event.data, erased) }));
  const standing = known.map((row) => ({ ...row, data: without(row.data, erased) }));
  const untouched = new Set(own.flatMap(({ event, key }) => (manner.keeps.has(event.type) ? [event.id, key] : [])));
  const { added: found, replaced, left } = matchEvents(standing, given, manner, ids);
  const added = found.map((event) => sparing(event, untouched));
  const gone = manner.kind === 'log' ? [] : left.filter(({ key }) => !manner.silentEvents.has(columnOf(key)));
  const takenBack = new Set([...replaced, ...gone]);
  const kept = standing.filter((row) => !takenBack.has(row)).map(({ event, data }) => ({ ...event, data }));
  const first = diffFirst(own, [...kept, ...added], manner, ids);
  return {
    retractions: [...[...takenBack].map(({ event }) => takeBack(event, 'newer-export', ids)), ...first.retractions],
    added: [...first.added, ...added],
    erased: erased.size === 0 ? 0 : leftOut(told, known, manner, erased),
  };
}

/** A retraction of what this mapping may not take back names nothing that stands. */
function sparing<E extends NewEvent>(event: E, untouched: ReadonlySet<string>): E {
  const target = event.data['event'];
  if (event.type !== retractionType || typeof target !== 'string' || !untouched.has(target)) return event;
  return { ...event, data: { ...event.data, event: idOfNone(target) } };
}

/** The importer has put the mapping's own event before the others; it is no row and follows from what stands. */
function withoutFirst(incoming: readonly ComplaintEvent[], { first }: ImportManner): readonly ComplaintEvent[] {
  const [head, ...rest] = incoming;
  const made = first?.(rest);
  return made !== undefined && made.id === head?.id && made.type === head.type ? rest : incoming;
}

/** The mapping's event before the first one that stands; where that has changed, the former is taken back. */
function diffFirst(
  own: readonly OwnEvent[],
  standing: readonly ComplaintEvent[],
  { first }: ImportManner,
  ids: FreeIds,
): Pick<Difference, 'retractions' | 'added'> {
  const recorded = own.filter(({ key, stands }) => stands && isFirstKey(key)).map(({ event }) => event);
  const wanted = first?.(standing);
  const saying = ({ type, at, recordedAt }: Pick<ComplaintEvent, 'type' | 'at' | 'recordedAt'>): string =>
    JSON.stringify([type, timeKey(at), recordedAt]);
  const kept = wanted === undefined ? undefined : recorded.find((event) => saying(event) === saying(wanted));
  const others = recorded.filter((event) => event !== kept);
  const added: readonly NewEvent[] =
    wanted === undefined || kept !== undefined
      ? []
      : [{ ...wanted, id: ids.take(firstKey(wanted.id.replace(/-first$/, ''))) }];
  return { retractions: others.map((event) => takeBack(event, 'newer-export', ids)), added };
}

/** The column from which a snapshot's event came: its key, or what that was before it was marked as no id of ours. */
function columnOf(key: string): string {
  const column = key.replace(/~1$/, '');
  return keyOf(column) === key ? column : key;
}

/** How many values stay out because their facts were erased; what an event still holds does not. */
function leftOut(
  given: readonly ComplaintEvent[],
  known: readonly OwnEvent[],
  manner: ImportManner,
  erased: ReadonlySet<string>,
): number {
  const held = new Set(
    known.flatMap(({ event, key, data }) => Object.keys(data).map((name) => placeOf(event, key, name, manner))),
  );
  return given
    .flatMap((event) =>
      Object.keys(event.data)
        .filter((name) => erased.has(name))
        .map((name) => placeOf(event, keyOf(event.id), name, manner)),
    )
    .filter((place) => !held.has(place)).length;
}

/** A fact of an event, which is known by its id where it has one, otherwise by what else tells it apart. */
function placeOf(
  { type, at, ref }: Pick<ComplaintEvent, 'type' | 'at' | 'ref'>,
  key: string,
  name: string,
  manner: ImportManner,
): string {
  return JSON.stringify([manner.byId ? key : [type, timeKey(at), ref], name]);
}

function without(data: ComplaintEvent['data'], names: ReadonlySet<string>): ComplaintEvent['data'] {
  return names.size === 0 ? data : Object.fromEntries(Object.entries(data).filter(([name]) => !names.has(name)));
}
