import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { z } from 'zod';
import { chainOf } from '../../src/store/entries.repository.js';
import { openSchedulesDesk, until, type SchedulesDesk } from './support/schedules-desk.js';

let desk: SchedulesDesk;
beforeEach(async () => {
  desk = await openSchedulesDesk();
});
afterEach(() => desk.close());

const monthly = `schedules:
  monthly:
    title: { en: Report of the month, zh: 月度报告 }
    at: { on: first working day of the month, time: "09:00", calendar: cn }
    does: report
    over: { received: last month }
    report: { languages: [en, zh], formats: [pdf, json], findings: attention }
    catch-up: all
    tell: [team-lead]
`;

const accountDto = z.object({
  files: z.array(z.object({ name: z.string(), bytes: z.number(), sha256: z.string() })),
});

it('a scheduled report is printed by itself: its files are there with their digests, its population adds up, and its people are told', async () => {
  desk.at('2026-02-27T00:00Z');
  await desk.take(monthly);
  // Those of January are not of the month that is reported.
  await desk.complaints(3, '2026-01-30');
  await desk.complaints(7, '2026-02-10', 'february');
  const account = randomUUID();
  const { owner } = desk.test;
  await owner.query('', `insert into account (account_id, kind, name, created_at) values ($1, 'person', 'Li', now())`, [
    account,
  ]);
  await owner.query(
    '',
    `insert into recipient (recipient_id, role, account_id, added_at, added_by) values (gen_random_uuid(), 'team-lead', $1, now(), 'test')`,
    [account],
  );
  const service = desk.service();
  service.start();
  // 09:00 in Shanghai on Monday, 2 March: the first was a Sunday.
  for (const at of ['2026-03-01T01:00Z', '2026-03-02T00:59Z']) await (desk.at(at), service.scheduler.tick());
  expect(await desk.rows()).toEqual([]);
  desk.at('2026-03-02T01:00Z');
  await service.scheduler.tick();
  const ended = async (): Promise<boolean> => {
    await service.scheduler.tick();
    return !(await desk.rows()).includes('monthly 03-02T01:00 claimed');
  };
  await until(ended, 90_000);

  const { runs } = await service.schedules.runs('monthly', { limit: 10 });
  const [run] = runs;
  expect(runs).toMatchObject([
    {
      state: 'done',
      kind: 'report',
      status: 'done',
      actor: 'system:schedule:monthly',
      faults: null,
      account: { population: 7, complaints: 7, skipped: { void: 0 } },
    },
  ]);
  const { files } = accountDto.parse(run?.account);
  expect(files.map(({ name }) => name).toSorted()).toEqual(['audit.en.pdf', 'audit.json', 'audit.zh.pdf']);
  for (const { name, bytes, sha256 } of files) {
    const content = await readFile(join(desk.folder, run?.run ?? '', name));
    expect([content.length, createHash('sha256').update(content).digest('hex')]).toEqual([bytes, sha256]);
    if (name.endsWith('.pdf')) expect(content.subarray(0, 5).toString()).toBe('%PDF-');
  }
  const chain = await chainOf(desk.test.database.reading, { kind: 'run', id: run?.run ?? '' });
  expect(chain.at(-1)?.body).toMatchObject({
    status: 'done',
    figures: Object.fromEntries(files.map((f) => [f.name, f.sha256])),
  });

  await service.tell();
  const told = await owner.query<{ body: unknown }>(
    '',
    `select body from message where account_id = $1 and way = 'inbox'`,
    [account],
  );
  expect(told.map(({ body }) => body)).toEqual([
    {
      en: 'Report of the month: the report due at 2026-03-02T09:00+08:00 is there.',
      zh: '月度报告：应于 2026-03-02T09:00+08:00 生成的报告已完成。',
      schedules: 'monthly',
      findings: 'report',
    },
  ]);
}, 120_000);
