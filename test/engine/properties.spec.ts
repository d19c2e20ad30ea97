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
const settings = { ...parameters, numRuns: runs(150) };
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
      fc.property(knownComplaint, instant, fc.infiniteStream(fc.nat()), (complaint, at, numbers) => {
        // Beginnings and ends of one pause, and events of one type, keep the order in which they were written down.
        const kind = ({ type }: ComplaintEvent): string => /^(hold|lab)/.exec(type)?.[0] ?? type;
        const places = new Map([...new Set(complaint.events.map(kind))].map((each) => [each, numbers.next().value]));
        const place = (event: ComplaintEvent): number => places.get(kind(event)) ?? 0;
        const shuffled = { ...complaint, events: complaint.events.toSorted((a, b) => place(a) - place(b)) };
        expect(briefs(judge(set, shuffled, at))).toEqual(briefs(judge(set, complaint, at)));
      }),
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
    facts: fc.subarray(Object.keys(factValues), { maxLength: 3 }),
  });
  const filling = fc.record({
    events: fc.array(fc.nat(30), { maxLength: 4 }),
    seeds: fc.array(
      fc.constantFrom(...eventTypes).chain((type) => eventOf(type)),
      { maxLength: 12 },
    ),
    facts: fc.record(Object.fromEntries(Object.keys(factValues).map((name) => [name, factOf(name)]))),
  });

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

  it('that grows never turns a certain outcome round', () => {
    fc.assert(
      fc.property(
        knownComplaint,
        hidden,
        fc.array(filling, { minLength: 1, maxLength: 4 }),
        instant,
        (complaint, { types, facts }, fillings, at) => {
          const partial = without(complaint, types, facts);
          const certain = judge(set, partial, at).findings.filter(
            ({ outcome }) => outcome === 'compliant' || outcome === 'non-compliant',
          );
          const worlds = fillings.map((world): Complaint => {
            const added = world.seeds.filter(({ type }) => types.some((each) => each === type));
            const values = Object.fromEntries(Object.entries(world.facts).filter(([name]) => facts.includes(name)));
            return {
              ...partial,
              observed: 'everything',
              facts: { ...partial.facts, ...values },
              events: [...partial.events, ...added.map((event, index) => ({ ...event, id: `f${index}` }))],
            };
          });
          for (const world of [complaint, ...worlds]) {
            const now = byName(judge(set, world, at));
            for (const finding of certain) {
              if (
                finding.policy === 'texts' ||
                byText[`${finding.policy}#${finding.rule}`]?.some((fact) => facts.includes(fact)) === true
              )
                continue;
              const outcome = now.get(nameOf(finding))?.outcome;
              if (finding.outcome === 'non-compliant')
                expect([nameOf(finding), outcome]).toEqual([nameOf(finding), 'non-compliant']);
              else expect([nameOf(finding), outcome]).not.toEqual([nameOf(finding), 'non-compliant']);
            }
          }
        },
      ),
      settings,
    );
  });
});

describe('the derivation of a date', () => {
  const cn = calendarOf('cn').zone;

  function lastDayShown({ steps }: Derivation): number | undefined {
    const shown = steps.findLast((step) => step.kind === 'roll' || step.kind === 'period');
    return shown === undefined ? undefined : shown.days.findLast(({ kind }) => kind === 'due')?.day;
  }

  it('ends on the date of the finding', () => {
    fc.assert(
      fc.property(knownComplaint, instant, (complaint, at) => {
        for (const finding of judge(set, complaint, at).findings) {
          if (finding.kind !== 'deadline' || finding.due === undefined) continue;
          const derivation = explainFinding(set, complaint, at, finding);
          expect([nameOf(finding), derivation?.due]).toEqual([nameOf(finding), finding.due]);
          const told =
            derivation?.steps.some(({ kind }) => kind === 'cap' || kind === 'extension' || kind === 'given') === true;
          const shown = derivation === undefined ? undefined : lastDayShown(derivation);
          if (!told && derivation?.calendar.startsWith('cn') === true)
            expect([nameOf(finding), shown]).toEqual([nameOf(finding), dayIn(finding.due, cn)]);
        }
      }),
      { ...settings, numRuns: Math.ceil(settings.numRuns / 10) },
    );
  });
});
