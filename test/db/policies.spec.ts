import { cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { RedressError } from '../../src/errors.js';
import { FrameworkLogger } from '../../src/http/json.logger.js';
import type { LogLine } from '../../src/http/log-line.js';
import { brokenAt } from '../../src/ledger/entry.js';
import type { Actor } from '../../src/actor.js';
import { complaintIdOf } from '../../src/modules/complaints/complaint-id.js';
import { newComplaint, recordEvents } from '../../src/modules/complaints/record-events.js';
import { PoliciesFolder } from '../../src/modules/policies/policies-folder.service.js';
import { PoliciesService } from '../../src/modules/policies/policies.service.js';
import { Rejudging } from '../../src/modules/policies/rejudging.service.js';
import { filesOf, policySets } from '../../src/modules/policies/stored-set.js';
import { randomBytes } from '../../src/random.js';
import { loadPolicies } from '../../src/rules/policy/load-policies.js';
import { chainOf } from '../../src/store/entries.repository.js';
import { changeComplaints } from '../../src/store/complaint-changes.writer.js';
import { databaseFault } from '../../src/store/database-errors.js';
import { instant, time } from '../support/builders.js';
import { policyHead, usualFiles, type Files } from '../support/policy-files.js';
import type { Database } from '../../src/store/tx.js';
import { testDatabase, type TestDatabase } from './support/test-database.js';

const within = (days: number): string =>
  `${policyHead}version-by: received\ndeadlines:\n  answer: { from: received, within: ${days} days, done: accepted, cite: art. 1 }\n`;
const goodFiles: Files = { ...usualFiles, 'house/example.yaml': within(7) };
const by: Actor = { kind: 'system', id: 'test' };

let test: TestDatabase;
let folder: string;
let open: { onModuleDestroy(): Promise<void> }[];

beforeEach(async () => {
  test = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'redress-policies-'));
  open = [];
  await write(goodFiles);
});
afterEach(async () => {
  for (const each of open) await each.onModuleDestroy();
  await test.close();
  await rm(folder, { recursive: true, force: true });
});

async function write(files: Files): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
}

/** The services of one process; `watch` as `redress serve` does. */
async function aProcess({ at = folder, watch = true, database = test.database } = {}) {
  const policies = new PoliciesService(database);
  const working = new PoliciesFolder(policies, at);
  const rejudging = new Rejudging(database, policies);
  open.push(working, rejudging);
  await working.onModuleInit();
  if (watch) {
    working.watch();
    rejudging.start();
  }
  return { policies, working, rejudging };
}

async function until(what: () => boolean | Promise<boolean>, milliseconds = 4_000): Promise<void> {
  for (const end = performance.now() + milliseconds; !(await what()); await sleep(20))
    if (performance.now() > end) throw new Error('it did not come about in time');
}

const numbers = async (policies: PoliciesService): Promise<readonly number[]> =>
  (await policies.sets({ limit: 50 })).sets.map(({ number }) => number);

/** Stores complaints that were received on 1 March 2026, judged by what is in force. */
async function store(policies: PoliciesService, from: number, count: number): Promise<readonly string[]> {
  const { set, number } = policies.inForce();
  const how = {
    set,
    setNumber: number,
    timeZoneData: '',
    at: instant('2026-03-20T00:00Z'),
    by,
    origin: 'test',
    random: randomBytes,
  };
  const references = Array.from({ length: count }, (_, i) => `c${from + i}`);
  const ids = references.map((reference) => complaintIdOf('test', reference));
  await test.database.transaction((tx) =>
    changeComplaints(tx, ids, (stored, id) => {
      const reference = references[ids.indexOf(id)] ?? '';
      const complaint = stored ?? newComplaint({ source: 'test', reference, observes: 'everything' });
      const events = [{ type: 'received', at: time('2026-03-01'), data: {} }];
      return { answer: undefined, change: recordEvents(complaint, stored === undefined ? events : [], how) };
    }),
  );
  return ids;
}

const looks = () =>
  test.owner.query<{ set_number: number; outcome: string; count: string }>(
    'looks',
    'select set_number, outcome, count(*) from look group by 1, 2 order by 1, 2',
  );

describe('the set in force', () => {
  it('is at first what the folder holds, stored with its texts and as the first entry of a chain', async () => {
    const { policies } = await aProcess({ watch: false });
    const { number, set, stored } = policies.inForce();
    expect(number).toBe(1);
    expect(stored).toMatchObject({ author: 'system:policies-folder', digest: set.digest, diff: undefined });
    expect(Object.keys(stored.texts)).toContain('house/example.yaml');
    const entries = await chainOf(test.database.reading, policySets);
    expect(entries.map(({ type, body }) => [type, body['set'], body['digest']])).toEqual([
      ['set-taken', 1, set.digest],
    ]);
  });

  it('is the row, not the folder, for a process that does not watch', async () => {
    await aProcess({ watch: false });
    await write({ 'house/example.yaml': within(9) });
    const { policies, working } = await aProcess({ watch: false });
    expect(policies.inForce().number).toBe(1);
    expect((await working.status()).state).toBe('differs');
  });

  it('read back from its row is the same set, that of the project too', async () => {
    await rm(folder, { recursive: true });
    await cp('policies', folder, { recursive: true });
    const first = await aProcess({ watch: false });
    const row = await first.policies.read(1);
    expect(loadPolicies(filesOf(row.texts)).set?.digest).toBe(row.digest);
    const again = await aProcess({ watch: false });
    expect(again.policies.inForce().set.digest).toBe(first.policies.inForce().set.digest);
    expect(Object.keys(row.texts).filter((file) => file.endsWith('.test.yaml'))).toEqual([]);
    expect(Object.keys(row.texts)).toContain('mappings/cfpb.yaml');
  });

  it('holds the calendars that come with Redress where the folder has none', async () => {
    await rm(join(folder, 'calendars'), { recursive: true });
    await write({ 'house/example.yaml': within(7).replace('counting: cn-day', 'counting: cn-term') });
    const { policies, working } = await aProcess({ watch: false });
    expect((await working.status()).faults.map(({ code, cause }) => [code, cause.en])).toEqual([]);
    expect(Object.keys(policies.inForce().stored.texts)).toContain('calendars/cn.yaml');
  });

  it('is refused, with the reasons, while an empty database has only a folder with faults', async () => {
    await write({ 'house/example.yaml': within(7).replace('from: received', 'from: recieved') });
    const { policies } = await aProcess();
    expect(() => policies.inForce()).toThrow(RedressError);
    expect(() => policies.inForce()).toThrow(/policies\.none_in_force[^]*policy\.unknown_moment/);
    await write(goodFiles);
    await until(() => policies.isReady());
  });
});

describe('an edit of the folder', () => {
  it('is in force within two seconds, in every process, and the next judgement names it', async () => {
    const [one, other] = [await aProcess(), await aProcess()];
    await sleep(1_000);
    const before = performance.now();
    await write({ 'house/example.yaml': within(30) });
    await until(() => one.policies.inForce().number === 2 && other.policies.inForce().number === 2);
    expect(performance.now() - before).toBeLessThan(2_500);
    expect(await numbers(one.policies)).toEqual([2, 1]);
    await store(other.policies, 0, 1);
    expect(await looks()).toEqual([{ set_number: 2, outcome: 'pending', count: '1' }]);
    expect((await one.policies.read(2)).diff).toMatchObject({
      files: { added: [], changed: ['house/example.yaml'], removed: [] },
      policies: [
        { policy: 'cn.example', version: '2020-01-01', change: 'changed', head: false, rules: { changed: ['answer'] } },
      ],
    });
    expect(brokenAt(await chainOf(test.database.reading, policySets))).toBeUndefined();
  });

  it('with a fault changes nothing but what is told of the folder; mended it is taken', async () => {
    const { policies, working } = await aProcess();
    await write({ 'house/example.yaml': within(30).replace('30 days', '30') });
    await until(async () => (await working.status()).state === 'faulty');
    const { faults, digest } = await working.status();
    expect(digest).toBeUndefined();
    expect(faults).toMatchObject([
      {
        code: 'policy.duration_without_unit',
        place: { file: 'house/example.yaml', line: 9, column: expect.any(Number) },
        cause: { en: expect.any(String), zh: expect.stringMatching(/\p{Script=Han}/u) },
      },
    ]);
    expect(policies.inForce().number).toBe(1);
    await write({ 'house/example.yaml': within(30) });
    await until(() => policies.inForce().number === 2);
    expect((await working.status()).state).toBe('in-force');
  });

  it('is not taken by half: one good file beside a broken one stays out too', async () => {
    const { policies, working } = await aProcess();
    await write({ 'house/example.yaml': within(30), 'house/other.yaml': 'policy: [' });
    await until(async () => (await working.status()).state === 'faulty');
    await sleep(1_000);
    expect(await numbers(policies)).toEqual([1]);
  });

  it('that puts the old text back is a set of its own', async () => {
    const { policies } = await aProcess();
    const { digest } = policies.inForce().set;
    await write({ 'house/example.yaml': within(30) });
    await until(() => policies.inForce().number === 2);
    await write(goodFiles);
    await until(() => policies.inForce().number === 3);
    expect(policies.inForce().set.digest).toBe(digest);
    expect((await policies.sets({ limit: 50 })).sets.map((set) => set.digest === digest)).toEqual([true, false, true]);
  });

  it('that an editor writes in pieces is read when it is whole', async () => {
    const { policies, working } = await aProcess();
    await sleep(600);
    const text = within(30);
    const states = new Set<string>();
    for (let length = 0; length <= text.length; length += 20) {
      await writeFile(join(folder, 'house/example.yaml'), text.slice(0, length));
      states.add((await working.status()).state);
      await sleep(60);
    }
    await writeFile(join(folder, 'house/example.yaml'), text);
    await until(() => policies.inForce().number === 2);
    expect([...states]).toEqual(['in-force']);
    expect(await numbers(policies)).toEqual([2, 1]);
  });

  it('of a mapping is kept too, and judges nothing again', async () => {
    const { policies } = await aProcess();
    const { digest } = policies.inForce().set;
    await store(policies, 0, 2);
    await write({ 'mappings/own.yaml': 'mapping: own' });
    await until(() => policies.inForce().number === 2);
    expect(policies.inForce().stored.texts['mappings/own.yaml']).toBe('mapping: own');
    expect(policies.inForce().set.digest).toBe(digest);
    await sleep(1_500);
    expect(await looks()).toMatchObject([{ set_number: 1, count: '2' }]);
  });

  it.each([
    ['a folder that is gone', 'policies.no_folder', () => rename(folder, `${folder}-gone`)],
    ['a folder without policies', 'policies.no_policy', () => rm(join(folder, 'house'), { recursive: true })],
    ['a text that is none', 'policies.not_text', () => write({ 'mappings/x.yaml': 'a\0b' })],
  ])('leaves the last good set in force: %s', async (_, code, edit) => {
    const { policies, working } = await aProcess();
    await edit();
    await until(async () => (await working.status()).faults.some((fault) => fault.code === code));
    expect(policies.inForce().number).toBe(1);
    expect(policies.inForce().set.policies).toHaveLength(1);
    if (code !== 'policies.no_folder') return;
    await rename(`${folder}-gone`, folder);
    await until(async () => (await working.status()).state === 'in-force');
    expect(await numbers(policies)).toEqual([1]);
  });

  it('is taken later where the database does not answer at that moment', async () => {
    let down = false;
    const away = new RedressError([databaseFault('database.unavailable')]);
    const flaky: Database = {
      ...test.database,
      transaction: (work) => (down ? Promise.reject(away) : test.database.transaction(work)),
    };
    const { policies } = await aProcess({ database: flaky });
    down = true;
    await write({ 'house/example.yaml': within(30) });
    await sleep(2_000);
    expect(policies.inForce().number).toBe(1);
    down = false;
    await until(() => policies.inForce().number === 2);
  });

  it('does not undo what another process has taken from a folder of its own', async () => {
    const elsewhere = `${folder}-elsewhere`;
    await cp(folder, elsewhere, { recursive: true });
    try {
      const [one, other] = [await aProcess(), await aProcess({ at: elsewhere })];
      await sleep(1_000);
      await write({ 'house/example.yaml': within(30) });
      await until(() => other.policies.inForce().number === 2);
      await sleep(2_000);
      expect(await numbers(one.policies)).toEqual([2, 1]);
      expect((await other.working.status()).state).toBe('differs');
    } finally {
      await rm(elsewhere, { recursive: true, force: true });
    }
  });
});

describe('after another set came into force', () => {
  it('every complaint is judged again, by one process or several, and it is told how far that is', async () => {
    const one = await aProcess();
    for (let from = 0; from < 1_200; from += 400) await store(one.policies, from, 400);
    expect(await looks()).toEqual([{ set_number: 1, outcome: 'non-compliant', count: '1200' }]);
    const other = await aProcess();
    await write({ 'house/example.yaml': within(30_000) });
    await until(
      async () => one.policies.inForce().number === 2 && (await one.rejudging.progress()).judged === 1_200,
      20_000,
    );
    expect(await other.rejudging.progress()).toEqual({ judged: 1_200, total: 1_200 });
    expect(await looks()).toEqual([{ set_number: 2, outcome: 'pending', count: '1200' }]);
    const judgements = await test.owner.query('judgements', 'select complaint_id from judgement where set_number = 2');
    expect(judgements).toHaveLength(1_200);
  });

  it('what another set does not change is looked at again without a word', async () => {
    const { policies, rejudging } = await aProcess();
    await store(policies, 0, 3);
    await write({ 'house/example.yaml': `# a comment\n${within(7)}` });
    await until(async () => policies.inForce().number === 2 && (await rejudging.progress()).judged === 3);
    expect(await looks()).toMatchObject([{ set_number: 2, count: '3' }]);
    expect(await test.owner.query('judgements', 'select complaint_id from judgement')).toHaveLength(3);
    expect((await policies.read(2)).diff).toMatchObject({ files: { changed: ['house/example.yaml'] }, policies: [] });
  });

  it('one that cannot be judged does not hold up those after it, and is told', async () => {
    const lines: LogLine[] = [];
    Logger.overrideLogger(new FrameworkLogger((line) => lines.push(line), false));
    const { policies, rejudging } = await aProcess();
    const [stuck = ''] = (await store(policies, 0, 5)).toSorted();
    await test.owner.query(
      'refuse',
      `create function refuse() returns trigger language plpgsql as
       $$ begin if new.complaint_id = '${stuck}' then raise exception 'no'; end if; return new; end $$`,
    );
    await test.owner.query(
      'refuse-trigger',
      'create trigger refuse before insert on judgement for each row execute function refuse()',
    );
    await write({ 'house/example.yaml': within(30_000) });
    await until(async () => policies.inForce().number === 2 && (await rejudging.progress()).judged === 4);
    await until(() => lines.length > 0);
    Logger.overrideLogger(false);
    expect(lines).toMatchObject([{ level: 'error', code: 'P0001', context: `Judging again, complaint ${stuck}` }]);
    expect(await looks()).toMatchObject([
      { set_number: 1, count: '1' },
      { set_number: 2, count: '4' },
    ]);
  });

  it('a process that has not heard of it yet does not judge backwards', async () => {
    const late = await aProcess({ watch: false });
    const one = await aProcess();
    await write({ 'house/example.yaml': within(30_000) });
    await until(() => one.policies.inForce().number === 2);
    await store(late.policies, 0, 2);
    await until(async () => (await one.rejudging.progress()).judged === 2);
    expect(await looks()).toMatchObject([{ set_number: 2, count: '2' }]);
  });
});
