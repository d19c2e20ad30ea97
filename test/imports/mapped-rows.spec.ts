import { describe, expect, it } from '@jest/globals';
import { aMapping, anEventMapping, codesOf, importing } from './support.js';

describe('event logs', () => {
  const rows = [
    'A,close,2026-03-05T10:00Z,late',
    'B,take,2026-03-01T10:00Z,b',
    'A,take,2026-03-04T10:00Z,early',
    'A,wait,2026-03-05T10:00Z,same',
    'A,x,2026-03-05,day',
  ];

  it('become complaints: events by time, then as they stood; the first one is also the receipt', async () => {
    const { complaints, summary } = await importing(`case,what,when,note\n${rows.join('\n')}\n`, anEventMapping());
    const [a, b] = complaints;
    expect(a?.events.map(({ id, type, data }) => [id, type, data['note']])).toEqual([
      ['r3-first', 'received', undefined],
      ['r3', 'taken-in-charge', 'early'],
      ['r5', 'other-step', 'day'],
      ['r1', 'closed', 'late'],
      ['r4', 'other-step', 'same'],
    ]);
    expect(a?.events[0]?.at).toEqual(a?.events[1]?.at);
    expect(b?.id).toBe('B');
    expect(summary).toMatchObject({ complaints: 2, rows: { read: 5, judged: 5, rejected: 0 } });
  });

  it('withhold a case with a row of wrong length or an open quote, and count rows without a case', async () => {
    const text =
      'case,what,when,note\nA,take,2026-01-01,x\nA,close\nB,take,2026-01-01,x\n,take,2026-01-01,x\nC,take,2026-01-01,x\nC,close,2026-01-02,"cut';
    const { complaints, rejected, summary } = await importing(text, anEventMapping());
    expect(complaints.map((complaint) => complaint.id)).toEqual(['B']);
    expect(rejected.map((row) => [row.row, row.reason.code])).toEqual([
      [4, 'row.no_id'],
      [1, 'row.case_withheld'],
      [2, 'row.wrong_columns'],
      [5, 'row.case_withheld'],
      [6, 'row.quote_not_closed'],
    ]);
    expect(summary).toMatchObject({ withheldCases: 2, rowsWithoutCase: 1, rows: { read: 6, judged: 1, rejected: 5 } });
  });

  it('reject an event that is not listed, a blank event and a blank time', async () => {
    const mapping = anEventMapping({ event: '{ column: what, values: { take: taken-in-charge } }' });
    const { rejected } = await importing('case,what,when,note\nA,x,2026-01-01,\nB,,2026-01-01,\nC,take,,\n', mapping);
    expect(codesOf(rejected)).toEqual(['row.unknown_event', 'row.no_event', 'row.no_time']);
  });

  it('carry the pair of an event and when it was written down', async () => {
    const mapping = anEventMapping({ ref: '{ column: part }', 'recorded-at': '{ column: noted }' });
    const text =
      'case,what,when,note,part,noted\nA,take,2026-01-01,,p1,2026-01-02T10:00Z\nB,take,2026-01-01,,,2026-01-02\n';
    const { complaints, rejected } = await importing(text, mapping);
    expect(complaints[0]?.events[1]).toMatchObject({ ref: 'p1', recordedAt: Date.UTC(2026, 0, 2, 10) });
    expect(codesOf(rejected)).toEqual(['row.needs_time_of_day']);
  });

  it('give back a case that no complaint can be, without holding it', async () => {
    const text = `case,what,when,note\n${'A,take,2026-01-01,x\n'.repeat(20_500)}B,take,2026-01-01,x\n`;
    const { complaints, rejected, summary } = await importing(text, anEventMapping());
    expect(complaints.map((complaint) => complaint.id)).toEqual(['B']);
    expect(new Set(codesOf(rejected))).toEqual(new Set(['row.case_too_large']));
    expect(summary.rows).toEqual({ read: 20_501, judged: 1, rejected: 20_500 });
  });
});

describe('NDJSON', () => {
  const mapping = aMapping({
    format: '{ ndjson: { nulls: [N/A] } }',
    columns:
      '{ date: { event: received }, note: { fact: note }, price: { fact: price, currency: CNY }, tags: { fact: remedies }, who.name: { fact: complainant_name } }',
  });

  it('keeps numbers as they are written, reads lists and names with dots', async () => {
    const line =
      '{"id":12345678901234567890,"date":"2026-01-01","note":"a\\u0000\\ud800","price":12.50,"tags":["x","y"],"who":{"name":"N"},"__proto__":{"id":1}}';
    const { complaints, summary } = await importing(`${line}\n`, mapping);
    expect(complaints[0]).toMatchObject({
      id: '12345678901234567890',
      facts: {
        note: 'a\uFFFD\uFFFD',
        price: { amount: '12.50', currency: 'CNY' },
        remedies: ['x', 'y'],
        complainant_name: 'N',
      },
    });
    expect(summary.notes.replacedCharacters).toBe(2);
    expect(summary.unusedColumns).toEqual(['__proto__']);
  });

  it('takes a key that is left out or null as blank, and rejects values within values', async () => {
    const full = '{"id":1,"date":null,"note":"N/A","price":null,"tags":null,"who":{"name":null}}';
    const { complaints, rejected } = await importing(
      `\uFEFF${full}\r\n{"id":"2"}\r\n{"id":3,"note":{"a":1}}\r\n{"id":{}}\r\n`,
      mapping,
    );
    expect(complaints.map(({ id, facts }) => [id, facts])).toEqual([
      ['1', {}],
      ['2', {}],
    ]);
    expect(codesOf(rejected)).toEqual(['row.nested_value', 'row.nested_value']);
  });

  it('groups events', async () => {
    const log = anEventMapping({ format: '{ ndjson: {} }' });
    const { complaints } = await importing(
      '{"case":1,"what":"close","when":"2026-01-02","note":"x"}\n{"case":1,"what":"take","when":"2026-01-01"}\n',
      log,
    );
    expect(complaints[0]?.events.map((event) => event.type)).toEqual(['received', 'taken-in-charge', 'closed']);
  });
});
