import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../ledger/canonical.js';
import { claimOf, isOf, sealed, withContent } from './claim.js';

const actor = { kind: 'token', id: 'start-up' } as const;
const of = (body: Json, address = '/api/complaints', method = 'POST') =>
  claimOf('k', actor, { method, address, body })?.request;

describe('a claim', () => {
  it('is the same for the same request, however its keys are ordered', () => {
    expect(of({ a: 1, b: [2] })).toEqual(of({ b: [2], a: 1 }));
  });

  it.each([
    { what: 'another value', other: of({ a: 2 }) },
    { what: 'another address', other: of({ a: 1 }, '/api/complaints/1') },
    { what: 'another method', other: of({ a: 1 }, '/api/complaints', 'PUT') },
    {
      what: 'another upload',
      other: withContent(
        claimOf('k', actor, { method: 'POST', address: '/api/complaints', body: { a: 1 } }),
        Buffer.alloc(32),
      )?.request,
    },
  ])('is another for $what', ({ other }) => {
    expect(other).not.toEqual(of({ a: 1 }));
  });

  it.each(['', 'x'.repeat(256), 'a\tb', 'é', '键'])('refuses the key "%s"', (key) => {
    expect(() => claimOf(key, actor, { method: 'POST', address: '/', body: null })).toThrow('idempotency.bad_key');
  });

  it('is none without a key', () => {
    expect(claimOf(undefined, actor, { method: 'POST', address: '/', body: null })).toBeUndefined();
  });

  it('is kept with a salt, and recognised', () => {
    const request = of({ a: 1 }) ?? Buffer.alloc(0);
    const kept = sealed(request, Buffer.alloc(16, 7));
    expect(kept.includes(request)).toBe(false);
    expect(isOf(kept, request)).toBe(true);
    expect(isOf(kept, of({ a: 2 }) ?? Buffer.alloc(0))).toBe(false);
  });
});
