import { describe, expect, it } from '@jest/globals';
import {
  AT,
  finding,
  judgementOf,
  rejectedRow,
  syntheticSet,
  syntheticSummary,
} from '../../../test/reports/synthetic-audit.js';
import type { Finding } from '../../rules/judge/judgement.js';
import { createAuditAccumulator } from '../audit-accumulator.js';
import type { AuditReport } from '../audit-report.js';
import { answerView, verdictOf } from './page-one.js';
import { speakerOf } from './speaker.js';

/** The policies of the synthetic set: a legal one, a promise, one that binds the regulator, and a legal one not yet checked. */
const [LAW, PROMISE, OTHERS, UNCHECKED] = [0, 1, 2, 3];

function reportOf(complaints: readonly (readonly Finding[])[], rejected = 0): AuditReport {
  const audit = createAuditAccumulator(syntheticSet, AT);
  complaints.forEach((findings, n) => audit.add(judgementOf(`C-${n}`, findings), () => undefined));
  for (let row = 0; row < rejected; row++) audit.reject(rejectedRow(row));
  return audit.finish(syntheticSummary(complaints.length, rejected));
}

const skipped = (): Finding => finding(UNCHECKED, 'reply', { outcome: 'not-applicable', reason: 'unverified' });
const kept = (policy = LAW): Finding => finding(policy, 'reply', { outcome: 'compliant', state: 'in-time' });
const broken = (policy = LAW): Finding => finding(policy, 'reply', { outcome: 'non-compliant', state: 'overdue' });
const unknown = (policy = LAW): Finding =>
  finding(policy, 'reply', { outcome: 'indeterminate', missing: [{ name: 'x', kind: 'event', why: 'not-reported' }] });
const open = (policy = LAW): Finding => finding(policy, 'reply', { outcome: 'pending', state: 'running' });
const none = (policy = LAW): Finding => finding(policy, 'reply', { outcome: 'not-applicable' });

describe('whether we are lawful', () => {
  it.each([
    ['nothing was judged', reportOf([]), 'No answer', '无法回答', 'unknown'],
    ['no duty applied', reportOf([[none()], [none()]]), 'No answer', '无法回答', 'unknown'],
    ['only promises applied', reportOf([[kept(PROMISE)]]), 'No answer', '无法回答', 'unknown'],
    ['only clocks of others ran', reportOf([[broken(OTHERS)]]), 'No answer', '无法回答', 'unknown'],
    [
      'one of two broke the law',
      reportOf([[kept()], [broken()]]),
      'Not fully: a legal duty was broken in 1 of 2 complaints.',
      '不完全合规：2 件投诉中，1 件',
      'broken',
    ],
    [
      'the law applied to some only',
      reportOf([[kept()], [broken()], [none()]]),
      'Not fully: a legal duty was broken in 1 of the 2 complaints to which one applies.',
      '不完全合规：适用法定义务的 2 件投诉中，1 件',
      'broken',
    ],
    [
      'it is not known whether the law applied',
      reportOf([[unknown()], [none()]]),
      'Cannot be confirmed: no broken legal duty was found, but the one complaint to which one applies or may apply could not be judged.',
      '尚不能确认：未发现违反法定义务，但适用或可能适用法定义务的 1 件投诉无法判定。',
      'unknown',
    ],
    [
      'all broke the law',
      reportOf([[broken()], [broken()]]),
      'No: a legal duty was broken in every',
      '不合规',
      'broken',
    ],
    ['one could not be judged', reportOf([[kept()], [unknown()]]), 'Cannot be confirmed', '尚不能确认', 'unknown'],
    [
      'one was kept and not judged at once',
      reportOf([[kept(), unknown()]]),
      'Cannot be confirmed',
      '尚不能确认',
      'unknown',
    ],
    ['a row could not be read', reportOf([[kept()]], 1), 'Cannot be confirmed', '尚不能确认', 'unknown'],
    [
      'a text was not checked',
      reportOf([[kept(), skipped()]]),
      'Cannot be confirmed: no broken legal duty was found, but some legal texts have not been checked',
      '尚不能确认',
      'unknown',
    ],
    [
      'no text was checked',
      reportOf([[skipped()]]),
      'No answer: the legal texts that would apply have not been checked',
      '无法回答',
      'unknown',
    ],
    ['nothing has come due', reportOf([[open()], [open()]]), 'Nothing is due yet', '均未到期', 'neutral'],
    [
      'only a promise was broken',
      reportOf([[kept(), broken(PROMISE)]]),
      'Yes, on the record',
      '合规（以现有记录为准）',
      'kept',
    ],
    [
      'only a promise could not be judged',
      reportOf([[kept(), unknown(PROMISE)]]),
      'Yes, on the record',
      '合规（以现有记录为准）',
      'kept',
    ],
    [
      'all was kept',
      reportOf([[kept()], [open()], [none()]]),
      'Yes, on the record as it stands: no broken legal duty was found in the 2 complaints to which one applies.',
      '合规（以现有记录为准）：适用法定义务的 2 件投诉中未发现违反法定义务。',
      'kept',
    ],
  ])('where %s', (_, report, en, zh, tone) => {
    const answer = verdictOf(report);
    expect(answer.verdict.en.startsWith(en)).toBe(true);
    expect(answer.verdict.zh.startsWith(zh)).toBe(true);
    expect(answer.tone).toBe(tone);
  });
});

describe('page one', () => {
  const report = reportOf([[broken(), unknown(PROMISE)], [kept(), broken(PROMISE)], [unknown()], [open()]], 2);
  const answer = answerView(report, speakerOf(report, 'en'));

  it('says beside the verdict what it does not say', () => {
    expect(answer.qualifications).toEqual([
      '1 complaint could not be judged on at least one legal duty.',
      'In 1 complaint a promise or standard of our own was broken, which is not counted as a breach of law.',
      '1 complaint could not be judged on a promise of our own.',
      '1 complaint has time left on a legal duty.',
      '2 rows of the file could not be used and are in none of these figures.',
    ]);
  });

  it('names broken legal duties before broken promises', () => {
    expect(answer.late.items.map(({ lead }) => lead)).toEqual([
      'Answer the complainant (7 working days, Order 121, art. 12)',
      'reply (Service manual)',
    ]);
  });

  it('draws what is broken before what is not known, and that before all else', () => {
    const mixed = reportOf([[unknown(), broken(PROMISE)], [unknown()]]);
    const { chart } = answerView(mixed, speakerOf(mixed, 'en')).picture;
    expect(chart.bars.map(({ values }) => values)).toEqual([
      [1, 0, 0, 0],
      [0, 2, 0, 0],
    ]);
  });

  it('counts the rules that nobody has checked, however many complaints there are', () => {
    const unchecked = reportOf([[kept(), skipped()], [skipped()], [skipped()]]);
    const said = (language: 'en' | 'zh') => answerView(unchecked, speakerOf(unchecked, language)).qualifications.at(-1);
    expect(said('en')).toMatch(/^1 legal rule was not applied because its text has not yet been checked/);
    expect(said('zh')).toBe('有 1 条法律规则因条文尚未与原文核对而未予适用。');
  });

  it('draws only what applied to us, and every finding of it', () => {
    const { bars } = answer.picture.chart;
    expect(bars.map(({ values }) => values)).toEqual([
      [1, 1, 1, 1],
      [1, 1, 0, 0],
    ]);
  });

  it.each([
    ['no complaint was judged', reportOf([]), 'No complaint was judged.', '没有任何投诉得到判定。'],
    [
      'no duty of ours applied',
      reportOf([[none()], [broken(OTHERS)]]),
      'No duty of ours applied to any complaint.',
      '本单位的义务不适用于任何投诉。',
    ],
  ])('claims nothing where %s', (_, empty, en, zh) => {
    for (const [language, said] of [
      ['en', en],
      ['zh', zh],
    ] as const) {
      const { late, unknown: missing, picture } = answerView(empty, speakerOf(empty, language));
      expect([late.rest, missing.rest, picture.empty]).toEqual([said, said, said]);
    }
  });

  it('says to how many complaints no legal duty applied, how many were withheld, and what may still move', () => {
    const audit = createAuditAccumulator(syntheticSet, AT);
    audit.add(judgementOf('A', [{ ...kept(), provisional: true }]), () => undefined);
    audit.add(judgementOf('B', [none()]), () => undefined);
    audit.reject(rejectedRow(3));
    const withheld = audit.finish({ ...syntheticSummary(2, 1), withheld: 1 });
    expect(answerView(withheld, speakerOf(withheld, 'en')).qualifications).toEqual([
      'No legal duty of ours in the policy set applied to the other complaint.',
      '1 complaint was not judged because of such rows.',
      '1 due date is provisional and may still move: the holidays of those days have not been published.',
    ]);
  });

  it('does not say a row twice when the verdict is about it', () => {
    const unread = reportOf([[kept()]], 1);
    expect(answerView(unread, speakerOf(unread, 'en')).qualifications).toEqual([]);
  });
});
