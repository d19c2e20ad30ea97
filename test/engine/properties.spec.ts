import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Complaint, ComplaintEvent } from '../../src/rules/complaint.js';
import { explainFinding } from '../../src/rules/judge/derivation.js';
import { judge } from '../../src/rules/judge/judge.js';
import type { Derivation, Finding, Judgement } from '../../src/rules/judge/judgement.js';
import { compareTimes, dayIn, firstInstant } from '../../src/rules/time/compare.js';
import { calendarOf } from '../support/calendars.js';
import { examinerSet } from './examiner-set.js';
import { eventOf, eventTypes, factOf, factValues, instant, knownComplaint, zone } from './random-complaints.js';
import { parameters, runs, seed } from './runs.js';

const set = examinerSet();
const settings = { ...parameters, numRuns: runs(60) };
const day = 86_400_000;

const nameOf = ({ policy, rule, occurrence, round }: Finding): string =>
  [policy, rule, occurrence?.event ?? '', round ?? ''].join('#');
const brief = (finding: Finding): string => {
  const { outcome, state, due, dueAtLatest, done, missing } = finding;
  const names = missing.map(({ name }) => name).sort();
  return JSON.stringify([nameOf(finding), outcome, state, due, dueAtLatest, done, names]);
};
const briefs = ({ findings }: Judgement): readonly string[] => findings.map(brief).sort();
const standing = ({ findings }: Judgement): readonly string[] =>
  findings.map((finding) => JSON.stringify([nameOf(finding), finding.outcome, finding.state])).sort();
const byName = ({ findings }: Judgement): ReadonlyMap<string, Finding> =>
  new Map(findings.map((finding) => [nameOf(finding), finding]));
const upTo = (complaint: Complaint, at: number): Complaint => ({
  ...complaint,
  events: complaint.events.filter((event) => firstInstant(event.at, zone) <= at),
});

beforeAll(() => console.log(`seed ${seed}, ${settings.numRuns} complaints each (REDRESS_SEED, REDRESS_RUNS)`));

describe('what must not matter does not', () => {
  const backwards = { ...set, policies: set.policies.toReversed() };

  it('the order of policies', () => {
    fc.assert(
      fc.property(knownComplaint, instant, (complaint, at) => {
        const [one, other] = [judge(set, complaint, at), judge(backwards, complaint, at)];
        expect(briefs(other)).toEqual(briefs(one));
        expect(other.nextLookAt).toBe(one.nextLookAt);
      }),
      settings,
    );
  });

  it('the order in which events of different types are given, even at the same time', () => {
    fc.assert(
      fc.property(
        knownComplaint,
        instant,
        fc.array(fc.nat(), { minLength: 20, maxLength: 20 }),
        (complaint, at, numbers) => {
          // Beginnings and ends of one pause, and events of one type, keep the order in which they were written down.
          const kind = ({ type }: ComplaintEvent): string => /^(hold|lab)/.exec(type)?.[0] ?? type;
          const kinds = [...new Set(complaint.events.map(kind))];
          const places = new Map(kinds.map((each, index) => [each, numbers[index] ?? 0]));
          const place = (event: ComplaintEvent): number => places.get(kind(event)) ?? 0;
          const shuffled = { ...complaint, events: complaint.events.toSorted((a, b) => place(a) - place(b)) };
          expect(briefs(judge(set, shuffled, at))).toEqual(briefs(judge(set, complaint, at)));
        },
      ),
      settings,
    );
  });

  it('an event and a fact that no policy asks about', () => {
    fc.assert(
      fc.property(knownComplaint, instant, eventOf('remark'), (complaint, at, remark) => {
        const received = complaint.events.find(({ type }) => type === 'received');
        fc.pre(received !== undefined && compareTimes(remark.at, received.at, zone) > 0);
        const more = {
          ...complaint,
          facts: { ...complaint.facts, colour: 'red' },
          events: [...complaint.events, { ...remark, id: 'remark' }],
        };
        expect(briefs(judge(set, more, at))).toEqual(briefs(judge(set, complaint, at)));
      }),
      settings,
    );
  });
});

describe('time', () => {
  it('never turns what is settled back', () => {
    fc.assert(
      fc.property(knownComplaint, instant, fc.nat(200 * 24), (complaint, at, hours) => {
        const known = upTo(complaint, at);
        const later = byName(judge(set, known, at + hours * 3_600_000));
        for (const finding of judge(set, known, at).findings) {
          if (finding.outcome !== 'compliant' && finding.outcome !== 'non-compliant') continue;
          expect([nameOf(finding), later.get(nameOf(finding))?.outcome]).toEqual([nameOf(finding), finding.outcome]);
        }
      }),
      settings,
    );
  });

  it('changes nothing before the instant at which to look again, nor ever where there is none', () => {
    fc.assert(
      fc.property(
        knownComplaint,
        instant,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
        (complaint, at, shares) => {
          const judgement = judge(set, complaint, at);
          const until = judgement.nextLookAt ?? at + 500 * day;
          expect(until).toBeGreaterThan(at);
          for (const share of [...shares, 1]) {
            const between = Math.min(until - 1, Math.floor(at + share * (until - at)));
            expect(standing(judge(set, complaint, between))).toEqual(standing(judgement));
          }
        },
      ),
      settings,
    );
  });

  it('an earlier stop is never worse', () => {
    fc.assert(
      fc.property(knownComplaint, eventOf('answered'), eventOf('answered'), instant, (complaint, one, other, at) => {
        const others = complaint.events.filter(({ type }) => type !== 'answered' && type !== 'reopened');
        const received = others.find(({ type }) => type === 'received');
        const [early, late] = compareTimes(one.at, other.at, zone) <= 0 ? [one, other] : [other, one];
        fc.pre(received !== undefined && firstInstant(early.at, zone) <= at && firstInstant(late.at, zone) <= at);
        fc.pre(dayIn(early.at, zone) > dayIn(received.at, zone) && dayIn(late.at, zone) > dayIn(early.at, zone));
        const outcomes = (answered: typeof one): ReadonlyMap<string, Finding> =>
          byName(judge(set, { ...complaint, events: [...others, { ...answered, id: 'answer' }] }, at));
        const [before, after] = [outcomes(early), outcomes(late)];
        for (const [name, finding] of before) {
          // A clock that starts later than the earlier answer is not stopped by it.
          const started =
            finding.kind === 'deadline' &&
            finding.start !== undefined &&
            compareTimes(finding.start, early.at, zone) <= 0;
          if (started && finding.outcome === 'non-compliant')
            expect([name, after.get(name)?.outcome]).toEqual([name, 'non-compliant']);
        }
      }),
      settings,
    );
  });
});

describe('knowledge', () => {
  /** Where the text itself says that what is unknown counts as something (S22, S34, S40, S43). */
  const byText: Readonly<Record<string, readonly string[]>> = {
    'clock#with-proof': ['proof'],
    'knowing#unless-proven': ['proof'],
    'knowing#known-price': ['price'],
    'knowing#since-worn': ['km', 'grade'],
    'knowing#since-fair': ['fair'],
    'knowing#cancelled-since': ['km', 'grade'],
    'knowing#done-since': ['fair'],
    'corners#fair-done': ['fair'],
    'corners#since-told-or-worn': ['km', 'grade'],
    'days#capped-since': ['km'],
  };
  const hidden = fc.record({
    types: fc.subarray(
      eventTypes.filter((type) => type !== 'received'),
      { maxLength: 4 },
    ),
    // The organisation's own value stands for a region that is not recorded (C43).
    facts: fc.subarray(
      Object.keys(factValues).filter((name) => name !== 'region'),
      { maxLength: 3 },
    ),
  });
  const filling = fc.record({
    events: fc.array(fc.record({ which: fc.nat(), event: eventOf('job-done') }), { maxLength: 5 }),
    facts: fc.record(Object.fromEntries(Object.keys(factValues).map((name) => [name, factOf(name)]))),
  });

  /**
   * What a hidden event would carry is no part of what is hidden here; and what stood in the row from the start counts from
   * the first event (S40), which is therefore not hidden.
   */
  function hideable(complaint: Complaint, types: readonly string[]): Complaint {
    const first = complaint.events.find(({ type }) => type === 'received');
    const events = complaint.events
      .filter(({ type, at }) => !types.includes(type) || first === undefined || compareTimes(at, first.at, zone) >= 0)
      .map((event) => (types.includes(event.type) ? { ...event, data: {} } : event));
    return { ...complaint, events };
  }

  function without(complaint: Complaint, types: readonly string[], facts: readonly string[]): Complaint {
    const keep = <T>(values: Readonly<Record<string, T>>): Record<string, T> =>
      Object.fromEntries(Object.entries(values).filter(([name]) => !facts.includes(name)));
    const observed = new Set([...eventTypes, 'facts-recorded'].filter((type) => !types.includes(type)));
    const events = complaint.events.filter(({ type }) => observed.has(type));
    return {
      ...complaint,
      observed,
      facts: keep(complaint.facts),
      events: events.map((event) => ({ ...event, data: keep(event.data) })),
    };
  }

  type Filling = typeof filling extends fc.Arbitrary<infer T> ? T : never;

  /** One way in which the hidden events and facts may turn out. */
  function filled(partial: Complaint, types: readonly string[], facts: readonly string[], by: Filling): Complaint {
    const added = by.events.flatMap(({ which, event }) => {
      const type = types[which % types.length];
      return type === undefined ? [] : [{ ...event, type }];
    });
    const values = Object.fromEntries(Object.entries(by.facts).filter(([name]) => facts.includes(name)));
    const whole: Complaint = {
      ...partial,
      observed: 'everything',
      facts: { ...partial.facts, ...values },
      events: [...partial.events, ...added.map((event, index) => ({ ...event, id: `f${index}` }))],
    };
    return hideable(whole, types);
  }

  it('that grows never turns a certain outcome round', () => {
    const fillings = fc.array(filling, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(knownComplaint, hidden, fillings, instant, (complaint, { types, facts }, fillings, at) => {
        const known = hideable(complaint, types);
        const partial = without(known, types, facts);
        const isByText = ({ policy, rule }: Finding): boolean =>
          policy === 'texts' || byText[`${policy}#${rule}`]?.some((fact) => facts.includes(fact)) === true;
        const certain = judge(set, partial, at).findings.filter((finding) => !isByText(finding));
        for (const world of [known, ...fillings.map((each) => filled(partial, types, facts, each))]) {
          const then = byName(judge(set, world, at));
          for (const finding of certain) {
            const pair = [nameOf(finding), then.get(nameOf(finding))?.outcome];
            if (finding.outcome === 'non-compliant') expect(pair).toEqual([nameOf(finding), 'non-compliant']);
            if (finding.outcome === 'compliant') expect(pair).not.toEqual([nameOf(finding), 'non-compliant']);
          }
        }
      }),
      settings,
    );
  });
});

describe('the derivation of a date', () => {
  const cn = calendarOf('cn').zone;

  function daysDue({ steps }: Derivation): readonly number[] {
    const strips = steps.flatMap((step) => (step.kind === 'roll' || step.kind === 'period' ? step.days : []));
    return strips.filter(({ kind }) => kind === 'due').map((shown) => shown.day);
  }
  const isSetOtherwise = ({ steps }: Derivation): boolean =>
    steps.some(({ kind }) => kind === 'cap' || kind === 'extension' || kind === 'given');

  it('ends on the date of the finding, and shows no other day as due', () => {
    fc.assert(
      fc.property(knownComplaint, instant, (complaint, at) => {
        for (const finding of judge(set, complaint, at).findings) {
          const derivation = explainFinding(set, complaint, at, finding);
          expect([nameOf(finding), derivation?.due]).toEqual([nameOf(finding), finding.due]);
          if (derivation === undefined || !derivation.calendar.startsWith('cn')) continue;
          const due = finding.due === undefined ? [] : [dayIn(finding.due, cn)];
          const shown = daysDue(derivation);
          expect([nameOf(finding), shown]).toEqual([
            nameOf(finding),
            isSetOtherwise(derivation) && shown.length === 0 ? [] : due,
          ]);
        }
      }),
      { ...settings, numRuns: Math.ceil(settings.numRuns / 10) },
    );
  });
});
