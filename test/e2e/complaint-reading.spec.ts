import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as dto from '../../src/modules/complaints/complaint.dto.js';
import { ownPolicies } from '../support/own-policies.js';
import { answerOf, complaintsApp, problemOf, type ComplaintsApp } from './support/complaints-app.js';
import { complaint, complaintCalls, name, received, rowCounts, told } from './support/complaint-calls.js';

let app: ComplaintsApp;

beforeAll(async () => {
  app = await complaintsApp();
});
afterAll(() => app.stop());

const { post, get, create } = complaintCalls(() => app);

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
    const shown = {
      ...facts,
      complainant_name: { withheld: true },
      price: '12.50 CNY',
      replied_at: '2026-02-12T17:00+08:00',
      promised_period: '1 working day',
    };
    expect(body.facts).toEqual(shown);
    expect(body).toMatchObject({ observes: 'everything', erased: [], entries: 2, judgement: { number: 1 } });
    expect(body.events).toMatchObject([
      {
        number: 1,
        type: 'facts-recorded',
        at: '2024-03-04',
        from_start: true,
        data: body.facts,
        origin: 'api',
        actor: 'token:everything',
      },
      { number: 2, id: 'in', type: 'received', at: '2024-03-04', data: {} },
      { number: 3, id: 'out', at: '2024-03-07T10:00+08:00', ref: 'r', data: { price: { none: true } } },
    ]);
    const copy = await create('copy of read', { facts: { ...body.facts, complainant_name: name } });
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
    const before = await rowCounts(app);
    const outcome = async (query: string): Promise<string> => {
      const body = await answerOf(dto.judgementDto, await get(`/${id}/judgement?${query}`));
      expect(body.judged).toBe('now');
      return body.outcome.code;
    };
    expect(await outcome('at=2024-03-05T00:00%2B08:00')).toBe('pending');
    expect(await outcome('at=2024-03-05T00:00+08:00')).toBe('pending');
    expect(await outcome('at=2024-03-22T00:00Z')).toBe('compliant');
    expect(await outcome(`at=2024-03-22T00:00Z&known_at=${known}`)).toBe('non-compliant');
    expect(await outcome(`known_at=${known}`)).toBe('non-compliant');
    expect(await rowCounts(app)).toEqual(before);
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
    const before = await rowCounts(app);
    expect(await answerOf(dto.recordedDto, await post(`/${id}/judge`, undefined))).toMatchObject({
      version: 1,
      judgement: { number: 1 },
    });
    expect(await rowCounts(app)).toEqual(before);
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
