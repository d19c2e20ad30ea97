import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { brokenAt, type Entry } from '../../src/ledger/entry.js';
import * as dto from '../../src/modules/complaints/complaint.dto.js';
import { complaintIdOf } from '../../src/modules/complaints/complaint-id.js';
import { answerOf, complaintsApp, problemOf, type ComplaintsApp } from './support/complaints-app.js';
import { complaint, complaintCalls, name, received, rowCounts, told } from './support/complaint-calls.js';

let app: ComplaintsApp;

beforeAll(async () => {
  app = await complaintsApp();
});
afterAll(() => app.stop());

const { post, get, create } = complaintCalls(() => app);

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
    const before = await rowCounts(app);
    const problem = await problemOf(await post('', complaint('twice', { events: [told] })), 409);
    expect(problem).toMatchObject({ code: 'complaint.exists', faults: [{ code: 'complaint.exists', data: { id } }] });
    expect(await rowCounts(app)).toEqual(before);
    expect((await create('twice', { source: 'another' })).id).not.toBe(id);
  });

  it('with faults is refused with all of them, in both languages, without its personal values', async () => {
    const before = await rowCounts(app);
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
    expect(await rowCounts(app)).toEqual(before);
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
    const before = await rowCounts(app);
    const answer = await post(`/${id}/events`, { events: [received, told] });
    expect(await answerOf(dto.recordedDto, answer)).toMatchObject({
      recorded: 0,
      repeated: 2,
      version: 2,
      event_ids: ['in', 'out'],
    });
    expect(answer.headers.get('etag')).toBe('"v2"');
    expect(await rowCounts(app)).toEqual(before);
  });

  it('with an id that is taken by another are refused whole', async () => {
    const { id } = await create('taken');
    const before = await rowCounts(app);
    const problem = await problemOf(
      await post(`/${id}/events`, { events: [told, { ...received, at: '2024-03-05' }] }),
      409,
    );
    expect(problem.faults).toMatchObject([{ code: 'complaint.event_id_taken', pointer: '#/events/1/id' }]);
    expect(await rowCounts(app)).toEqual(before);
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
