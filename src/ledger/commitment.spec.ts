import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { commitmentOf, saltLength, saltsOf } from './commitment.js';

const salt = fc.uint8Array({ minLength: saltLength, maxLength: saltLength });

describe('a commitment', () => {
  it('is SHA-256 over salt and canonical value', () => {
    fc.assert(
      fc.property(salt, fc.string({ unit: 'grapheme' }), (bytes, name) => {
        const digest = createHash('sha256').update(bytes).update(JSON.stringify(name)).digest('hex');
        expect(commitmentOf(bytes, name)).toBe(digest);
      }),
    );
  });

  it('to one value differs under another salt, and to another value under the same', () => {
    const [a, b] = [Buffer.alloc(saltLength, 1), Buffer.alloc(saltLength, 2)];
    expect(new Set([commitmentOf(a, '张三'), commitmentOf(b, '张三'), commitmentOf(a, '李四')]).size).toBe(3);
  });
});

describe('the salts of an event', () => {
  const names = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 12 });

  it('are one for each name, of full length and all different', () => {
    fc.assert(
      fc.property(salt, names, (bytes, all) => {
        const salts = saltsOf(bytes, all);
        expect([...salts.keys()].sort()).toEqual(all.toSorted());
        expect([...salts.values()].every(({ length }) => length === saltLength)).toBe(true);
        expect(new Set([...salts.values()].map((each) => each.toString('hex'))).size).toBe(all.length);
      }),
    );
  });

  it('are the same in whatever order the names come', () => {
    fc.assert(
      fc.property(salt, names, (bytes, all) => expect(saltsOf(bytes, all.toReversed())).toEqual(saltsOf(bytes, all))),
    );
  });

  it('are others for another event', () => {
    const of = (byte: number) => saltsOf(Buffer.alloc(saltLength, byte), ['name']).get('name')?.toString('hex');
    expect(of(1)).not.toBe(of(2));
  });
});
