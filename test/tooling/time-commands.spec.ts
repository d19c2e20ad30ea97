import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rowCounts } from '../db/support/backup-desk.js';
import { commandsDesk, type CommandsDesk } from './commands-desk.js';

const chinese = /\p{Script=Han}/u;
const runId = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

let desk: CommandsDesk;
beforeAll(async () => void (desk = await commandsDesk()), 180_000);
afterAll(() => desk.close());

const said = async (...args: readonly string[]): Promise<string> => {
  const { code, stdout, stderr } = await desk.run(args);
  expect([code, stderr]).toEqual([0, '']);
  return stdout;
};

describe('redress schedule', () => {
  it('lists the schedules of the set in force, in either language', async () => {
    const english = await said('schedule', 'list');
    expect(english).toMatch(/^daily-check {2}Daily check of open complaints\n/);
    expect(english).toMatch(/^ +next +20\d\d-\d\d-\d\dT06:30\+08:00/m);
    expect(english).not.toMatch(chinese);
    expect(await said('schedule', 'list', '--lang', 'zh')).toMatch(/^daily-check {2}未办结投诉每日检查\n/);
  });

  it('foresees each time of the coming days', async () => {
    const lines = (await said('schedule', 'next', '--days', '7')).trim().split('\n');
    expect(lines.filter((line) => line.includes('daily-check'))).toHaveLength(7);
    expect(lines.filter((line) => line.includes('weekly-verification'))).toHaveLength(1);
  });

  it('orders a run, and shows it among the runs', async () => {
    expect(await said('schedule', 'runs', 'daily-check')).toBe('It has never been due.\n');
    const [ordered = ''] = runId.exec(await said('schedule', 'run', 'daily-check')) ?? [];
    expect(await said('schedule', 'runs', 'daily-check')).toContain(`under way  ${ordered}`);
    expect(await desk.test.owner.query('', 'select kind, status, actor from run where run_id = $1', [ordered])).toEqual(
      [{ kind: 'check', status: 'waiting', actor: 'system:command-line' }],
    );
  });

  it('refuses a schedule that there is not, and names the nearest', async () => {
    const { code, stdout, stderr } = await desk.run(['schedule', 'run', 'daily-chek']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/daily-check.*\[schedules\.unknown\]/s);
  });
});

describe('redress escalation', () => {
  it('says what was told, and which levels never were', async () => {
    expect(await said('escalation', 'list', '--status', 'acknowledged')).toBe('Nothing was told.\n');
    const never = await said('escalation', 'never-fired');
    const [, fired, configured] = /: (\d+) of (\d+) levels have been told/.exec(never) ?? [];
    expect(Number(configured) - Number(fired)).toBe(never.trim().split('\n').length - 3);
    expect(Number(configured)).toBeGreaterThan(20);
    expect(await said('escalation', 'never-fired', '--lang', 'zh')).toMatch(/^第 1 号制度集/);
  });

  it('foresees by the set in force and by a draft, with what is different, and stores nothing', async () => {
    const before = await rowCounts(desk.test.owner);
    const plan = await said('escalation', 'plan', '--days', '31');
    expect(plan).toMatch(/by set 1, in force, if nothing more happens and nobody acknowledges/);
    const [, looked, open] = /about (\d+) of (\d+) complaints/.exec(plan) ?? [];
    expect(looked).toBe(open);
    const draft = join(desk.folder, 'draft');
    await cp('policies', draft, { recursive: true });
    expect(await said('escalation', 'plan', '--policies', draft)).toContain('The set in force would tell the same.');
    const broken = join(draft, 'organisation.yaml');
    await writeFile(broken, (await readFile(broken, 'utf8')).replace('roles:', 'rolls:'));
    expect((await desk.run(['escalation', 'plan', '--policies', draft])).code).toBe(2);
    expect(await rowCounts(desk.test.owner)).toEqual(before);
  });
});

describe('redress letter draft', () => {
  it('drafts a letter of a stored complaint, and keeps the draft with who made it', async () => {
    const [{ id } = { id: '' }] = await desk.test.owner.query<{ id: string }>(
      '',
      'select complaint_id as id from complaint limit 1',
    );
    const draft = ['letter', 'draft', '--complaint', id, '--kind', 'acknowledgement', '--lang', 'zh'];
    const { code, stdout, stderr } = await desk.run(draft);
    expect([0, 1]).toContain(code);
    expect(stdout).toMatch(chinese);
    const [, letter = ''] = /^已存为草稿 (\S+)。/.exec(stderr) ?? [];
    const kept = 'select complaint_id as id, status, made_by as by from letter where letter_id = $1';
    expect(await desk.test.owner.query('', kept, [letter])).toEqual([
      { id, status: 'draft', by: 'system:command-line' },
    ]);
    const refused = await desk.run([...draft, '--at', '2026-03-01']);
    expect([refused.code, refused.stderr.includes('[importing.not_with]')]).toEqual([2, true]);
    const unknown = await desk.run(draft.with(3, '9c5b94b1-35ad-49bb-b118-8e8fc24abf80'));
    expect([unknown.code, unknown.stdout]).toEqual([2, '']);
    expect(await desk.count('letter')).toBe(1);
  });
});

describe('redress recipients', () => {
  it('gives a role to somebody, shows who holds it and what is amiss, and takes it away', async () => {
    expect((await desk.run(['accounts', 'add', 'anna', '--role', 'handler'])).code).toBe(0);
    expect(await said('recipients', 'list')).toMatch(/^team-lead/m);
    expect(await said('recipients', 'set', 'team-lead', 'anna', 'nanjing-road=anna')).toMatch(
      /^team-lead\n {2}anna\b.*\n {2}anna +nanjing-road/,
    );
    expect(await said('recipients', 'list', '--json')).toContain('"account_name": "anna"');
    // Where there are accounts, a letter of a stored complaint is somebody's.
    const nobody = await desk.run([
      'letter',
      'draft',
      '--complaint',
      '9c5b94b1-35ad-49bb-b118-8e8fc24abf80',
      '--kind',
      'refusal',
    ]);
    expect(nobody.stderr).toContain('[acting.nobody]');
    const refused = await desk.run(['recipients', 'set', 'team-lead', 'nobody-such']);
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    await said('recipients', 'set', 'team-lead');
    expect(await desk.count('recipient')).toBe(0);
  });
});
