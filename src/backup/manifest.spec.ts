import { describe, expect, it } from '@jest/globals';
import { backupFormat, isInside, readManifest, writeManifest, type Manifest } from './manifest.js';

const manifest: Manifest = {
  format: backupFormat,
  product: '0.1.0',
  takenAt: '2026-11-22T12:00:00.000Z',
  postgres: '18.4',
  migrations: ['Ledger1700000000001'],
  setInForce: null,
  chains: 0,
  entries: 0,
  tables: [],
  leftOut: [],
  files: [],
  secretKey: null,
};
const text = writeManifest(manifest);

describe('a manifest', () => {
  it('is read as it was written', () => expect(readManifest(text)).toEqual(manifest));

  it.each([
    ['changed', text.replace('"product": "0.1.0"', '"product": "0.1.1"')],
    ['other-format', text.replace(backupFormat, 'redress-backup-9')],
    ['unreadable', text.slice(0, -5)],
    ['unreadable', '[]'],
    ['unreadable', 'null'],
    ['unreadable', text.replace('"chains": 0', '"chains": -1')],
  ])('that is %s is told', (wrong, found) => expect(readManifest(found)).toBe(wrong));
});

describe('a path of a file', () => {
  it.each(['files/reports/a/b.pdf', 'files/imports/投诉.csv', 'files/destinations.yaml'])('%s is inside', (path) =>
    expect(isInside(path)).toBe(true),
  );
  it.each([
    'files',
    'files/',
    'files/..',
    'files/../x',
    'files//x',
    '/files/x',
    'files/a\\b',
    'files/c:x',
    'other/x',
    'files/a\u0000',
  ])('%j is not', (path) => expect(isInside(path)).toBe(false));
});
