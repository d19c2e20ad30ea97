import { describe, expect, it } from '@jest/globals';
import { verbOfEvent, verbOfRecording } from './event-verbs.js';

const stored = new Map([
  ['told', { type: 'responded', data: {} }],
  ['held', { type: 'hold-placed', data: {} }],
  ['freed', { type: 'hold-lifted', data: {} }],
  ['seen', { type: 'personal-data-opened', data: {} }],
  ['thought', { type: 'assessed', data: {} }],
  ['not told', { type: 'event-retracted', data: { event: 'told' } }],
  ['not held', { type: 'event-retracted', data: { event: 'held' } }],
  ['not freed', { type: 'event-retracted', data: { event: 'freed' } }],
  ['held after all', { type: 'event-retracted', data: { event: 'not held' } }],
  ['chasing', { type: 'event-retracted', data: { event: 'tail' } }],
  ['tail', { type: 'event-retracted', data: { event: 'chasing' } }],
]);
const find = (id: string) => stored.get(id);

describe('what recording an event is', () => {
  it.each([
    ['received', 'complaint.write'],
    ['closed', 'complaint.write'],
    ['hold-placed', 'hold.place'],
    ['hold-lifted', 'hold.lift'],
    ['assessed', 'complaint.assess'],
    ['fact-overridden', 'complaint.assess'],
    ['personal-data-opened', 'personal.open'],
    ['a-type-of-tomorrow', 'complaint.write'],
    // A name that every object has is no entry of the list.
    ['constructor', 'complaint.write'],
  ] as const)('of %s: %s', (type, verb) => {
    expect(verbOfEvent(type)).toBe(verb);
    expect(verbOfRecording({ type, data: {} }, find)).toBe(verb);
  });

  it.each([
    ['told', 'complaint.write'],
    ['held', 'hold.lift'],
    ['freed', 'hold.place'],
    ['seen', 'personal.open'],
    ['thought', 'complaint.assess'],
    ['not told', 'complaint.write'],
    ['not held', 'hold.place'],
    ['not freed', 'hold.lift'],
    ['held after all', 'hold.lift'],
    ['nothing', 'complaint.write'],
    ['chasing', 'complaint.write'],
  ] as const)('of taking "%s" back: %s', (event, verb) => {
    expect(verbOfRecording({ type: 'event-retracted', data: { event } }, find)).toBe(verb);
  });
});
