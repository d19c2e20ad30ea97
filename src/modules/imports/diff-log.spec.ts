import { describe, expect, it } from '@jest/globals';
import type { Complaint } from '../../rules/complaint.js';
import { retractionType } from '../../rules/judge/timeline.js';
import type { Time } from '../../rules/values.js';
import { standingOf } from '../complaints/fold.js';
import type { ImportManner } from './import-manner.js';
import { again, known, log, logWithIds, rows, said, take } from '../../../test/support/imported-rows.js';

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
