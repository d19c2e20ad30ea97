import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RedressError } from '../../src/errors.js';
import type { Mapping } from '../../src/imports/mapping.js';
import { rejectsWriter } from '../../src/imports/rejects.writer.js';
import { encodeText, type Encoding } from '../../src/imports/text-encoding.js';
import { aMapping, anEventMapping, codesOf, importing, inFolder, type Imported } from './support.js';

const header = 'id,date,note\n';

/** Gives the rejects file in again, unmended: the same rows come back, in the same bytes. */
async function again(first: Imported, mapping: Mapping): Promise<Imported> {
  const second = await importing(first.rejects, mapping);
  expect(second.complaints).toEqual([]);
  expect(second.rejected).toHaveLength(first.rejected.length);
  const third = await importing(second.rejects, mapping);
  expect(third.rejects.equals(second.rejects)).toBe(true);
  return second;
}

describe('the rejects file', () => {
  it('has the rows as they stood, each with its reason', async () => {
    const { rejects } = await importing(`${header}1,never,"a ""b"", c"\n2,2026-01-01,fine\n`, aMapping());
    const [first, second, rest] = rejects.toString().split('\n');
    expect(first).toBe('id,date,note,redress_reason');
    expect(second).toMatch(/^1,never,"a ""b"", c","?row\.not_a_time: date: /);
    expect(rest).toBe('');
  });

  it.each([
    ['a wrong value', '1,never,x\n'],
    ['no id', ',2026-01-01,x\n'],
    ['too few columns', '1,2026-01-01\n'],
    ['too many columns', '1,2026-01-01,x,y,z\n'],
    ['one column', 'x\n'],
    ['text after a quote', '1,2026-01-01,"x"y\n'],
    ['a quote that is not closed', '1,2026-01-01,"x\n2,2026-01-02,y\n'],
    ['two at once', '1,never,x\n,never,"multi\nline"\n'],
    ['commas in a quoted cell', '1,"never, ever","x ""y"""\n'],
  ])('given in again unmended rejects the same rows: %s', async (_, rows) => {
    const mapping = aMapping();
    const first = await importing(header + rows, mapping);
    expect((await again(first, mapping)).rejected).toHaveLength(first.rejected.length);
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be', 'gb18030'] as const)(
    'keeps the encoding and the mark: %s',
    async (encoding: Encoding) => {
      const mapping = aMapping();
      const content = encodeText(`\uFEFFid,date,note,备注\r\n1,从未,投诉 ${'\u{1F415}'},x\r\n`, encoding);
      const first = await importing(content, mapping);
      const line = content.subarray(content.indexOf(encodeText('从未', encoding)) - 2);
      expect(first.rejects.includes(line.subarray(0, 16))).toBe(true);
      expect(first.rejects.subarray(0, 4).equals(content.subarray(0, 4))).toBe(true);
      await again(first, mapping);
    },
  );

  it('keeps delimiter, quote and bytes that are no text', async () => {
    const mapping = aMapping({ format: `{ csv: { delimiter: ";", quote: "'" } }` });
    const content = Buffer.concat([
      Buffer.from(`id;date;note\n1;2026-01-01;'a;b'\n2;2026-01-01;caf`),
      Buffer.from([0xe9, 0x0a]),
    ]);
    const first = await importing(content, mapping);
    expect(codesOf(first.rejected)).toEqual(['row.bad_bytes']);
    expect(first.rejects.includes(Buffer.from([0x66, 0xe9, 0x3b]))).toBe(true);
    expect(codesOf((await again(first, mapping)).rejected)).toEqual(['row.bad_bytes']);
  });

  it('mended is taken, with the reason left in its place or cut off', async () => {
    const mapping = aMapping();
    const { rejects } = await importing(`${header}1,never,x\n2,soon,"y, z"\n`, mapping);
    const mended = rejects
      .toString()
      .replace('never', '2026-01-01')
      .replace(/soon(,"y, z"),.*/, '2026-01-02$1');
    const { complaints, summary } = await importing(mended, mapping);
    expect(complaints.map((complaint) => complaint.facts['note'])).toEqual(['x', 'y, z']);
    expect(summary.unusedColumns).toEqual([]);
  });

  it('keeps a repeated id out until someone has said that the row is to be read', async () => {
    const mapping = aMapping();
    const first = await importing(`${header}1,2026-01-01,x\n1,2026-01-02,y\n`, mapping);
    const second = await again(first, mapping);
    expect(codesOf(second.rejected)).toEqual(['row.repeated_before']);
    const mended = first.rejects.toString().replace(/^1(,.*),"?row\.repeated_id.*$/m, '2$1,');
    expect((await importing(mended, mapping)).complaints.map((complaint) => complaint.id)).toEqual(['2']);
    const ndjson = aMapping({ format: '{ ndjson: {} }' });
    const lines = '{"id":1,"date":"2026-01-01","note":"x"}\n{"id":1,"date":"2026-01-02","note":"x"}\n';
    expect(codesOf((await again(await importing(lines, ndjson), ndjson)).rejected)).toEqual(['row.repeated_before']);
  });

  it('works for a file without a header line', async () => {
    const mapping = aMapping({ format: '{ csv: { header: [id, date, note] } }' });
    const first = await importing('1,never,x\n2,2026-01-01,y\n', mapping);
    expect(first.complaints).toHaveLength(1);
    const second = await again(first, mapping);
    const { complaints } = await importing(second.rejects.toString().replace('never', '2026-01-01'), mapping);
    expect(complaints.map((complaint) => complaint.id)).toEqual(['1']);
  });

  it('holds whole cases of an event log, and judges them once mended', async () => {
    const mapping = anEventMapping();
    const rows = 'A,take,2026-01-01,x\nB,take,2026-01-02,x\nA,close,someday,y\nA,wait,2026-01-05,z\n';
    const first = await importing(`case,what,when,note\n${rows}`, mapping);
    expect(first.complaints.map((complaint) => complaint.id)).toEqual(['B']);
    expect(first.rejected.map((row) => [row.row, row.reason.code])).toEqual([
      [1, 'row.case_withheld'],
      [3, 'row.not_a_time'],
      [4, 'row.case_withheld'],
    ]);
    expect(first.summary).toMatchObject({ withheldCases: 1, rows: { read: 4, judged: 1, rejected: 3 } });
    const second = await again(first, mapping);
    const { complaints } = await importing(second.rejects.toString().replace('someday', '2026-01-03'), mapping);
    expect(complaints[0]?.events.map((event) => event.type)).toEqual([
      'received',
      'taken-in-charge',
      'closed',
      'other-step',
    ]);
  });

  it('works for NDJSON, numbers untouched, and for lines that are no JSON', async () => {
    const mapping = aMapping({ format: '{ ndjson: {} }' });
    const lines = [
      '{"id":12345678901234567890,"date":"never","note":"x"}',
      '{"id":7,"date":1.50,"note":null}  ',
      '{"id":8,',
      '[1,2]',
      '"text"',
      '{"id":9,"date":"2026-01-01"}',
      '{}',
    ];
    const first = await importing(`${lines.join('\n')}\n`, mapping);
    expect(codesOf(first.rejected)).toEqual([
      'row.not_a_time',
      'row.not_a_time',
      'row.not_json',
      'row.not_an_object',
      'row.not_an_object',
      'row.no_id',
    ]);
    expect(first.rejects.toString()).toContain(
      '{"id":12345678901234567890,"date":"never","note":"x","redress_reason":"row.not_a_time: date: ',
    );
    const second = await again(first, mapping);
    expect(codesOf(second.rejected)).toEqual(codesOf(first.rejected));
    const mended = second.rejects
      .toString()
      .replace('never', '2026-01-01')
      .replace('{\\"id\\":8,', '{\\"id\\":8,\\"date\\":\\"2026-01-01\\"}');
    const third = await importing(mended, mapping);
    expect(third.complaints.map((complaint) => complaint.id)).toEqual(['12345678901234567890', '8']);
  });

  it('never stands where the input stands, and appears only when it is whole', async () => {
    await inFolder(async (folder) => {
      const input = join(folder, 'input.csv');
      const output = join(folder, 'rejects.csv');
      writeFileSync(input, `${header}1,never,x\n`);
      const { layout, rejected } = await importing(readFileSync(input), aMapping());
      const own = { ...layout, file: input };
      expect(() => rejectsWriter(join(folder, '.', 'input.csv'), own, 'en')).toThrow(RedressError);
      expect(() => rejectsWriter(join(folder, 'no', 'rejects.csv'), own, 'en')).toThrow(RedressError);
      const writer = rejectsWriter(output, own, 'zh');
      for (const row of rejected) writer.write(row);
      expect(existsSync(output)).toBe(false);
      expect(writer.close()).toBe(1);
      expect(readFileSync(output, 'utf8')).toContain('不是“yyyy-MM-dd”格式的时间');
      rejectsWriter(output, own, 'en').abort();
      expect(readdirSync(folder).sort()).toEqual(['input.csv', 'rejects.csv']);
    });
  });

  it('given in again rejects the same number of rows, whatever the rows were', async () => {
    const mapping = aMapping();
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', '1'), maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 5 }), async (rows) => {
        const first = await importing(`${header}${rows.join('\n')}\n`, mapping);
        await again(first, mapping);
      }),
      { numRuns: 60 },
    );
  });
});
