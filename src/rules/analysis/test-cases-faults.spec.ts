import { describe, expect, it } from '@jest/globals';
import { describe as describeFault } from '../../errors.js';
import { at, read, testFile } from '../../../test/support/shop-cases.js';

describe('a file of cases is refused', () => {
  const codes = (text: string): readonly string[] =>
    read(text).faults.map(({ code, place }) => `${code} ${place?.path ?? ''}`.trim());
  const caseOf = (body: string): string => testFile(`{ name: x, ${at}, ${body} }`);

  it.each<[string, string, readonly string[]]>([
    ['for an unknown policy', 'policy: shpo\ncases: [1]', ['test.unknown_policy policy']],
    ['without cases', 'policy: shop\ncases: []', ['yaml.wrong_value cases']],
    ['for a case that expects nothing', caseOf('expect: {}'), ['test.expects_nothing cases.0.expect']],
    ['for a case without expect', caseOf('facts: {}'), ['yaml.missing_key cases.0.expect']],
    ['for an unknown rule', caseOf('expect: { anwser: pending }'), ['test.unknown_rule cases.0.expect.anwser']],
    [
      'for a rule of an unknown policy',
      caseOf('expect: { "other#answer": pending }'),
      ['test.unknown_policy cases.0.expect.other#answer'],
    ],
    ['for an unknown outcome', caseOf('expect: { answer: ok }'), ['yaml.wrong_value cases.0.expect.answer']],
    [
      'for an unknown key of an expectation',
      caseOf('expect: { answer: { until: 2026-03-01 } }'),
      ['yaml.unknown_key cases.0.expect.answer.until'],
    ],
    [
      'for a due date that is none',
      caseOf('expect: { answer: { due: 2026-02-30 } }'),
      ['fact.not_a_time cases.0.expect.answer.due'],
    ],
    [
      'for an instant without offset',
      testFile('{ name: x, at: 2026-03-10T12:00, expect: { answer: pending } }'),
      ['fact.not_an_instant cases.0.at'],
    ],
    [
      'for an unknown fact',
      caseOf('facts: { prise: 1 CNY }, expect: { answer: pending }'),
      ['test.unknown_fact cases.0.facts.prise'],
    ],
    [
      'for a wrong value',
      caseOf('facts: { price: 1 }, our: { region: west }, expect: { answer: pending }'),
      ['fact.not_money cases.0.facts.price', 'fact.word_not_listed cases.0.our.region'],
    ],
    [
      'for a role among the facts',
      caseOf('facts: { role: x }, expect: { answer: pending }'),
      ['test.unknown_fact cases.0.facts.role'],
    ],
    [
      'for an unknown event',
      caseOf('events: [{ recieved: 2026-03-02 }], expect: { answer: pending }'),
      ['test.unknown_event cases.0.events.0.recieved'],
    ],
    [
      'for an unknown observed event',
      caseOf('observes: { events: [recieved] }, expect: { answer: pending }'),
      ['test.unknown_event cases.0.observes.events.0'],
    ],
    [
      'for two events in one item',
      caseOf('events: [{ received: 2026-03-02, answered: 2026-03-03 }], expect: { answer: pending }'),
      ['test.event_form cases.0.events.0'],
    ],
    [
      'for an event that is a text',
      caseOf('events: [received], expect: { answer: pending }'),
      ['test.event_form cases.0.events.0'],
    ],
    [
      'for an event without time',
      caseOf('events: [{ received: { urgent: true } }], expect: { answer: pending }'),
      ['test.event_without_time cases.0.events.0.received'],
    ],
    [
      'for a wrong time',
      caseOf('events: [{ received: 2026-3-2 }], expect: { answer: pending }'),
      ['fact.not_a_time cases.0.events.0.received'],
    ],
    [
      'for a wrong fact of an event',
      caseOf('events: [{ received: { at: 2026-03-02, urgent: maybe } }], expect: { answer: pending }'),
      ['fact.not_yes_no cases.0.events.0.received.urgent'],
    ],
    [
      'for an id twice',
      caseOf(
        'events: [{ received: { at: 2026-03-02, id: e2 } }, { answered: 2026-03-03 }], expect: { answer: pending }',
      ),
      ['test.event_id_twice cases.0.events.1.answered'],
    ],
    [
      'for retracting what is not there',
      caseOf('events: [{ event-retracted: { at: 2026-03-02, event: answered } }], expect: { answer: pending }'),
      ['test.retracts_nothing cases.0.events.0.event-retracted.event'],
    ],
    [
      'for retracting one of several',
      caseOf(
        'events: [{ answered: 2026-03-02 }, { answered: 2026-03-03 }, { event-retracted: { at: 2026-03-04, event: answered } }], expect: { answer: pending }',
      ),
      ['test.retracts_several cases.0.events.2.event-retracted.event'],
    ],
    [
      'for a comma without quotation marks, once',
      caseOf('expect: { answer: pending }').replace('name: x', 'name: { en: late, by a day, zh: 迟 }'),
      ['yaml.null_value'],
    ],
  ])('%s', (_, text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  it('with every fault of every case, beside the cases that have none', () => {
    const good = `{ name: good, ${at}, expect: { answer: pending } }`;
    const { cases, faults } = read(
      testFile('{ name: bad }', good, `{ name: bad, ${at}, facts: { x: 1 }, expect: { y: pending } }`),
    );
    expect(cases.map(({ name }) => name.en)).toEqual(['good']);
    expect(faults.map(({ code }) => code)).toEqual([
      'yaml.missing_key',
      'yaml.missing_key',
      'test.unknown_fact',
      'test.unknown_rule',
    ]);
  });

  it('with the nearest names', () => {
    const [fault] = read(caseOf('expect: { anwser: pending }')).faults;
    expect(fault === undefined ? '' : describeFault(fault, 'en')).toContain('(answer?)');
  });
});
