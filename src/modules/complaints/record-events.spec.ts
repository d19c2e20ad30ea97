import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aPolicySet, someEvents, someObserves, someText } from '../../../test/support/random-recordings.js';
import { happened, later, recording, today, unstored } from '../../../test/support/recordings.js';
import { canonical } from '../../ledger/canonical.js';
import { commitmentOf, saltsOf } from '../../ledger/commitment.js';
import { brokenAt, type Entry } from '../../ledger/entry.js';
import { judge } from '../../rules/judge/judge.js';
import type { StoredComplaint } from './complaint.js';
import { judgeable, knownAt } from './judgeable.js';
import { json } from './keep-events.js';
import { afterChange, newComplaint, nextVersion, recordEvents } from './record-events.js';
import { resultOf } from './stored-judgement.js';

const how = recording(aPolicySet, 1);
const received = happened('received', '2026-03-02T08:00:00+08:00');
const told = happened('told', '2026-03-02T08:30:00+08:00');

/** A complaint to which these were recorded one after the other, with all its entries. */
function recorded(...rounds: readonly Parameters<typeof recordEvents>[1][]): {
  readonly complaint: StoredComplaint;
  readonly entries: readonly Entry[];
} {
  let complaint = unstored('one');
  const entries: Entry[] = [];
  for (const [turn, events] of rounds.entries()) {
    const change = recordEvents(complaint, events, { ...how, at: today + turn * 1_000 });
    entries.push(...change.entries);
    complaint = afterChange(complaint, change);
  }
  return { complaint, entries };
}

describe('recording events', () => {
  it('makes an entry of the events and one of the judgement', () => {
    const { complaint, entries } = recorded([received]);
    expect(entries.map(({ type }) => type)).toEqual(['complaint-recorded', 'judged']);
    expect(complaint).toMatchObject({
      version: 1,
      head: { number: 2, hash: entries[1]?.hash },
      judgement: { number: 1 },
    });
  });

  it('numbers on, and judges anew only where the judgement says something else', () => {
    const { complaint, entries } = recorded([received], [happened('closed', '2026-03-02')], [told]);
    expect(entries.map(({ type }) => type)).toEqual([
      'complaint-recorded',
      'judged',
      'events-recorded',
      'events-recorded',
      'judged',
    ]);
    expect(complaint.events.map(({ number, id }) => `${number} ${id}`)).toEqual([
      '1 e1',
      '2 source-described',
      '3 e3',
      '4 e4',
    ]);
    expect(complaint).toMatchObject({ version: 3, judgement: { number: 2 } });
  });

  it('changes neither version nor chain where a look finds nothing new', () => {
    const { complaint } = recorded([received]);
    const change = recordEvents(complaint, [], { ...how, at: today + 1_000 });
    expect(change).toMatchObject({ entries: [], events: [], look: { judgementNumber: 1, judgedAt: today + 1_000 } });
    expect(nextVersion(change)).toBe(1);
    expect(change.judgement).toBeUndefined();
  });

  it('finds by looking again that time has run out', () => {
    const { complaint } = recorded([received]);
    const change = recordEvents(complaint, [], { ...how, at: today + 9 * 86_400_000 });
    expect(change.entries.map(({ type }) => type)).toEqual(['judged']);
    expect(change).toMatchObject({ judgement: { number: 2, outcome: 'non-compliant' } });
    expect(nextVersion(change)).toBe(2);
  });

  it('says in an entry that the source reports other events than was said before, and judges by it', () => {
    const complaint = recorded([received]).complaint;
    const change = recordEvents(complaint, [], { ...how, at: later }, new Set(['received']));
    expect(change.entries[0]).toMatchObject({
      type: 'events-recorded',
      body: { events: [{ type: 'source-described', facts: { observes: expect.any(String) } }] },
    });
    expect(change.events[0]?.data).toEqual({ observes: ['received'] });
    expect(change.judgement?.findings[0]).toMatchObject({ missing: [{ name: 'told', why: 'not-reported' }] });
    const same = recordEvents(complaint, [], { ...how, at: today }, 'everything');
    expect(same.entries).toEqual([]);
  });

  it('gives an id that is taken a number', () => {
    const { complaint } = recorded([{ ...received, id: 'a' }], [{ ...told, id: 'a' }], [{ ...told, id: 'a' }]);
    expect(complaint.events.map(({ id }) => id)).toEqual(['a', 'source-described', 'a~2', 'a~3']);
  });

  it('commits to each value by a salt of its own, and puts personal values aside', () => {
    const data = { complainant_name: '张三', urgency: 'urgent' };
    const { complaint, entries } = recorded([{ ...received, data }]);
    const [event] = complaint.events;
    const [kept] = complaint.personal.values();
    const salts = saltsOf(event?.salt ?? Buffer.alloc(0), Object.keys(data));
    expect(entries[0]?.body['events']).toMatchObject([
      {
        personal: ['complainant_name'],
        facts: {
          complainant_name: commitmentOf(kept?.salt ?? Buffer.alloc(0), '张三'),
          urgency: commitmentOf(salts.get('urgency') ?? Buffer.alloc(0), 'urgent'),
        },
      },
      { type: 'source-described', personal: [] },
    ]);
    expect(event?.data).toEqual({ complainant_name: { kind: 'personal', id: kept?.id }, urgency: 'urgent' });
  });

  it('keeps the reason of a retraction as a personal value, and names what it takes back', () => {
    const retraction = happened('event-retracted', '2026-03-03', { data: { event: 'e1', reason: '张三说错了' } });
    const { complaint, entries } = recorded([received], [retraction]);
    expect(canonical(json(entries.map(({ body }) => body) as never))).not.toContain('张三');
    expect([...complaint.personal.values()].map(({ value }) => value)).toEqual(['张三说错了']);
    expect(entries.at(-1 - Number(entries.at(-1)?.type === 'judged'))?.body['events']).toMatchObject([
      { retracts: 'e1' },
    ]);
  });

  it('judges what judging the same from the outside judges', () => {
    const change = recordEvents(unstored('one'), [received, told], how);
    const complaint = afterChange(unstored('one'), change);
    const outside = judge(aPolicySet, judgeable(complaint, today), today, { timeZoneData: how.timeZoneData });
    expect(change.judgement).toMatchObject({ result: resultOf(outside).digest, outcome: 'compliant' });
    expect(change.judgement?.receipt).toMatchObject({ input: { number: 1, hash: change.entries[0]?.hash } });
  });

  it('never shows a personal value anywhere but among the personal values', () => {
    const name = someText.filter((text) => text.length > 3).map((text) => `〈${text}〉`);
    fc.assert(
      fc.property(name, someEvents, (text, events) => {
        const named = happened('facts-recorded', '2026-03-01', { fromStart: true, data: { complainant_name: text } });
        const { personal, ...rest } = recordEvents(unstored('one'), [...events, named], how);
        expect(JSON.stringify({ ...rest, events: rest.events })).not.toContain(JSON.stringify(text).slice(1, -1));
        expect(personal.map(({ value }) => value)).toContain(text);
      }),
    );
  });

  it('keeps one whole chain, versions without gaps and an order without gaps, whatever is recorded', () => {
    const round = fc.record({ events: someEvents, observes: fc.option(someObserves, { nil: undefined }) });
    fc.assert(
      fc.property(fc.array(round, { minLength: 1, maxLength: 5 }), (rounds) => {
        let complaint = newComplaint({ source: 'test', reference: 'any', observes: 'everything' });
        const entries: Entry[] = [];
        for (const [turn, { events, observes }] of rounds.entries()) {
          const change = recordEvents(complaint, events, { ...how, at: today + turn }, observes ?? complaint.observes);
          expect(nextVersion(change) - complaint.version).toBe(change.entries.length > 0 ? 1 : 0);
          entries.push(...change.entries);
          complaint = afterChange(complaint, change);
        }
        expect(brokenAt(entries)).toBeUndefined();
        expect(complaint.head).toMatchObject({ number: entries.length, hash: entries.at(-1)?.hash });
        expect(complaint.events.map(({ number }) => number)).toEqual(complaint.events.map((_, index) => index + 1));
        expect(new Set(complaint.events.map(({ id }) => id)).size).toBe(complaint.events.length);
        const judged = judge(aPolicySet, judgeable(complaint, today + rounds.length - 1), today + rounds.length - 1, {
          timeZoneData: '2026c',
        });
        expect(complaint.judgement.result).toBe(resultOf(judged).digest);
      }),
    );
  });
});

describe('the times of a chain', () => {
  it('never go back, whatever the clock says', () => {
    const { complaint } = recorded([received], [happened('closed', '2026-03-02')]);
    const change = recordEvents(complaint, [told], { ...how, at: today - 86_400_000 });
    expect(change.entries.map(({ at }) => at)).toEqual([today + 1_001, today + 1_001]);
    expect(change.events[0]?.storedAt).toBe(today + 1_001);
    expect(change.judgement?.receipt.input).toMatchObject({ number: 4, event: 4 });
  });
});

describe('what sources report', () => {
  const through = (origin: string) => ({ ...how, origin });

  it('is what all of them report together: a narrower second one takes nothing away', () => {
    const { complaint } = recorded([received]);
    const change = recordEvents(complaint, [], { ...through('import:m'), at: later }, new Set(['received']));
    expect(afterChange(complaint, change).observes).toBe('everything');
    expect(change.judgement).toBeUndefined();
    const again = recordEvents(afterChange(complaint, change), [], through('import:m'), new Set(['received']));
    expect(again.events).toEqual([]);
  });

  it('is taken back with the import that said it', () => {
    const complaint = newComplaint({ source: 's', reference: 'r', observes: new Set(['received']) });
    const first = afterChange(complaint, recordEvents(complaint, [received], how));
    const second = afterChange(first, recordEvents(first, [], through('import:m'), 'everything'));
    expect(second.observes).toBe('everything');
    const retraction = happened('event-retracted', '2026-03-01', { data: { event: second.events.at(-1)?.id ?? '' } });
    expect(afterChange(second, recordEvents(second, [retraction], how)).observes).toEqual(new Set(['received']));
  });
});

describe('what was known', () => {
  it('at an instant is what had been recorded by then', () => {
    const { complaint } = recorded([received], [told]);
    expect(knownAt(complaint, today).events.map(({ type }) => type)).toEqual(['received', 'source-described']);
    expect(knownAt(complaint, today + 1_000)).toEqual(complaint);
    expect(knownAt(complaint, today - 1).events).toEqual([]);
  });
});
