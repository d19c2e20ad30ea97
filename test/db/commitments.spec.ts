import { hash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { PoliciesService, soundSet } from '../../src/modules/policies/policies.service.js';
import { readPolicyFiles } from '../../src/policies-folder/policies.reader.js';
import { projectFolder } from '../../src/project.js';
import { clerk } from '../support/recordings.js';
import { importSamples } from '../support/stored-samples.js';
import { testDatabase, type TestDatabase } from './support/test-database.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
  const policies = new PoliciesService(test.database);
  const set = soundSet(await readPolicyFiles(join(projectFolder, 'policies')));
  if (!('set' in set)) throw new Error(set.map(({ code }) => code).join('\n'));
  await policies.take(set, clerk);
  await importSamples(test.database, policies);
});
afterAll(() => test.close());

/** As docs/evidence-chain.md says it, by means of Node.js and SQL alone: nothing of ours is asked. */
describe('recomputed without our code', () => {
  it('each value of an event gives, with its salt, the commitment that the entry holds', async () => {
    const entries = await test.owner.query<{ subject: string; events: readonly { id: string; facts: Facts }[] }>(
      'entries-of-events',
      `select subject_id as subject, body -> 'events' as events from entry where subject_kind = 'complaint' and body ? 'events'`,
    );
    const committed = new Map<string, Facts>();
    for (const { subject, events } of entries)
      for (const { id, facts } of events) committed.set(`${subject} ${id}`, facts);
    const personal = new Map<string, { readonly value: unknown; readonly salt: Buffer }>();
    const values = await test.owner.query<{ id: string; value: unknown; salt: Buffer }>(
      'personal-values',
      'select personal_id as id, value, salt from personal',
    );
    for (const { id, value, salt } of values) personal.set(id, { value, salt });

    let checked = 0;
    const rows = await test.owner.query<{
      complaint: string;
      id: string;
      data: Readonly<Record<string, unknown>>;
      salt: Buffer;
    }>('events', 'select complaint_id as complaint, event_id as id, data, salt from event');
    for (const { complaint, id, data, salt } of rows) {
      const names = Object.keys(data).sort();
      const outputLength = Math.max(16, 16 * names.length);
      const salts = Buffer.from(hash('shake256', salt, { outputEncoding: 'hex', outputLength }), 'hex');
      const expected = names.map((name, place) => {
        const own = personal.get(personalId(data[name]) ?? '');
        const value = own === undefined ? data[name] : own.value;
        return [name, sha256(own?.salt ?? salts.subarray(16 * place, 16 * place + 16), sorted(value))];
      });
      expect(committed.get(`${complaint} ${id}`)).toEqual(Object.fromEntries(expected));
      checked += names.length;
    }
    expect(checked).toBeGreaterThan(1_000);
    expect(values.length).toBeGreaterThan(300);
  });

  it('each entry gives its hash, and names the hash of the one before', async () => {
    const rows = await test.owner.query<EntryRow>(
      'entries',
      `select subject_kind, subject_id, number, type, actor, (extract(epoch from at) * 1000)::float8 as at, body,
         encode(previous, 'hex') as previous, encode(hash, 'hex') as hash from entry order by subject_id, number`,
    );
    expect(rows.length).toBeGreaterThan(600);
    let before: EntryRow | undefined;
    for (const row of rows) {
      const { subject_kind: kind, subject_id: id, number, type, actor, at, body, previous } = row;
      const text = sorted({ v: 1, subject: { kind, id }, number, type, actor, at, body, previous });
      expect(row.hash).toBe(sha256(Buffer.from([0]), text));
      const isNext = before?.subject_id === id;
      expect([number, previous]).toEqual([isNext ? (before?.number ?? 0) + 1 : 1, isNext ? before?.hash : null]);
      before = row;
    }
  });
});

type Facts = Readonly<Record<string, string>>;

interface EntryRow {
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly number: number;
  readonly type: string;
  readonly actor: string;
  readonly at: number;
  readonly body: unknown;
  readonly previous: string | null;
  readonly hash: string;
}

function sha256(first: Buffer, text: string): string {
  return hash('sha256', Buffer.concat([first, Buffer.from(text, 'utf8')]));
}

function personalId(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('kind' in value) || value.kind !== 'personal') return undefined;
  return 'id' in value ? String(value.id) : undefined;
}

/** JSON with the keys of every object in order. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
    return Object.fromEntries(Object.entries(item).sort(([one], [other]) => (one < other ? -1 : 1)));
  });
}
