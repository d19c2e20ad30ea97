import { describe, expect, it } from '@jest/globals';
import { RedressError } from '../../errors.js';
import type { ImportSummary } from '../../imports/import-item.js';
import { noNotes } from '../../imports/source-row.js';
import { accountOf, noTally, type ImportTally } from './import-account.js';

const summary: ImportSummary = {
  file: 'x.csv',
  mapping: { id: 'm', digest: '00' },
  rows: { read: 10, judged: 8, rejected: 2 },
  complaints: 6,
  withheldCases: 1,
  rowsWithoutCase: 0,
  isMended: false,
  bytes: 100,
  sha256: 'ab',
  encoding: 'utf-8',
  encodingFromMark: false,
  header: [],
  unusedColumns: [],
  absentColumns: [],
  notes: noNotes(),
};

const tally = (): ImportTally => ({
  ...noTally(),
  rows: { new: 3, changed: 1, unchanged: 4, rejected: 2 },
  complaints: { new: 2, changed: 1, unchanged: 3 },
});

function wrong(change: (counts: ImportTally) => void): readonly string[] {
  const counts = tally();
  change(counts);
  try {
    accountOf('x.csv', summary, counts, 0);
  } catch (error) {
    if (error instanceof RedressError) return error.faults.map(({ data }) => String(data['what']));
    throw error;
  }
  return [];
}

describe('the account of an import', () => {
  it('tells every row by the fate of its complaint', () => {
    expect(accountOf('x.csv', summary, tally(), 5)).toMatchObject({
      rows: { read: 10, new: 3, changed: 1, unchanged: 4, rejected: 2 },
      complaints: { new: 2, changed: 1, unchanged: 3, absent: 5, withheld: 1 },
      remarks: [],
    });
  });

  it.each([
    ['a row too few', (counts: ImportTally) => void counts.rows.new--, ['rows']],
    ['a rejected row too many', (counts: ImportTally) => void counts.rows.rejected++, ['rows', 'rejected rows']],
    ['a complaint too many', (counts: ImportTally) => void counts.complaints.changed++, ['complaints']],
  ])('refuses %s', (_, change, what) => {
    expect(wrong(change)).toEqual(what);
  });

  it.each([
    ['values that were erased', { ...tally(), erased: 3 }, summary, 0],
    ['a file of mended rows', tally(), { ...summary, isMended: true }, null],
    ['rows without a name, where some complaints are missing', { ...tally(), rejectedWithoutId: 2 }, summary, 1],
  ] as const)('remarks %s, in both languages', (_, counts, of, absent) => {
    const { remarks } = accountOf('x.csv', of, counts, absent);
    expect(remarks).toHaveLength(1);
    for (const { en, zh } of remarks) expect([en === '', /[\u4e00-\u9fff]/.test(zh)]).toEqual([false, true]);
  });
});
