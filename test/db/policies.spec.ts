import { cp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { RedressError } from '../../src/errors.js';
import { newsLine, type FolderNews } from '../../src/modules/policies/folder-news.js';
import { brokenAt } from '../../src/ledger/entry.js';
import type { PoliciesService } from '../../src/modules/policies/policies.service.js';
import { filesOf, policySets } from '../../src/modules/policies/stored-set.js';
import { loadPolicies } from '../../src/rules/policy/load-policies.js';
import { chainOf } from '../../src/store/entries.repository.js';
import { databaseFault } from '../../src/store/database-errors.js';
import type { Database } from '../../src/store/tx.js';
import { aPerson } from '../e2e/support/policy-people.js';
import {
  aProcess,
  goodFiles,
  looks,
  deskForEach,
  store,
  type Desk,
  until,
  within,
  write,
  openDesk,
  closeDesk,
} from './support/policies-desk.js';

const numbers = async (policies: PoliciesService): Promise<readonly number[]> =>
  (await policies.sets({ limit: 50 })).sets.map(({ number }) => number);

let on: Desk;

deskForEach((desk) => {
  on = desk;
});

describe('the set in force', () => {
  it('is at first what the folder holds, stored with its texts and as the first entry of a chain', async () => {
    const { policies } = await aProcess(on, { watch: false });
    const { number, set, stored } = policies.inForce();
    expect(number).toBe(1);
    expect(stored).toMatchObject({
      author: 'system:policies-folder',
      approver: undefined,
      reason: expect.stringContaining('First set'),
      digest: set.digest,
      diff: undefined,
    });
    expect(Object.keys(stored.texts)).toContain('house/example.yaml');
    const entries = await chainOf(on.test.database.reading, policySets);
    expect(entries.map(({ type, body }) => [type, body['set'], body['digest']])).toEqual([
      ['set-taken', 1, set.digest],
    ]);
  });

  it('is the row, not the folder, for a process that does not watch', async () => {
    await aProcess(on, { watch: false });
    await write(on, { 'house/example.yaml': within(9) });
    const { policies, working } = await aProcess(on, { watch: false });
    expect(policies.inForce().number).toBe(1);
    expect((await working.status()).state).toBe('differs');
  });

  it('read back from its row is the same set, that of the project too', async () => {
    await rm(on.folder, { recursive: true });
    await cp('policies', on.folder, { recursive: true });
    const first = await aProcess(on, { watch: false });
    const row = await first.policies.read(1);
    expect(loadPolicies(filesOf(row.texts)).set?.digest).toBe(row.digest);
    const again = await aProcess(on, { watch: false });
    expect(again.policies.inForce().set.digest).toBe(first.policies.inForce().set.digest);
    expect(Object.keys(row.texts).filter((file) => file.endsWith('.test.yaml'))).toEqual([]);
    expect(Object.keys(row.texts)).toContain('mappings/cfpb.yaml');
  });

  it('holds the calendars that come with Redress where the folder has none', async () => {
    await rm(join(on.folder, 'calendars'), { recursive: true });
    await write(on, { 'house/example.yaml': within(7).replace('counting: cn-day', 'counting: cn-term') });
    const { policies, working } = await aProcess(on, { watch: false });
    expect((await working.status()).faults.map(({ code, cause }) => [code, cause.en])).toEqual([]);
    expect(Object.keys(policies.inForce().stored.texts)).toContain('calendars/cn.yaml');
  });

  it('is refused, with the reasons, while an empty database has only a folder with faults', async () => {
    await write(on, { 'house/example.yaml': within(7).replace('from: received', 'from: recieved') });
    const { policies } = await aProcess(on);
    expect(() => policies.inForce()).toThrow(RedressError);
    expect(() => policies.inForce()).toThrow(/policies\.none_in_force[^]*policy\.unknown_moment/);
    await write(on, goodFiles);
    await until(() => policies.isReady());
  });
});

describe('an edit of the folder', () => {
  it('is in force within two seconds, in every process, and the next judgement names it', async () => {
    const [one, other] = [await aProcess(on), await aProcess(on)];
    await sleep(1_000);
    const before = performance.now();
    await write(on, { 'house/example.yaml': within(30) });
    await until(() => one.policies.inForce().number === 2 && other.policies.inForce().number === 2);
    expect(performance.now() - before).toBeLessThan(2_500);
    expect(await numbers(one.policies)).toEqual([2, 1]);
    await store(on, other.policies, 0, 1);
    expect(await looks(on)).toEqual([{ set_number: 2, outcome: 'pending', count: '1' }]);
    expect((await one.policies.read(2)).diff).toMatchObject({
      files: { added: [], changed: ['house/example.yaml'], removed: [] },
      policies: [
        { policy: 'cn.example', version: '2020-01-01', change: 'changed', head: false, rules: { changed: ['answer'] } },
      ],
    });
    expect(brokenAt(await chainOf(on.test.database.reading, policySets))).toBeUndefined();
  });

  it('with a fault changes nothing but what is told of the folder; mended it is taken', async () => {
    const { policies, working } = await aProcess(on);
    await write(on, { 'house/example.yaml': within(30).replace('30 days', '30') });
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
    await write(on, { 'house/example.yaml': within(30) });
    await until(() => policies.inForce().number === 2);
    expect((await working.status()).state).toBe('in-force');
  });

  it('that adds a file where it is not read is faulty, although all that is read is in force', async () => {
    const { working } = await aProcess(on);
    expect((await working.status()).state).toBe('in-force');
    await write(on, { 'house/schedules.yaml': 'schedules: {}\n' });
    await until(async () => (await working.status()).state === 'faulty');
    expect((await working.status()).faults).toMatchObject([{ code: 'schedule.misplaced' }]);
  });

  it('is not taken by half: one good file beside a broken one stays out too', async () => {
    const { policies, working } = await aProcess(on);
    await write(on, { 'house/example.yaml': within(30), 'house/other.yaml': 'policy: [' });
    await until(async () => (await working.status()).state === 'faulty');
    await sleep(1_000);
    expect(await numbers(policies)).toEqual([1]);
  });

  it('that puts the old text back is a set of its own', async () => {
    const { policies } = await aProcess(on);
    const { digest } = policies.inForce().set;
    await write(on, { 'house/example.yaml': within(30) });
    await until(() => policies.inForce().number === 2);
    await write(on, goodFiles);
    await until(() => policies.inForce().number === 3);
    expect(policies.inForce().set.digest).toBe(digest);
    expect((await policies.sets({ limit: 50 })).sets.map((set) => set.digest === digest)).toEqual([true, false, true]);
  });

  it('that an editor writes in pieces is read when it is whole', async () => {
    const { policies, working } = await aProcess(on);
    await sleep(600);
    const text = within(30);
    const states = new Set<string>();
    for (let length = 0; length <= text.length; length += 20) {
      await writeFile(join(on.folder, 'house/example.yaml'), text.slice(0, length));
      states.add((await working.status()).state);
      await sleep(60);
    }
    await writeFile(join(on.folder, 'house/example.yaml'), text);
    await until(() => policies.inForce().number === 2);
    expect([...states]).toEqual(['in-force']);
    expect(await numbers(policies)).toEqual([2, 1]);
  });

  it('of a mapping is kept too, and judges nothing again', async () => {
    const { policies } = await aProcess(on);
    const { digest } = policies.inForce().set;
    await store(on, policies, 0, 2);
    await write(on, { 'mappings/own.yaml': 'mapping: own' });
    await until(() => policies.inForce().number === 2);
    expect(policies.inForce().stored.texts['mappings/own.yaml']).toBe('mapping: own');
    expect(policies.inForce().set.digest).toBe(digest);
    await sleep(1_500);
    expect(await looks(on)).toMatchObject([{ set_number: 1, count: '2' }]);
  });

  it.each([
    ['a folder that is gone', 'policies.no_folder', () => rename(on.folder, `${on.folder}-gone`)],
    ['a folder without policies', 'policies.no_policy', () => rm(join(on.folder, 'house'), { recursive: true })],
    ['a text that is none', 'policies.not_text', () => write(on, { 'mappings/x.yaml': 'a\0b' })],
  ])('leaves the last good set in force: %s', async (_, code, edit) => {
    const { policies, working } = await aProcess(on);
    await edit();
    await until(async () => (await working.status()).faults.some((fault) => fault.code === code));
    expect(policies.inForce().number).toBe(1);
    expect(policies.inForce().set.policies).toHaveLength(1);
    if (code !== 'policies.no_folder') return;
    await rename(`${on.folder}-gone`, on.folder);
    await until(async () => (await working.status()).state === 'in-force');
    expect(await numbers(policies)).toEqual([1]);
  });

  it('is taken later where the database does not answer at that moment', async () => {
    let down = false;
    const away = new RedressError([databaseFault('database.unavailable')]);
    const flaky: Database = {
      ...on.test.database,
      transaction: (work) => (down ? Promise.reject(away) : on.test.database.transaction(work)),
    };
    const { policies } = await aProcess(on, { database: flaky });
    down = true;
    await write(on, { 'house/example.yaml': within(30) });
    await sleep(2_000);
    expect(policies.inForce().number).toBe(1);
    down = false;
    await until(() => policies.inForce().number === 2);
  });

  it('does not undo what another process has taken from a folder of its own', async () => {
    const elsewhere = `${on.folder}-elsewhere`;
    await cp(on.folder, elsewhere, { recursive: true });
    try {
      const [one, other] = [await aProcess(on), await aProcess(on, { at: elsewhere })];
      await sleep(1_000);
      await write(on, { 'house/example.yaml': within(30) });
      await until(() => other.policies.inForce().number === 2);
      await sleep(2_000);
      expect(await numbers(one.policies)).toEqual([2, 1]);
      expect((await other.working.status()).state).toBe('differs');
    } finally {
      await rm(elsewhere, { recursive: true, force: true });
    }
  });
});

describe('an edit of the folder where two people are needed', () => {
  beforeEach(() => void delete process.env['REDRESS_SOLO']);

  it('is told once, comes into force by nobody’s saving, and is shown as proposed once it is', async () => {
    const news: FolderNews[] = [];
    const { policies, proposals, working } = await aProcess(on, { tell: (each) => void news.push(each) });
    await sleep(1_000);
    await write(on, { 'house/example.yaml': within(30) });
    await until(() => news.length > 0);
    await sleep(1_500);
    expect(news).toMatchObject([{ kind: 'differs', digest: expect.any(String) }]);
    expect(newsLine(news[0] ?? { kind: 'faulty', faults: [] })).toMatchObject({
      event: 'policies-differ',
      propose: expect.stringContaining('redress policy propose'),
    });
    expect(await numbers(policies)).toEqual([1]);
    expect(await working.status()).toMatchObject({ state: 'differs', proposal: undefined });

    const [chen, li] = [
      await aPerson(on.test.owner, 'chen', ['officer']),
      await aPerson(on.test.owner, 'li', ['approver']),
    ];
    const { texts } = policies.inForce().stored;
    const files = filesOf({ ...texts, 'house/example.yaml': within(30) });
    const { body } = await proposals.propose({ files, reason: 'longer' }, { who: chen.known });
    expect(await working.status()).toMatchObject({ state: 'differs', proposal: body.id });
    await proposals.approve(body.id, { digest: body.digest }, { who: li.known });
    expect(await working.status()).toMatchObject({ state: 'in-force', proposal: undefined });
    await sleep(1_000);
    expect(news).toHaveLength(1);
  });

  it('still becomes the first set of an empty database, once it has no fault', async () => {
    const empty = await openDesk({ solo: false });
    try {
      await write(empty, { 'house/example.yaml': 'policy: [' });
      const { policies } = await aProcess(empty);
      expect(policies.isReady()).toBe(false);
      await write(empty, goodFiles);
      await until(() => policies.isReady());
      expect(policies.inForce().stored).toMatchObject({ number: 1, approver: undefined });
    } finally {
      await closeDesk(empty);
    }
  });

  it('two processes over an empty database make one first set', async () => {
    const all = await Promise.all([aProcess(on, { watch: false }), aProcess(on, { watch: false })]);
    for (const { policies } of all) expect(await numbers(policies)).toEqual([1]);
  });
});
