import { describe, expect, it } from '@jest/globals';
import { explainJson } from '../../src/cli/explain-json.js';
import { explainLines } from '../../src/cli/explain-text.js';
import { explainComplaint } from '../../src/cli/explain.js';
import { ruleExplainedDto } from '../../src/modules/judgements/rule-explained.dto.js';
import { ruleExplainedView } from '../../src/modules/judgements/rule-explained-view.js';
import type { Complaint } from '../../src/rules/complaint.js';
import { changed, type Change } from '../../src/rules/explain/change.js';
import { cameTo } from '../../src/rules/explain/came.js';
import { smallestChange } from '../../src/rules/explain/smallest-change.js';
import { judge } from '../../src/rules/judge/judge.js';
import { aComplaint, instant, type EventLine } from '../support/builders.js';
import { worldOf } from '../support/fact-world.js';

const title = 'title: { en: x, zh: 某 }';
const set = worldOf({
  events:
    'answered closed reopened fact-disputed fact-established hold-placed hold-lifted letter statement-confirmed assessed',
  facts: {
    'yes-no': 'urgent known_flaw confirmed_found',
    word: 'kind assessed_rule assessment assessed_by confirmed_statement confirmed_by',
    words: 'held_records',
    text: 'assessment_reason',
    money: 'price',
    date: 'delivered_on shelf_ends',
  },
  policies: {
    p: `deadlines:
  reply:
    ${title}
    cite: art. 1
    from: received
    within:
      first:
        - { when: { all: [{ fact: kind, operator: equal, value: food }] }, is: 3 days, cite: art. 2 }
        - { when: { all: [{ fact: kind, operator: equal, value: car }] }, is: 5 days, cite: art. 3 }
        - { is: 7 days }
    done: answered
    warn: 1 days
    breach: major
rights:
  refund:
    ${title}
    cite: art. 4
    window: { from: delivered_on, within: 7 days }
    used-by: answered
    gives:
      - remedy: refund
        amount: { fact: owed }
retention:
  file:
    ${title}
    records: file
    cite: art. 5
    from: { first: [{ when: { all: [{ fact: shelf_ends, operator: known, value: true }] }, is: shelf_ends, cite: art. 6 }, { is: closed }] }
    at-least: 2 years
    at-most: 3 years
    grace: 30 days
    then: destroy
judgement-needed:
  fair: { ${title}, cite: art. 9, asks: { en: Fair?, zh: 公平吗？ } }
facts:
  owed: { first: [{ when: { all: [{ fact: known_flaw, operator: equal, value: true }] }, is: 10 CNY }, { is: { fact: price } }] }
escalations:
  late: { ${title}, cite: art. 7, for: reply, at: overdue, to: front-line, acknowledge-within: 1 days, otherwise: { to: manager } }
  hot: { ${title}, cite: art. 8, when: { all: [{ fact: urgent, operator: equal, value: true }] }, to: head }
statements:
  reasons: { ${title}, cite: art. 10, each: letter, said-by: { en: [because], zh: [因为] } }
`,
  },
});

const at = instant('2026-04-01T12:00+08:00');

function about(rule: string, complaint: Complaint, when = at) {
  return explainComplaint(set, complaint, when, { rule, isOver: () => false });
}

const lines: readonly EventLine[] = [['received', '2026-03-02']];

describe('an explanation', () => {
  it('marks the row of a table that applied, what kept the rows before it from applying, and how many nobody asked', () => {
    const { answers } = about('reply', aComplaint(lines, { facts: { kind: 'car' } }));
    const [choice] = answers[0]?.answer.explained?.choices ?? [];
    expect(choice?.rows.map(({ holds, cite }) => [holds, cite])).toEqual([
      [false, ['art. 2']],
      [true, ['art. 3']],
    ]);
    expect(choice?.rows[0]?.decided).toEqual([{ not: { fact: 'kind', operator: 'equal', value: 'food' } }]);
    expect(choice?.unasked).toBe(1);
  });

  it('says of no row that it applies while nobody knows whether one before it does', () => {
    const { answers } = about('reply', aComplaint(lines));
    expect(answers[0]?.answer.explained?.choices[0]?.rows.map(({ holds }) => holds)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(explainLines(about('reply', aComplaint(lines)), set, 'zh').join('\n')).toContain('? 其他情形：7日');
  });

  it('tells a retention: which start was chosen, each end day by day, and what would change it', () => {
    const complaint = aComplaint([...lines, ['closed', '2026-03-10']], {
      facts: { shelf_ends: { kind: 'day', day: 20500 } },
    });
    const found = about('file', complaint, instant('2028-06-01T12:00+08:00'));
    const [{ answer, change } = {}] = found.answers;
    expect(answer?.came).toBe('may-go');
    expect(answer?.explained?.choices[0]).toMatchObject({
      name: undefined,
      unasked: 1,
      rows: [{ holds: true, cite: ['art. 6'] }],
    });
    expect(answer?.dates.map(({ what, derivation }) => [what, derivation.due])).toEqual([
      ['keep-through', { kind: 'day', day: 20500 + 730 }],
      ['go-by', { kind: 'day', day: 20500 + 1096 }],
      ['grace-through', { kind: 'day', day: 20500 + 1096 + 31 }],
    ]);
    expect(change).toMatchObject({ kind: 'found', from: 'may-go' });
  });

  it('tells of a hold that keeps a record beyond its longest period', () => {
    const complaint = aComplaint([...lines, ['closed', '2020-03-10'], ['hold-placed', '2021-01-01']], {
      facts: { shelf_ends: { kind: 'none' } },
    });
    const found = about('file', complaint);
    expect(explainLines(found, set, 'en').join('\n')).toContain('a hold is on these records');
    expect(found.answers[0]?.answer.came).toBe('restricted');
    const lifted = { ...complaint, events: complaint.events.filter(({ type }) => type !== 'hold-placed') };
    expect(about('file', lifted).answers[0]?.answer.came).toBe('must-go');
  });

  it('tells an escalation: the clock that it watches, each level, and what would spare everybody', () => {
    const complaint = aComplaint(lines, { facts: { kind: 'food' } });
    const found = about('late', complaint);
    const [{ answer, change } = {}] = found.answers;
    expect(answer?.came).toBe('told-now');
    const text = explainLines(found, set, 'zh').join('\n');
    for (const words of ['第 1 级：2026-03-06T00:00+08:00 通知“front-line”', '督办对象', '不符合；逾期未完成'])
      expect(text).toContain(words);
    expect(change).toMatchObject({ kind: 'found', from: 'told-now' });
  });

  it('tells why nobody is told, and what would change that', () => {
    const found = about('hot', aComplaint(lines, { facts: { urgent: false } }));
    expect(found.answers[0]?.answer).toMatchObject({ came: 'nobody-told' });
    expect(found.answers[0]?.answer.explained?.asked.map(({ what, result }) => [what, result])).toEqual([
      ['trigger', false],
    ]);
    expect(found.answers[0]?.change).toMatchObject({
      to: 'told-now',
      changes: [{ kind: 'fact', fact: 'urgent', to: true }],
    });
  });

  it('names what another party says of a disputed fact', () => {
    const disputed: readonly EventLine[] = [
      ['received', '2026-03-02', { urgent: true }],
      ['fact-disputed', '2026-03-03', { urgent: false }],
    ];
    const text = explainLines(about('hot', aComplaint(disputed)), set, 'zh').join('\n');
    expect(text).toContain('有争议：另一方称“否”');
  });

  it('tells a right with the days of its window and the row that gave its amount', () => {
    const facts = { delivered_on: { kind: 'day', day: 20517 }, known_flaw: true } as const;
    const { answers } = about('refund', aComplaint(lines, { facts }));
    const [{ answer } = {}] = answers;
    expect(answer?.came).toBe('lapsed');
    expect(answer?.dates).toMatchObject([{ what: 'until', derivation: { due: { kind: 'day', day: 20524 } } }]);
    expect(answer?.explained?.choices).toMatchObject([{ name: 'owed', unasked: 1, rows: [{ holds: true }] }]);
  });

  it.each([
    ['fair', 'judgement-needed', 'assessed'],
    ['reasons', 'pending', 'statement-confirmed'],
  ])('of %s waits for the word of a person', (rule, came, event) => {
    const { answers } = about(rule, aComplaint([...lines, ['letter', '2026-03-05']]));
    expect(answers[0]?.answer.came).toBe(came);
    expect(answers[0]?.change).toMatchObject({
      kind: 'found',
      changes: [{ kind: 'event-added', event: { type: event } }],
    });
  });

  const rules = ['reply', 'refund', 'file', 'fair', 'late', 'hot', 'reasons'];

  it.each(rules)('of %s names a change that gives that answer when it is judged again', (rule) => {
    const complaint = aComplaint([...lines, ['letter', '2026-03-05'], ['closed', '2026-03-10']], {
      facts: { kind: 'food', urgent: true, delivered_on: { kind: 'day', day: 20517 }, shelf_ends: { kind: 'none' } },
    });
    for (const { answer } of about(rule, complaint).answers) {
      const found = smallestChange({ set, complaint, at, about: answer.about });
      const changes: readonly Change[] = found.kind === 'found' ? found.changes : [];
      const again = changed(complaint, changes, answer.about.occurrence?.event);
      expect(changes.length).toBeGreaterThan(0);
      expect(cameTo(judge(set, again, at), answer.about)).toBe(found.kind === 'found' ? found.to : '');
    }
  });

  it('says the same to the service as to the command line, in the form that is documented', () => {
    const complaint = aComplaint([...lines, ['closed', '2026-03-10']], { facts: { kind: 'food', urgent: true } });
    for (const rule of rules) {
      const told = ruleExplainedView(set, complaint, at, `p#${rule}`, { judgements: 20_000 });
      expect(explainJson(about(rule, complaint), set, at).answers).toEqual(told);
      for (const each of told) expect(ruleExplainedDto.strict().parse(each)).toEqual(each);
    }
  });

  it('of a whole complaint tells every section, and counts what does not apply', () => {
    const complaint = aComplaint([...lines, ['closed', '2026-03-10']], { facts: { kind: 'food', urgent: false } });
    const whole = explainComplaint(set, complaint, at, { rule: undefined, isOver: () => false });
    const shown = whole.answers.map(({ answer }) => answer.ref);
    expect(shown).toEqual(['p#reply', 'p#fair', 'p#refund', 'p#file', 'p#late']);
    expect(whole.quiet).toBe(rules.length - shown.length);
  });
});
