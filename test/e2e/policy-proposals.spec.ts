import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { z } from 'zod';
import { DocsModule } from '../../src/http/openapi/docs.module.js';
import { brokenAt } from '../../src/ledger/entry.js';
import { HealthModule } from '../../src/modules/health/health.module.js';
import { inForceDto, setDto } from '../../src/modules/policies/policies.dto.js';
import { PoliciesModule } from '../../src/modules/policies/policies.module.js';
import { outcomeDto, proposalDto, proposalsDto } from '../../src/modules/policies/proposals.dto.js';
import { policySets } from '../../src/modules/policies/stored-set.js';
import { chainOf } from '../../src/store/entries.repository.js';
import { StoreModule } from '../../src/store/store.module.js';
import { policyHead, usualFiles } from '../support/policy-files.js';
import { testDatabase, type TestDatabase } from '../db/support/test-database.js';
import { undocumented } from './support/answers.js';
import { answerOf, problemOf } from './support/complaints-app.js';
import { aPerson, aTokenOf, knowing, type Person } from './support/policy-people.js';
import { startShell, type Shell } from './support/shell.js';

@Module({})
class Root {}

const deadline = (days: number, instrument = 'Example'): string =>
  `${policyHead.replace('instrument: Example', `instrument: ${instrument}`)}version-by: received
deadlines:
  answer: { from: received, within: ${days} days, done: accepted, cite: art. 1 }
`;

type Texts = Readonly<Record<string, string>>;

const texts = (days: number, more: Texts = {}): Texts => ({ ...usualFiles, 'example.yaml': deadline(days), ...more });
const files = (of: Texts) => Object.entries(of).map(([file, text]) => ({ file, text }));

describe('a set of policies on its way into force', () => {
  let test: TestDatabase;
  let shell: Shell;
  let folder: string;
  let document: OpenAPIObject;
  const people: Person[] = [];
  const knownPeople = knowing(people);

  beforeAll(async () => {
    test = await testDatabase();
    folder = await mkdtemp(join(tmpdir(), 'redress-policies-'));
    await write(texts(7));
    people.push(
      await aPerson(test.owner, 'chen', ['officer']),
      await aPerson(test.owner, 'li', ['approver']),
      await aPerson(test.owner, 'wang', ['officer', 'approver']),
      await aPerson(test.owner, 'zhao', ['auditor']),
    );
    const [chen, , wang] = people;
    if (chen !== undefined && wang !== undefined)
      people.push(
        await aTokenOf(test.owner, chen, new Set(['policies:read', 'policies:write'])),
        await aTokenOf(test.owner, wang, new Set(['policies:read', 'policies:write'])),
      );
    process.env['REDRESS_POLICIES'] = folder;
    shell = await startShell({
      store: { database: test.database, close: () => Promise.resolve() },
      module: { module: Root, imports: [StoreModule.of(test.database), HealthModule, DocsModule, PoliciesModule] },
      authenticate: () => knownPeople,
    });
    delete process.env['REDRESS_POLICIES'];
    document = (await (await as('chen', 'GET', 'openapi.json', undefined, '/api')).json()) as OpenAPIObject;
  });
  afterAll(async () => {
    await shell.close();
    await test.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function write(of: Texts): Promise<void> {
    for (const [file, text] of Object.entries(of)) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), text);
    }
  }

  async function as(
    who: string,
    method: string,
    path: string,
    body?: unknown,
    root = '/api/policies',
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    const more = { authorization: `Bearer ${who}`, ...headers };
    const response = await shell.ask(method, `${root}/${path}`, body, more);
    const pattern = path
      .replace(/\?.*$/, '')
      .replace(/^sets\/\w+/, 'sets/{number}')
      .replace(/^proposals\/[^/]+/, 'proposals/{id}');
    if (root === '/api/policies')
      expect(await undocumented(document, method, `${root}/${pattern}`, response)).toEqual([]);
    return response;
  }

  type Outcome = z.infer<typeof outcomeDto>;

  const propose = async (who: string, of: Texts, reason = 'a change'): Promise<Outcome> =>
    answerOf(outcomeDto, await as(who, 'POST', 'proposals', { reason, files: files(of) }), 201);
  const approve = (who: string, { id, digest }: Outcome): Promise<Response> =>
    as(who, 'POST', `proposals/${id}/approval`, { digest });
  const end = (who: string, id: string, how: 'refusal' | 'withdrawal'): Promise<Response> =>
    as(who, 'POST', `proposals/${id}/${how}`, { reason: 'not now' });
  const inForce = async (): Promise<z.infer<typeof inForceDto>> =>
    answerOf(inForceDto, await as('zhao', 'GET', 'in-force'));
  const code = async (response: Response, status: number): Promise<string> => (await problemOf(response, status)).code;
  const entries = async (): Promise<readonly string[]> => {
    const chain = await chainOf(test.database.reading, policySets);
    expect(brokenAt(chain)).toBeUndefined();
    return chain.map(({ type }) => type);
  };

  it('is written by one person, read with what it changes by another, and approved: then complaints are judged by it', async () => {
    const before = await inForce();
    const proposed = await propose('chen', texts(9), 'Two days more, as the board decided.');
    expect(proposed).toMatchObject({ status: 'waiting', set: null });
    expect((await inForce()).number).toBe(before.number);

    const shown = await answerOf(proposalDto, await as('li', 'GET', `proposals/${proposed.id}`));
    expect(shown).toMatchObject({
      author_name: 'chen',
      base: before.number,
      outdated: false,
      reason: 'Two days more, as the board decided.',
      digest: proposed.digest,
      changes: [{ change: 'changed', text: { en: expect.stringContaining('9 days') } }],
    });
    expect(shown.files.find(({ file }) => file === 'example.yaml')?.text).toBe(deadline(9));
    const approved = await answerOf(outcomeDto, await approve('li', shown));
    expect(approved).toEqual({ ...proposed, status: 'approved', set: before.number + 1 });

    const after = await inForce();
    expect(after).toMatchObject({
      number: before.number + 1,
      digest: proposed.digest,
      author_name: 'chen',
      approver_name: 'li',
      approval: { state: 'approved', by_second_person: true, text: { en: 'written by chen, approved by li' } },
      reason: 'Two days more, as the board decided.',
      solo: false,
    });
    const set = await answerOf(setDto, await as('zhao', 'GET', `sets/${after.number}`));
    expect(set).toMatchObject({ approver_name: 'li', diff: { files: { changed: ['example.yaml'] } } });
    expect((await entries()).slice(-3)).toEqual(['set-proposed', 'set-approved', 'set-taken']);
    const [approvedEntry, takenEntry] = (await chainOf(test.database.reading, policySets)).slice(-2);
    const [chen, li] = people;
    expect(approvedEntry).toMatchObject({
      actor: `account:${li?.known.account}`,
      body: {
        proposal: proposed.id,
        digest: proposed.digest,
        set: after.number,
        author: `account:${chen?.known.account}`,
        sameAccount: false,
      },
    });
    expect(takenEntry).toMatchObject({ actor: `account:${li?.known.account}`, body: { set: after.number } });
    const listed = await answerOf(proposalsDto, await as('zhao', 'GET', 'proposals?status=approved&limit=1'));
    expect(listed.proposals).toMatchObject([
      { id: proposed.id, decided_by_name: 'li', set: after.number, outdated: false },
    ]);
  });

  it('is never approved or refused by whoever wrote it, by a token of theirs neither; they withdraw it', async () => {
    const own = await propose('wang', texts(11));
    expect(await code(await approve('wang', own), 403)).toBe('authority.own_work');
    expect(await code(await end('wang', own.id, 'refusal'), 403)).toBe('authority.own_work');
    const byToken = await propose('wang-token', texts(12));
    expect(await code(await approve('wang', byToken), 403)).toBe('authority.own_work');
    expect(await code(await approve('wang-token', own), 403)).toBe('authority.person');
    expect(await answerOf(outcomeDto, await end('wang', own.id, 'withdrawal'))).toMatchObject({ status: 'withdrawn' });
    // Another officer may, too.
    expect((await end('chen', byToken.id, 'withdrawal')).status).toBe(200);
    expect((await entries()).slice(-2)).toEqual(['set-withdrawn', 'set-withdrawn']);
    expect(await code(await approve('li', own), 409)).toBe('policies.proposal_decided');
  });

  it.each(['zhao', 'li'])('is not proposed by %s, who may not', async (who) => {
    expect(await code(await as(who, 'POST', 'proposals', { reason: 'x', files: files(texts(13)) }), 403)).toBe(
      'authority.role',
    );
  });

  it('is approved by an approver who has just shown the password, not by an officer', async () => {
    const proposed = await propose('chen', texts(14));
    expect(await code(await approve('chen', proposed), 403)).toBe('authority.role');
    const place = people.findIndex(({ name }) => name === 'li');
    const [li] = people.slice(place);
    if (li === undefined) throw new Error('nobody');
    people[place] = { ...li, known: withoutConfirmation(li.known) };
    expect(await code(await approve('li', proposed), 403)).toBe('authority.step_up');
    people[place] = li;
    expect((await end('li', proposed.id, 'refusal')).status).toBe(200);
    const read = await answerOf(proposalDto, await as('zhao', 'GET', `proposals/${proposed.id}`));
    expect(read).toMatchObject({ status: 'refused', decided_by_name: 'li', decision_reason: 'not now', set: null });
    expect((await entries()).at(-1)).toBe('set-refused');
  });

  it('is approved only as it was shown', async () => {
    const proposed = await propose('chen', texts(15));
    const other = { ...proposed, digest: 'a'.repeat(64) };
    expect(await code(await approve('li', other), 409)).toBe('policies.other_digest');
    expect(await code(await approve('li', { ...proposed, digest: 'short' }), 400)).toBe('value.wrong_format');
    await end('chen', proposed.id, 'withdrawal');
  });

  it('whose base has moved is proposed again by its author', async () => {
    const [first, second] = [await propose('chen', texts(16)), await propose('wang', texts(17))];
    expect((await approve('li', first)).status).toBe(200);
    const problem = await problemOf(await approve('li', second), 409);
    expect(problem.code).toBe('policies.base_moved');
    expect(problem.detail).toContain('redress policy pull');
    const shown = await answerOf(proposalDto, await as('li', 'GET', `proposals/${second.id}`));
    expect(shown).toMatchObject({ status: 'waiting', outdated: true });
    // The same texts, from what is in force now.
    const again = await propose('wang', texts(17));
    expect((await approve('li', again)).status).toBe(200);
    await end('wang', second.id, 'withdrawal');
    const { number } = await inForce();
    const stale = { reason: 'x', files: files(texts(18)), base: number - 1 };
    expect(await code(await as('chen', 'POST', 'proposals', stale), 409)).toBe('policies.base_moved');
  });

  it('two approvals at once make one set, and of two proposals from one base one is approved', async () => {
    const before = await inForce();
    const [one, other] = [await propose('chen', texts(20)), await propose('chen', texts(21))];
    const answers = await Promise.all([
      approve('li', one),
      approve('wang', one),
      approve('li', other),
      approve('wang', other),
    ]);
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409, 409, 409]);
    expect((await inForce()).number).toBe(before.number + 1);
    expect(brokenAt(await chainOf(test.database.reading, policySets))).toBeUndefined();
    for (const { id } of [one, other]) await end('chen', id, 'withdrawal');
  });

  it('that was approved once is answered the same when the approval is sent again', async () => {
    const proposed = await propose('chen', texts(22));
    const send = () =>
      as('li', 'POST', `proposals/${proposed.id}/approval`, { digest: proposed.digest }, undefined, {
        'idempotency-key': 'once',
      });
    const first = await answerOf(outcomeDto, await send());
    const again = await send();
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await answerOf(outcomeDto, again)).toEqual(first);
  });

  it('undoes a set by a new version with the texts before it', async () => {
    const { number } = await inForce();
    const before = await answerOf(setDto, await as('zhao', 'GET', `sets/${number - 1}`));
    const response = await as('chen', 'POST', `sets/${number}/undo`, { reason: 'It was a mistake.' });
    const undo = await answerOf(outcomeDto, response, 201);
    expect(undo.digest).toBe(before.digest);
    const shown = await answerOf(proposalDto, await as('li', 'GET', `proposals/${undo.id}`));
    expect(shown).toMatchObject({ undoes: number, base: number });
    const approved = await answerOf(outcomeDto, await approve('li', undo));
    const after = await answerOf(setDto, await as('zhao', 'GET', `sets/${approved.set}`));
    expect(after.files).toEqual(before.files);
    expect(await code(await as('chen', 'POST', 'sets/1/undo', { reason: 'x' }), 409)).toBe('policies.nothing_before');
    expect(await code(await as('chen', 'POST', 'sets/999/undo', { reason: 'x' }), 404)).toBe('policies.unknown_set');
  });

  describe('is refused', () => {
    it('with every fault where it does not load', async () => {
      const broken = texts(30, {
        'example.yaml': deadline(30).replace('30 days', '30'),
        'other.yaml': 'policy: [',
      });
      const problem = await problemOf(
        await as('chen', 'POST', 'proposals', { reason: 'x', files: files(broken) }),
        400,
      );
      expect(problem.faults.map(({ code: each, place }) => `${each} ${place?.file ?? ''}`)).toEqual(
        expect.arrayContaining([
          'policies.not_proposable ',
          'policy.duration_without_unit example.yaml',
          expect.stringMatching(/^yaml\..* other\.yaml$/),
        ]),
      );
      expect(problem.code).toBe('policies.not_proposable');
    });

    it('with every defect where it loads and cannot be meant', async () => {
      const looser = texts(7, {
        'promise.yaml': deadline(40)
          .replace('policy: cn.example', 'policy: house.promise')
          .replace('rank: law', 'rank: house')
          .replace(
            'done: accepted',
            'done: accepted, when: { all: [{ fact: urgency, operator: equal, value: urgent }, { fact: urgency, operator: equal, value: normal }] }',
          ),
      });
      const problem = await problemOf(
        await as('chen', 'POST', 'proposals', { reason: 'x', files: files(looser) }),
        400,
      );
      expect(problem.faults.map((fault) => fault.code)).toEqual(expect.arrayContaining(['check.never_holds']));
    });

    it('where it is in force already, or is proposed already', async () => {
      const { number } = await inForce();
      const { files: same } = await answerOf(setDto, await as('zhao', 'GET', `sets/${number}`));
      const asIs = { reason: 'x', files: same.map(({ file, text }) => ({ file, text })) };
      expect(await code(await as('chen', 'POST', 'proposals', asIs), 409)).toBe('policies.nothing_new');
      const waiting = await propose('chen', texts(31));
      const again = { reason: 'y', files: files(texts(31)) };
      const problem = await problemOf(await as('wang', 'POST', 'proposals', again), 409);
      expect(problem).toMatchObject({ code: 'policies.already_proposed' });
      expect(problem.detail).toContain(waiting.id);
      await end('chen', waiting.id, 'withdrawal');
    });

    it.each([
      ['without a reason', { files: files(texts(32)) }, 'value.missing'],
      ['with an empty reason', { files: files(texts(32)), reason: '  ' }, 'value.empty'],
      [
        'with a name that leads out of the folder',
        { files: [{ file: '../x.yaml', text: '' }], reason: 'x' },
        'policies.not_proposable',
      ],
      ['without a file', { files: [], reason: 'x' }, 'value.empty'],
      ['without a policy', { files: files(usualFiles), reason: 'x' }, 'policies.not_proposable'],
    ])('%s', async (_, body, expected) => {
      expect(await code(await as('chen', 'POST', 'proposals', body), 400)).toBe(expected);
    });

    it('where there is no such proposal', async () => {
      const nowhere = '00000000-0000-4000-8000-000000000000';
      expect(await code(await as('li', 'GET', `proposals/${nowhere}`), 404)).toBe('policies.unknown_proposal');
      const one = { id: nowhere, digest: 'a'.repeat(64), status: 'waiting', set: null } as const;
      expect(await code(await approve('li', one), 404)).toBe('policies.unknown_proposal');
      expect(await code(await as('li', 'GET', 'proposals/x'), 400)).toBe('value.not_uuid');
      expect(await code(await as('li', 'GET', 'proposals?after=x'), 400)).toBe('policies.wrong_cursor');
    });
  });

  it('comes from the folder of the server where no texts are sent, with its tests, which are not kept', async () => {
    await write({ ...texts(33), 'example.test.yaml': 'policy: cn.example\ncases: []\n' });
    const untested = await problemOf(await as('chen', 'POST', 'proposals', { reason: 'from the folder' }), 400);
    expect(untested.faults.map((fault) => fault.code)).toContain('check.no_test');
    await write({ 'example.test.yaml': tests(33) });
    const response = await as('chen', 'POST', 'proposals', { reason: 'from the folder' });
    const proposed = await answerOf(outcomeDto, response, 201);
    expect(response.headers.get('location')).toBe(`/api/policies/proposals/${proposed.id}`);
    const shown = await answerOf(proposalDto, await as('li', 'GET', `proposals/${proposed.id}`));
    expect(shown.files.map(({ file }) => file)).not.toContain('example.test.yaml');
    const status = (await (await as('chen', 'GET', 'folder')).json()) as { readonly proposal: string };
    expect(status).toMatchObject({ state: 'differs', proposal: proposed.id });
    await end('chen', proposed.id, 'withdrawal');
  });

  it('in pages, from the newest', async () => {
    const all = await answerOf(proposalsDto, await as('zhao', 'GET', 'proposals'));
    const ids: string[] = [];
    for (let after = ''; ;) {
      const page = await answerOf(proposalsDto, await as('zhao', 'GET', `proposals?limit=3${after}`));
      ids.push(...page.proposals.map(({ id }) => id));
      if (page.next === undefined) break;
      after = `&after=${page.next}`;
    }
    expect(ids).toEqual(all.proposals.map(({ id }) => id));
    expect(ids.length).toBeGreaterThan(8);
  });

  it('may be approved by its author where one person tries Redress alone, and that is said', async () => {
    process.env['REDRESS_SOLO'] = '1';
    try {
      const own = await propose('wang', texts(40));
      expect((await approve('wang', own)).status).toBe(200);
    } finally {
      delete process.env['REDRESS_SOLO'];
    }
    expect(await inForce()).toMatchObject({
      approval: {
        state: 'solo',
        by_second_person: false,
        text: { en: 'written by wang, approved by wang, not approved by a second person (REDRESS_SOLO)' },
      },
    });
    const approved = (await chainOf(test.database.reading, policySets)).findLast(({ type }) => type === 'set-approved');
    expect(approved?.body['sameAccount']).toBe(true);
  });

  it('covers its waivers: each is approved by whoever approved the set in which it first stood so', async () => {
    const house = {
      'house.yaml': deadline(5).replace('cn.example', 'house.example').replace('rank: law', 'rank: house'),
    };
    const waiver = (through: string): string =>
      `waiver: w1\ntitle: { en: Move, zh: 搬迁 }\nrule: house.example#answer\nreason: { en: The office moves, zh: 办公室搬迁 }\nfrom: 2026-01-01\nthrough: ${through}\n`;
    const put = async (author: string, approver: string, more: Texts): Promise<void> => {
      const answer = await approve(approver, await propose(author, texts(41, { ...house, ...more })));
      expect(answer.status).toBe(200);
    };
    await put('chen', 'li', { 'waivers/w1.yaml': waiver('2027-12-31') });
    const since = (await inForce()).number;
    await put('chen', 'wang', {
      'waivers/w1.yaml': waiver('2027-12-31'),
      'more.yaml': deadline(3).replace('cn.example', 'cn.more'),
    });
    expect((await inForce()).waivers).toMatchObject([
      { id: 'w1', since_set: since, approver_name: 'li', approval: { by_second_person: true } },
    ]);
    await put('wang', 'li', { 'waivers/w1.yaml': waiver('2028-12-31') });
    const { number, waivers } = await inForce();
    expect(waivers).toMatchObject([{ id: 'w1', since_set: number, author_name: 'wang', approver_name: 'li' }]);
  });

  it('cannot be changed afterwards by the role of the application', async () => {
    await expect(
      test.database.reading.query('rewrite', `update policy_proposal set files = '{}'::jsonb`),
    ).rejects.toThrow(/permission denied/);
    await expect(test.database.reading.query('remove', `delete from policy_proposal`)).rejects.toThrow(
      /permission denied/,
    );
  });
});

function withoutConfirmation({ actor, account, roles, units }: Person['known']): Person['known'] {
  return { actor, account, roles, units };
}

const tests = (days: number): string => `policy: cn.example
cases:
  - name: { en: kept, zh: 按时 }
    at: 2026-06-10T12:00:00+08:00
    events:
      - received: 2026-03-06T17:30:00+08:00
      - accepted: 2026-03-07T10:20:00+08:00
    expect: { answer: compliant }
  - name: { en: broken, zh: 逾期 }
    at: 2026-06-10T12:00:00+08:00
    events:
      - received: 2026-03-06T17:30:00+08:00
    expect: { answer: non-compliant }
  - name: { en: running (${days}), zh: 计时中 }
    at: 2026-03-06T18:00:00+08:00
    events:
      - received: 2026-03-06T17:30:00+08:00
    expect: { answer: pending }
`;
