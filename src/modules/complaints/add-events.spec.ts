import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aPolicySet, someEvents } from '../../../test/support/random-recordings.js';
import { happened, later, recording, unstored } from '../../../test/support/recordings.js';
import { RedressError } from '../../errors.js';
import { randomBytes } from '../../random.js';
import { addEvents } from './add-events.js';
import type { StoredComplaint } from './complaint.js';
import { afterChange, recordEvents, type NewEvent } from './record-events.js';

const how = recording(aPolicySet, 1);
const now = { at: later, random: randomBytes, opens: true };
const received = happened('received', '2026-03-02', {
  id: 'a',
  ref: 'x',
  data: { complainant_name: '张三', score: 1 },
});
const told = happened('told', '2026-03-03', { id: 'b' });

function stored(...events: readonly NewEvent[]): StoredComplaint {
  return afterChange(unstored('one'), recordEvents(unstored('one'), events, how));
}

function faultsOf(complaint: StoredComplaint, ...events: readonly NewEvent[]): readonly string[] {
  try {
    addEvents(complaint, events, now);
    return [];
  } catch (error) {
    if (error instanceof RedressError) return error.faults.map(({ code, place }) => `${code} ${place?.path}`);
    throw error;
  }
}

describe('events given to a complaint', () => {
  it('that are new are recorded as of now', () => {
    const { events, repeated, ids } = addEvents(stored(received), [told], now);
    expect([events, repeated, ids]).toEqual([[{ ...told, recordedAt: later }], 0, ['b']]);
  });

  it('do not say of whoever may not open personal data whether a guess at it is right', () => {
    const guess = (name: string): string => {
      try {
        addEvents(stored(received), [{ ...received, data: { ...received.data, complainant_name: name } }], {
          ...now,
          opens: false,
        });
        return 'recorded';
      } catch (error) {
        return error instanceof RedressError ? error.message : 'another error';
      }
    };
    expect(guess('张三')).toBe(guess('李四'));
    expect(guess('张三')).toContain('complaint.event_id_taken');
    expect(addEvents(stored(told), [told], { ...now, opens: false })).toMatchObject({ repeated: 1 });
  });

  it('keep the time of recording that they came with', () => {
    const { events } = addEvents(stored(), [{ ...told, recordedAt: 5 }], now);
    expect(events[0]?.recordedAt).toBe(5);
  });

  it('that are recorded already, word for word, change nothing', () => {
    const given = [received, told];
    expect(addEvents(stored(...given), given, now)).toEqual({ events: [], repeated: 2, ids: ['a', 'b'] });
    expect(addEvents(stored(), [told, told], now)).toMatchObject({
      events: [{ id: 'b' }],
      repeated: 1,
      ids: ['b', 'b'],
    });
  });

  it.each<[string, Partial<NewEvent>]>([
    ['another type', { type: 'told' }],
    ['another day', { at: { kind: 'day', day: 1 } }],
    ['another ref', { ref: 'y' }],
    ['another value', { data: { complainant_name: '张三', score: 2 } }],
    ['another personal value', { data: { complainant_name: '李四', score: 1 } }],
    ['a fact more', { data: { complainant_name: '张三', score: 1, urgency: 'urgent' } }],
    ['a fact less', { data: { complainant_name: '张三' } }],
    ['another time of recording', { recordedAt: 5 }],
  ])('with an id that is taken and %s are refused', (_, other) => {
    expect(faultsOf(stored(received), told, { ...received, ...other })).toEqual([
      'complaint.event_id_taken /events/1/id',
    ]);
    const twice = faultsOf(stored(), received, { ...received, ...other });
    expect(twice).toEqual(['complaint.event_id_twice /events/1/id']);
  });

  it('without an id get one that nothing else has, whatever ids others have', () => {
    const none = happened('told', '2026-03-03');
    const { ids } = addEvents(
      stored(received, none, none),
      [none, { ...told, id: 'e1' }, none, { ...told, id: 'e2' }],
      now,
    );
    expect(new Set([...ids, 'a']).size).toBe(5);
    expect(ids.slice(1, 4).filter((_, place) => place !== 1)).toEqual(['e1', 'e2']);
  });

  it('count as the same where a personal value was erased since', () => {
    const complaint = { ...stored(received), personal: new Map() };
    expect(addEvents(complaint, [received], now)).toMatchObject({ events: [], repeated: 1 });
    expect(faultsOf(complaint, { ...received, data: { complainant_name: '张三', score: 2 } })).toEqual([
      'complaint.event_id_taken /events/0/id',
    ]);
    expect(faultsOf(complaint, { ...received, data: { score: 1 } })).toEqual(['complaint.event_id_taken /events/0/id']);
  });

  it('take back what is recorded or given beside them, and nothing else', () => {
    const retraction = (event: string): NewEvent =>
      happened('event-retracted', '2026-03-04', { data: { event, reason: 'x' } });
    expect(faultsOf(stored(received), told, retraction('a'), retraction('b'))).toEqual([]);
    expect(faultsOf(stored(received), retraction('c'), retraction('received'))).toEqual([
      'complaint.retracts_unknown /events/0/data/event',
      'complaint.retracts_unknown /events/1/data/event',
    ]);
  });

  it('are recorded once, however often they are given', () => {
    const named = someEvents.map((events) =>
      events.filter(({ type }) => type !== 'event-retracted').map((event, n) => ({ ...event, id: `${n}` })),
    );
    fc.assert(
      fc.property(named, (events) => {
        const first = addEvents(stored(), events, now);
        const complaint = stored(...first.events);
        expect(addEvents(complaint, events, { ...now, at: later + 1 })).toEqual({
          events: [],
          repeated: events.length,
          ids: first.ids,
        });
      }),
    );
  });
});
