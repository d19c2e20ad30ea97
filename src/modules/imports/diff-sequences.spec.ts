import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { StoredComplaint } from '../complaints/complaint.js';
import { standingOf } from '../complaints/fold.js';
import { undoRun } from './undo-run.js';
import {
  again,
  dates,
  facts,
  known,
  lastRun,
  log,
  row,
  rows,
  said,
  snapshot,
  take,
  undone,
} from '../../../test/support/imported-rows.js';

const anyRow = fc.record({ facts, dates }).map((each) => row(each.facts, each.dates));

describe('undoing an import', () => {
  it('leaves nothing standing, is done once, and the same file is then recorded anew', () => {
    const incoming = row({ role: 'bank', name: 'Ann' }, { received: 3 });
    const stored = take(undefined, incoming);
    const of = lastRun();
    const after = undone(stored, of);
    expect(standingOf(after.events)).toEqual([]);
    expect(undoRun(after, of, 'import:m')).toEqual([]);
    expect(known(take(after, incoming))).toEqual(said(incoming));
  });

  it('brings back what the newer export had replaced', () => {
    const first = row({ role: 'bank', product: 'card', urgent: true }, { received: 3 });
    const stored = take(undefined, first);
    const newer = take(stored, row({ urgent: false, product: 'loan' }, { received: 4 }));
    const back = undone(newer, lastRun());
    expect(known(back)).toEqual(said(first));
    expect(again(back, first).events).toEqual([]);
  });
});

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
        const back = undone(newer, lastRun());
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
