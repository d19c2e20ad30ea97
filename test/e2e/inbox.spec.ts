import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { acknowledgedMessageDto, inboxDto, messageDto, readDto } from '../../src/modules/inbox/inbox.dto.js';
import { answerOf, faultsOf, problemOf } from './support/complaints-app.js';
import { escalationsApp, type EscalationsApp } from './support/escalations-app.js';

let app: EscalationsApp;
let minute = 0;
const late = 'cn.example#late-answer';

beforeAll(async () => {
  app = await escalationsApp([
    { name: 'olga', roles: ['officer'] },
    { name: 'adam', roles: ['administrator'] },
    { name: 'nora', roles: ['handler'], units: ['north'] },
  ]);
  const holders = ['nora', 'olga'].map((name) => ({ account: app.person(name).known.account }));
  await app.as('adam', 'PUT', '/api/recipients/team-lead', { recipients: holders });
});
afterAll(() => app.stop());
beforeEach(() => app.at('2024-03-05T10:00+08:00'));

const inbox = async (query = '', name = 'nora') => answerOf(inboxDto, await app.as(name, 'GET', `/api/inbox?${query}`));

async function told(...references: readonly (readonly [string, string])[]): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const [reference, unit] of references) ids.push(await app.complaint(reference, unit));
  // One message after another, however often the clock was put back between.
  app.at(`2024-03-14T00:${String(++minute).padStart(2, '0')}:01+08:00`);
  await app.look(...ids);
  return ids;
}

describe('an inbox', () => {
  it('holds what its owner was told: the rule, the complaint, what is due and by when to acknowledge', async () => {
    const [id] = await told(['one', 'north']);
    const { unread, messages } = await inbox('limit=1');
    expect(unread).toBeGreaterThan(0);
    expect(messages).toMatchObject([
      {
        kind: 'escalation',
        read_at: null,
        count: 1,
        open: 1,
        items: [
          {
            complaint: id,
            rule: late,
            title: { en: 'No answer in time', zh: '答复超时' },
            for: { title: { zh: '按期答复' } },
            due: '2024-03-13',
            due_at: '2024-03-14T00:00+08:00',
            acknowledge_by: '2024-03-14T11:00+08:00',
            level: 1,
            acknowledged: null,
            link: `/complaints/${id}`,
          },
        ],
      },
    ]);
  });

  it('is read message by message; the first time counts', async () => {
    await told(['unread', 'north']);
    const before = await inbox('limit=1');
    const [message] = before.messages;
    const path = `/api/inbox/${message?.id}`;
    await answerOf(readDto, await app.as('nora', 'POST', `${path}/read`, {}));
    const read = await answerOf(messageDto, await app.as('nora', 'GET', path));
    app.at('2024-03-15T00:00:01+08:00');
    await answerOf(readDto, await app.as('nora', 'POST', `${path}/read`, {}));
    expect(await answerOf(messageDto, await app.as('nora', 'GET', path))).toEqual(read);
    expect(read.read_at).toMatch(/^2024-03-14T00:/);
    expect((await inbox()).unread).toBe(before.unread - 1);
    expect((await inbox('unread=true&limit=100')).messages.map(({ id }) => id)).not.toContain(message?.id);
  });

  it('is its owner’s alone', async () => {
    await told(['own', 'north']);
    const [message] = (await inbox('limit=1')).messages;
    for (const [method, rest] of [
      ['GET', ''],
      ['POST', '/read'],
      ['POST', '/acknowledge'],
    ] as const) {
      const answer = await app.as(
        'olga',
        method,
        `/api/inbox/${message?.id}${rest}`,
        method === 'GET' ? undefined : {},
      );
      expect((await problemOf(answer, 404)).code).toBe('inbox.unknown_message');
    }
    expect((await inbox('limit=1')).messages).toMatchObject([{ read_at: null, open: 1 }]);
  });

  it('comes page by page, each message once', async () => {
    for (const name of ['a', 'b', 'c']) await told([`page ${name}`, 'north']);
    const whole = (await inbox('limit=100')).messages.map(({ id }) => id);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await inbox(`limit=2${cursor === undefined ? '' : `&cursor=${cursor}`}`);
      seen.push(...page.messages.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(seen).toEqual(whole);
    const foreign = (await inbox('limit=1')).next;
    expect(await faultsOf(await app.as('olga', 'GET', `/api/inbox?cursor=${foreign}`))).toEqual([
      'complaint.wrong_cursor cursor',
    ]);
  });
});

describe('acknowledging a whole message', () => {
  it('acknowledges everything that it tells of, and lists what could not be with the reason', async () => {
    // Six at once come as one, of which the handler does not see one, and somebody else was first with another.
    const names = ['1', '2', '3', '4', '5'].map((name) => [`digest ${name}`, 'north'] as const);
    const ids = await told(...names, ['digest 6', 'south']);
    const [message] = (await inbox('limit=1')).messages;
    expect(message).toMatchObject({ kind: 'digest', count: 6, open: 6 });
    const first = { complaint: ids[0], rule: late, level: 1, round: 1 };
    await app.as('olga', 'POST', '/api/escalations/acknowledge', first);
    const path = `/api/inbox/${message?.id}/acknowledge`;
    const done = await answerOf(acknowledgedMessageDto, await app.as('nora', 'POST', path, {}));
    expect([done.count, done.acknowledged]).toEqual([6, 4]);
    expect(done.others.map(({ complaint, why, by }) => [complaint, why.code, by])).toEqual(
      [
        [ids[0], 'notice.acknowledged', `account:${app.person('olga').known.account}`],
        [ids[5], 'complaint.unknown', null],
      ].sort(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1)),
    );
    // The same again says the same.
    expect(await answerOf(acknowledgedMessageDto, await app.as('nora', 'POST', path, {}))).toEqual(done);
    expect(await answerOf(messageDto, await app.as('nora', 'GET', `/api/inbox/${message?.id}`))).toMatchObject({
      open: 1,
    });
  });
});
