import { describe, expect, it } from '@jest/globals';
import type { StripDay } from '../../rules/judge/judgement.js';
import { parseDay } from '../../rules/time/day.js';
import { whyTexts } from '../texts/why-texts.js';
import { dayRange } from '../texts/dates.js';
import { runsOf, type DayRun } from './day-runs.js';
import { stripOf } from './strip.js';

const MONDAY = parseDay('2026-03-02') ?? 0;

/** Seven days a week from Monday 2 March 2026: `c` counted, `w` weekend, `f` festival, `m` make-up day, `p` paused, `s` start, `d` due. */
function strip(letters: string): StripDay[] {
  let n = 0;
  return [...letters].map((letter, place): StripDay => {
    const day = MONDAY + place;
    switch (letter) {
      case 's':
        return { day, kind: 'start', description: { kind: 'working' } };
      case 'c':
        return { day, kind: 'counted', n: ++n, description: { kind: 'working' } };
      case 'm':
        return { day, kind: 'counted', n: ++n, description: { kind: 'make-up' } };
      case 'd':
        return { day, kind: 'due', n: ++n, description: { kind: 'working' } };
      case 'p':
        return { day, kind: 'paused', description: { kind: 'working' } };
      case 'f':
        return { day, kind: 'skipped', description: { kind: 'festival', name: { en: 'Spring Festival', zh: '春节' } } };
      default:
        return { day, kind: 'skipped', description: { kind: 'weekend' } };
    }
  });
}

const said = (run: DayRun): string => {
  const days = dayRange(run.from, run.through, 'en');
  if (run.kind === 'paused') return `${days} paused`;
  return run.kind === 'counted' ? whyTexts.counted(days, run).en : `${days} ${run.description.kind}`;
};

describe('days gathered into runs', () => {
  it.each([
    ['sccccwwcccd', ['3–12 Mar: 1–8 (weekends not counted)']],
    ['scccfffcd', ['3–5 Mar: 1–3', '6–8 Mar festival', '9–10 Mar: 4–5']],
    ['scccmwcd', ['3–5 Mar: 1–3', '6 Mar: 4 (make-up day)', '7 Mar weekend', '8–9 Mar: 5–6']],
    ['sccppcd', ['3–4 Mar: 1–2', '5–6 Mar paused', '7–8 Mar: 3–4']],
    ['swwd', ['3–4 Mar weekend', '5 Mar: 1']],
  ])('%s is told as %j', (letters, expected) => {
    expect(runsOf(strip(letters), 'working days').map(said)).toEqual(expected);
  });

  it('counts calendar days through make-up days without a word', () => {
    expect(runsOf(strip('scmcd'), 'days').map(said)).toEqual(['3–6 Mar: 1–4']);
  });

  it('never joins across days that were left out', () => {
    const [first, ...rest] = strip('cccccc');
    const days = first === undefined ? [] : [first, ...rest.slice(2)];
    expect(runsOf(days, 'days')).toHaveLength(2);
    expect(stripOf(days)).toBeUndefined();
  });

  it('loses no counted day', () => {
    const letters = 'scccmwwccffcppccwwcccccwwcd';
    const counted = runsOf(strip(letters), 'working days')
      .filter(({ kind }) => kind === 'counted')
      .reduce((sum, { first = 0, last = 0 }) => sum + last - first + 1, 0);
    expect(counted).toBe([...letters].filter((letter) => 'cmd'.includes(letter)).length);
  });
});

describe('a range of days', () => {
  it.each([
    ['2026-02-24', '2026-02-28', '24–28 Feb', '2月24日至28日'],
    ['2026-02-28', '2026-02-28', '28 Feb', '2月28日'],
    ['2026-02-28', '2026-03-03', '28 Feb – 3 Mar', '2月28日至3月3日'],
    ['2025-03-02', '2026-03-03', '2 Mar 2025 – 3 Mar 2026', '2025年3月2日至2026年3月3日'],
  ])('%s to %s', (from, through, en, zh) => {
    const [a, b] = [parseDay(from) ?? 0, parseDay(through) ?? 0];
    expect([dayRange(a, b, 'en'), dayRange(a, b, 'zh')]).toEqual([en, zh]);
  });
});
