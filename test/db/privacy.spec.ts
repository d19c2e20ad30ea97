import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { brokenAt } from '../../src/ledger/entry.js';
import { complaintIdOf } from '../../src/modules/complaints/complaint-id.js';
import { erasedFacts, judgeable } from '../../src/modules/complaints/judgeable.js';
import { chainOf } from '../../src/store/entries.repository.js';
import { complaintsApp, shippedPolicies, type ComplaintsApp } from '../e2e/support/complaints-app.js';
import { readOne, recordOne, recording } from '../support/recordings.js';
import { importSamples, personalValues } from '../support/stored-samples.js';
import { containing, digestsOf, search, tablesBut, type Hit } from '../support/table-search.js';
import { sharedServer } from './support/server.js';

let app: ComplaintsApp;
/** Everything personal in the samples, each once. */
let secrets: readonly string[];
/** What stood in the tables before the import: policies use some of the words that are names here. */
let known: ReadonlySet<string>;
let output = '';

/** Answers to requests that hold personal values in all places where one can stand, most of them refused. */
const answers: string[] = [];
const name = '李春';

beforeAll(async () => {
  app = await complaintsApp();
  await app.take(await shippedPolicies());
  secrets = await personalValues(app.policies.inForce().set.vocabulary);
  known = new Set((await found()).map(keyOf));
  const writes = [jest.spyOn(process.stdout, 'write'), jest.spyOn(process.stderr, 'write')];
  for (const write of writes)
    write.mockImplementation((text) => {
      output += String(text);
      return true;
    });
  await importSamples(app.test.database, app.policies);
  await askForTrouble();
  for (const write of writes) write.mockRestore();
});
afterAll(() => app.stop());

async function askForTrouble(): Promise<void> {
  const events = [{ type: 'received', at: '2026-02-12', data: { description: '"=HYPERLINK("x") <b>not bold</b>"' } }];
  const good = { reference: 'R-1', observes: 'everything', facts: { complainant_name: name }, events };
  const key = { 'idempotency-key': 'once' };
  await ask('POST', '/api/complaints', good, key);
  await ask('POST', '/api/complaints', good, key);
  await ask('POST', '/api/complaints', good);
  await ask('POST', '/api/complaints', { ...good, facts: { complainant_name: { x: name } } });
  await ask('POST', '/api/complaints', { ...good, facts: { [name]: name } });
  await ask('POST', '/api/complaints', { ...good, events: [{ type: name, at: name, [name]: name }] });
  await ask('POST', '/api/complaints', `{"facts": {"complainant_name": "${name}"`);
  await ask('POST', '/api/judgements', { ...good, at: name });
  await ask('GET', `/api/complaints/${encodeURIComponent(name)}`);
  await ask('GET', `/api/complaints?status=${encodeURIComponent(name)}`);
  await ask('GET', `/${encodeURIComponent(name)}`);
  // An error of the database that quotes the row.
  const { owner } = app.test;
  await owner.query(
    'make',
    `create function planted() returns trigger language plpgsql as $$ begin
    raise exception 'no room for %', new.value using detail = new.value::text; end $$`,
  );
  await owner.query(
    'plant',
    'create trigger planted before insert on personal for each row execute function planted()',
  );
  await ask('POST', '/api/complaints', { ...good, reference: 'R-2' });
  await owner.query('drop', 'drop trigger planted on personal');
  await owner.query('drop-function', 'drop function planted');
}

async function ask(...request: Parameters<ComplaintsApp['ask']>): Promise<void> {
  const response = await app.ask(...request);
  answers.push(`${response.status} ${await response.text()}`);
}

/** The titles of rules that a kept answer repeats come from the policies, where a name of the samples may be a word. */
const isTitle = ({ path }: { readonly path: string }): boolean => /\.title\.(en|zh)$/.test(path);

describe('the personal values of the samples', () => {
  it('are many, and the place for them holds them all', async () => {
    expect(secrets.length).toBeGreaterThan(80);
    expect(secrets).toContain(name);
    const held = await search(app.test.owner, ['personal'], containing(secrets));
    expect(new Set(held.map(({ what }) => what)).size).toBe(secrets.length);
  });

  it('are in no column of any other table', async () => {
    expect((await found()).filter((hit) => !known.has(keyOf(hit)) && !isTitle(hit))).toEqual([]);
  });

  it('are not there as digests, which anybody who guesses a name could compare', async () => {
    expect(await search(app.test.owner, await tablesBut(app.test.owner), digestsOf(secrets))).toEqual([]);
  });

  it('are searched for in every table that there is', async () => {
    const tables = await tablesBut(app.test.owner, 'personal');
    for (const table of [
      'complaint',
      'entry',
      'event',
      'idempotency',
      'judgement',
      'look',
      'notice',
      'policy_set',
      'run',
    ])
      expect(tables).toContain(table);
  });

  it('are not in what was printed or logged, whatever was asked and however it was refused', () => {
    const statuses = answers.map((answer) => answer.slice(0, 3));
    expect(statuses).toEqual(['201', '201', '409', '400', '400', '400', '400', '400', '400', '400', '404', '500']);
    const lines = JSON.stringify(app.lines);
    expect(app.lines.length).toBeGreaterThan(answers.length - 1);
    expect(secrets.filter((secret) => `${output}${lines}`.includes(secret))).toEqual([]);
    expect(`${lines}${output}`).not.toContain(encodeURIComponent(name));
  });

  it('are not in the log of the database, which was made to fail on one of them', async () => {
    const log = await readFile(join((await sharedServer()).folder, 'postgres.log'), 'utf8');
    expect(log).toContain('ready to accept connections');
    expect(secrets.filter((secret) => log.includes(secret))).toEqual([]);
  });

  it('do not come back in a refusal', () => {
    for (const answer of answers) expect(answer).not.toMatch(new RegExp(`${name}|${encodeURIComponent(name)}`));
  });

  it.each([
    [
      'a text',
      `insert into account (account_id, kind, name, created_at) values (gen_random_uuid(), 'person', 'x李春x', now())`,
    ],
    ['JSON', `update run set account = '{"rows":[{"of":"李春"}]}'`],
    ['a key of JSON', `update run set account = '{"李春": 1}'`],
    ['bytes', `update complaint set head = convert_to('李春', 'UTF8')`],
    ['base64', `update run set error = to_jsonb(encode(convert_to('李春', 'UTF8'), 'base64'))`],
    ['a digest', `update run set error = to_jsonb(encode(sha256(convert_to('李春', 'UTF8')), 'hex'))`],
    ['a digest in bytes', `update complaint set head = sha256(convert_to('"李春"', 'UTF8'))`],
  ])('would be found if one stood there as %s', async (form, plant) => {
    const searched = app.test.database.transaction(async (tx) => {
      await tx.query(`plant-${form}`, plant);
      const finder = form.startsWith('a digest') ? digestsOf([name]) : containing([name]);
      throw new Found(await search(tx, ['account', 'complaint', 'run'], finder));
    });
    const hits = await searched.catch((error: unknown) =>
      error instanceof Found ? error.hits : Promise.reject(error),
    );
    expect(hits).not.toEqual([]);
  });
});

/** Carries what was found out of a transaction that is taken back. */
class Found extends Error {
  constructor(readonly hits: readonly Hit[]) {
    super('taken back');
  }
}

describe('erasing the personal values of a complaint', () => {
  const id = complaintIdOf('samples', 'CHARACTER-NO-FACE-HAS');

  it('changes nothing else; the complaint is judged again, says what is erased, and its chain is whole', async () => {
    const { database } = app.test;
    const before = await readOne(database.reading, id);
    expect(erasedFacts(before)).toEqual([]);
    const rest = await contents();
    await database.reading.query('erase', 'delete from personal where complaint_id = $1', [id]);
    expect(await contents()).toEqual(rest);

    const after = await readOne(database.reading, id);
    expect(after).toEqual({ ...before, personal: new Map() });
    expect(erasedFacts(after).toSorted()).toEqual([
      'complainant_name',
      'contact',
      'description',
      'receiving_person',
      'responsible_person',
      'serial',
      'supporting_materials',
    ]);
    const { facts, events } = judgeable(after, Date.now());
    const names = [facts, ...events.map(({ data }) => data)].flatMap((data) => Object.keys(data));
    expect(names).toContain('product');
    expect(names).not.toContain('complainant_name');

    const { set, number } = app.policies.inForce();
    await recordOne(database, after, [], recording(set, number));
    const judged = await readOne(database.reading, id);
    const chain = await chainOf(database.reading, { kind: 'complaint', id });
    expect([brokenAt(chain), chain.length, chain.at(-1)?.hash]).toEqual([
      undefined,
      judged.head.number,
      judged.head.hash,
    ]);
    expect(chain[before.head.number - 1]?.hash).toBe(before.head.hash);
  });
});

async function found(): Promise<readonly Hit[]> {
  return search(app.test.owner, await tablesBut(app.test.owner, 'personal'), containing(secrets));
}

function keyOf({ table, path, what }: Hit): string {
  return `${table} ${path} ${what}`;
}

/** A digest of every table but `personal`. */
async function contents(): Promise<Readonly<Record<string, string | undefined>>> {
  const { owner } = app.test;
  const read = (await tablesBut(owner, 'personal')).map(async (table) => {
    const all = `select coalesce(md5(string_agg(t::text, E'\\n' order by t::text)), '') as all from ${table} t`;
    const [row] = await owner.query<{ all: string }>(`contents-${table}`, all);
    return [table, row?.all] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}
