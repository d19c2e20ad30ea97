import { describe, expect, it } from '@jest/globals';
import { approvalOf, type SetPerson } from '../texts/approval-texts.js';
import { CSV_COLUMNS, csvApproval, csvCell, csvFinding, csvHead } from './audit-csv.js';

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
    const finding = { complaint: 'C-1', policy: 'p', kind: 'deadline', outcome: 'pending', own: true } as const;
    const line = csvFinding(finding, csvApproval(undefined));
    expect(line.trimEnd().split(',')).toHaveLength(CSV_COLUMNS.length);
    expect(line.endsWith('\r\n')).toBe(true);
  });

  it('say by which set, whose it was and whether a second person approved it', () => {
    const person = (name: string) => ({ actor: `account:${name}`, name, account: name });
    const system = { actor: 'system:policies-folder', name: undefined, account: undefined };
    const of = (set: number, author: SetPerson, approver?: SetPerson) =>
      csvApproval(approvalOf({ set, author, approver, hasReason: true }));
    expect(of(7, person('chen'), person('li'))).toEqual(['7', 'chen', 'li', 'approved']);
    expect(of(7, person('chen'), person('chen'))).toEqual(['7', 'chen', 'chen', 'solo']);
    expect(of(1, system)).toEqual(['1', 'system', '', 'first-set']);
    expect(csvApproval(undefined)).toEqual(['', '', '', 'folder']);
    expect(CSV_COLUMNS.slice(-4)).toEqual(['policy_set', 'set_author', 'set_approver', 'set_approval']);
  });
});
