import type { CutList } from './audit-report.js';

/** Keeps the first `limit` of however many are offered, in the order of `compare`, and counts them all. */
export interface BoundedList<T> {
  offer(item: T): void;
  readonly total: number;
  /** The kept ones in order, at most `most`. */
  cut(most?: number): CutList<T>;
}

/** A binary heap with the last of the kept at its root, so that a million offers cost little and hold little. */
export function createBoundedList<T>(limit: number, compare: (a: T, b: T) => number): BoundedList<T> {
  interface Kept {
    readonly item: T;
    readonly sequence: number;
  }
  const heap: Kept[] = [];
  let total = 0;
  /** Ties keep the order in which they came. */
  const before = (a: Kept, b: Kept): boolean => (compare(a.item, b.item) || a.sequence - b.sequence) < 0;

  function rise(from: number): void {
    for (let child = from; child > 0;) {
      const parent = (child - 1) >> 1;
      if (!swapIfBefore(parent, child)) return;
      child = parent;
    }
  }
  function sink(): void {
    for (let parent = 0; ;) {
      const left = parent * 2 + 1;
      const [a, b] = [heap[left], heap[left + 1]];
      if (a === undefined) return;
      const later = b !== undefined && before(a, b) ? left + 1 : left;
      if (!swapIfBefore(parent, later)) return;
      parent = later;
    }
  }
  /** Parents come after their children; puts two right, and says whether they were wrong. */
  function swapIfBefore(parent: number, child: number): boolean {
    const [upper, lower] = [heap[parent], heap[child]];
    if (upper === undefined || lower === undefined || !before(upper, lower)) return false;
    heap[parent] = lower;
    heap[child] = upper;
    return true;
  }

  return {
    get total() {
      return total;
    },
    offer(item) {
      const offered = { item, sequence: total++ };
      const last = heap[0];
      if (heap.length < limit) {
        heap.push(offered);
        rise(heap.length - 1);
      } else if (last !== undefined && before(offered, last)) {
        heap[0] = offered;
        sink();
      }
    },
    cut(most = limit) {
      const rows = [...heap].sort((a, b) => (before(a, b) ? -1 : 1)).slice(0, most);
      return { total, shown: rows.length, rows: rows.map(({ item }) => item) };
    },
  };
}
