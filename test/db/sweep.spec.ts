import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { Database } from '../../src/store/tx.js';
import type { Files } from '../support/policy-files.js';
import { happened, readOne } from '../support/recordings.js';
import {
  acknowledged,
  aComplaint,
  chain,
  idOf,
  lookAt,
  notices,
  openSweepDesk,
  received,
  sweepFiles,
  tell,
  type SweepDesk,
} from './support/sweep-desk.js';

let desk: SweepDesk;
beforeEach(async () => {
  Logger.overrideLogger(false);
  desk = await openSweepDesk();
});
afterEach(() => desk.close());

async function sweepAt(...times: readonly string[]): Promise<void> {
  for (const time of times) {
    desk.at(time);
    await desk.sweep.sweep();
  }
}

const levels = [
  'late 1/1 waiting 03-10T00:00',
  'late 1/2 waiting 03-10T01:00',
  'late 1/3 waiting 03-10T05:00',
] as const;

describe('what falls due', () => {
  it('is looked at when it does and not before, and each level is told at its time, once', async () => {
    await aComplaint(desk);
    expect(await lookAt(desk)).toEqual({ next: '03-10T00:00', outcome: 'pending' });
    await sweepAt('03-09T23:59');
    expect([await notices(desk), await lookAt(desk)]).toEqual([[], { next: '03-10T00:00', outcome: 'pending' }]);
    await sweepAt('03-10T00:00');
    expect(await notices(desk)).toEqual(levels.slice(0, 1));
    expect(await lookAt(desk)).toEqual({ next: '03-10T01:00', outcome: 'non-compliant' });
    await sweepAt('03-10T00:30', '03-10T01:00', '03-10T01:00');
    expect(await notices(desk)).toEqual(levels.slice(0, 2));
    await sweepAt('03-10T05:00', '03-11T05:00', '08-11T05:00');
    expect(await notices(desk)).toEqual(levels);
    expect(await lookAt(desk)).toEqual({ next: null, outcome: 'non-compliant' });
    expect(await chain(desk)).toEqual([
      'complaint-recorded',
      'judged',
      'judged',
      'escalated',
      'escalated',
      'escalated',
    ]);
  });

  it('says to whom, since when and until when, and refers to the judgement', async () => {
    await aComplaint(desk);
    await sweepAt('03-10T00:10');
    const rows = await desk.test.owner.query('bodies', `select rule, kind, body from notice`);
    expect(rows).toEqual([
      {
        rule: 'cn.example#late',
        kind: 'escalation',
        body: {
          to: ['team-lead'],
          at: Date.parse('2026-03-10T00:00+08:00'),
          acknowledgeBy: Date.parse('2026-03-10T01:10+08:00'),
          for: 'cn.example#answer',
          set: 1,
          judgement: 2,
        },
      },
    ]);
  });

  it('S71: an acknowledgement ends it: nobody above is told, and nobody twice', async () => {
    await aComplaint(desk);
    await sweepAt('03-10T00:00');
    desk.at('03-10T00:20');
    await acknowledged(desk, 'c');
    expect(await lookAt(desk)).toEqual({ next: '03-10T01:00', outcome: 'non-compliant' });
    await expect(acknowledged(desk, 'c')).rejects.toMatchObject({ faults: [{ code: 'notice.acknowledged' }] });
    await expect(acknowledged(desk, 'c', { level: 2 })).rejects.toMatchObject({ faults: [{ code: 'notice.unknown' }] });
    await sweepAt('03-10T01:00', '03-10T05:00', '04-10T05:00');
    expect(await notices(desk)).toEqual(['late 1/1 acknowledged 03-10T00:00']);
    expect((await chain(desk)).slice(-2)).toEqual(['escalated', 'escalation-acknowledged']);
    const [row] = await desk.test.owner.query(
      'acknowledged',
      'select rule, level, round, kind, at, actor from acknowledgement',
    );
    expect(row).toMatchObject({ rule: 'cn.example#late', level: 1, at: new Date('2026-03-10T00:20+08:00') });
  });

  it('S70: after 30 days without anybody looking the highest level alone is told, naming the others', async () => {
    await aComplaint(desk);
    await sweepAt('04-09T00:00', '04-10T00:00');
    expect(await notices(desk)).toEqual(['late 1/3 waiting 04-09T00:00']);
    const [row] = await desk.test.owner.query('passed', `select body -> 'passedOver' as passed from notice`);
    expect(row).toEqual({ passed: [1, 2] });
  });

  it('S70: what is recorded long after tells the highest level, and nothing where its clock has ended', async () => {
    desk.at('04-09T00:00');
    const accepted = happened('accepted', '2026-03-20T09:00:00+08:00');
    await tell(desk, ['open'], [received]);
    await tell(desk, ['done late'], [received, accepted]);
    expect(await notices(desk, 'open')).toEqual(['late 1/3 waiting 04-09T00:00']);
    expect([await notices(desk, 'done late'), await lookAt(desk, 'done late')]).toEqual([
      [],
      { next: null, outcome: 'non-compliant' },
    ]);
  });

  it('S70: a pause tells nothing again, and a restart does', async () => {
    await aComplaint(desk);
    await sweepAt('03-10T00:00');
    await desk.test.owner.query('sent', `update notice set status = 'told'`);
    desk.at('03-10T00:30');
    await tell(desk, ['c'], [happened('appraisal-started', '2026-03-06T09:00:00+08:00')]);
    await sweepAt('03-11T00:00', '03-12T00:00');
    desk.at('03-12T09:00');
    await tell(desk, ['c'], [happened('appraisal-ended', '2026-03-12T09:00:00+08:00')]);
    expect(await notices(desk)).toEqual(['late 1/1 told 03-10T00:00']);
    const { next } = await lookAt(desk);
    expect(next).toBe('03-17T00:00');
    await sweepAt('03-17T00:00');
    expect(await notices(desk)).toHaveLength(1);
    desk.at('03-17T00:10');
    await tell(
      desk,
      ['c'],
      [happened('accepted', '2026-03-17T00:05:00+08:00'), happened('reopened', '2026-03-17T00:10:00+08:00')],
    );
    await sweepAt('03-17T01:00', '03-24T23:59', '03-25T00:00');
    expect(await notices(desk)).toEqual(['late 1/1 over 03-10T00:00', 'late 2/1 waiting 03-25T00:00']);
  });

  it('of conditions as soon as they hold, in the transaction that records them', async () => {
    desk.at('03-02T10:30');
    const urgent = happened('facts-recorded', '2026-03-02T10:20:00+08:00', { data: { urgency: 'urgent' } });
    await tell(desk, ['c'], [received, urgent]);
    await tell(desk, ['c'], [happened('told', '2026-03-02T10:25:00+08:00')]);
    expect(await notices(desk)).toEqual(['urgent 1/1 waiting 03-02T10:30']);
  });
});

describe('what comes in late or out of order', () => {
  it('judges again: what was done in time is no breach any more, and what waited to be sent is moot', async () => {
    await aComplaint(desk);
    await sweepAt('03-10T00:00');
    desk.at('03-10T00:10');
    const done = happened('accepted', '2026-03-09T17:00:00+08:00', { id: 'done' });
    await tell(desk, ['c'], [done]);
    expect(await lookAt(desk)).toEqual({ next: null, outcome: 'compliant' });
    expect(await notices(desk)).toEqual(['late 1/1 moot 03-10T00:00']);
    expect((await chain(desk)).slice(-3)).toEqual(['events-recorded', 'judged', 'escalation-moot']);
    await expect(acknowledged(desk, 'c')).rejects.toMatchObject({ faults: [{ code: 'notice.unknown' }] });
    desk.at('03-10T00:40');
    await tell(
      desk,
      ['c'],
      [happened('event-retracted', '2026-03-10', { data: { event: 'done', reason: 'another case' } })],
    );
    expect(await notices(desk)).toEqual(['late 1/1 waiting 03-10T00:40']);
    await sweepAt('03-10T01:39', '03-10T01:40');
    expect(await notices(desk)).toEqual(['late 1/1 waiting 03-10T00:40', 'late 1/2 waiting 03-10T01:40']);
  });

  it('says of what was told that it is over, and that it stands again where the end was taken back', async () => {
    await aComplaint(desk);
    await sweepAt('03-10T00:00');
    await desk.test.owner.query('sent', `update notice set status = 'told'`);
    desk.at('03-10T00:10');
    await tell(desk, ['c'], [happened('accepted', '2026-03-10T00:05:00+08:00', { id: 'done' })]);
    expect(await notices(desk)).toEqual(['late 1/1 over 03-10T00:00']);
    const { owner } = desk.test;
    // A mail that left it out.
    await owner.query(
      'mail',
      `insert into message (message_id, kind, way, language, created_at, not_before, body, status, tries)
       values ('00000000-0000-8000-8000-000000000001', 'digest', 'mail', 'en', now(), now(), '{}', 'needless', 3)`,
    );
    await owner.query(
      'item',
      `insert into message_item select complaint_id, rule, level, round, kind, '00000000-0000-8000-8000-000000000001' from notice`,
    );
    desk.at('03-10T00:40');
    const taken = { event: 'done', reason: 'another case' };
    await tell(desk, ['c'], [happened('event-retracted', '2026-03-10', { data: taken })]);
    expect(await notices(desk)).toEqual(['late 1/1 told 03-10T00:00']);
    const woken = await owner.query('woken', 'select status, tries, queued_at as queued from message');
    expect(woken).toEqual([{ status: 'waiting', tries: 0, queued: null }]);
    await sweepAt('03-10T01:00');
    expect(await notices(desk)).toEqual(['late 1/1 told 03-10T00:00', 'late 1/2 waiting 03-10T01:00']);
  });

  it('says of nothing that it is moot that was told in the same moment', async () => {
    await aComplaint(desk);
    await sweepAt('03-10T00:00');
    desk.at('03-10T00:10');
    const { database, owner } = desk.test;
    // Read and decided, and not written yet.
    const overtaken: Database = {
      ...database,
      transaction: (work) =>
        database.transaction((tx) =>
          work({
            async query(name, text, values) {
              const rows = await tx.query<never>(name, text, values);
              if (name === 'complaints-read')
                await owner.query('test-tell', `update notice set status = 'told' where status = 'waiting'`);
              return rows;
            },
          }),
        ),
    };
    const done = happened('accepted', '2026-03-09T17:00:00+08:00', { id: 'done' });
    await tell({ ...desk, test: { ...desk.test, database: overtaken } }, ['c'], [done]);
    expect(await notices(desk)).toEqual(['late 1/1 over 03-10T00:00']);
    expect((await chain(desk)).slice(-2)).toEqual(['events-recorded', 'judged']);
  });

  it('is read again as it was decided', async () => {
    await aComplaint(desk);
    await sweepAt('03-10T00:00');
    const { notices: read, judgement } = await readOne(desk.test.database.reading, idOf('c'));
    expect(read).toEqual([
      {
        rule: 'cn.example#late',
        level: 1,
        round: 1,
        kind: 'escalation',
        at: Date.parse('2026-03-10T00:00+08:00'),
        status: 'waiting',
      },
    ]);
    expect(judgement).toMatchObject({ lookedAt: Date.parse('2026-03-10T00:00+08:00') });
  });
});

describe('a clock that steps back', () => {
  it('takes no breach back and repeats nothing, whoever looks', async () => {
    await aComplaint(desk);
    await sweepAt('03-10T00:00');
    const before = [await notices(desk), await lookAt(desk), await chain(desk)];
    await sweepAt('03-05T00:00', '03-09T23:59');
    await tell(desk, ['c'], []);
    expect([await notices(desk), await lookAt(desk), await chain(desk)]).toEqual(before);
    await sweepAt('03-10T01:00');
    expect(await notices(desk)).toEqual(levels.slice(0, 2));
  });
});

describe('several workers on one database', () => {
  it('share what is due: each complaint is looked at once, and each level told once', async () => {
    const names = Array.from({ length: 300 }, (_, n) => `c${n}`);
    await tell(desk, names, [received]);
    const others = [desk.worker(), desk.worker()];
    desk.at('03-10T00:00');
    const all = await Promise.all([desk.sweep, ...others].map((worker) => worker.sweep()));
    expect(all.reduce((sum, { judged }) => sum + judged, 0)).toBe(300);
    expect(all.reduce((sum, { told }) => sum + told, 0)).toBe(300);
    const [{ count } = { count: '' }] = await desk.test.owner.query<{ count: string }>(
      'n',
      'select count(*) from notice',
    );
    expect(count).toBe('300');
  });

  it('never wait for whoever writes to a complaint that is due: it has its turn the next time', async () => {
    await tell(desk, ['a', 'b'], [received]);
    desk.at('03-10T00:00');
    await desk.test.database.transaction(async (tx) => {
      await tx.query('lock', 'select from complaint where complaint_id = $1 for update', [idOf('a')]);
      expect(await desk.sweep.sweep()).toMatchObject({ judged: 1 });
    });
    expect(await desk.sweep.sweep()).toMatchObject({ judged: 1 });
  });

  it('says that it is alive, what it has done, and for how long the oldest has been due', async () => {
    await aComplaint(desk);
    desk.at('03-10T00:00');
    const worker = desk.worker();
    worker.start();
    for (let n = 0; n < 200; n++) {
      const [row] = await desk.test.owner.query<{ detail: object }>(
        'beats',
        `select detail from beat where name = 'sweep'`,
      );
      if (row !== undefined) {
        expect(row.detail).toEqual({ judged: 1, changed: 1, told: 1, oldestDue: null, stuck: 0 });
        return;
      }
      await new Promise((resolve) => void setTimeout(resolve, 20));
    }
    throw new Error('no sign of life');
  });
});

describe('what cannot be judged', () => {
  it('is set aside, holds up nobody, is tried again ever more seldom, and comes back', async () => {
    await tell(desk, ['a', 'b', 'c', 'd'], [received]);
    await desk.test.owner.query(
      'refuse',
      `create function refuse() returns trigger language plpgsql as
       $$ begin if new.complaint_id = '${idOf('b')}' then raise exception '张三'; end if; return new; end $$`,
    );
    await desk.test.owner.query(
      't',
      'create trigger refuse before insert on judgement for each row execute function refuse()',
    );
    desk.at('03-10T00:00');
    expect(await desk.sweep.sweep()).toEqual({ judged: 3, changed: 3, told: 3, stuck: 1 });
    expect(await desk.sweep.sweep()).toEqual({ judged: 0, changed: 0, told: 0, stuck: 0 });
    for (const [at, tries, wait] of [
      ['03-10T00:01', 2, 20],
      ['03-10T00:02', 3, 40],
      ['03-11T00:02', 4, 80],
    ] as const) {
      await sweepAt(at);
      const rows = await desk.test.owner.query(
        'stuck',
        `select complaint_id, tries, error_code, extract(epoch from next_try_at - $1::timestamptz)::int as wait from stuck`,
        [`2026-${at}+08:00`],
      );
      expect(rows).toEqual([{ complaint_id: idOf('b'), tries, error_code: 'P0001', wait }]);
    }
    await desk.test.owner.query('mend', 'drop trigger refuse on judgement');
    await sweepAt('03-12T00:00');
    expect(await notices(desk, 'b')).toEqual(['late 1/3 waiting 03-12T00:00']);
    expect(await desk.test.owner.query('none', 'select from stuck')).toEqual([]);
  });
});

describe('a rule that changes on a day', () => {
  const reopen = async (files: Files): Promise<void> => {
    await desk.close();
    desk = await openSweepDesk({ ...sweepFiles, ...files });
  };
  const versions = (through: string, from: string) => ({
    'house/example.yaml': `${sweepFiles['house/example.yaml'] ?? ''}`.replace(
      '2020-01-01 }',
      `2020-01-01, through: ${through} }`,
    ),
    'house/later.yaml': `${sweepFiles['house/example.yaml'] ?? ''}`
      .replace('2020-01-01 }', `${from} }`)
      .replace('7 days', '9 days'),
  });

  it('S42: a round without its end is looked at on that day, overdue or not', async () => {
    await reopen(versions('2026-03-04', '2026-03-05'));
    await aComplaint(desk);
    expect(await lookAt(desk)).toEqual({ next: '03-05T00:00', outcome: 'pending' });
    await sweepAt('03-05T00:00');
    expect(await lookAt(desk)).toEqual({ next: '03-10T00:00', outcome: 'pending' });
    await tell(desk, ['done'], [received, happened('accepted', '2026-03-03T10:00:00+08:00')]);
    expect((await lookAt(desk, 'done')).next).toBeNull();
  });

  it('S42: one that is overdue already too', async () => {
    await reopen(versions('2026-03-19', '2026-03-20'));
    await aComplaint(desk);
    await sweepAt('03-10T00:00', '03-10T01:00', '03-10T05:00');
    expect(await lookAt(desk)).toEqual({ next: '03-20T00:00', outcome: 'non-compliant' });
  });
});
