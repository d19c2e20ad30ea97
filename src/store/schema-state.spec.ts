import { describe, expect, it } from '@jest/globals';
import { schemaState, serverFaults } from './schema-state.js';

describe('the tables of a database', () => {
  it.each([
    { applied: [], missing: ['a', 'b'], unknown: [] },
    { applied: ['a'], missing: ['b'], unknown: [] },
    { applied: ['a', 'b'], missing: [], unknown: [] },
    { applied: ['a', 'b', 'c'], missing: [], unknown: ['c'] },
    { applied: ['c'], missing: ['a', 'b'], unknown: ['c'] },
  ])('with $applied lack $missing and have $unknown from a newer version', (expected) => {
    expect(schemaState(expected.applied, ['a', 'b'])).toEqual(expected);
  });
});

describe('a server', () => {
  const facts = { role: 'app', database: 'redress', versionNumber: 150_018, version: '15.18', encoding: 'UTF8' };
  it.each([
    [{}, []],
    [{ versionNumber: 140_012, version: '14.12' }, ['database.old_server']],
    [{ encoding: 'SQL_ASCII' }, ['database.wrong_encoding']],
    [
      { versionNumber: 90_624, version: '9.6.24', encoding: 'LATIN1' },
      ['database.old_server', 'database.wrong_encoding'],
    ],
  ])('with %p has the faults %p', (change, codes) => {
    expect(serverFaults({ ...facts, ...change }, 'db:5432').map(({ code }) => code)).toEqual(codes);
  });
});
