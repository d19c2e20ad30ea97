import { describe, expect, it } from '@jest/globals';
import { inOrderOfReferences } from './table-order.js';

const table = (name: string, ...refersTo: string[]) => ({ name, refersTo });

describe('the order in which rows go back in', () => {
  it('has what is referred to first, otherwise names', () => {
    const tables = [table('c', 'a', 'b'), table('b', 'a', 'b'), table('d'), table('a', 'elsewhere')];
    expect(inOrderOfReferences(tables).map(({ name }) => name)).toEqual(['a', 'd', 'b', 'c']);
  });

  it('does not exist for a circle', () => {
    expect(() => inOrderOfReferences([table('a', 'b'), table('b', 'a')])).toThrow(RangeError);
  });
});
