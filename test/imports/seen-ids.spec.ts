import { describe, expect, it } from '@jest/globals';
import { seenIds } from '../../src/imports/seen-ids.store.js';

describe('ids that were read', () => {
  it('are known by their first row, in memory and on disk alike', () => {
    const seen = seenIds(undefined, 2);
    try {
      expect(['a', 'b', 'c', 'd', 'a', 'c', 'd', 'e'].map((id, i) => seen.claim(id, i + 1))).toEqual([
        undefined,
        undefined,
        undefined,
        undefined,
        1,
        3,
        4,
        undefined,
      ]);
    } finally {
      seen.close();
    }
  });
});
