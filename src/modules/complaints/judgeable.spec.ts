import { describe, expect, it } from '@jest/globals';
import { aPolicySet } from '../../../test/support/random-recordings.js';
import { happened, recording, unstored } from '../../../test/support/recordings.js';
import { NONE } from '../../rules/values.js';
import type { StoredComplaint } from './complaint.js';
import { erasedFacts, judgeable } from './judgeable.js';
import { afterChange, recordEvents, type NewEvent } from './record-events.js';

const how = recording(aPolicySet, 1);
const now = how.at;
const fromStart = (data: NewEvent['data'], id = 'facts'): NewEvent =>
  happened('facts-recorded', '2026-03-01', { id, fromStart: true, data });
const taken = (event: string): NewEvent => happened('event-retracted', '2026-03-05', { data: { event, reason: 'x' } });

function stored(...events: readonly NewEvent[]): StoredComplaint {
  return afterChange(unstored('one'), recordEvents(unstored('one'), events, how));
}

describe('a stored complaint as policies see it', () => {
  it('bears its reference and what its source reports', () => {
    expect(judgeable(stored(), now)).toEqual({ id: 'one', facts: {}, events: [], observed: 'everything' });
  });

  it('has the facts from the start apart from its events, personal ones in their places', () => {
    const complaint = stored(
      fromStart({ urgency: 'urgent', complainant_name: '张三' }),
      happened('received', '2026-03-02'),
    );
    const { facts, events } = judgeable(complaint, now);
    expect(facts).toEqual({ urgency: 'urgent', complainant_name: '张三' });
    expect(events.map(({ type }) => type)).toEqual(['received']);
  });

  it('takes the last word of several on a fact from the start', () => {
    const complaint = stored(fromStart({ urgency: 'urgent', score: 1 }), fromStart({ urgency: 'normal' }, 'more'));
    expect(judgeable(complaint, now).facts).toEqual({ urgency: 'normal', score: 1 });
  });

  it('forgets the facts of an event that was taken back', () => {
    const complaint = stored(
      fromStart({ urgency: 'urgent', score: 1 }),
      fromStart({ urgency: 'normal' }, 'more'),
      taken('more'),
    );
    expect(judgeable(complaint, now).facts).toEqual({ urgency: 'urgent', score: 1 });
  });

  it('has them again where the taking back was taken back', () => {
    const complaint = stored(fromStart({ urgency: 'urgent' }), { ...taken('facts'), id: 'r' }, taken('r'));
    expect(judgeable(complaint, now).facts).toEqual({ urgency: 'urgent' });
  });

  it('keeps apart what is known not to exist and what is not known', () => {
    expect(judgeable(stored(fromStart({ complainant_name: NONE })), now).facts).toEqual({ complainant_name: NONE });
  });

  it('has what the register said last by the instant to judge for, and nothing of what was read later or taken back', () => {
    const read = (at: string, repeats: number, id: string): NewEvent =>
      happened('register-read', at, { id, data: { repeats } });
    const complaint = stored(
      read('2026-03-03T10:00+08:00', 2, 'b'),
      read('2026-03-02T10:00+08:00', 1, 'a'),
      read('2026-03-04T10:00+08:00', 3, 'c'),
      taken('c'),
    );
    const by = (at: string) => judgeable(complaint, Date.parse(at)).register;
    expect(by('2026-03-02T09:59+08:00')).toBeUndefined();
    expect(by('2026-03-03T09:59+08:00')).toEqual({ at: Date.parse('2026-03-02T10:00+08:00'), values: { repeats: 1 } });
    expect(by('2026-03-03T10:00+08:00')?.values).toEqual({ repeats: 2 });
    expect(by('2026-03-05T10:00+08:00')?.values).toEqual({ repeats: 2 });
    expect(
      judgeable(complaint, now).events.every(({ data, type }) => type !== 'register-read' || !('repeats' in data)),
    ).toBe(true);
  });

  it('does not know what was erased, and says so', () => {
    const complaint = stored(fromStart({ urgency: 'urgent', complainant_name: '张三' }));
    const erased = { ...complaint, personal: new Map() };
    expect(judgeable(erased, now).facts).toEqual({ urgency: 'urgent' });
    expect(erasedFacts(erased)).toEqual(['complainant_name']);
    expect(erasedFacts(complaint)).toEqual([]);
  });
});
