import { describe, expect, it } from '@jest/globals';
import type { Complaint } from '../../rules/complaint.js';
import { retractionType } from '../../rules/judge/timeline.js';
import { NONE } from '../../rules/values.js';
import type { StoredComplaint } from '../complaints/complaint.js';
import { standingOf } from '../complaints/fold.js';
import { diffComplaint } from './diff-complaint.js';
import {
  again,
  byHand,
  day,
  known,
  lastRun,
  log,
  logWithIds,
  row,
  rows,
  said,
  snapshot,
  start,
  take,
  undone,
} from '../../../test/support/imported-rows.js';

describe('a row that is imported first', () => {
  it('becomes one event of facts that hold from the start, at the time of its first event, and its own events', () => {
    const { events } = diffComplaint(undefined, row({ role: 'bank' }, { received: 3, closed: 9 }), snapshot, start);
    expect(events).toEqual([
      { id: 'facts', type: 'facts-recorded', at: day(3), fromStart: true, data: { role: 'bank' } },
      { id: 'received', type: 'received', at: day(3), data: {} },
      { id: 'closed', type: 'closed', at: day(9), data: {} },
    ]);
  });

  it('without any date its facts are recorded at the instant of the import', () => {
    const { events } = diffComplaint(undefined, row({ role: 'bank' }), snapshot, start);
    expect(events.map(({ at }) => at)).toEqual([{ kind: 'instant', at: start }]);
  });

  it('is a complaint even if it says nothing but its id', () => {
    const stored = take(undefined, row({}));
    expect(stored.events.map(({ type }) => type)).toEqual(['facts-recorded', 'source-described']);
    expect(again(stored, row({})).events).toEqual([]);
  });
});

describe('a newer export', () => {
  const first = row({ role: 'bank', product: 'card', urgent: false }, { received: 3 });

  it.each([
    ['a date that appeared', row(first.facts, { received: 3, closed: 9 }), ['closed']],
    ['a date that changed', row(first.facts, { received: 4 }), ['event-retracted', 'received']],
    ['a date that is gone', row(first.facts), ['event-retracted']],
    ['a fact that changed', row({ ...first.facts, product: 'loan' }, { received: 3 }), ['facts-recorded']],
    ['a fact that appeared', row({ ...first.facts, name: 'Ann' }, { received: 3 }), ['facts-recorded']],
    [
      'a fact that is gone',
      row({ role: 'bank', urgent: false }, { received: 3 }),
      ['event-retracted', 'facts-recorded'],
    ],
    ['a fact that is known not to exist', row({ ...first.facts, product: NONE }, { received: 3 }), ['facts-recorded']],
  ] as const)('records %s', (_, newer, types) => {
    const stored = take(undefined, first);
    expect(again(stored, newer).events.map(({ type }) => type)).toEqual(types);
    expect(known(take(stored, newer))).toEqual(said(newer));
  });

  it('takes a fact that may change as changed from now on, any other as always so', () => {
    const stored = take(undefined, first);
    const { events } = diffComplaint(
      stored,
      row({ role: 'shop', product: 'card', urgent: true }, { received: 3 }),
      snapshot,
      start,
    );
    expect(events.map(({ at, fromStart, data }) => [at, fromStart, data])).toEqual([
      [day(3), true, { role: 'shop' }],
      [{ kind: 'instant', at: start }, false, { urgent: true }],
    ]);
  });

  it('takes an event back at that event’s own time, so that no instant sees one without the other', () => {
    const stored = take(undefined, first);
    const [retraction] = again(stored, row(first.facts, { received: 4 })).events;
    expect(retraction).toMatchObject({ at: day(3), data: { event: 'received', reason: 'newer-export' } });
  });

  it('leaves alone what was recorded by hand, and does not bring back what was taken back by hand', () => {
    const imported = take(undefined, first);
    const stored = byHand(imported, [
      { type: 'closed', at: day(5), data: {} },
      { type: retractionType, at: day(3), data: { event: 'received', reason: 'typing mistake' } },
    ]);
    expect(again(stored, first).events).toEqual([]);
    expect(known(take(stored, row(first.facts))).events).toEqual([JSON.stringify(['closed', day(5), {}])]);
  });

  it('that lacks an optional column says nothing about its facts and events', () => {
    const stored = take(undefined, row({ role: 'bank', product: 'card' }, { received: 3, closed: 9 }));
    const manner = { ...snapshot, silentFacts: new Set(['product']), silentEvents: new Set(['closed']) };
    expect(again(stored, row({ role: 'bank' }, { received: 3 }), manner).events).toEqual([]);
  });

  it.each([
    ['a snapshot', snapshot],
    ['a log', logWithIds],
  ] as const)('through %s does not take back what its mapping cannot bring any more', (_, before) => {
    const stored = take(
      undefined,
      rows([
        ['h', 'closed', 9],
        ['r', 'received', 3],
      ]),
      before,
    );
    const manner = { ...before, keeps: new Set(['closed']) };
    const taking = rows([
      ['r', 'received', 3],
      ['x', retractionType, 10, { event: 'h', reason: 'out' }],
    ]);
    for (const newer of [rows([['r', 'received', 3]]), taking])
      expect(known(take(stored, newer, manner)).events).toContain(JSON.stringify(['closed', day(9), {}]));
    // Where it can, it does.
    expect(known(take(stored, taking, before)).events).not.toContain(JSON.stringify(['closed', day(9), {}]));
  });

  it('gives two columns of one kind of event an event each', () => {
    const twice = (a: number, b: number): Complaint =>
      rows([
        ['a', 'told', a],
        ['b', 'told', b],
      ]);
    const stored = take(undefined, twice(3, 3));
    expect(again(stored, twice(3, 3)).events).toEqual([]);
    expect(known(take(stored, twice(3, 4)))).toEqual(said(twice(3, 4)));
  });

  it.each(['facts', 'received~2', 'received~retracted', 'x~first', 'x~1'])(
    'takes a column called %s for a column',
    (column) => {
      const incoming = (on: number): Complaint =>
        rows([
          [column, 'closed', on],
          ['received', 'received', 1],
        ]);
      const stored = take(take(undefined, incoming(2)), incoming(3));
      expect(again(stored, incoming(3)).events).toEqual([]);
      expect(known(stored)).toEqual(said(incoming(3)));
      expect(new Set(stored.events.map(({ id }) => id)).size).toBe(stored.events.length);
    },
  );
});

describe('what was erased', () => {
  const withName = row({ role: 'bank', name: 'Ann' }, { received: 3 });
  const erase = (stored: StoredComplaint): StoredComplaint => ({ ...stored, personal: new Map() });

  it.each([
    ['the same file', withName],
    ['another value', row({ role: 'bank', name: 'Bea' }, { received: 3 })],
    ['a blank', row({ role: 'bank' }, { received: 3 })],
  ])('does not come back with %s', (_, incoming) => {
    const stored = erase(take(undefined, withName));
    const { events, erased } = again(stored, incoming);
    expect(events).toEqual([]);
    expect(erased).toBe('name' in incoming.facts ? 1 : 0);
  });

  it('does not come back when the fact beside it is gone, changes, or the import was undone', () => {
    const stored = erase(take(undefined, withName));
    const bare = take(stored, row({ name: 'Ann' }, { received: 3 }));
    const changed = take(bare, row({ role: 'shop', name: 'Ann' }, { received: 3 }));
    const after = take(undone(changed, lastRun()), withName);
    for (const each of [bare, changed, after])
      expect(each.personal.size).toBe([...each.personal.values()].filter(({ value }) => value !== 'Ann').length);
    expect(known(after).facts).toEqual({ role: 'bank' });
    expect(again(after, withName)).toEqual({ events: [], erased: 1 });
  });

  it('does not come back through another mapping, or in another event', () => {
    const stored = erase(take(undefined, withName));
    const other = again(stored, withName, { ...snapshot, origin: 'import:other' });
    expect(other.erased).toBe(1);
    expect(JSON.stringify(other.events)).not.toContain('Ann');
    const events = rows([['z', 'told', 5, { name: 'Ann', product: 'card' }]]);
    const told = again(stored, events, { ...logWithIds, origin: 'import:other' });
    expect(told.erased).toBe(1);
    expect(told.events.map(({ data }) => data)).toEqual([{ product: 'card' }]);
  });

  it.each([
    ['by what they say', log],
    ['by their ids', logWithIds],
  ])('does not come back in the rows of a log that are known %s', (_, manner) => {
    const before = rows([
      ['x', 'told', 1, { name: 'Ann', product: 'card' }],
      ['y', 'told', 2, { name: 'Ann' }],
    ]);
    const first = take(undefined, before, manner);
    const of = lastRun();
    const stored = erase(first);
    expect(again(stored, before, manner)).toEqual({ events: [], erased: 2 });
    const after = take(undone(stored, of), before, manner);
    expect(known(after).events).toEqual(
      said(
        rows([
          ['x', 'told', 1, { product: 'card' }],
          ['y', 'told', 2, {}],
        ]),
      ).events,
    );
    expect(again(after, before, manner)).toEqual({ events: [], erased: 2 });
  });
});

describe('a row of which a newer export says nothing but its id', () => {
  it('is still a complaint; the same export again changes nothing, and undoing it brings back what was said', () => {
    const before = row({ role: 'bank', name: 'Ann' }, { received: 3 });
    const stored = take(take(undefined, before), row({}));
    const of = lastRun();
    expect(known(stored)).toEqual({ facts: {}, events: [] });
    expect(standingOf(stored.events).map(({ type }) => type)).toContain('facts-recorded');
    expect(again(stored, row({})).events).toEqual([]);
    expect(known(undone(stored, of))).toEqual(said(before));
    expect(known(take(stored, before))).toEqual(said(before));
  });
});
