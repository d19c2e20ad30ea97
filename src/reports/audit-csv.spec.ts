import { describe, expect, it } from '@jest/globals';
import { CSV_COLUMNS, csvCell, csvFinding, csvHead } from './audit-csv.js';

describe('a cell of the CSV results', () => {
  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', "'=1+1"],
    ['=cmd|" /C calc"!A0', '"\'=cmd|"" /C calc""!A0"'],
    ['+4420', "'+4420"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['', ''],
  ])('%j is written %j', (text, cell) => expect(csvCell(text)).toBe(cell));
});

describe('the CSV results', () => {
  it('begin with a byte-order mark and name every column once', () => {
    expect(csvHead().codePointAt(0)).toBe(0xfeff);
    expect(csvHead().slice(1).trimEnd().split(',')).toEqual([...CSV_COLUMNS]);
  });

  it('give a finding as many cells as there are columns', () => {
    const line = csvFinding({ complaint: 'C-1', policy: 'p', kind: 'deadline', outcome: 'pending', own: true });
    expect(line.trimEnd().split(',')).toHaveLength(CSV_COLUMNS.length);
    expect(line.endsWith('\r\n')).toBe(true);
  });
});
