import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Language } from '../../src/errors.js';
import { auditView } from '../../src/reports/audit-view.js';
import type { AuditReport } from '../../src/reports/audit-report.js';
import { ProposalsService } from '../../src/modules/policies/proposals.service.js';
import { filesOf, type SetTexts } from '../../src/modules/policies/stored-set.js';
import { aPerson, type Person } from '../e2e/support/policy-people.js';
import { by, openStore, order, received, tell, type Store } from './support/report-store.js';

const everything = new Uint8Array(0x110000 / 8).fill(255);

describe('a report says who wrote and approved the set by which it judges', () => {
  let store: Store;
  let proposals: ProposalsService;
  let [chen, li]: Person[] = [];

  beforeAll(async () => {
    store = await openStore();
    const { test, policies, folder } = store;
    proposals = new ProposalsService(test.database, policies, folder);
    [chen, li] = [
      await aPerson(test.owner, 'chen', ['officer', 'approver']),
      await aPerson(test.owner, 'li', ['approver']),
    ];
    await tell(store, { one: { events: [received('2026-03-02')] } });
  });
  afterAll(() => store.close());

  async function change(more: SetTexts, approver: Person | undefined): Promise<void> {
    if (chen === undefined || approver === undefined) throw new RangeError('nobody');
    const { texts } = store.policies.inForce().stored;
    const files = filesOf({ ...texts, ...more });
    const { body } = await proposals.propose({ files, reason: 'a test' }, { who: chen.known });
    await proposals.approve(body.id, { digest: body.digest }, { who: approver.known });
  }

  async function made(): Promise<{ report: AuditReport; json: Record<string, never>; csv: Record<string, string> }> {
    const [json, csv] = [join(store.folder, 'audit.json'), join(store.folder, 'audit.csv')];
    const { report } = await store.reports.makeNow(
      order({ findings: 'all' }),
      [
        { name: 'audit.json', format: 'json', path: json },
        { name: 'audit.csv', format: 'csv', path: csv },
      ],
      by,
    );
    const [row = {}] = parse<Record<string, string>>(await readFile(csv, 'utf8'), { columns: true, bom: true });
    return { report, json: JSON.parse(await readFile(json, 'utf8')) as Record<string, never>, csv: row };
  }

  const said = (report: AuditReport, language: Language): string => {
    const { facts, sections } = auditView(report, language, everything);
    const [approval] = facts.filter(({ label }) => label === 'Approval of the policy set' || label === '制度集审批');
    const text = approval !== undefined && 'text' in approval ? approval.text : undefined;
    // What page one says stands again beside what identifies the set.
    const method = JSON.stringify(sections.find(({ id }) => id === 'method'));
    expect(text !== undefined && method.includes(text)).toBe(true);
    return text ?? '';
  };

  it('that of an empty database was approved by nobody', async () => {
    const { report, json, csv } = await made();
    expect(said(report, 'en')).toBe(
      'set 1, written by system, not approved by a second person: the first set of an empty database, taken from the folder as it stood',
    );
    expect(said(report, 'zh')).toBe('第 1 号，起草人：系统，未经第二人审批：空数据库的首个制度集，直接取自文件夹');
    expect(json['policySet']).toMatchObject({
      approval: { set: 1, state: 'first-set', bySecondPerson: false, author: 'system' },
      solo: false,
    });
    expect(csv).toMatchObject({ policy_set: '1', set_author: 'system', set_approver: '', set_approval: 'first-set' });
  });

  it('one that two people made, by their names; its waivers too', async () => {
    const [rule = ''] = houseRules();
    const waiver = `waiver: a-move\ntitle: { en: The office moves, zh: 办公室搬迁 }\nrule: ${rule}\nreason: { en: Boxes, zh: 打包 }\nfrom: 2026-03-01\nthrough: 2027-12-31\n`;
    await change({ 'waivers/a-move.yaml': waiver }, li);
    const { report, json, csv } = await made();
    expect(said(report, 'en')).toBe('set 2, written by chen, approved by li');
    expect(said(report, 'zh')).toBe('第 2 号，起草人：chen，审批人：li');
    expect(json['policySet']).toMatchObject({
      approval: { state: 'approved', bySecondPerson: true, author: 'chen', approver: 'li' },
    });
    expect(json['waivers']).toContainEqual(
      expect.objectContaining({
        id: 'a-move',
        approval: expect.objectContaining({ set: 2, bySecondPerson: true, author: 'chen', approver: 'li' }),
      }),
    );
    // The others came with the first set, which nobody approved.
    expect(json['waivers']).toContainEqual(
      expect.objectContaining({ approval: expect.objectContaining({ set: 1, state: 'first-set' }) }),
    );
    expect(csv).toMatchObject({ policy_set: '2', set_author: 'chen', set_approver: 'li', set_approval: 'approved' });
    const waivers = auditView(report, 'en', everything).sections.find(({ id }) => id === 'waivers');
    expect(JSON.stringify(waivers).includes('written by chen, approved by li')).toBe(true);
  });

  it('one that its author approved alone, and that this can be done here', async () => {
    process.env['REDRESS_SOLO'] = '1';
    try {
      const { report: before } = await made();
      expect(said(before, 'en')).toBe(
        'set 2, written by chen, approved by li; REDRESS_SOLO is on: one person may approve what they wrote themselves',
      );
      expect(said(before, 'zh')).toContain('已启用 REDRESS_SOLO');
      await change({ 'mappings/own.yaml': 'mapping: own\n' }, chen);
    } finally {
      delete process.env['REDRESS_SOLO'];
    }
    const { report, json, csv } = await made();
    expect(said(report, 'en')).toBe(
      'set 3, written by chen, approved by chen, not approved by a second person (REDRESS_SOLO)',
    );
    expect(said(report, 'zh')).toBe('第 3 号，起草人：chen，审批人：chen，未经第二人审批（REDRESS_SOLO）');
    expect(json['policySet']).toMatchObject({ approval: { state: 'solo', bySecondPerson: false } });
    expect(csv['set_approval']).toBe('solo');
    // The waiver stands as it did in the set that li approved.
    expect(report.waivers.find(({ id }) => id === 'a-move')).toMatchObject({ approval: { set: 2, state: 'approved' } });
  });

  function houseRules(): readonly string[] {
    const house = store.policies.inForce().set.policies.filter(({ source }) => source.rank === 'house');
    return house.flatMap(({ rules }) => rules.map(({ ref }) => ref));
  }
});
