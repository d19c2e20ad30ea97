import { hash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readComplaints } from '../../src/modules/complaints/complaints.repository.js';
import { recordEvents, type Recording } from '../../src/modules/complaints/record-events.js';
import { commit } from '../../src/store/commit.repository.js';
import { changeComplaints } from '../../src/store/complaint-changes.writer.js';
import { aPolicySet } from '../support/random-recordings.js';
import * as use from '../support/recordings.js';
import { unstored } from '../support/recordings.js';
import { testDatabase, type TestDatabase } from './support/test-database.js';
import { complaints, idsOf, received, rows, told } from './support/written-rows.js';

let test: TestDatabase;
let how: Recording;

beforeAll(async () => {
  test = await testDatabase();
  how = use.recording(aPolicySet, await use.storeSet(test.database.reading, aPolicySet));
});
afterAll(() => test.close());

describe('a connection that was opened while there were few complaints', () => {
  it('does not search through all of them, however its plans were made', async () => {
    const few = await testDatabase({ poolSize: 1 });
    const mine = use.recording(aPolicySet, await use.storeSet(few.database.reading, aPolicySet));
    const write = (names: readonly string[]) =>
      few.database.transaction(async (tx) => {
        const all = new Map(names.map((name) => [unstored(name).id, unstored(name)]));
        await changeComplaints(tx, [...all.keys()], (stored, id) => {
          return { change: recordEvents(stored ?? all.get(id) ?? unstored('never'), [told], mine), answer: id };
        });
        return tx.query<{ table: string }>(
          'searched',
          `select relname as "table" from pg_stat_xact_user_tables where seq_scan > 0 and relname <> 'policy_set'`,
        );
      });
    await write(['first', 'second']);
    // PostgreSQL learns how small the tables are, which it does by itself too.
    await few.owner.query('analyze', 'analyze');
    for (let turn = 0; turn < 8; turn++) {
      expect(await write([`one-${turn}`])).toEqual([]);
      expect(await write(['first'])).toEqual([]);
      expect(await write(['first', 'second', `other-${turn}`])).toEqual([]);
    }
    await few.close();
  });
});

describe('several writers', () => {
  it('of overlapping sets of complaints, new and known, all succeed and lose nothing', async () => {
    const wrote = new Map<string, string[]>();
    for (let round = 0; round < 4; round++) {
      const all = complaints(`overlapping-${round}`, 24);
      const writers = Array.from({ length: 8 }, async (_, writer) => {
        for (let turn = 0; turn < 2; turn++) {
          const mine = all.filter((_, place) => hash('sha256', `${round} ${writer} ${turn} ${place}`) > '8');
          const event = { ...told, id: `${writer}.${turn}` };
          for (const { id } of mine) wrote.set(id, [...(wrote.get(id) ?? []), event.id]);
          await test.database.transaction((tx) => {
            const byId = new Map(mine.map((complaint) => [complaint.id, complaint]));
            return changeComplaints(tx, mine.map(({ id }) => id).toReversed(), (stored, id) => {
              return { change: recordEvents(stored ?? byId.get(id) ?? unstored('never'), [event], how), answer: id };
            });
          });
        }
      });
      await Promise.all(writers);
      const stored = await readComplaints(
        test.database.reading,
        all.map(({ id }) => id),
      );
      for (const complaint of all) {
        const found = idsOf(stored.get(complaint.id) ?? complaint, 'told');
        expect(found.toSorted()).toEqual(wrote.get(complaint.id)?.toSorted());
      }
    }
  });

  it('take nothing when one of their transactions is taken back', async () => {
    const before = await rows(test.database);
    const work = test.database.transaction(async (tx) => {
      await commit(tx, [recordEvents(unstored('regretted'), [received], how)]);
      throw new RangeError('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    expect(await rows(test.database)).toEqual(before);
  });
});
