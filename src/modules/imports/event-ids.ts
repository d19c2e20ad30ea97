/** The event that holds the facts of a row. */
export const factsKey = 'facts';
/** Ends the id of a retraction that an import made itself, in contrast to one that stood in the file. */
const retractedEnd = '~retracted';
/** Ends the id of the event that the mapping adds before the first of a case. */
const firstEnd = '~first';

/** The id under which an event of a file is stored first; what would look like an id of our own making is marked. */
export function keyOf(id: string): string {
  return /^facts$|~(?:retracted|first|\d+)$/.test(id) ? `${id}~1` : id;
}

/** What the event was called before it was recorded again as `…~2`, `…~3`. */
export function keyOfStored(id: string): string {
  return id.replace(/~(?:[2-9]|[1-9]\d+)$/, '');
}

/** The id that names no event, however many there will be. */
export function idOfNone(id: string): string {
  return `${keyOf(id)}~0`;
}

/** The key of the event that takes this one back. */
export function retractionKey(target: string): string {
  return target + retractedEnd;
}

/** Whether it was made by `retractionKey`. */
export function isRetractionKey(key: string): boolean {
  return key.endsWith(retractedEnd);
}

/** The key of the first event of a complaint, by its earliest row. */
export function firstKey(earliest: string): string {
  return earliest + firstEnd;
}

/** Whether it was made by `firstKey`. */
export function isFirstKey(key: string): boolean {
  return key.endsWith(firstEnd);
}

/** Gives out ids that the complaint does not have yet. */
export interface FreeIds {
  take(key: string): string;
}

/** Ids beside those that are taken: the key itself, then `key~2`, `key~3` … */
export function freeIds(taken: Iterable<string>): FreeIds {
  const used = new Set(taken);
  return {
    take(key) {
      let id = key;
      for (let copy = 2; used.has(id); copy++) id = `${key}~${copy}`;
      used.add(id);
      return id;
    },
  };
}
