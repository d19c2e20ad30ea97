import { describe, expect, it } from '@jest/globals';
import { findingsOf, aComplaint, instant, setOf, type EventLine } from '../support/builders.js';
import { judge } from '../../src/rules/judge/judge.js';

const head =
  'title: { en: x, zh: 某 }\nsource: { instrument: Test, rank: house }\nin-force: { from: 2024-01-01 }\nversion-by: received\nbinds: respondent\ncalendar: cn\n';
const set = setOf([
  [
    'p.yaml',
    `policy: p\n${head}deadlines:\n  ours: { from: received, within: 5 days, done: responded }\n  theirs: { binds: regulator, from: received, within: 5 days, done: told }\n`,
  ],
]);
const received: EventLine = ['received', '2026-03-02'];
const at = '2026-03-20T10:00+08:00';
const owners = (findings: ReturnType<typeof findingsOf>): readonly string[] =>
  findings.map(({ rule, own, outcome }) => `${rule} ${own ? 'own' : 'other'} ${outcome}`);

describe('whose breach it is (S76)', () => {
  it('is the role of the organisation that makes a rule its own', () => {
    expect(owners(findingsOf(set, aComplaint([received]), at))).toEqual([
      'ours own non-compliant',
      'theirs other non-compliant',
    ]);
  });

  it('is the role of the complaint where it records another', () => {
    const complaint = { ...aComplaint([received]), our: { role: 'regulator' } };
    expect(owners(judge(set, complaint, instant(at)).findings)).toEqual([
      'ours other non-compliant',
      'theirs own non-compliant',
    ]);
  });
});
