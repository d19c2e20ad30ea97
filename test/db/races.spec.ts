import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { brokenAt } from '../../src/ledger/entry.js';
import type { ComplaintId } from '../../src/modules/complaints/complaint-id.js';
import { ComplaintsService } from '../../src/modules/complaints/complaints.service.js';
import type { Claim } from '../../src/http/idempotency/claim.js';
import { RedressError } from '../../src/errors.js';
import { claimOf } from '../../src/http/idempotency/claim.js';
import { PoliciesService, soundSet } from '../../src/modules/policies/policies.service.js';
import { chainOf } from '../../src/store/entries.repository.js';
import { runs } from '../engine/runs.js';
import { everything } from '../e2e/support/everyone.js';
import { ownPolicies } from '../support/own-policies.js';
import { clerk, countRows, readOne } from '../support/recordings.js';
import { testDatabase, type TestDatabase } from './support/test-database.js';

let test: TestDatabase;
let service: ComplaintsService;
beforeAll(async () => {
  test = await testDatabase({ poolSize: 16 });
  const policies = new PoliciesService(test.database);
  const sound = soundSet(ownPolicies());
  if (!('set' in sound)) throw new Error(JSON.stringify(sound));
  await policies.take(sound, clerk);
  service = new ComplaintsService(test.database, policies);
});
afterAll(() => test.close());

/** How many races: the long run has all one thousand. */
const races = runs(50);
const received = { type: 'received', at: '2026-03-02', id: 'in' };
const asking = { who: everything({ actor: clerk }), claim: undefined };

async function create(reference: string): Promise<ComplaintId> {
  const { body } = await service.create({ reference, observes: 'everything', events: [received] }, asking);
  return body.id;
}

/** Nothing is lost, the chain is one, and every version is there: each change made one entry of events. */
async function expectWhole(id: ComplaintId, ids: readonly string[]): Promise<void> {
  const complaint = await readOne(test.database.reading, id);
  expect(complaint.events.map((event) => event.id).toSorted()).toEqual(['in', 'source-described', ...ids].toSorted());
  expect(complaint.events.map(({ number }) => number)).toEqual(complaint.events.map((_, index) => index + 1));
  const chain = await chainOf(test.database.reading, { kind: 'complaint', id });
  expect(brokenAt(chain)).toBeUndefined();
  expect(complaint.head).toEqual({ number: chain.length, hash: chain.at(-1)?.hash });
  expect(chain.filter(({ type }) => type !== 'judged')).toHaveLength(complaint.version);
  expect(chain.filter(({ type }) => type === 'judged')).toHaveLength(complaint.judgement.number);
  // As `recordEvents` writes them.
  const recorded = chain.flatMap(({ body }) => (body['events'] ?? []) as readonly { readonly id: string }[]);
  expect(recorded.map((event) => event.id)).toEqual(complaint.events.map((event) => event.id));
}

describe('two writers on one complaint', () => {
  it('lose no event and leave one chain without a fork, in every race', async () => {
    for (let race = 0; race < races; race++) {
      const id = await create(`race-${race}`);
      const write = (event: object): Promise<{ body: { version: number } }> =>
        service.record(id, { events: [event] }, asking);
      const answers = await Promise.all([
        write({ type: 'told', at: '2026-03-03', id: 'a' }),
        write({ type: 'closed', at: '2026-03-04', id: 'b' }),
      ]);
      expect(new Set(answers.map(({ body }) => body.version))).toEqual(new Set([2, 3]));
      await expectWhole(id, ['a', 'b']);
    }
  });

  it('who have seen the same version do not both get their way', async () => {
    for (let race = 0; race < Math.ceil(races / 5); race++) {
      const id = await create(`seen-${race}`);
      const expected = new Set(['"v1"']);
      const writers = ['a', 'b'].map((event) =>
        service.record(id, { events: [{ type: 'closed', at: '2026-03-04', id: event }] }, { ...asking, expected }),
      );
      const settled = await Promise.allSettled(writers);
      expect(settled.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      const winner = settled.findIndex(({ status }) => status === 'fulfilled');
      expect(codesOf(settled[1 - winner])).toEqual(['http.changed_meanwhile']);
      await expectWhole(id, [winner === 0 ? 'a' : 'b']);
    }
  });
});

describe('sixteen writers on one complaint', () => {
  it('lose no event of theirs and leave versions without a gap', async () => {
    const id = await create('crowd');
    const names = Array.from({ length: 16 }, (_, writer) =>
      Array.from({ length: 4 }, (__, turn) => `${writer}.${turn}`),
    );
    const versions = await Promise.all(
      names.map(async (mine) => {
        const seen: number[] = [];
        for (const event of mine) {
          const { body } = await service.record(
            id,
            { events: [{ type: 'told', at: '2026-03-03', id: event }] },
            asking,
          );
          seen.push(body.version);
        }
        return seen;
      }),
    );
    expect(versions.flat().toSorted((a, b) => a - b)).toEqual(Array.from({ length: 64 }, (_, n) => n + 2));
    await expectWhole(id, names.flat());
  });
});

describe('the same complaint created twice at once', () => {
  it('is created once and refused once, with its id', async () => {
    for (let race = 0; race < Math.ceil(races / 5); race++) {
      const settled = await Promise.allSettled([create(`both-${race}`), create(`both-${race}`)]);
      const [done] = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
      const refused = settled.find(({ status }) => status === 'rejected');
      expect(codesOf(refused)).toEqual(['complaint.exists']);
      expect(String(refused?.status === 'rejected' ? refused.reason : '')).toContain(done);
      await expectWhole(done ?? '', []);
    }
  });

  it('with one idempotency key is one complaint, and both get the same answer', async () => {
    for (let race = 0; race < Math.ceil(races / 5); race++) {
      const body = { observes: 'everything', events: [{ type: 'received', at: '2026-03-02' }] } as const;
      const request = { method: 'POST', address: '/api/complaints', body };
      const claim: Claim | undefined = claimOf(`key-${race}`, clerk, request);
      const ask = () => service.create(body, { ...asking, claim });
      const before = await countRows(test.owner, 'complaint');
      const [one, other] = await Promise.all([ask(), ask()]);
      expect(other.body).toEqual(one.body);
      expect([one.more.status, other.more.status]).toEqual([201, 201]);
      expect([one, other].filter(({ more }) => more.headers?.['idempotency-replayed'] === 'true')).toHaveLength(1);
      expect(await countRows(test.owner, 'complaint')).toBe(before + 1);
    }
  });
});

function codesOf(settled: PromiseSettledResult<unknown> | undefined): readonly string[] {
  if (settled?.status !== 'rejected' || !(settled.reason instanceof RedressError)) return [];
  return settled.reason.faults.map(({ code }) => code);
}
