import { describe, expect, it } from '@jest/globals';
import { load, policyHead, usualFiles, type Files } from '../../../test/support/policy-files.js';
import { policyWords } from '../../texts/policy-words.js';
import type { PolicySet } from '../policy/policy.js';
import { formatDay, parseDay } from '../time/day.js';
import { diffSets, type Change } from './diff-sets.js';
import type { Wording } from './meaning-words.js';

const answer = `  answer:
    title: { en: Answer the complainant, zh: 答复投诉人 }
    from: received
    within: 7 days
    done: [accepted, refused]
    cite: [art. 1, art. 2]
    when: { all: [{ fact: urgency, operator: equal, value: urgent }, { not: { fact: price, operator: known, value: true } }] }
`;
const close =
  '  close: { from: received, within: { parameter: handling_time }, done: closed, in-force: { from: 2021-01-01 } }\n';
const policy = `${policyHead}deadlines:\n${answer}${close}`;
const parameters = `${usualFiles['parameters.yaml']}handling_time:\n  2020-01-01: { value: 30 days }\n`;
const before: Files = { ...usualFiles, 'parameters.yaml': parameters, 'house/example.yaml': policy };

const setOf = (files: Files): PolicySet => {
  const { set, faults } = load(files);
  if (set === undefined) throw new Error(JSON.stringify(faults, undefined, 1));
  return set;
};
/** The words of conditions as people are given them; all others as they are written. */
const wording: Wording = { ...policyWords, word: () => undefined };
const diffOf = (was: Files, is: Files): readonly Change[] => diffSets(setOf(was), setOf(is), wording);
const diff = (changes: Files): readonly Change[] => diffOf(before, { ...before, ...changes });
const edit = (from: string, to: string): Files => {
  expect(policy).toContain(from);
  return { 'house/example.yaml': policy.replace(from, to) };
};
const editOther = (file: string, from: string, to: string): Files => {
  expect(before[file]).toContain(from);
  return { [file]: (before[file] ?? '').replace(from, to) };
};
/** `rule cn.example#answer within: 7 days → 8 days`: what a change comes to. */
const short = (change: Change): string => {
  const keys = change.keys.map(({ key, from, to }) => `${key}: ${from?.en ?? '∅'} → ${to?.en ?? '∅'}`);
  return [`${change.kind} ${change.id}`, ...(change.change === 'changed' ? [] : [change.change]), ...keys].join(' | ');
};
const days = ({ affected }: Change): readonly string[] =>
  affected.periods.map(({ from, through }) =>
    [from, through].map((day) => (day === undefined ? '…' : formatDay(day))).join('/'),
  );

describe('what a set says otherwise than another', () => {
  it.each<[string, Files, readonly string[]]>([
    ['a period', edit('7 days', '8 days'), ['rule cn.example#answer | within: 7 days → 8 days']],
    [
      'a moment, with the titles of its events',
      edit('done: [accepted, refused]', 'done: accepted'),
      ['rule cn.example#answer | done: the first of “Accepted”, refused → “Accepted”'],
    ],
    [
      'a condition',
      edit('value: urgent', 'value: normal'),
      [
        'rule cn.example#answer | when: “urgency” is “urgent” and “price” is not recorded → “urgency” is “normal” and “price” is not recorded',
      ],
    ],
    [
      'a named condition in place of what it holds, by its name',
      edit('{ fact: urgency, operator: equal, value: urgent }', '{ condition: is-urgent }'),
      [
        'rule cn.example#answer | when: “urgency” is “urgent” and “price” is not recorded → “is-urgent” and “price” is not recorded',
      ],
    ],
    [
      'a key that is new, and one that is gone',
      edit('    cite: [art. 1, art. 2]\n', '    breach: major\n'),
      ['rule cn.example#answer | cite: art. 1, art. 2 → ∅ | breach: ∅ → major'],
    ],
    [
      'a new day of a rule',
      edit('2021-01-01', '2022-01-01'),
      ['rule cn.example#close | in-force.from: 2021-01-01 → 2022-01-01'],
    ],
    [
      'what all rules have from their policy, once',
      edit('counting: cn-day', 'counting: cn-close'),
      ['policy cn.example | counting: cn-day → cn-close'],
    ],
    [
      'whom a policy binds, once',
      edit('binds: respondent', 'binds: complainant'),
      ['policy cn.example | binds: respondent → complainant'],
    ],
    [
      'a rule less',
      edit(close, ''),
      [
        'rule cn.example#close | removed | kind: deadline → ∅ | title: close → ∅ | in-force.from: 2021-01-01 → ∅ | from: “Received” → ∅ | within: handling_time (parameter) → ∅ | done: closed → ∅',
      ],
    ],
    [
      'a value of a parameter',
      editOther('parameters.yaml', '30 days', '20 days'),
      ['parameter handling_time | 2020-01-01: value: 30 days → value: 20 days'],
    ],
    [
      'a fact and an event',
      editOther('vocabulary.yaml', 'price: { type: money }', 'price: { type: number, personal: true }'),
      ['fact price | type: money → number | personal: no → yes'],
    ],
    [
      'a named condition',
      editOther('vocabulary.yaml', 'value: urgent }', 'value: normal }'),
      ['condition is-urgent | holds: “urgency” is “urgent” → “urgency” is “normal”'],
    ],
    [
      'hours of a calendar, and a counting',
      {
        'calendars/cn.yaml': (usualFiles['calendars/cn.yaml'] ?? '')
          .replace('18:00', '17:30')
          .replace('last-day-rolls-off: rest-days, ends: midnight', 'last-day-rolls-off: festivals, ends: midnight'),
      },
      [
        'calendar cn | hours: 09:00-12:00, 13:30-18:00 → 09:00-12:00, 13:30-17:30 | counting.cn-day.rolls: rest-days → festivals',
      ],
    ],
    [
      'days of a calendar, in runs',
      {
        'calendars/cn.yaml': `${usualFiles['calendars/cn.yaml']}days:\n  2026:\n    rest: [2026-01-01, 2026-01-02]\n    work: [2026-01-04]\n`,
      },
      ['calendar cn | 2026-01-01 – 01-02: working day → rest day | 2026-01-04: weekend → make-up working day'],
    ],
    [
      'who we are',
      editOther('organisation.yaml', 'our_complaint: true', 'our_complaint: false'),
      ['organisation organisation | our: our_complaint: yes → our_complaint: no'],
    ],
  ])('says what changed: %s', (_, changes, expected) => {
    expect(diff(changes).map(short)).toEqual(expected);
  });

  it('knows a comment, formatting, order, defaults written out and a moved file from a change', () => {
    const other: readonly Files[] = [
      edit('policy:', '# a comment\npolicy:'),
      edit(`${answer}${close}`, `${close}${answer}`),
      edit('[art. 1, art. 2]', '[art. 2, "art. 1"]'),
      edit('[accepted, refused]', '[refused, accepted]'),
      edit('counting: cn-day', 'counting: cn-day\nversion-by: received\nstatus: checked'),
      edit('    done: [', '    binds: respondent\n    calendar: cn\n    counting: cn-day\n    done: ['),
      edit(
        '{ all: [{ fact: urgency, operator: equal, value: urgent }, { not: { fact: price, operator: known, value: true } }] }',
        '{ all: [{ not: { all: [{ fact: price, operator: known, value: true }] } }, { all: [{ fact: urgency, operator: equal, value: urgent }] }] }',
      ),
      { 'house/example.yaml': '', 'house/moved.yaml': policy },
      editOther('vocabulary.yaml', '  told: {}\n', ''),
    ].map((files, index) => (index < 8 ? files : { 'vocabulary.yaml': `# checked\n${before['vocabulary.yaml']}` }));
    for (const files of other) expect(diff(files).map(short)).toEqual([]);
  });

  it.each<[string, Files, readonly string[]]>([
    ['all days of the policy', edit('7 days', '8 days'), ['2020-01-01/…']],
    ['the days of the rule', edit('{ parameter: handling_time }', '9 days'), ['2021-01-01/…']],
    [
      'only the days that are no longer in force',
      edit('from: 2020-01-01', 'from: 2020-03-01'),
      ['2020-01-01/2020-02-29'],
    ],
    [
      'only the days after the new end',
      edit('{ from: 2020-01-01 }', '{ from: 2020-01-01, through: 2025-12-31 }'),
      ['2026-01-01/…'],
    ],
    [
      'only the days with another value',
      editOther(
        'parameters.yaml',
        '{ value: 30 days }\n',
        '{ value: 30 days }\n  2024-01-01: { value: 15 days }\n  2025-01-01: { value: 30 days }\n',
      ),
      ['2024-01-01/2024-12-31'],
    ],
    [
      'the days of the calendar themselves',
      {
        'calendars/cn.yaml': `${usualFiles['calendars/cn.yaml']}days:\n  2026:\n    rest: [2026-01-01, 2026-01-02]\n`,
      },
      ['2026-01-01/2026-01-02'],
    ],
  ])('says which days are concerned: %s', (_, changes, expected) => {
    expect(diff(changes).flatMap(days)).toEqual(expected);
  });

  it('names the rules that need what changed, through conditions, worked-out facts and countings', () => {
    const facts = 'facts:\n  start: { moment: 1 days after delivered_on }\n';
    const rules = `deadlines:\n  one: { from: start, within: 1 days, done: closed }\n  two: { from: received, within: 1 days, done: closed, when: { condition: is-urgent } }\n`;
    const files = { ...before, 'house/example.yaml': `${policyHead}${facts}${rules}` };
    const rulesOf = (file: string, from: string, to: string): readonly string[] =>
      diffOf(files, { ...files, [file]: (files[file as keyof typeof files] ?? '').replace(from, to) }).flatMap(
        ({ affected }) => affected.rules,
      );
    expect(rulesOf('vocabulary.yaml', 'delivered_on: {', 'delivered_on: { changes: true,')).toEqual(['cn.example#one']);
    expect(rulesOf('vocabulary.yaml', 'value: urgent }', 'value: normal }')).toEqual(['cn.example#two']);
    expect(rulesOf('parameters.yaml', 'value: arranged-breaks', 'value: festivals')).toEqual([]);
    const counted = { ...files, 'house/example.yaml': files['house/example.yaml'].replace('cn-day', 'order-121-days') };
    const changed = { ...counted, 'parameters.yaml': parameters.replace('value: arranged-breaks', 'value: festivals') };
    expect(diffOf(counted, changed).flatMap(({ affected }) => affected.rules)).toEqual([
      'cn.example#one',
      'cn.example#two',
    ]);
  });

  it('says a new version and a removed policy as such, and a moved first day as a change', () => {
    const ended = policy.replace('{ from: 2020-01-01 }', '{ from: 2020-01-01, through: 2025-12-31 }');
    const next = policy.replace('{ from: 2020-01-01 }', '{ from: 2026-01-01 }').replace('7 days', '5 days');
    const versions = diff({ 'house/example.yaml': ended, 'house/example-2026.yaml': next });
    expect(versions.map(({ kind, id, change, version }) => [kind, id, change, formatDay(version ?? 0)])).toEqual([
      ['policy', 'cn.example', 'changed', '2020-01-01'],
      ['policy', 'cn.example', 'added', '2026-01-01'],
      ['rule', 'cn.example#answer', 'added', '2026-01-01'],
      ['rule', 'cn.example#close', 'added', '2026-01-01'],
    ]);
    expect(diff({ 'house/example.yaml': '' }).map(({ kind, change }) => [kind, change])).toEqual([
      ['policy', 'removed'],
      ['rule', 'removed'],
      ['rule', 'removed'],
    ]);
    expect(diff(edit('from: 2020-01-01', 'from: 2020-03-01')).map(({ change, version }) => [change, version])).toEqual([
      ['changed', parseDay('2020-03-01')],
    ]);
  });

  it('says which waivers are new, and how long they hold', () => {
    const house = policy.replace('rank: law', 'rank: house');
    const waiver = `waiver: strike
rule: cn.example#answer
reason: { en: A strike, zh: 罢工 }
from: 2026-03-01
through: 2026-03-31
`;
    const with1 = { 'house/example.yaml': house, 'waivers/strike.yaml': waiver };
    const with2 = { ...with1, 'waivers/strike.yaml': waiver.replace('03-31', '04-30') };
    const [added, ...none] = diffOf({ ...before, 'house/example.yaml': house }, { ...before, ...with1 });
    expect(none).toEqual([]);
    expect(added).toMatchObject({
      kind: 'waiver',
      change: 'added',
      id: 'strike',
      affected: { rules: ['cn.example#answer'] },
    });
    const changed = diffOf({ ...before, ...with1 }, { ...before, ...with2 });
    expect(changed.map(short)).toEqual(['waiver strike | through: 2026-03-31 → 2026-04-30']);
    expect(changed.flatMap(days)).toEqual(['2026-04-01/2026-04-30']);
  });

  it('says it in a sentence of each language', () => {
    const [change] = diff(edit('7 days', '8 days'));
    expect(change?.text).toEqual({
      en: 'Rule cn.example#answer “Answer the complainant” (version 2020-01-01) changed: within: 7 days → 8 days. Concerns complaints whose version day (“Received”) is on 2020-01-01 or later; duties of respondent; 1 rule: cn.example#answer.',
      zh: '规则 cn.example#answer“答复投诉人”（2020-01-01 版）有变更：期限（within）：7日 → 8日。涉及：版本依据（“收到”）为2020-01-01 及以后的投诉；义务人：respondent；1 条规则：cn.example#answer。',
    });
  });
});
