import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { commitmentOf, saltsOf } from '../src/ledger/commitment.js';
import { entryHash, type Entry } from '../src/ledger/entry.js';
import { projectFolder } from '../src/project.js';

const page = readFileSync(join(projectFolder, 'docs/evidence-chain.md'), 'utf8');

/** Texts between backticks that are hexadecimal, in the order in which they stand. */
const hexOf = (length: number): readonly string[] =>
  [...page.matchAll(/`([0-9a-f]{32,64})`/g)].map(([, hex = '']) => hex).filter((hex) => hex.length === length);

describe('the example of docs/evidence-chain.md', () => {
  // The page is ours and says what shape it shows.
  const entry = JSON.parse(/```json\n([^`]*)```/.exec(page)?.[1] ?? '') as Omit<Entry, 'hash'>;
  const [eventSalt = '', personalSalt = ''] = hexOf(32).map((hex) => Buffer.from(hex, 'hex'));

  it('has the hash that the page gives', () => {
    expect([entryHash(entry)]).toEqual(hexOf(64));
  });

  it('holds the commitments to its values', () => {
    const salts = saltsOf(Buffer.from(eventSalt), ['channel', 'urgency', 'complainant_name']);
    const facts = {
      channel: commitmentOf(salts.get('channel') ?? Buffer.alloc(0), 'regulator'),
      urgency: commitmentOf(salts.get('urgency') ?? Buffer.alloc(0), 'ordinary'),
      complainant_name: commitmentOf(Buffer.from(personalSalt), '李春'),
    };
    expect(entry.body['events']).toEqual([expect.objectContaining({ facts })]);
  });
});
