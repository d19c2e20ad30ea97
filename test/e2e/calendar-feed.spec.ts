import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import { endedCalendarDto, madeCalendarDto } from '../../src/modules/calendar/calendar.dto.js';
import { Rotation } from '../../src/modules/identity/rotation.service.js';
import { answerOf, problemOf } from './support/complaints-app.js';
import { escalationsApp, type EscalationsApp } from './support/escalations-app.js';

let app: EscalationsApp;

beforeAll(async () => {
  app = await escalationsApp([
    { name: 'olga', roles: ['officer'] },
    { name: 'adam', roles: ['administrator'] },
    { name: 'nora', roles: ['handler'], units: ['north'] },
    { name: 'paul', roles: ['officer'] },
  ]);
});
afterAll(() => app.stop());
beforeEach(() => app.at('2024-03-05T10:00+08:00'));

async function address(name: string, headers = {}): Promise<string> {
  const made = await answerOf(madeCalendarDto, await app.as(name, 'POST', '/api/me/calendar', {}, headers), 201);
  return new URL(made.address ?? 'http://none').pathname;
}

const fetchFeed = (path: string, headers: Record<string, string> = {}) => fetch(app.url + path, { headers });

/** The calendar as another program reads it. */
async function events(path: string) {
  const answer = await fetchFeed(path);
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${answer.status} ${text}`);
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  return { text, answer, events: calendar.getAllSubcomponents('vevent').map((each) => new ICAL.Event(each)) };
}

describe('a calendar of due dates', () => {
  it('has each due date as a whole day, with the title of the rule and the id of the complaint, and nothing personal', async () => {
    const id = await app.complaint('Zhang San 13800138000', 'north');
    const path = await address('olga');
    const { answer, text, events: found } = await events(path);
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('private, max-age=300');
    const own = found.find(({ summary }) => summary.includes(id.slice(0, 8)));
    expect(own?.summary).toBe(`Answer in time (${id.slice(0, 8)})`);
    expect([own?.startDate.isDate, own?.startDate.toString()]).toEqual([true, '2024-03-13']);
    expect(own?.component.getFirstPropertyValue('url')).toMatch(new RegExp(`/complaints/${id}$`));
    expect(text).not.toContain('Zhang');
    expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
  });

  it('keeps the identity of a due date that passes, with a higher number, and drops what is done', async () => {
    const id = await app.complaint('passes', 'north');
    const path = await address('olga');
    const of = async () => (await events(path)).events.find(({ summary }) => summary.includes(id.slice(0, 8)));
    const before = await of();
    app.at('2024-03-14T00:00:01+08:00');
    await app.look(id);
    const after = await of();
    expect([after?.uid, after?.summary]).toEqual([before?.uid, `Overdue: ${before?.summary}`]);
    expect(after?.sequence ?? 0).toBeGreaterThan(before?.sequence ?? 0);
    await app.as('olga', 'POST', `/api/complaints/${id}/events`, {
      events: [{ type: 'told', at: '2024-03-13T10:00+08:00', id: 'out' }],
    });
    expect(await of()).toBeUndefined();
  });

  it('speaks the language of its owner', async () => {
    const id = await app.complaint('zh', 'north');
    await app.as('paul', 'PUT', '/api/me/contact', { language: 'zh' });
    const { events: found } = await events(await address('paul'));
    expect(found.map(({ summary }) => summary)).toContain(`按期答复 (${id.slice(0, 8)})`);
  });

  it('has what its owner may see, and can be narrowed to a unit or a role', async () => {
    const [north, south] = [await app.complaint('n', 'north'), await app.complaint('s', 'south')];
    const path = await address('nora');
    const ids = async (query: string, of = path) =>
      (await events(of + query)).events.map(({ summary }) => /\((.{8})\)$/.exec(summary)?.[1]);
    expect(await ids('')).toContain(north.slice(0, 8));
    expect(await ids('')).not.toContain(south.slice(0, 8));
    expect(await ids('?unit=south')).toEqual([]);
    const all = await address('olga');
    expect(await ids('?unit=south', all)).toEqual([south.slice(0, 8)]);
    expect(await ids('?role=team-lead', all)).toEqual(expect.arrayContaining([north.slice(0, 8), south.slice(0, 8)]));
    expect(await ids('?role=head', all)).toEqual([]);
    expect((await problemOf(await fetchFeed(`${all}?role=nobody`), 400)).code).toBe('calendar_feed.unknown_role');
  });

  it('is not sent again to a program that has it', async () => {
    const path = await address('olga');
    const etag = (await fetchFeed(path)).headers.get('etag') ?? '';
    const again = await fetchFeed(path, { 'if-none-match': etag });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });
});

describe('the address of a calendar', () => {
  it('leads nowhere when another was made, when it was ended, and for whoever may not read complaints', async () => {
    const first = await address('olga');
    const second = await address('olga');
    expect([(await fetchFeed(first)).status, (await fetchFeed(second)).status]).toEqual([404, 200]);
    expect(await answerOf(endedCalendarDto, await app.as('olga', 'DELETE', '/api/me/calendar'))).toEqual({
      ended: true,
    });
    const answers = [second, await address('adam'), `/api/calendar/${'A'.repeat(43)}.ics`, '/api/calendar/x.ics'];
    for (const path of answers)
      expect((await problemOf(await fetchFeed(path), 404)).code).toBe('calendar_feed.unknown');
  });

  it('is shown once, and kept nowhere in plain', async () => {
    const headers = { 'idempotency-key': 'calendar-once' };
    const path = await address('olga', headers);
    const again = await app.as('olga', 'POST', '/api/me/calendar', {}, headers);
    expect(await answerOf(madeCalendarDto, again, 201)).toMatchObject({ address: null });
    expect((await fetchFeed(path)).status).toBe(200);
    const secret = /calendar\/(.*)\.ics/.exec(path)?.[1] ?? '';
    const rows = await app.test.owner.query(
      '',
      `select (select json_agg(c) from contact c)::text || (select json_agg(e) from entry e)::text
      || coalesce((select json_agg(i) from idempotency i)::text, '') as all`,
    );
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(JSON.stringify(app.lines)).not.toContain(secret);
  });

  it('ends with everything else of an account that somebody else may know', async () => {
    const path = await address('paul');
    await app.app
      .get(Rotation, { strict: false })
      .rotate(app.person('paul').known.account, { kind: 'system', id: 'test' });
    expect((await fetchFeed(path)).status).toBe(404);
  });

  it('is not asked for endlessly', async () => {
    const path = await address('nora');
    const statuses = new Set<number>();
    for (let i = 0; i < 20; i++) statuses.add((await fetchFeed(path)).status);
    expect([...statuses]).toContain(429);
  });
});
