import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { statusLines, waitingLines } from '../../src/cli/policy-status-text.js';
import {
  approve,
  policyStatus,
  proposalToApprove,
  propose,
  pull,
  refuse,
  withdraw,
} from '../../src/cli/policy-sets.runner.js';
import { RedressError } from '../../src/errors.js';
import { brokenAt } from '../../src/ledger/entry.js';
import { HealthModule } from '../../src/modules/health/health.module.js';
import { IdentityModule } from '../../src/modules/identity/identity.module.js';
import { PoliciesModule } from '../../src/modules/policies/policies.module.js';
import { PoliciesService } from '../../src/modules/policies/policies.service.js';
import { ProposalsService } from '../../src/modules/policies/proposals.service.js';
import { policySets } from '../../src/modules/policies/stored-set.js';
import { chainOf } from '../../src/store/entries.repository.js';
import { StoreModule } from '../../src/store/store.module.js';
import { aPerson, type Person } from '../e2e/support/policy-people.js';
import { closeDesk, goodFiles, openDesk, within, write, type Desk } from './support/policies-desk.js';

@Module({})
class Root {}

const tests = `policy: cn.example
cases:
  - name: { en: kept, zh: 按时 }
    at: 2026-06-10T12:00:00+08:00
    events: [{ received: 2026-03-06T17:30:00+08:00 }, { accepted: 2026-03-07T10:20:00+08:00 }]
    expect: { answer: compliant }
  - name: { en: broken, zh: 逾期 }
    at: 2027-06-10T12:00:00+08:00
    events: [{ received: 2026-03-06T17:30:00+08:00 }]
    expect: { answer: non-compliant }
  - name: { en: running, zh: 计时中 }
    at: 2026-03-06T18:00:00+08:00
    events: [{ received: 2026-03-06T17:30:00+08:00 }]
    expect: { answer: pending }
`;
const example = 'house/example.yaml';

let on: Desk;
let app: INestApplicationContext;

beforeEach(async () => {
  on = await openDesk({ solo: false });
  await write(on, { 'house/example.test.yaml': tests });
  app = await anApp();
});
afterEach(async () => {
  await app.close();
  await closeDesk(on);
});

async function anApp(): Promise<INestApplicationContext> {
  process.env['REDRESS_POLICIES'] = on.folder;
  const { database } = on.test;
  const module = { module: Root, imports: [StoreModule.of(database), HealthModule, IdentityModule, PoliciesModule] };
  const made = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
  delete process.env['REDRESS_POLICIES'];
  return made;
}

const text = async (language: 'en' | 'zh' = 'en'): Promise<string> =>
  statusLines(await policyStatus(app), language).join('\n');
const codesOf = (work: Promise<unknown>): Promise<readonly string[]> =>
  work.then(
    () => [],
    (error: unknown) => (error instanceof RedressError ? error.faults.map(({ code }) => code) : [String(error)]),
  );
const files = async (): Promise<Record<string, string>> => {
  const all = await readdir(on.folder, { recursive: true });
  const names = all.filter((name) => /\.ya?ml$/.test(name)).sort();
  const read = names.map(async (name) => [name, await readFile(join(on.folder, name), 'utf8')]);
  return Object.fromEntries(await Promise.all(read)) as Record<string, string>;
};

describe('redress policy', () => {
  it('says what is in force, that nobody approved the first set, and what the folder says otherwise', async () => {
    expect(await text()).toMatch(
      /^In force: set 1, since 20[^\n]*\n {2}[0-9a-f]{64}\n {2}written by system, not approved by a second person: the first set/,
    );
    expect(await text()).toContain('says what is in force.');
    expect(await text('zh')).toContain('起草人：系统，未经第二人审批：空数据库的首个制度集');
    await write(on, { [example]: within(9) });
    expect(await text()).toMatch(
      /differs from what is in force\.\n {2}.*9 days[^]*1 difference[^]*redress policy propose/,
    );
    await write(on, { [example]: within(9).replace('9 days', '9') });
    expect(await text()).toContain('1 fault; "redress policy check" lists them');
  });

  it('proposes the folder, which the same person cannot approve, and withdraws it', async () => {
    await write(on, { [example]: within(9) });
    expect(await codesOf(propose(app, {}))).toEqual(['policies.no_reason']);
    const waiting = await propose(app, { reason: 'longer' });
    expect(waitingLines(waiting).map(({ en }) => en)).toEqual([
      expect.stringMatching(/^ {2}[0-9a-f-]{36} {2}by system, 20.*, from set 1$/),
      expect.stringMatching(/^ {4}[0-9a-f]{64}$/),
      '    Reason: longer',
      expect.stringContaining('9 days'),
      expect.stringContaining('1 difference'),
    ]);
    expect(await text()).toContain(`Proposal ${waiting.proposal.id} has these texts and waits.`);
    expect(await text('zh')).toContain('等待审批：');
    expect(await codesOf(approve(app, await proposalToApprove(app, undefined, { latest: true }), {}))).toEqual([
      'authority.own_work',
    ]);
    expect(await codesOf(refuse(app, waiting.proposal.id, { reason: 'no' }))).toEqual(['authority.own_work']);
    await withdraw(app, waiting.proposal.id, { reason: 'no' });
    expect(await text()).toContain('No proposal waits for approval.');
    expect(await codesOf(proposalToApprove(app, undefined, { latest: true }))).toEqual(['policies.none_waiting']);
    expect(await codesOf(proposalToApprove(app, 'x', {}))).toEqual(['policies.unknown_proposal']);
    expect(await codesOf(proposalToApprove(app, undefined, {}))).toEqual(['cli.missing_argument']);
    expect(await codesOf(proposalToApprove(app, 'x', { latest: true }))).toEqual(['cli.conflicting_options']);
  });

  it('lets one person alone propose, approve and undo, and says so', async () => {
    process.env['REDRESS_SOLO'] = '1';
    await write(on, { [example]: within(9) });
    const waiting = await propose(app, { reason: 'longer' });
    expect(await codesOf(approve(app, waiting, { digest: 'f'.repeat(64) }))).toEqual(['policies.other_digest']);
    expect(await approve(app, waiting, {})).toMatchObject({ number: 2, approval: { state: 'solo' } });
    expect(await text()).toContain('not approved by a second person (REDRESS_SOLO)');
    const undo = await propose(app, { reason: 'back', undo: 2 });
    expect(waitingLines(undo).map(({ en }) => en)).toContain('    Undoes set 2: the texts of set 1 again.');
    await approve(app, undo, {});
    const policies = app.get(PoliciesService, { strict: false });
    expect(policies.inForce().stored.texts).toEqual((await policies.read(1)).texts);
    expect(policies.inForce().number).toBe(3);
    expect(brokenAt(await chainOf(on.test.database.reading, policySets))).toBeUndefined();
  });

  it('acts for nobody where there are accounts', async () => {
    await aPerson(on.test.owner, 'chen', ['officer']);
    await write(on, { [example]: within(9) });
    expect(await codesOf(propose(app, { reason: 'longer' }))).toEqual(['acting.nobody']);
  });
});

describe('redress policy pull', () => {
  let chen: Person;
  let li: Person;
  beforeEach(async () => {
    chen = await aPerson(on.test.owner, 'chen', ['officer']);
    li = await aPerson(on.test.owner, 'li', ['approver']);
  });

  async function inForce(): Promise<void> {
    const proposals = app.get(ProposalsService, { strict: false });
    const { body } = await proposals.propose({ reason: 'a change' }, { who: chen.known });
    await proposals.approve(body.id, { digest: body.digest }, { who: li.known });
  }

  it('brings back byte for byte what was approved, and leaves tests and other files', async () => {
    await write(on, {
      [example]: `# 注释\r\n${within(9)}\n\n`,
      'mappings/own.yaml': 'mapping: own\n',
      'schedules.yaml': 'schedules: {}\n',
    });
    await inForce();
    const approved = await files();
    await write(on, goodFiles);
    await rm(join(on.folder, 'mappings'), { recursive: true });
    await rm(join(on.folder, 'schedules.yaml'));
    await write(on, { 'house/notes.test.yaml': 'mine: yes\n' });
    const pulled = await pull(app, undefined, false);
    expect(pulled).toMatchObject({ set: 2, written: [example, 'mappings/own.yaml', 'schedules.yaml'], removed: [] });
    expect(await files()).toEqual({ ...approved, 'house/notes.test.yaml': 'mine: yes\n' });
    expect(await text()).toContain('says what is in force.');
    expect(await pull(app, undefined, false)).toMatchObject({ written: [], removed: [] });
  });

  it('refuses to overwrite what was never proposed, and names it; what stands in a proposal or an earlier set is safe', async () => {
    await write(on, { [example]: within(9), 'house/more.yaml': within(3).replace('cn.example', 'cn.more') });
    await rm(join(on.folder, 'house/example.test.yaml'));
    const before = await files();
    const refused = await pull(app, undefined, false).catch((error: unknown) => error);
    expect(refused instanceof RedressError && refused.faults.map(({ code, place }) => [code, place?.file])).toEqual([
      ['policies.not_proposed', example],
      ['policies.not_proposed', 'house/more.yaml'],
    ]);
    expect(await files()).toEqual(before);
    expect(await pull(app, undefined, true)).toMatchObject({ written: [example], removed: ['house/more.yaml'] });
    expect(await files()).toEqual(goodFiles);

    await write(on, { [example]: within(11), 'house/example.test.yaml': tests });
    await app.get(ProposalsService, { strict: false }).propose({ reason: 'x' }, { who: chen.known });
    expect(await pull(app, undefined, false)).toMatchObject({ written: [example] });
  });

  it('brings an earlier set, and fills a folder that is empty', async () => {
    await write(on, { [example]: within(9) });
    await inForce();
    await pull(app, 1, false);
    expect((await files())[example]).toBe(goodFiles[example]);
    await rm(on.folder, { recursive: true });
    expect((await pull(app, undefined, false)).written).toHaveLength(Object.keys(goodFiles).length);
    expect(await files()).toEqual({ ...goodFiles, [example]: within(9) });
    expect(await codesOf(pull(app, 9, false))).toEqual(['policies.unknown_set']);
  });

  it('does not overwrite a file that cannot be read', async () => {
    await write(on, { [example]: within(9) });
    await inForce();
    await writeFile(join(on.folder, example), 'x'.repeat(20_000_000));
    expect(await codesOf(pull(app, undefined, false))).toEqual(['policies.not_proposed']);
    await pull(app, undefined, true);
    expect((await files())[example]).toBe(within(9));
  });
});
