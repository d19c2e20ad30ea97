import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { statelessJudgementDto } from '../../src/modules/judgements/judgement.dto.js';
import { judge } from '../../src/rules/judge/judge.js';
import { aComplaint, instant } from '../support/builders.js';
import { ownPolicies } from '../support/own-policies.js';
import { answerOf, complaintsApp, faultsOf, shippedPolicies, type ComplaintsApp } from './support/complaints-app.js';

let app: ComplaintsApp;
beforeAll(async () => {
  app = await complaintsApp();
});
afterAll(() => app.stop());

const received = { type: 'received', at: '2024-03-04' };
const told = { type: 'told', at: '2024-03-07T10:00+08:00' };

async function ask(body: object, query = '') {
  const question = { observes: 'everything', ...body };
  return answerOf(statelessJudgementDto, await app.ask('POST', `/api/judgements${query}`, question));
}

/** Everything that the database holds, table by table, as digests. */
async function contents(): Promise<object> {
  const tables = await app.test.owner.query<{ name: string }>(
    'tables',
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const digests = tables.map(async ({ name }) => {
    const text = `select count(*)::int as n, md5(string_agg(t::text, '|' order by t::text)) as digest from "${name}" t`;
    return [name, await app.test.owner.query<object>(`all-${name}`, text)] as const;
  });
  return Object.fromEntries(await Promise.all(digests));
}

async function firstRule(question: object): Promise<string> {
  const [first] = (await ask(question)).findings;
  return `${first?.policy ?? ''}#${first?.rule ?? ''}`;
}

describe('a judgement that is asked for', () => {
  it.each<[string, object, object]>([
    [
      'in time',
      { events: [received, told], at: '2024-03-22T00:00Z' },
      { outcome: { code: 'compliant' }, next_look_at: null },
    ],
    [
      'before it is due',
      { events: [received], at: '2024-03-05T00:00+08:00' },
      { at: '2024-03-05T00:00+08:00', outcome: { code: 'pending' }, next_look_at: '2024-03-14T00:00+08:00' },
    ],
    [
      'after it was due',
      { events: [received], at: '2024-03-14T00:00+08:00' },
      { outcome: { code: 'non-compliant', zh: '不符合' } },
    ],
    [
      'of what the source does not report',
      { events: [received], observes: ['received'], at: '2024-03-22T00:00Z' },
      { outcome: { code: 'indeterminate' }, missing: [{ name: 'told', why: { code: 'not-reported' } }] },
    ],
    [
      'of a mistake that was taken back',
      {
        events: [
          received,
          { ...told, id: 't' },
          { type: 'event-retracted', at: '2024-03-08', data: { event: 't', reason: 'x' } },
        ],
        at: '2024-03-22T00:00Z',
      },
      { outcome: { code: 'non-compliant' } },
    ],
    [
      'of others',
      { events: [received], our: { role: 'complainant' } },
      { outcome: { code: 'not-applicable' }, findings: [{ own: false }] },
    ],
    ['for now', { events: [received] }, { outcome: { code: 'non-compliant' } }],
  ])('is given %s', async (_, question, answer) => {
    expect(await ask(question)).toMatchObject(answer);
  });

  it('is explained where that is asked', async () => {
    const question = { events: [received], at: '2024-03-05T00:00+08:00' };
    const plain = await ask(question);
    expect(plain.findings[0]?.explanation).toBeUndefined();
    const explained = await ask(question, '?explain=true');
    expect(explained.findings[0]?.explanation).toMatchObject({
      due: '2024-03-13',
      steps: [{ by: { zh: '7个工作日' } }],
    });
    expect(explained.receipt).toEqual(plain.receipt);
  });

  it('is explained for one rule: what was asked, each date, and what would change the answer', async () => {
    const question = { events: [received], at: '2024-03-22T00:00Z' };
    const ref = await firstRule(question);
    const { explained = [] } = await ask(question, `?rule=${encodeURIComponent(ref)}&change=true`);
    expect(explained).toMatchObject([
      {
        rule: ref,
        outcome: { code: 'non-compliant', zh: '不符合' },
        due: '2024-03-13',
        dates: [{ what: { code: 'due' }, due: '2024-03-13' }],
        change: { kind: 'found' },
      },
    ]);
  });

  it('names each rule, those that do not apply with why, and adds up', async () => {
    await app.take(await shippedPolicies());
    const question = {
      facts: { channel: 'web' },
      events: [{ type: 'received', at: '2026-10-12T09:00+08:00' }],
      at: '2026-11-01T00:00Z',
    };
    const short = await ask(question);
    const { not_applicable: others = [], ...rest } = await ask(question, '?not_applicable=true');
    expect(short).toEqual(rest);
    const { findings, rights, retention, summary, receipt } = rest;
    const { set } = app.policies.inForce();
    const complaint = aComplaint([['received', '2026-10-12T09:00+08:00']], { facts: { channel: 'web' } });
    const judged = judge(set, complaint, instant('2026-11-01T00:00Z'));
    const everything = [...judged.findings, ...judged.rights, ...judged.retention];
    const judgedRules = everything.map(({ policy, rule }) => `${policy}#${rule}`);
    const answered = [
      ...[...findings, ...rights, ...retention].map(({ policy, rule }) => `${policy}#${rule}`),
      ...others.flatMap(({ policy, rules }) => rules.map((rule) => `${policy}#${rule}`)),
    ];
    expect(answered.toSorted()).toEqual(judgedRules.toSorted());
    const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((a, b) => a + b);
    expect(sum(summary.all)).toBe(judged.findings.length);
    expect(sum(summary.rights)).toBe(judged.rights.length);
    expect(sum(summary.retention)).toBe(judged.retention.length);
    expect(others.every(({ reason }) => reason !== undefined)).toBe(true);
    expect(receipt.policy_set).toBe(set.digest);
    await app.take(ownPolicies());
  });

  it('stores nothing, anywhere', async () => {
    const before = await contents();
    await ask({ facts: { complainant_name: '张三' }, events: [received, told] }, '?explain=true');
    expect(await faultsOf(await app.ask('POST', '/api/judgements', {}))).toHaveLength(2);
    expect(await contents()).toEqual(before);
  });

  it('is the same whenever it is asked again', async () => {
    const question = { events: [received, told], at: '2024-03-22T00:00Z' };
    expect(await ask(question)).toEqual(await ask(question));
  });

  it.each<[string, object, readonly string[]]>([
    ['nothing', {}, ['complaint.observes_missing #/observes', 'value.missing #/events']],
    [
      'an unknown fact of ours',
      { observes: [], events: [], our: { rolle: 'x' } },
      ['complaint.unknown_fact #/our/rolle'],
    ],
    ['a day to judge for', { observes: [], events: [], at: '2024-03-22' }, ['value.not_instant #/at']],
    [
      'two events of one id',
      {
        observes: [],
        events: [
          { ...received, id: 'a' },
          { ...told, id: 'a' },
        ],
      },
      ['complaint.event_id_twice #/events/1/id'],
    ],
    [
      'a retraction of nothing',
      { observes: [], events: [{ type: 'event-retracted', at: '2024-03-08', data: { event: 't', reason: 'x' } }] },
      ['complaint.retracts_unknown #/events/0/data/event'],
    ],
  ])('with %s is refused', async (_, body, faults) => {
    expect(await faultsOf(await app.ask('POST', '/api/judgements', body))).toEqual(faults);
  });
});
