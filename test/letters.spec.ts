import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadSet } from '../src/cli/audit.runner.js';
import { draftLetter, lackingIn, letterText, type LetterDraft } from '../src/letters/draft-letter.js';
import { matterOf } from '../src/letters/matter.js';
import { readPolicyFiles } from '../src/policies-folder/policies.reader.js';
import { withCalendars } from '../src/policies-folder/shipped-calendars.reader.js';
import type { Complaint } from '../src/rules/complaint.js';
import { readTestCases } from '../src/rules/analysis/test-cases.js';
import { letterKinds, type LetterKind } from '../src/rules/policy/letter-kinds.js';
import { loadPolicies } from '../src/rules/policy/load-policies.js';
import type { PolicySet } from '../src/rules/policy/policy.js';
import { aComplaint, instant, time } from './support/builders.js';

let set: PolicySet;
beforeAll(async () => void (set = await loadSet('policies')));

const draft = (kind: LetterKind, complaint: Complaint, at: string, language: 'en' | 'zh' = 'en'): LetterDraft =>
  draftLetter(set, complaint, { kind, language, at: instant(at) });
const textOf = ({ paragraphs }: LetterDraft): string => letterText(paragraphs);
const bank = (...events: readonly (readonly [string, string])[]): Complaint =>
  aComplaint([['received', '2026-03-02'], ...events], {
    facts: { respondent_kind: 'bank', complexity: 'especially-complex', complainant_name: '张三' },
  });

const yuan = (amount: string) => ({ kind: 'money', amount, currency: 'CNY' }) as const;

describe('a draft of any letter for any complaint of the shipped packs', () => {
  const folders = ['cn', 'uk', 'us', 'house'];
  const files = folders.flatMap((folder) =>
    readdirSync(join('policies', folder))
      .filter((file) => file.endsWith('.test.yaml'))
      .map((file) => join('policies', folder, file)),
  );

  it.each(files)('%s: makes every statement of ours that it can know, and leaves the rest visibly open', (file) => {
    const { cases } = readTestCases(readFileSync(file, 'utf8'), file, set);
    expect(cases.length).toBeGreaterThan(0);
    // One case in eight, beginning with the first: they differ in little.
    for (const { complaint, at } of cases.filter((_, index) => index % 8 === 0))
      for (const kind of letterKinds) {
        const drafts = (['en', 'zh'] as const).map((language) => draftLetter(set, complaint, { kind, language, at }));
        for (const made of drafts) {
          const text = textOf(made);
          const lacking = lackingIn(matterOf(kind, set, complaint, at), text).map(({ statement }) => statement);
          expect(lacking.filter(({ wording }) => wording !== undefined).map(({ ref }) => ref)).toEqual([]);
          for (const { title } of lacking)
            expect(made.missing.join('|')).toContain(made.language === 'en' ? title.en : title.zh);
          expect(text).not.toMatch(/undefined|null|\[object|NaN/);
          expect(made.events.length).toBeGreaterThan(0);
        }
        expect(drafts[0]?.missing.length).toBe(drafts[1]?.missing.length);
        expect(drafts[0]?.events).toEqual(drafts[1]?.events);
      }
  });
});

describe('an acknowledgement', () => {
  it('promises the first of our own dates, with its rule, in both languages', () => {
    const en = draft('acknowledgement', bank(), '2026-03-03T10:00+08:00');
    expect(textOf(en)).toContain('Dear 张三,');
    expect(textOf(en)).toContain('We will answer you by 12 March 2026 at the latest (Complaint decided;');
    expect(en.missing).toEqual([]);
    const zh = draft('acknowledgement', bank(), '2026-03-03T10:00+08:00', 'zh');
    expect(textOf(zh)).toContain('最迟于2026年3月12日答复您（作出处理决定，');
    expect(zh.missing).toEqual([]);
    expect(zh.opened).toEqual(['complainant_name']);
  });

  it('promises no date that has gone by, and tells whoever sends it', () => {
    const late = draft('acknowledgement', bank(), '2026-06-01T10:00+08:00');
    expect(late.missing).toEqual(['the date by which we will answer']);
    expect(late.remarks.map(({ en }) => en).join()).toMatch(/has run out already \(12 March 2026/);
  });

  it('of which nothing is known but that it is there has nothing made up in it', () => {
    const bare = draft('acknowledgement', aComplaint([]), '2026-03-03T10:00+08:00');
    expect(textOf(bare)).toContain('Dear Sir or Madam,');
    expect(bare.missing).toEqual(['the date by which we will answer']);
  });
});

describe('an extension notice', () => {
  const approved = bank(['extension-approved', '2026-03-16']);

  it('gives the date that the rules give if it goes now, and the article', () => {
    const notice = draft('extension', approved, '2026-03-20T10:00+08:00', 'zh');
    expect(notice.events).toContain('complainant-told-of-extension');
    expect(textOf(notice)).toContain('2026年5月6日');
    expect(textOf(notice)).toContain('《银行业保险业消费投诉处理管理办法》');
    expect(textOf(notice)).toContain('第17条');
    expect(notice.missing).toEqual(['延期原因']);
  });

  it.each([
    [
      'nobody approved it',
      bank(),
      '2026-03-20T10:00+08:00',
      /extended by this letter only with: .*“Extension approved”/,
    ],
    ['the time has run out', approved, '2026-04-02T00:00+08:00', /extends no period|only with|is not extended/],
  ])('gives no date where %s', (_, complaint, at, remark) => {
    const notice = draft('extension', complaint, at);
    expect(notice.missing).toEqual(['the reason for the delay', 'the new date']);
    expect(notice.remarks.map(({ en }) => en).join(' ')).toMatch(remark);
  });
});

describe('an extension notice, while another promise of ours runs', () => {
  const promise = (within: string): string => `policy: own
title: { en: Own, zh: 自有 }
source: { instrument: Own, rank: house, checked: 2026-11-21 }
in-force: { from: 2026-01-01 }
version-by: received
binds: respondent
calendar: cn
deadlines: { own-answer: { title: { en: Own answer, zh: 自有答复 }, from: received, done: decided, within: ${within} } }
`;
  const approved = bank(['extension-approved', '2026-03-16']);
  const notice = async (within: string, language: 'en' | 'zh' = 'en'): Promise<LetterDraft> => {
    const files = await withCalendars(await readPolicyFiles('policies'));
    const { set: own } = loadPolicies([...files, { file: 'own.yaml', text: promise(within) }]);
    if (own === undefined) throw new Error('The set of the test does not load.');
    return draftLetter(own, approved, { kind: 'extension', language, at: instant('2026-03-20T10:00+08:00') });
  };

  it('promises no later date than that one runs out', async () => {
    const draft = await notice('50 days');
    expect(textOf(draft)).toContain('We expect to answer you by 21 April 2026 at the latest');
    expect(draft.dates).toEqual(['extended-to own#own-answer d20564']);
    expect(draft.remarks.map(({ en }) => en).join()).toContain(
      '“Own answer” runs out earlier all the same, 21 April 2026',
    );
    expect(draft.remarks.map(({ zh }) => zh).join()).toContain('“自有答复”的期限仍将先于此届满（2026年4月21日）');
    expect(textOf(await notice('50 days', 'zh'))).toContain('最迟于2026年4月21日答复您');
  });

  it('leaves the new date open where that one runs out before the extended period does now', async () => {
    const draft = await notice('25 days');
    expect(draft.missing).toEqual(['the reason for the delay', 'the new date']);
    expect(draft.remarks.map(({ en }) => en).join()).toContain('runs out earlier all the same, 27 March 2026');
  });

  it('says nothing of one that runs longer', async () => {
    const draft = await notice('90 days');
    expect(textOf(draft)).toContain('by 6 May 2026 at the latest');
    expect(draft.remarks).toEqual([]);
  });
});

describe('a final reply', () => {
  it('of a British firm makes the statements of DISP and asks what only the firm knows', () => {
    const complaint = aComplaint([['received', '2026-04-02']], {
      facts: { respondent_kind: 'fca-firm', jurisdiction: 'uk', payment_service: false },
    });
    const reply = draft('final-reply', complaint, '2026-05-14T10:00+01:00');
    expect(reply.events).toContain('final-response-sent');
    expect(reply.events).not.toContain('src-sent');
    expect(textOf(reply)).toContain('www.financial-ombudsman.org.uk');
    expect(textOf(reply)).toContain('within six months of the date of this letter');
    expect(textOf(reply)).not.toContain('12315');
    expect(reply.missing).toContain('do or do not');
  });

  it('lists what is open with its amount, and what was granted', () => {
    const complaint = aComplaint(
      [
        ['received', '2026-03-02'],
        ['remedy-granted', '2026-03-05', { granted_remedy: 'refund', granted_amount: yuan('100.00') }],
      ],
      {
        facts: {
          fraud_shown: true,
          price: yuan('300.00'),
          purchased_on: time('2026-03-02'),
          flaw_only_in_label: false,
          consumer_purchase: true,
          jurisdiction: 'cn',
        },
      },
    );
    const reply = textOf(draft('final-reply', complaint, '2026-03-06T10:00+08:00'));
    expect(reply).toContain('Refund: CNY 100.00');
    expect(reply).toMatch(/Three times the price for fraud.*extra damages of CNY 900/);
  });
});

describe('a refusal', () => {
  it('of an authority gives reasons and routes of the law in force', () => {
    const complaint: Complaint = {
      ...aComplaint([['received', '2026-05-06']], {
        facts: { complained_to: 'market-regulator', jurisdiction: 'cn', our_complaint: false },
      }),
      our: { role: 'market-regulator' },
    };
    const refusal = draft('refusal', complaint, '2026-05-08T10:00+08:00', 'zh');
    expect(refusal.events).toEqual(expect.arrayContaining(['refused', 'complainant-told']));
    expect(textOf(refusal)).toContain('不予受理');
    expect(textOf(refusal)).toContain('人民法院');
    expect(textOf(refusal)).toContain('仲裁');
    expect(textOf(refusal)).not.toContain('12315');
  });
});
