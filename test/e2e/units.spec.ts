import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as dto from '../../src/modules/complaints/complaint.dto.js';
import { asking, knowsAnybody, type Somebody } from './support/anybody.js';
import { answerOf, complaintsApp, problemOf, type ComplaintsApp } from './support/complaints-app.js';
import { complaint, rowCounts, told } from './support/complaint-calls.js';

let app: ComplaintsApp;
/** One complaint of each unit, and one of none. */
let ids: { readonly north: string; readonly south: string; readonly none: string };
const nowhere = '0198f0a1-0000-7000-8000-000000000000';

const handler = (...units: readonly string[]): Somebody => ({ roles: ['handler'], units });
const officer: Somebody = { roles: ['officer'] };

beforeAll(async () => {
  app = await complaintsApp({ authenticate: knowsAnybody });
  const create = async (unit?: string) => {
    const body = complaint(`of ${unit ?? 'none'}`, unit === undefined ? {} : { unit });
    return (await answerOf(dto.recordedDto, await ask(officer, 'POST', '', body), 201)).id;
  };
  ids = { north: await create('north'), south: await create('south'), none: await create() };
});
afterAll(() => app.stop());

function ask(who: Somebody, method: string, path: string, body?: unknown): Promise<Response> {
  return app.ask(method, `/api/complaints${path}`, body, asking(who));
}

async function listed(who: Somebody, query = ''): Promise<readonly string[]> {
  const { complaints } = await answerOf(dto.listDto, await ask(who, 'GET', `?${query}`));
  return complaints.map(({ reference }) => reference).toSorted();
}

/** Everything that can be asked of one complaint; a change that is made changes nothing more when it is made again. */
const requests: readonly { readonly method: string; readonly path: string; readonly body?: unknown }[] = [
  { method: 'GET', path: '' },
  { method: 'GET', path: '/judgement' },
  { method: 'GET', path: '/judgement?explain=true&at=2024-03-05T00:00Z' },
  { method: 'GET', path: '/judgement/comparison' },
  { method: 'GET', path: '/judgement/file' },
  { method: 'GET', path: '/judgements' },
  { method: 'GET', path: '/entries' },
  { method: 'POST', path: '/events', body: { events: [told] } },
  { method: 'POST', path: '/judge' },
  { method: 'POST', path: '/openings', body: { purpose: { code: 'audit' } } },
];

describe('a handler', () => {
  it.each([
    ['north', ['of north']],
    ['south', ['of south']],
    ['elsewhere', []],
  ])('of %s finds in the list %j', async (unit, references) => {
    expect(await listed(handler(unit))).toEqual(references);
  });

  it('of several units finds those of each, once, and of no unit none', async () => {
    expect(await listed(handler('north', 'south', 'north'))).toEqual(['of north', 'of south']);
    expect(await listed(handler())).toEqual([]);
  });

  it('narrows a list to no more than they see', async () => {
    expect(await listed(handler('north'), 'unit=north')).toEqual(['of north']);
    expect(await listed(handler('north'), 'unit=south')).toEqual([]);
    expect(await listed(handler('north'), 'source=api&reference=of%20south')).toEqual([]);
    expect(await listed(handler('north'), 'reference=of%20south')).toEqual([]);
    expect(await listed(handler('north', 'south'), 'reference=of%20south')).toEqual(['of south']);
  });

  it.each(requests)(
    '$method $path is answered for a complaint of another unit as for none',
    async ({ method, path, body }) => {
      const before = await rowCounts(app);
      const answers = await Promise.all(
        [ids.south, ids.none, nowhere].map(async (id) => {
          const answer = await problemOf(await ask(handler('north'), method, `/${id}${path}`, body), 404);
          return JSON.stringify({ ...answer, instance: undefined, request: undefined }).replaceAll(id, 'ID');
        }),
      );
      expect(JSON.parse(answers[0] ?? '')).toMatchObject({ code: 'complaint.unknown' });
      expect(new Set(answers).size).toBe(1);
      expect(await rowCounts(app)).toEqual(before);
    },
  );

  it.each(requests.filter(({ path }) => path !== '/openings'))(
    '$method $path is answered for a complaint of their unit',
    async ({ method, path, body }) => {
      expect((await ask(handler('south', 'north'), method, `/${ids.north}${path}`, body)).status).toBe(200);
    },
  );

  it('creates complaints in their only unit, or in the one that they name', async () => {
    const create = async (who: Somebody, reference: string, more: object = {}) =>
      answerOf(dto.recordedDto, await ask(who, 'POST', '', complaint(reference, more)), 201);
    expect(await create(handler('east'), 'e1')).toMatchObject({ unit: 'east' });
    expect(await create(handler('east'), 'e2', { unit: 'east' })).toMatchObject({ unit: 'east' });
    expect(await create(handler('east', 'west'), 'w1', { unit: 'west' })).toMatchObject({ unit: 'west' });
    expect(await create({ roles: ['handler', 'legal'], units: ['east'] }, 'free')).not.toHaveProperty('unit');
  });

  it.each([
    [handler('north', 'south'), {}, 400, 'complaint.unit_missing'],
    [handler('north'), { unit: 'south' }, 403, 'authority.unit'],
    [handler('north'), { unit: 'North' }, 403, 'authority.unit'],
    [handler(), {}, 403, 'authority.unit'],
    [handler(), { unit: 'north' }, 403, 'authority.unit'],
    // Reading everywhere is not writing everywhere.
    [{ roles: ['handler', 'auditor'], units: ['north'] }, { unit: 'south' }, 403, 'authority.unit'],
  ] as const)('%j does not create one with %j', async (who, more, status, code) => {
    const answer = await ask(who, 'POST', '', complaint('refused', more));
    expect(await problemOf(answer, status)).toMatchObject({ code });
  });

  it('is not told the id of a complaint of another unit whose reference they take', async () => {
    const answer = await problemOf(await ask(handler('north'), 'POST', '', complaint('of south')), 409);
    expect(answer).toMatchObject({ code: 'complaint.reference_taken' });
    expect(JSON.stringify(answer)).not.toContain(ids.south);
    const own = await problemOf(await ask(handler('north'), 'POST', '', complaint('of north')), 409);
    expect(own).toMatchObject({ code: 'complaint.exists' });
  });

  it('who may read everything is told plainly what they may not change', async () => {
    const who: Somebody = { roles: ['handler', 'auditor'], units: ['north'] };
    expect(await listed(who, 'reference=of%20south')).toEqual(['of south']);
    for (const { method, path, body } of requests) {
      const answer = await ask(who, method, `/${ids.south}${path}`, body);
      if (method === 'GET' || path === '/openings') continue;
      expect(await problemOf(answer, 403)).toMatchObject({ code: 'authority.unit' });
    }
  });

  it('does not get an answer again that they got before they left the unit', async () => {
    const key = { 'idempotency-key': 'left', ...asking(handler('north')) };
    const path = `/api/complaints/${ids.north}/events`;
    const body = { events: [{ type: 'told', at: '2024-03-08', id: 'before' }] };
    expect((await app.ask('POST', path, body, key)).status).toBe(200);
    const later = { 'idempotency-key': 'left', ...asking(handler('south')) };
    expect((await app.ask('POST', path, body, later)).status).toBe(404);
  });
});

describe('somebody whom no unit limits', () => {
  it.each(['officer', 'approver', 'auditor', 'legal', 'privacy'] as const)('as %s finds all of them', async (role) => {
    const found = await listed({ roles: [role], units: ['north'] }, 'limit=200');
    for (const reference of ['of none', 'of north', 'of south']) expect(found).toContain(reference);
    for (const id of Object.values(ids)) expect((await ask({ roles: [role] }, 'GET', `/${id}`)).status).toBe(200);
  });
});

describe('pages of a list of several units', () => {
  it('give every complaint once, in the order of everybody', async () => {
    for (let n = 0; n < 25; n++) {
      const at = `2025-01-${String(10 + (n % 7)).padStart(2, '0')}`;
      const body = { ...complaint(`p${n}`, { unit: `p${n % 3}` }), events: [{ type: 'received', at }] };
      await answerOf(dto.recordedDto, await ask(officer, 'POST', '', body), 201);
    }
    const walk = async (who: Somebody, query: string): Promise<readonly string[]> => {
      const found: string[] = [];
      for (let next: string | undefined = ''; next !== undefined;) {
        const page: { complaints: readonly { reference: string }[]; next?: string | undefined } = await answerOf(
          dto.listDto,
          await ask(who, 'GET', `?limit=4&${query}${next === '' ? '' : `&cursor=${next}`}`),
        );
        found.push(...page.complaints.map(({ reference }) => reference));
        next = page.next;
      }
      return found;
    };
    const everybodys = await walk(officer, 'received_from=2025-01-01');
    expect(everybodys).toHaveLength(25);
    const seen = everybodys.filter((reference) => Number(reference.slice(1)) % 3 !== 1);
    expect(await walk(handler('p2', 'p0'), 'received_from=2025-01-01')).toEqual(seen);
    expect(await walk(handler('p2', 'p0'), '')).toEqual(seen);
  });
});
