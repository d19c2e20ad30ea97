import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { acknowledgedDto, escalationsDto, neverFiredDto } from '../../src/modules/escalations/escalations.dto.js';
import { complaintDto } from '../../src/modules/complaints/complaint.dto.js';
import { answerOf, faultsOf, problemOf } from './support/complaints-app.js';
import { escalationsApp, type EscalationsApp } from './support/escalations-app.js';

let app: EscalationsApp;
const late = 'cn.example#late-answer';

beforeAll(async () => {
  app = await escalationsApp([
    { name: 'olga', roles: ['officer'] },
    { name: 'adam', roles: ['administrator'] },
    { name: 'nora', roles: ['handler'], units: ['north'] },
    { name: 'lena', roles: ['legal'] },
  ]);
  const set = (role: string, names: readonly string[]) =>
    app.as('adam', 'PUT', `/api/recipients/${role}`, {
      recipients: names.map((name) => ({ account: app.person(name).known.account })),
    });
  await set('team-lead', ['nora']);
  await set('legal', ['lena']);
});
afterAll(() => app.stop());
beforeEach(() => app.at('2024-03-05T10:00+08:00'));

const list = async (query: string, name = 'olga') =>
  answerOf(escalationsDto, await app.as(name, 'GET', `/api/escalations?${query}`));
const acknowledge = (name: string, complaint: string, more: object = {}, headers = {}) =>
  app.as(name, 'POST', '/api/escalations/acknowledge', { complaint, rule: late, level: 1, round: 1, ...more }, headers);

/** A complaint of which the first level was told. */
async function late1(reference: string, unit = 'north'): Promise<string> {
  const id = await app.complaint(reference, unit);
  app.at('2024-03-14T00:00:01+08:00');
  await app.look(id);
  return id;
}

describe('what was told', () => {
  it('is listed with whom, by when to acknowledge, and who is next', async () => {
    const id = await late1('listed');
    const { escalations } = await list(`complaint=${id}`);
    expect(escalations).toMatchObject([
      {
        complaint: id,
        rule: late,
        policy: 'cn.example',
        rule_id: 'late-answer',
        title: { en: 'No answer in time', zh: '答复超时' },
        for: { rule: 'cn.example#answer', title: { zh: '按期答复' } },
        unit: 'north',
        level: 1,
        round: 1,
        to: ['team-lead'],
        status: { code: 'told' },
        due_at: '2024-03-14T00:00+08:00',
        acknowledge_by: '2024-03-14T11:00+08:00',
        told: [{ name: 'nora', way: 'inbox', status: 'sent' }],
        acknowledged: null,
        next: { level: 2, at: '2024-03-14T11:00+08:00', to: ['legal'] },
        passed_over: [],
      },
    ]);
  });

  it('is told to the next level where nobody acknowledges, and who was first has no next any more', async () => {
    const id = await late1('next');
    app.at('2024-03-14T11:00:01+08:00');
    await app.look(id);
    const { escalations } = await list(`complaint=${id}`);
    expect(escalations.map(({ level, next, told }) => [level, next, told.map(({ name }) => name)])).toEqual([
      [2, null, ['lena']],
      [1, null, ['nora']],
    ]);
  });

  it('is seen by whoever sees the complaint', async () => {
    const [north, south] = [await late1('mine'), await late1('theirs', 'south')];
    const all = await list('limit=200');
    expect(all.escalations.map(({ complaint }) => complaint)).toEqual(expect.arrayContaining([north, south]));
    const own = await list('limit=200', 'nora');
    expect(own.escalations.map(({ complaint }) => complaint)).toContain(north);
    expect(own.escalations.every(({ unit }) => unit === 'north')).toBe(true);
    expect((await list('unit=south', 'nora')).escalations).toEqual([]);
    await problemOf(await app.as('nora', 'GET', `/api/escalations?complaint=${south}`), 404);
  });

  it('comes page by page, each once, by whatever it is narrowed to', async () => {
    const made = [await late1('p1'), await late1('p2'), await late1('p3')];
    const seen: string[] = [];
    let cursor = '';
    for (let pages = 0; pages < 50; pages++) {
      const page = await list(`status=open&limit=2${cursor}`, 'nora');
      seen.push(...page.escalations.map(({ complaint, level }) => `${complaint}/${level}`));
      if (page.next === undefined) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(made.map((id) => `${id}/1`)));
    const whole = await list('status=open&limit=200', 'nora');
    expect(whole.escalations.map(({ complaint, level }) => `${complaint}/${level}`)).toEqual(seen);
    // A cursor of another list.
    expect(await faultsOf(await app.as('olga', 'GET', `/api/escalations?status=told&limit=2${cursor}`))).toEqual([
      'complaint.wrong_cursor cursor',
    ]);
    for (const wrong of ['x', Buffer.from('[1,2]').toString('base64url'), 'W10', 'bnVsbA'])
      await problemOf(await app.as('olga', 'GET', `/api/escalations?cursor=${wrong}`), 400);
  });
});

describe('acknowledging', () => {
  it('ends the telling: nobody above is told, and it stands in the chain with the name', async () => {
    const id = await late1('ack');
    const done = await answerOf(acknowledgedDto, await acknowledge('nora', id));
    expect(done).toMatchObject({ complaint: id, rule: late, level: 1, was_told: true });
    app.at('2024-06-01T10:00:00+08:00');
    await app.look(id);
    const { escalations } = await list(`complaint=${id}`);
    expect(escalations).toMatchObject([
      { level: 1, status: { code: 'acknowledged' }, acknowledged: { name: 'nora' }, next: null },
    ]);
    const entries = (await (await app.as('olga', 'GET', `/api/complaints/${id}/entries`)).json()) as {
      entries: { type: string; actor: string }[];
    };
    expect(entries.entries).toContainEqual(
      expect.objectContaining({
        type: 'escalation-acknowledged',
        actor: `account:${app.person('nora').known.account}`,
      }),
    );
  });

  it('is open to whoever sees the complaint, told or not, and says which', async () => {
    const id = await late1('stand-in');
    expect(await answerOf(acknowledgedDto, await acknowledge('olga', id))).toMatchObject({ was_told: false });
  });

  it('is refused a second time, and with the same key answered like the first', async () => {
    const id = await late1('twice');
    const key = { 'idempotency-key': 'ack-twice' };
    const first: unknown = await (await acknowledge('nora', id, {}, key)).json();
    const again = await acknowledge('nora', id, {}, key);
    expect([again.headers.get('idempotency-replayed'), await again.json()]).toEqual(['true', first]);
    expect((await problemOf(await acknowledge('olga', id), 409)).code).toBe('notice.acknowledged');
  });

  it.each([
    { what: 'a level that was not told', more: { level: 2 }, code: 'notice.unknown' },
    { what: 'a rule that there is not', more: { rule: 'cn.example#other' }, code: 'notice.unknown' },
    { what: 'another round', more: { round: 2 }, code: 'notice.unknown' },
    {
      what: 'a complaint that there is not',
      more: { complaint: '0198f0a1-0000-7000-8000-000000000000' },
      code: 'complaint.unknown',
    },
  ])('is refused for $what', async ({ more, code }) => {
    const id = await late1(`refused ${code} ${JSON.stringify(more)}`);
    expect((await problemOf(await acknowledge('olga', id, more), 404)).code).toBe(code);
  });

  it('is refused for complaints of other units, as if they were not there', async () => {
    const id = await late1('hidden', 'south');
    expect((await problemOf(await acknowledge('nora', id), 404)).code).toBe('complaint.unknown');
    expect((await list(`complaint=${id}`)).escalations).toMatchObject([{ status: { code: 'told' } }]);
  });

  it('of two at once is taken down once', async () => {
    const id = await late1('race');
    const answers = await Promise.all(['olga', 'nora', 'lena'].map((name) => acknowledge(name, id)));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409, 409]);
    const body = await answerOf(complaintDto, await app.as('olga', 'GET', `/api/complaints/${id}`));
    const entries = (await (await app.as('olga', 'GET', `/api/complaints/${id}/entries`)).json()) as {
      entries: { type: string }[];
    };
    expect(entries.entries.filter(({ type }) => type === 'escalation-acknowledged')).toHaveLength(1);
    expect(body.entries).toBe(entries.entries.length);
  });
});

describe('what was never told', () => {
  it('is listed by rule and level, and disappears when it is', async () => {
    await late1('fires');
    const before = await answerOf(neverFiredDto, await app.as('nora', 'GET', '/api/escalations/never-fired'));
    expect(before.never_fired).toMatchObject([
      { rule: 'cn.example#never', level: 1, to: ['spare'], in_force_from: '2020-01-01', unverified: false },
    ]);
    expect([before.configured, before.fired]).toEqual([3, 2]);
  });
});
