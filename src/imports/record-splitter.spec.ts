import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { splitFields, writeField } from './csv-fields.js';
import { recordSplitter, type RawRecord } from './record-splitter.js';

function split(text: string, size = 1_000_000, limit = 1_000_000): readonly RawRecord[] {
  const splitter = recordSplitter({ quote: 0x22, delimiter: 0x2c, pairs: false, limit, skipped: 0 });
  const bytes = Buffer.from(text);
  const records: RawRecord[] = [];
  for (let at = 0; at < bytes.length; at += size) records.push(...splitter.push(bytes.subarray(at, at + size)));
  return [...records, ...splitter.end()];
}

const texts = (records: readonly RawRecord[]): readonly string[] => records.map((record) => record.bytes.toString());

describe('records of a CSV file', () => {
  it.each([
    ['a,b\n1,2\n', ['a,b', '1,2']],
    ['a,b\r\n1,2', ['a,b', '1,2']],
    ['a,b\r1,2\r', ['a,b', '1,2']],
    ['a\n\n\r\n\nb\n', ['a', 'b']],
    ['"a\nb",c\nd', ['"a\nb",c', 'd']],
    ['"a\r\nb",c\r\nd', ['"a\r\nb",c', 'd']],
    ['"a""\n""b"\nc', ['"a""\n""b"', 'c']],
    ['5" pipe,x\n1,2', ['5" pipe,x', '1,2']],
    ['1,"2"x\n3,4\n5,6', ['1,"2"x', '3,4', '5,6']],
    ['9,"1\n2"y,3\n10,11', ['9,"1\n2"y,3', '10,11']],
    ['a,b\r\n1,2\r\n3,4\n5,6\r\n', ['a,b', '1,2', '3,4', '5,6']],
  ])('cuts %j', (text, expected) => {
    for (const size of [1, 2, 3, 1000]) expect(texts(split(text, size))).toEqual(expected);
  });

  it('knows the lines and bytes of each record', () => {
    const [, second, third] = split('a,b\r\n"x\r\ny",2\r\n\r\n3,4', 3);
    expect(second).toMatchObject({ line: 2, lastLine: 3, offset: 5, length: 8 });
    expect(third).toMatchObject({ line: 5, lastLine: 5, offset: 17, length: 3 });
  });

  it('says where a quote was opened that nothing closes', () => {
    const [, last] = split('a,b\n1,"2\n3,4\n5,6\n');
    expect(last).toMatchObject({ openQuoteLine: 2, line: 2, lastLine: 5 });
  });

  it('reads past a record that is too long and goes on with the next', () => {
    const records = split(`a\n${'x'.repeat(50_000)}\n"${'y\n'.repeat(20_000)}"\nb\n`, 777, 10_000);
    expect(records.map((record) => [record.tooLong, record.length, record.line])).toEqual([
      [false, 1, 1],
      [true, 50_000, 2],
      [true, 40_002, 3],
      [false, 1, 20_004],
    ]);
    expect(Math.max(...records.map((record) => record.bytes.length))).toBeLessThanOrEqual(4096);
  });

  it('gives back the cells that were written, however the bytes arrive', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', '投', '\u{1F415}') });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 9 }), fc.constantFrom('\n', '\r\n'), (rows, size, end) => {
        const text = rows.map((cells) => cells.map((each) => writeField(each, ',', '"')).join(',')).join(end);
        const read = split(text, size).map((record) => splitFields(record.bytes.toString(), ',', '"'));
        expect(read).toEqual(rows.map((cells) => ({ cells })));
      }),
    );
  });

  it('does not take the second half of a GB18030 character for a delimiter', () => {
    // 渱 is 0x9c 0x7c, and 0x7c alone is "|".
    const splitter = recordSplitter({ quote: 0x22, delimiter: 0x7c, pairs: true, limit: 1000, skipped: 0 });
    const bytes = Buffer.from([0x61, 0x7c, 0x9c, 0x7c, 0x22, 0x0a, 0x62, 0x7c, 0x63, 0x0a]);
    expect(splitter.push(bytes).map((record) => record.length)).toEqual([5, 3]);
  });
});

describe('cells of a record', () => {
  it.each([
    ['a,b', { cells: ['a', 'b'] }],
    ['', { cells: [''] }],
    ['a,', { cells: ['a', ''] }],
    ['"",""', { cells: ['', ''] }],
    ['"a""b",c', { cells: ['a"b', 'c'] }],
    ['x "y" z,c', { cells: ['x "y" z', 'c'] }],
    ['1,"2"x,3', { cells: ['1'], broken: { cell: 1, why: 'text-after-quote' } }],
    ['1,2,"3', { cells: ['1', '2'], broken: { cell: 2, why: 'unclosed' } }],
    ['"a""', { cells: [], broken: { cell: 0, why: 'unclosed' } }],
  ])('of %j', (record, expected) => {
    expect(splitFields(record, ',', '"')).toEqual(expected);
  });
});
