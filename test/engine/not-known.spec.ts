import { describe, expect, it } from '@jest/globals';
import { disagreements, questionsOf } from '../../src/rules/analysis/both-judges.js';
import { judge } from '../../src/rules/judge/judge.js';
import type { Finding, Judgement, RightFinding } from '../../src/rules/judge/judgement.js';
import type { PolicySet } from '../../src/rules/policy/policy.js';
import { formatTime } from '../../src/rules/time/parse-time.js';
import { zoneOf } from '../../src/rules/time/zone.js';
import type { FactValue } from '../../src/rules/values.js';
import { aComplaint, instant, type EventLine } from '../support/builders.js';
import { policyOf, workedSet } from '../support/worked-set.js';

const zone = zoneOf('Asia/Shanghai');
type Facts = Readonly<Record<string, FactValue>>;
const is = (fact: string, value: string, operator = 'equal'): string =>
  `{ all: [{ fact: ${fact}, operator: ${operator}, value: ${value} }] }`;
const cny = (amount: string): FactValue => ({ kind: 'money', amount, currency: 'CNY' });

function judged(
  set: PolicySet,
  lines: readonly EventLine[],
  at: string,
  facts: Facts = {},
  observed?: ReadonlySet<string>,
): Judgement {
  return judge(set, aComplaint(lines, observed === undefined ? { facts } : { facts, observed }), instant(at));
}

function brief(found: Finding | RightFinding | undefined): string {
  if (found === undefined) return 'none';
  const [due, latest] = 'gives' in found ? [found.until, found.untilAtLatest] : [found.due, found.dueAtLatest];
  const word = 'gives' in found ? found.state : (found.state ?? found.outcome);
  const opens = 'gives' in found && found.opens !== undefined ? ` from ${formatTime(found.opens, zone)}` : '';
  const dates = [due, latest].flatMap((each) => (each === undefined ? [] : [formatTime(each, zone)]));
  const missing = found.missing
    .map(({ name }) => name)
    .sort()
    .join(',');
  return `${word}${opens}${dates.length === 0 ? '' : ` ${dates.join(' or ')}`}${missing === '' ? '' : ` ?${missing}`}`;
}

const received: EventLine = ['received', '2026-03-02'];

describe('a rule of which nobody knows whether it gives way', () => {
  const set = workedSet([
    policyOf('a', `applies: ${is('product', 'phone')}\nrights:\n  repair: { grants: [{ remedy: repair }] }\n`),
    policyOf(
      'b',
      `rights:
  exchange: { yields-to: [a], when: ${is('unsafe', 'true')}, grants: [{ remedy: exchange }] }
deadlines:
  answer: { ${'title: { en: x, zh: 某 }'}, cite: x, breach: minor, yields-to: [a], when: ${is('unsafe', 'true')}, from: received, within: 7 days, done: responded }
`,
    ),
  ]);
  it.each([
    ['does not apply where its own conditions are false (S33)', { unsafe: false }, 'not-applicable', 'not-applicable'],
    ['is unknown where they hold', { unsafe: true }, 'indeterminate ?product', 'indeterminate ?product'],
    ['names all that is missing', {}, 'indeterminate ?product,unsafe', 'indeterminate ?product,unsafe'],
  ])('%s', (_name, facts, right, deadline) => {
    const { rights, findings } = judged(set, [received], '2026-03-03T12:00+08:00', facts);
    expect(brief(rights.find(({ rule }) => rule === 'exchange'))).toBe(right);
    expect(brief(findings.find(({ rule }) => rule === 'answer'))).toBe(deadline);
  });
});

describe('a period that is one of several (S39)', () => {
  const within = `{ first: [{ when: ${is('rural', 'true')}, is: 10 days }, { is: 5 days }] }`;
  const set = workedSet([
    policyOf(
      'p',
      `rights:
  return: { window: { from: received, within: ${within} }, used-by: return-notified, grants: [{ remedy: refund }] }
deadlines:
  answer: { title: { en: x, zh: 某 }, cite: x, breach: minor, from: received, within: ${within}, done: responded, not-after: 8 days after received }
  three: { title: { en: x, zh: 某 }, cite: x, breach: minor, from: received, within: { first: [{ when: ${is('rural', 'true')}, is: 10 days }, { when: ${is('urgent', 'true')}, is: 2 days }, { is: 5 days }] }, done: responded, pauses: [{ from: appraisal-started, until: appraisal-ended }] }
`,
    ),
  ]);
  const both = (at: string, lines: readonly EventLine[] = [], facts: Facts = {}): readonly string[] => {
    const { rights, findings } = judged(set, [received, ...lines], at, facts);
    return [...rights, ...findings].map(brief);
  };
  it('is open under each, and the window and the clock name what decides between the two dates', () => {
    expect(both('2026-03-03T12:00+08:00').slice(0, 2)).toEqual([
      'open 2026-03-09 or 2026-03-12 ?rural',
      'running 2026-03-09 or 2026-03-10 ?rural',
    ]);
  });
  it('is unknown between the two', () => {
    expect(both('2026-03-10T12:00+08:00').slice(0, 2)).toEqual([
      'indeterminate 2026-03-09 or 2026-03-12 ?rural',
      'indeterminate 2026-03-09 or 2026-03-10 ?rural',
    ]);
  });
  it('is over when the longest is', () => {
    expect(both('2026-03-13T12:00+08:00').slice(0, 2)).toEqual([
      'lapsed 2026-03-09 or 2026-03-12',
      'overdue 2026-03-09 or 2026-03-10',
    ]);
  });
  it('is kept in time by what the shortest allows, and late after the longest', () => {
    expect(both('2026-03-20T12:00+08:00', [['responded', '2026-03-04']])[1]).toMatch(/^in-time/u);
    expect(both('2026-03-20T12:00+08:00', [['responded', '2026-03-09']])[2]).toMatch(
      /^indeterminate .*\?rural,urgent$/u,
    );
    expect(both('2026-03-20T12:00+08:00', [['responded', '2026-03-13']])[2]).toMatch(/^done-late/u);
  });
  it('asks only for what still makes a difference, and pauses each way alike', () => {
    expect(both('2026-03-03T12:00+08:00', [], { rural: true })[2]).toBe('running 2026-03-12');
    expect(both('2026-03-03T12:00+08:00', [], { rural: false })[2]).toBe('running 2026-03-04 or 2026-03-09 ?urgent');
    const paused: readonly EventLine[] = [
      ['appraisal-started', '2026-03-03'],
      ['appraisal-ended', '2026-03-05'],
    ];
    expect(both('2026-03-05T12:00+08:00', paused, { rural: false })[2]).toBe(
      'running 2026-03-06 or 2026-03-09 ?urgent',
    );
  });
});

describe('an extension to a moment that has not come', () => {
  const set = workedSet([
    policyOf(
      'p',
      `rights:
  claim: { window: { from: received, within: 10 days, counting: cn-term, extensions: [{ when: ${is('closed', 'true', 'happened')}, to: 5 days after reopened }] }, used-by: refund-requested, grants: [{ remedy: refund }] }
  capped: { window: { from: received, within: 10 days, counting: cn-term, not-after: 40 days after received, extensions: [{ when: ${is('closed', 'true', 'happened')}, to: 5 days after reopened }] }, used-by: refund-requested, grants: [{ remedy: refund }] }
deadlines:
  answer: { title: { en: x, zh: 某 }, cite: x, breach: minor, from: received, within: 10 days, counting: cn-term, done: responded, warn: 2 days, extensions: [{ when: ${is('closed', 'true', 'happened')}, to: 5 days after reopened }] }
`,
    ),
  ]);
  const closed: EventLine = ['closed', '2026-03-10'];
  const reopened: EventLine = ['reopened', '2026-03-20'];
  const all = (lines: readonly EventLine[], at: string): readonly string[] => {
    const { rights, findings } = judged(set, [received, ...lines], at);
    return [...rights, ...findings].map(brief);
  };
  it('leaves no end but a cap, and says for what it waits', () => {
    expect(all([closed], '2026-03-30T12:00+08:00')).toEqual([
      'open ?reopened',
      'open 2026-04-11 ?reopened',
      'running ?reopened',
    ]);
  });
  it('runs to it when it comes after the last day', () => {
    expect(all([closed, reopened], '2026-03-25T12:00+08:00')).toEqual([
      'open 2026-03-25',
      'open 2026-03-25',
      'at-risk 2026-03-25',
    ]);
    expect(all([closed, reopened], '2026-03-26T12:00+08:00')).toEqual([
      'lapsed 2026-03-25',
      'lapsed 2026-03-25',
      'overdue 2026-03-25',
    ]);
  });
  it('holds only if its conditions held when the time ran out', () => {
    expect(all([['closed', '2026-03-13'], reopened], '2026-03-25T12:00+08:00')[0]).toBe('lapsed 2026-03-12');
  });
  it('lets what was done while it waits be in time, whatever happens later', () => {
    const done: readonly EventLine[] = [closed, ['responded', '2026-03-18'], reopened];
    expect(all(done, '2026-05-01T12:00+08:00')[2]).toBe('in-time');
    expect(all([closed, reopened, ['responded', '2026-03-26']], '2026-05-01T12:00+08:00')[2]).toBe(
      'done-late 2026-03-25',
    );
  });
});

describe('a condition on a table of which a row is not known (S39)', () => {
  const set = workedSet([
    policyOf(
      'p',
      `facts:
  tier: { first: [{ when: ${is('serious', 'true')}, is: lead }, { when: ${is('rural', 'true')}, is: gold }, { when: ${is('urgent', 'true')}, is: silver }, { is: bronze }] }
  limit: { first: [{ when: ${is('rural', 'true')}, is: 10 }, { is: 20 }] }
requirements:
  not-lead: { title: { en: x, zh: 某 }, cite: x, breach: minor, require: ${is('tier', 'lead', 'notEqual')} }
  lead: { title: { en: x, zh: 某 }, cite: x, breach: minor, require: ${is('tier', 'lead')} }
  listed: { title: { en: x, zh: 某 }, cite: x, breach: minor, require: ${is('tier', '[gold, silver, bronze]', 'in')} }
  gold: { title: { en: x, zh: 某 }, cite: x, breach: minor, require: ${is('tier', 'gold')} }
  known: { title: { en: x, zh: 某 }, cite: x, breach: minor, require: { all: [{ fact: tier, operator: known, value: false }, { fact: tier, operator: notEqual, value: lead }] } }
  shown: { title: { en: x, zh: 某 }, cite: x, breach: minor, require: ${is('tier', 'gold', 'proven')} }
  between: { title: { en: x, zh: 某 }, cite: x, breach: minor, require: ${is('limit', '15', 'notEqual')} }
`,
    ),
  ]);
  const outcomes = (facts: Facts): Record<string, string> =>
    Object.fromEntries(
      judged(set, [received], '2026-03-03T12:00+08:00', { serious: false, ...facts }).findings.map(
        ({ rule, outcome }) => [rule ?? '', outcome] as const,
      ),
    );
  it('is certain where each value that it may have gives the same', () => {
    expect(outcomes({})).toEqual({
      'not-lead': 'compliant',
      lead: 'non-compliant',
      listed: 'compliant',
      gold: 'indeterminate',
      known: 'compliant',
      shown: 'non-compliant',
      between: 'compliant',
    });
    expect(outcomes({ rural: false })['gold']).toBe('non-compliant');
    expect(outcomes({ urgent: true })['gold']).toBe('indeterminate');
  });
  it.each<[Facts]>([[{}], [{ rural: false }], [{ urgent: true }], [{ rural: true }]])(
    'is found the same by json-rules-engine: %j',
    async (facts) => {
      const questions = questionsOf(
        set,
        aComplaint([received], { facts: { serious: false, ...facts } }),
        instant('2026-03-03T12:00+08:00'),
      );
      expect(questions.length).toBeGreaterThan(6);
      expect(await disagreements(questions, set)).toEqual([]);
    },
  );
});

describe('a pause whose end the source does not report', () => {
  const set = workedSet([
    policyOf(
      'p',
      `deadlines:
  answer: { title: { en: x, zh: 某 }, cite: x, breach: minor, from: received, within: 5 days, counting: cn-term, done: responded, pauses: [{ from: appraisal-started, until: appraisal-ended, at-most: 4 days }] }
`,
    ),
  ]);
  const seen = new Set(['received', 'responded', 'appraisal-started']);
  const starts = (...days: readonly string[]): readonly EventLine[] =>
    days.map((day): EventLine => ['appraisal-started', day]);
  const answer = (at: string, ...days: readonly string[]): string =>
    brief(judged(set, [received, ...starts(...days)], at, {}, seen).findings[0]);
  it('may have ended unseen before it began again: each may have lasted to its cap', () => {
    expect(answer('2026-03-13T12:00+08:00', '2026-03-03', '2026-03-06')).toBe(
      'indeterminate 2026-03-07 or 2026-03-14 ?appraisal-ended',
    );
    expect(answer('2026-03-15T12:00+08:00', '2026-03-03', '2026-03-06')).toBe('overdue 2026-03-07 or 2026-03-14');
  });
  it('lasts to its cap where it began once', () => {
    expect(answer('2026-03-12T12:00+08:00', '2026-03-03')).toBe('overdue 2026-03-07 or 2026-03-11');
  });
});

describe('remedies that hang on a disputed fact (S41)', () => {
  const set = workedSet([
    policyOf(
      'p',
      `rights:
  damages: { grants: [{ remedy: refund, amount: { fact: price } }, { remedy: apology, when: ${is('serious', 'true')} }, { remedy: repair }] }
`,
    ),
  ]);
  it('shows each amount between its bounds, and each remedy with the fact that decides', () => {
    const disputed: EventLine = ['fact-disputed', '2026-03-03', { price: cny('80.00'), serious: true }];
    const [right] = judged(set, [received, disputed], '2026-03-04T12:00+08:00', {
      price: cny('100.00'),
      serious: false,
    }).rights;
    const by = (name: string) => ({ name, kind: 'fact', why: 'disputed' });
    expect([right?.state, right?.missing.map(({ name }) => name)]).toEqual(['open', ['price', 'serious']]);
    expect(right?.gives).toEqual([
      {
        remedy: 'refund',
        amount: {
          kind: 'bounded',
          atLeast: cny('80.00'),
          atMost: cny('100.00'),
          missing: [by('price'), by('serious')],
        },
      },
      { remedy: 'repair' },
      { remedy: 'apology', missing: [by('price'), by('serious')] },
    ]);
  });
});

describe('a right that opens when something is overdue', () => {
  const set = workedSet([
    policyOf(
      'p',
      `deadlines:
  answer: { title: { en: x, zh: 某 }, cite: x, breach: minor, from: received, within: 5 days, counting: cn-term, done: responded, restarts: [reopened] }
rights:
  appeal: { window: { opens: { overdue: answer } }, used-by: referred, grants: [{ remedy: review }] }
`,
    ),
  ]);
  const appeal = (at: string, ...lines: readonly EventLine[]): string =>
    brief(judged(set, [received, ...lines], at).rights[0]);
  it('shows the day after the present due date while the rule runs', () => {
    expect(appeal('2026-03-05T12:00+08:00')).toBe('not-open-yet from 2026-03-08T00:00+08:00');
    expect(appeal('2026-03-06T12:00+08:00', ['reopened', '2026-03-06'])).toBe(
      'not-open-yet from 2026-03-12T00:00+08:00',
    );
    expect(appeal('2026-03-08T00:00+08:00')).toBe('open from 2026-03-08T00:00+08:00');
  });
  it('shows none once it was done in time', () => {
    expect(appeal('2026-03-06T12:00+08:00', ['responded', '2026-03-06'])).toBe('not-open-yet');
  });
});

describe('the longest of several runs', () => {
  const set = workedSet([
    policyOf(
      'p',
      `facts:
  longest_days: { time: { from: repair-started, until: repair-finished }, as: days, longest: true }
  longest_begun: { time: { from: repair-started, until: repair-finished }, as: started days of 24 hours, longest: true }
requirements:
  short: { title: { en: x, zh: 某 }, cite: x, breach: minor, require: ${is('longest_days', '30', 'lessThanInclusive')} }
  begun: { title: { en: x, zh: 某 }, cite: x, breach: minor, require: ${is('longest_begun', '3', 'lessThanInclusive')} }
`,
    ),
  ]);
  const repair = (from: string, until: string): readonly EventLine[] => [
    ['repair-started', from],
    ['repair-finished', until],
  ];
  const outcomes = (lines: readonly EventLine[], at = '2026-06-01T12:00+08:00'): readonly string[] =>
    judged(set, [received, ...lines], at).findings.map(({ outcome }) => outcome);
  it('is not their sum, and counts what still lasts', () => {
    expect(outcomes([...repair('2026-03-03', '2026-04-02'), ...repair('2026-04-03', '2026-04-23')])[0]).toBe(
      'compliant',
    );
    expect(outcomes([...repair('2026-03-03', '2026-03-13'), ...repair('2026-04-03', '2026-05-04')])[0]).toBe(
      'non-compliant',
    );
    const open: readonly EventLine[] = [...repair('2026-03-03', '2026-03-13'), ['repair-started', '2026-04-03']];
    expect(outcomes(open, '2026-05-03T12:00+08:00')[0]).toBe('compliant');
    expect(outcomes(open, '2026-05-04T00:00+08:00')[0]).toBe('non-compliant');
  });
  it('rounds each by itself', () => {
    const runs = [
      ...repair('2026-03-03T09:00+08:00', '2026-03-06T09:00+08:00'),
      ...repair('2026-03-07T09:00+08:00', '2026-03-10T09:00+08:00'),
    ];
    expect(outcomes(runs)[1]).toBe('compliant');
    expect(outcomes([...runs, ...repair('2026-03-11T09:00+08:00', '2026-03-14T09:01+08:00')])[1]).toBe('non-compliant');
  });
  it('steps by itself when the run that lasts becomes longer', () => {
    const { nextLookAt } = judged(set, [received, ['repair-started', '2026-03-03']], '2026-03-05T12:00+08:00');
    expect(nextLookAt).toBeLessThanOrEqual(instant('2026-03-06T00:00+08:00'));
  });
});
