import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { codeAndPlace, load } from '../../../test/support/policy-files.js';
import type { Complaint, ComplaintEvent } from '../../rules/complaint.js';
import { retractionType } from '../../rules/judge/timeline.js';
import { NONE, type FactValue, type None, type Time } from '../../rules/values.js';
import type { StoredComplaint } from '../complaints/complaint.js';
import { retractedIds } from '../../rules/judge/timeline.js';
import { standingOf } from '../complaints/fold.js';
import { judgeable } from '../complaints/judgeable.js';
import { afterChange, newComplaint, recordEvents, type NewEvent } from '../complaints/record-events.js';
import { diffComplaint } from './diff-complaint.js';
import type { ImportManner } from './import-manner.js';
import { undoRun } from './undo-run.js';

const { set, faults: wrong } = load({
  'vocabulary.yaml': `events:
  received: {}
  closed: {}
  told: { data: any }
  facts-recorded: { data: any }
  event-retracted: { data: any }
facts:
  role: { type: word }
  our_complaint: { type: yes-no }
  product: { type: text }
  urgent: { type: yes-no, changes: true }
  name: { type: text, personal: true }
duties: []
parties: [complainant, respondent]
`,
});

if (set === undefined) throw new Error(wrong.map(codeAndPlace).join('\n'));
const policies = set;

const snapshot: ImportManner = {
  kind: 'snapshot',
  origin: 'import:m',
  byId: false,
  silentFacts: new Set(),
  silentEvents: new Set(),
  changes: (fact) => fact === 'urgent',
};
const log: ImportManner = { ...snapshot, kind: 'log' };
const logWithIds: ImportManner = { ...log, byId: true };

type Data = Readonly<Record<string, FactValue | None>>;

const day = (number: number): Time => ({ kind: 'day', day: 20_000 + number });

/** A row: its facts, and its dates by column, which is also the type of event. */
function row(facts: Data, dates: Readonly<Record<string, number>> = {}): Complaint {
  const events = Object.entries(dates).map(([column, on]) => ({ id: column, type: column, at: day(on), data: {} }));
  return { id: 'c', facts, events, observed: 'everything' };
}

/** The rows of a case: id, type, day, data. */
function rows(lines: readonly (readonly [id: string, type: string, on: number, data?: Data])[]): Complaint {
  const events = lines.map(([id, type, on, data = {}]): ComplaintEvent => ({ id, type, at: day(on), data }));
  return { id: 'c', facts: {}, events, observed: 'everything' };
}

const start = Date.UTC(2026, 0, 5);
let run = 0;

function recording(events: readonly NewEvent[], to: StoredComplaint | undefined, origin: string, at: number) {
  const complaint = to ?? newComplaint({ source: 's', reference: 'c', observes: 'everything' });
  const how = {
    set: policies,
    setNumber: 1,
    timeZoneData: '',
    at,
    by: { kind: 'system', id: 'import' } as const,
    origin,
    run: `run-${run}`,
    random: (length: number) => Buffer.alloc(length, ++salt),
  };
  return afterChange(complaint, recordEvents(complaint, events, how));
}
let salt = 0;

/** Imports the row and gives what is stored then. */
function take(stored: StoredComplaint | undefined, incoming: Complaint, manner = snapshot, hour = ++run) {
  const at = start + hour * 3_600_000;
  return recording(diffComplaint(stored, incoming, manner, at).events, stored, manner.origin, at);
}

function byHand(stored: StoredComplaint, events: readonly NewEvent[]): StoredComplaint {
  return recording(events, stored, 'api', start + ++run * 3_600_000);
}

/** The complaint after its import was undone. */
function undone(stored: StoredComplaint, of: string): StoredComplaint {
  return recording(undoRun(stored, of, 'import:m'), stored, 'import:m', start + ++run * 3_600_000);
}

/** What is known now: the facts, and the events that stand with their days and data. */
function known(stored: StoredComplaint) {
  const { facts, events } = judgeable(stored);
  const taken = retractedIds(stored.events);
  const standing = events.filter(({ id, type }) => type !== retractionType && !taken.has(id));
  const dated = Object.assign({}, ...standing.filter(({ type }) => type === 'facts-recorded').map(({ data }) => data));
  return {
    facts: { ...facts, ...dated },
    events: standing
      .filter(({ type }) => type !== 'facts-recorded')
      .map(({ type, at, data }) => JSON.stringify([type, at, data]))
      .sort(),
  };
}

function said({ facts, events }: Complaint) {
  return { facts, events: events.map(({ type, at, data }) => JSON.stringify([type, at, data])).sort() };
}

const again = (stored: StoredComplaint, incoming: Complaint, manner = snapshot) =>
  diffComplaint(stored, incoming, manner, start + ++run * 3_600_000);

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
    const after = take(undone(changed, `run-${run}`), withName);
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
    const of = `run-${run}`;
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
    const of = `run-${run}`;
    expect(known(stored)).toEqual({ facts: {}, events: [] });
    expect(standingOf(stored.events).map(({ type }) => type)).toContain('facts-recorded');
    expect(again(stored, row({})).events).toEqual([]);
    expect(known(undone(stored, of))).toEqual(said(before));
    expect(known(take(stored, before))).toEqual(said(before));
  });
});

describe('a log', () => {
  it('that has grown adds its new rows, wherever they stand, and a part of it takes nothing back', () => {
    const stored = take(
      undefined,
      rows([
        ['r1', 'told', 1],
        ['r2', 'told', 1],
        ['r3', 'closed', 2],
      ]),
      log,
    );
    const grown = rows([
      ['r1', 'received', 0],
      ['r2', 'told', 1],
      ['r3', 'told', 1],
      ['r4', 'closed', 2],
    ]);
    expect(again(stored, grown, log).events.map(({ id, type }) => [id, type])).toEqual([['r1~2', 'received']]);
    expect(again(stored, rows([['r1', 'closed', 2]]), log).events).toEqual([]);
  });

  it('replaces an event whose id says something else now', () => {
    const stored = take(
      undefined,
      rows([
        ['x', 'closed', 2],
        ['y', 'told', 1],
      ]),
      logWithIds,
    );
    const newer = take(stored, rows([['x', 'closed', 3]]), logWithIds);
    expect(known(newer)).toEqual(
      said(
        rows([
          ['x', 'closed', 3],
          ['y', 'told', 1],
        ]),
      ),
    );
    expect(newer.events.map(({ id }) => id)).toContain('x~2');
  });

  it('takes back by the id under which the event stands now', () => {
    const first = rows([['x', 'closed', 2]]);
    const newer = rows([
      ['x', 'closed', 3],
      ['t', retractionType, 4, { event: 'x', reason: 'mistake' }],
    ]);
    const stored = take(take(undefined, first, logWithIds), newer, logWithIds);
    expect(known(stored).events).toEqual([]);
    expect(again(stored, newer, logWithIds).events).toEqual([]);
    const part = rows([['t', retractionType, 4, { event: 'x' }]]);
    expect(known(take(take(undefined, first, logWithIds), part, logWithIds)).events).toEqual([]);
  });

  it('whose rows have no ids never takes back an event of an earlier file by its row number', () => {
    const stored = take(undefined, rows([['r1', 'closed', 2]]), log);
    expect(known(take(stored, rows([['r9', retractionType, 4, { event: 'r1' }]]), log)).events).toHaveLength(1);
  });

  it('takes back every copy of a row that stands twice', () => {
    const twice = rows([
      ['x', 'closed', 2],
      ['x', 'closed', 2],
      ['t', retractionType, 4, { event: 'x' }],
    ]);
    const stored = take(undefined, twice, logWithIds);
    expect(known(stored).events).toEqual([]);
    expect(again(stored, twice, logWithIds).events).toEqual([]);
  });

  const withFirst: ImportManner = {
    ...log,
    first: (events) => {
      const [earliest] = standingOf(
        events.map((event, index) => ({ ...event, number: index })).sort((a, b) => dayOf(a.at) - dayOf(b.at)),
      );
      return earliest === undefined
        ? undefined
        : { id: `${earliest.id}-first`, type: 'received', at: earliest.at, data: {} };
    },
  };
  const dayOf = (at: Time): number => (at.kind === 'day' ? at.day : 0);
  const cased = (complaint: Complaint): Complaint => {
    const added = withFirst.first?.(complaint.events);
    return { ...complaint, events: [...(added === undefined ? [] : [added]), ...complaint.events] };
  };

  it('is received once: a later part adds no receipt, an earlier row moves it', () => {
    const stored = take(undefined, cased(rows([['r1', 'told', 5]])), withFirst);
    const later = take(stored, cased(rows([['r1', 'closed', 8]])), withFirst);
    expect(known(later)).toEqual(
      said(
        cased(
          rows([
            ['r1', 'told', 5],
            ['r2', 'closed', 8],
          ]),
        ),
      ),
    );
    const earlier = take(later, cased(rows([['r1', 'told', 2]])), withFirst);
    expect(known(earlier)).toEqual(
      said(
        cased(
          rows([
            ['r1', 'told', 2],
            ['r2', 'told', 5],
            ['r3', 'closed', 8],
          ]),
        ),
      ),
    );
    expect(again(earlier, cased(rows([['r1', 'told', 2]])), withFirst).events).toEqual([]);
  });
});

describe('undoing an import', () => {
  it('leaves nothing standing, is done once, and the same file is then recorded anew', () => {
    const incoming = row({ role: 'bank', name: 'Ann' }, { received: 3 });
    const stored = take(undefined, incoming);
    const of = `run-${run}`;
    const after = undone(stored, of);
    expect(standingOf(after.events)).toEqual([]);
    expect(undoRun(after, of, 'import:m')).toEqual([]);
    expect(known(take(after, incoming))).toEqual(said(incoming));
  });

  it('brings back what the newer export had replaced', () => {
    const first = row({ role: 'bank', product: 'card', urgent: true }, { received: 3 });
    const stored = take(undefined, first);
    const newer = take(stored, row({ urgent: false, product: 'loan' }, { received: 4 }));
    const back = undone(newer, `run-${run}`);
    expect(known(back)).toEqual(said(first));
    expect(again(back, first).events).toEqual([]);
  });
});

const facts = fc.record(
  {
    role: fc.constantFrom('bank', 'shop'),
    product: fc.oneof(fc.constantFrom('card', 'loan'), fc.constant(NONE)),
    urgent: fc.boolean(),
    name: fc.constantFrom('Ann', 'Bea'),
  },
  { requiredKeys: [] },
);
const dates = fc.record({ received: fc.nat(3), closed: fc.nat(3) }, { requiredKeys: [] });
const anyRow = fc.record({ facts, dates }).map((each) => row(each.facts, each.dates));

describe('whatever rows follow each other', () => {
  it('the complaint says what the last one says, and the same row again changes nothing', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 1, maxLength: 6 }), fc.boolean(), (sequence, oneInstant) => {
        let stored: StoredComplaint | undefined;
        for (const each of sequence) {
          stored = take(stored, each, snapshot, oneInstant ? 1 : undefined);
          expect(known(stored)).toEqual(said(each));
          expect(again(stored, each).events).toEqual([]);
        }
      }),
    );
  });

  it('undoing the last import gives back what the one before it said', () => {
    fc.assert(
      fc.property(anyRow, anyRow, (before, after) => {
        const stored = take(undefined, before);
        const newer = take(stored, after);
        const back = undone(newer, `run-${run}`);
        expect(known(back)).toEqual(said(before));
        expect(known(take(back, after))).toEqual(said(after));
      }),
    );
  });

  const line = fc.tuple(fc.constantFrom('told', 'closed'), fc.nat(3));
  it('a log in any order and in any parts holds every row once', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), fc.nat(8), (lines, cut) => {
        const all = rows(lines.map(([type, on], i) => [`r${i + 1}`, type, on]));
        const part = rows(lines.slice(0, cut).map(([type, on], i) => [`r${i + 1}`, type, on]));
        const stored = take(take(take(undefined, part, log), all, log), part, log);
        expect(known(stored).events).toEqual(said(all).events);
      }),
    );
  });
});
