import { describe, expect, it } from '@jest/globals';
import { zoneOf } from '../../rules/time/zone.js';
import type { Told } from '../recipients/recipient.js';
import type { Foreseen } from './plan-complaint.js';
import { onlyIn, planLines } from './plan-lines.js';

const at = Date.parse('2026-03-10T00:00:00+08:00');
const one = (more: Partial<Foreseen> = {}): Foreseen => ({
  at,
  rule: 'p#late',
  level: 1,
  round: 1,
  to: ['lead'],
  ...more,
});
const lines = (told: (roles: readonly string[], unit: string | null) => Told) =>
  planLines({ zone: zoneOf('Asia/Shanghai'), title: (rule) => ({ en: rule, zh: rule }), told });
const ann: Told = { accounts: [{ id: '1', name: 'ann' }], destinations: [] };
const nobody: Told = { accounts: [], destinations: [], instead: 'owner' };

describe('who would be told', () => {
  it('stands together by minute, rule, level and people, with a few examples and every one counted', () => {
    const plan = lines((_, unit) => (unit === 'north' ? ann : nobody));
    for (let i = 0; i < 8; i++) plan.add(`c${i}`, 'north', one({ at: at + i, rule: `p#late@e${i}` }));
    plan.add('other', null, one());
    plan.add('later', 'north', one({ at: at + 60_000 }));
    expect(plan.count()).toBe(10);
    expect(
      plan
        .lines()
        .map(({ time, people, instead, rule, count, examples }) => [
          time,
          people,
          instead,
          rule,
          count,
          examples.length,
        ]),
    ).toEqual([
      ['2026-03-10T00:00+08:00', ['ann'], null, 'p#late', 8, 5],
      ['2026-03-10T00:00+08:00', [], 'owner', 'p#late', 1, 1],
      ['2026-03-10T00:01+08:00', ['ann'], null, 'p#late', 1, 1],
    ]);
  });

  it('is told apart by days alone where there are thousands of times, and adds up all the same', () => {
    const plan = lines(() => ann);
    const minutes = 7_000;
    for (let i = 0; i < minutes; i++) plan.add(`c${i}`, null, one({ at: at + i * 60_000 }));
    const found = plan.lines();
    expect(found.reduce((sum, { count }) => sum + count, 0)).toBe(minutes);
    const byDay = found.filter(({ time }) => time === null);
    expect(byDay.map(({ date }) => date)).toEqual(['2026-03-13', '2026-03-14']);
    expect(found.length).toBe(5_002);
  });
});

describe('what one side tells and the other does not', () => {
  it('is another level, another time, other people', () => {
    const [same, later, higher, others] = [one(), one({ at: at + 1 }), one({ level: 2 }), one({ to: ['legal'] })];
    expect(onlyIn([same, later, higher, others], [same])).toEqual([later, higher, others]);
    expect(onlyIn([same], [same, later])).toEqual([]);
  });
});
