import { describe, expect, it } from '@jest/globals';
import { aPolicySet } from '../../../test/support/random-recordings.js';
import { happened, recording, unstored } from '../../../test/support/recordings.js';
import { NONE } from '../../rules/values.js';
import type { StoredComplaint } from './complaint.js';
import { erasedFacts, judgeable } from './judgeable.js';
import { afterChange, recordEvents, type NewEvent } from './record-events.js';

const how = recording(aPolicySet, 1);
const fromStart = (data: NewEvent['data'], id = 'facts'): NewEvent =>
  happened('facts-recorded', '2026-03-01', { id, fromStart: true, data });
const taken = (event: string): NewEvent => happened('event-retracted', '2026-03-05', { data: { event, reason: 'x' } });

function stored(...events: readonly NewEvent[]): StoredComplaint {
  return afterChange(unstored('one'), recordEvents(unstored('one'), events, how));
}

describe('a stored complaint as policies see it', () => {
  it('bears its reference and what its source reports', () => {
    expect(judgeable(stored())).toEqual({ id: 'one', facts: {}, events: [], observed: 'everything' });
  });

  it('has the facts from the start apart from its events, personal ones in their places', () => {
    const complaint = stored(
      fromStart({ urgency: 'urgent', complainant_name: '张三' }),
      happened('received', '2026-03-02'),
    );
    const { facts, events } = judgeable(complaint);
    expect(facts).toEqual({ urgency: 'urgent', complainant_name: '张三' });
    expect(events.map(({ type }) => type)).toEqual(['received']);
  });

  it('takes the last word of several on a fact from the start', () => {
    const complaint = stored(fromStart({ urgency: 'urgent', score: 1 }), fromStart({ urgency: 'normal' }, 'more'));
    expect(judgeable(complaint).facts).toEqual({ urgency: 'normal', score: 1 });
  });

  it('forgets the facts of an event that was taken back', () => {
    const complaint = stored(
      fromStart({ urgency: 'urgent', score: 1 }),
      fromStart({ urgency: 'normal' }, 'more'),
      taken('more'),
    );
    expect(judgeable(complaint).facts).toEqual({ urgency: 'urgent', score: 1 });
  });

  it('has them again where the taking back was taken back', () => {
    const complaint = stored(fromStart({ urgency: 'urgent' }), { ...taken('facts'), id: 'r' }, taken('r'));
    expect(judgeable(complaint).facts).toEqual({ urgency: 'urgent' });
  });

  it('keeps apart what is known not to exist and what is not known', () => {
    expect(judgeable(stored(fromStart({ complainant_name: NONE }))).facts).toEqual({ complainant_name: NONE });
  });

  it('does not know what was erased, and says so', () => {
    const complaint = stored(fromStart({ urgency: 'urgent', complainant_name: '张三' }));
    const erased = { ...complaint, personal: new Map() };
    expect(judgeable(erased).facts).toEqual({ urgency: 'urgent' });
    expect(erasedFacts(erased)).toEqual(['complainant_name']);
    expect(erasedFacts(complaint)).toEqual([]);
  });
});
