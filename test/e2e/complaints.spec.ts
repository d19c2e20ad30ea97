import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { brokenAt, type Entry } from '../../src/ledger/entry.js';
import * as dto from '../../src/modules/complaints/complaint.dto.js';
import { complaintIdOf } from '../../src/modules/complaints/complaint-id.js';
import { ownPolicies } from '../support/own-policies.js';
import { answerOf, complaintsApp, problemOf, type ComplaintsApp } from './support/complaints-app.js';

let app: ComplaintsApp;
beforeAll(async () => {
  app = await complaintsApp();
});
afterAll(() => app.stop());

const name = '张三丰';
const received = { type: 'received', at: '2024-03-04', id: 'in' };
const told = { type: 'told', at: '2024-03-07T10:00+08:00', id: 'out' };

function complaint(reference: string | undefined, more: object = {}): object {
  return { ...(reference === undefined ? {} : { reference }), observes: 'everything', events: [received], ...more };
}

const post = (path: string, body: unknown, headers = {}) => app.ask('POST', `/api/complaints${path}`, body, headers);
const get = (path: string, headers = {}) => app.ask('GET', `/api/complaints${path}`, undefined, headers);

/** Creates one and gives its answer. */
async function create(reference?: string, more: object = {}) {
  return answerOf(dto.recordedDto, await post('', complaint(reference, more)), 201);
}

async function rowCounts(): Promise<Readonly<Record<string, number>>> {
  const tables = ['complaint', 'event', 'personal', 'judgement', 'look', 'entry', 'idempotency'];
  const counted = tables.map(async (table) => {
    const [row] = await app.test.owner.query<{ n: string }>(`n-${table}`, `select count(*) as n from ${table}`);
    return [table, Number(row?.n)] as const;
  });
  return Object.fromEntries(await Promise.all(counted));
}

describe('a new complaint', () => {
  it('is recorded and judged, and says where it is', async () => {
    const answer = await post(
      '',
      complaint('A-1', { unit: 'north', facts: { urgency: 'urgent', complainant_name: name } }),
    );
    const body = await answerOf(dto.recordedDto, answer, 201);
    const id = complaintIdOf('api', 'A-1');
    expect([answer.headers.get('location'), answer.headers.get('etag')]).toEqual([`/api/complaints/${id}`, '"v1"']);
    expect(body).toMatchObject({ id, source: 'api', reference: 'A-1', unit: 'north', version: 1, event_ids: ['in'] });
    expect(body).toMatchObject({
      recorded: 1,
      repeated: 0,
      state: { status: { code: 'open', en: 'Open', zh: '办理中' } },
    });
    expect(body.judgement).toMatchObject({
      number: 1,
      judged: 'then',
      outcome: { code: 'non-compliant', zh: '不符合' },
    });
    expect(body.judgement.findings).toMatchObject([
      {
        policy: 'cn.example',
        rule: 'answer',
        own: true,
        state: { code: 'overdue' },
        start: '2024-03-04',
        due: '2024-03-13',
      },
    ]);
  });

  it('gets a reference where it has none', async () => {
    const [one, other] = [await create(), await create()];
    expect(one.reference).toMatch(/^[0-9a-f-]{36}$/);
    expect(one.id).not.toBe(other.id);
  });

  it('that is stored already is refused with its id, and nothing is recorded', async () => {
    const { id } = await create('twice');
    const before = await rowCounts();
    const problem = await problemOf(await post('', complaint('twice', { events: [told] })), 409);
    expect(problem).toMatchObject({ code: 'complaint.exists', faults: [{ code: 'complaint.exists', data: { id } }] });
    expect(await rowCounts()).toEqual(before);
    expect((await create('twice', { source: 'another' })).id).not.toBe(id);
  });

  it('with faults is refused with all of them, in both languages, without its personal values', async () => {
    const before = await rowCounts();
    const body = {
      reference: 'bad',
      facts: { complainant_name: [name], urgency: 'urgnt' },
      events: [{ type: 'recieved', at: '2026-02-30' }],
    };
    const problem = await problemOf(await post('', body), 400);
    expect(problem.faults.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      'complaint.observes_missing #/observes',
      'fact.not_text #/facts/complainant_name',
      'fact.word_not_listed #/facts/urgency',
      'complaint.unknown_event #/events/0/type',
      'complaint.not_a_time #/events/0/at',
    ]);
    expect(problem.translation.faults).toHaveLength(5);
    expect(JSON.stringify(problem)).not.toContain(name);
    expect(await rowCounts()).toEqual(before);
  });

  it('does not take what was not observed for what did not happen', async () => {
    const { judgement } = await create('unobserved', { observes: ['received'] });
    expect(judgement.outcome.code).toBe('indeterminate');
    expect(judgement.missing).toMatchObject([{ name: 'told', kind: 'event', why: { code: 'not-reported' } }]);
  });
});

describe('more events', () => {
  it('are recorded and judged', async () => {
    const { id } = await create('more');
    const answer = await post(`/${id}/events`, { events: [told, { type: 'closed', at: '2024-03-08' }] });
    const body = await answerOf(dto.recordedDto, answer);
    expect(answer.headers.get('etag')).toBe('"v2"');
    expect(body).toMatchObject({
      version: 2,
      recorded: 2,
      repeated: 0,
      state: { status: { code: 'closed' }, closed: '2024-03-08' },
    });
    expect(body.judgement).toMatchObject({ number: 2, outcome: { code: 'compliant' } });
    // Written down long after they happened.
    expect(body.judgement.findings[0]?.notes).toMatchObject([{ code: 'recorded-after-due' }]);
  });

  it('given again change nothing and say so', async () => {
    const { id } = await create('again');
    await answerOf(dto.recordedDto, await post(`/${id}/events`, { events: [told] }));
    const before = await rowCounts();
    const answer = await post(`/${id}/events`, { events: [received, told] });
    expect(await answerOf(dto.recordedDto, answer)).toMatchObject({
      recorded: 0,
      repeated: 2,
      version: 2,
      event_ids: ['in', 'out'],
    });
    expect(answer.headers.get('etag')).toBe('"v2"');
    expect(await rowCounts()).toEqual(before);
  });

  it('with an id that is taken by another are refused whole', async () => {
    const { id } = await create('taken');
    const before = await rowCounts();
    const problem = await problemOf(
      await post(`/${id}/events`, { events: [told, { ...received, at: '2024-03-05' }] }),
      409,
    );
    expect(problem.faults).toMatchObject([{ code: 'complaint.event_id_taken', pointer: '#/events/1/id' }]);
    expect(await rowCounts()).toEqual(before);
  });

  it('may take back what was a mistake, which stays and is marked', async () => {
    const { id } = await create('mistaken', { events: [received, told] });
    const retraction = { type: 'event-retracted', at: '2024-03-08', data: { event: 'out', reason: `${name} erred` } };
    const body = await answerOf(dto.recordedDto, await post(`/${id}/events`, { events: [retraction] }));
    expect(body.judgement.outcome.code).toBe('non-compliant');
    const { events } = await answerOf(dto.complaintDto, await get(`/${id}`));
    expect(events.map(({ id: event, retracted }) => [event, retracted ?? false]).slice(0, 2)).toEqual([
      ['in', false],
      ['out', true],
    ]);
    const unknown = { ...retraction, data: { event: 'told', reason: 'x' } };
    const problem = await problemOf(await post(`/${id}/events`, { events: [unknown] }), 400);
    expect(problem.faults).toMatchObject([{ code: 'complaint.retracts_unknown', pointer: '#/events/0/data/event' }]);
  });

  it('may come with another word on what is observed', async () => {
    const { id } = await create('observed-anew', { observes: ['received'] });
    const body = await answerOf(dto.recordedDto, await post(`/${id}/events`, { events: [], observes: 'everything' }));
    expect(body).toMatchObject({ version: 2, recorded: 0, judgement: { outcome: { code: 'non-compliant' } } });
  });

  it('are not refused for their order or age', async () => {
    const { id } = await create('disorder', { events: [{ type: 'closed', at: '1900-01-01' }] });
    const events = [
      { type: 'reopened', at: '2199-12-31T23:59+08:00' },
      { type: 'received', at: '2024-03-04' },
    ];
    expect(await answerOf(dto.recordedDto, await post(`/${id}/events`, { events }))).toMatchObject({ recorded: 2 });
  });

  it('of a complaint that has changed since it was read are refused (412)', async () => {
    const { id } = await create('matched');
    const match = { 'if-match': '"v1"' };
    await answerOf(dto.recordedDto, await post(`/${id}/events`, { events: [told] }, match));
    expect(
      await problemOf(await post(`/${id}/events`, { events: [{ type: 'closed', at: '2024-03-11' }] }, match), 412),
    ).toMatchObject({
      code: 'http.changed_meanwhile',
    });
  });

  it('of an unknown complaint are refused (404)', async () => {
    const id = complaintIdOf('api', 'nobody');
    expect(await problemOf(await post(`/${id}/events`, { events: [told] }), 404)).toMatchObject({
      code: 'complaint.unknown',
    });
    expect(await problemOf(await get(`/${id}`), 404)).toMatchObject({ code: 'complaint.unknown' });
    expect(await problemOf(await post(`/${id}/judge`, undefined), 404)).toMatchObject({ code: 'complaint.unknown' });
    expect(await problemOf(await get('/not-an-id'), 400)).toMatchObject({ code: 'value.not_uuid' });
  });
});

describe('an idempotency key', () => {
  it('makes one complaint of a request that comes twice, and answers alike', async () => {
    const key = { 'idempotency-key': 'create-once' };
    const first = await post('', complaint(undefined), key);
    const again = await post('', complaint(undefined), key);
    expect(await answerOf(dto.recordedDto, again, 201)).toEqual(await answerOf(dto.recordedDto, first, 201));
    expect([again.headers.get('location'), again.headers.get('etag')]).toEqual([first.headers.get('location'), '"v1"']);
  });

  it('records events without ids once', async () => {
    const { id } = await create('once');
    const key = { 'idempotency-key': 'record-once' };
    const body = { events: [{ type: 'closed', at: '2024-03-11' }] };
    const first = await answerOf(dto.recordedDto, await post(`/${id}/events`, body, key));
    expect(await answerOf(dto.recordedDto, await post(`/${id}/events`, body, key))).toEqual(first);
    expect((await answerOf(dto.complaintDto, await get(`/${id}`))).events).toHaveLength(2);
  });

  it('keeps nothing of a request that was refused', async () => {
    const key = { 'idempotency-key': 'refused' };
    expect((await post('', { observes: 'everything' }, key)).status).toBe(400);
    expect((await post('', complaint('after-a-refusal'), key)).status).toBe(201);
  });
});

describe('a complaint that is read', () => {
  it('shows all that is recorded, in the form in which it can be given in', async () => {
    const facts = {
      complainant_name: name,
      price: { amount: '0012.50', currency: 'CNY' },
      delivered_on: '2026-02-12',
      replied_at: '2026-02-12T09:00Z',
      promised_period: '1 working day',
      urgency: 'urgent',
      our_complaint: true,
    };
    const { id } = await create('read', {
      facts,
      events: [received, { ...told, ref: 'r', data: { price: { none: true } } }],
    });
    const body = await answerOf(dto.complaintDto, await get(`/${id}`));
    expect(body.facts).toEqual({
      ...facts,
      price: '12.50 CNY',
      replied_at: '2026-02-12T17:00+08:00',
      promised_period: '1 working day',
    });
    expect(body).toMatchObject({ observes: 'everything', erased: [], entries: 2, judgement: { number: 1 } });
    expect(body.events).toMatchObject([
      {
        number: 1,
        type: 'facts-recorded',
        at: '2024-03-04',
        from_start: true,
        data: body.facts,
        origin: 'api',
        actor: 'token:start-up',
      },
      { number: 2, id: 'in', type: 'received', at: '2024-03-04', data: {} },
      { number: 3, id: 'out', at: '2024-03-07T10:00+08:00', ref: 'r', data: { price: { none: true } } },
    ]);
    const copy = await create('copy of read', { facts: body.facts });
    expect((await answerOf(dto.complaintDto, await get(`/${copy.id}`))).facts).toEqual(body.facts);
  });

  it('is not sent again to who has it', async () => {
    const { id } = await create('known');
    const first = await get(`/${id}`);
    const etag = first.headers.get('etag') ?? '';
    expect((await get(`/${id}`, { 'if-none-match': etag })).status).toBe(304);
    await answerOf(dto.recordedDto, await post(`/${id}/events`, { events: [told] }));
    expect((await get(`/${id}`, { 'if-none-match': etag })).status).toBe(200);
  });

  it('is found by its id in capitals too', async () => {
    const { id } = await create('capitals');
    expect(await answerOf(dto.complaintDto, await get(`/${id.toUpperCase()}`))).toMatchObject({ id });
    expect(
      await answerOf(dto.recordedDto, await post(`/${id.toUpperCase()}/events`, { events: [told] })),
    ).toMatchObject({
      id,
      version: 2,
    });
  });

  it('names what was erased and no longer shows it', async () => {
    const { id } = await create('erased', { facts: { complainant_name: name, urgency: 'urgent' } });
    await app.test.owner.query('erase', 'delete from personal where complaint_id = $1', [id]);
    const body = await answerOf(dto.complaintDto, await get(`/${id}`));
    expect(body).toMatchObject({ erased: ['complainant_name'], facts: { urgency: 'urgent' } });
    expect(body.events[0]?.erased).toEqual(['complainant_name']);
    expect(JSON.stringify(body)).not.toContain(name);
    expect(await answerOf(dto.judgementDto, await get(`/${id}/judgement?at=2024-03-05T00:00Z`))).toMatchObject({
      erased: ['complainant_name'],
    });
    const again = await answerOf(dto.recordedDto, await post(`/${id}/judge`, undefined));
    expect(again.judgement.erased).toEqual(['complainant_name']);
  });
});

describe('a judgement', () => {
  it('is given as it was stored, and explained day by day', async () => {
    const { id } = await create('explained');
    const plain = await answerOf(dto.judgementDto, await get(`/${id}/judgement`));
    expect(plain).toMatchObject({ judged: 'then', number: 1, outcome: { code: 'non-compliant' } });
    const body = await answerOf(dto.judgementDto, await get(`/${id}/judgement?explain=true`));
    const explanation = body.findings[0]?.explanation;
    expect(explanation).toMatchObject({ calendar: 'cn', counting: 'cn-day', start: '2024-03-04', due: '2024-03-13' });
    expect(explanation?.steps[0]).toMatchObject({
      kind: { code: 'period' },
      by: { en: '7 working days', zh: '7个工作日' },
    });
    const counted = explanation?.steps[0]?.days?.filter(({ n }) => n !== undefined).map(({ day }) => day.slice(5));
    expect(counted).toEqual(['03-05', '03-06', '03-07', '03-08', '03-11', '03-12', '03-13']);
    expect({ ...body, findings: undefined, not_applicable: undefined }).toMatchObject({
      ...plain,
      findings: undefined,
    });
  });

  it('may be asked for another instant, by what is known now or by what was known then, and is stored nowhere', async () => {
    const { id, judgement } = await create('at');
    const known = encodeURIComponent(judgement.at);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await answerOf(dto.recordedDto, await post(`/${id}/events`, { events: [told] }));
    const before = await rowCounts();
    const outcome = async (query: string): Promise<string> => {
      const body = await answerOf(dto.judgementDto, await get(`/${id}/judgement?${query}`));
      expect(body.judged).toBe('now');
      return body.outcome.code;
    };
    expect(await outcome('at=2024-03-05T00:00%2B08:00')).toBe('pending');
    expect(await outcome('at=2024-03-05T00:00+08:00')).toBe('pending');
    expect(await outcome('at=2024-03-22T00:00Z')).toBe('compliant');
    expect(await outcome(`at=2024-03-22T00:00Z&known=${known}`)).toBe('non-compliant');
    expect(await outcome(`known=${known}`)).toBe('non-compliant');
    expect(await rowCounts()).toEqual(before);
    expect(await problemOf(await get(`/${id}/judgement?at=2024-03-05`), 400)).toMatchObject({
      code: 'value.not_instant',
    });
    expect(await problemOf(await get(`/${id}/judgement?att=2024-03-05`), 400)).toMatchObject({
      code: 'value.unknown_name',
    });
  });

  it('of before stands beside that of now', async () => {
    const { id } = await create('history');
    await answerOf(dto.recordedDto, await post(`/${id}/events`, { events: [told] }));
    const { judgements } = await answerOf(dto.judgementListDto, await get(`/${id}/judgements`));
    expect(judgements.map(({ number, outcome }) => `${number} ${outcome.code}`)).toEqual([
      '2 compliant',
      '1 non-compliant',
    ]);
    const page = await answerOf(dto.judgementListDto, await get(`/${id}/judgements?limit=1`));
    expect(page).toMatchObject({ judgements: [{ number: 2 }], next: 2 });
    expect(await answerOf(dto.judgementListDto, await get(`/${id}/judgements?limit=1&before=2`))).toMatchObject({
      judgements: [{ number: 1 }],
    });
    expect(await answerOf(dto.judgementDto, await get(`/${id}/judgement?number=1&explain=true`))).toMatchObject({
      number: 1,
      outcome: { code: 'non-compliant' },
      findings: [{ explanation: { due: '2024-03-13' } }],
    });
    expect(await problemOf(await get(`/${id}/judgement?number=3`), 404)).toMatchObject({
      code: 'complaint.unknown_judgement',
    });
  });

  it('that is made again says nothing new until the policies do, and then keeps what was said', async () => {
    const { id } = await create('again and again', {
      events: [received, { ...told, recorded_at: '2024-03-07T10:00+08:00' }],
    });
    const before = await rowCounts();
    expect(await answerOf(dto.recordedDto, await post(`/${id}/judge`, undefined))).toMatchObject({
      version: 1,
      judgement: { number: 1 },
    });
    expect(await rowCounts()).toEqual(before);
    const number = await app.take(ownPolicies('1 working day'));
    const again = await answerOf(dto.recordedDto, await post(`/${id}/judge`, undefined));
    expect(again).toMatchObject({
      version: 2,
      recorded: 0,
      judgement: { number: 2, set: { number }, outcome: { code: 'non-compliant' } },
    });
    const then = await answerOf(dto.judgementDto, await get(`/${id}/judgement?number=1&explain=true`));
    expect(then).toMatchObject({
      set: { number: number - 1 },
      outcome: { code: 'compliant' },
      findings: [{ due: '2024-03-13' }],
    });
    expect(then.findings[0]?.explanation?.due).toBe('2024-03-13');
    expect(then.unrepeatable).toBeUndefined();
    await app.take(ownPolicies());
  });
});

describe('the chain of a complaint', () => {
  it('can be verified from what is given out', async () => {
    const { id } = await create('chained', { facts: { complainant_name: name } });
    await answerOf(dto.recordedDto, await post(`/${id}/events`, { events: [told] }));
    const { entries } = await answerOf(dto.entriesDto, await get(`/${id}/entries`));
    expect(entries.map(({ type }) => type)).toEqual(['complaint-recorded', 'judged', 'events-recorded', 'judged']);
    expect(brokenAt(entries as Entry[])).toBeUndefined();
    expect(JSON.stringify(entries)).not.toContain(name);
    const page = await answerOf(dto.entriesDto, await get(`/${id}/entries?limit=3`));
    expect([page.entries.length, page.next]).toEqual([3, 3]);
    expect((await answerOf(dto.entriesDto, await get(`/${id}/entries?after=3`))).entries).toEqual(entries.slice(3));
  });
});

describe('personal values', () => {
  it('stand in their own table alone, whatever was asked before', async () => {
    const key = { 'idempotency-key': 'with-a-name' };
    const facts = { complainant_name: name };
    const { id } = await answerOf(dto.recordedDto, await post('', complaint('personal', { facts }), key), 201);
    await problemOf(
      await post(`/${id}/events`, { events: [{ type: 'told', at: '2024-03-07', data: facts }] }, key),
      409,
    );
    const tables = await app.test.owner.query<{ name: string }>(
      'tables',
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    );
    const found: string[] = [];
    for (const table of tables) {
      const text = `select count(*)::int as n from "${table.name}" t where t::text like $1`;
      const [row] = await app.test.owner.query<{ n: number }>(`find-${table.name}`, text, [`%${name}%`]);
      if ((row?.n ?? 0) > 0) found.push(table.name);
    }
    expect(tables.length).toBeGreaterThan(10);
    expect(found).toEqual(['personal']);
    expect(JSON.stringify(app.lines)).not.toContain(name);
  });
});
