import type { ComplaintEvent } from '../../rules/complaint.js';
import type { NewEvent } from '../complaints/record-events.js';
import type { Difference } from './diff-facts.js';
import { factsKey, firstKey, isFirstKey, keyOf, type FreeIds } from './event-ids.js';
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
  ids: FreeIds,
): Difference {
  const rows = own.filter(({ key }) => key !== factsKey && !isFirstKey(key));
  const erasure = erasureOf(rows, manner);
  const { given, erased } = withoutErased(withoutFirst(incoming, manner), manner, erasure);
  const standing = rows
    .filter(({ stands }) => stands)
    .map((row) => ({ ...row, data: without(row.data, erasure.get(groupOf(row.event, row.key, manner))) }));
  const { added, replaced, left } = matchEvents(standing, given, manner, ids);
  const gone = manner.kind === 'log' ? [] : left.filter(({ key }) => !manner.silentEvents.has(columnOf(key)));
  const takenBack = new Set([...replaced, ...gone]);
  const kept = standing.filter((row) => !takenBack.has(row)).map(({ event, data }) => ({ ...event, data }));
  const first = diffFirst(own, [...kept, ...added], manner, ids);
  return {
    retractions: [...[...takenBack].map(({ event }) => takeBack(event, 'newer-export', ids)), ...first.retractions],
    added: [...first.added, ...added],
    erased,
  };
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

/** Which facts were erased from an event, taken back or not: by its id where it has one, otherwise by what else tells it apart. */
function erasureOf(rows: readonly OwnEvent[], manner: ImportManner): ReadonlyMap<string, ReadonlySet<string>> {
  const erasure = new Map<string, Set<string>>();
  for (const { event, key, erased } of rows) {
    if (erased.length === 0) continue;
    const group = groupOf(event, key, manner);
    erasure.set(group, new Set([...(erasure.get(group) ?? []), ...erased]));
  }
  return erasure;
}

function groupOf({ type, at, ref }: Omit<ComplaintEvent, 'id' | 'data'>, key: string, manner: ImportManner): string {
  return manner.byId ? key : JSON.stringify([type, timeKey(at), ref]);
}

function withoutErased(
  events: readonly ComplaintEvent[],
  manner: ImportManner,
  erasure: ReturnType<typeof erasureOf>,
): { readonly given: readonly ComplaintEvent[]; readonly erased: number } {
  if (erasure.size === 0) return { given: events, erased: 0 };
  let erased = 0;
  const given = events.map((event) => {
    const data = without(event.data, erasure.get(groupOf(event, keyOf(event.id), manner)));
    erased += Object.keys(event.data).length - Object.keys(data).length;
    return { ...event, data };
  });
  return { given, erased };
}

function without(data: ComplaintEvent['data'], names: ReadonlySet<string> | undefined): ComplaintEvent['data'] {
  return names === undefined ? data : Object.fromEntries(Object.entries(data).filter(([name]) => !names.has(name)));
}
