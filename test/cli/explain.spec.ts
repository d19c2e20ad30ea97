import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builtRedress, redress, type Ran } from '../tooling/run-program.js';
import { complaint, ownProject, type OwnProject } from './own-project.js';

const more = `policy: shop.more
title: { en: More, zh: 其他 }
source: { instrument: House rule 9, rank: house, checked: 2026-01-01 }
in-force: { from: 2020-01-01 }
version-by: received
binds: shop
parameters:
  late_start:
    options: [received, replied]
    title: { en: Where the end starts, zh: 终结起算点 }
    2020-01-01: { value: received, why: a reading }
deadlines:
  end: { title: { en: End, zh: 终结 }, cite: rule 11, from: { parameter: late_start }, done: replied, within: 10 days }
rights:
  refund:
    title: { en: Refund, zh: 退款 }
    cite: rule 12
    gives: [{ remedy: refund }]
    window: { from: received, within: 30 days }
    exclusions:
      - { when: { all: [{ fact: kind, operator: equal, value: quality }] }, cite: rule 13 }
indicators:
  in-time:
    title: { en: In time, zh: 按时率 }
    cite: rule 14
    of: { rule: shop.replies#reply }
    dated-by: due
    measure: { share: { state: in-time } }
    period: month
    target: at least 98 %
`;

describe('redress explain', () => {
  let project: OwnProject;
  beforeAll(async () => {
    project = ownProject('A-8,2026-03-02T10:00Z,2026-03-09T10:00Z,delay,-,-\n');
    project.write('complaint.yaml', complaint);
    project.write('policies/more.yaml', more);
    project.write('policies/words.vocabulary.yaml', 'remedies: [refund]\n');
    await redress(['--version']);
  }, 300_000);
  afterAll(() => project.remove());

  const explain = (...args: string[]): Promise<Ran> =>
    builtRedress(['explain', '--policies', project.path('policies'), '--complaint', ...args]);
  const told = (...args: string[]): Promise<Ran> => explain(project.path('complaint.yaml'), ...args);

  it('tells a deadline with its facts, its days and the smallest change, in words and as data', async () => {
    const found = await told('--rule', 'reply', '--json', project.path('reply.json'));
    expect(found).toMatchObject({ code: 0, stderr: '' });
    for (const words of [
      'Reply  shop.replies#reply',
      'The shop must reach “Replied” within 3 working days',
      'Non-compliant; Done late; started 2026-03-02T10:00+00:00; due 2026-03-05; done 2026-03-09T10:00+00:00',
      'The policy applies: yes',
      'Starts from: “Received”',
      'Done by: “Replied”',
      '“Role” = “shop” (said by the organisation of itself)',
      '2026-03-03…2026-03-04 counted 1–2, 2026-03-05 due 3',
      '“Compliant” if “Received” had happened on 2026-03-04T00:00+00:00 (not 2026-03-02T10:00+00:00).',
    ])
      expect(found.stdout).toContain(words);
    expect(found.stdout).not.toContain('李雷');
    const { answers }: { readonly answers: readonly object[] } = JSON.parse(
      readFileSync(project.path('reply.json'), 'utf8'),
    );
    expect(answers).toHaveLength(1);
    expect(answers[0]).toMatchObject({
      rule: 'shop.replies#reply',
      cite: ['rule 7'],
      outcome: { code: 'non-compliant', en: 'Non-compliant' },
      due: '2026-03-05',
      change: { kind: 'found' },
    });
  });

  it('tells the same in Chinese', async () => {
    const { code, stdout } = await told('--rule', 'shop.replies#reply', '--lang', 'zh');
    expect(code).toBe(0);
    for (const words of ['答复  shop.replies#reply', '到期 2026-03-05', '制度适用：是', '最小改变'])
      expect(stdout).toContain(words);
  });

  it('shows each reading with its due date', async () => {
    const { stdout } = await told('--rule', 'end');
    expect(stdout).toMatch(/Where the end starts = “Received” \(chosen\): Compliant, 2026-03-12/u);
    expect(stdout).toMatch(/Where the end starts = “Replied”: Compliant, 2026-03-19/u);
  });

  it('names the exclusion of a right, and follows a supposition that flips it', async () => {
    const { stdout } = await told('--rule', 'refund');
    expect(stdout).toContain('An exclusion holds: yes (rule 13)');
    expect(stdout).toMatch(/→ Not applicable; .*rule 13/u);
    const flipped = (await told('--rule', 'refund', '--suppose', 'kind=delay')).stdout;
    expect(flipped).toContain('An exclusion holds: no (rule 13)');
    expect(flipped).toMatch(/→ Open; .*until 2026-04-01/u);
  });

  it('tells what applies without a rule, and says what it did not look for', async () => {
    const { code, stdout } = await told('--json', project.path('all.json'));
    expect(code).toBe(0);
    expect(stdout).toContain('shop.replies#reply');
    expect(stdout).not.toContain('shop.more#refund');
    expect(stdout).toContain('1 other answer is not shown: the rule does not apply, or nobody is to be told.');
    expect(stdout).toContain('was not looked for; name one rule with --rule.');
    expect(stdout).not.toContain('Smallest change');
    const { answers }: { readonly answers: readonly object[] } = JSON.parse(
      readFileSync(project.path('all.json'), 'utf8'),
    );
    expect(answers[0]).toMatchObject({ change: { kind: 'not-searched' } });
  });

  it('reads a row of an export by its mapping and id', async () => {
    const row = ['--mapping', project.path('mapping.yaml'), '--at', '2026-11-01', '--rule', 'kind'];
    const found = await explain(project.path('input.csv'), ...row, '--id', 'A-8');
    expect(found).toMatchObject({ code: 0, stderr: '' });
    expect(found.stdout).toContain('The requirement is met: no (rule 8)');
    const missing = await explain(project.path('input.csv'), ...row, '--id', 'A-9');
    expect(missing.code).not.toBe(0);
    expect(missing.stderr).toContain('explain.no_complaint');
  });

  it('refuses a misspelt rule or supposition with the nearest name', async () => {
    const rule = await told('--rule', 'shop.replies#repyl');
    expect(rule.code).not.toBe(0);
    expect(rule.stderr).toMatch(/"shop\.replies#repyl".*shop\.replies#reply/u);
    const fact = await told('--suppose', 'kidn=delay');
    expect(fact.stderr).toMatch(/"kidn".*kind/u);
    const both = await told('--suppose', 'kind=dealy', 'received=yesterday');
    expect(both.code).not.toBe(0);
    for (const words of ['--suppose  kind', '"dealy"', '--suppose  received', '"yesterday"'])
      expect(both.stderr).toContain(words);
  });

  it.each([
    ['an alias bomb', `a: &a [x, x]\nb: &b [${'*a, '.repeat(50)}*a]\nc: [${'*b, '.repeat(50)}*b]\n`],
    ['bytes', Buffer.from([0, 255, 254, 0, 1, 2])],
    ['a list', '- 1\n- 2\n'],
    ['another prototype', '__proto__: { id: x }\nid: A\n'],
  ])('refuses %s with its place, and no trace of the program', async (_, content) => {
    const { code, stdout, stderr } = await explain(project.write('hostile.yaml', content), '--rule', 'reply');
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('hostile.yaml');
    expect(stderr).not.toMatch(/\bat .*\.js:\d+/u);
  });

  it('is not needed to read the rules: policy show says each in a sentence', async () => {
    const show = (...args: string[]): Promise<Ran> =>
      builtRedress(['policy', 'show', project.path('policies'), ...args]);
    const all = await show();
    expect(all).toMatchObject({ code: 0, stderr: '' });
    expect(all.stdout).toContain('shop.replies#reply\n  ');
    expect(all.stdout).toContain('Each month (by the due date), the share of the cases of “Reply”');
    expect(all.stdout).toContain('target at least 98 %');
    expect((await show('--rule', 'in-time', '--lang', 'zh')).stdout).toContain('目标不低于 98 %');
    expect((await show('--rule', 'in-tiem')).stderr).toMatch(/"in-tiem".*in-time/u);
  });
});
