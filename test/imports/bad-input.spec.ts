import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RedressError } from '../../src/errors.js';
import { importComplaints } from '../../src/imports/complaints.importer.js';
import { encodeText } from '../../src/imports/text-encoding.js';
import { aMapping, anEventMapping, codesOf, importing, inFolder, refusal } from './support.js';

const header = 'id,date,note\n';

describe('files that cannot be read as a whole', () => {
  it.each([
    ['an empty file', '', ['import.empty_file']],
    ['a file of blank lines', '\n\n', ['import.empty_file']],
    ['a byte order mark alone', '\uFEFF', ['import.empty_file']],
    ['an XLSX workbook', Buffer.from('504b030414000600080000002100', 'hex'), ['import.binary_file']],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), ['import.binary_file']],
    ['a PDF', '%PDF-1.7\n', ['import.binary_file']],
    ['a web page named .xls', '<html><table><tr><td>id</td></tr></table>', ['import.binary_file']],
    ['bytes', Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * 7) % 256)), ['import.binary_file']],
    ['a NUL in the header', 'id,da\0te,note\n1,2026-01-01,x\n', ['import.header_unreadable']],
    ['another delimiter', 'id;date;note\n1;2026-01-01;x\n', ['import.wrong_delimiter']],
    ['a misspelt column', 'id,dat,Note\n1,2026-01-01,x\n', ['import.column_missing', 'import.column_missing']],
    ['a column name twice', 'id,date,note,note\n', ['import.column_twice']],
    ['a quote in the header that is not closed', '"id,date,note\n1,2,3\n', ['import.header_unreadable']],
    ['a header in another encoding', Buffer.from('id,date,note,caf\xe9\n', 'latin1'), ['import.header_unreadable']],
    ['UTF-16 without its mark', Buffer.from(`${header}1,2026-01-01,x\n`, 'utf16le'), ['import.encoding_mismatch']],
  ])('refuse %s with one fault each', async (_, content, codes) => {
    expect(await refusal(content, aMapping())).toEqual(codes);
  });

  it('name the nearest column of the file and where it stands', async () => {
    const fault = await importing('ID,dat,note\n', aMapping()).catch((error: unknown) =>
      error instanceof RedressError ? error.faults[0] : error,
    );
    expect(fault).toMatchObject({ data: { column: 'id', hint: ' (ID?)' }, place: { line: 1, path: 'id' } });
  });

  it('refuse UTF-8 where the mapping says GB18030', async () => {
    const mapping = aMapping({ format: '{ csv: { encoding: gb18030 } }' });
    expect(await refusal(`${header}1,2026-01-01,退货更换冒充合格产品\n`, mapping)).toEqual([
      'import.encoding_mismatch',
    ]);
  });

  it('refuse a JSON document where one object a line belongs', async () => {
    const mapping = aMapping({ format: '{ ndjson: {} }' });
    expect(await refusal('[{"id":1}]', mapping)).toEqual(['import.json_array']);
    expect(await refusal('{\n  "id": 1\n}\n', mapping)).toEqual(['import.json_array']);
    expect(await refusal('{"id":1,"date":"2026-01-01","nte":"x"}\n', mapping)).toEqual(['import.column_missing']);
  });

  it('refuse a folder and a path where nothing is', async () => {
    await inFolder(async (folder) => {
      mkdirSync(join(folder, 'sub'));
      const open = (name: string): Promise<unknown> => importComplaints(join(folder, name), aMapping()).next();
      await expect(open('sub')).rejects.toMatchObject({ faults: [{ code: 'import.not_a_file' }] });
      await expect(open('nothing')).rejects.toMatchObject({ faults: [{ code: 'import.cannot_read' }] });
    });
  });
});

describe('files that are fine', () => {
  it.each([
    ['a header alone', header, 0],
    ['a header without a line end', 'id,date,note', 0],
    ['CR LF', 'id,date,note\r\n1,2026-01-01,x\r\n', 1],
    ['CR alone', 'id,date,note\r1,2026-01-01,x\r', 1],
    ['a byte order mark', '\uFEFFid,date,note\n1,2026-01-01,x\n', 1],
    ['blanks around names', ' id ,date , note\n1,2026-01-01,x\n', 1],
    ['columns that the mapping does not know', 'x,id,date,y,note\n?,1,2026-01-01,?,n\n', 1],
    ['unnamed columns', 'id,date,note,,\n1,2026-01-01,n,,\n', 1],
    ['blank lines', 'id,date,note\n\n1,2026-01-01,x\n\n', 1],
  ])('%s', async (_, content, count) => {
    const { complaints, summary } = await importing(content, aMapping());
    expect(complaints).toHaveLength(count);
    expect(summary.rows).toEqual({ read: count, judged: count, rejected: 0 });
  });

  it.each(['utf-16le', 'utf-16be', 'gb18030', 'utf-8'] as const)(
    '%s with its mark, whatever the mapping says',
    async (encoding) => {
      const content = encodeText(`\uFEFF${header}1,2026-01-01,"投诉, ${'\u{1F415}'}"\n`, encoding);
      const { complaints, summary } = await importing(content, aMapping());
      expect(complaints[0]?.facts['note']).toBe('投诉, \u{1F415}');
      expect(summary).toMatchObject({ encoding, encodingFromMark: true });
    },
  );

  it('lists the columns that nothing uses, but for those that the mapping ignores', async () => {
    const mapping = aMapping({ columns: '{ note: { fact: note }, secret: ignore }' });
    const { summary } = await importing('id,note,secret,other,redress_reason\n', mapping);
    expect(summary.unusedColumns).toEqual(['other']);
    expect(summary.header).toEqual(['id', 'note', 'secret', 'other', 'redress_reason']);
  });
});

describe('rows that are not judged', () => {
  it.each([
    ['no id', ',2026-01-01,x', 'row.no_id', 'id'],
    ['a blank id', '  ,2026-01-01,x', 'row.no_id', 'id'],
    ['an id that is a text', `${'x'.repeat(300)},2026-01-01,x`, 'row.id_too_long', 'id'],
    ['a wrong date', '1,01/02/2026,x', 'row.not_a_time', 'date'],
    ['a day that does not exist', '1,2026-02-30,x', 'row.not_a_time', 'date'],
    ['a column too few', '1,2026-01-01', 'row.wrong_columns', undefined],
    ['a column too many', '1,2026-01-01,x,y', 'row.wrong_columns', undefined],
    ['text after a quote', '1,2026-01-01,"x"y', 'row.text_after_quote', 'note'],
    ['an id given before', '0,2026-01-01,x', 'row.repeated_id', 'id'],
  ])('%s', async (_, row, code, column) => {
    const { complaints, rejected, summary } = await importing(
      `${header}0,2026-01-01,x\n${row}\n9,2026-01-02,y\n`,
      aMapping(),
    );
    expect(complaints.map((complaint) => complaint.id)).toEqual(['0', '9']);
    expect(rejected).toHaveLength(1);
    expect(rejected[0]).toMatchObject({ row: 2, line: 3, reason: { code } });
    expect(rejected[0]?.column).toBe(column);
    expect(summary.rows).toEqual({ read: 3, judged: 2, rejected: 1 });
  });

  it('tell everything that is wrong with them at once', async () => {
    const { rejected } = await importing(`${header},never,x\n`, aMapping());
    expect([rejected[0], ...(rejected[0]?.also ?? [])].map((fault) => fault?.reason.code)).toEqual([
      'row.no_id',
      'row.not_a_time',
    ]);
  });

  it('show the value that was wrong, but of a personal fact only its length', async () => {
    const mapping = aMapping({ columns: '{ born: { fact: complainant_born_on }, bought: { fact: bought_on } }' });
    const { rejected } = await importing('id,born,bought\n1,born in May,in June\n', mapping);
    expect(rejected[0]).toMatchObject({ column: 'born', value: { characters: 11 } });
    expect(rejected[0]?.also[0]).toMatchObject({ column: 'bought', value: { text: 'in June' } });
    expect(JSON.stringify(rejected[0], (key, value: unknown) => (key === 'raw' ? undefined : value))).not.toContain(
      'May',
    );
  });

  it('an id is taken by the first row that has it, even a rejected one', async () => {
    const { complaints, rejected } = await importing(`${header}1,never,x\n1,2026-01-01,x\n`, aMapping());
    expect(complaints).toHaveLength(0);
    expect(codesOf(rejected)).toEqual(['row.not_a_time', 'row.repeated_id']);
    expect(rejected[1]?.reason.data).toEqual({ first: 1 });
  });

  it('a file cut off inside quotes: one row, which names the line of the quote', async () => {
    const { complaints, rejected, summary } = await importing(
      `${header}1,2026-01-01,x\n2,2026-01-02,"cut\n3,2026-01-03,y\n4,20`,
      aMapping(),
    );
    expect(complaints).toHaveLength(1);
    expect(rejected[0]).toMatchObject({
      row: 2,
      line: 3,
      column: 'note',
      reason: { code: 'row.quote_not_closed', data: { line: 3, lastLine: 5 } },
    });
    expect(summary.rows).toEqual({ read: 2, judged: 1, rejected: 1 });
  });

  it('bytes of another encoding: rejected where the column is used, noted where it is not', async () => {
    const rows = Buffer.concat([
      Buffer.from(`id,date,note,rest\n1,2026-01-01,a,caf`),
      Buffer.from([0xe9]),
      Buffer.from('\n2,2026-01-01,caf'),
      Buffer.from([0xe9, 0x2c, 0x0a]),
    ]);
    const { complaints, rejected, summary } = await importing(rows, aMapping());
    expect(complaints.map((complaint) => complaint.id)).toEqual(['1']);
    expect(rejected[0]).toMatchObject({
      column: 'note',
      reason: { code: 'row.bad_bytes', data: { byte: rows.lastIndexOf(0xe9) + 1 } },
    });
    expect(summary.notes.rowsWithUnusedBadBytes).toBe(1);
  });

  it('a line of 50 MB: refused without being held, and the next row is read', async () => {
    const long = Buffer.alloc(50_000_000, 0x78);
    const content = Buffer.concat([Buffer.from(`${header}1,2026-01-01,`), long, Buffer.from('\n2,2026-01-02,y\n')]);
    const { complaints, rejected, rejects } = await importing(content, aMapping());
    expect(complaints.map((complaint) => complaint.id)).toEqual(['2']);
    expect(rejected[0]).toMatchObject({
      row: 1,
      line: 2,
      reason: { code: 'row.too_long', data: { bytes: 50_000_013 } },
    });
    expect(rejects.length).toBeLessThan(10_000);
  });

  it('NUL becomes U+FFFD, counted, and U+FFFD that was there is noted', async () => {
    const { complaints, summary } = await importing(`${header}1,2026-01-01,a\0b\0\n2,2026-01-01,\uFFFD\n`, aMapping());
    expect(complaints.map((complaint) => complaint.facts['note'])).toEqual(['a\uFFFDb\uFFFD', '\uFFFD']);
    expect(summary.notes).toMatchObject({ replacedCharacters: 2, damagedCells: 1 });
  });

  it('every row is accounted for, whatever is done to the file', async () => {
    const rows = Array.from({ length: 12 }, (_, i) => `${i},2026-01-${10 + i},"note ${i}, with comma"\n`).join('');
    const good = Buffer.from(header + rows);
    const change = fc.record({
      at: fc.integer({ min: header.length, max: good.length - 1 }),
      by: fc.constantFrom('', '"', ',', '\n', '\0', '\r', '\xff', '""', '\n\n', 'x,y\n'),
      cut: fc.integer({ min: 0, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), fc.boolean(), async (changes, asEvents) => {
        let bytes = good;
        for (const { at, by, cut } of changes)
          bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from(by, 'latin1'), bytes.subarray(at + cut)]);
        const mapping = asEvents
          ? anEventMapping({
              'group-by': 'id',
              event: '{ column: note, values: {}, otherwise: other-step }',
              at: '{ column: date }',
              columns: '',
            })
          : aMapping();
        const { complaints, rejected, summary } = await importing(bytes, mapping);
        const { read, judged } = summary.rows;
        expect(judged + rejected.length).toBe(read);
        expect(summary.rows.rejected).toBe(rejected.length);
        expect(complaints).toHaveLength(summary.complaints);
        const numbers = new Set(rejected.map((row) => row.row));
        expect(numbers.size).toBe(rejected.length);
      }),
      { numRuns: 60 },
    );
  });
});

describe('temporary files', () => {
  it('are gone after the end, after a fault and after an early stop', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'input');
      const work = join(folder, 'work');
      mkdirSync(work);
      writeFileSync(
        path,
        `case,what,when,note\n${Array.from({ length: 50 }, (_, i) => `c${i},take,2026-01-01,x\n`).join('')}`,
      );
      for await (const item of importComplaints(path, anEventMapping(), { temporaryFolder: work }))
        if (item.kind === 'complaint') break;
      expect(readdirSync(work)).toEqual([]);
      const nowhere = join(folder, 'nowhere');
      await expect(
        (async () => {
          for await (const item of importComplaints(path, anEventMapping(), { temporaryFolder: nowhere }))
            expect(item.kind).toBe('opened');
        })(),
      ).rejects.toMatchObject({ faults: [{ code: 'import.no_temporary_space' }] });
      expect(existsSync(nowhere)).toBe(false);
    });
  });
});
