import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { brokenAt } from '../../src/ledger/entry.js';
import * as dto from '../../src/modules/complaints/complaint.dto.js';
import { openingDto } from '../../src/modules/complaints/opening.dto.js';
import { readJudgementFile } from '../../src/modules/judgements/judgement-file.js';
import { verifyJudgement } from '../../src/modules/judgements/verify-judgement.js';
import { chainOf } from '../../src/store/entries.repository.js';
import { containing, search, tablesBut } from '../support/table-search.js';
import { ownPolicies } from '../support/own-policies.js';
import { undocumented } from './support/answers.js';
import { asking, knowsAnybody, type Somebody } from './support/anybody.js';
import {
  answerOf,
  complaintsApp,
  faultsOf,
  problemOf,
  shippedPolicies,
  type ComplaintsApp,
} from './support/complaints-app.js';
import { rowCounts } from './support/complaint-calls.js';

let app: ComplaintsApp;
let document: OpenAPIObject;
const name = '张三丰';
const phone = '13800138000';
const words = '为了回访王小明';

const handler: Somebody = { roles: ['handler'], units: ['north'], account: '0198f0a1-0000-7000-8000-0000000000aa' };
const legal: Somebody = { roles: ['legal'], isConfirmed: true };
const audit = { purpose: { code: 'audit' } };

beforeAll(async () => {
  app = await complaintsApp({ authenticate: knowsAnybody });
  document = (await (await ask(legal, 'GET', '/api/openapi.json')).json()) as OpenAPIObject;
  await app.take(await shippedPolicies());
});
afterAll(() => app.stop());

function ask(who: Somebody, method: string, path: string, body?: unknown, headers = {}): Promise<Response> {
  return app.ask(method, path, body, { ...asking(who), ...headers });
}

/** A complaint of the north with personal values from the start and in an event. */
async function create(reference: string): Promise<string> {
  const events = [
    { type: 'received', at: '2026-03-02', id: 'in' },
    { type: 'person-assigned', at: '2026-03-03', id: 'given', data: { responsible_person: 'Ms Li' } },
  ];
  const facts = { complainant_name: name, complainant_phone: phone };
  const body = { reference, unit: 'north', observes: 'everything', facts, events };
  return (await answerOf(dto.recordedDto, await ask(handler, 'POST', '/api/complaints', body), 201)).id;
}

async function open(id: string, body: unknown, who = handler, headers = {}): Promise<Response> {
  return ask(who, 'POST', `/api/complaints/${id}/openings`, body, headers);
}

async function read(id: string, who = handler) {
  return answerOf(dto.complaintDto, await ask(who, 'GET', `/api/complaints/${id}`));
}

describe('a complaint that is read', () => {
  it.each(['handler', 'officer', 'approver', 'auditor', 'legal', 'privacy'] as const)(
    'shows no personal value to the role %s, and none in any of its other views',
    async (role) => {
      const id = await create(`masked for ${role}`);
      const who: Somebody = { roles: [role], units: ['north'], isConfirmed: true };
      const body = await read(id, who);
      expect(body.facts).toMatchObject({
        complainant_name: { withheld: true },
        complainant_phone: { withheld: true },
      });
      expect(body.events.find((event) => event.id === 'given')?.data).toEqual({
        responsible_person: { withheld: true },
      });
      const views = ['', '/judgement?explain=true&not_applicable=true', '/judgement/comparison', '/judgements'];
      const more = ['/entries', '/judgement/file', '/judgement?at=2026-04-01T00:00Z&explain=true'];
      for (const view of [...views, ...more]) {
        const text = await (await ask(who, 'GET', `/api/complaints/${id}${view}`)).text();
        expect(text.length).toBeGreaterThan(100);
        for (const secret of [name, phone, 'Ms Li']) expect(text).not.toContain(secret);
      }
    },
  );
});

describe('an opening', () => {
  it('gives the personal values, as its description says', async () => {
    const id = await create('whole');
    const response = await open(id, { purpose: { code: 'contact-complainant', text: words } });
    expect(await undocumented(document, 'POST', '/api/complaints/{id}/openings', response)).toEqual([]);
    const answer = await answerOf(openingDto, response, 201);
    expect(answer).toMatchObject({
      complaint: id,
      version: 2,
      facts: { complainant_name: name, complainant_phone: phone },
      events: [
        { number: 1, data: { complainant_name: name, complainant_phone: phone } },
        { id: 'given', data: { responsible_person: 'Ms Li' } },
      ],
    });
    expect(response.headers.get('etag')).toBe('"v2"');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('gives no more than was asked for', async () => {
    const id = await create('some');
    const answer = await answerOf(openingDto, await open(id, { ...audit, facts: ['responsible_person'] }), 201);
    expect(answer.facts).toEqual({});
    expect(answer.events).toMatchObject([{ id: 'given', data: { responsible_person: 'Ms Li' } }]);
  });

  it('is recorded as an event with its actor, its purpose and the facts, in the chain', async () => {
    const id = await create('recorded');
    const { opening } = await answerOf(
      openingDto,
      await open(id, { purpose: { code: 'audit', text: words }, facts: ['complainant_name'] }),
      201,
    );
    const event = (await read(id)).events.find((each) => each.id === opening);
    expect(event).toMatchObject({
      type: 'personal-data-opened',
      actor: `account:${handler.account}`,
      data: {
        purpose: { withheld: true },
        authorised_by: { withheld: true },
        purpose_code: 'audit',
        opened_facts: ['complainant_name'],
      },
    });
    const chain = await chainOf(app.test.database.reading, { kind: 'complaint', id });
    expect(brokenAt(chain)).toBeUndefined();
    expect(JSON.stringify(chain)).toContain('personal-data-opened');
    // What it was for is a personal value like others, and opened like them.
    const again = await answerOf(openingDto, await open(id, { ...audit, facts: ['purpose', 'authorised_by'] }), 201);
    expect(again.events[0]?.data).toEqual({ purpose: `audit: ${words}`, authorised_by: 'personal.open (handler)' });
  });

  it('satisfies the house rule of purpose and authorisation, and changes nothing else that was judged', async () => {
    const id = await create('judged');
    const judged = async () => answerOf(dto.judgementDto, await ask(handler, 'GET', `/api/complaints/${id}/judgement`));
    const rules = ({ findings }: Awaited<ReturnType<typeof judged>>) =>
      findings.map(({ policy, rule, outcome, due }) => `${policy}#${rule} ${outcome.code} ${due}`);
    const before = await judged();
    expect((await open(id, audit)).status).toBe(201);
    const after = await judged();
    expect(rules(after).filter((rule) => !rules(before).includes(rule))).toEqual([
      expect.stringMatching(/#data-opened-for-purpose compliant/),
    ]);
    expect(rules(before).filter((rule) => !rules(after).includes(rule))).toEqual([]);
    expect((await read(id)).state).toMatchObject({ status: { code: 'open' } });
  });

  it('is answered once: the same request again gets no value, and records nothing', async () => {
    const id = await create('once');
    const key = { 'idempotency-key': 'open-once' };
    const first = await answerOf(openingDto, await open(id, audit, handler, key), 201);
    const before = await rowCounts(app);
    const again = await open(id, audit, handler, key);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const text = await again.clone().text();
    expect(text).not.toContain(name);
    expect(await answerOf(openingDto, again, 201)).toMatchObject({
      opening: first.opening,
      facts: { complainant_name: { withheld: true } },
    });
    expect(await rowCounts(app)).toEqual(before);
  });

  it('leaves its values and its words in the place for personal values alone, and in no line of the log', async () => {
    const id = await create('places');
    const key = { 'idempotency-key': 'open-places' };
    await open(id, { purpose: { text: words } }, handler, key);
    const secrets = [name, phone, words];
    expect(await search(app.test.owner, await tablesBut(app.test.owner, 'personal'), containing(secrets))).toEqual([]);
    for (const secret of secrets) expect(JSON.stringify(app.lines)).not.toContain(secret);
  });

  it.each([
    ['no purpose', { purpose: {} }, ['complaint.purpose_missing #/purpose']],
    ['nothing', {}, ['value.missing #/purpose']],
    ['a code that is none', { purpose: { code: 'curiosity' } }, ['value.not_allowed #/purpose/code']],
    ['blanks', { purpose: { text: '   ' } }, ['value.wrong_format #/purpose/text']],
    ['a story', { purpose: { text: 'x'.repeat(1_001) } }, ['value.too_long #/purpose/text']],
    ['no fact', { ...audit, facts: [] }, ['value.empty #/facts']],
    [
      'facts that are not personal or not there',
      { ...audit, facts: ['complainant_name', 'category', 'complainant_email'] },
      ['complaint.nothing_withheld #/facts/1', 'complaint.nothing_withheld #/facts/2'],
    ],
  ])('with %s is refused, and nothing is recorded', async (what, body, faults) => {
    const id = await create(`refused ${what}`);
    const before = await rowCounts(app);
    expect(await faultsOf(await open(id, body))).toEqual(faults);
    expect(await rowCounts(app)).toEqual(before);
  });

  it('of a complaint that one may read and not open is refused plainly', async () => {
    const id = await create('other unit');
    const who: Somebody = { roles: ['handler', 'officer'], units: ['south'] };
    expect(await problemOf(await open(id, audit, who), 403)).toMatchObject({ code: 'authority.unit' });
    for (const role of ['officer', 'approver', 'administrator'] as const)
      expect(await problemOf(await open(id, audit, { roles: [role] }), 403)).toMatchObject({ code: 'authority.role' });
  });

  it('of values that were erased finds nothing', async () => {
    const id = await create('erased');
    await app.test.owner.query('erase', 'delete from personal where complaint_id = $1', [id]);
    expect(await faultsOf(await open(id, audit))).toEqual(['complaint.nothing_withheld']);
  });

  it('does not make a complaint stand again whose every event was taken back', async () => {
    const id = await create('void');
    const { events } = await read(id);
    const back = events.map(({ id: event }) => {
      return { type: 'event-retracted', at: '2026-03-04', data: { event, reason: 'entered twice' } };
    });
    const url = `/api/complaints/${id}/events`;
    expect(await answerOf(dto.recordedDto, await ask(handler, 'POST', url, { events: back }))).toMatchObject({
      state: { status: { code: 'void' } },
    });
    expect((await open(id, { ...audit, facts: ['responsible_person'] })).status).toBe(201);
    expect((await read(id)).state).toEqual({ status: expect.objectContaining({ code: 'void' }) });
  });

  it('is kept by policies whose vocabulary does not know of it', async () => {
    await app.take(ownPolicies());
    try {
      const body = {
        reference: 'small words',
        unit: 'north',
        observes: 'everything',
        facts: { complainant_name: name },
        events: [{ type: 'received', at: '2026-03-02' }],
      };
      const { id } = await answerOf(dto.recordedDto, await ask(handler, 'POST', '/api/complaints', body), 201);
      expect(await answerOf(openingDto, await open(id, audit), 201)).toMatchObject({
        facts: { complainant_name: name },
      });
      expect((await read(id)).events.at(-1)?.data).toMatchObject({
        purpose: { withheld: true },
        purpose_code: 'audit',
      });
    } finally {
      await app.take(await shippedPolicies());
    }
  });
});

describe('an event that takes more', () => {
  const events = (id: string, who: Somebody, ...given: readonly object[]) =>
    ask(who, 'POST', `/api/complaints/${id}/events`, { events: given });
  const placed = { type: 'hold-placed', at: '2026-03-04', id: 'hold', ref: 'h' };
  const lifted = { type: 'hold-lifted', at: '2026-03-05', id: 'lift', ref: 'h' };
  const assessed = { type: 'assessed', at: '2026-03-05', data: { assessed_rule: 'x', assessment: 'compliant' } };
  const overridden = { type: 'fact-overridden', at: '2026-03-05', id: 'over' };
  const takenBack = (event: string) => ({
    type: 'event-retracted',
    at: '2026-03-06',
    data: { event, reason: 'wrongly entered' },
  });

  it.each([
    [placed, 'authority.role'],
    [lifted, 'authority.role'],
    [assessed, 'authority.role'],
    [overridden, 'authority.role'],
  ])('%j is refused from a handler, whether the complaint is new or stands', async (event, code) => {
    const id = await create(`handler ${event.type}`);
    expect(await problemOf(await events(id, handler, event), 403)).toMatchObject({ code });
    const body = { reference: `new ${event.type}`, observes: 'everything', events: [event] };
    expect(await problemOf(await ask(handler, 'POST', '/api/complaints', body), 403)).toMatchObject({ code });
  });

  it('a hold is placed and lifted by legal alone, and lifted with the password shown again', async () => {
    const id = await create('holds');
    const sleepy: Somebody = { roles: ['legal'] };
    const token: Somebody = { roles: ['legal'], scopes: ['complaints:write'] };
    expect(await problemOf(await events(id, { roles: ['officer'] }, placed), 403)).toMatchObject({
      code: 'authority.role',
    });
    expect((await events(id, token, placed)).status).toBe(200);
    expect(await problemOf(await events(id, token, lifted), 403)).toMatchObject({ code: 'authority.person' });
    expect(await problemOf(await events(id, sleepy, lifted), 403)).toMatchObject({ code: 'authority.step_up' });
    expect((await events(id, legal, lifted)).status).toBe(200);
  });

  it('is not taken back by who may not do the contrary', async () => {
    const id = await create('taken back');
    const sleepy: Somebody = { roles: ['legal'] };
    expect((await events(id, legal, placed, lifted)).status).toBe(200);
    expect(await problemOf(await events(id, handler, takenBack('hold')), 403)).toMatchObject({
      code: 'authority.role',
    });
    expect(await problemOf(await events(id, sleepy, takenBack('hold')), 403)).toMatchObject({
      code: 'authority.step_up',
    });
    expect((await events(id, sleepy, takenBack('lift'))).status).toBe(200);
    expect((await events(id, { roles: ['officer'] }, overridden)).status).toBe(200);
    expect((await events(id, handler, takenBack('over'))).status).toBe(403);
  });

  it('an opening is never an event of its own, and never taken back', async () => {
    const id = await create('pretended');
    const pretended = { type: 'personal-data-opened', at: '2026-03-04' };
    expect(await problemOf(await events(id, legal, pretended), 400)).toMatchObject({ code: 'complaint.opens_nothing' });
    const { opening } = await answerOf(openingDto, await open(id, audit), 201);
    const everybody: Somebody = { roles: ['handler', 'legal', 'privacy'], units: ['north'], isConfirmed: true };
    expect(await problemOf(await events(id, everybody, takenBack(opening)), 409)).toMatchObject({
      code: 'complaint.opening_stands',
    });
  });
});

describe('a judgement as a file', () => {
  const naming = () => {
    const named = `${ownPolicies().find(({ file }) => file === 'example.yaml')?.text}requirements:\n  named: { require: { all: [{ fact: complainant_name, operator: known, value: true }] } }\n`;
    return ownPolicies().map((each) => (each.file === 'example.yaml' ? { ...each, text: named } : each));
  };
  const exported = (id: string, who: Somebody, headers = {}) =>
    ask(who, 'POST', `/api/complaints/${id}/judgement/exports`, { purpose: { code: 'legal-claim' } }, headers);
  const verified = async (response: Response) =>
    verifyJudgement(readJudgementFile(Buffer.from(await response.arrayBuffer())), process.versions['tz'] ?? '');

  it('has the personal values that were read only for who may export them, and the export is recorded', async () => {
    await app.take(naming());
    try {
      const facts = { complainant_name: name };
      const body = {
        reference: 'file',
        unit: 'north',
        observes: 'everything',
        facts,
        events: [{ type: 'received', at: '2026-03-02' }],
      };
      const { id } = await answerOf(dto.recordedDto, await ask(handler, 'POST', '/api/complaints', body), 201);
      const plain = await ask(handler, 'GET', `/api/complaints/${id}/judgement/file`);
      expect(await verified(plain)).toMatchObject({ same: false, withheld: ['complainant_name'] });

      expect(await problemOf(await exported(id, handler), 403)).toMatchObject({ code: 'authority.role' });
      const sleepy: Somebody = { roles: ['privacy'] };
      expect(await problemOf(await exported(id, sleepy), 403)).toMatchObject({ code: 'authority.step_up' });
      const token: Somebody = { roles: ['legal'], scopes: ['complaints:read', 'personal:read'] };
      expect(await problemOf(await exported(id, token), 403)).toMatchObject({ code: 'authority.person' });
      expect((await read(id)).events.map(({ type }) => type)).not.toContain('personal-data-opened');

      const key = { 'idempotency-key': 'export' };
      const whole = await exported(id, legal, key);
      expect(whole.headers.get('content-disposition')).toContain('attachment');
      expect(await verified(whole)).toMatchObject({ same: true, withheld: [] });
      expect((await read(id)).events.at(-1)).toMatchObject({
        type: 'personal-data-opened',
        data: { purpose_code: 'legal-claim', opened_facts: ['complainant_name'] },
      });
      const before = await rowCounts(app);
      expect(await (await exported(id, legal, key)).text()).not.toContain(name);
      expect(await rowCounts(app)).toEqual(before);
    } finally {
      await app.take(await shippedPolicies());
    }
  });
});
