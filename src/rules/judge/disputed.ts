import type { Complaint } from '../complaint.js';
import type { MissingFact } from '../conditions/condition.js';
import type { PolicySet } from '../policy/policy.js';
import { earlier, later } from '../time/compare.js';
import { zoneOf } from '../time/zone.js';
import type { Zone } from '../time/calendar.js';
import type { Instant, Time } from '../values.js';
import { believing, choicesOf, countChoices, disputesAt, without, type Choice } from './disputes.js';
import type {
  EscalationFinding,
  Finding,
  Judgement,
  LevelToTell,
  RecordsRetention,
  RetentionFinding,
  RightFinding,
} from './judgement.js';
import { mergeGives } from './disputed-gives.js';
import { joinMissing } from './scope.js';
import { timelineAt } from './timeline.js';

/** Beyond so many ways of believing, disputed facts count as unknown. */
const mostChoices = 8;

/**
 * Judges a complaint with disputed facts once under each combination of what is said of them, and merges the judgements finding by
 * finding (S41): one result for all is that result, marked as disputed; several make it indeterminate, each shown. Where there are
 * more than eight combinations, the facts count as unknown. Without a dispute it is judged as it is.
 */
export function judgeDisputed(
  set: PolicySet,
  complaint: Complaint,
  at: Instant,
  judgeOne: (complaint: Complaint) => Judgement,
): Judgement {
  const disputes = disputesAt(set, complaint, at);
  if (disputes.length === 0) return judgeOne(complaint);
  if (countChoices(disputes) > mostChoices)
    return unknownBecause(new Set(disputes.map(({ fact }) => fact)), complaint, judgeOne);
  const zone = zoneOf(set.organisation.zone);
  const timeline = timelineAt(complaint, at, zone);
  const ways = choicesOf(disputes).map((choice) => ({
    choice,
    judgement: judgeOne(believing(complaint, timeline, choice)),
  }));
  return merged(ways, zone);
}

function unknownBecause(
  facts: ReadonlySet<string>,
  complaint: Complaint,
  judgeOne: (complaint: Complaint) => Judgement,
): Judgement {
  const judgement = judgeOne(without(complaint, facts));
  const why = <T extends { readonly missing: readonly MissingFact[] }>(entry: T): T => ({
    ...entry,
    missing: entry.missing.map((each) => (facts.has(each.name) ? { ...each, why: 'disputed' } : each)),
  });
  return {
    ...judgement,
    findings: judgement.findings.map(why),
    rights: judgement.rights.map(why),
    retention: judgement.retention.map(why),
  };
}

interface Way<T> {
  readonly choice: Choice;
  readonly judgement: T;
}

function merged(ways: readonly Way<Judgement>[], zone: Zone): Judgement {
  const judgements = ways.map(({ judgement }) => judgement);
  const [first] = judgements;
  if (first === undefined) throw new RangeError('a dispute leaves at least one way to believe');
  const next = judgements.flatMap(({ nextLookAt }) => (nextLookAt === undefined ? [] : [nextLookAt]));
  return {
    ...first,
    findings: byKey(
      ways,
      ({ findings }) => findings,
      keyOfFinding,
      (each, own) => mergeFindings(each, own, zone),
    ),
    rights: byKey(
      ways,
      ({ rights }) => rights,
      keyOfFinding,
      (each, own) => mergeRights(each, own, zone),
    ),
    retention: byKey(ways, ({ retention }) => retention, keyOfRetention, mergeRetention),
    records: byKey(
      ways,
      (judgement) => judgement.records,
      ({ records }) => records,
      mergeRecords,
    ),
    escalations: byKey(ways, ({ escalations }) => escalations, keyOfEscalation, earliestEscalation),
    telling: byKey(ways, ({ telling }) => telling, keyOfEscalation, earliestToTell),
    nextLookAt: next.length === 0 ? undefined : Math.min(...next),
    receipt: {
      ...first.receipt,
      readings: Object.assign({}, ...judgements.map(({ receipt }) => receipt.readings)),
    },
  };
}

/** One entry of a list as it comes out under each choice; undefined where it is not there. */
type Versions<T> = readonly Way<T | undefined>[];

/** The entries of all judgements, each once, in the order in which they are met. */
function byKey<T>(
  ways: readonly Way<Judgement>[],
  listOf: (judgement: Judgement) => readonly T[],
  keyOf: (entry: T) => string,
  merge: (versions: Versions<T>, first: T) => T,
): readonly T[] {
  const indexed = ways.map(({ choice, judgement }) => ({
    choice,
    entries: new Map(listOf(judgement).map((entry) => [keyOf(entry), entry])),
  }));
  const firsts = new Map(indexed.toReversed().flatMap(({ entries }) => [...entries]));
  const keys = new Set(indexed.flatMap(({ entries }) => [...entries.keys()]));
  return [...keys].flatMap((key) => {
    const first = firsts.get(key);
    if (first === undefined) return [];
    const versions = indexed.map(({ choice, entries }) => ({ choice, judgement: entries.get(key) }));
    return [versions.every(({ judgement }) => isSame(judgement, first)) ? first : merge(versions, first)];
  });
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function keyOfFinding({ policy, rule, occurrence, round }: Finding | RightFinding): string {
  return JSON.stringify([policy, rule, occurrence?.event, round]);
}

function keyOfRetention({ policy, rule, records, occurrence }: RetentionFinding): string {
  return JSON.stringify([policy, rule, records, occurrence?.event]);
}

function keyOfEscalation({ policy, rule, for: watched, occurrence, round, level }: EscalationFinding): string {
  return JSON.stringify([policy, rule, watched, occurrence?.event, round, level]);
}

/** The facts on which the result hangs: where believing the one or the other of them alone makes a difference. */
function decisiveFacts<T>(versions: Versions<T>): readonly string[] {
  const facts = [...(versions[0]?.choice.keys() ?? [])];
  return facts.filter((fact) =>
    versions.some((a) =>
      versions.some((b) => differOnlyIn(fact, a.choice, b.choice) && !isSame(a.judgement, b.judgement)),
    ),
  );
}

function differOnlyIn(fact: string, a: Choice, b: Choice): boolean {
  return [...a].every(([name, statement]) => (b.get(name) === statement) === (name !== fact));
}

function disputedFacts(facts: readonly string[]): readonly MissingFact[] {
  return facts.map((name) => ({ name, kind: 'fact', why: 'disputed' }));
}

function present<T>(versions: Versions<T>): readonly T[] {
  return versions.flatMap(({ judgement }) => (judgement === undefined ? [] : [judgement]));
}

/** The one with the earliest date is shown: it is safe whatever turns out to be true. */
function safest<T>(all: readonly T[], dateOf: (each: T) => Time | undefined, first: T, zone: Zone): T {
  return all.reduce((best, each) => {
    const [date, before] = [dateOf(each), dateOf(best)];
    if (date === undefined || before === undefined) return date === undefined ? best : each;
    return !isSame(date, before) && isSame(earlier(date, before, zone), date) ? each : best;
  }, first);
}

function latestOf(times: readonly (Time | undefined)[], zone: Zone): Time | undefined {
  return times.reduce(
    (last, time) => (last === undefined || time === undefined ? (last ?? time) : later(last, time, zone)),
    undefined,
  );
}

function mergeFindings(versions: Versions<Finding>, first: Finding, zone: Zone): Finding {
  const all = present(versions);
  const facts = decisiveFacts(versions);
  // A round or occurrence that is not there under one choice would be no duty there.
  const outcomes = [...new Set(versions.map(({ judgement }) => judgement?.outcome ?? 'not-applicable'))];
  const { dueAtLatest: _, ...safe } = safest(all, ({ due }) => due, first, zone);
  const latest = latestOf(
    all.map(({ due, dueAtLatest }) => dueAtLatest ?? due),
    zone,
  );
  const dates = latest === undefined || isSame(latest, safe.due) ? {} : { dueAtLatest: latest };
  const disputed = { facts, outcomes };
  const missing = joinMissing(...all.map((each) => each.missing));
  if (outcomes.length === 1) return { ...safe, ...dates, missing, disputed };
  const { state: _state, reason: _reason, done: _done, warnAt: _warnAt, left: _left, waived: _waived, ...rest } = safe;
  return { ...rest, ...dates, outcome: 'indeterminate', missing: joinMissing(missing, disputedFacts(facts)), disputed };
}

function mergeRights(versions: Versions<RightFinding>, first: RightFinding, zone: Zone): RightFinding {
  const all = present(versions);
  const facts = decisiveFacts(versions);
  const states = [...new Set(versions.map(({ judgement }) => judgement?.state ?? 'not-applicable'))];
  const { untilAtLatest: _, ...safe } = safest(all, ({ until }) => until, first, zone);
  const latest = latestOf(
    all.map(({ until, untilAtLatest }) => untilAtLatest ?? until),
    zone,
  );
  const dates = latest === undefined || isSame(latest, safe.until) ? {} : { untilAtLatest: latest };
  const disputed = { facts, states };
  const missing = joinMissing(...all.map((each) => each.missing));
  if (states.length > 1) {
    const {
      reason: _reason,
      used: _used,
      usedLate: _usedLate,
      elected: _elected,
      exclusion: _exclusion,
      ...rest
    } = safe;
    const lacking = joinMissing(missing, disputedFacts(facts));
    return { ...rest, ...dates, state: 'indeterminate', gives: [], missing: lacking, disputed };
  }
  const sameGives = all.every(({ gives }) => isSame(gives, safe.gives));
  return {
    ...safe,
    ...dates,
    gives: sameGives
      ? safe.gives
      : mergeGives(
          all.map(({ gives }) => gives),
          disputedFacts(facts),
        ),
    missing: sameGives ? missing : joinMissing(missing, disputedFacts(facts)),
    disputed,
  };
}

/** The longer minimum and the earlier maximum: what is kept within both is right whatever turns out to be true. */
function keptWithin(all: readonly { readonly keepThrough?: number; readonly goBy?: number }[]) {
  const minima = all.flatMap(({ keepThrough }) => keepThrough ?? []);
  const maxima = all.flatMap(({ goBy }) => goBy ?? []);
  return {
    ...(minima.length === 0 ? {} : { keepThrough: Math.max(...minima) }),
    ...(maxima.length === 0 ? {} : { goBy: Math.min(...maxima) }),
  };
}

function mergeRetention(versions: Versions<RetentionFinding>, first: RetentionFinding): RetentionFinding {
  const all = present(versions);
  const states = new Set(all.map(({ state }) => state));
  const missing = joinMissing(...all.map((each) => each.missing));
  if (states.size === 1) return { ...first, ...keptWithin(all), missing };
  const { reason: _, ...rest } = first;
  const lacking = joinMissing(missing, disputedFacts(decisiveFacts(versions)));
  return { ...rest, ...keptWithin(all), state: 'indeterminate', missing: lacking };
}

function mergeRecords(versions: Versions<RecordsRetention>, first: RecordsRetention): RecordsRetention {
  const all = present(versions);
  const states = new Set(all.map(({ state }) => state));
  const rules = [...new Set(all.flatMap((each) => each.rules))];
  const held = all.some((each) => each.held);
  const state = states.size === 1 ? first.state : 'indeterminate';
  return { ...first, ...keptWithin(all), state, held, rules };
}

/** Whoever may have to be told is told at the earliest. */
function earliestEscalation(versions: Versions<EscalationFinding>, first: EscalationFinding): EscalationFinding {
  return present(versions).reduce((best, each) => (each.at < best.at ? each : best), first);
}

/** While any statement leaves its clock running, a level is not over. */
function earliestToTell(versions: Versions<LevelToTell>, first: LevelToTell): LevelToTell {
  const all = present(versions);
  const open = all.filter(({ over }) => over === undefined);
  const [any = first, ...others] = open.length > 0 ? open : all;
  return others.reduce((best, each) => (each.at < best.at ? each : best), any);
}
