import { describe, expect, it } from '@jest/globals';
import { policyHead, usualFiles, type Files } from '../../../test/support/policy-files.js';
import { loadPolicies } from '../../rules/policy/load-policies.js';
import { diffOf, type SetDiff } from './policy-set-diff.js';

const rule = (name: string, days: number): string =>
  `  ${name}: { from: received, within: ${days} days, done: accepted, cite: art. 1 }\n`;
const policy = `${policyHead}version-by: received\ndeadlines:\n${rule('answer', 7)}${rule('close', 30)}`;
const before: Files = { ...usualFiles, 'house/example.yaml': policy };

const side = (files: Files) => {
  const texts = Object.fromEntries(Object.entries(files).filter(([, text]) => text !== ''));
  const { set, faults } = loadPolicies(Object.entries(texts).map(([file, text]) => ({ file, text })));
  expect(faults).toEqual([]);
  return { texts, set };
};
const diff = (changes: Files): SetDiff => diffOf(side(before), side({ ...before, ...changes }));
const edit = (from: string | RegExp, to: string): Files => ({ 'house/example.yaml': policy.replace(from, to) });
const nothing = { added: [], changed: [], removed: [] };

describe('what a set says otherwise', () => {
  it.each<[string, Files, object]>([
    [
      'a period',
      edit('7 days', '8 days'),
      { change: 'changed', head: false, rules: { ...nothing, changed: ['answer'] } },
    ],
    [
      'a new rule',
      edit('deadlines:\n', `deadlines:\n${rule('tell', 1)}`),
      { change: 'changed', rules: { ...nothing, added: ['tell'] } },
    ],
    [
      'a rule less',
      edit(rule('close', 30), ''),
      { change: 'changed', head: false, rules: { ...nothing, removed: ['close'] } },
    ],
    [
      'a new right',
      edit('deadlines:\n', 'rights:\n  refund: { grants: [{ remedy: refund }] }\ndeadlines:\n'),
      { change: 'changed', head: false, rules: { ...nothing, added: ['refund'] } },
    ],
    ['the counting of all', edit('counting: cn-day', 'counting: cn-close'), { change: 'changed', head: true }],
    ['whom it binds', edit('binds: respondent', 'binds: complainant'), { change: 'changed', head: true }],
    [
      'a policy less',
      { 'house/example.yaml': '' },
      { change: 'removed', rules: { ...nothing, removed: ['answer', 'close'] } },
    ],
  ])('names the policy and its rules: %s', (_, changes, expected) => {
    expect(diff(changes).policies).toMatchObject([{ policy: 'cn.example', version: '2020-01-01', ...expected }]);
  });

  it('takes another first day for another version', () => {
    const { policies } = diff(edit('from: 2020-01-01', 'from: 2021-01-01'));
    expect(policies.map(({ version, change }) => [version, change])).toEqual([
      ['2020-01-01', 'removed'],
      ['2021-01-01', 'added'],
    ]);
  });

  it('knows a comment, a moved file and another order of rules from a change of what holds', () => {
    expect(diff(edit('policy:', '# a comment\npolicy:'))).toMatchObject({
      files: { changed: ['house/example.yaml'] },
      policies: [],
    });
    expect(diff({ 'house/example.yaml': '', 'house/moved.yaml': policy })).toMatchObject({
      files: { added: ['house/moved.yaml'], removed: ['house/example.yaml'] },
      policies: [],
    });
    const turned = policy.replace(rule('answer', 7) + rule('close', 30), rule('close', 30) + rule('answer', 7));
    expect(diff({ 'house/example.yaml': turned }).policies).toEqual([]);
  });

  it('names what else changed: a fact, an event, a parameter, a calendar, a named condition', () => {
    const vocabulary = (usualFiles['vocabulary.yaml'] ?? '')
      .replace('price: { type: money }', 'price: { type: number }')
      .replace('withdrawn: {}', 'withdrawn: {}\n  escalated: {}')
      .replace('value: urgent', 'value: normal');
    const changes = diff({
      'vocabulary.yaml': vocabulary,
      'parameters.yaml': (usualFiles['parameters.yaml'] ?? '').replace('value: arranged-breaks', 'value: festivals'),
      'calendars/uk.yaml': `# checked\n${usualFiles['calendars/uk.yaml']}`,
    });
    expect(changes).toMatchObject({
      facts: { changed: ['price'] },
      events: { added: ['escalated'] },
      conditions: { changed: ['is-urgent'] },
      parameters: { changed: ['holiday_scope'] },
      calendars: { changed: ['uk'] },
      policies: [],
    });
  });

  it('of texts that this version cannot read names the files', () => {
    const after = side(before);
    expect(diffOf({ texts: { 'old.yaml': 'x' }, set: undefined }, after)).toMatchObject({
      files: { removed: ['old.yaml'] },
      policies: [{ policy: 'cn.example', change: 'added' }],
    });
  });
});
