import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { appendEntries, brokenAt, emptyChain, entryHash, type Entry, type EntryDraft, type Subject } from './entry.js';

const subject: Subject = { kind: 'complaint', id: '00000000-0000-8000-8000-000000000001' };
const by = { actor: 'account:a', at: 1_772_000_000_000 };

const draft: fc.Arbitrary<EntryDraft> = fc.record({
  type: fc.constantFrom('events-recorded', 'judged'),
  body: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.constant(null)), { maxKeys: 4 }),
});
const chain = fc
  .array(draft, { minLength: 1, maxLength: 8 })
  .map((drafts) => appendEntries(subject, emptyChain, drafts, by));

/** Every way of changing one thing of an entry that is not its hash. */
const changes: readonly ((entry: Entry) => Entry)[] = [
  (entry) => ({ ...entry, type: `${entry.type}!` }),
  (entry) => ({ ...entry, actor: 'account:b' }),
  (entry) => ({ ...entry, at: entry.at + 1 }),
  (entry) => ({ ...entry, number: entry.number + 1 }),
  (entry) => ({ ...entry, body: { ...entry.body, added: 1 } }),
  (entry) => ({ ...entry, subject: { ...entry.subject, kind: 'run' } }),
  (entry) => ({ ...entry, previous: `${entry.previous ?? ''}0` }),
];

describe('a chain of entries', () => {
  it('is numbered from 1, each naming the hash of the one before', () => {
    fc.assert(
      fc.property(chain, (entries) => {
        expect(entries.map(({ number }) => number)).toEqual(entries.map((_, index) => index + 1));
        expect(entries.map(({ previous }) => previous)).toEqual([
          null,
          ...entries.slice(0, -1).map(({ hash }) => hash),
        ]);
        expect(brokenAt(entries)).toBeUndefined();
      }),
    );
  });

  it('is the same whether appended at once or in parts', () => {
    fc.assert(
      fc.property(fc.array(draft, { maxLength: 8 }), fc.nat(8), (drafts, cut) => {
        const first = appendEntries(subject, emptyChain, drafts.slice(0, cut), by);
        const second = appendEntries(subject, first.at(-1) ?? emptyChain, drafts.slice(cut), by);
        expect([...first, ...second]).toEqual(appendEntries(subject, emptyChain, drafts, by));
      }),
    );
  });

  it('is broken by any change of any entry, at that entry', () => {
    fc.assert(
      fc.property(chain, fc.nat(), fc.constantFrom(...changes), (entries, place, change) => {
        const index = place % entries.length;
        expect(brokenAt(entries.map((entry, each) => (each === index ? change(entry) : entry)))).toBe(index + 1);
      }),
    );
  });

  it('is broken by a change whose hash is made to fit, at the next entry', () => {
    fc.assert(
      fc.property(chain, fc.nat(), (entries, place) => {
        fc.pre(entries.length > 1);
        const index = place % (entries.length - 1);
        const forged = entries.map((entry, each) => {
          if (each !== index) return entry;
          const changed = { ...entry, actor: 'account:b' };
          return { ...changed, hash: entryHash(changed) };
        });
        expect(brokenAt(forged)).toBe(index + 2);
      }),
    );
  });

  it('is broken where an entry is taken out or two are exchanged', () => {
    fc.assert(
      fc.property(chain, fc.nat(), (entries, place) => {
        fc.pre(entries.length > 1);
        const index = place % (entries.length - 1);
        expect(brokenAt(entries.toSpliced(index, 1))).toBe(index + 1);
        const [a, b] = entries.slice(index, index + 2);
        if (a !== undefined && b !== undefined) expect(brokenAt(entries.toSpliced(index, 2, b, a))).toBe(index + 1);
      }),
    );
  });

  it('has leaf hashes of RFC 6962 over the canonical entry', () => {
    const [entry] = appendEntries(subject, emptyChain, [{ type: 'judged', body: { b: 1, a: 'é', c: undefined } }], by);
    const text =
      `{"actor":"account:a","at":1772000000000,"body":{"a":"é","b":1},"number":1,"previous":null,` +
      `"subject":{"id":"00000000-0000-8000-8000-000000000001","kind":"complaint"},"type":"judged","v":1}`;
    const digest = createHash('sha256')
      .update(Buffer.concat([Buffer.from([0]), Buffer.from(text)]))
      .digest('hex');
    expect(entry?.hash).toBe(digest);
  });
});
