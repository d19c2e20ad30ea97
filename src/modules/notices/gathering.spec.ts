import { describe, expect, it } from '@jest/globals';
import { zoneOf } from '../../rules/time/zone.js';
import { gathered, mostItems } from './gathering.js';
import { noticeId, ruleRef } from './notice-id.js';
import { quietUntil } from './quiet-hours.js';

const at = Date.UTC(2026, 2, 10, 4);
const list = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);
const nothing = { at, quietUntil: undefined, lately: undefined, way: 'mail' } as const;

describe('gathering', () => {
  it('names every notice in exactly one message, however many there are', () => {
    for (const way of ['inbox', 'mail', 'webhook'] as const)
      for (const count of [0, 1, 5, 6, mostItems, mostItems + 1, 3 * mostItems])
        for (const until of [undefined, at + 1]) {
          const groups = gathered(list(count), { ...nothing, way, quietUntil: until });
          expect(groups.flatMap(({ notices }) => notices)).toEqual(list(count));
          expect(groups.every(({ notices }) => notices.length <= mostItems)).toBe(true);
        }
  });

  it.each([
    ['five come one by one', 5, undefined, 5],
    ['six come together', 6, undefined, 1],
    ['one comes by itself after four', 1, 4, 1],
    ['two come together after four', 2, 4, 1],
  ])('%s', (_, count, lately, messages) => {
    const sent = lately === undefined ? undefined : { open: undefined, count: lately, digestAt: undefined };
    expect(gathered(list(count), { ...nothing, lately: sent })).toHaveLength(messages);
  });

  it('leaves a message alone that has no room', () => {
    const open = { id: 'open', count: mostItems - 2 };
    const groups = gathered(list(3), { ...nothing, lately: { open, count: 1, digestAt: undefined } });
    expect(groups.map(({ joins }) => joins)).toEqual(Array.from(groups, () => undefined));
    expect(gathered(list(2), { ...nothing, lately: { open, count: 1, digestAt: undefined } })).toMatchObject([
      { joins: 'open' },
    ]);
  });
});

describe('quiet hours', () => {
  const shanghai = zoneOf('Asia/Shanghai');
  const berlin = zoneOf('Europe/Berlin');
  const night = { from: '22:00', until: '07:00' };
  it.each([
    ['before they begin', shanghai, '2026-03-10T21:59:59+08:00', night, undefined],
    ['when they begin', shanghai, '2026-03-10T22:00:00+08:00', night, '2026-03-11T07:00:00+08:00'],
    ['after midnight', shanghai, '2026-03-11T06:59:59+08:00', night, '2026-03-11T07:00:00+08:00'],
    ['when they end', shanghai, '2026-03-11T07:00:00+08:00', night, undefined],
    [
      'within a day',
      shanghai,
      '2026-03-11T12:30:00+08:00',
      { from: '12:00', until: '13:00' },
      '2026-03-11T13:00:00+08:00',
    ],
    ['in the night that is an hour short', berlin, '2026-03-29T01:00:00+01:00', night, '2026-03-29T07:00:00+02:00'],
    [
      'with an end that does not exist',
      berlin,
      '2026-03-29T01:00:00+01:00',
      { from: '00:30', until: '02:30' },
      '2026-03-29T03:30:00+02:00',
    ],
    ['in the doubled hour', berlin, '2026-10-25T02:30:00+01:00', night, '2026-10-25T07:00:00+01:00'],
    ['where both are the same', shanghai, '2026-03-11T06:00:00+08:00', { from: '06:00', until: '06:00' }, undefined],
    ['where they are no times', shanghai, '2026-03-11T06:00:00+08:00', { from: '25:00', until: 'x' }, undefined],
  ])('%s', (_, zone, moment, quiet, end) => {
    expect(quietUntil(Date.parse(moment), zone, quiet)).toBe(end === undefined ? undefined : Date.parse(end));
  });
});

describe('the id of a notice', () => {
  const key = {
    complaint: '3f2a9c1e-0000-8000-8000-000000000000',
    rule: 'a#b',
    level: 1,
    round: 1,
    kind: 'escalation',
  };
  it('is the same each time, and another for every part of the key', () => {
    const others = [{ rule: 'a#c' }, { level: 2 }, { round: 2 }, { kind: 'x' }, { complaint: 'y' }, {}, {}];
    expect(new Set(others.map((other) => noticeId({ ...key, ...other }))).size).toBe(6);
    expect(noticeId(key)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('names no event', () => {
    expect([ruleRef('a#b@Zhang San'), ruleRef('a#b')]).toEqual(['a#b', 'a#b']);
  });
});
