import type { Complaint } from '../../complaint.js';
import { judge } from '../../judge/judge.js';
import type { Finding } from '../../judge/judgement.js';
import type { PolicySet } from '../../policy/policy.js';
import { passesAt } from '../../time/compare.js';
import { millisecondsPerDay } from '../../time/zone.js';
import type { Day, Duration, Instant, Reading, Time } from '../../values.js';
import { withConditions } from '../walk-conditions.js';
import { groundOf } from './decide.js';
import { pairSetOf, type Pair, type Side } from './pair-set.js';
import { lengthsOf, startDays, termsOf } from './periods.js';
import { isGiven, sampledIn, type WhyOpen } from './sampled.js';
import { combinationLimit, eachCombination, sizeOf } from './space.js';
import { complaintOf, pausesOf, timesOf, trialOf, type Trial } from './trials.js';
import type { Terms } from '../../time/count.js';

/** A complaint for which the promise runs out after the law. */
export interface Counterexample {
  readonly start: Instant;
  readonly facts: ReadonlyMap<string, Reading>;
  readonly promised: Time;
  readonly legal: Time;
}

export interface Comparison {
  /** Why it is not decided, where no complaint was found; with a counterexample it is, whatever was left out. */
  readonly open: readonly WhyOpen[];
  /** Days on which a clock was started and both had a date. */
  readonly days: number;
  /** Those of them on which the promise ran out later under some combination. */
  readonly laterDays: readonly Day[];
  readonly first: Counterexample | undefined;
}

/** Judgements that one pair may cost. */
const judgementLimit = 400_000;
const farAhead = 40 * 366 * millisecondsPerDay;

/**
 * Whether a promise can run out after the law (S48): decided by the dates of made-up complaints, judged by the engine, for every start day that
 * the calendars of either have published and on which both are in force, every time of day at which an answer can change, and every combination of
 * the values that the two rules ask. What can only be sampled leaves it open, unless a complaint is found. `within`: only these days.
 */
export function compareDates(
  set: PolicySet,
  pair: Pair,
  within?: { readonly from: Day; readonly through: Day },
): Comparison {
  const undecided = (why: WhyOpen): Comparison => ({ open: [why], days: 0, laterDays: [], first: undefined });
  const pairSet = pairSetOf(set, pair);
  const ground = groundOf(pairSet.set, pair.statute.policy);
  const trial = trialOf(pair, pairSet, ground);
  const sides = [pair.promise, pair.statute].flatMap((side) => clockOf(set, side));
  const [own, law] = sides;
  if (trial === undefined || own === undefined || law === undefined) return undecided('given');
  const lag = [...trial.base].map(([name, values]) => ({ name, values }));
  if (sizeOf([...trial.axes, ...lag]) > combinationLimit) return undecided('too-many');
  const { calendar } = law.terms;
  const days = startDays([own.terms.calendar, calendar], { inForce: bothInForce(pair) }).filter(
    (day) => within === undefined || (day >= within.from && day <= within.through),
  );
  const world: World = { pair, trial, set: pairSet.set, calendar, pauses: pausesOf(pair) };
  const complaints = combinationsOf(world, days[Math.floor(days.length / 2)]);
  const perDay = days[0] === undefined ? 0 : timesOf(days[0], sides).length;
  if (complaints.length * days.length * perDay > judgementLimit) return undecided('too-many');
  const { uncertain, ...tried } = tryDays(world, days, complaints, sides);
  const open: readonly WhyOpen[] = [
    ...(pairSet.whole && !sides.some(({ given }) => given) ? [] : (['given'] as const)),
    ...(days.length === 0 || (tried.days === 0 && uncertain) ? (['no-days'] as const) : []),
    ...sampledIn(pair, pairSet, trial, ground),
  ];
  return { ...tried, open: tried.first === undefined ? open : [] };
}

interface World {
  readonly pair: Pair;
  readonly trial: Trial;
  readonly set: PolicySet;
  readonly calendar: Terms['calendar'];
  readonly pauses: ReturnType<typeof pausesOf>;
}

interface SideClock {
  readonly terms: Terms;
  /** Of the period and of every extension. */
  readonly lengths: readonly Duration[];
  /** Whether a fact gives one of them. */
  readonly given: boolean;
}

function clockOf(set: PolicySet, { policy, rule }: Side): readonly SideClock[] {
  const terms = termsOf(set, policy, rule.clock.calendar, rule.clock.counting);
  const { period, extensions } = rule.clock;
  const values = [
    ...(period.kind === 'within' ? [period.within] : []),
    ...extensions.flatMap(({ to }) => (to.kind === 'moment' ? [] : [to])),
  ];
  const lengths = values.flatMap((value) => lengthsOf(value, policy));
  return terms === undefined ? [] : [{ terms, lengths, given: values.some(isGiven) }];
}

function bothInForce({ promise, statute }: Pair): Side['policy']['inForce'] {
  const all = [promise, statute].flatMap(({ policy, rule }) => [
    policy.inForce,
    ...(rule.inForce ? [rule.inForce] : []),
  ]);
  return {
    from: Math.max(...all.map(({ from }) => from)),
    through: Math.min(...all.map(({ through }) => through ?? Infinity)),
  };
}

interface Combination {
  readonly values: ReadonlyMap<string, Reading>;
  readonly lag: ReadonlyMap<string, number>;
}

/** One of each kind: where no condition asks for a date, those for which every condition answers alike have the same dates on every day. */
function combinationsOf(world: World, day: Day | undefined): readonly Combination[] {
  if (day === undefined) return [];
  const { trial } = world;
  const lagAxes = [...trial.base].map(([name, values]) => ({ name: `after ${name}`, values }));
  const found = new Map<string, Combination>();
  const asked: string[] = [];
  const listening = withConditions(world.set, (condition) => ({
    ...condition,
    test: (reader) => {
      const truth = condition.test(reader);
      asked.push(`${JSON.stringify(condition.document)} ${String(truth)}`);
      return truth;
    },
  }));
  eachCombination([...trial.axes, ...lagAxes], (combined) => {
    const values = new Map(trial.axes.map(({ name }) => [name, combined.get(name)]));
    const lag = new Map([...trial.base.keys()].map((name) => [name, Number(combined.get(`after ${name}`) ?? 0)]));
    asked.length = 0;
    const each: Combination = { values, lag };
    const dates = datesOf({ ...world, set: listening }, each, world.calendar.zone.at(day, 12 * 60));
    if (dates === undefined && !trial.dated) return undefined;
    const durations = [...values.values()].filter(
      (value) => typeof value === 'object' && 'kind' in value && value.kind === 'duration',
    );
    const key = trial.dated
      ? String(found.size)
      : JSON.stringify([asked.toSorted(), [...lag], values.get('(paused)'), durations]);
    if (!found.has(key)) found.set(key, each);
    return undefined;
  });
  return [...found.values()];
}

function tryDays(
  world: World,
  days: readonly Day[],
  complaints: readonly Combination[],
  sides: readonly SideClock[],
): Omit<Comparison, 'open'> & { readonly uncertain: boolean } {
  const laterDays: Day[] = [];
  let first: Counterexample | undefined;
  let tried = 0;
  let uncertain = false;
  for (const day of days) {
    const found = complaints.flatMap((combination) =>
      timesOf(day, sides).flatMap((start) => {
        const dates = datesOf(world, combination, start);
        uncertain ||= dates?.provisional === true;
        return dates === undefined || dates.provisional ? [] : [{ ...dates, start, facts: combination.values }];
      }),
    );
    if (found.length > 0) tried++;
    const later = found.find(
      ({ promised, legal }) => endOf(promised, world.pair.promise, world) > endOf(legal, world.pair.statute, world),
    );
    if (later === undefined) continue;
    laterDays.push(day);
    first ??= later;
  }
  return { days: tried, laterDays, first, uncertain };
}

function endOf(time: Time, { policy, rule }: Side, { set }: World): Instant {
  const terms = termsOf(set, policy, rule.clock.calendar, rule.clock.counting);
  return terms === undefined ? 0 : passesAt(time, terms.calendar.zone);
}

interface Dates {
  readonly promised: Time;
  readonly legal: Time;
  /** Either rests on days that are not published. */
  readonly provisional: boolean;
}

/** Both dates as the engine gives them; undefined where either rule has none. */
function datesOf(world: World, { values, lag }: Combination, start: Instant): Dates | undefined {
  const { trial, pair, set, pauses } = world;
  const complaint: Complaint = complaintOf(trial, start, values, lag, pauses, world);
  const { findings } = judge(set, complaint, start + farAhead);
  const [own, law] = [dueIn(findings, pair.promise), dueIn(findings, pair.statute)];
  if (own?.due === undefined || law?.due === undefined) return undefined;
  return { promised: own.due, legal: law.due, provisional: own.provisional === true || law.provisional === true };
}

function dueIn(findings: readonly Finding[], { policy, rule }: Side): Finding | undefined {
  const finding = findings.find((each) => each.policy === policy.id && each.rule === rule.id && each.due !== undefined);
  return finding?.outcome === 'not-applicable' ? undefined : finding;
}
