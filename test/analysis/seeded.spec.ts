import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { checkSet } from '../../src/rules/analysis/check/check-set.js';
import { loadPolicies } from '../../src/rules/policy/load-policies.js';
import { dueOf, endsAtInstant, resolveCounting, type Terms } from '../../src/rules/time/count.js';
import { passesAt } from '../../src/rules/time/compare.js';
import type { Duration, DurationUnit, Time } from '../../src/rules/values.js';
import { policyHead, usualFiles, type Files } from '../support/policy-files.js';
import { codesOf, remarksOf, remarksOfPolicy, today } from './support.js';

const seed = Number(process.env['REDRESS_SEED'] ?? 20_260_415);

/** Numbers that look random and are the same for the same seed. */
function randomFrom(start: number): (below: number) => number {
  let state = start % 2_147_483_647 || 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

const calendars = Object.fromEntries(
  ['cn', 'uk'].map((id) => [`calendars/${id}.yaml`, readFileSync(`policies/calendars/${id}.yaml`, 'utf8')]),
);
const parameters = `${usualFiles['parameters.yaml'] ?? ''}seven_day_roll:\n  options: [rest-days, nothing]\n  2014-03-15: { value: rest-days, why: test }\n`;

interface Span {
  readonly count: number;
  readonly unit: DurationUnit;
  readonly calendar: string;
  readonly counting: string;
}

const countings: Readonly<Record<string, readonly string[]>> = {
  cn: ['cn-day', 'cn-term', 'order-121-days'],
  uk: ['uk-plain', 'uk-close', 'uk-incl'],
};
const units: readonly (readonly [DurationUnit, most: number])[] = [
  ['days', 60],
  ['working days', 30],
  ['weeks', 9],
  ['months', 6],
  ['hours', 72],
  ['working hours', 16],
];

function policyOf(id: string, rank: string, { count, unit, calendar, counting }: Span): string {
  const head = policyHead
    .replace('cn.example', id)
    .replace('rank: law', `rank: ${rank}, checked: 2026-01-01`)
    .replace('from: 2020-01-01', 'from: 2025-01-01')
    .replace('calendar: cn', `calendar: ${calendar}`)
    .replace('counting: cn-day', `counting: ${counting}`);
  return `${head}deadlines:\n  answer: { duty: answer, from: received, done: told, within: ${count} ${unit} }\n`;
}

function filesOf(statute: Span, promise: Span): Files {
  return {
    ...calendars,
    'parameters.yaml': parameters,
    'law.yaml': policyOf('cn.law', 'law', statute),
    'house.yaml': policyOf('house.one', 'house', promise),
  };
}

const loaded = loadPolicies(
  Object.entries({ ...usualFiles, ...calendars, 'parameters.yaml': parameters }).map(([file, text]) => ({
    file,
    text,
  })),
);

function termsFor({ calendar: id, counting: name }: Span): Terms {
  const calendar = loaded.set?.calendars.get(id);
  const counting = calendar?.countings.get(name);
  const resolved = counting && resolveCounting(counting, () => 'arranged-breaks');
  if (calendar === undefined || resolved === undefined) throw new Error(`no counting ${name} in ${id}`);
  return { calendar, counting: resolved };
}

/** Counted here day by day, and by half hours where it matters, without the engine and without the check. */
function isLater(statute: Span, promise: Span): boolean {
  const [own, law] = [termsFor(promise), termsFor(statute)];
  const by = ({ count, unit }: Span): Duration => ({ kind: 'duration', count, unit });
  const sharp = endsAtInstant(by(statute)) || endsAtInstant(by(promise));
  const first = law.calendar.zone.startOf(20_089);
  for (let step = 0; step < 729 * (sharp ? 48 : 1); step++) {
    const start: Time = {
      kind: 'instant',
      at: first + step * (sharp ? 1_800_000 : 86_400_000) + (sharp ? 0 : 43_200_000),
    };
    const [mine, legal] = [dueOf(start, by(promise), own), dueOf(start, by(statute), law)];
    if (mine.provisional || legal.provisional) continue;
    if (passesAt(mine.time, own.calendar.zone) > passesAt(legal.time, law.calendar.zone)) return true;
  }
  return false;
}

/** A statute, and the promise loosened by the smallest step of one of several kinds that makes it later on some day. */
function drawPair(random: (below: number) => number): { statute: Span; loose: Span; tight: Span } {
  for (;;) {
    const calendar = random(3) === 0 ? 'uk' : 'cn';
    const [unit = 'days', most = 1] = units[random(units.length)] ?? [];
    const names = countings[calendar] ?? [];
    const statute: Span = { count: 1 + random(most), unit, calendar, counting: names[random(names.length)] ?? '' };
    const kind = random(3);
    const [otherUnit = 'days'] = units[random(4)] ?? [];
    const from: Span =
      kind === 0
        ? statute
        : kind === 1
          ? { ...statute, counting: names[random(names.length)] ?? '' }
          : { ...statute, unit: otherUnit, count: 1 };
    for (let count = from.count; count < from.count + 100; count++) {
      const loose = { ...from, count };
      if (!isLater(statute, loose)) continue;
      const tight = { ...from, count: count - 1 };
      if (tight.count > 0 && !isLater(statute, tight)) return { statute, loose, tight };
      break;
    }
  }
}

const told = ({ count, unit, calendar, counting }: Span): string => `${count} ${unit} (${calendar}, ${counting})`;

describe(`seeded promises, seed ${seed}`, () => {
  const random = randomFrom(seed);
  it.each(Array.from({ length: 20 }, (_, index) => index + 1))(
    'number %i: found when loosened by the smallest step that matters, and not before',
    () => {
      const { statute, loose, tight } = drawPair(random);
      const pair = `${told(loose)} under ${told(statute)}`;
      expect([pair, codesOf(remarksOf(filesOf(statute, loose)))]).toEqual([pair, ['check.looser_than_law']]);
      expect([told(tight), codesOf(remarksOf(filesOf(statute, tight)))]).toEqual([told(tight), []]);
    },
    120_000,
  );
});

const vocabulary = `${usualFiles['vocabulary.yaml'] ?? ''}`.replace(
  'events:\n',
  'events:\n  acknowledged: {}\n  answered: {}\n  update-sent: {}\n',
);
const organisation = `${usualFiles['organisation.yaml'] ?? ''}`.replace('[team-lead]', '[team-lead, head, manager]');

/** Impossible plans, each with numbers drawn anew; the code that must be said. */
const plans: readonly (readonly [code: string, make: (n: number) => string])[] = [
  [
    'check.warning_before_start',
    (n) => `deadlines:\n  answer: { from: received, done: told, within: ${n} weeks, warn: ${5 * n} working days }\n`,
  ],
  [
    'check.warning_before_start',
    (n) => `deadlines:\n  answer: { from: received, done: told, within: ${n} months, warn: ${31 * n - 1} days }\n`,
  ],
  [
    'check.warning_before_start',
    (n) => `deadlines:\n  answer: { from: received, done: told, within: 2 working days, warn: ${60 + n} hours }\n`,
  ],
  [
    'check.pause_without_length',
    (n) =>
      `deadlines:\n  answer: { from: received, done: told, within: ${n} days, pauses: [{ from: appraisal-started, until: appraisal-ended, at-most: 0 days }] }\n`,
  ],
  [
    'check.extension_not_longer',
    (n) =>
      `deadlines:\n  answer: { from: received, done: told, within: ${7 * n} days, extensions: [{ when: { all: [{ fact: accepted, operator: happened, value: true }] }, to: ${5 * n} working days }] }\n`,
  ],
  [
    'check.extension_not_longer',
    (n) =>
      `deadlines:\n  answer: { from: received, done: told, within: ${n + 1} working days, extensions: [{ when: { all: [{ fact: accepted, operator: happened, value: true }] }, to: ${n + 1} days }] }\n`,
  ],
  [
    'check.cap_before_start',
    (n) =>
      `deadlines:\n  answer: { from: received, done: told, within: ${n} days, not-after: ${n} days before received }\n`,
  ],
  [
    'check.cap_before_start',
    (n) => `deadlines:\n  answer: { from: received, done: told, within: ${n} days, not-after: received }\n`,
  ],
  [
    'check.restart_by_done',
    (n) =>
      `deadlines:\n  answer: { from: received, done: [told, closed], within: ${n} days, restarts: [reopened, closed] }\n`,
  ],
  ['check.done_is_start', (n) => `deadlines:\n  answer: { from: accepted, done: accepted, within: ${n} days }\n`],
  [
    'check.escalation_before_start',
    (n) =>
      `deadlines:\n  answer: { from: received, done: told, within: ${n} days }\nescalations:\n  late: { for: answer, at: ${n + 3} days before due, to: head }\n`,
  ],
  [
    'check.escalation_before_start',
    (n) =>
      `deadlines:\n  answer: { from: received, done: told, within: ${n} hours }\nescalations:\n  late: { for: answer, at: ${n + 1} hours before due, to: head }\n`,
  ],
  [
    'check.chain_after_due',
    (n) =>
      `deadlines:\n  answer: { from: received, done: told, within: ${n + 3} days, warn: 1 day }\nescalations:\n  late: { for: answer, at: warn, to: head, acknowledge-within: ${48 + n} hours, otherwise: { to: manager } }\n`,
  ],
  [
    'check.role_twice',
    (n) =>
      `deadlines:\n  answer: { from: received, done: told, within: ${n} days }\nescalations:\n  late: { for: answer, at: overdue, to: head, acknowledge-within: ${n} hours, otherwise: { to: manager, acknowledge-within: 1 hour, otherwise: { to: head } } }\n`,
  ],
  [
    'check.acknowledgement_after_reply',
    (n) =>
      `deadlines:\n  first: { from: received, done: acknowledged, within: ${n} working days }\n  answer: { from: received, done: answered, within: ${n} days }\n`,
  ],
  [
    'check.acknowledgement_after_reply',
    (n) =>
      `deadlines:\n  first: { from: received, done: acknowledged, within: ${24 * n + 25} hours }\n  answer: { from: received, done: answered, within: ${n} days, counting: cn-close }\n`,
  ],
  [
    'check.update_after_main_clock',
    (n) =>
      `deadlines:\n  progress: { each: [received, update-sent], done: [update-sent, closed], within: ${n + 1} weeks }\n  answer: { from: received, done: closed, within: ${5 * n} days }\n`,
  ],
  [
    'check.window_closes_before_opening',
    (n) =>
      `rights:\n  appeal: { window: { opens: ${n + 31} days after told, closes: 1 month after told }, grants: [{ remedy: refund }] }\n`,
  ],
  [
    'check.retention_of_nothing',
    () => `retention:\n  kept: { records: papers, from: closed, at-least: 0 months, then: review }\n`,
  ],
  [
    'check.minimum_after_maximum',
    (n) =>
      `retention:\n  kept: { records: papers, from: closed, at-least: ${366 * n + 1} days, then: review }\n  gone: { records: papers, from: closed, at-most: ${n} years, then: destroy }\n`,
  ],
  [
    'check.in_force_outside',
    (n) =>
      `deadlines:\n  answer: { from: received, done: told, within: ${n} days, in-force: { from: 2010-01-01, through: 2019-12-${9 + n} } }\n`,
  ],
  [
    'check.authority_decreases',
    (n) =>
      `authority:\n  team-lead: { up-to: ${n}00.01 CNY, then: head }\n  head: { up-to: ${n}00 CNY, then: manager }\n  manager: { up-to: any }\n`,
  ],
  [
    'check.authority_loop',
    (n) =>
      `authority:\n  team-lead: { up-to: ${n}00 CNY, then: head }\n  head: { up-to: ${n}01 CNY, then: manager }\n  manager: { up-to: ${n}01 CNY, then: head }\n`,
  ],
];

describe(`seeded plans that cannot be carried out, seed ${seed}`, () => {
  const random = randomFrom(seed + 1);
  it.each(plans.map(([code, make], index) => [index + 1, code, make] as const))('number %i: %s', (_, code, make) => {
    const plan = make(2 + random(8));
    const more = { 'vocabulary.yaml': vocabulary, 'organisation.yaml': organisation };
    expect([plan, codesOf(remarksOfPolicy(plan, policyHead, more))]).toEqual([plan, [code]]);
  });
});

describe('the policies that come with Redress', () => {
  it('hold no impossible plan, no condition that decides nothing and no promise looser than the law', () => {
    const files = readdirSync('policies', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => ({ file, text: readFileSync(join('policies', file), 'utf8') }));
    const { set } = loadPolicies(files);
    if (set === undefined) throw new Error('does not load');
    const defects = checkSet(set, { at: today }).filter(({ grade }) => grade === 'defect');
    expect(defects.map(({ code, place }) => `${code} ${place?.file ?? ''}:${place?.line ?? ''}`)).toEqual([]);
  }, 60_000);
});
