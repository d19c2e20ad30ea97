import { describe, expect, it } from '@jest/globals';
import { RedressError } from '../../errors.js';
import { zoneOf } from '../../rules/time/zone.js';
import { filterOf, judgedAt, readCheck, type WrittenCheck } from './check-request.js';

const zone = zoneOf('Asia/Shanghai');
const read = (written: WrittenCheck) => readCheck(written, (path) => ({ file: 'body', path }));

const faultsIn = (written: WrittenCheck): readonly string[] => {
  try {
    read(written);
    return [];
  } catch (error) {
    return error instanceof RedressError
      ? error.faults.map(({ code, place }) => `${code} ${place?.path}`)
      : [String(error)];
  }
};

describe('a request for a check', () => {
  it("counts days of receipt in the organisation's zone, the last one to its end", () => {
    const filter = filterOf(read({ population: { received_from: '2026-03-01', received_to: '2026-03-31' } }), zone);
    expect(filter).toMatchObject({
      receivedFrom: Date.parse('2026-03-01T00:00:00+08:00'),
      receivedBefore: Date.parse('2026-04-01T00:00:00+08:00'),
    });
  });

  it('is judged as at this moment, the beginning of a day, or an instant', () => {
    const moment = Date.parse('2026-05-01T12:00:00Z');
    const at = (text?: string): number => judgedAt(read({ population: {}, ...(text && { at: text }) }), zone, moment);
    expect([at(), at('2026-03-01'), at('2026-03-01T09:00:00+01:00')]).toEqual([
      moment,
      Date.parse('2026-03-01T00:00:00+08:00'),
      Date.parse('2026-03-01T08:00:00Z'),
    ]);
  });

  it.each<[WrittenCheck, readonly string[]]>([
    [{ population: { received_from: '2026-02-30' } }, ['check.wrong_day /population/received_from']],
    [{ population: { received_to: '2026-02-03T00:00:00Z' } }, ['check.wrong_day /population/received_to']],
    [
      { population: { received_from: '2026-03-02', received_to: '2026-03-01' } },
      ['check.period_reversed /population/received_to'],
    ],
    [
      { population: { received_from: 'x' }, at: 'yesterday' },
      ['check.wrong_day /population/received_from', 'check.wrong_at /at'],
    ],
    [{ population: { received_from: '2026-03-01', received_to: '2026-03-01' } }, []],
  ])('is refused with every fault of it: %j', (written, faults) => {
    expect(faultsIn(written)).toEqual(faults);
  });
});
