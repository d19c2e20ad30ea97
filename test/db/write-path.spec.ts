import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonical, type Json } from '../../src/ledger/canonical.js';
import { brokenAt, emptyChain, type Subject } from '../../src/ledger/entry.js';
import type { Change } from '../../src/modules/complaints/change.js';
import type { StoredComplaint } from '../../src/modules/complaints/complaint.js';
import { judgeable } from '../../src/modules/complaints/judgeable.js';
import { readComplaints } from '../../src/modules/complaints/complaints.repository.js';
import { afterChange, newComplaint, recordEvents, type Recording } from '../../src/modules/complaints/record-events.js';
import { resultOf } from '../../src/modules/complaints/stored-judgement.js';
import { judge } from '../../src/rules/judge/judge.js';
import { chainOf, record } from '../../src/store/entries.repository.js';
import { parameters, runs } from '../engine/runs.js';
import { aPolicySet, someEvents, someObserves, someText } from '../support/random-recordings.js';
import * as use from '../support/recordings.js';
import { commitAll, happened, later, readOne, recordOne, unstored } from '../support/recordings.js';
import type { Database } from '../../src/store/tx.js';
import { testDatabase, type TestDatabase } from './support/test-database.js';
import {
  complaintRow,
  complaints,
  idsOf,
  judgementsOf,
  lookOf,
  received,
  rows,
  subjectOf,
  tables,
  told,
} from './support/written-rows.js';

type Decided = readonly [before: StoredComplaint, change: Change];
const changesOf = (decided: readonly Decided[]) => decided.map(([, change]) => change);

/** Reading gives what the change says, and the chain of each complaint is whole and ends where it says. */
async function expectStored(database: Database, decided: readonly Decided[]): Promise<void> {
  const stored = await readComplaints(
    database.reading,
    decided.map(([{ id }]) => id),
  );
  for (const [before, change] of decided) {
    expect(stored.get(before.id)).toEqual(afterChange(before, change));
    const chain = await chainOf(database.reading, subjectOf(before));
    expect(brokenAt(chain)).toBeUndefined();
    expect(chain.slice(before.head.number)).toEqual(change.entries);
    expect({ number: chain.length, hash: chain.at(-1)?.hash ?? null }).toMatchObject(
      stored.get(before.id)?.head ?? emptyChain,
    );
  }
}

let test: TestDatabase;
let how: Recording;

beforeAll(async () => {
  test = await testDatabase();
  how = use.recording(aPolicySet, await use.storeSet(test.database.reading, aPolicySet));
});
afterAll(() => test.close());

describe('a commit', () => {
  it('of none writes nothing', async () => {
    const before = await rows(test.database);
    expect(await commitAll(test.database, [])).toEqual({ committed: new Set(), moved: new Set() });
    expect(await rows(test.database)).toEqual(before);
  });

  it('of one new complaint writes one of everything that belongs to it', async () => {
    const before = await rows(test.database);
    const change = recordEvents(unstored('one'), [received, told], how);
    expect(await commitAll(test.database, [change])).toEqual({
      committed: new Set([change.complaint]),
      moved: new Set(),
    });
    const added = await rows(test.database);
    const counts = Object.fromEntries(tables.map((table) => [table, (added[table] ?? 0) - (before[table] ?? 0)]));
    const entries = { entry: change.entries.length, entry_pending: change.entries.length };
    expect(change.entries.length).toBeGreaterThan(1);
    expect(counts).toEqual({
      ...entries,
      complaint: 1,
      event: change.events.length,
      personal: 0,
      judgement: 1,
      look: 1,
      notice: 0,
    });
    await expectStored(test.database, [[unstored('one'), change]]);
  });

  it('of five hundred is read back as it was decided, with a whole chain each', async () => {
    const decided = complaints('many', 500).map((complaint): Decided => {
      const named = happened('facts-recorded', '2026-03-01', { data: { complainant_name: complaint.reference } });
      return [complaint, recordEvents(complaint, [received, named], how)];
    });
    const { committed, moved } = await commitAll(test.database, changesOf(decided));
    expect([committed.size, moved.size]).toEqual([500, 0]);
    await expectStored(test.database, decided);
  });

  it('leaves out those that another writer has changed since they were read, and writes the others whole', async () => {
    const news = complaints('moved', 60);
    await commitAll(
      test.database,
      news.map((complaint) => recordEvents(complaint, [received], how)),
    );
    const read = await readComplaints(
      test.database.reading,
      news.map(({ id }) => id),
    );
    const decided = [...read.values()].map((complaint): Decided => {
      return [complaint, recordEvents(complaint, [{ ...told, id: 'mine' }], { ...how, at: later })];
    });
    const overtaken = decided.filter((_, place) => place % 7 === 0).map(([complaint]) => complaint);
    for (const complaint of overtaken) await recordOne(test.database, complaint, [{ ...told, id: 'theirs' }], how);
    const { committed, moved } = await commitAll(test.database, changesOf(decided));
    expect(moved).toEqual(new Set(overtaken.map(({ id }) => id)));
    expect(committed.size + moved.size).toBe(60);
    await expectStored(
      test.database,
      decided.filter(([{ id }]) => committed.has(id)),
    );
    for (const { id } of overtaken) expect(idsOf(await readOne(test.database.reading, id), 'told')).toEqual(['theirs']);
  });

  it('gives a new complaint that somebody else has stored first as moved', async () => {
    const complaint = unstored('twice');
    await commitAll(test.database, [recordEvents(complaint, [received], how)]);
    const { committed, moved } = await commitAll(test.database, [recordEvents(complaint, [told], how)]);
    expect([[...committed], [...moved]]).toEqual([[], [complaint.id]]);
    const stored = await readOne(test.database.reading, complaint.id);
    expect([idsOf(stored, 'received').length, idsOf(stored, 'told').length]).toEqual([1, 0]);
  });

  it('refuses two changes of one complaint', async () => {
    const change = recordEvents(unstored('double'), [received], how);
    await expect(commitAll(test.database, [change, change])).rejects.toThrow('two changes of one complaint');
  });

  it('keeps notices once, however often they are decided', async () => {
    const notice = { rule: 'answer', level: 1, round: 1, kind: 'team-lead', body: { days: 3 } };
    const complaint = unstored('noticed');
    await commitAll(test.database, [{ ...recordEvents(complaint, [received], how), notices: [notice] }]);
    const stored = await readOne(test.database.reading, complaint.id);
    const again = { ...recordEvents(stored, [told], how), notices: [notice] };
    await expect(commitAll(test.database, [again])).rejects.toMatchObject({ code: '23505' });
    expect(await readOne(test.database.reading, complaint.id)).toEqual(stored);
  });
});

describe('judging in the same transaction', () => {
  it('adds a judgement only where it says something else, and a look always', async () => {
    const complaint = unstored('judged');
    const steps = [
      { events: [received], judgements: 1, entries: 2, version: 1 },
      { events: [happened('facts-recorded', '2026-03-02')], judgements: 1, entries: 3, version: 2 },
      { events: [told], judgements: 2, entries: 5, version: 3 },
      { events: [], judgements: 2, entries: 5, version: 3 },
    ];
    for (const [step, { events, ...expected }] of steps.entries()) {
      const at = how.at + step * 60_000;
      await recordOne(test.database, complaint, events, { ...how, at });
      const { version, judgement, head } = await readOne(test.database.reading, complaint.id);
      expect({ judgements: judgement.number, entries: head.number, version }).toEqual(expected);
      expect(await judgementsOf(test.database, complaint)).toHaveLength(expected.judgements);
      expect(await lookOf(test.database, complaint)).toMatchObject({
        judged_at: new Date(at),
        judgement_number: expected.judgements,
      });
    }
  });

  it('leaves the version and the instant of the last change where a look finds nothing', async () => {
    const complaint = unstored('looked-at');
    await recordOne(test.database, complaint, [received], how);
    const before = await complaintRow(test.database, complaint);
    await recordOne(test.database, complaint, [], { ...how, at: later });
    expect(await complaintRow(test.database, complaint)).toEqual(before);
    expect(await lookOf(test.database, complaint)).toMatchObject({ judged_at: new Date(later) });
  });

  it('stores findings that are what judging again finds', async () => {
    const complaint = unstored('again');
    await recordOne(test.database, complaint, [received], how);
    const stored = await readOne(test.database.reading, complaint.id);
    const judged = judge(how.set, judgeable(stored, how.at), how.at, { timeZoneData: how.timeZoneData });
    const result = resultOf(judged);
    const [row] = await judgementsOf(test.database, complaint);
    expect(row).toMatchObject({ outcome: 'pending', result: result.digest, not_applicable: result.notApplicable });
    expect(canonical(row?.findings ?? null)).toBe(canonical(JSON.parse(JSON.stringify(result.findings)) as Json));
    const [recorded] = await chainOf(test.database.reading, subjectOf(complaint));
    expect(row?.receipt).toMatchObject({ input: { number: 1, hash: recorded?.hash }, policySet: how.set.digest });
  });
});

describe('whatever is recorded', () => {
  it('is read back value for value, and its chain is whole', async () => {
    const one = fc.record({
      reference: someText,
      source: someText,
      unit: fc.option(someText, { nil: undefined }),
      observes: someObserves,
      rounds: fc.array(fc.record({ events: someEvents, observes: fc.option(someObserves, { nil: undefined }) }), {
        maxLength: 3,
      }),
    });
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 6 }), async (all) => {
        tried++;
        const decided = all.map(({ reference, source, unit, observes, rounds }, place) => {
          const named = { source, reference: `${tried}/${place} ${reference}`, observes };
          return { rounds, now: newComplaint({ ...named, ...(unit === undefined ? {} : { unit }) }) };
        });
        for (let round = -1; round < 3; round++) {
          const changes = decided.flatMap(({ rounds, now }): Decided[] => {
            if (round < 0) return [[now, recordEvents(now, [], how)]];
            const next = rounds[round];
            return next === undefined
              ? []
              : [[now, recordEvents(now, next.events, how, next.observes ?? now.observes)]];
          });
          await commitAll(test.database, changesOf(changes));
          for (const [before, change] of changes)
            for (const each of decided) if (each.now === before) each.now = afterChange(before, change);
          await expectStored(test.database, changes);
        }
      }),
      { ...parameters, numRuns: runs(40) },
    );
  });

  it('may be a text of two million characters', async () => {
    const description = '投诉“描述” \\u0041 \'"🐕\n'.repeat(100_000);
    const complaint = unstored('long');
    const change = recordEvents(complaint, [{ ...received, data: { description } }], how);
    await commitAll(test.database, [change]);
    await expectStored(test.database, [[complaint, change]]);
    const stored = await readOne(test.database.reading, complaint.id);
    expect(judgeable(stored, 0).events[0]?.data).toEqual({ description });
  });

  it('in an entry waits for its leaf number once', async () => {
    const [counts] = await test.owner.query<{ both: number; entries: number; pending: number }>(
      'pending',
      `select count(*)::int as entries, count(p.number)::int as both, (select count(*)::int from entry_pending) as pending
       from entry e left join entry_pending p using (subject_id, number)`,
    );
    expect(counts?.entries).toBeGreaterThan(1_000);
    expect(counts).toEqual({ entries: counts?.entries, both: counts?.entries, pending: counts?.entries });
  });
});

describe('the chain of a subject that is no complaint', () => {
  const policySets: Subject = { kind: 'policy-sets', id: '00000000-0000-8000-8000-000000000001' };
  const run: Subject = { kind: 'run', id: '00000000-0000-8000-8000-000000000002' };

  it('does not fork when sixteen write to it at once', async () => {
    const by = { actor: 'account:test', at: how.at };
    const write = (writer: number, turn: number) =>
      test.database.transaction((tx) =>
        record(
          tx,
          turn % 2 === 0 ? policySets : run,
          [1, 2].map((part) => ({ type: 'tried', body: { writer, turn, part } })),
          by,
        ),
      );
    const writers = Array.from({ length: 16 }, async (_, writer) => {
      for (let turn = 0; turn < 6; turn++) await write(writer, turn);
    });
    await Promise.all(writers);
    for (const subject of [policySets, run]) {
      const chain = await chainOf(test.database.reading, subject);
      expect([chain.length, brokenAt(chain)]).toEqual([96, undefined]);
      const said = chain.map(({ body }) => canonical(body));
      expect(new Set(said).size).toBe(96);
      // Both entries of one call stand side by side.
      for (let place = 0; place < 96; place += 2)
        expect(chain[place + 1]?.body).toEqual({ ...chain[place]?.body, part: 2 });
    }
  });

  it('is not begun when its transaction is taken back', async () => {
    const subject: Subject = { kind: 'run', id: '00000000-0000-8000-8000-000000000003' };
    const work = test.database.transaction(async (tx) => {
      await record(tx, subject, [{ type: 'tried', body: {} }], { actor: 'account:test', at: how.at });
      throw new RangeError('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    expect(await chainOf(test.database.reading, subject)).toEqual([]);
  });
});
