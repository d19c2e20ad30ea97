import { describe, expect, it } from '@jest/globals';
import { importing, mappingFrom, aVocabulary, anEventMapping, codesOf } from '../imports/support.js';

/** The log of a source that takes entries back: case, id, what, when, and the entry taken back. */
function correctingMapping() {
  const vocabulary = aVocabulary();
  const retracted = { id: 'event-retracted', title: { en: 'x', zh: 'x' }, data: ['event', 'reason'] };
  return mappingFrom(
    `mapping: log
rows: event
format: { csv: {} }
zone: America/New_York
group-by: case
event: { column: what, values: { take: taken-in-charge, undo: event-retracted }, otherwise: other-step, first: received }
at: { column: when, as: iso }
event-id: { column: id }
retracts: { column: entry }
`,
    { ...vocabulary, events: new Map([...vocabulary.events, [retracted.id, retracted]]) },
  );
}

describe('an event log', () => {
  it.each([
    ['the first event', '', 'a1-first'],
    ['the first that was not taken back', 'A,a4,undo,2026-03-08,a1\n', 'a2-first'],
    [
      'the first again, where its retraction was taken back',
      'A,a4,undo,2026-03-08,a1\nA,a5,undo,2026-03-09,a4\n',
      'a1-first',
    ],
    [
      'nothing, where all was taken back',
      'A,a4,undo,2026-03-08,a1\nA,a5,undo,2026-03-08,a2\nA,a6,undo,2026-03-08,a3\n',
      undefined,
    ],
  ])('takes as the receipt %s', async (_, undone, receipt) => {
    const rows = 'A,a3,take,2026-03-07,\nA,a1,x,2026-03-05,\nA,a2,x,2026-03-06,\n';
    const { complaints } = await importing(`case,id,what,when,entry\n${rows}${undone}`, correctingMapping());
    expect(complaints[0]?.events.find((event) => event.type === 'received')?.id).toBe(receipt);
  });

  it('keeps events of one second in the order of the file, whatever the names of the cases', async () => {
    const ids = ['__proto__', 'constructor', '001', '1', '12345678901234567890', '=1+1'];
    const rows = ids.flatMap((id) => [`${id},close,2026-03-05T10:00:00Z,x`, `${id},take,2026-03-05T10:00:00Z,y`]);
    const { complaints, summary } = await importing(`case,what,when,note\n${rows.join('\n')}`, anEventMapping());
    expect(summary).toMatchObject({ complaints: 6, rows: { read: 12, judged: 12, rejected: 0 } });
    expect(complaints.map((complaint) => complaint.id).sort()).toEqual([...ids].sort());
    for (const { events } of complaints)
      expect(events.map((event) => event.type)).toEqual(['received', 'closed', 'taken-in-charge']);
  });

  it('does not call a row damaged for the bytes that it is rejected for', async () => {
    const content = Buffer.concat([Buffer.from('case,what,when,note\nA,x,2026-03-05,caf'), Buffer.from([0xe9, 0x0a])]);
    const { rejected, summary } = await importing(content, anEventMapping());
    expect(codesOf(rejected)).toEqual(['row.bad_bytes']);
    expect(summary.notes.damagedCells).toBe(0);
  });
});
