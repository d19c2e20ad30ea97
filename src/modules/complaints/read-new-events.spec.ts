import { describe, expect, it } from '@jest/globals';
import { aPolicySet } from '../../../test/support/random-recordings.js';
import { time } from '../../../test/support/builders.js';
import { factsEvent, readMoreEvents, readNewComplaint } from './read-new-complaint.js';
import { base, faultsOf, received } from '../../../test/support/body-faults.js';

describe('the body of more events', () => {
  it('may only say what is observed from now on', () => {
    expect(readMoreEvents({ events: [], observes: [] }, aPolicySet)).toEqual({ events: [], observes: new Set() });
  });

  it.each<[string, unknown, readonly string[]]>([
    ['nothing new', { events: [] }, ['complaint.nothing_new /events']],
    ['no events', { observes: 'everything' }, ['value.missing /events']],
    ['another key', { events: [received], facts: {} }, ['value.unknown_name ']],
  ])('with %s is refused', (_, body, faults) => {
    expect(faultsOf(body, readMoreEvents)).toEqual(faults);
  });
});

describe('the facts of a new complaint', () => {
  const facts = { urgency: 'urgent' };
  it.each<[string, readonly object[], string]>([
    ['the day of its receipt', [{ type: 'received', at: '2026-03-02' }], '2026-03-02'],
    [
      'the first receipt',
      [
        { type: 'received', at: '2026-03-05' },
        { type: 'received', at: '2026-03-04T23:00+08:00' },
      ],
      '2026-03-04T23:00+08:00',
    ],
    ['now, where no receipt is known', [{ type: 'told', at: '2026-03-02' }], '2026-03-09T00:00Z'],
  ])('are kept in one event of %s', (_, events, at) => {
    const complaint = readNewComplaint({ observes: 'everything', facts, events }, aPolicySet);
    expect(factsEvent(complaint, aPolicySet, Date.parse('2026-03-09T00:00Z'))).toEqual([
      { type: 'facts-recorded', at: time(at), fromStart: true, data: facts },
    ]);
  });

  it('make no event where there are none', () => {
    expect(factsEvent(readNewComplaint(base, aPolicySet), aPolicySet, 0)).toEqual([]);
  });
});
