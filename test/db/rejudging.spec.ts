import { describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { FrameworkLogger } from '../../src/http/json.logger.js';
import type { LogLine } from '../../src/http/log-line.js';
import { aProcess, looks, deskForEach, store, type Desk, until, within, write } from './support/policies-desk.js';

let on: Desk;

deskForEach((desk) => {
  on = desk;
});

describe('after another set came into force', () => {
  it('every complaint is judged again, by one process or several, and it is told how far that is', async () => {
    const one = await aProcess(on);
    for (let from = 0; from < 1_200; from += 400) await store(on, one.policies, from, 400);
    expect(await looks(on)).toEqual([{ set_number: 1, outcome: 'non-compliant', count: '1200' }]);
    const other = await aProcess(on);
    await write(on, { 'house/example.yaml': within(30_000) });
    await until(
      async () => one.policies.inForce().number === 2 && (await one.rejudging.progress()).judged === 1_200,
      20_000,
    );
    expect(await other.rejudging.progress()).toEqual({ judged: 1_200, total: 1_200 });
    expect(await looks(on)).toEqual([{ set_number: 2, outcome: 'pending', count: '1200' }]);
    const judgements = await on.test.owner.query(
      'judgements',
      'select complaint_id from judgement where set_number = 2',
    );
    expect(judgements).toHaveLength(1_200);
  });

  it('what another set does not change is looked at again without a word', async () => {
    const { policies, rejudging } = await aProcess(on);
    await store(on, policies, 0, 3);
    await write(on, { 'house/example.yaml': `# a comment\n${within(7)}` });
    await until(async () => policies.inForce().number === 2 && (await rejudging.progress()).judged === 3);
    expect(await looks(on)).toMatchObject([{ set_number: 2, count: '3' }]);
    expect(await on.test.owner.query('judgements', 'select complaint_id from judgement')).toHaveLength(3);
    expect((await policies.read(2)).diff).toMatchObject({ files: { changed: ['house/example.yaml'] }, policies: [] });
  });

  it('one that cannot be judged does not hold up those after it, and is told', async () => {
    const lines: LogLine[] = [];
    Logger.overrideLogger(new FrameworkLogger((line) => lines.push(line), false));
    const { policies, rejudging } = await aProcess(on);
    const [stuck = ''] = (await store(on, policies, 0, 5)).toSorted();
    await on.test.owner.query(
      'refuse',
      `create function refuse() returns trigger language plpgsql as
       $$ begin if new.complaint_id = '${stuck}' then raise exception 'no'; end if; return new; end $$`,
    );
    await on.test.owner.query(
      'refuse-trigger',
      'create trigger refuse before insert on judgement for each row execute function refuse()',
    );
    await write(on, { 'house/example.yaml': within(30_000) });
    await until(async () => policies.inForce().number === 2 && (await rejudging.progress()).judged === 4);
    await until(() => lines.length > 0);
    Logger.overrideLogger(false);
    expect(lines).toMatchObject([{ level: 'error', code: 'P0001', context: `Judging again, complaint ${stuck}` }]);
    expect(await looks(on)).toMatchObject([
      { set_number: 1, count: '1' },
      { set_number: 2, count: '4' },
    ]);
  });

  it('a process that has not heard of it yet does not judge backwards', async () => {
    const late = await aProcess(on, { watch: false });
    const one = await aProcess(on);
    await write(on, { 'house/example.yaml': within(30_000) });
    await until(() => one.policies.inForce().number === 2);
    await store(on, late.policies, 0, 2);
    await until(async () => (await one.rejudging.progress()).judged === 2);
    expect(await looks(on)).toMatchObject([{ set_number: 2, count: '2' }]);
  });
});
